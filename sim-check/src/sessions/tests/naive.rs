//! Whether a level holds, by trying all orders of the transactions and asking the definition for each.

use crate::history::Outcome;
use crate::sessions::{Access, Isolation, Sessions, Transaction};

type One = Transaction<u8, u8>;

/// A read from another transaction: the reader, its place in it, the register, the writer. The beginning is nobody.
type Read = (usize, usize, u8, Option<usize>);

struct Naive<'h> {
    all: &'h [One],
    counted: Vec<usize>,
    reads: Vec<Read>,
    /// Whether the first comes before the second in a session or by a read, and through others.
    direct: Vec<Vec<bool>>,
    causal: Vec<Vec<bool>>,
}

pub(super) fn holds(history: &Sessions<u8, u8>, level: Isolation) -> bool {
    let all = history.operations();
    let Some(reads) = reads(all) else { return false };
    let seen = |it: usize| reads.iter().any(|read| read.3 == Some(it));
    let counted: Vec<usize> = (0..all.len()).filter(|it| ok(&all[*it]) || seen(*it)).collect();
    let session = |first: usize, second: usize| {
        let both = counted.contains(&first) && counted.contains(&second);
        both && first < second && all[first].process == all[second].process && ok(&all[first])
    };
    let read = |first, second| reads.iter().any(|it| it.0 == second && it.3 == Some(first));
    let count = all.len();
    let direct: Vec<Vec<bool>> =
        (0..count).map(|a| (0..count).map(|b| session(a, b) || read(a, b)).collect()).collect();
    let mut causal = direct.clone();
    for middle in 0..count {
        for first in 0..count {
            for second in 0..count {
                causal[first][second] |= causal[first][middle] && causal[middle][second];
            }
        }
    }
    Naive { all, counted, reads, direct, causal }.any(level, &mut Vec::new())
}

impl Naive<'_> {
    fn any(&self, level: Isolation, order: &mut Vec<usize>) -> bool {
        if order.len() == self.counted.len() {
            return self.fits(level, order);
        }
        self.counted.iter().any(|next| {
            if order.contains(next) {
                return false;
            }
            order.push(*next);
            let found = self.any(level, order);
            order.pop();
            found
        })
    }

    fn fits(&self, level: Isolation, order: &[usize]) -> bool {
        let place = |it: usize| order.iter().position(|other| *other == it);
        let known = order.iter().all(|first| {
            let mut after = order.iter().filter(|second| self.direct[*first][**second]);
            after.all(|second| place(*first) < place(*second))
        });
        known
            && self.reads.iter().all(|read| {
                let (reader, _, key, writer) = *read;
                order.iter().all(|other| {
                    let bound = *other != reader
                        && Some(*other) != writer
                        && writes(&self.all[*other], key)
                        && self.seen(level, *other, read);
                    !bound || place(*other) < writer.and_then(place)
                })
            })
    }

    fn seen(&self, level: Isolation, other: usize, &(reader, at, ..): &Read) -> bool {
        match level {
            Isolation::ReadCommitted => {
                self.reads.iter().any(|it| it.0 == reader && it.1 < at && it.3 == Some(other))
            }
            Isolation::ReadAtomic => self.direct[other][reader],
            Isolation::Causal => self.causal[other][reader],
        }
    }
}

/// All reads from others, unless one is wrong on every level.
fn reads(all: &[One]) -> Option<Vec<Read>> {
    let mut reads = Vec::new();
    for (reader, one) in all.iter().enumerate().filter(|(_, one)| ok(one)) {
        for (at, access) in accesses(one).iter().enumerate() {
            let Access::Read(key, value) = access else { continue };
            let last = |accesses: &[Access<u8, u8>]| {
                accesses.iter().rev().find_map(|it| match it {
                    Access::Write(written, value) if written == key => Some(*value),
                    Access::Write(..) | Access::Read(..) => None,
                })
            };
            let own = last(&accesses(one)[..at]);
            if own.is_some() {
                if own != *value {
                    return None;
                }
                continue;
            }
            let writer = match value {
                None => None,
                Some(value) => Some((0..all.len()).find(|it| {
                    let failed = matches!(all[*it].outcome, Outcome::Failed);
                    *it != reader && !failed && last(accesses(&all[*it])) == Some(*value)
                })?),
            };
            reads.push((reader, at, *key, writer));
        }
    }
    Some(reads)
}

fn writes(one: &One, key: u8) -> bool {
    accesses(one).iter().any(|it| matches!(it, Access::Write(written, _) if *written == key))
}

fn accesses(one: &One) -> &[Access<u8, u8>] {
    match &one.outcome {
        Outcome::Ok(told) => told,
        Outcome::Failed | Outcome::Unknown => &one.input,
    }
}

fn ok(one: &One) -> bool {
    matches!(one.outcome, Outcome::Ok(_))
}
