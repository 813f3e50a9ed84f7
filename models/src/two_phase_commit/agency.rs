//! The agency: asks all, decides, and tells the decision until all know it.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::disk::DiskError;
use sim_core::{Actor, ActorId, Context, Duration, OperationId, millis};

use super::{Book, Decision, Fact, Message, Mutant, Timer, TwoPhaseCommit};

const FOR_VOTES: Duration = millis(200);
const FOR_ANSWERS: Duration = millis(100);

type Ctx<'a> = Context<'a, TwoPhaseCommit>;

/// The coordinator of all bookings.
#[derive(Debug)]
pub struct Agency {
    partners: Vec<ActorId>,
    mutant: Mutant,
    // On disk too: what was begun, with what was decided, until all partners know that.
    bookings: BTreeMap<u32, Option<Decision>>,
    ready: BTreeMap<u32, BTreeSet<ActorId>>,
    uninformed: BTreeMap<u32, BTreeSet<ActorId>>,
    clients: BTreeMap<u32, OperationId>,
}

impl Agency {
    /// An agency with these partners, all of whom take part in each booking.
    pub const fn new(partners: Vec<ActorId>, mutant: Mutant) -> Self {
        Self {
            partners,
            mutant,
            bookings: BTreeMap::new(),
            ready: BTreeMap::new(),
            uninformed: BTreeMap::new(),
            clients: BTreeMap::new(),
        }
    }

    fn recover(&mut self, ctx: &mut Ctx<'_>) -> Result<(), DiskError> {
        for file in ctx.storage().list("booking/") {
            let Some((booking, decision)) = ctx.storage().load(&file)? else { continue };
            self.bookings.insert(booking, decision);
            if let Some(decision) = decision {
                self.announce_to_all(booking, decision, ctx);
            } else {
                // Who has voted how is forgotten, so nobody has been told to commit.
                ctx.emit(Fact::Begins(booking));
                self.decide(booking, Decision::Abort, ctx)?;
            }
        }
        Ok(())
    }

    fn begin(&mut self, booking: u32, ctx: &mut Ctx<'_>) -> Result<(), DiskError> {
        self.bookings.insert(booking, None);
        Self::save(booking, None, ctx)?;
        ctx.emit(Fact::Begins(booking));
        for partner in &self.partners {
            ctx.send(*partner, Message::Prepare(booking));
        }
        ctx.set_timer(FOR_VOTES, Timer::VotesDue(booking));
        Ok(())
    }

    fn save(booking: u32, decision: Option<Decision>, ctx: &mut Ctx<'_>) -> Result<(), DiskError> {
        ctx.storage().store(&file(booking), &(booking, decision))?;
        ctx.storage().sync()
    }

    fn is_undecided(&self, booking: u32) -> bool {
        self.bookings.get(&booking) == Some(&None)
    }

    fn count_yes(
        &mut self,
        booking: u32,
        from: ActorId,
        ctx: &mut Ctx<'_>,
    ) -> Result<(), DiskError> {
        if !self.is_undecided(booking) {
            return Ok(());
        }
        let ready = self.ready.entry(booking).or_default();
        ready.insert(from);
        if ready.len() == self.partners.len() {
            self.decide(booking, Decision::Commit, ctx)?;
        }
        Ok(())
    }

    fn give_up(&mut self, booking: u32, ctx: &mut Ctx<'_>) -> Result<(), DiskError> {
        if self.is_undecided(booking) {
            self.decide(booking, Decision::Abort, ctx)?;
        }
        Ok(())
    }

    fn decide(
        &mut self,
        booking: u32,
        decision: Decision,
        ctx: &mut Ctx<'_>,
    ) -> Result<(), DiskError> {
        ctx.cancel_timer(Timer::VotesDue(booking));
        self.ready.remove(&booking);
        self.bookings.insert(booking, Some(decision));
        if self.mutant != Mutant::ForgetsDecision {
            Self::save(booking, Some(decision), ctx)?;
        }
        if let Some(client) = self.clients.remove(&booking) {
            ctx.ok(client, decision);
        }
        self.announce_to_all(booking, decision, ctx);
        Ok(())
    }

    fn announce_to_all(&mut self, booking: u32, decision: Decision, ctx: &mut Ctx<'_>) {
        self.uninformed.insert(booking, self.partners.iter().copied().collect());
        self.announce(booking, decision, ctx);
    }

    fn announce(&self, booking: u32, decision: Decision, ctx: &mut Ctx<'_>) {
        let message = match decision {
            Decision::Commit => Message::Commit(booking),
            Decision::Abort => Message::Abort(booking),
        };
        for partner in self.uninformed.get(&booking).into_iter().flatten() {
            ctx.send(*partner, message);
        }
        ctx.set_timer(FOR_ANSWERS, Timer::Announce(booking));
    }

    fn count_done(
        &mut self,
        booking: u32,
        from: ActorId,
        ctx: &mut Ctx<'_>,
    ) -> Result<(), DiskError> {
        let Some(uninformed) = self.uninformed.get_mut(&booking) else { return Ok(()) };
        uninformed.remove(&from);
        if uninformed.is_empty() {
            ctx.cancel_timer(Timer::Announce(booking));
            self.uninformed.remove(&booking);
            self.bookings.remove(&booking);
            // Not synced: if it is remembered after all, partners are told once more what they know.
            ctx.storage().delete(&file(booking))?;
        }
        Ok(())
    }
}

fn file(booking: u32) -> String {
    format!("booking/{booking}")
}

impl Actor<TwoPhaseCommit> for Agency {
    fn on_start(&mut self, ctx: &mut Ctx<'_>) {
        if self.recover(ctx).is_err() {
            ctx.stop();
        }
    }

    fn on_operation(&mut self, client: OperationId, Book(booking): Book, ctx: &mut Ctx<'_>) {
        self.clients.insert(booking, client);
        if self.begin(booking, ctx).is_err() {
            ctx.stop();
        }
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Ctx<'_>) {
        let handled = match message {
            Message::Yes(booking) => self.count_yes(booking, from, ctx),
            Message::No(booking) => self.give_up(booking, ctx),
            Message::Done(booking) => self.count_done(booking, from, ctx),
            Message::Prepare(_) | Message::Commit(_) | Message::Abort(_) => Ok(()),
        };
        if handled.is_err() {
            ctx.stop();
        }
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Ctx<'_>) {
        match timer {
            Timer::VotesDue(booking) => {
                if self.give_up(booking, ctx).is_err() {
                    ctx.stop();
                }
            }
            Timer::Announce(booking) => {
                if let Some(Some(decision)) = self.bookings.get(&booking) {
                    self.announce(booking, *decision, ctx);
                }
            }
            Timer::DecisionDue(_) => {}
        }
    }
}
