//! The mailbox bound: nothing piles up.

use sim_core::{Event, Protocol, What};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// In no mailbox do more than so many messages ever wait.
///
/// A mailbox that grows without bound passes any bound in the end. A run in which nothing waited is undecided. Costs O(1) per
/// event.
///
/// ```
/// use sim_check::{MailboxBound, Property};
/// # use sim_core::Protocol;
/// # fn some<P: Protocol>() -> impl Property<P> {
/// let property = MailboxBound::at_most(100);
/// # property
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct MailboxBound {
    limit: u32,
    waited: bool,
}

impl MailboxBound {
    /// At most so many.
    pub const fn at_most(limit: u32) -> Self {
        Self { limit, waited: false }
    }
}

impl<P: Protocol> Property<P> for MailboxBound {
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        let What::Queued { depth, .. } = event.what else { return Ok(()) };
        self.waited = true;
        if depth <= self.limit {
            return Ok(());
        }
        let limit = self.limit;
        let said = format!("{depth} messages wait in a mailbox, at most {limit} should");
        Err(Violation::new("mailbox too deep", said)
            .shown_by([Evidence::new(event.id, "one more")])
            .into())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.waited {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("no message waited in a mailbox")
        }
    }

    fn reset(&mut self) {
        self.waited = false;
    }
}
