//! Rule: something happens to certain messages.

use alloc::format;
use alloc::string::String;

use sim_core::{Channel, Duration, Strike};

use crate::family::NetworkFault;
use crate::network::{Reach, Touch};

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
    /// It is dropped; by a stream it is sent again, and late by that.
    Drop,
    /// It takes so much longer.
    Delay(Duration),
    /// There are so many further copies; not of a message of a stream.
    Duplicate(u8),
    /// It is held back until the episode ends; by a clause until the clause is
    /// [released](crate::Weather::Released), or all is healed.
    Hold,
    /// It is damaged, as the protocol says in [`Protocol::damage`](sim_core::Protocol::damage); the number says how. Not a
    /// message of a stream.
    Corrupt(u32),
}

impl Rule {
    /// This happens to every message.
    ///
    /// ```
    /// use sim_core::millis;
    /// use sim_net::{Rule, RuleAction};
    /// let rule = Rule::new(RuleAction::Delay(millis(80))).from("bank").kind("Paid").nth(2);
    /// assert_eq!(rule.to, None);
    /// assert_eq!(rule.nth, Some(2));
    /// ```
    pub const fn new(action: RuleAction) -> Self {
        Self { from: None, to: None, kind: None, nth: None, action }
    }

    /// Only to those from this actor, or from any on this node.
    pub fn from(self, sender: impl Into<String>) -> Self {
        Self { from: Some(sender.into()), ..self }
    }

    /// Only to those to this actor, or to any on this node.
    pub fn to(self, receiver: impl Into<String>) -> Self {
        Self { to: Some(receiver.into()), ..self }
    }

    /// Only to those of this kind.
    pub fn kind(self, kind: impl Into<String>) -> Self {
        Self { kind: Some(kind.into()), ..self }
    }

    /// Only to the n-th that matches, counted from one.
    pub fn nth(self, nth: u64) -> Self {
        Self { nth: Some(nth), ..self }
    }

    // As events tell it.
    pub(crate) fn words(&self) -> String {
        let nth = self.nth.map_or(String::from("each"), |nth| format!("number {nth} of"));
        let kind = self.kind.as_deref().unwrap_or("message");
        let from = self.from.as_deref().map_or(String::new(), |from| format!(" from {from}"));
        let to = self.to.as_deref().map_or(String::new(), |to| format!(" to {to}"));
        let action = match self.action {
            RuleAction::Drop => String::from("is dropped"),
            RuleAction::Delay(longer) => format!("takes {longer} longer"),
            RuleAction::Duplicate(1) => String::from("has a further copy"),
            RuleAction::Duplicate(further) => format!("has {further} further copies"),
            RuleAction::Hold => String::from("is held back"),
            RuleAction::Corrupt(seed) => format!("is damaged by {seed}"),
        };
        format!("{nth} {kind}{from}{to} {action}")
    }
}

impl RuleAction {
    // A stream repeats and damages nothing, whatever a rule says.
    pub(crate) const fn touches(self, channel: Channel) -> bool {
        match channel {
            Channel::Datagram => true,
            Channel::Stream => matches!(self, Self::Drop | Self::Delay(_) | Self::Hold),
        }
    }
}

impl NetworkFault for Rule {
    fn touch(&self) -> Touch {
        Touch::Rule
    }

    fn reach(&self, _: &mut Strike<'_>) -> Reach {
        Reach::All
    }
}
