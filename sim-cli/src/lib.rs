//! The command.
//!
//! Empty so far.
