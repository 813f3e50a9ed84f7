//! The listed driver: someone names the next of the enabled steps, and when it happens.
//!
//! It serves replay over the silent world, scripted transcripts and explorers.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::World;
use super::naming::class_of;
use super::pending::{Limbo, Pending};
use crate::actor::Actor;
use crate::choice::Site;
use crate::key::{Key, content_hash};
use crate::medium::Medium;
use crate::protocol::Protocol;
use crate::queue::Handle;
use crate::schedule::{Class, Listed, StepName};
use crate::stop::Ending;
use crate::time::Time;
use crate::wait::{Wait, WaitEnd};

/// A step that could be next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enabled {
    /// Its name, for [`World::take`].
    pub step: StepName,
    /// When the timed driver would take it; a message of a silent world has no such time.
    pub due: Option<Time>,
    /// The same in words.
    pub label: String,
}

/// How a named step was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// By its key.
    Exact,
    /// By what it is, because its key has vanished.
    Relinked,
}

/// Why a named step could not be taken; nothing has happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotEnabled {
    /// No such step is enabled.
    Absent,
    /// Its time is before now.
    Past,
    /// The run is over.
    Over,
}

impl fmt::Display for NotEnabled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Absent => "no such step is enabled",
            Self::Past => "the step's time is past",
            Self::Over => "the run is over",
        })
    }
}

impl core::error::Error for NotEnabled {}

/// How far a list of steps was followed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Followed {
    /// How many steps were taken.
    pub taken: usize,
    /// The entries, by their place in the list, that were found by what they are and not by their key.
    pub relinked: Vec<usize>,
    /// The entries that named nothing.
    pub stale: Vec<usize>,
    /// Why it ended before the list did, if it did.
    pub ending: Option<Ending>,
}

// What a step is taken from.
pub(super) enum Spot {
    Queue(Handle),
    Limbo(Key),
}

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    /// The steps that could be next, in a fixed order. Names need keys: a world whose choices are drawn and
    /// not recorded computes none, and has no names to give.
    pub fn enabled(&self) -> Vec<Enabled> {
        if !self.scene.chooser.keyed() {
            return Vec::new();
        }
        let mut lingering: Vec<_> = self.limbo.values().collect();
        lingering.sort_by_key(|limbo| limbo.flight.origin);
        let lingering = lingering.into_iter().map(|Limbo { flight, tag, .. }| Enabled {
            step: StepName { content: content_hash(&flight.message), ..self.arrival(*tag, flight) },
            due: None,
            label: self.message_label(flight.from, flight.to, &flight.message),
        });
        let mut enabled: Vec<Enabled> = lingering.collect();
        let mut queued = Vec::new();
        let mut name = |handle: Handle, pending: &Pending<P>| {
            let step = self.name(handle, pending, self.tags.get(handle));
            let due = Some(handle.time());
            queued.push((handle, Enabled { step, due, label: self.label(handle, pending) }));
        };
        self.queue.visit(&mut name);
        self.parked.iter().for_each(|parked| name(parked.handle, &parked.pending));
        queued.sort_by_key(|(handle, _)| *handle);
        enabled.extend(queued.into_iter().map(|(_, enabled)| enabled));
        enabled
    }

    /// Takes a step, whether or not it is the earliest.
    ///
    /// # Errors
    /// It can't be taken; nothing has happened.
    pub fn take(&mut self, time: Time, step: &StepName) -> Result<(), NotEnabled> {
        let _watch = self.catcher.watch();
        self.begin();
        if self.ended().is_some() {
            return Err(NotEnabled::Over);
        }
        if time < self.scene.now {
            return Err(NotEnabled::Past);
        }
        let spot = self.find(step).ok_or(NotEnabled::Absent)?;
        self.take_from(time, &spot);
        Ok(())
    }

    /// From now on no message arrives twice because a list says so: where no network would do that.
    pub const fn arrive_once(&mut self) {
        self.rules.further_copies = false;
    }

    /// Follows a list of steps as far as it goes, over the silent world that [`Choices::forced`](crate::Choices::forced)
    /// makes of the same schedule.
    ///
    /// A list says when a fault strikes and an operation is asked for, not what they are: plan them before, with the
    /// labels and in the order in which they were planned for the run that was recorded.
    ///
    /// What isn't found by its key is found by what it is; what isn't found at all, or would happen in the past, is
    /// skipped and counted.
    ///
    /// # Panics
    /// If the books don't balance afterwards: a bug of the framework.
    pub fn follow(&mut self, steps: &[Listed]) -> Followed {
        self.follow_until(steps, |_| false)
    }

    /// Follows a list of steps as [`follow`](World::follow) does, until the world looks as asked, which is tested before
    /// each step and at the end of the list; then the ending is [`Ending::Reached`].
    ///
    /// # Panics
    /// If the books don't balance afterwards: a bug of the framework.
    pub fn follow_until(
        &mut self,
        steps: &[Listed],
        mut reached: impl FnMut(&Self) -> bool,
    ) -> Followed {
        let _watch = self.catcher.watch();
        self.begin();
        let mut claimed: BTreeSet<Key> = steps.iter().map(|listed| listed.step.key).collect();
        // How many entries are still to come under each key: what nobody asks for any more is free for others. Without one
        // firing of a timer, each later one has the number of the one before.
        let mut coming: BTreeMap<Key, u32> = BTreeMap::new();
        for listed in steps {
            *coming.entry(listed.step.key).or_insert(0) += 1;
        }
        // The message that was taken for one whose key has vanished: its copies are taken for copies of that one.
        let mut instead: BTreeMap<Key, Key> = BTreeMap::new();
        let mut taken: BTreeMap<Key, u8> = BTreeMap::new();
        let mut followed = Followed::default();
        for (entry, listed) in steps.iter().enumerate() {
            if let Some(ending) = self.ended() {
                followed.ending = Some(ending);
                break;
            }
            if reached(self) {
                followed.ending = Some(Ending::Reached);
                break;
            }
            let key = listed.step.key;
            let again = instead.get(&key).copied().or_else(|| self.scene.lineage.alias(key));
            let again = again.filter(|key| self.is_in_limbo(*key));
            let found = match again.map(Spot::Limbo).or_else(|| self.find(&listed.step)) {
                Some(spot) if again.is_none() => Some((Found::Exact, spot)),
                Some(spot) => Some((Found::Relinked, spot)),
                None => self.relink(&listed.step, &claimed).map(|spot| (Found::Relinked, spot)),
            };
            if let Some((Found::Relinked, spot)) = &found {
                // Another step may turn up under this key, which is claimed no more.
                claimed.remove(&key);
                if let Spot::Limbo(other) = spot {
                    instead.insert(key, *other);
                }
                let count = taken.entry(key).or_insert(0);
                let entry = if listed.step.class == Class::Arrive { key.copy(*count) } else { key };
                *count += 1;
                self.scene.lineage.take_for(self.key_of(spot), entry);
            }
            match found {
                Some((found, spot)) if listed.time >= self.scene.now => {
                    if found == Found::Relinked {
                        followed.relinked.push(entry);
                    }
                    followed.taken += 1;
                    self.take_from(listed.time, &spot);
                }
                Some(_) | None => followed.stale.push(entry),
            }
            if let Some(count) = coming.get_mut(&key) {
                *count -= 1;
                if *count == 0 {
                    claimed.remove(&key);
                }
            }
        }
        if followed.ending.is_none() {
            let ended = self.ended();
            followed.ending = ended.or_else(|| reached(self).then_some(Ending::Reached));
        }
        self.assert_books();
        followed
    }

    fn find(&self, step: &StepName) -> Option<Spot> {
        if !self.scene.chooser.keyed() {
            return None;
        }
        // One that the medium held back and has let go is in the queue.
        let exact = |name: &StepName| name.key == step.key && name.content == step.content;
        if let Some(spot) = self.search(step.class, step.actor, exact) {
            return Some(spot);
        }
        let is_there = step.class == Class::Arrive && self.is_in_limbo(step.key);
        is_there.then_some(Spot::Limbo(step.key))
    }

    fn key_of(&self, spot: &Spot) -> Key {
        match *spot {
            Spot::Limbo(key) => key,
            Spot::Queue(handle) => {
                let mut key = Key::NONE;
                let mut look = |other: Handle, pending: &Pending<P>| {
                    if other == handle {
                        key = self.brief(handle, pending, self.tags.get(handle)).key;
                    }
                };
                self.queue.visit(&mut look);
                self.parked.iter().for_each(|parked| look(parked.handle, &parked.pending));
                key
            }
        }
    }

    // Whether a copy of this message can arrive.
    fn is_in_limbo(&self, key: Key) -> bool {
        self.limbo.get(&key).is_some_and(|limbo| {
            let copies = self.rules.further_copies && !limbo.flight.is_local();
            limbo.arrived < if copies { Site::COPIES_MAX } else { limbo.travelling.max(1) }
        })
    }

    // An entry whose key has vanished: the oldest unclaimed one with equal content, else of equal kind and rank, else the
    // newest of equal kind: without the first round of a conversation each message of the second has another rank, and what
    // was sent before and never arrived is of no round that goes on. Last, a copy of any with equal content.
    fn relink(&self, step: &StepName, claimed: &BTreeSet<Key>) -> Option<Spot> {
        if !self.scene.chooser.keyed() {
            return None;
        }
        if step.class == Class::Arrive {
            // What another entry will be found to mean.
            let aliases = self.scene.lineage.aliases().iter();
            let meant: BTreeSet<Key> =
                aliases.filter(|(alias, _)| claimed.contains(alias)).map(|(_, key)| *key).collect();
            let in_order = |fits: &dyn Fn(&Limbo<P>) -> bool| {
                let unclaimed = self.limbo.iter().filter(|(key, limbo)| {
                    let name = self.arrival(limbo.tag, &limbo.flight);
                    let same_link = name.actor == step.actor && name.from == step.from;
                    let same_kind = name.kind == step.kind;
                    limbo.arrived == 0
                        && !claimed.contains(key)
                        && !meant.contains(key)
                        && same_link
                        && same_kind
                        && fits(limbo)
                });
                let mut unclaimed: Vec<_> =
                    unclaimed.map(|(key, limbo)| (limbo.flight.origin, *key)).collect();
                unclaimed.sort_unstable();
                unclaimed.into_iter().map(|(_, key)| Spot::Limbo(key))
            };
            let found = in_order(&|limbo| content_hash(&limbo.flight.message) == step.content)
                .next()
                .or_else(|| in_order(&|limbo| limbo.tag.rank == step.rank).next())
                .or_else(|| in_order(&|_| true).next_back())
                .or_else(|| self.copy_of(step));
            if found.is_some() {
                return found;
            }
        }
        let unclaimed = |name: &StepName| {
            name.from == step.from && name.kind == step.kind && !claimed.contains(&name.key)
        };
        self.search(step.class, step.actor, |name| unclaimed(name) && name.content == step.content)
            .or_else(|| self.search(step.class, step.actor, unclaimed))
    }

    // A copy of one that says the same, though that has arrived or another entry claims it: what a sender sends again, the
    // network may have doubled.
    fn copy_of(&self, step: &StepName) -> Option<Spot> {
        let same = self.limbo.iter().filter(|(_, limbo)| {
            let name = self.arrival(limbo.tag, &limbo.flight);
            self.is_in_limbo(limbo.tag.key)
                && !limbo.flight.is_local()
                && (name.actor, name.from, name.kind) == (step.actor, step.from, step.kind)
                && content_hash(&limbo.flight.message) == step.content
        });
        same.min_by_key(|(_, limbo)| limbo.flight.origin).map(|(key, _)| Spot::Limbo(*key))
    }

    // The earliest pending one of this class, for this actor, that fits.
    fn search(&self, class: Class, actor: u64, fits: impl Fn(&StepName) -> bool) -> Option<Spot> {
        let mut found: Option<Handle> = None;
        let mut look = |handle: Handle, pending: &Pending<P>| {
            // Naming costs most, so it comes last.
            if class_of(pending) == class
                && found.is_none_or(|best| handle < best)
                && pending.actor().is_none_or(|it| self.scene.directory.path_hash(it) == actor)
                && fits(&self.name(handle, pending, self.tags.get(handle)))
            {
                found = Some(handle);
            }
        };
        self.queue.visit(&mut look);
        self.parked.iter().for_each(|parked| look(parked.handle, &parked.pending));
        found.map(Spot::Queue)
    }

    fn take_from(&mut self, time: Time, spot: &Spot) {
        match *spot {
            Spot::Queue(handle) => {
                if self.waits.on() {
                    self.waits.end(handle, WaitEnd::Taken(self.listing.len()));
                }
                let tag = self.tags.get(handle);
                let pending = self.withdraw(handle).expect("a step that was found is pending");
                self.advance(time, |pushed| handle.is_after(pushed));
                self.list(handle, &pending, tag);
                self.perform(handle, pending, tag);
            }
            Spot::Limbo(key) => {
                let limbo = self.limbo.get_mut(&key).expect("a step that was found is in limbo");
                if limbo.arrived >= limbo.travelling && !limbo.flight.is_local() {
                    self.wire.copies += 1;
                }
                let flight = limbo.flight.clone().copy(limbo.arrived);
                limbo.arrived = limbo.arrived.saturating_add(1);
                let Limbo { tag, since, .. } = *limbo;
                if self.waits.on() {
                    let end = WaitEnd::Taken(self.listing.len());
                    let wait = Wait { end, ..limbo.wait() };
                    self.waits.add(wait);
                }
                self.advance(time, |_| since == time);
                self.list_arrival(&flight, tag);
                self.arrive(flight, Some(tag));
            }
        }
        self.settle();
        self.watch_time();
    }
}

#[cfg(test)]
mod tests;
