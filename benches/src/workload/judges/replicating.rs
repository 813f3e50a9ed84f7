//! Replicating: logs of five nodes under leaders, and replicas that apply the same updates.

use sim_check::{
    Convergence, LeaderCompleteness, LogMatching, OneLeader, Replica, ReplicatedLog, Replication,
    StateMachineSafety, StrongConvergence,
};
use sim_core::mix;

use super::{Row, longer};

const LEAST: u64 = 4_400;
const NODES: u64 = 5;
/// How many entries a leader puts into the log.
const TERM: u64 = 100;

pub(super) fn rows() -> Vec<Row> {
    vec![
        longer("judge_one_leader", LEAST, OneLeader::new, logs),
        longer("judge_log_matching", LEAST, LogMatching::new, logs),
        longer("judge_leader_completeness", LEAST, LeaderCompleteness::new, logs),
        longer("judge_state_machine_safety", LEAST, StateMachineSafety::new, logs),
        longer("judge_replicated_log", LEAST, ReplicatedLog::new, logs),
        longer("judge_convergence", LEAST, Convergence::new, replicas),
        longer("judge_strong_convergence", LEAST, StrongConvergence::new, replicas),
    ]
}

/// All nodes store an entry, its leader commits it, and all apply it; then comes the next.
fn logs(size: u64) -> Vec<Replication<u64, u64, u64>> {
    let mut items = Vec::new();
    for entry in 0..size / (2 * NODES + 1) {
        let (index, term) = (entry + 1, 1 + entry / TERM);
        let (leader, entry) = (term % NODES, mix(8, entry));
        if (index - 1).is_multiple_of(TERM) {
            items.push(Replication::Leads { node: leader, term });
        }
        items.extend((0..NODES).map(|node| Replication::Stores { node, index, term, entry }));
        items.push(Replication::Commits { node: leader, term, index });
        items.extend((0..NODES).map(|node| Replication::Applies { node, index, entry }));
    }
    items
}

/// Five replicas apply an update, each when it gets it, and show their states.
fn replicas(size: u64) -> Vec<Replica<u64, u64, u64>> {
    let mut items = Vec::new();
    let mut states = [0_u64; 5];
    for update in 0..size / (2 * NODES) {
        let update = mix(9, update);
        for (by, state) in (0..).zip(&mut states) {
            *state ^= update;
            items.push(Replica::Applies { by, update });
            items.push(Replica::Shows { by, state: *state });
        }
    }
    items
}
