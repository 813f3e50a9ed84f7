//! The client: reads, or writes, one call after the other.

use std::collections::{BTreeSet, VecDeque};

use sim_check::linear::register::{RegisterInput, RegisterOutput};
use sim_core::disk::DiskError;
use sim_core::{Actor, ActorId, Context, Duration, OperationId, millis};

use super::{AbdRegister, Message, Mutant, Retry, Tagged};

const PATIENCE: Duration = millis(100);

type Ctx<'a> = Context<'a, AbdRegister>;

/// What a client is in the middle of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    /// Asks what the replicas have.
    Asks,
    /// Stores what it will answer with.
    WritesBack,
    /// Stores a value of its own.
    Writes,
}

/// A round: one question to all replicas.
#[derive(Clone, Debug)]
struct Round {
    call: OperationId,
    phase: Phase,
    // To be stored; of a read that asks, the newest so far.
    newest: Tagged,
    answered: BTreeSet<ActorId>,
}

/// A client: the only one that writes, or one of those that read.
#[derive(Debug)]
pub struct Client {
    replicas: Vec<ActorId>,
    mutant: Mutant,
    // Of the last round. It grows over restarts, so old answers are known as such, and new values as newer.
    number: u64,
    round: Option<Round>,
    waiting: VecDeque<(OperationId, RegisterInput<u32>)>,
}

impl Client {
    /// A client of these replicas.
    pub const fn new(replicas: Vec<ActorId>, mutant: Mutant) -> Self {
        let waiting = VecDeque::new();
        Self { replicas, mutant, number: 0, round: None, waiting }
    }

    fn recover(&mut self, ctx: &mut Ctx<'_>) -> Result<(), DiskError> {
        let starts: u64 = ctx.storage().load("starts")?.unwrap_or_default();
        ctx.storage().store("starts", &(starts + 1))?;
        ctx.storage().sync()?;
        self.number = starts << 32;
        Ok(())
    }

    fn quorum(&self) -> usize {
        let majority = self.replicas.len() / 2 + 1;
        match self.mutant {
            Mutant::SmallQuorum => majority - 1,
            Mutant::None | Mutant::NoWriteBack => majority,
        }
    }

    fn call_next(&mut self, ctx: &mut Ctx<'_>) {
        let Some((call, asked)) = self.waiting.pop_front() else { return };
        match asked {
            RegisterInput::Read => self.begin(call, Phase::Asks, Tagged::default(), ctx),
            RegisterInput::Write(value) => {
                let newest = Tagged { tag: self.number + 1, value };
                self.begin(call, Phase::Writes, newest, ctx);
            }
        }
    }

    fn begin(&mut self, call: OperationId, phase: Phase, newest: Tagged, ctx: &mut Ctx<'_>) {
        self.number += 1;
        self.round = Some(Round { call, phase, newest, answered: BTreeSet::new() });
        self.ask(ctx);
    }

    fn ask(&self, ctx: &mut Ctx<'_>) {
        let Some(Round { phase, newest, answered, .. }) = &self.round else { return };
        let (round, newest) = (self.number, *newest);
        for replica in self.replicas.iter().filter(|replica| !answered.contains(replica)) {
            ctx.send(
                *replica,
                match phase {
                    Phase::Asks => Message::Query { round },
                    Phase::WritesBack | Phase::Writes => Message::Store { round, newest },
                },
            );
        }
        ctx.set_timer(PATIENCE, Retry);
    }

    fn hear(&mut self, from: ActorId, newest: Tagged, ctx: &mut Ctx<'_>) {
        let quorum = self.quorum();
        let Some(round) = &mut self.round else { return };
        if round.phase == Phase::Asks {
            if !round.answered.is_empty() && round.newest != newest {
                ctx.mark("replicas disagree");
            }
            round.newest = round.newest.max(newest);
        }
        round.answered.insert(from);
        if round.answered.len() < quorum {
            return;
        }
        let (call, phase, newest) = (round.call, round.phase, round.newest);
        match phase {
            Phase::Asks if self.mutant != Mutant::NoWriteBack => {
                self.begin(call, Phase::WritesBack, newest, ctx);
            }
            Phase::Asks | Phase::WritesBack => {
                self.end(call, RegisterOutput::Value(newest.value), ctx);
            }
            Phase::Writes => self.end(call, RegisterOutput::Written, ctx),
        }
    }

    fn end(&mut self, call: OperationId, told: RegisterOutput<u32>, ctx: &mut Ctx<'_>) {
        self.round = None;
        ctx.cancel_timer(Retry);
        ctx.ok(call, told);
        self.call_next(ctx);
    }
}

impl Actor<AbdRegister> for Client {
    fn on_start(&mut self, ctx: &mut Ctx<'_>) {
        if self.recover(ctx).is_err() {
            ctx.stop();
        }
    }

    fn on_operation(&mut self, call: OperationId, asked: RegisterInput<u32>, ctx: &mut Ctx<'_>) {
        self.waiting.push_back((call, asked));
        if self.round.is_none() {
            self.call_next(ctx);
        }
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Ctx<'_>) {
        match message {
            Message::Have { round, newest } if round == self.number => self.hear(from, newest, ctx),
            Message::Stored { round } if round == self.number => {
                self.hear(from, Tagged::default(), ctx);
            }
            Message::Have { .. }
            | Message::Stored { .. }
            | Message::Query { .. }
            | Message::Store { .. } => {}
        }
    }

    fn on_timer(&mut self, _: Retry, ctx: &mut Ctx<'_>) {
        ctx.mark("asked again");
        self.ask(ctx);
    }
}
