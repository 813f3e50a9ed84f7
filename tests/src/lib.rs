//! Tests that cross crates, and the worlds that they share.

pub mod golden;
