//! The fronts: the episodes that have begun, and what they do to messages and nodes.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use sim_core::{Arrival, Duration, Fate, NodeId, NodeState, Stream, Strike, Time, Trip};

use super::ailment::Ailment;
use super::front::{Front, Touch};
use super::party::Party;
use super::reach::{Reach, names};
use super::summary::Summary;
use super::walls::Walls;
use super::ways::Ways;
use crate::family::{Aim, Family};
use crate::plan::Episode;

/// The episodes that have begun.
#[derive(Debug)]
pub(crate) struct Fronts {
    // Those of the network that are in force, by what they do to messages; and partitions that are over, as long as
    // something may be on its way that they have hit.
    network: [Vec<Front>; Touch::COUNT],
    nodes: Vec<Front>,
    // When something about the network changed last. Later than any time if something comes and goes by itself.
    changed: Time,
    // Those that can't hit anything any more.
    past: Vec<Front>,
}

impl Fronts {
    pub(crate) const fn new() -> Self {
        Self {
            network: [const { Vec::new() }; Touch::COUNT],
            nodes: Vec::new(),
            changed: Time::ZERO,
            past: Vec::new(),
        }
    }

    pub(crate) fn clear(&mut self) {
        self.network.iter_mut().for_each(Vec::clear);
        self.nodes.clear();
        self.changed = Time::ZERO;
        self.past.clear();
    }

    /// Whether none touches messages in this way.
    #[inline]
    pub(crate) const fn spare(&self, touch: Touch) -> bool {
        self.network[touch as usize].is_empty()
    }

    /// Whether the weather is the same as when a message left that is about to arrive: then nothing can have hit it in
    /// between that didn't already hit it at its departure.
    #[inline]
    pub(crate) fn is_settled(&self, departs: Time) -> bool {
        departs > self.changed
    }

    /// Who is cut off from whom, if that follows from where a message comes from and goes to alone, and stays so until
    /// the next strike.
    pub(crate) fn walls(&self, nodes: &[NodeId], walls: &mut Walls) -> bool {
        walls.clear();
        for front in self.by(Touch::Cut).iter().filter(|front| front.ended.is_none()) {
            if matches!(front.reach, Reach::Edge { .. }) || front.episode.flapping.is_some() {
                return false;
            }
            walls.add(&front.reach, nodes);
        }
        true
    }

    // Something about the network has changed.
    fn change(&mut self, now: Time) {
        let flapping = |front: &Front| front.ended.is_none() && front.episode.flapping.is_some();
        let by_itself = self.network.iter().flatten().any(flapping);
        self.changed = if by_itself { Time::MAX } else { now };
    }

    /// An episode begins.
    pub(crate) fn begin(&mut self, episode: &Rc<Episode>, ways: &Ways, strike: &mut Strike<'_>) {
        let mut front = Front::new(episode.clone(), strike.now(), self.ever().count());
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
                    strike.say(|_| rule.words());
                } else {
                    let reach = &front.reach;
                    strike.say(|names| format!("{} {}", episode.fault.name(), reach.words(names)));
                }
                self.network[fault.touch() as usize].push(front);
                self.change(strike.now());
            }
            Aim::Nodes(fault) => {
                front.aim_at(fault.nodes().settle(strike));
                say_nodes(&episode.fault, front.nodes(), strike);
                for &node in front.nodes() {
                    fault.hit(node, strike);
                }
                self.nodes.push(front);
            }
        }
        if let Some(line) = episode.line {
            strike.say(|_| format!("plan line {line}"));
        }
    }

    /// An episode ends, if it has begun.
    pub(crate) fn end(&mut self, episode: &Episode, strike: &mut Strike<'_>) {
        let is_it = |front: &Front| front.ended.is_none() && front.episode.label == episode.label;
        let aimed = match episode.fault.aim() {
            Aim::Network(fault) => &mut self.network[fault.touch() as usize],
            Aim::Nodes(_) => &mut self.nodes,
        };
        let Some(index) = aimed.iter().position(is_it) else {
            strike.say(|_| String::from("there was nothing to end"));
            return;
        };
        let front = &mut aimed[index];
        front.ended = Some(strike.now());
        match episode.fault.aim() {
            Aim::Network(fault) => {
                // Whom a rule is about was said when it began.
                let reach = Some(&front.reach).filter(|_| fault.touch() != Touch::Rule);
                strike.say(|names| match reach {
                    Some(reach) => format!("{} {}", episode.fault.name(), reach.words(names)),
                    None => String::from(episode.fault.name()),
                });
                // What was on its way is hit by a cut when it arrives; anything else is over.
                if fault.touch() != Touch::Cut {
                    self.past.push(aimed.remove(index));
                }
                self.change(strike.now());
            }
            Aim::Nodes(_) => {
                say_nodes(&episode.fault, front.nodes(), strike);
                let front = aimed.remove(index);
                self.repair(&front, strike);
                self.past.push(front);
            }
        }
    }

    // Makes the nodes as they would be without this front.
    fn repair(&self, front: &Front, strike: &mut Strike<'_>) {
        let Aim::Nodes(fault) = front.episode.fault.aim() else { return };
        let ailment = fault.ailment();
        for &node in front.nodes() {
            let others = self.nodes.iter().filter(|other| other.has_hit(node));
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
            // It comes back into whatever else stops it.
            for other in self.nodes.iter().filter(|_| ailment == Ailment::Down) {
                if let Aim::Nodes(fault) = other.episode.fault.aim()
                    && fault.ailment() == Ailment::Still
                    && other.has_hit(node)
                {
                    fault.hit(node, strike);
                }
            }
        }
    }

    /// Everything ends, and whoever isn't down for good comes back.
    pub(crate) fn heal(&mut self, strike: &mut Strike<'_>) {
        let now = strike.now();
        for (touch, fronts) in self.network.iter_mut().enumerate() {
            for front in &mut *fronts {
                front.ended.get_or_insert(now);
            }
            if touch != Touch::Cut as usize {
                self.past.append(fronts);
            }
        }
        self.change(now);
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
            let doomed = self.nodes.iter().any(|front| front.has_hit(node));
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
        strike.say(|_| String::from("all is healed"));
        if !back.is_empty() {
            strike.say(|directory| format!("{} back", names(directory, back.into_iter())));
        }
    }

    /// Adds to what chance does to a message.
    pub(crate) fn draw(&self, trip: &Trip, ways: &mut Ways, stream: &mut Stream, fate: &mut Fate) {
        for front in self.by(Touch::Chance) {
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
        for front in self.by(Touch::Chance) {
            if front.is_over(trip, ways)
                && let Aim::Network(fault) = front.episode.fault.aim()
            {
                most = most.saturating_add(fault.delay_max());
            }
        }
        most
    }

    /// Counts what the fate of a message shows.
    pub(crate) fn look(&mut self, trip: &Trip, ways: &mut Ways, fate: &Fate) {
        for front in self.by_mut(Touch::Chance) {
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
        self.by_mut(Touch::Rule).iter_mut().filter(move |front| front.in_force(at))
    }

    /// Whether a rule of this label is still in force.
    pub(crate) fn is_in_force(&self, label: &str) -> bool {
        self.by(Touch::Rule).iter().any(|front| front.episode.label == label)
    }

    /// Whether a copy that leaves is cut off.
    pub(crate) fn cut_departing(&mut self, trip: &Trip, ways: &mut Ways) -> bool {
        for front in self.by_mut(Touch::Cut) {
            if front.is_over(trip, ways) {
                front.meet(trip.message);
                return true;
            }
        }
        false
    }

    /// How much longer than its base a copy takes.
    pub(crate) fn slow_down(&mut self, trip: &Trip, ways: &mut Ways, base: Duration) -> Duration {
        let mut longer = Duration::ZERO;
        for front in self.by_mut(Touch::Slow) {
            if front.is_over(trip, ways)
                && let Aim::Network(fault) = front.episode.fault.aim()
            {
                let slower = fault.slows(base);
                if slower > Duration::ZERO {
                    front.meet(trip.message);
                }
                longer = longer.saturating_add(slower);
            }
        }
        longer
    }

    /// Whether a copy that is about to arrive was cut off on its way.
    pub(crate) fn cut_arriving(&mut self, trip: &Trip, ways: &mut Ways, now: Time) -> bool {
        for front in self.by_mut(Touch::Cut) {
            if front.episode.in_flight
                && front.in_force_between(trip.departs, now)
                && front.reaches(trip.source, trip.target, ways)
            {
                // What is held back by another front is asked twice: before it is released, and then.
                front.catch(trip.message);
                return true;
            }
        }
        false
    }

    /// Whether a message of a stream can't arrive now, because its ends are cut off from each other. What was lost
    /// meanwhile is sent again: when the cut ends, or is over for a while.
    pub(crate) fn cut_streaming(
        &mut self,
        trip: &Trip,
        ways: &mut Ways,
        now: Time,
    ) -> Option<Arrival> {
        let mut late = None;
        for front in self.by_mut(Touch::Cut) {
            if front.in_force(now)
                && (front.episode.in_flight || front.begun <= trip.departs)
                && front.reaches(trip.source, trip.target, ways)
            {
                front.catch(trip.message);
                match front.on_for(now) {
                    None => return Some(Arrival::Held),
                    on_for => late = late.max(on_for),
                }
            }
        }
        late.map(Arrival::Late)
    }

    /// Whether a copy that is about to arrive is held back.
    #[cold]
    pub(crate) fn hold(&mut self, trip: &Trip, ways: &mut Ways, now: Time) -> bool {
        let mut held = false;
        for front in self.by_mut(Touch::Hold) {
            if (front.episode.in_flight || front.begun <= trip.departs)
                && front.in_force(now)
                && front.reaches(trip.source, trip.target, ways)
            {
                front.catch(trip.message);
                held = true;
            }
        }
        held
    }

    /// Since when two nodes are cut off from each other without a break, one way or the other, if they are.
    pub(crate) fn cut_since(
        &self,
        (one, other): (NodeId, NodeId),
        ways: &mut Ways,
        now: Time,
    ) -> Option<Time> {
        let cuts = self.by(Touch::Cut).iter().filter(|front| front.in_force(now));
        let mut since = None;
        for front in cuts {
            if front.reaches(one, other, ways) || front.reaches(other, one, ways) {
                let on_since = front.on_since(now);
                since = Some(since.map_or(on_since, |since: Time| since.min(on_since)));
            }
        }
        since
    }

    /// What each episode did so far.
    pub(crate) fn summary(&self, directory: impl Fn(NodeId) -> String) -> Summary {
        let mut fronts: Vec<&Front> = self.ever().collect();
        fronts.sort_by_key(|front| front.number);
        let fired = fronts.into_iter().map(|front| front.fired(&directory)).collect();
        Summary { fired, clauses: Vec::new() }
    }

    // Each family of which an episode has begun, and whether any of these hit something.
    pub(crate) fn families(&self) -> Vec<(&'static str, bool)> {
        let mut families: Vec<(&'static str, bool)> = Vec::new();
        for front in self.ever() {
            let (name, hit) = front.bit();
            match families.iter_mut().find(|(known, _)| *known == name) {
                Some((_, any)) => *any |= hit,
                None => families.push((name, hit)),
            }
        }
        families
    }

    // All that have begun.
    fn ever(&self) -> impl Iterator<Item = &Front> {
        self.past.iter().chain(self.network.iter().flatten()).chain(&self.nodes)
    }

    #[inline]
    fn by(&self, touch: Touch) -> &[Front] {
        &self.network[touch as usize]
    }

    #[inline]
    fn by_mut(&mut self, touch: Touch) -> &mut [Front] {
        &mut self.network[touch as usize]
    }
}

fn say_nodes(fault: &Family, nodes: &[NodeId], strike: &mut Strike<'_>) {
    strike.say(|directory| format!("{} {}", fault.name(), names(directory, nodes.iter().copied())));
}
