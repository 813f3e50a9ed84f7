//! The listing: the steps of a run as they were taken, to be told again.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::World;
use super::pending::{Flight, Limbo, Pending, Tag};
use crate::actor::Actor;
use crate::choice::{Base, Choice, Site};
use crate::chooser::{Recorded, Words};
use crate::duration::Duration;
use crate::id::{ActorId, EventId};
use crate::key::content_hash;
use crate::medium::Medium;
use crate::protocol::Protocol;
use crate::queue::Handle;
use crate::schedule::{Class, Listed, Schedule, StepName};
use crate::time::Time;
use crate::wait::{Wait, WaitEnd};

/// A step that was taken.
pub(super) struct Taken<P: Protocol> {
    time: Time,
    // The first event of it.
    event: EventId,
    // Without its content, where that is in the subject.
    step: StepName,
    subject: Subject<P>,
}

/// What a step was about. Messages and timers are kept as they are and put into words when somebody asks: that costs
/// more than the step.
pub(super) enum Subject<P: Protocol> {
    Message { from: ActorId, to: ActorId, message: P::Message },
    Timer { actor: ActorId, timer: P::Timer },
    Words(String),
}

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    // Writes a step down, if the run is recorded.
    #[inline]
    pub(super) fn list(&mut self, handle: Handle, pending: &Pending<P>, tag: Option<Tag>) {
        if !self.scene.chooser.recording() {
            return;
        }
        match pending {
            Pending::Arrive(flight) => {
                let tag = tag.expect("every message has a tag while keys are computed");
                self.list_arrival(flight, tag);
            }
            Pending::Timer { actor, .. } => {
                let step = self.brief(handle, pending, tag);
                let timer = self.timer(handle, *actor).clone();
                self.push_taken(step, Subject::Timer { actor: *actor, timer });
            }
            Pending::Depart(_)
            | Pending::Task { .. }
            | Pending::Turn(_)
            | Pending::Fault(_)
            | Pending::Restart { .. } => {
                let step = self.name(handle, pending, tag);
                let words = self.label(handle, pending);
                self.push_taken(step, Subject::Words(words));
            }
        }
    }

    pub(super) fn list_arrival(&mut self, flight: &Flight<P>, tag: Tag) {
        if !self.scene.chooser.recording() {
            return;
        }
        let &Flight { from, to, ref message, .. } = flight;
        let step = self.arrival(tag, flight);
        self.push_taken(step, Subject::Message { from, to, message: message.clone() });
    }

    fn push_taken(&mut self, step: StepName, subject: Subject<P>) {
        let event = EventId(self.chronicle.count());
        self.listing.push(Taken { time: self.scene.now, event, step, subject });
    }

    // The step that is being taken, if the run is recorded; none before the first.
    pub(super) fn last_step(&self) -> Option<usize> {
        self.listing.len().checked_sub(1)
    }

    #[cold]
    pub(super) fn begin_wait(
        &mut self,
        handle: Handle,
        class: Class,
        (least, most): (Duration, Duration),
    ) {
        let (since, end) = (self.last_step(), WaitEnd::Pending);
        self.waits.begin(handle, Wait { class, since, least, most, end, message: None });
    }

    /// What was begun in a recorded run over the silent world and had to wait, in no order: between which bounds the steps
    /// of the run may be apart.
    pub fn recorded_waits(&self) -> Vec<Wait> {
        let never = self.limbo.values().filter(|limbo| limbo.arrived == 0);
        self.waits.all().into_iter().chain(never.map(Limbo::wait)).collect()
    }

    /// Of each recorded step the first event that it led to.
    pub fn recorded_events(&self) -> Vec<EventId> {
        self.listing.iter().map(|taken| taken.event).collect()
    }

    /// What was chosen otherwise than calm, if the run was recorded, as a schedule over the calm world. Without
    /// [`Choices::recording`](crate::Choices::recording) there is nothing in it.
    pub fn recorded_choices(&self) -> Schedule {
        let choices =
            self.scene.chooser.recorded().iter().map(|recorded| self.tell_choice(recorded));
        Schedule {
            base: Base::Calm,
            choices: choices.chain(self.yielding_still()).collect(),
            steps: Vec::new(),
        }
    }

    /// The steps that happened, if the run was recorded, as a schedule over the silent world.
    ///
    /// Choices about times are in the times of the steps, and stand here only where the medium says that
    /// [lateness weighs](Medium::lateness_weighs). Without [`Choices::recording`](crate::Choices::recording) there
    /// is nothing in it.
    pub fn recorded_steps(&self) -> Schedule {
        let recorded = self.scene.chooser.recorded().iter();
        let timeless = recorded.filter(|it| is_timeless(it.site) || it.weighs());
        let steps = self.listing.iter().map(|taken| Listed {
            time: taken.time,
            step: match &taken.subject {
                Subject::Message { message, .. } => {
                    StepName { content: content_hash(message), ..taken.step }
                }
                Subject::Timer { timer, .. } => {
                    StepName { content: content_hash(timer), ..taken.step }
                }
                Subject::Words(_) => taken.step,
            },
            label: self.subject_label(&taken.subject),
        });
        Schedule {
            base: Base::Silent,
            choices: timeless.map(|recorded| self.tell_choice(recorded)).collect(),
            steps: steps.collect(),
        }
    }

    fn tell_choice(&self, recorded: &Recorded) -> Choice {
        let &Recorded { site, key, value, ref words } = recorded;
        let label = match words {
            Words::Text(text) if matches!(site, Site::Timer | Site::Restart | Site::Service) => {
                format!("{text}, {} above the least", Duration::from_nanos(value))
            }
            Words::Text(text) if site == Site::EpisodeTime => {
                format!("{text} {} later", Duration::from_nanos(value))
            }
            Words::Text(text) if site == Site::EpisodeTarget => format!("{text}: {value}"),
            Words::Text(text) => text.clone(),
            &Words::Message { kept, copy, .. } => {
                let message = self.subject_label(&self.kept[kept]);
                match (site, value) {
                    (Site::Copies, 0) => format!("{message} is lost"),
                    (Site::Copies, times) => format!("{message} arrives {times} times"),
                    (Site::Aside, _) => format!("{message} is put aside"),
                    (Site::Damage, _) => format!("{message} is damaged"),
                    (_, late) if copy == 0 => {
                        format!("{message} is {} late", Duration::from_nanos(late))
                    }
                    (_, late) => {
                        let late = Duration::from_nanos(late);
                        format!("{message} is {late} late, copy {}", copy + 1)
                    }
                }
            }
        };
        Choice { site, key, value, label }
    }

    fn subject_label(&self, subject: &Subject<P>) -> String {
        match subject {
            Subject::Message { from, to, message } => self.message_label(*from, *to, message),
            Subject::Timer { actor, timer } => self.timer_label(*actor, timer),
            Subject::Words(words) => words.clone(),
        }
    }
}

const fn is_timeless(site: Site) -> bool {
    match site {
        Site::Delay
        | Site::Timer
        | Site::Yield
        | Site::Service
        | Site::Restart
        | Site::EpisodeTime => false,
        Site::ProtocolSeed
        | Site::Copies
        | Site::Aside
        | Site::Damage
        | Site::Choose
        | Site::Crash
        | Site::Survivors
        | Site::Torn
        | Site::ReadError
        | Site::WriteError
        | Site::SyncLost
        | Site::EpisodeTarget => true,
    }
}
