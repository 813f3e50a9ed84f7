//! Always: a rule that no fact breaks.

use std::fmt;

use sim_core::{Event, EventId, Protocol};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// A rule over all facts: the closure reads each of them, keeps in the state what it needs of the past, and says what is wrong.
///
/// A run in which no fact was told is undecided. Costs what the closure costs.
///
/// ```
/// use sim_check::{Property, always};
/// # use sim_check::Verdict;
/// # use sim_core::prelude::*;
/// # struct Bank;
/// # #[derive(Debug)]
/// # enum Fact { Deposited(u64), Withdrawn(u64) }
/// # impl Protocol for Bank {
/// #     type Message = ();
/// #     type Fact = Fact;
/// #     type Timer = ();
/// #     type Operation = ();
/// #     type Outcome = ();
/// #     type View = ();
/// # }
/// # struct Teller;
/// # impl Actor<Bank> for Teller {
/// #     fn on_start(&mut self, ctx: &mut Context<'_, Bank>) {
/// #         ctx.emit(Fact::Deposited(5));
/// #         ctx.emit(Fact::Withdrawn(7));
/// #     }
/// #     fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Bank>) {}
/// # }
/// # let mut world = Setup::<Bank, _>::new(Wire::perfect(millis(1))).node("teller", |_| Teller).build()?;
/// # world.keep(Recording::All);
/// # world.run(Stop::idle());
/// let mut property = always(0_u64, |balance, fact| {
///     *balance = match fact {
///         Fact::Deposited(amount) => *balance + amount,
///         Fact::Withdrawn(amount) => balance.checked_sub(*amount).ok_or(format!("{amount} of {balance}"))?,
///     };
///     Ok(())
/// });
/// # let violation = world.record().iter().find_map(|event| property.see(&event).err()).unwrap();
/// assert_eq!(violation.to_string(), "rule broken: 7 of 5 (#2 here)");
/// # Ok::<(), SetupError>(())
/// ```
pub const fn always<S, T, F>(initial: S, rule: F) -> Always<S, F>
where
    S: Clone,
    F: FnMut(&mut S, &T) -> Result<(), String>,
{
    Always(Rule { initial, state: None, says: rule })
}

/// A rule over all events, whatever they are about; otherwise like [`always`].
///
/// ```
/// use sim_check::{Property, always_of_events};
/// use sim_core::What;
/// # use sim_core::{Event, Protocol};
/// # fn some<P: Protocol>() -> impl Property<P> {
/// let property = always_of_events(0, |crashes, event: &Event<'_, P>| {
///     *crashes += u32::from(matches!(event.what, What::Crashed { .. }));
///     if *crashes < 3 { Ok(()) } else { Err("a third node crashes".into()) }
/// });
/// # property
/// # }
/// ```
pub const fn always_of_events<S, P, F>(initial: S, rule: F) -> AlwaysOfEvents<S, F>
where
    S: Clone,
    P: Protocol,
    F: FnMut(&mut S, &Event<'_, P>) -> Result<(), String>,
{
    AlwaysOfEvents(Rule { initial, state: None, says: rule })
}

/// A rule over all facts; see [`always`].
#[derive(Clone)]
pub struct Always<S, F>(Rule<S, F>);

/// A rule over all events; see [`always_of_events`].
#[derive(Clone)]
pub struct AlwaysOfEvents<S, F>(Rule<S, F>);

#[derive(Clone)]
struct Rule<S, F> {
    initial: S,
    // None until something is read.
    state: Option<S>,
    says: F,
}

fn broken(event: EventId, said: String) -> Violation {
    Violation::new("rule broken", said).shown_by([Evidence::new(event, "here")])
}

impl<S: Clone, F> Rule<S, F> {
    // The state so far, and the rule.
    fn parts(&mut self) -> (&mut S, &mut F) {
        (self.state.get_or_insert_with(|| self.initial.clone()), &mut self.says)
    }

    fn conclude(&self, why: &str) -> Verdict {
        match self.state {
            Some(_) => Verdict::Passed,
            None => Verdict::nothing_to_judge(why),
        }
    }
}

impl<P, S, F> Property<P> for Always<S, F>
where
    P: Protocol,
    S: Clone,
    F: FnMut(&mut S, &P::Fact) -> Result<(), String>,
{
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        let Some(fact) = event.fact() else { return Ok(()) };
        let (state, rule) = self.0.parts();
        Ok(rule(state, fact).map_err(|said| broken(event.id, said))?)
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        self.0.conclude("no fact was told")
    }

    fn reset(&mut self) {
        self.0.state = None;
    }
}

impl<P, S, F> Property<P> for AlwaysOfEvents<S, F>
where
    P: Protocol,
    S: Clone,
    F: FnMut(&mut S, &Event<'_, P>) -> Result<(), String>,
{
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        let (state, rule) = self.0.parts();
        Ok(rule(state, event).map_err(|said| broken(event.id, said))?)
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        self.0.conclude("nothing happened")
    }

    fn reset(&mut self) {
        self.0.state = None;
    }
}

impl<S: fmt::Debug, F> fmt::Debug for Always<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Always").field(&self.0.state).finish()
    }
}

impl<S: fmt::Debug, F> fmt::Debug for AlwaysOfEvents<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AlwaysOfEvents").field(&self.0.state).finish()
    }
}
