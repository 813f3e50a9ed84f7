//! Handling: calls an actor and applies what it asked for.

use alloc::boxed::Box;

use super::World;
use crate::actor::{Actor, Signal};
use crate::channel::Channel;
use crate::chronicle::Given;
use crate::context::Context;
use crate::effect::Effect;
use crate::event::What;
use crate::id::{ActorId, EventId};
use crate::key::{Key, Kind, Role};
use crate::medium::Medium;
use crate::panic::Caught;
use crate::protocol::Protocol;
use crate::seat::{Due, Letter, Notice, Occupant, Reasons, Task};

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    // The actor handles a message. It is there, and its node is up.
    #[inline(always)]
    pub(super) fn deliver(&mut self, actor: ActorId, letter: Letter<P>) {
        let Letter { from, copy, cause, key, message, .. } = letter;
        let seat = &mut self.seats[actor.index()];
        seat.handled += 1;
        if P::channel(&message) == Channel::Stream {
            self.take_in(from, actor, cause);
        }
        let seat = &mut self.seats[actor.index()];
        let place = crate::event::Place::Actor(seat.node, actor);
        let what = What::Delivered { from, copy };
        let event = self.tell(place, Some(cause), what, Given::Message(&message));
        self.run_handler(actor, event, key, |occupant, ctx| {
            occupant.on_message(from, message, ctx);
        });
    }

    pub(super) fn do_task(&mut self, actor: ActorId, due: Due<P>) {
        let Due { cause, key, task, .. } = due;
        let place = self.place(actor);
        match task {
            Task::Start => self.start(actor, cause),
            Task::Timer(timer) => {
                let cause = cause.expect("a timer is armed by some event");
                self.fire(actor, cause, key, timer);
            }
            Task::Signal(Notice::Broken) => {
                if let Some(lineage) = self.lineage() {
                    lineage.enter(key);
                }
                self.broken(actor, cause);
            }
            Task::Signal(Notice::Tell(signal)) => {
                let (what, given) = match &signal {
                    Signal::Down { actor, exit } => {
                        (What::PeerDown { actor: *actor, exit: *exit }, Given::None)
                    }
                    Signal::Severed { peer } => (What::Severed { peer: *peer }, Given::None),
                    Signal::Refused { to, message } => {
                        (What::Refused { to: *to }, Given::Message(message))
                    }
                    Signal::DeadLetter { from, to, message } => {
                        (What::DeadLetter { from: *from, to: *to }, Given::Message(message))
                    }
                };
                let event = self.chronicle.tell(self.scene.now, place, cause, what, given);
                self.run_handler(actor, event, key, |occupant, ctx| {
                    occupant.call(|actor| actor.on_signal(signal, ctx));
                });
            }
            Task::Operation(asked) => {
                let operation = self.scene.next_operation(actor);
                self.seats[actor.index()].extras().open.push(operation);
                let what = What::Invoked { operation };
                let event = self.tell(place, cause, what, Given::Operation(&asked));
                self.run_handler(actor, event, key, |occupant, ctx| {
                    occupant.call(|actor| actor.on_operation(operation, asked, ctx));
                });
            }
        }
    }

    // A timer fires. The actor is there, and its node is up.
    pub(super) fn fire(&mut self, actor: ActorId, cause: EventId, key: Key, timer: P::Timer) {
        let place = self.place(actor);
        let event = self.tell(place, Some(cause), What::TimerFired, Given::Timer(&timer));
        self.run_handler(actor, event, key, |occupant, ctx| occupant.on_timer(timer, ctx));
    }

    // A declared actor comes into being.
    pub(super) fn make(&mut self, actor: ActorId, cause: Option<EventId>) {
        let seat = actor.index();
        let group = self.factories.partition_point(|(first, _)| *first <= seat) - 1;
        let (first, factory) = &self.factories[group];
        let made = self.catcher.catch(|| factory(&self.scene.directory, seat - first));
        match made {
            Ok(made) => {
                self.seats[seat].occupant = Occupant::Declared(made);
                self.seats[seat].reasons.clear(Reasons::VACANT);
                self.seats[seat].reasons.set(Reasons::UNSTARTED);
            }
            Err(caught) => self.panicked(actor, cause, caught),
        }
    }

    // An actor that has taken its seat begins, if it hasn't ended since.
    pub(super) fn start(&mut self, actor: ActorId, cause: Option<EventId>) {
        let Some(seat) = self.seat(actor) else { return };
        let incarnation = self.scene.nodes[seat.node.index()].incarnation;
        self.seats[actor.index()].reasons.clear(Reasons::UNSTARTED);
        let key = self.root(Role::Start, actor, || Kind(0));
        let place = self.place(actor);
        let event = self.tell(place, cause, What::Started { incarnation }, Given::None);
        self.run_handler(actor, event, key, |occupant, ctx| {
            occupant.call(|actor| actor.on_start(ctx));
        });
    }

    // Calls a handler, then applies what it asked for.
    #[inline(always)]
    fn run_handler(
        &mut self,
        actor: ActorId,
        event: EventId,
        key: Key,
        call: impl FnOnce(&mut Occupant<P, A>, &mut Context<'_, P>),
    ) {
        let seat = &mut self.seats[actor.index()];
        self.scene.me = actor;
        self.scene.node = seat.node;
        self.scene.ghost = false;
        self.scene.stopping = false;
        if let Some(lineage) = self.scene.chooser.keyed().then_some(&mut self.scene.lineage) {
            lineage.enter(key);
        }
        let mut ctx = Context { scene: &mut self.scene, effects: &mut self.effects };
        let occupant = &mut seat.occupant;
        let result = self.catcher.catch(|| call(occupant, &mut ctx));
        if self.scene.stopping || result.is_err() {
            self.end_list(result);
        }
        self.apply_effects(actor, event);
        if !self.seats[actor.index()].reasons.is_none() {
            self.ensure_turn(actor);
        }
    }

    // What a ghost asks for or dies of doesn't count: its node has crashed before.
    #[cold]
    fn end_list(&mut self, result: Result<(), Caught>) {
        if !self.scene.ghost {
            self.effects.push(match result {
                Err(caught) => Effect::Die(Box::new(caught)),
                Ok(()) => Effect::Exit,
            });
        }
    }
}
