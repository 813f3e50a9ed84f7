//! The rules: what happens to certain messages for certain, by episodes and by clauses.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::LazyCell;

use sim_core::{Channel, Duration, EventId, Fate, Kind, NodeId, Protocol, Site, Trip};

use super::clause::{Clause, Glimpse};
use super::fronts::Fronts;
use crate::family::{Family, RuleAction};

/// The rules of a network, and what they hold back.
pub(crate) struct Rules<P: Protocol> {
    clauses: Vec<Clause<P>>,
    // What they do to the message that is just leaving, besides what shows in its fate.
    dropped: bool,
    longer: Duration,
    // The messages that are held back, with what holds each.
    held: BTreeMap<EventId, Vec<Holder>>,
}

/// What holds a message back.
#[derive(Debug)]
enum Holder {
    /// The episode of this label.
    Episode(String),
    /// The clause with this place.
    Clause(usize),
}

impl<P: Protocol> Rules<P> {
    pub(crate) const fn new() -> Self {
        Self { clauses: Vec::new(), dropped: false, longer: Duration::ZERO, held: BTreeMap::new() }
    }

    pub(crate) fn add(&mut self, clause: Clause<P>) {
        self.clauses.push(clause);
    }

    pub(crate) fn clauses(&self) -> &[Clause<P>] {
        &self.clauses
    }

    pub(crate) fn reset(&mut self) {
        self.clauses.iter_mut().for_each(Clause::reset);
        self.forget();
        self.held.clear();
    }

    /// The message before has left.
    pub(crate) const fn forget(&mut self) {
        self.dropped = false;
        self.longer = Duration::ZERO;
    }

    /// Whether any clause may want to look at messages, or anything is held back.
    pub(crate) fn are_any(&self) -> bool {
        !self.clauses.is_empty() || !self.held.is_empty()
    }

    /// Whether the message that is just leaving is dropped.
    pub(crate) const fn drops(&self) -> bool {
        self.dropped
    }

    /// How much longer the message that is just leaving takes.
    pub(crate) const fn longer(&self) -> Duration {
        self.longer
    }

    /// Whether a message is held back.
    pub(crate) fn holds(&self, message: EventId) -> bool {
        self.held.contains_key(&message)
    }

    /// What this clause holds back is let go, and it holds for nothing any more.
    pub(crate) fn release(&mut self, name: &str) {
        let called = |clause: &&mut Clause<P>| clause.name() == name;
        self.clauses.iter_mut().filter(called).for_each(Clause::release);
    }

    /// All clauses are over.
    pub(crate) fn release_all(&mut self) {
        self.clauses.iter_mut().for_each(Clause::release);
    }

    /// Rules that are over hold nothing back any more.
    pub(crate) fn let_go(&mut self, fronts: &Fronts, healed: bool) {
        let Self { held, clauses, .. } = self;
        let holds = |holder: &Holder| match holder {
            Holder::Episode(label) => fronts.is_in_force(label),
            Holder::Clause(place) => !clauses[*place].is_released(),
        };
        held.retain(|_, holders| {
            holders.retain(|holder| !healed && holds(holder));
            !holders.is_empty()
        });
    }

    /// Does to a message that leaves what rules say. By a stream, what is dropped is sent again after `resend`.
    pub(crate) fn apply(
        &mut self,
        fronts: &mut Fronts,
        trip: &Trip,
        message: &P::Message,
        fate: &mut Fate,
        names: &[String],
        resend: Duration,
    ) {
        for (action, holder) in self.find(fronts, trip, message, names) {
            self.enact(action, holder, trip, fate, resend);
        }
    }

    // What is to be done with it, and by whom.
    fn find(
        &mut self,
        fronts: &mut Fronts,
        trip: &Trip,
        message: &P::Message,
        names: &[String],
    ) -> Vec<(RuleAction, Holder)> {
        // A kind may have to be put into words first: only a rule that asks for one is worth it.
        let kind = LazyCell::new(|| P::kind(message));
        let mut actions = Vec::new();
        for front in fronts.rules(trip.departs) {
            let (from, to) = front.parties;
            let Family::Rule(rule) = &front.episode.fault else { continue };
            if from.is(trip.from, trip.source)
                && to.is(trip.to, trip.target)
                && rule.kind.as_ref().is_none_or(|name| Kind::named(name) == *kind)
            {
                front.matched += 1;
                let is_due = rule.nth.is_none_or(|nth| nth == front.matched);
                if is_due && rule.action.touches(trip.channel) {
                    front.hits += 1;
                    actions.push((rule.action, Holder::Episode(front.episode.label.clone())));
                }
            }
        }
        let name = |node: NodeId| names.get(node.index()).map_or("?", String::as_str);
        for (place, clause) in self.clauses.iter_mut().enumerate() {
            let glimpse = Glimpse {
                from: trip.from,
                to: trip.to,
                source: name(trip.source),
                target: name(trip.target),
                departs: trip.departs,
                message,
            };
            if let Some(action) = clause.judge(&glimpse, trip.channel) {
                actions.push((action, Holder::Clause(place)));
            }
        }
        actions
    }

    fn enact(
        &mut self,
        action: RuleAction,
        holder: Holder,
        trip: &Trip,
        fate: &mut Fate,
        resend: Duration,
    ) {
        match action {
            RuleAction::Drop if trip.channel == Channel::Stream => {
                self.longer = self.longer.saturating_add(resend);
            }
            RuleAction::Drop => self.dropped = true,
            RuleAction::Delay(longer) => self.longer = self.longer.saturating_add(longer),
            RuleAction::Duplicate(_) if fate.copies == 0 => {}
            RuleAction::Duplicate(further) => {
                let before = usize::from(fate.copies);
                fate.copies = fate.copies.saturating_add(further).min(Site::COPIES_MAX);
                // As late as the last one, in whichever order they were drawn.
                let delay = fate.delays[..before].iter().copied().max().unwrap_or_default();
                fate.delays[before..usize::from(fate.copies)].fill(delay);
            }
            RuleAction::Hold => self.held.entry(trip.message).or_default().push(holder),
            RuleAction::Corrupt(seed) => fate.damage = seed.max(1),
        }
    }
}
