//! Tests that cross crates, and the worlds that they share.
//!
//! [`golden`] holds small worlds whose runs are [`kept`] word by word; [`random`] makes worlds at random: what must hold
//! in every world is tested on many of them. [`mutation`] changes texts of plans and such: whatever is wrong with one, its reader
//! says so. [`stage`] has what plays in words are made of.

pub mod golden;
pub mod kept;
pub mod mutation;
pub mod planted;
pub mod random;
pub mod relay;
pub mod stage;
