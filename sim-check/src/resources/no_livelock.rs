//! No livelock: what goes on leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::{Event, EventId, NodeId, Protocol, What};

use crate::checker::{Checker, Conclusion, Seen};
use crate::liveness::Progress;
use crate::verdict::{Evidence, Verdict, Violation};
use crate::weather::{InWeather, WeatherNews};

/// What happens: things come that are owed, or something is done that may lead there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Activity<K> {
    /// Something is owed, or comes, or excuses that nothing does.
    Progress(Progress<K>),
    /// Somebody handles something.
    Step,
}

impl<K> Activity<K> {
    /// A step, if an actor handles something: a message, a timer, a signal.
    pub const fn step_of<P: Protocol>(event: &Event<'_, P>) -> Option<Self> {
        let is_step = matches!(
            event.what,
            What::Delivered { .. }
                | What::TimerFired
                | What::PeerDown { .. }
                | What::Severed { .. }
                | What::Refused { .. }
                | What::DeadLetter { .. }
        );
        if is_step { Some(Self::Step) } else { None }
    }
}

impl<K> InWeather for Activity<K> {
    fn of_news(news: WeatherNews) -> Option<Self> {
        Progress::of_news(news).map(Self::Progress)
    }
}

/// While something is owed, something that is owed comes within so many steps, however long they take.
///
/// Where nobody does anything nothing is wrong with that; [`LeadsTo`](crate::LeadsTo) asks whether things come in time. Where no
/// time passes either, the world itself finds it. Steps count only while the world is calm, all over again after each heal, and
/// for what a node waits for while that node is up: so steps that faults have cost are no violation.
///
/// A run in which nothing came that was owed is undecided, if it had fewer steps.
///
/// Costs O(1) per step, O(log owed) for what is owed and comes, O(owed) when a node goes down or comes back.
/// Keeps what is owed.
///
/// ```
/// use sim_check::{Activity, Checker, NoLivelock, Progress, in_weather};
/// use sim_core::{Event, Protocol};
///
/// enum Fact { Proposed(u64), Decided(u64) }
///
/// # fn some<P: Protocol<Fact = Fact>>() -> impl sim_check::Property<P> {
/// // Proposers may get in each other's way, but not for ever.
/// let property = NoLivelock::after(10_000).of_events(in_weather(
///     |event: &Event<'_, P>| match event.fact() {
///         Some(Fact::Proposed(slot)) => Some(Activity::Progress(Progress::owed(*slot))),
///         Some(Fact::Decided(slot)) => Some(Activity::Progress(Progress::Met(*slot))),
///         None => Activity::step_of(event),
///     },
/// ));
/// # property
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct NoLivelock<K> {
    most: u64,
    owed: BTreeMap<K, Owed>,
    disturbed: bool,
    down: BTreeSet<NodeId>,
    // How many things are owed and might come: those that wait for them are up.
    running: usize,
    // Steps since something came, or since something is owed that might.
    steps: u64,
    last: Option<EventId>,
    met: bool,
}

#[derive(Clone, Copy, Debug)]
struct Owed {
    event: EventId,
    node: Option<NodeId>,
}

impl<K: Ord> NoLivelock<K> {
    /// More than so many steps lead nowhere.
    pub const fn after(most: u64) -> Self {
        Self {
            most,
            owed: BTreeMap::new(),
            disturbed: false,
            down: BTreeSet::new(),
            running: 0,
            steps: 0,
            last: None,
            met: false,
        }
    }

    fn might_come(&self, owed: &Owed) -> bool {
        !owed.node.is_some_and(|node| self.down.contains(&node))
    }

    fn count_running(&mut self) {
        self.running = self.owed.values().filter(|owed| self.might_come(owed)).count();
        if self.running == 0 {
            self.begin_anew(None);
        }
    }

    fn begin_anew(&mut self, event: Option<EventId>) {
        self.steps = 0;
        self.last = event;
    }

    // Whether it was owed.
    fn close(&mut self, key: &K) -> bool {
        let Some(owed) = self.owed.remove(key) else { return false };
        if self.might_come(&owed) {
            self.running -= 1;
        }
        if self.running == 0 {
            self.begin_anew(None);
        }
        true
    }

    fn progress(&mut self, event: EventId, item: Progress<K>) {
        match item {
            Progress::Owed { key, node } => {
                let owed = Owed { event, node };
                if !self.owed.contains_key(&key) {
                    self.running += usize::from(self.might_come(&owed));
                    self.owed.insert(key, owed);
                }
            }
            Progress::Met(key) => {
                if self.close(&key) {
                    self.met = true;
                    self.begin_anew(Some(event));
                }
            }
            Progress::Waived(key) => {
                self.close(&key);
            }
            Progress::Disturbed => {
                self.disturbed = true;
                self.begin_anew(None);
            }
            Progress::Healed => {
                if self.disturbed {
                    self.disturbed = false;
                    self.begin_anew(Some(event));
                }
            }
            Progress::Down(node) => {
                self.down.insert(node);
                self.count_running();
            }
            Progress::Up(node) => {
                self.down.remove(&node);
                self.count_running();
            }
        }
    }
}

impl<K: Ord + Debug> Checker for NoLivelock<K> {
    type Item = Activity<K>;

    fn see(&mut self, seen: Seen, item: Activity<K>) -> Result<(), Box<Violation>> {
        match item {
            Activity::Progress(item) => self.progress(seen.event, item),
            Activity::Step if self.disturbed || self.running == 0 => {}
            Activity::Step => self.steps += 1,
        }
        if self.steps <= self.most {
            return Ok(());
        }
        let steps = self.steps;
        let running = self.owed.iter().filter(|(_, owed)| self.might_come(owed));
        let oldest = running.min_by_key(|(_, owed)| owed.event);
        let said = match oldest.map(|(key, _)| format!("{key:?}")) {
            Some(key) if key != "()" => format!("{steps} steps lead nowhere while {key} is owed"),
            Some(_) | None => format!("{steps} steps lead nowhere while something is owed"),
        };
        let owed = oldest.map(|(_, owed)| Evidence::new(owed.event, "owed"));
        let last = self.last.map(|event| Evidence::new(event, "steps count from here"));
        Err(Violation::new("livelock", said)
            .shown_by(owed.into_iter().chain(last))
            .shown_by([Evidence::new(seen.event, "one step more")])
            .into())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.met {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("nothing that was owed came")
        }
    }

    fn reset(&mut self) {
        self.owed.clear();
        self.disturbed = false;
        self.down.clear();
        self.running = 0;
        self.begin_anew(None);
        self.met = false;
    }
}
