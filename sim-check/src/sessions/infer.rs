//! What a level says about the order of transactions: one function for each, after AWDIT (Møldrup and Pavlogiannis, 2025).

use std::collections::BTreeMap;

use super::book::{Book, Read};
use super::isolation::Isolation;
use crate::graph::{Components, Edge, Graph};

/// Why one comes before another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reason {
    /// Nothing comes before the beginning.
    Beginning,
    /// They are of one session.
    Session,
    /// The target read a register from the source.
    Read {
        /// The register.
        key: usize,
    },
    /// A reader read a register from the target though it had seen the source, which wrote it.
    Seen {
        /// Who.
        reader: usize,
        /// The register.
        key: usize,
    },
}

/// Edges between transactions.
pub(super) type Order = Graph<Reason>;

/// What every level says: sessions, and who read from whom.
pub(super) fn known<K, V>(book: &Book<'_, K, V>) -> Vec<Edge<Reason>> {
    let begin = book.sessions.iter().map(|session| Edge {
        source: book.first(),
        target: session[0],
        label: Reason::Beginning,
    });
    let session =
        |&(source, target): &(usize, usize)| Edge { source, target, label: Reason::Session };
    let reads = book.reads.iter().enumerate().flat_map(|(target, reads)| {
        let read = move |&Read { key, writer }: &Read| Edge {
            source: writer,
            target,
            label: Reason::Read { key },
        };
        reads.iter().map(read)
    });
    begin.chain(book.steps.iter().map(session)).chain(reads).collect()
}

/// What a level says besides. The known edges must make no cycle.
pub(super) fn inferred<K, V>(
    book: &Book<'_, K, V>,
    known: &Order,
    level: Isolation,
) -> Vec<Edge<Reason>> {
    let mut inference = Inference { book, edges: Vec::new() };
    match level {
        Isolation::ReadCommitted => inference.read_committed(),
        Isolation::ReadAtomic => inference.read_atomic(),
        Isolation::Causal => inference.causal(known),
    }
    inference.edges
}

struct Inference<'b, 'h, K, V> {
    book: &'b Book<'h, K, V>,
    edges: Vec<Edge<Reason>>,
}

impl<K, V> Inference<'_, '_, K, V> {
    /// The reader had seen the source, which wrote the key, and read it from the target.
    fn add(&mut self, source: usize, target: usize, reader: usize, key: usize) {
        if source != target {
            self.edges.push(Edge { source, target, label: Reason::Seen { reader, key } });
        }
    }

    /// The registers among these that a transaction wrote: in as many steps as the fewer of both, times a logarithm. That
    /// is what keeps the sum over a history of n accesses at n times the root of n.
    fn written<'k, T>(
        &self,
        transaction: usize,
        keys: &'k BTreeMap<usize, T>,
    ) -> Vec<(usize, &'k T)> {
        let writes = &self.book.writes[transaction];
        if writes.len() <= keys.len() {
            writes.iter().filter_map(|key| Some((*key, keys.get(key)?))).collect()
        } else {
            let wrote = |(key, _): &(&usize, &T)| self.book.wrote(transaction, **key);
            keys.iter().filter(wrote).map(|(key, value)| (*key, value)).collect()
        }
    }

    /// Each read binds those that are read from later.
    // From the end of a transaction to its begin, with the nearest later writers of each register at hand. Two different
    // ones are enough: the second where the first is the one that was seen. Whoever comes later follows from these.
    fn read_committed(&mut self) {
        for (reader, reads) in self.book.reads.iter().enumerate() {
            let mut first: BTreeMap<usize, usize> = BTreeMap::new();
            for (place, read) in reads.iter().enumerate() {
                first.entry(read.writer).or_insert(place);
            }
            let mut nearest: BTreeMap<usize, (usize, Option<usize>)> = BTreeMap::new();
            for (place, read) in reads.iter().enumerate().rev() {
                let seen = read.writer;
                if first[&seen] == place {
                    for (key, (next, other)) in self.written(seen, &nearest) {
                        let target = if *next == seen { *other } else { Some(*next) };
                        target.into_iter().for_each(|it| self.add(seen, it, reader, key));
                    }
                }
                let entry = nearest.entry(read.key).or_insert((seen, None));
                if entry.0 != seen {
                    *entry = (seen, Some(entry.0));
                }
            }
        }
    }

    /// Each transaction that is read from, and the last of the session that wrote a register, bind all others that are
    /// read from.
    fn read_atomic(&mut self) {
        for session in &self.book.sessions {
            let mut last: BTreeMap<usize, usize> = BTreeMap::new();
            for reader in session {
                let reads = &self.book.reads[*reader];
                let sources: BTreeMap<usize, usize> =
                    reads.iter().map(|read| (read.key, read.writer)).collect();
                let mut seen: Vec<usize> = sources.values().copied().collect();
                seen.sort_unstable();
                seen.dedup();
                for seen in seen {
                    for (key, source) in self.written(seen, &sources) {
                        self.add(seen, *source, *reader, key);
                    }
                }
                for (key, source) in &sources {
                    if let Some(seen) = last.get(key) {
                        self.add(*seen, *source, *reader, *key);
                    }
                }
                last.extend(self.book.writes[*reader].iter().map(|key| (*key, *reader)));
            }
        }
    }

    /// The last of each session that wrote a register, among those that a transaction had seen, binds the one that is read
    /// from.
    fn causal(&mut self, known: &Order) {
        let clocks = Clocks::new(self.book, known);
        // For each register the sessions that wrote it, with their transactions by place.
        let mut writers: Vec<Vec<(usize, Vec<usize>)>> = vec![Vec::new(); self.book.keys.len()];
        for (session, transactions) in self.book.sessions.iter().enumerate() {
            for (place, transaction) in transactions.iter().enumerate() {
                for key in &self.book.writes[*transaction] {
                    match writers[*key].last_mut() {
                        Some((last, places)) if *last == session => places.push(place),
                        Some(_) | None => writers[*key].push((session, vec![place])),
                    }
                }
            }
        }
        for (reader, reads) in self.book.reads.iter().enumerate() {
            let sources: BTreeMap<usize, usize> =
                reads.iter().map(|read| (read.key, read.writer)).collect();
            for (key, source) in sources {
                for (session, places) in &writers[key] {
                    let seen = clocks.of(reader)[*session];
                    let count = places.partition_point(|place| *place < seen);
                    if let Some(last) = count.checked_sub(1) {
                        let last = self.book.sessions[*session][places[last]];
                        self.add(last, source, reader, key);
                    }
                }
            }
        }
    }
}

/// How many transactions of each session each transaction had seen.
struct Clocks {
    session_count: usize,
    counts: Vec<usize>,
}

impl Clocks {
    fn new<K, V>(book: &Book<'_, K, V>, known: &Order) -> Self {
        let session_count = book.sessions.len();
        let counts = vec![0; session_count * known.node_count()];
        let mut clocks = Self { session_count, counts };
        let mut places = vec![None; known.node_count()];
        for (session, transactions) in book.sessions.iter().enumerate() {
            for (place, transaction) in transactions.iter().enumerate() {
                places[*transaction] = Some((session, place));
            }
        }
        // Without cycles each node is a component, and edges go from higher to lower ones.
        let parts = Components::of(known, |_| true);
        let mut nodes: Vec<_> = (0..known.node_count()).collect();
        nodes.sort_by_key(|node| std::cmp::Reverse(parts.of[*node]));
        let mut passed = vec![0; session_count];
        for node in nodes {
            passed.copy_from_slice(clocks.of(node));
            if let Some((session, place)) = places[node] {
                passed[session] = place + 1;
            }
            for (_, edge) in known.leaving(node) {
                let start = edge.target * session_count;
                let target = &mut clocks.counts[start..start + session_count];
                target.iter_mut().zip(&passed).for_each(|(old, new)| *old = (*old).max(*new));
            }
        }
        clocks
    }

    fn of(&self, transaction: usize) -> &[usize] {
        &self.counts[transaction * self.session_count..][..self.session_count]
    }
}
