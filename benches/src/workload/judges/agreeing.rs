//! Agreeing: decisions, transactions that are committed or not, locks, and what is owed.

use sim_check::{
    AlwaysEventually, AtomicCommit, CommitDecision, Commitment, Consensus, Decision, Fencing,
    Holding, LeadsTo, MutualExclusion, Progress, Vote,
};
use sim_core::{mix, seconds};

use super::{Row, growth, judging, longer};

const LEAST: u64 = 4_000;

pub(super) fn rows() -> Vec<Row> {
    vec![
        longer("judge_consensus", LEAST, Consensus::new, decisions),
        longer("judge_atomic_commit", LEAST, AtomicCommit::new, commitments),
        longer("judge_mutual_exclusion", LEAST, MutualExclusion::new, holdings),
        longer("judge_fencing", LEAST, Fencing::new, tokens),
        longer("judge_leads_to", LEAST, || LeadsTo::new().within(seconds(1)), owed),
        // It happens without an end.
        growth("judge_always_eventually", "items", vec![LEAST, 4 * LEAST, 16 * LEAST], |size| {
            Ok(judging(AlwaysEventually::within(seconds(1)), happens(size), false))
        }),
    ]
}

/// For each instance two values are proposed, and three nodes decide on one.
fn decisions(size: u64) -> Vec<Decision<u64, u64, u64>> {
    let mut items = Vec::new();
    for instance in 0..size / 5 {
        let values = [mix(10, instance), mix(11, instance)];
        items.extend(values.map(|value| Decision::Proposed { instance, value }));
        let value = values[0];
        items.extend((0..3).map(|by| Decision::Decided { instance, by, value }));
    }
    items
}

/// Three participants vote on each transaction; of each eight one is aborted.
fn commitments(size: u64) -> Vec<Commitment<u64, u64>> {
    let mut items = Vec::new();
    for transaction in 0..size / 7 {
        let refuses = transaction % 8 == 7;
        items.push(Commitment::Begins { transaction, participants: vec![0, 1, 2] });
        for by in 0..3 {
            let vote = if refuses && by == 2 { Vote::No } else { Vote::Yes };
            items.push(Commitment::Votes { transaction, by, vote });
        }
        let decision = if refuses { CommitDecision::Abort } else { CommitDecision::Commit };
        items.extend((0..3).map(|by| Commitment::Decides { transaction, by, decision }));
    }
    items
}

/// Sixteen locks go from holder to holder.
fn holdings(size: u64) -> Vec<Holding<u64, u64, u64>> {
    let mut items = Vec::new();
    for index in 0..size / 2 {
        let lock = index % 16;
        if index >= 16 {
            items.push(Holding::Released { lock, by: mix(12, index - 16) });
        }
        items.push(Holding::Acquired { lock, by: mix(12, index) });
    }
    items
}

/// What sixteen locks guard accepts two things under each token.
fn tokens(size: u64) -> Vec<Holding<u64, u64, u64>> {
    let mut items = Vec::new();
    for token in 0..size / 3 {
        let lock = token % 16;
        items.push(Holding::Granted { lock, to: mix(13, token), token });
        items.extend([0, 0].map(|by| Holding::Accepted { lock, by, token }));
    }
    items
}

/// Fifty things are owed at a time.
fn owed(size: u64) -> Vec<Progress<u64>> {
    let things = size / 2;
    let mut items = Vec::new();
    for index in 0..things + 50 {
        if index < things {
            items.push(Progress::owed(mix(14, index)));
        }
        items.extend(index.checked_sub(50).map(|before| Progress::Met(mix(14, before))));
    }
    items
}

fn happens(size: u64) -> Vec<Progress<()>> {
    (0..size).map(|_| Progress::happens()).collect()
}
