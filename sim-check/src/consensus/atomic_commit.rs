//! Atomic commit: a transaction is done by all participants or by none.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::EventId;

use super::commitment::{CommitDecision, Commitment, Vote};
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::broken_history;
use crate::verdict::{Evidence, Verdict, Violation};

/// The rules of atomic commitment, of each transaction:
///
/// 1. all that decide decide the same (`decisions differ`);
/// 2. nobody decides otherwise later (`decision reversed`);
/// 3. it is committed only after all participants have voted yes (`committed against a vote`, `committed without a vote`);
/// 4. if all have voted yes and nothing went wrong since it began, it is not aborted (`aborted for no reason`);
/// 5. when nothing is left to happen and all is healed, all participants that are up have decided (`never decided`), also
///    where others are down for good.
///
/// A participant votes once (`two votes`); a word about what never began is a `broken history`. A stall is no violation while something that went wrong isn't healed.
///
/// Costs O(log transactions + log participants) per item, O(transactions · participants) at the end. Keeps them all.
///
/// ```
/// use sim_check::{AtomicCommit, Checker, CommitDecision::Commit, Commitment::{Begins, Decides, Votes}, Seen, Vote};
/// use sim_core::{EventId, Time};
///
/// let mut checker = AtomicCommit::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Begins { transaction: 7, participants: vec!["shop", "bank"] }).unwrap();
/// checker.see(at(1), Votes { transaction: 7, by: "shop", vote: Vote::Yes }).unwrap();
/// assert_eq!(
///     checker.see(at(2), Decides { transaction: 7, by: "shop", decision: Commit }).unwrap_err().to_string(),
///     "committed without a vote: \"shop\" commits 7, but \"bank\" hasn't voted (#0 begun, #2 committed)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct AtomicCommit<X, N> {
    transactions: BTreeMap<X, Transaction<N>>,
    down: BTreeSet<N>,
    // How often something went wrong, and whether that is healed.
    disturbances: u64,
    calm: bool,
    decided: bool,
}

#[derive(Clone, Debug)]
struct Transaction<N> {
    begun: EventId,
    // The disturbances before it began, if nothing was wrong then.
    calm: Option<u64>,
    votes: BTreeMap<N, Option<(Vote, EventId)>>,
    // How many participants haven't voted yes.
    missing: usize,
    decisions: BTreeMap<N, (CommitDecision, EventId)>,
    first: Option<(N, CommitDecision, EventId)>,
}

impl<X: Ord, N: Ord> Default for AtomicCommit<X, N> {
    fn default() -> Self {
        let (transactions, down) = (BTreeMap::new(), BTreeSet::new());
        Self { transactions, down, disturbances: 0, calm: true, decided: false }
    }
}

impl<X: Ord, N: Ord> AtomicCommit<X, N> {
    /// No transaction yet; nothing has gone wrong.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<N: Ord + Clone + Debug> Transaction<N> {
    fn vote<X: Debug>(
        &mut self,
        name: &X,
        by: &N,
        vote: Vote,
        event: EventId,
    ) -> Result<(), Box<Violation>> {
        let Some(known) = self.votes.get_mut(by) else {
            let said = format!("{by:?} votes on {name:?}, but doesn't take part in it");
            return Err(broken_history(event, said).into());
        };
        match known {
            None => {
                *known = Some((vote, event));
                self.missing -= usize::from(vote == Vote::Yes);
                Ok(())
            }
            Some((first, _)) if *first == vote => Ok(()),
            Some((_, first)) => {
                let said = format!("{by:?} votes both yes and no on {name:?}");
                Err(Violation::new("two votes", said)
                    .involving(["participant"])
                    .shown_by([
                        Evidence::new(*first, "voted"),
                        Evidence::new(event, "voted otherwise"),
                    ])
                    .into())
            }
        }
    }

    fn decide<X: Debug>(
        &mut self,
        name: &X,
        by: N,
        decision: CommitDecision,
        event: EventId,
    ) -> Result<(), Violation> {
        let now = Evidence::new(event, decision.note());
        let verb = decision.verb();
        if let Some((own, first)) = self.decisions.get(&by) {
            if *own == decision {
                return Ok(());
            }
            let said = format!("{by:?} {verb} {name:?}, but has {} it", own.note());
            return Err(Violation::new("decision reversed", said)
                .shown_by([Evidence::new(*first, own.note()), now]));
        }
        if let Some((other, theirs, first)) = &self.first
            && *theirs != decision
        {
            let said = format!("{by:?} {verb} {name:?}, but {other:?} has {} it", theirs.note());
            return Err(Violation::new("decisions differ", said)
                .shown_by([Evidence::new(*first, theirs.note()), now]));
        }
        if decision == CommitDecision::Commit && self.missing > 0 {
            return Err(self.unfounded(name, &by, now));
        }
        self.first.get_or_insert((by.clone(), decision, event));
        self.decisions.insert(by, (decision, event));
        Ok(())
    }

    // A commit without the votes for it.
    fn unfounded<X: Debug>(&self, name: &X, by: &N, commit: Evidence) -> Violation {
        let against = self.votes.iter().find_map(|(who, vote)| match vote {
            Some((Vote::No, event)) => Some((who, *event)),
            Some((Vote::Yes, _)) | None => None,
        });
        if let Some((who, event)) = against {
            let said = format!("{by:?} commits {name:?}, but {who:?} has voted no");
            return Violation::new("committed against a vote", said)
                .shown_by([Evidence::new(event, "voted no"), commit]);
        }
        let missing = self.votes.iter().find(|(_, vote)| vote.is_none()).map(|(who, _)| who);
        let who = missing.expect("who has not voted yes has voted no or not at all");
        let said = format!("{by:?} commits {name:?}, but {who:?} hasn't voted");
        Violation::new("committed without a vote", said)
            .shown_by([Evidence::new(self.begun, "begun"), commit])
    }

    // All have voted yes, and nothing has gone wrong.
    fn aborted<X: Debug>(&self, name: &X, disturbances: u64) -> Result<(), Box<Violation>> {
        let Some((by, CommitDecision::Abort, event)) = &self.first else { return Ok(()) };
        if self.missing > 0 || self.calm != Some(disturbances) {
            return Ok(());
        }
        let said =
            format!("{by:?} aborts {name:?}, although all vote yes and nothing has gone wrong");
        let votes = self.votes.values().flatten();
        Err(Violation::new("aborted for no reason", said)
            .shown_by(votes.map(|(_, event)| Evidence::new(*event, "voted yes")))
            .shown_by([Evidence::new(*event, "aborted")])
            .into())
    }
}

impl<X: Ord + Clone + Debug, N: Ord + Clone + Debug> Checker for AtomicCommit<X, N> {
    type Item = Commitment<X, N>;

    fn see(&mut self, seen: Seen, item: Commitment<X, N>) -> Result<(), Box<Violation>> {
        let event = seen.event;
        match item {
            Commitment::Begins { transaction, participants } => {
                if let Some(known) = self.transactions.get(&transaction) {
                    // Who comes back after a crash can't know whether it has told so.
                    if known.votes.keys().eq(participants.iter().collect::<BTreeSet<_>>()) {
                        return Ok(());
                    }
                    let said = format!("{transaction:?} begins twice, with other participants");
                    return Err(broken_history(event, said).into());
                }
                let calm = (self.calm && self.down.is_empty()).then_some(self.disturbances);
                let votes: BTreeMap<N, _> = participants.into_iter().map(|it| (it, None)).collect();
                let (missing, decisions) = (votes.len(), BTreeMap::new());
                let begun =
                    Transaction { begun: event, calm, votes, missing, decisions, first: None };
                self.transactions.insert(transaction, begun);
            }
            Commitment::Votes { transaction: name, by, vote } => {
                let Some(transaction) = self.transactions.get_mut(&name) else {
                    let said = format!("{by:?} votes on {name:?}, which never began");
                    return Err(broken_history(event, said).into());
                };
                transaction.vote(&name, &by, vote, event)?;
                return transaction.aborted(&name, self.disturbances);
            }
            Commitment::Decides { transaction: name, by, decision } => {
                let Some(transaction) = self.transactions.get_mut(&name) else {
                    let said = format!("{by:?} decides on {name:?}, which never began");
                    return Err(broken_history(event, said).into());
                };
                self.decided = true;
                transaction.decide(&name, by, decision, event)?;
                return transaction.aborted(&name, self.disturbances);
            }
            Commitment::Down(who) => {
                self.disturbances += 1;
                self.down.insert(who);
            }
            Commitment::Up(who) => {
                self.down.remove(&who);
            }
            Commitment::Disturbed => {
                self.disturbances += 1;
                self.calm = false;
            }
            Commitment::Healed => self.calm = true,
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let undecided = self.transactions.iter().find_map(|(name, transaction)| {
            let mut participants = transaction.votes.keys();
            let who = participants
                .find(|who| !transaction.decisions.contains_key(who) && !self.down.contains(who))?;
            Some((name, transaction, who))
        });
        if let Some((name, transaction, who)) = undecided.filter(|_| self.calm) {
            if !conclusion.idle {
                let why = format!("the run was cut off before {who:?} had decided on {name:?}");
                return Verdict::nothing_to_judge(why);
            }
            let said = format!("{who:?} never decides on {name:?}");
            let decided = transaction.first.as_ref();
            return Violation::new("never decided", said)
                .involving(["participant"])
                .shown_by([Evidence::new(transaction.begun, "begun")])
                .shown_by(decided.map(|(_, it, event)| Evidence::new(*event, it.note())))
                .into();
        }
        if self.decided {
            return Verdict::Passed;
        }
        Verdict::nothing_to_judge("nothing was decided")
    }

    fn reset(&mut self) {
        self.transactions.clear();
        self.down.clear();
        (self.disturbances, self.calm, self.decided) = (0, true, false);
    }
}
