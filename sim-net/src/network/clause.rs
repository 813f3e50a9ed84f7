//! The clause: a rule for certain messages that a test tells by a closure.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use sim_core::{ActorId, Channel, Protocol, Time};

use crate::family::RuleAction;

/// A message that leaves, as a clause sees it.
pub struct Glimpse<'a, P: Protocol> {
    /// The sender.
    pub from: ActorId,
    /// The receiver.
    pub to: ActorId,
    /// The name of the sender's node.
    pub source: &'a str,
    /// The name of the receiver's node.
    pub target: &'a str,
    /// When it leaves.
    pub departs: Time,
    /// The message.
    pub message: &'a P::Message,
}

impl<P: Protocol> fmt::Debug for Glimpse<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {} {:?}", self.source, self.target, self.message)
    }
}

/// A rule for certain messages that a test tells by a closure.
///
/// It is the part of a network that can't be saved in a plan; where kinds and counts are enough, a
/// [`Rule`](crate::Rule) of a plan is better.
///
/// ```
/// use sim_core::{Protocol, millis};
/// use sim_net::{Clause, RuleAction};
///
/// # struct Payments;
/// # #[derive(Clone, Debug)]
/// # enum Message { Pay { order: u64 }, Paid }
/// # impl Protocol for Payments {
/// #     type Message = Message;
/// #     type Fact = ();
/// #     type Timer = ();
/// #     type Operation = ();
/// #     type Outcome = ();
/// #     type View = ();
/// # }
/// let late = Clause::<Payments>::new("order 7 is late", RuleAction::Delay(millis(80)), |seen| {
///     matches!(seen.message, Message::Pay { order: 7 }) && seen.target == "bank"
/// });
/// let only_the_second = late.nth(2);
/// assert_eq!(only_the_second.name(), "order 7 is late");
/// ```
pub struct Clause<P: Protocol> {
    name: String,
    action: RuleAction,
    nth: Option<u64>,
    window: Option<(Time, Time)>,
    #[expect(clippy::type_complexity, reason = "it is written once")]
    fits: Box<dyn Fn(&Glimpse<'_, P>) -> bool>,
    matched: u64,
    hits: u64,
    released: bool,
}

impl<P: Protocol> Clause<P> {
    /// A rule for all messages that the closure says yes to. It should depend on nothing but what it is shown.
    pub fn new(
        name: &str,
        action: RuleAction,
        fits: impl Fn(&Glimpse<'_, P>) -> bool + 'static,
    ) -> Self {
        Self {
            name: String::from(name),
            action,
            nth: None,
            window: None,
            fits: Box::new(fits),
            matched: 0,
            hits: 0,
            released: false,
        }
    }

    /// Only for the n-th that fits, counted from one in each run.
    pub const fn nth(mut self, nth: u64) -> Self {
        self.nth = Some(nth);
        self
    }

    /// Only for what leaves from `from` on and before `until`.
    pub fn between(mut self, from: impl Into<Time>, until: impl Into<Time>) -> Self {
        self.window = Some((from.into(), until.into()));
        self
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) const fn hits(&self) -> u64 {
        self.hits
    }

    pub(super) const fn is_released(&self) -> bool {
        self.released
    }

    pub(super) const fn release(&mut self) {
        self.released = true;
    }

    pub(super) const fn reset(&mut self) {
        self.matched = 0;
        self.hits = 0;
        self.released = false;
    }

    // What is to be done with a message that leaves.
    pub(super) fn judge(&mut self, seen: &Glimpse<'_, P>, channel: Channel) -> Option<RuleAction> {
        let due = |(from, until)| from <= seen.departs && seen.departs < until;
        if self.released || !self.window.is_none_or(due) || !(self.fits)(seen) {
            return None;
        }
        self.matched += 1;
        if self.nth.is_some_and(|nth| nth != self.matched) || !self.action.touches(channel) {
            return None;
        }
        self.hits += 1;
        Some(self.action)
    }
}

impl<P: Protocol> fmt::Debug for Clause<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clause")
            .field("name", &self.name)
            .field("action", &self.action)
            .field("nth", &self.nth)
            .field("hits", &self.hits)
            .finish_non_exhaustive()
    }
}
