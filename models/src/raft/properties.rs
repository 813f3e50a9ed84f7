//! What it promises.

use sim_check::{Checker, Eventually, Progress, Property, ReplicatedLog, Replication, in_weather};
use sim_core::{Duration, Event, seconds};

use super::{Fact, Raft};

/// Nodes are declared in this order.
const NAMES: [&str; 5] = ["n1", "n2", "n3", "n4", "n5"];

/// One leader per term, logs that match, leaders that have what is committed, and all apply the same.
pub(super) fn replicated_log() -> impl Property<Raft> + Clone + Send + Sync + 'static {
    ReplicatedLog::new().of_events(|event: &Event<'_, Raft>| {
        let node = *NAMES.get(event.actor()?.index())?;
        Some(match *event.fact()? {
            Fact::Leads(term) => Replication::Leads { node, term },
            Fact::Stores(index, entry) => {
                Replication::Stores { node, index, term: entry.term, entry }
            }
            Fact::Truncates(from) => Replication::Truncates { node, from },
            Fact::Commits(term, index) => Replication::Commits { node, term, index },
            Fact::Applies(index, entry) => Replication::Applies { node, index, entry },
        })
    })
}

/// From that time on, something is applied.
pub(super) fn goes_on(after: Duration) -> impl Property<Raft> + Clone + Send + Sync + 'static {
    Eventually::new().after(after).within(seconds(4)).of_events(in_weather(
        |event: &Event<'_, Raft>| match event.fact()? {
            Fact::Applies(..) => Some(Progress::happens()),
            Fact::Leads(_) | Fact::Stores(..) | Fact::Truncates(_) | Fact::Commits(..) => None,
        },
    ))
}
