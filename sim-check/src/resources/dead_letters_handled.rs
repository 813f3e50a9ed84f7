//! Dead letters handled: whoever is to see to them does.

use std::collections::BTreeSet;

use sim_core::{Event, EventId, Protocol, What};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// Each message that a full mailbox gives to its actor for dead letters reaches that actor before nothing is left to happen.
///
/// A run without dead letters is undecided, and so is one that is cut off while some are on their way. Costs O(log dead letters)
/// per event of one. Keeps those that are on their way.
///
/// ```
/// use sim_check::{DeadLettersHandled, Property};
/// # use sim_core::Protocol;
/// # fn some<P: Protocol>() -> impl Property<P> {
/// let property = DeadLettersHandled::new();
/// # property
/// # }
/// ```
#[derive(Clone, Default, Debug)]
pub struct DeadLettersHandled {
    pending: BTreeSet<EventId>,
    any: bool,
}

impl DeadLettersHandled {
    /// There are none yet.
    pub const fn new() -> Self {
        Self { pending: BTreeSet::new(), any: false }
    }
}

impl<P: Protocol> Property<P> for DeadLettersHandled {
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        match (event.what, event.cause) {
            (What::DeadLettered { .. }, _) => {
                self.any = true;
                self.pending.insert(event.id);
            }
            (What::DeadLetter { .. }, Some(cause)) => {
                self.pending.remove(&cause);
            }
            _ => {}
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let Some(first) = self.pending.first() else {
            if self.any {
                return Verdict::Passed;
            }
            return Verdict::nothing_to_judge("there were no dead letters");
        };
        if !conclusion.idle {
            return Verdict::nothing_to_judge("the run was cut off before all dead letters came");
        }
        let said = match self.pending.len() {
            1 => "a dead letter reaches nobody".to_owned(),
            count => format!("{count} dead letters reach nobody"),
        };
        Violation::new("dead letter unhandled", said)
            .shown_by([Evidence::new(*first, "given away")])
            .into()
    }

    fn reset(&mut self) {
        self.pending.clear();
        self.any = false;
    }
}
