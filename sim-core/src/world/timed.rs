//! The timed driver: the earliest step is next; among equals the first come, unless it yields.

use core::num::NonZeroU64;

use super::World;
use super::pending::{Parked, Pending, Tag};
use crate::actor::Actor;
use crate::choice::Site;
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
            let tag = self.tags.remove(&handle);
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
        let tag = self.tags.remove(&handle);
        self.scene.now = self.scene.now.max(time);
        let left =
            if pending.actor().is_some() { self.yields(handle, &pending, tag.as_ref()) } else { 0 };
        if left == 0 {
            // The instant begins with this step.
            self.scene.now = now;
            self.go(time, handle, pending, tag);
        } else {
            if time > now {
                self.instant_steps = 0;
            }
            let key = self.name(handle, &pending, tag.as_ref()).key;
            self.parked.push(Parked { handle, pending, tag, key, left, yielded: 0 });
        }
        true
    }

    // To how many others a step yields.
    fn yields(&mut self, handle: Handle, pending: &Pending<P>, tag: Option<&Tag>) -> u64 {
        let key = self.name(handle, pending, tag).key;
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
        demanded.or(drawn).unwrap_or(0).min(TO_ALL)
    }

    fn unpark(&mut self, index: usize) {
        let Parked { handle, pending, tag, key, left, yielded } = self.parked.remove(index);
        // One that was let go because the instant was over yields to all, also when it is told again: whether
        // steps of other actors came before it would differ otherwise.
        let value = if left == 0 { yielded } else { TO_ALL };
        let name = (Site::Yield, key);
        let (directory, actor) = (&self.scene.directory, pending.actor());
        self.scene.chooser.keep(name, 0, value, || {
            let path = actor.and_then(|actor| directory.path(actor)).unwrap_or("?");
            alloc::format!("at {path} a step yields")
        });
        self.go(self.scene.now, handle, pending, tag);
    }

    fn go(&mut self, time: Time, handle: Handle, pending: Pending<P>, tag: Option<Tag>) {
        let actor = pending.actor();
        self.advance(time);
        self.list(handle, &pending, tag.as_ref());
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
