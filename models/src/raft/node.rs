//! The node: what it is, what it keeps, and what it does when something comes.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::disk::DiskError;
use sim_core::{Actor, ActorId, Context, OperationId, millis};

use super::{Ballot, Command, Entry, Fact, Message, Mutant, Raft, Timer};

pub(super) type Ctx<'a> = Context<'a, Raft>;
pub(super) type Handled = Result<(), DiskError>;

/// What a node is in its term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Follower,
    /// With the votes that it has got.
    Candidate {
        votes: BTreeSet<ActorId>,
        count: usize,
    },
    /// With what it knows of the logs of the others: where to go on, and up to where they are equal to its own.
    Leader {
        next: BTreeMap<ActorId, u64>,
        stored: BTreeMap<ActorId, u64>,
    },
}

/// A node.
#[derive(Debug)]
pub struct Node {
    pub(super) members: Vec<ActorId>,
    pub(super) mutant: Mutant,
    // On disk.
    pub(super) ballot: Ballot,
    pub(super) log: Vec<Entry>,
    pub(super) role: Role,
    pub(super) committed: u64,
    // By the place and the term of the entry.
    pub(super) clients: BTreeMap<u64, (u64, OperationId)>,
}

impl Node {
    /// One of these members.
    pub const fn new(members: Vec<ActorId>, mutant: Mutant) -> Self {
        Self {
            members,
            mutant,
            ballot: Ballot { term: 0, voted_for: None },
            log: Vec::new(),
            role: Role::Follower,
            committed: 0,
            clients: BTreeMap::new(),
        }
    }

    pub(super) fn majority(&self) -> usize {
        self.members.len() / 2 + 1
    }

    pub(super) fn others(&self, me: ActorId) -> Vec<ActorId> {
        self.members.iter().copied().filter(|member| *member != me).collect()
    }

    pub(super) fn length(&self) -> u64 {
        self.log.len() as u64
    }

    pub(super) fn entry(&self, place: u64) -> Option<Entry> {
        let index = usize::try_from(place.checked_sub(1)?).ok()?;
        self.log.get(index).copied()
    }

    // Before the first entry there is nothing, of term 0.
    pub(super) fn term_at(&self, place: u64) -> Option<u64> {
        if place == 0 { Some(0) } else { self.entry(place).map(|entry| entry.term) }
    }

    pub(super) fn wait_for_a_leader(ctx: &mut Ctx<'_>) {
        ctx.set_timer_between(millis(150), millis(300), Timer::Election);
    }

    fn recover(&mut self, ctx: &mut Ctx<'_>) -> Handled {
        self.ballot = ctx.storage().load("ballot")?.unwrap_or_default();
        self.log = ctx.storage().load("log")?.unwrap_or_default();
        for (place, entry) in (1..).zip(&self.log) {
            ctx.emit(Fact::Stores(place, *entry));
        }
        ctx.emit(Fact::Truncates(self.length() + 1));
        Self::wait_for_a_leader(ctx);
        Ok(())
    }

    pub(super) fn save_ballot(&self, ctx: &mut Ctx<'_>) -> Handled {
        ctx.storage().store("ballot", &self.ballot)?;
        if self.mutant != Mutant::LostVote {
            ctx.storage().sync()?;
        }
        Ok(())
    }

    pub(super) fn save_log(&self, ctx: &mut Ctx<'_>) -> Handled {
        ctx.storage().store("log", &self.log)?;
        ctx.storage().sync()
    }

    pub(super) fn follow(&mut self, term: u64, ctx: &mut Ctx<'_>) -> Handled {
        if term > self.ballot.term {
            self.ballot = Ballot { term, voted_for: None };
            self.save_ballot(ctx)?;
        }
        if self.role != Role::Follower {
            self.role = Role::Follower;
            ctx.cancel_timer(Timer::Heartbeat);
            Self::wait_for_a_leader(ctx);
        }
        Ok(())
    }

    fn hear(&mut self, from: ActorId, message: Message, ctx: &mut Ctx<'_>) -> Handled {
        if message.term() > self.ballot.term {
            self.follow(message.term(), ctx)?;
        }
        match message {
            Message::RequestVote { term, length, last_term } => {
                self.consider(from, term, (last_term, length), ctx)
            }
            Message::Vote { term } => {
                self.count(from, term, ctx);
                Ok(())
            }
            Message::Append { term, behind, behind_term, entries, committed } => {
                self.append(from, term, (behind, behind_term), &entries, committed, ctx)
            }
            Message::Stored { term, through } => {
                self.note_stored(from, term, through, ctx);
                Ok(())
            }
            Message::Differs { term, behind } => {
                self.go_back(from, term, behind, ctx);
                Ok(())
            }
        }
    }
}

impl Actor<Raft> for Node {
    fn on_start(&mut self, ctx: &mut Ctx<'_>) {
        if self.recover(ctx).is_err() {
            ctx.stop();
        }
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Ctx<'_>) {
        if self.hear(from, message, ctx).is_err() {
            ctx.stop();
        }
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Ctx<'_>) {
        match timer {
            Timer::Election => {
                if self.stand(ctx).is_err() {
                    ctx.stop();
                }
            }
            Timer::Heartbeat => self.send_to_all(ctx),
        }
    }

    fn on_operation(&mut self, client: OperationId, Command(command): Command, ctx: &mut Ctx<'_>) {
        if !matches!(self.role, Role::Leader { .. }) {
            // Whoever leads, the client has to ask there.
            ctx.failed(client);
        } else if self.propose(client, command, ctx).is_err() {
            ctx.stop();
        }
    }
}
