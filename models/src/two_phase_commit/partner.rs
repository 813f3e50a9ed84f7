//! The partner: has one of what is booked, and promises it to one booking at a time.

use std::collections::BTreeMap;

use sim_core::disk::DiskError;
use sim_core::{Actor, ActorId, Context, Duration, Stored, millis};

use super::{Decision, Fact, Message, Mutant, Timer, TwoPhaseCommit};

const FOR_A_DECISION: Duration = millis(100);

type Ctx<'a> = Context<'a, TwoPhaseCommit>;

/// What a partner knows of a booking. What it has never heard of it knows nothing of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Promised,
    Decided(Decision),
}

/// A participant: an airline, or a hotel.
#[derive(Debug)]
pub struct Partner {
    name: &'static str,
    agency: ActorId,
    mutant: Mutant,
    // On disk too.
    bookings: BTreeMap<u32, State>,
}

impl Partner {
    /// A partner of that name.
    pub const fn new(name: &'static str, agency: ActorId, mutant: Mutant) -> Self {
        Self { name, agency, mutant, bookings: BTreeMap::new() }
    }

    fn has_promised(&self) -> bool {
        self.bookings.values().any(|state| *state == State::Promised)
    }

    fn remember(&mut self, booking: u32, state: State, ctx: &mut Ctx<'_>) -> Result<(), DiskError> {
        self.bookings.insert(booking, state);
        ctx.storage().store("bookings", &self.bookings)?;
        ctx.storage().sync()
    }

    fn recover(&mut self, ctx: &mut Ctx<'_>) -> Result<(), DiskError> {
        self.bookings = ctx.storage().load("bookings")?.unwrap_or_default();
        for (booking, state) in &self.bookings {
            match state {
                State::Promised => ctx.set_timer(FOR_A_DECISION, Timer::DecisionDue(*booking)),
                // Nobody may have heard of it.
                State::Decided(decision) => self.tell(*booking, *decision, ctx),
            }
        }
        Ok(())
    }

    fn vote(&mut self, booking: u32, ctx: &mut Ctx<'_>) -> Result<(), DiskError> {
        match self.bookings.get(&booking) {
            None if self.has_promised() => {
                self.decide(booking, Decision::Abort, ctx)?;
                ctx.emit(Fact::VotesNo(booking, self.name));
                ctx.send(self.agency, Message::No(booking));
            }
            None => {
                self.remember(booking, State::Promised, ctx)?;
                self.promise(booking, ctx);
                ctx.set_timer(FOR_A_DECISION, Timer::DecisionDue(booking));
            }
            Some(State::Promised) => self.promise(booking, ctx),
            Some(State::Decided(_)) => {}
        }
        Ok(())
    }

    fn promise(&self, booking: u32, ctx: &mut Ctx<'_>) {
        ctx.emit(Fact::VotesYes(booking, self.name));
        ctx.send(self.agency, Message::Yes(booking));
    }

    fn hear(
        &mut self,
        booking: u32,
        decision: Decision,
        ctx: &mut Ctx<'_>,
    ) -> Result<(), DiskError> {
        if !matches!(self.bookings.get(&booking), Some(State::Decided(_))) {
            self.decide(booking, decision, ctx)?;
        }
        ctx.send(self.agency, Message::Done(booking));
        Ok(())
    }

    fn decide(
        &mut self,
        booking: u32,
        decision: Decision,
        ctx: &mut Ctx<'_>,
    ) -> Result<(), DiskError> {
        ctx.cancel_timer(Timer::DecisionDue(booking));
        self.remember(booking, State::Decided(decision), ctx)?;
        self.tell(booking, decision, ctx);
        Ok(())
    }

    fn tell(&self, booking: u32, decision: Decision, ctx: &mut Ctx<'_>) {
        ctx.emit(match decision {
            Decision::Commit => Fact::Commits(booking, self.name),
            Decision::Abort => Fact::Aborts(booking, self.name),
        });
        ctx.mark(match decision {
            Decision::Commit => "committed",
            Decision::Abort => "aborted",
        });
    }
}

impl Actor<TwoPhaseCommit> for Partner {
    fn on_start(&mut self, ctx: &mut Ctx<'_>) {
        if self.recover(ctx).is_err() {
            ctx.stop();
        }
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Ctx<'_>) {
        let handled = match message {
            Message::Prepare(booking) => self.vote(booking, ctx),
            Message::Commit(booking) => self.hear(booking, Decision::Commit, ctx),
            Message::Abort(booking) => self.hear(booking, Decision::Abort, ctx),
            Message::Yes(_) | Message::No(_) | Message::Done(_) => Ok(()),
        };
        if handled.is_err() {
            ctx.stop();
        }
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Ctx<'_>) {
        let Timer::DecisionDue(booking) = timer else { return };
        // Bound by its promise, and nobody says what became of it.
        ctx.mark("blocked");
        if self.mutant == Mutant::DecidesAlone
            && self.decide(booking, Decision::Abort, ctx).is_err()
        {
            ctx.stop();
        }
    }
}

impl Stored for State {
    fn encode(&self, out: &mut Vec<u8>) {
        let decided = match self {
            Self::Promised => None,
            Self::Decided(decision) => Some(*decision),
        };
        decided.encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        Some(Option::decode(input)?.map_or(Self::Promised, Self::Decided))
    }
}
