//! Tests that cross crates, and the worlds that they share.
//!
//! [`golden`] holds small worlds whose runs are kept word by word; [`random`] makes worlds at random: what must hold
//! in every world is tested on many of them.

pub mod golden;
pub mod random;
