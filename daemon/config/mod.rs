//! What the operator set.
