//! Refinement: what happens is what could happen in an abstract model.

use std::collections::BTreeSet;
use std::fmt;

use sim_core::{Event, EventId, Protocol};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Doubt, Evidence, Verdict, Violation};

/// The facts of a run are a walk of an abstract model: some choice of its steps, from some state in which it may begin.
///
/// The closure says in which states the model may be after a fact that is told in a state: none, if that can't be told there;
/// the same state, if the fact doesn't concern the model. What isn't told, the model may do in between: the closure answers with
/// all states that could be meant.
///
/// Costs a call of the closure per fact and state in which the model may be. With more than [so many](Refines::states_max) of
/// these the walk is given up, and the verdict is undecided.
///
/// ```
/// use sim_check::refines;
///
/// # enum Fact { Inserted, Vended(&'static str) }
/// // A machine that may swallow a coin, and has one drink for each other.
/// let property = refines([0_u32], |coins: &u32, fact: &Fact| match fact {
///     Fact::Inserted => vec![*coins, coins + 1],
///     Fact::Vended(_) => coins.checked_sub(1).into_iter().collect(),
/// });
/// # let _ = (property, Fact::Inserted, Fact::Vended("tea"));
/// ```
pub fn refines<S, T, F>(initial: impl IntoIterator<Item = S>, step: F) -> Refines<S, F>
where
    S: Ord + Clone,
    F: FnMut(&S, &T) -> Vec<S>,
{
    let initial: BTreeSet<S> = initial.into_iter().collect();
    let states = initial.clone();
    Refines { initial, states, step, states_max: 10_000, steps: 0, last: None, given_up: false }
}

/// The facts of a run are a walk of an abstract model; see [`refines`].
#[derive(Clone)]
pub struct Refines<S, F> {
    initial: BTreeSet<S>,
    // In which the model may be.
    states: BTreeSet<S>,
    step: F,
    states_max: usize,
    // How often the closure was asked.
    steps: u64,
    // The last fact that changed what state the model may be in.
    last: Option<EventId>,
    given_up: bool,
}

impl<S: Ord + Clone, F> Refines<S, F> {
    /// Gives up when the model may be in more than so many states; ten thousand unless it is said.
    pub fn states_max(self, states: usize) -> Self {
        Self { states_max: states, ..self }
    }
}

// The first few, as text.
fn few<S: fmt::Debug>(states: &BTreeSet<S>) -> String {
    let told: Vec<_> = states.iter().take(3).map(|state| format!("{state:?}")).collect();
    let more = match states.len() - told.len() {
        0 => String::new(),
        more => format!(" or {more} others"),
    };
    told.join(" or ") + &more
}

impl<P, S, F> Property<P> for Refines<S, F>
where
    P: Protocol,
    S: Ord + Clone + fmt::Debug,
    F: FnMut(&S, &P::Fact) -> Vec<S>,
{
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        let Some(fact) = event.fact().filter(|_| !self.given_up) else { return Ok(()) };
        let mut next = BTreeSet::new();
        for state in &self.states {
            self.steps += 1;
            next.extend((self.step)(state, fact));
        }
        if next.is_empty() {
            let states = few(&self.states);
            let said = format!("{fact:?} can't be told by a model that is in state {states}");
            let last = self.last.map(|last| Evidence::new(last, "last step"));
            return Err(Violation::new("not in the model", said)
                .shown_by(last)
                .shown_by([Evidence::new(event.id, "no step")])
                .into());
        }
        if next.len() > self.states_max {
            self.given_up = true;
            return Ok(());
        }
        if next != self.states {
            self.last = Some(event.id);
            self.states = next;
        }
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        match (self.given_up, self.steps) {
            (true, steps) => Verdict::Undecided(Doubt::BudgetSpent { steps }),
            (false, 0) => Verdict::nothing_to_judge("no fact was told"),
            (false, _) => Verdict::Passed,
        }
    }

    fn reset(&mut self) {
        self.states.clone_from(&self.initial);
        (self.steps, self.last, self.given_up) = (0, None, false);
    }
}

impl<S: fmt::Debug, F> fmt::Debug for Refines<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refines").field("states", &self.states).finish_non_exhaustive()
    }
}
