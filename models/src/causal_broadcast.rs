//! Causal broadcast with vector clocks (Birman, Schiper and Stephenson, 1991).
//!
//! Members of a group ask questions, and whoever hears one answers it, each to all. A message carries a vector clock: how many
//! messages of each member its sender had delivered before. Who gets a message keeps it until it has delivered as many.
//!
//! It guarantees that nobody delivers a message before one that it may be about, over links that reorder and duplicate. A member
//! that delivers whatever comes delivers an answer before its question.

mod member;
mod message;
mod properties;
mod scenario;

pub use member::{Member, Mutant};
pub use message::{Ask, CausalBroadcast, Fact, Name, Post};
pub use properties::EverybodyGetsAll;
pub use scenario::{causal_broadcast, entries};
