//! Dead letters: everything that was attempted is found somewhere in the end.

use std::fmt::Debug;
use std::hash::Hash;

use sim_core::EventId;

use super::Delivery;
use crate::checker::{Checker, Conclusion, Seen};
use crate::keyed::Keyed;
use crate::verdict::{Evidence, Verdict, Violation};

/// Everything that was attempted is delivered, is a dead letter or has failed: one of these, once nothing is left to
/// happen, and nothing else is.
///
/// That the sender doesn't know about it is no excuse: these are the books of the system, not those of the sender. What
/// is delivered again is still delivered, and a dead letter may be put aside again; how often is for
/// [`AtMostOnce`](super::AtMostOnce). What has failed may be attempted again; a retry of what was delivered or put
/// aside changes nothing.
///
/// Costs O(1) per item, O(keys) at the end. Keeps every key: each may be accounted for twice.
///
/// ```
/// use sim_check::{Checker, DeadLetters, Delivery::{Attempt, DeadLettered, Effect}, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = DeadLetters::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// assert!(checker.see(at(0), Attempt(7)).is_ok());
/// assert!(checker.see(at(1), DeadLettered(7)).is_ok());
/// assert_eq!(
///     checker.see(at(2), Effect(7)).unwrap_err().to_string(),
///     "accounted twice: 7 is a dead letter, but is also delivered (#1 dead letter, #2 delivered)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct DeadLetters<K> {
    keys: Keyed<K, Account>,
}

// Where an attempt was made, and what became of it where.
type Account = (EventId, Option<(End, EventId)>);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    Delivered,
    DeadLetter,
    Failed,
}

impl End {
    const fn note(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::DeadLetter => "dead letter",
            Self::Failed => "failed",
        }
    }

    const fn claim(self) -> &'static str {
        match self {
            Self::Delivered => "is delivered",
            Self::DeadLetter => "is a dead letter",
            Self::Failed => "has failed",
        }
    }

    const fn also(self) -> &'static str {
        match self {
            Self::Delivered => "is also delivered",
            Self::DeadLetter => "is also a dead letter",
            Self::Failed => "has also failed",
        }
    }
}

impl<K> Default for DeadLetters<K> {
    fn default() -> Self {
        Self { keys: Keyed::new() }
    }
}

impl<K> DeadLetters<K> {
    /// Nothing is attempted yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<K: Eq + Hash + Clone + Debug> Checker for DeadLetters<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        let (key, end) = match item {
            Delivery::Attempt(key) => {
                let (attempted, end) = self.keys.of_or_with(&key, || (seen.event, None));
                if matches!(end, Some((End::Failed, _))) {
                    (*attempted, *end) = (seen.event, None);
                }
                return Ok(());
            }
            Delivery::Effect(key) => (key, End::Delivered),
            Delivery::DeadLettered(key) => (key, End::DeadLetter),
            Delivery::GivenUp(key) => (key, End::Failed),
            Delivery::Arrived(_) | Delivery::Acknowledged(_) | Delivery::Unknown(_) => {
                return Ok(());
            }
        };
        let Some((_, known)) = self.keys.get_mut(&key) else {
            let said = format!("{key:?} {}, but nobody has attempted it", end.claim());
            return Err(Violation::new("accounted from nowhere", said)
                .shown_by([Evidence::new(seen.event, end.note())])
                .into());
        };
        let (first, event) = *known.get_or_insert((end, seen.event));
        if first == end {
            return Ok(());
        }
        let said = format!("{key:?} {}, but {}", first.claim(), end.also());
        Err(Violation::new("accounted twice", said)
            .shown_by([Evidence::new(event, first.note()), Evidence::new(seen.event, end.note())])
            .into())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        if self.keys.is_empty() {
            return Verdict::nothing_to_judge("nothing was attempted");
        }
        let open = self.keys.iter().filter(|(_, (_, end))| end.is_none());
        let Some((key, (attempted, _))) = open.min_by_key(|(_, (attempted, _))| *attempted) else {
            return Verdict::Passed;
        };
        if !conclusion.idle {
            let why = format!("the run was cut off before {key:?} was accounted for");
            return Verdict::nothing_to_judge(why);
        }
        let said = format!("{key:?} is neither delivered nor a dead letter, nor has it failed");
        Violation::new("unaccounted", said)
            .shown_by([Evidence::new(*attempted, "attempted")])
            .into()
    }

    fn reset(&mut self) {
        self.keys.clear();
    }
}
