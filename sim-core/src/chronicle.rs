//! The chronicle: numbers the events of a run, digests them, shows them and, if asked, keeps them.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::ControlFlow;

use crate::event::{Digest, Event, Kept, Payload, Place, What};
use crate::id::EventId;
use crate::protocol::Protocol;
use crate::record::{Record, Recording};
use crate::time::Time;

/// Sees each event as it happens, and may stop the run.
pub(crate) type Observer<P> = Box<dyn FnMut(&Event<'_, P>) -> ControlFlow<()>>;

/// A payload as the kernel gives it: borrowed where it can be copied, owned where it can't.
pub(crate) enum Given<'a, P: Protocol> {
    None,
    Message(&'a P::Message),
    Timer(&'a P::Timer),
    Operation(&'a P::Operation),
    Text(&'a str),
    Fact(P::Fact),
    Outcome(P::Outcome),
}

impl<P: Protocol> Given<'_, P> {
    const fn as_payload(&self) -> Payload<'_, P> {
        match self {
            Self::None => Payload::None,
            Self::Message(message) => Payload::Message(*message),
            Self::Timer(timer) => Payload::Timer(*timer),
            Self::Operation(operation) => Payload::Operation(*operation),
            Self::Text(text) => Payload::Text(text),
            Self::Fact(fact) => Payload::Fact(fact),
            Self::Outcome(outcome) => Payload::Outcome(outcome),
        }
    }

    fn keep(self) -> Kept<P> {
        match self {
            Self::None => Kept::None,
            Self::Message(message) => Kept::Message(message.clone()),
            Self::Timer(timer) => Kept::Timer(timer.clone()),
            Self::Operation(operation) => Kept::Operation(operation.clone()),
            Self::Text(text) => Kept::Text(Box::from(text)),
            Self::Fact(fact) => Kept::Fact(fact),
            Self::Outcome(outcome) => Kept::Outcome(outcome),
        }
    }
}

/// The stream of events of a world.
pub(crate) struct Chronicle<P: Protocol> {
    next: u64,
    digest: Digest,
    observers: Vec<Observer<P>>,
    record: Record<P>,
    // The cause of each event, or itself if it has none, while somebody asks for them.
    causes: Option<Vec<EventId>>,
    // Invariant: true if there is an observer, or if the record or the causes are kept. Without, no event is even made.
    watched: bool,
    satisfied: bool,
}

impl<P: Protocol> Chronicle<P> {
    pub(crate) fn new() -> Self {
        Self {
            next: 0,
            digest: Digest::default(),
            observers: Vec::new(),
            record: Record::new(Recording::Off),
            causes: None,
            watched: false,
            satisfied: false,
        }
    }

    // Forgets a run, and says whether the causes of the events of the next one are to be kept.
    pub(crate) fn reset(&mut self, causes: bool) {
        self.next = 0;
        self.digest = Digest::default();
        self.record.clear();
        self.satisfied = false;
        self.causes = causes.then(|| {
            let mut causes = self.causes.take().unwrap_or_default();
            causes.clear();
            causes
        });
        self.watch();
    }

    fn watch(&mut self) {
        self.watched = self.record.is_on() || !self.observers.is_empty() || self.causes.is_some();
    }

    // The cause of each event, or itself if it has none: nothing, unless they are kept.
    pub(crate) fn causes(&self) -> &[EventId] {
        self.causes.as_deref().unwrap_or_default()
    }

    pub(crate) fn observe(&mut self, observer: Observer<P>) {
        self.observers.push(observer);
        self.watch();
    }

    pub(crate) fn unobserve(&mut self) {
        self.observers.clear();
        self.watch();
    }

    pub(crate) fn keep(&mut self, recording: Recording) -> Record<P> {
        let old = core::mem::replace(&mut self.record, Record::new(recording));
        self.watch();
        old
    }

    pub(crate) const fn record(&self) -> &Record<P> {
        &self.record
    }

    pub(crate) const fn digest(&self) -> Digest {
        self.digest
    }

    pub(crate) const fn count(&self) -> u64 {
        self.next
    }

    // Whether anybody sees what an event is about.
    pub(crate) const fn is_watched(&self) -> bool {
        self.watched
    }

    // Whether an observer has seen enough.
    pub(crate) const fn satisfied(&self) -> bool {
        self.satisfied
    }

    // Inlined wherever something happens: there `what` is known, and of the digest little is left to do.
    #[inline(always)]
    pub(crate) fn tell(
        &mut self,
        time: Time,
        place: Place,
        cause: Option<EventId>,
        what: What,
        given: Given<'_, P>,
    ) -> EventId {
        let id = EventId(self.next);
        self.next += 1;
        self.digest.absorb(time, place, cause, &what);
        if self.watched {
            // It is made here, because to copy its parts right after they were written means to wait until they are: that is
            // what showing cost most.
            let event = Event { id, time, place, cause, what, payload: given.as_payload() };
            self.show(&event);
            if self.record.is_on() {
                self.hold(id, (time, place, cause, what), given);
            }
        }
        id
    }

    #[cold]
    #[inline(never)]
    fn show(&mut self, event: &Event<'_, P>) {
        for observer in &mut self.observers {
            if observer(event).is_break() {
                self.satisfied = true;
            }
        }
        if let Some(causes) = &mut self.causes {
            causes.push(event.cause.unwrap_or(event.id));
        }
    }

    #[cold]
    #[inline(never)]
    fn hold(
        &mut self,
        id: EventId,
        event: (Time, Place, Option<EventId>, What),
        given: Given<'_, P>,
    ) {
        self.record.push(id, event, given.keep());
    }
}
