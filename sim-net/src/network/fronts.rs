//! The fronts: the episodes that have begun, and what they do to messages and nodes.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use sim_core::{
    Arrival, Channel, Departure, DropCause, Duration, Fate, NodeId, NodeState, Stream, Strike,
    Time, Trip,
};

use super::front::Front;
use super::party::Party;
use super::reach::{Reach, names};
use super::summary::{Fired, Summary};
use super::ways::Ways;
use crate::family::{Aim, Family};
use crate::plan::Episode;

/// The episodes that have begun.
#[derive(Debug)]
pub(crate) struct Fronts {
    // Those of the network that are in force, or were while something was on its way.
    network: Vec<Front>,
    nodes: Vec<Front>,
    // Those that can't hit anything any more.
    past: Vec<Front>,
}

impl Fronts {
    pub(crate) const fn new() -> Self {
        Self { network: Vec::new(), nodes: Vec::new(), past: Vec::new() }
    }

    pub(crate) fn clear(&mut self) {
        self.network.clear();
        self.nodes.clear();
        self.past.clear();
    }

    /// Whether no message can be hit.
    #[inline]
    pub(crate) fn spare_messages(&self) -> bool {
        self.network.is_empty()
    }

    /// An episode begins.
    pub(crate) fn begin(&mut self, episode: &Rc<Episode>, ways: &Ways, strike: &mut Strike<'_>) {
        let mut front = Front::new(episode.clone(), strike.now());
        match episode.fault.aim() {
            Aim::Network(fault) => {
                front.reach = fault.reach(strike);
                if let Reach::Edge { one, other, edge } = &mut front.reach {
                    *edge = ways.edge(one, other);
                }
                if let Family::Rule(rule) = &episode.fault {
                    let party =
                        |name: &Option<String>| Party::find(name.as_deref(), strike.directory());
                    front.parties = (party(&rule.from), party(&rule.to));
                    strike.say(&rule.words());
                } else {
                    let whom = front.reach.words(strike.directory());
                    strike.say(&format!("{} {whom}", episode.fault.name()));
                }
                self.network.push(front);
            }
            Aim::Nodes(fault) => {
                front.nodes = fault.nodes().settle(strike);
                let whom = names(strike.directory(), front.nodes.iter().copied());
                strike.say(&format!("{} {whom}", episode.fault.name()));
                for &node in &front.nodes {
                    fault.hit(node, strike);
                }
                self.nodes.push(front);
            }
        }
        if let Some(line) = episode.line {
            strike.say(&format!("plan line {line}"));
        }
    }

    /// An episode ends, if it has begun.
    pub(crate) fn end(&mut self, episode: &Episode, strike: &mut Strike<'_>) {
        let is_it = |front: &Front| front.ended.is_none() && front.episode.label == episode.label;
        if let Some(index) = self.network.iter().position(is_it) {
            let front = &mut self.network[index];
            front.ended = Some(strike.now());
            // Whom a rule is about was said when it began.
            if matches!(episode.fault, Family::Rule(_)) {
                strike.say(episode.fault.name());
            } else {
                let whom = front.reach.words(strike.directory());
                strike.say(&format!("{} {whom}", episode.fault.name()));
            }
            // What was on its way is hit by a cut when it arrives; anything else is over.
            if !front.cuts() {
                self.past.push(self.network.remove(index));
            }
        } else if let Some(index) = self.nodes.iter().position(is_it) {
            let mut front = self.nodes.remove(index);
            front.ended = Some(strike.now());
            let whom = names(strike.directory(), front.nodes.iter().copied());
            strike.say(&format!("{} {whom}", episode.fault.name()));
            self.repair(&front, strike);
            self.past.push(front);
        } else {
            strike.say("there was nothing to end");
        }
    }

    // Makes the nodes as they would be without this front.
    fn repair(&self, front: &Front, strike: &mut Strike<'_>) {
        let Aim::Nodes(fault) = front.episode.fault.aim() else { return };
        let ailment = fault.ailment();
        for &node in &front.nodes {
            let others = self.nodes.iter().filter(|other| other.nodes.contains(&node));
            let alike = others.filter_map(|other| match other.episode.fault.aim() {
                Aim::Nodes(fault) if fault.ailment() == ailment => Some(fault),
                Aim::Nodes(_) | Aim::Network(_) => None,
            });
            let mut alike = alike.peekable();
            if ailment.is_whole() && alike.peek().is_some() {
                continue;
            }
            ailment.repair(node, strike);
            alike.for_each(|fault| fault.hit(node, strike));
        }
    }

    /// Everything ends, and whoever isn't down for good comes back.
    pub(crate) fn heal(&mut self, strike: &mut Strike<'_>) {
        let now = strike.now();
        for front in &mut self.network {
            front.ended.get_or_insert(now);
        }
        let (cuts, past): (Vec<Front>, Vec<Front>) = self.network.drain(..).partition(Front::cuts);
        self.network = cuts;
        self.past.extend(past);
        let (lasting, ending): (Vec<Front>, Vec<Front>) =
            self.nodes.drain(..).partition(Front::is_for_good);
        self.nodes = lasting;
        for mut front in ending {
            front.ended = Some(now);
            self.repair(&front, strike);
            self.past.push(front);
        }
        let mut back = Vec::new();
        for node in strike.directory().nodes().collect::<Vec<_>>() {
            let doomed = self.nodes.iter().any(|front| front.nodes.contains(&node));
            let perished = || self.past.iter().any(|front| front.dooms(node));
            match strike.state(node) {
                NodeState::Down if doomed || perished() => {}
                NodeState::Down => {
                    back.push(node);
                    strike.hit(sim_core::Fault::Restart(node));
                }
                NodeState::Paused => strike.hit(sim_core::Fault::Resume(node)),
                NodeState::Up => {}
            }
        }
        strike.say("all is healed");
        if !back.is_empty() {
            let whom = names(strike.directory(), back.into_iter());
            strike.say(&format!("{whom} back"));
        }
    }

    /// Adds to what chance does to a message.
    pub(crate) fn draw(&self, trip: &Trip, ways: &mut Ways, stream: &mut Stream, fate: &mut Fate) {
        for front in &self.network {
            if front.is_over(trip, ways)
                && let Aim::Network(fault) = front.episode.fault.aim()
            {
                fault.draw(stream, fate);
            }
        }
    }

    /// How much drawing may add to a delay.
    pub(crate) fn delay_max(&self, trip: &Trip, ways: &mut Ways) -> Duration {
        let mut most = Duration::ZERO;
        for front in &self.network {
            if front.is_over(trip, ways)
                && let Aim::Network(fault) = front.episode.fault.aim()
            {
                most = most.saturating_add(fault.delay_max());
            }
        }
        most
    }

    /// Counts what the fate of a message shows, and hands out the rules that hold for messages of this trip.
    pub(crate) fn look(&mut self, trip: &Trip, ways: &mut Ways, fate: &Fate) {
        for front in &mut self.network {
            if front.is_over(trip, ways)
                && let Aim::Network(fault) = front.episode.fault.aim()
                && fault.shows(fate)
            {
                front.hits += 1;
            }
        }
    }

    /// The rules that are in force, with how often they matched and hit.
    pub(crate) fn rules(&mut self, at: Time) -> impl Iterator<Item = &mut Front> {
        let is_rule = |front: &&mut Front| matches!(front.episode.fault, Family::Rule(_));
        self.network.iter_mut().filter(is_rule).filter(move |front| front.in_force(at))
    }

    /// Whether a rule of this label is still in force.
    pub(crate) fn is_in_force(&self, label: &str) -> bool {
        self.network.iter().any(|front| front.ended.is_none() && front.episode.label == label)
    }

    /// A copy leaves: it is dropped, or takes so much longer. A stream drops nothing.
    #[inline]
    pub(crate) fn depart(&mut self, trip: &Trip, ways: &mut Ways, base: Duration) -> Departure {
        let mut longer = Duration::ZERO;
        for front in &mut self.network {
            if !front.is_over(trip, ways) {
                continue;
            }
            if front.cuts() && trip.channel == Channel::Datagram {
                front.meet(trip.message);
                return Departure::Dropped(DropCause::Cut);
            }
            if let Aim::Network(fault) = front.episode.fault.aim() {
                let slower = fault.slows(base);
                if slower > Duration::ZERO {
                    front.meet(trip.message);
                }
                longer = longer.saturating_add(slower);
            }
        }
        Departure::Travels(base.saturating_add(longer))
    }

    /// A copy is about to arrive.
    #[inline]
    pub(crate) fn arrive(&mut self, trip: &Trip, ways: &mut Ways, now: Time) -> Arrival {
        let mut held = false;
        for front in &mut self.network {
            if front.cuts() && trip.channel == Channel::Stream {
                // What was lost meanwhile is sent again.
                if front.in_force(now) && front.reaches(trip.source, trip.target, ways) {
                    front.catch(trip.message);
                    held = true;
                }
            } else if front.cuts() {
                if front.episode.in_flight
                    && front.in_force_between(trip.departs, now)
                    && front.reaches(trip.source, trip.target, ways)
                {
                    // What is held back by another front is asked twice: before it is released, and then.
                    front.catch(trip.message);
                    return Arrival::Dropped(DropCause::Cut);
                }
            } else if front.holds()
                && front.in_force(now)
                && (front.episode.in_flight || front.begun <= trip.departs)
                && front.reaches(trip.source, trip.target, ways)
            {
                front.catch(trip.message);
                held = true;
            }
        }
        if held { Arrival::Held } else { Arrival::Enters }
    }

    /// Since when two nodes are cut off from each other, one way or the other, if they are.
    pub(crate) fn cut_since(
        &self,
        (one, other): (NodeId, NodeId),
        ways: &mut Ways,
        now: Time,
    ) -> Option<Time> {
        let cuts = self.network.iter().filter(|front| front.cuts() && front.in_force(now));
        let mut since = None;
        for front in cuts {
            if front.reaches(one, other, ways) || front.reaches(other, one, ways) {
                since = Some(since.map_or(front.begun, |since: Time| since.min(front.begun)));
            }
        }
        since
    }

    /// What each episode did so far.
    pub(crate) fn summary(&self, directory: impl Fn(NodeId) -> String) -> Summary {
        let fronts = self.past.iter().chain(&self.network).chain(&self.nodes);
        let mut fired: Vec<Fired> = fronts.map(|front| front.fired(&directory)).collect();
        fired.sort_by(|a, b| (a.begun, &a.label).cmp(&(b.begun, &b.label)));
        Summary { fired }
    }
}
