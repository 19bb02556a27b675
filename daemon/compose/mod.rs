//! Finished bytes.
