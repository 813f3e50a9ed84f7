//! The timed driver: the earliest step is next; among equals the first come, unless it yields.

use alloc::format;
use alloc::string::String;
use core::num::NonZeroU64;

use super::World;
use super::pending::{Lane, Parked, Pending, Tag};
use crate::actor::Actor;
use crate::choice::{Choice, Site};
use crate::chooser::Words;
use crate::id::ActorId;
use crate::key::{Key, Kind, Role, content_hash};
use crate::medium::Medium;
use crate::protocol::Protocol;
use crate::queue::Handle;
use crate::source::Source;
use crate::time::Time;
use crate::wait::WaitEnd;

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
            self.advance(time, |pushed| handle.is_after(pushed));
            self.perform(handle, pending, None);
            self.settle();
        }
        true
    }

    // As `step`, where a step may yield to others of its instant that are for the same actor. Steps of other
    // actors don't count: they can't tell the order, and a name that counted them would depend on them.
    #[cold]
    fn step_yielding(&mut self, limit: Time) -> bool {
        let instant = self.parked.first().map(|parked| parked.time);
        if let Some(ready) = self.parked.iter().position(|parked| parked.left == 0) {
            self.unpark(ready);
            return true;
        }
        if instant.is_some_and(|now| self.queue.peek_time().is_none_or(|time| time > now)) {
            self.unpark(0);
            return true;
        }
        let Some((time, handle, pending)) = self.queue.pop_due(limit) else { return false };
        let tag = self.tags.get(handle);
        let mut drawn = self.scene.chooser.drawing(Site::Yield).map(|stream| {
            // Mostly to nobody, else to one or two, sometimes to all.
            match stream.below(EIGHT) {
                0 => 1,
                1 => 2,
                2 => TO_ALL,
                _ => 0,
            }
        });
        // Who is not there is no judge of the order.
        let Some(actor) = pending.judge().filter(|&actor| self.seat(actor).is_some()) else {
            self.go(time, handle, pending, tag);
            return true;
        };
        if self.pace.chains().is_some() {
            drawn = Some(self.more_urgent(handle, actor, &pending).min(TO_ALL - 1));
        }
        let key = self.yield_key(handle, actor, &pending, tag);
        let demanded = self.scene.chooser.demanded((Site::Yield, key), TO_ALL);
        let left = demanded.or(drawn).unwrap_or(0);
        if left == 0 {
            self.go(time, handle, pending, tag);
        } else {
            // Its instant begins only with the first step that goes.
            let label = self.yield_label(actor);
            let yielded = 0;
            self.parked.push(Parked { time, handle, pending, tag, key, label, left, yielded });
        }
        true
    }

    // The name of what a step yields by. It has to be its own from the moment in which it could go: a root that is
    // counted when the step goes would be shared by all that wait.
    fn yield_key(
        &mut self,
        handle: Handle,
        actor: ActorId,
        pending: &Pending<P>,
        tag: Option<Tag>,
    ) -> Key {
        if !self.scene.chooser.keyed() {
            return Key::NONE;
        }
        let key = match pending {
            Pending::Arrive(flight) => {
                self.brief(handle, pending, tag).key.copy(flight.origin.copy())
            }
            Pending::Timer { .. } => {
                let content = content_hash(self.timer(handle, actor));
                self.root(Role::Yield, actor, || Kind(content))
            }
            Pending::Turn(_) => self.root(Role::Yield, actor, || Kind(0)),
            Pending::Depart(_)
            | Pending::Task { .. }
            | Pending::Fault(_)
            | Pending::Restart { .. } => self.brief(handle, pending, tag).key,
        };
        key.with(Role::Yield as u64)
    }

    fn unpark(&mut self, index: usize) {
        let parked = self.parked.remove(index);
        // One that was let go because the instant was over yields to all, also when it is told again: whether
        // steps of other actors came before it would differ otherwise.
        let value = if parked.left == 0 { parked.yielded } else { TO_ALL };
        let Parked { time, handle, pending, tag, key, label, .. } = parked;
        self.scene.chooser.keep((Site::Yield, key), 0, value, || Words::Text(label));
        self.go(time, handle, pending, tag);
    }

    fn yield_label(&self, actor: ActorId) -> String {
        if !self.scene.chooser.recording() {
            return String::new();
        }
        format!("at {} a step yields", self.scene.directory.name(actor))
    }

    // Those who yield still have yielded to all that came.
    pub(super) fn yielding_still(&self) -> impl Iterator<Item = Choice> {
        let recorded = if self.scene.chooser.recording() { &*self.parked } else { &[] };
        recorded.iter().map(|parked| Choice {
            site: Site::Yield,
            key: parked.key,
            value: if parked.left == 0 { parked.yielded } else { TO_ALL },
            label: parked.label.clone(),
        })
    }

    // Takes back a step that is still to come, also if it has just yielded to the one that takes it back.
    pub(super) fn withdraw(&mut self, handle: Handle) -> Option<Pending<P>> {
        if let Some(pending) = self.queue.cancel(handle) {
            if self.waits.on() {
                self.waits.end(handle, WaitEnd::Withdrawn(self.last_step()));
            }
            return Some(pending);
        }
        let index = self.parked.iter().position(|parked| parked.handle == handle)?;
        let Parked { pending, key, label, .. } = self.parked.remove(index);
        self.scene.chooser.keep((Site::Yield, key), 0, TO_ALL, || Words::Text(label));
        Some(pending)
    }

    fn go(&mut self, time: Time, handle: Handle, mut pending: Pending<P>, tag: Option<Tag>) {
        let judge = pending.judge();
        self.advance(time, |pushed| handle.is_after(pushed));
        self.keep_copies_in_order(&mut pending);
        if let Pending::Arrive(flight) = &pending {
            self.rest_chain(flight.origin.event());
        }
        self.list(handle, &pending, tag);
        self.perform(handle, pending, tag);
        self.settle();
        for parked in &mut self.parked {
            if parked.pending.judge() == judge && parked.left > 0 {
                parked.yielded += 1;
                if parked.left != TO_ALL {
                    parked.left -= 1;
                }
            }
        }
    }

    // Copies are numbered by their arrival: one that overtakes another which yields takes its number. One that was held
    // back had arrived before.
    fn keep_copies_in_order(&mut self, pending: &mut Pending<P>) {
        let Pending::Arrive(flight) = pending else { return };
        if flight.lane == Lane::Released {
            return;
        }
        for parked in &mut self.parked {
            if let Pending::Arrive(other) = &mut parked.pending
                && other.lane != Lane::Released
                && other.origin.event() == flight.origin.event()
                && other.origin.copy() < flight.origin.copy()
            {
                core::mem::swap(&mut other.origin, &mut flight.origin);
            }
        }
    }
}
