//! Elections: who leads a term.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::ActorId;

use super::node::{Ctx, Handled, Node, Role};
use super::{Ballot, Fact, Message, Mutant};

impl Node {
    fn number(&self, member: ActorId) -> Option<u32> {
        let place = self.members.iter().position(|it| *it == member)?;
        u32::try_from(place).ok()
    }

    /// Begins a term, and asks for votes in it.
    pub(super) fn stand(&mut self, ctx: &mut Ctx<'_>) -> Handled {
        let me = ctx.me();
        let term = self.ballot.term + 1;
        self.ballot = Ballot { term, voted_for: self.number(me) };
        self.save_ballot(ctx)?;
        self.role = Role::Candidate { votes: BTreeSet::from([me]), count: 1 };
        let length = self.length();
        let last_term = self.term_at(length).unwrap_or_default();
        for other in self.others(me) {
            ctx.send(other, Message::RequestVote { term, length, last_term });
        }
        Self::wait_for_a_leader(ctx);
        Ok(())
    }

    /// Somebody stands, whose log ends so.
    pub(super) fn consider(
        &mut self,
        candidate: ActorId,
        term: u64,
        end: (u64, u64),
        ctx: &mut Ctx<'_>,
    ) -> Handled {
        let number = self.number(candidate);
        let is_free = self.ballot.voted_for.is_none() || self.ballot.voted_for == number;
        let own_end = (self.term_at(self.length()).unwrap_or_default(), self.length());
        // Whoever lacks what is committed must not lead. What is committed a majority has, so one of any majority objects.
        let is_complete = end >= own_end || self.mutant == Mutant::NoRestriction;
        if term < self.ballot.term || !is_free || !is_complete {
            return Ok(());
        }
        self.ballot.voted_for = number;
        self.save_ballot(ctx)?;
        ctx.send(candidate, Message::Vote { term });
        Self::wait_for_a_leader(ctx);
        Ok(())
    }

    /// Somebody has voted for this node, in that term.
    pub(super) fn count(&mut self, voter: ActorId, term: u64, ctx: &mut Ctx<'_>) {
        let majority = self.majority();
        let Role::Candidate { votes, count } = &mut self.role else { return };
        if term != self.ballot.term && self.mutant != Mutant::OldVotes {
            return;
        }
        if votes.insert(voter) || self.mutant == Mutant::DuplicateVotes {
            *count += 1;
        }
        if *count >= majority {
            self.lead(ctx);
        }
    }

    fn lead(&mut self, ctx: &mut Ctx<'_>) {
        let others = self.others(ctx.me());
        let next = others.iter().map(|other| (*other, self.length() + 1)).collect();
        self.role = Role::Leader { next, stored: BTreeMap::new() };
        ctx.cancel_timer(super::Timer::Election);
        ctx.emit(Fact::Leads(self.ballot.term));
        ctx.mark("elected");
        self.send_to_all(ctx);
    }
}
