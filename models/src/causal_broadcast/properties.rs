//! What should hold.

use std::collections::BTreeMap;

use sim_check::{Checker, Conclusion, Evidence, Seen, Verdict, Violation};
use sim_core::EventId;

use super::message::{Fact, Name};

/// When nothing is left to happen, everybody has delivered all that others have posted.
#[derive(Clone, Debug)]
pub struct EverybodyGetsAll {
    members: usize,
    // Where each message was posted, and how many others have delivered it.
    posted: BTreeMap<Name, (EventId, usize)>,
}

impl EverybodyGetsAll {
    /// In a group of so many.
    pub const fn of(members: usize) -> Self {
        Self { members, posted: BTreeMap::new() }
    }
}

impl Checker for EverybodyGetsAll {
    type Item = (Name, bool);

    fn see(&mut self, seen: Seen, (name, delivered): (Name, bool)) -> Result<(), Box<Violation>> {
        let (_, count) = self.posted.entry(name).or_insert((seen.event, 0));
        *count += usize::from(delivered);
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        if !conclusion.idle {
            return Verdict::nothing_to_judge("the run was cut off");
        }
        let missing = self.posted.iter().find(|(_, (_, count))| count + 1 < self.members);
        let Some((name, (posted, _))) = missing else {
            return if self.posted.is_empty() {
                Verdict::nothing_to_judge("nothing was posted")
            } else {
                Verdict::Passed
            };
        };
        let said = format!("{name:?} is not delivered to all");
        let evidence = [Evidence::new(*posted, "posted")];
        Verdict::Violated(Violation::new("not delivered", said).shown_by(evidence).into())
    }

    fn reset(&mut self) {
        self.posted.clear();
    }
}

/// A fact as [`EverybodyGetsAll`] reads it.
pub(super) const fn name_and_whether_delivered(fact: &Fact) -> (Name, bool) {
    match fact {
        Fact::Posts(name) => (*name, false),
        Fact::Delivers { name, .. } => (*name, true),
    }
}
