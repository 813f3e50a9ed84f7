//! What is said.

use sim_core::Protocol;

/// The protocol of a source, workers and a sink.
#[derive(Debug)]
pub struct BoundedPipeline;

/// What is handed on.
#[derive(Clone, Debug)]
pub enum Message {
    /// Something to work on.
    Number(u64),
    /// There is nothing more to come.
    Pill,
}

/// What the judges hear.
#[derive(Debug)]
pub enum Fact {
    /// The source has handed this out.
    HandedOut(u64),
    /// The sink has got this.
    Got(u64),
    /// The sink has had all, it thinks: this is the sum.
    Sum(u64),
}

impl Protocol for BoundedPipeline {
    type Message = Message;
    type Fact = Fact;
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}
