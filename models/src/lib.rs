//! The zoo: protocols with planted bugs.
//!
//! Empty so far.
