//! The timeline: which calls were open when, made ready for the search.
//!
//! A search goes from return to return. When it stands before a return, all calls that returned earlier have their
//! place in the order, so what tells two positions apart is only which of the *open* calls have theirs. Each open call
//! has a bit: those that return share few bits, because a bit is free again after the return; those that nobody knows
//! the end of keep theirs.

use std::collections::BTreeMap;

use super::moves::count;

/// A call as the search sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// The kind of call.
    pub(super) kind: u32,
    /// Whether it changes nothing.
    pub(super) observes: bool,
    /// When it was made; `None`: before all others.
    pub(super) begin: Option<u64>,
    /// When it returned; `None`: it may take effect at any later time, or never.
    pub(super) end: Option<u64>,
}

/// An open call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) kind: u32,
    pub(super) bit: u32,
    /// The bit that must be taken before: of two equal calls of unknown end, the earlier one takes effect first. It
    /// could stand wherever the later one could.
    pub(super) after: Option<u32>,
}

/// The moment before a call returns.
#[derive(Clone, Debug)]
struct Moment {
    bit: u32,
    // Ends of what belongs to it in the lists; its beginnings are the ends of the moment before.
    movers: usize,
    watchers: usize,
    // How many calls of unknown end have been made.
    lost: usize,
}

/// Which calls were open when.
///
/// Takes time and memory in the number of calls times the number of those that were open at once.
#[derive(Debug)]
pub(super) struct Timeline {
    moments: Vec<Moment>,
    // The calls that are open at each moment and will return, in the order in which they are tried.
    movers: Vec<Open>,
    watchers: Vec<Open>,
    // The calls of unknown end, in the order in which they were made.
    lost: Vec<Open>,
    /// How many words of bits the calls have that return.
    pub(super) words: usize,
    /// How many words of bits all have.
    pub(super) all_words: usize,
}

const WORD: usize = 64;

impl Timeline {
    /// The timeline of these calls.
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut begins: Vec<usize> = (0..entries.len()).collect();
        // What changes nothing and didn't have to return is of no use to anybody.
        begins.retain(|&index| !(entries[index].observes && entries[index].end.is_none()));
        begins.sort_by_key(|&index| entries[index].begin);
        let mut ends: Vec<usize> = begins.clone();
        ends.retain(|&index| entries[index].end.is_some());
        ends.sort_by_key(|&index| (entries[index].end, index));

        let mut building = Building::default();
        let mut begins = begins.into_iter().peekable();
        for &ending in &ends {
            let now = entries[ending].end;
            while let Some(index) = begins.next_if(|&index| entries[index].begin <= now) {
                building.open(entries, index);
            }
            building.before_return(entries, ending);
        }
        building.finish()
    }

    /// How many calls return.
    pub(super) fn len(&self) -> usize {
        self.moments.len()
    }

    /// The bit of the call that returns.
    #[inline]
    pub(super) fn bit(&self, moment: usize) -> u32 {
        self.moments[moment].bit
    }

    /// The calls that are open, will return and may change something: the most likely next one first.
    #[inline]
    pub(super) fn movers(&self, moment: usize) -> &[Open] {
        let start = moment.checked_sub(1).map_or(0, |before| self.moments[before].movers);
        &self.movers[start..self.moments[moment].movers]
    }

    /// The calls of unknown end that have been made, in the order in which they were.
    #[inline]
    pub(super) fn lost(&self, moment: usize) -> &[Open] {
        &self.lost[..self.moments[moment].lost]
    }

    /// The calls that are open, will return and change nothing.
    #[inline]
    pub(super) fn watchers(&self, moment: usize) -> &[Open] {
        let start = moment.checked_sub(1).map_or(0, |before| self.moments[before].watchers);
        &self.watchers[start..self.moments[moment].watchers]
    }
}

#[derive(Default)]
struct Building {
    moments: Vec<Moment>,
    movers: Vec<Open>,
    watchers: Vec<Open>,
    lost: Vec<Open>,
    // What is open now and returns, with its bit, in the order of returns.
    open: BTreeMap<(Option<u64>, usize), u32>,
    free: Vec<u32>,
    bits: u32,
    // The last call of each kind whose end is unknown.
    last: BTreeMap<u32, u32>,
}

impl Building {
    fn open(&mut self, entries: &[Entry], index: usize) {
        let Entry { kind, end, .. } = entries[index];
        if end.is_some() {
            let bit = self.free.pop().unwrap_or_else(|| {
                self.bits += 1;
                self.bits - 1
            });
            self.open.insert((end, index), bit);
        } else {
            let bit = count(self.lost.len());
            let after = self.last.insert(kind, bit);
            self.lost.push(Open { kind, bit, after });
        }
    }

    fn before_return(&mut self, entries: &[Entry], ending: usize) {
        let mut movers = Vec::new();
        for (&(_, index), &bit) in &self.open {
            let Entry { kind, observes, begin, end } = entries[index];
            let open = Open { kind, bit, after: None };
            if observes {
                self.watchers.push(open);
            } else {
                // A call takes effect halfway between its start and its end, if one has to guess.
                let halfway = begin.unwrap_or(0) / 2 + end.unwrap_or(0) / 2;
                movers.push((halfway, open));
            }
        }
        movers.sort_by_key(|&(halfway, _)| halfway);
        self.movers.extend(movers.into_iter().map(|(_, open)| open));
        let bit = self.open.remove(&(entries[ending].end, ending));
        let bit = bit.expect("what returns was made before");
        self.free.push(bit);
        self.moments.push(Moment {
            bit,
            movers: self.movers.len(),
            watchers: self.watchers.len(),
            lost: self.lost.len(),
        });
    }

    // The bits of calls of unknown end lie above all others, in words of their own.
    fn finish(mut self) -> Timeline {
        let words = (self.bits as usize).div_ceil(WORD);
        let base = count(words * WORD);
        for open in &mut self.lost {
            open.bit += base;
            open.after = open.after.map(|bit| bit + base);
        }
        Timeline {
            moments: self.moments,
            movers: self.movers,
            watchers: self.watchers,
            words,
            all_words: words + self.lost.len().div_ceil(WORD),
            lost: self.lost,
        }
    }
}
