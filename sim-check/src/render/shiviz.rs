//! `ShiViz`: a log with vector clocks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::json::string;
use super::quoted::plain;
use crate::trace::{Trace, TraceEvent, TracePlace};

/// The regular expression with which `ShiViz` reads what [`shiviz`] writes.
pub const SHIVIZ_REGEX: &str = r"(?<event>#\d+ .*)\n(?<host>\S+) (?<clock>\{.*\})";

// How many events of each host are known; of those that are missing, none.
type Clock = BTreeMap<usize, u64>;

/// A log for [ShiViz](https://bestchai.bitbucket.io/shiviz/), which reads it with [`SHIVIZ_REGEX`].
///
/// Its hosts are the nodes, and `world` for what strikes all of them. Each event is two lines: what happened; its host
/// and its vector clock. An event knows what its host knew before, and what its cause knew.
pub fn shiviz(trace: &Trace) -> String {
    let hosts = hosts(trace);
    // What each host knows, and what each event knew that others come from.
    let mut known: Vec<Clock> = vec![Clock::new(); hosts.len()];
    let mut clocks: BTreeMap<usize, Clock> = BTreeMap::new();
    let causes: BTreeSet<usize> =
        trace.events().iter().filter_map(|event| trace.position(event.cause?)).collect();
    let mut text = String::new();
    for (position, event) in trace.events().iter().enumerate() {
        let host = host_of(trace, event);
        let clock = &mut known[host];
        if let Some(cause) = event.cause.and_then(|cause| trace.position(cause))
            && let Some(other) = clocks.get(&cause)
        {
            for (host, count) in other {
                let mine = clock.entry(*host).or_default();
                *mine = (*mine).max(*count);
            }
        }
        *clock.entry(host).or_default() += 1;
        let entry = |(host, count): (&usize, &u64)| format!("{}:{count}", string(&hosts[*host]));
        let entries: Vec<String> = clock.iter().map(entry).collect();
        let told = plain(&event.told);
        let (id, name) = (event.id, &hosts[host]);
        writeln!(text, "{id} {} {told}\n{name} {{{}}}", event.time, entries.join(", "))
            .expect("a string takes all");
        if causes.contains(&position) {
            clocks.insert(position, clock.clone());
        }
    }
    text
}

// The nodes, then the world, then whoever is on no node. A name has no blanks and belongs to one host.
fn hosts(trace: &Trace) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let names = trace.nodes().iter().map(String::as_str).chain(["world", "nobody"]);
    for name in names {
        let name: String =
            plain(name).chars().map(|it| if it.is_whitespace() { '_' } else { it }).collect();
        let mut unique = if name.is_empty() { "_".to_string() } else { name.clone() };
        let mut number = 2;
        while !taken.insert(unique.clone()) {
            unique = format!("{name}~{number}");
            number += 1;
        }
        hosts.push(unique);
    }
    hosts
}

fn host_of(trace: &Trace, event: &TraceEvent) -> usize {
    let nodes = trace.nodes().len();
    let world = event.place == TracePlace::World;
    trace.node_of(event.place).unwrap_or(if world { nodes } else { nodes + 1 })
}
