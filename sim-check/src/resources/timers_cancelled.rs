//! Timers cancelled: what is done with needs no timer any more.

use std::collections::BTreeMap;
use std::fmt::{self, Debug};

use sim_core::{ActorId, Event, EventId, NodeId, Payload, Protocol, Time, What};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// When an actor says that it is done with something, it cancels the timers that it has set for that, or has before.
///
/// One closure says what a timer is for, the other which facts say that their teller is done with something; other actors'
/// timers for the same are their own business. A timer that is set later is for something new.
///
/// A timer that was forgotten fires for nothing, or is left when the run is over; what its actor may still do about it, because
/// it works or waits in the midst of its handler, is not held against it. A run is undecided in which no timer was set for
/// anything, or nobody was done with anything.
///
/// Costs O(log actors + log its things + timers for the thing) per event of an actor with timers, O(actors) per crash. Keeps
/// the timers that are set.
///
/// ```
/// use sim_check::{Property, TimersCancelled};
/// # use sim_core::Protocol;
///
/// enum Fact { Ordered(u64), Paid(u64) }
///
/// // Each order is asked for again and again until it is paid, by a timer with its number.
/// # fn some<P: Protocol<Fact = Fact, Timer = u64>>() -> impl Property<P> {
/// let property = TimersCancelled::<P, _, _, _>::new(
///     |order: &u64| Some(*order),
///     |fact: &Fact| match fact {
///         Fact::Ordered(_) => None,
///         Fact::Paid(order) => Some(*order),
///     },
/// );
/// # property
/// # }
/// ```
pub struct TimersCancelled<P: Protocol, K, T, F> {
    purpose: T,
    done: F,
    actors: BTreeMap<ActorId, Desk<P, K>>,
    set: bool,
    finished: bool,
}

// An actor with its timers.
struct Desk<P: Protocol, K> {
    node: NodeId,
    // Invariant: no two timers of a thing are equal, and no thing is without.
    things: BTreeMap<K, Vec<Armed<P>>>,
    // Whether it is in the midst of a handler: time passes, but it can't have cancelled what it will.
    held_up: bool,
}

struct Armed<P: Protocol> {
    timer: P::Timer,
    set: EventId,
    // Since when nobody needs it.
    done: Option<(Time, EventId)>,
}

impl<P: Protocol, K, T, F> TimersCancelled<P, K, T, F>
where
    K: Ord + Debug,
    T: FnMut(&P::Timer) -> Option<K>,
    F: FnMut(&P::Fact) -> Option<K>,
{
    /// What a timer is for, and what a fact's teller is done with.
    pub const fn new(purpose: T, done: F) -> Self {
        Self { purpose, done, actors: BTreeMap::new(), set: false, finished: false }
    }

    fn arm(&mut self, node: NodeId, actor: ActorId, timer: &P::Timer, set: EventId) {
        let Some(thing) = (self.purpose)(timer) else { return };
        self.set = true;
        let new = || Desk { node, things: BTreeMap::new(), held_up: false };
        let armed = self.actors.entry(actor).or_insert_with(new).things.entry(thing).or_default();
        // A timer that is set anew is the same one.
        armed.retain(|other| other.timer != *timer);
        armed.push(Armed { timer: timer.clone(), set, done: None });
    }

    // The timer is no longer set.
    fn disarm(&mut self, actor: ActorId, timer: &P::Timer) -> Option<(K, Armed<P>)> {
        let thing = (self.purpose)(timer)?;
        let things = &mut self.actors.get_mut(&actor)?.things;
        let armed = things.get_mut(&thing)?;
        let found = armed.iter().position(|other| other.timer == *timer)?;
        let found = armed.remove(found);
        if armed.is_empty() {
            things.remove(&thing);
        }
        Some((thing, found))
    }

    fn finish(&mut self, actor: ActorId, fact: &P::Fact, done: (Time, EventId)) {
        let Some(thing) = (self.done)(fact) else { return };
        self.finished = true;
        let armed = self.actors.get_mut(&actor).and_then(|desk| desk.things.get_mut(&thing));
        for armed in armed.into_iter().flatten().filter(|armed| armed.done.is_none()) {
            armed.done = Some(done);
        }
    }
}

// Of a timer that nobody needs.
fn accuse<P: Protocol>(
    anomaly: &'static str,
    said: String,
    armed: &Armed<P>,
    fires: Option<EventId>,
) -> Violation {
    let done = armed.done.map(|(_, event)| Evidence::new(event, "done"));
    Violation::new(anomaly, said)
        .shown_by([Evidence::new(armed.set, "set")])
        .shown_by(done)
        .shown_by(fires.map(|event| Evidence::new(event, "fires")))
}

impl<P, K, T, F> Property<P> for TimersCancelled<P, K, T, F>
where
    P: Protocol,
    K: Ord + Debug,
    T: FnMut(&P::Timer) -> Option<K>,
    F: FnMut(&P::Fact) -> Option<K>,
{
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        if let What::Crashed { .. } = event.what {
            self.actors.retain(|_, desk| Some(desk.node) != event.node());
            return Ok(());
        }
        let (Some(node), Some(actor)) = (event.node(), event.actor()) else { return Ok(()) };
        match (event.what, event.payload) {
            (What::TimerSet { .. }, Payload::Timer(timer)) => {
                self.arm(node, actor, timer, event.id);
            }
            (What::TimerCancelled, Payload::Timer(timer)) => {
                self.disarm(actor, timer);
            }
            (What::TimerFired, Payload::Timer(timer)) => {
                if let Some((thing, armed)) = self.disarm(actor, timer)
                    && armed.done.is_some()
                {
                    let said = format!("a timer for {thing:?} fires, which is done with");
                    let fires = Some(event.id);
                    return Err(accuse("fires for nothing", said, &armed, fires).into());
                }
            }
            (What::Told, Payload::Fact(fact)) => self.finish(actor, fact, (event.time, event.id)),
            (What::Exited { .. }, _) => {
                self.actors.remove(&actor);
            }
            _ => {}
        }
        if let Some(desk) = self.actors.get_mut(&actor) {
            desk.held_up = matches!(event.what, What::Working { .. } | What::Blocked { .. });
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let desks = self.actors.values().filter(|desk| !desk.held_up);
        let left = desks.flat_map(|desk| &desk.things).flat_map(|(thing, armed)| {
            // What was done at this very moment may be cancelled at this moment.
            let is_over =
                |armed: &&Armed<P>| armed.done.is_some_and(|(time, _)| time < conclusion.time);
            armed.iter().filter(is_over).map(move |armed| (thing, armed))
        });
        if let Some((thing, armed)) = left.min_by_key(|(_, armed)| armed.set) {
            let said = format!("a timer for {thing:?} is left, which is done with");
            return accuse("timer left", said, armed, None).into();
        }
        match (self.set, self.finished) {
            (true, true) => Verdict::Passed,
            (false, _) => Verdict::nothing_to_judge("no timer was set for anything"),
            (true, false) => Verdict::nothing_to_judge("nobody was done with anything"),
        }
    }

    fn reset(&mut self) {
        self.actors.clear();
        self.set = false;
        self.finished = false;
    }
}

impl<P: Protocol, K: Clone, T: Clone, F: Clone> Clone for TimersCancelled<P, K, T, F> {
    fn clone(&self) -> Self {
        let Self { purpose, done, actors, set, finished } = self;
        let (purpose, done, actors) = (purpose.clone(), done.clone(), actors.clone());
        Self { purpose, done, actors, set: *set, finished: *finished }
    }
}

impl<P: Protocol, K: Clone> Clone for Desk<P, K> {
    fn clone(&self) -> Self {
        Self { node: self.node, things: self.things.clone(), held_up: self.held_up }
    }
}

impl<P: Protocol> Clone for Armed<P> {
    fn clone(&self) -> Self {
        Self { timer: self.timer.clone(), set: self.set, done: self.done }
    }
}

impl<P: Protocol, K, T, F> Debug for TimersCancelled<P, K, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TimersCancelled")
            .field("actors", &self.actors.len())
            .finish_non_exhaustive()
    }
}
