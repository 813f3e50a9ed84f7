//! Tests that cross crates.
//!
//! Empty so far.
