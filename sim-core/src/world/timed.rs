//! The timed driver: the earliest step is next; among equals the first come, unless it yields.

use alloc::format;
use alloc::string::String;
use core::num::NonZeroU64;

use super::World;
use super::pending::{Parked, Pending, Tag};
use crate::actor::Actor;
use crate::choice::{Choice, Site};
use crate::chooser::Words;
use crate::id::ActorId;
use crate::key::{Key, Role};
use crate::medium::Medium;
use crate::protocol::Protocol;
use crate::queue::Handle;
use crate::source::Source;
use crate::time::Time;

const EIGHT: NonZeroU64 = NonZeroU64::new(8).unwrap();

// To all others of its instant, however many come.
const TO_ALL: u64 = Site::Yield.largest();

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    // Takes the next step, if one is due by then.
    #[inline(always)]
    pub(super) fn step(&mut self, limit: Time) -> bool {
        if self.yielding {
            return self.step_yielding(limit);
        }
        let Some((time, handle, pending)) = self.queue.pop_due(limit) else { return false };
        if self.scene.chooser.keyed() {
            let tag = self.tags.get(handle);
            self.go(time, handle, pending, tag);
        } else {
            self.advance(time);
            self.perform(handle, pending, None);
            self.settle();
        }
        true
    }

    // As `step`, where a step may yield to others of its instant that are for the same actor. Steps of other
    // actors don't count: they can't tell the order, and a name that counted them would depend on them.
    #[cold]
    fn step_yielding(&mut self, limit: Time) -> bool {
        let now = self.scene.now;
        if let Some(ready) = self.parked.iter().position(|parked| parked.left == 0) {
            self.unpark(ready);
            return true;
        }
        if !self.parked.is_empty() && self.queue.peek_time().is_none_or(|time| time > now) {
            self.unpark(0);
            return true;
        }
        let Some((time, handle, pending)) = self.queue.pop_due(limit) else { return false };
        let tag = self.tags.get(handle);
        self.scene.now = self.scene.now.max(time);
        let (key, left) = match pending.actor() {
            Some(_) => self.yields(handle, &pending, tag),
            None => (Key::NONE, 0),
        };
        if left == 0 {
            // The instant begins with this step.
            self.scene.now = now;
            self.go(time, handle, pending, tag);
        } else {
            if time > now {
                self.instant_steps = 0;
            }
            self.parked.push(Parked { handle, pending, tag, key, left, yielded: 0 });
        }
        true
    }

    // To how many others a step yields, and the name of that choice.
    fn yields(&mut self, handle: Handle, pending: &Pending<P>, tag: Option<Tag>) -> (Key, u64) {
        let key = if self.scene.chooser.keyed() {
            // A step that yields and is taken back leaves its name to the next of its kind.
            let Key(name) = self.brief(handle, pending, tag).key;
            self.scene.lineage.root(Role::Yield, name, 0)
        } else {
            Key::NONE
        };
        let drawn = self.scene.chooser.drawing(Site::Yield).map(|stream| {
            // Mostly to nobody, else to one or two, sometimes to all.
            match stream.below(EIGHT) {
                0 => 1,
                1 => 2,
                2 => TO_ALL,
                _ => 0,
            }
        });
        let demanded = self.scene.chooser.demanded((Site::Yield, key));
        (key, demanded.or(drawn).unwrap_or(0).min(TO_ALL))
    }

    fn unpark(&mut self, index: usize) {
        let Parked { handle, pending, tag, key, left, yielded } = self.parked.remove(index);
        // One that was let go because the instant was over yields to all, also when it is told again: whether
        // steps of other actors came before it would differ otherwise.
        self.keep_yield(key, pending.actor(), if left == 0 { yielded } else { TO_ALL });
        self.go(self.scene.now, handle, pending, tag);
    }

    // The yields of steps that were still yielding when the run stopped.
    pub(super) fn unfinished_yields(&self) -> impl Iterator<Item = Choice> {
        let recorded = if self.scene.chooser.recording() { &*self.parked } else { &[] };
        recorded.iter().map(|parked| Choice {
            site: Site::Yield,
            key: parked.key,
            value: TO_ALL,
            label: self.yield_label(parked.pending.actor()),
        })
    }

    fn yield_label(&self, actor: Option<ActorId>) -> String {
        let path = actor.and_then(|actor| self.scene.directory.path(actor)).unwrap_or("?");
        format!("at {path} a step yields")
    }

    fn keep_yield(&mut self, key: Key, actor: Option<ActorId>, value: u64) {
        if self.scene.chooser.recording() {
            let label = self.yield_label(actor);
            self.scene.chooser.keep((Site::Yield, key), 0, value, || Words::Text(label));
        }
    }

    // Takes back a step that is still to come, also if it has just yielded to the one that takes it back.
    pub(super) fn withdraw(&mut self, handle: Handle) -> Option<Pending<P>> {
        if let Some(pending) = self.queue.cancel(handle) {
            return Some(pending);
        }
        let index = self.parked.iter().position(|parked| parked.handle == handle)?;
        let Parked { pending, key, .. } = self.parked.remove(index);
        self.keep_yield(key, pending.actor(), TO_ALL);
        Some(pending)
    }

    fn go(&mut self, time: Time, handle: Handle, pending: Pending<P>, tag: Option<Tag>) {
        let actor = pending.actor();
        self.advance(time);
        self.list(handle, &pending, tag);
        self.perform(handle, pending, tag);
        self.settle();
        for parked in &mut self.parked {
            if parked.pending.actor() == actor && parked.left > 0 {
                parked.yielded += 1;
                if parked.left != TO_ALL {
                    parked.left -= 1;
                }
            }
        }
    }
}
