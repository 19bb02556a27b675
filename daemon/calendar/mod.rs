//! Invitations as values.
