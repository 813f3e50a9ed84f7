//! Rule: something happens to certain messages.

use alloc::string::String;

use sim_core::Duration;

/// Something happens to certain messages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// The path of the sender, or the name of its node; anybody, if there is none.
    pub from: Option<String>,
    /// The path of the receiver, or the name of its node; anybody, if there is none.
    pub to: Option<String>,
    /// The kind of the message, its leading word; any, if there is none.
    pub kind: Option<String>,
    /// Only the n-th that matches, counted from one; all, if there is none.
    pub nth: Option<u64>,
    /// What happens.
    pub action: RuleAction,
}

/// What happens to a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RuleAction {
    /// It is dropped.
    Drop,
    /// It takes so much longer.
    Delay(Duration),
    /// There are so many further copies.
    Duplicate(u8),
    /// It is held back until the episode ends.
    Hold,
    /// It is damaged; the number says how.
    Corrupt(u32),
}
