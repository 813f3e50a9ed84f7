//! Replication: how the leader's log becomes that of all.

use sim_core::{ActorId, OperationId, millis};

use super::node::{Ctx, Handled, Node, Role};
use super::{Entry, Fact, Message, Mutant, Timer};

impl Node {
    /// Puts what a client wants into the log.
    pub(super) fn propose(
        &mut self,
        client: OperationId,
        command: u32,
        ctx: &mut Ctx<'_>,
    ) -> Handled {
        let entry = Entry { term: self.ballot.term, command };
        self.log.push(entry);
        self.save_log(ctx)?;
        ctx.emit(Fact::Stores(self.length(), entry));
        self.clients.insert(self.length(), (entry.term, client));
        self.send_to_all(ctx);
        self.commit_what_a_majority_has(ctx);
        Ok(())
    }

    /// Tells all others that it leads, with what they lack.
    pub(super) fn send_to_all(&self, ctx: &mut Ctx<'_>) {
        for other in self.others(ctx.me()) {
            self.send_to(other, ctx);
        }
        ctx.set_timer(millis(50), Timer::Heartbeat);
    }

    fn send_to(&self, other: ActorId, ctx: &mut Ctx<'_>) {
        let Role::Leader { next, .. } = &self.role else { return };
        let behind = next.get(&other).map_or(0, |next| next - 1);
        let Some(behind_term) = self.term_at(behind) else { return };
        let entries = (behind + 1..=self.length()).filter_map(|place| self.entry(place)).collect();
        let (term, committed) = (self.ballot.term, self.committed);
        ctx.send(other, Message::Append { term, behind, behind_term, entries, committed });
    }

    /// The leader of a term says what stands in its log.
    pub(super) fn append(
        &mut self,
        leader: ActorId,
        term: u64,
        (behind, behind_term): (u64, u64),
        entries: &[Entry],
        committed: u64,
        ctx: &mut Ctx<'_>,
    ) -> Handled {
        if term < self.ballot.term {
            ctx.send(leader, Message::Differs { term: self.ballot.term, behind });
            return Ok(());
        }
        self.follow(term, ctx)?;
        Self::wait_for_a_leader(ctx);
        if self.term_at(behind) != Some(behind_term) {
            ctx.send(leader, Message::Differs { term, behind });
            return Ok(());
        }
        self.take_over(behind, entries, ctx)?;
        let through = behind + entries.len() as u64;
        ctx.send(leader, Message::Stored { term, through });
        self.commit(committed.min(through), ctx);
        Ok(())
    }

    // What is there already stays, with what follows: an old message says less than what was stored since.
    fn take_over(&mut self, behind: u64, entries: &[Entry], ctx: &mut Ctx<'_>) -> Handled {
        let differs = (behind + 1..)
            .zip(entries)
            .find(|(place, entry)| self.term_at(*place) != Some(entry.term));
        let first = match differs {
            Some((place, _)) => place,
            None if self.mutant == Mutant::CutsOff => behind + entries.len() as u64 + 1,
            None => return Ok(()),
        };
        let cuts_off = first <= self.length();
        self.log.truncate(usize::try_from(first - 1).unwrap_or(usize::MAX));
        let new = usize::try_from(first - 1 - behind).unwrap_or(usize::MAX);
        self.log.extend(entries.get(new..).unwrap_or_default());
        self.save_log(ctx)?;
        if cuts_off {
            ctx.emit(Fact::Truncates(first));
            ctx.mark("an entry is cut off");
        }
        for place in first..=self.length() {
            if let Some(entry) = self.entry(place) {
                ctx.emit(Fact::Stores(place, entry));
            }
        }
        Ok(())
    }

    /// Another node's log is equal to this leader's up to there.
    pub(super) fn note_stored(
        &mut self,
        from: ActorId,
        term: u64,
        through: u64,
        ctx: &mut Ctx<'_>,
    ) {
        if term != self.ballot.term {
            return;
        }
        let Role::Leader { next, stored } = &mut self.role else { return };
        let known = stored.entry(from).or_default();
        *known = through.max(*known);
        next.insert(from, *known + 1);
        self.commit_what_a_majority_has(ctx);
    }

    /// Another node's log isn't equal to this leader's behind there.
    pub(super) fn go_back(&mut self, from: ActorId, term: u64, behind: u64, ctx: &mut Ctx<'_>) {
        if term != self.ballot.term {
            return;
        }
        let Role::Leader { next, .. } = &mut self.role else { return };
        let back = behind.max(1);
        // What is said twice is answered once.
        if next.insert(from, back) != Some(back) {
            self.send_to(from, ctx);
        }
    }

    fn commit_what_a_majority_has(&mut self, ctx: &mut Ctx<'_>) {
        let Role::Leader { stored, .. } = &self.role else { return };
        let me = ctx.me();
        let has = |member: &ActorId| {
            if *member == me { self.length() } else { stored.get(member).copied().unwrap_or(0) }
        };
        let mut lengths: Vec<u64> = self.members.iter().map(has).collect();
        lengths.sort_unstable_by(|one, other| other.cmp(one));
        let too_few = usize::from(self.mutant == Mutant::WrongMajority);
        let through = lengths[self.majority() - 1 - too_few];
        // An entry of an earlier term may still be overwritten by a leader that lacks it, but not once one of this term
        // stands behind it: then whoever lacks that doesn't get elected.
        let is_own = self.term_at(through) == Some(self.ballot.term);
        if is_own || self.mutant == Mutant::CommitsEarlierTerms {
            self.commit(through, ctx);
        }
    }

    fn commit(&mut self, through: u64, ctx: &mut Ctx<'_>) {
        if through <= self.committed {
            return;
        }
        ctx.emit(Fact::Commits(self.ballot.term, through));
        for place in self.committed + 1..=through {
            let Some(entry) = self.entry(place) else { return };
            ctx.emit(Fact::Applies(place, entry));
            match self.clients.remove(&place) {
                Some((term, client)) if term == entry.term => ctx.ok(client, place),
                Some((_, client)) => ctx.failed(client),
                None => {}
            }
        }
        self.committed = through;
        ctx.mark("committed");
    }
}
