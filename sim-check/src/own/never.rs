//! Never: no fact is like that.

use std::fmt;

use sim_core::{Event, Protocol};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// No fact is ever like that.
///
/// A run in which no fact was told is undecided. Costs what the closure costs.
///
/// ```
/// use sim_check::never;
///
/// # enum Fact { Served(u64), Refused(u64) }
/// let property = never(|fact| matches!(fact, Fact::Refused(order) if *order > 7));
/// # let _ = (property, Fact::Served(0), Fact::Refused(0));
/// ```
pub const fn never<T, F>(like_that: F) -> Never<F>
where
    F: FnMut(&T) -> bool,
{
    Never { told: false, like_that }
}

/// No fact is ever like that; see [`never`](fn@never).
#[derive(Clone)]
pub struct Never<F> {
    told: bool,
    like_that: F,
}

impl<P, F> Property<P> for Never<F>
where
    P: Protocol,
    F: FnMut(&P::Fact) -> bool,
{
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        let Some(fact) = event.fact() else { return Ok(()) };
        self.told = true;
        if !(self.like_that)(fact) {
            return Ok(());
        }
        Err(Violation::new("happened", format!("{fact:?} is told, which should never be"))
            .shown_by([Evidence::new(event.id, "here")])
            .into())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.told { Verdict::Passed } else { Verdict::nothing_to_judge("no fact was told") }
    }

    fn reset(&mut self) {
        self.told = false;
    }
}

impl<F> fmt::Debug for Never<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Never").field("told", &self.told).finish_non_exhaustive()
    }
}
