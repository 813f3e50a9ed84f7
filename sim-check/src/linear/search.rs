//! The search: is there an order of the calls that the specification allows?
//!
//! The search of Wing and Gong with the memory of Lowe: one goes forward from return to return, gives open calls their
//! place in the order one at a time, and goes back where the call that returns next can't have one. It keeps its way
//! in a list, so the length of a history is no matter of the stack.

use super::moves::{Moves, count};
use super::positions::Positions;
use super::specification::Specification;
use super::timeline::{Open, Timeline};

/// What a search found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// An order.
    Order,
    /// No order, and the return that no attempt got past.
    NoOrder {
        /// That many calls returned before it.
        furthest: usize,
    },
    /// Neither within its steps.
    Spent,
}

/// Searches for an order in about so many steps, and adds those it took to `steps`.
///
/// A step asks the specification about one call in one state, or compares two positions. There are at most as many
/// positions as calls, times two to the power of the calls that are open at once, times states; at each of them one
/// step for each open call, and one for each position that differs from it in calls of unknown end only.
pub(super) fn search<S: Specification>(
    moves: &mut Moves<'_, S>,
    timeline: &Timeline,
    most: u64,
    steps: &mut u64,
) -> Found {
    let mut search = Search {
        moves,
        timeline,
        positions: Positions::new(timeline.words, timeline.all_words),
        bits: vec![0; timeline.all_words],
        steps: 0,
        furthest: 0,
    };
    let found = search.run(most);
    *steps += search.steps + search.positions.comparisons;
    found
}

struct Search<'s, 'h, S: Specification> {
    moves: &'s mut Moves<'h, S>,
    timeline: &'s Timeline,
    positions: Positions,
    // The bits of the position in the making.
    bits: Vec<u64>,
    steps: u64,
    furthest: usize,
}

/// A position on the way, and what is to be tried next.
///
/// First come calls that return. Then calls of unknown end are used up, in breadth: after this position come those that
/// were reached from it by such calls alone. In depth one would use up all of them on the first way, and find out on
/// thousands of other ways that most had not been needed.
struct Frame {
    position: u32,
    // Whether calls of unknown end are tried by the frame below.
    returning_only: bool,
    // What comes next: a call, and a state that follows upon it.
    index: usize,
    target: usize,
    // Positions that were reached by calls of unknown end, and how many of them have been gone through.
    reached: Vec<u32>,
    gone_through: usize,
}

/// What a frame tries next.
struct Attempt {
    position: u32,
    open: Open,
    lost: bool,
}

impl Frame {
    const fn new(position: u32, returning_only: bool) -> Self {
        let reached = Vec::new();
        Self { position, returning_only, index: 0, target: 0, reached, gone_through: 0 }
    }

    fn attempt(&mut self, timeline: &Timeline, moment: usize) -> Option<Attempt> {
        let movers = timeline.movers(moment);
        if let Some(&open) = movers.get(self.index) {
            return Some(Attempt { position: self.position, open, lost: false });
        }
        if self.returning_only {
            return None;
        }
        let lost = timeline.lost(moment);
        loop {
            let position = match self.gone_through.checked_sub(1) {
                None => self.position,
                Some(before) => *self.reached.get(before)?,
            };
            if let Some(&open) = lost.get(self.index - movers.len()) {
                return Some(Attempt { position, open, lost: true });
            }
            self.gone_through += 1;
            self.index = movers.len();
        }
    }
}

impl<S: Specification> Search<'_, '_, S> {
    fn run(&mut self, most: u64) -> Found {
        const INITIAL: u32 = 0;
        let mut way = Vec::new();
        match self.arrive(0, INITIAL) {
            Arrived::Order => return Found::Order,
            Arrived::Here => {}
            Arrived::New(position) => way.push(Frame::new(position, false)),
        }
        while let Some(frame) = way.last_mut() {
            if self.steps + self.positions.comparisons >= most {
                return Found::Spent;
            }
            let moment = self.positions.get(frame.position).returned as usize;
            let Some(Attempt { position, open, lost }) = frame.attempt(self.timeline, moment)
            else {
                way.pop();
                continue;
            };
            let state = self.positions.get(position).state;
            let target = self
                .may_move(position, open)
                .then(|| self.target(open.kind, state, frame.target))
                .flatten();
            let Some(target) = target else {
                frame.index += 1;
                frame.target = 0;
                continue;
            };
            frame.target += 1;
            self.bits.copy_from_slice(self.positions.bits(position));
            set(&mut self.bits, open.bit);
            match self.arrive(moment, target) {
                Arrived::Order => return Found::Order,
                Arrived::Here => {}
                Arrived::New(new) => {
                    // A call that observes and fits now, or a return, makes it another frame's business.
                    let beside = lost && self.positions.differ_in_lost_only(position, new);
                    if beside {
                        frame.reached.push(new);
                    }
                    way.push(Frame::new(new, beside));
                }
            }
        }
        Found::NoOrder { furthest: self.furthest }
    }

    #[inline]
    fn may_move(&self, position: u32, open: Open) -> bool {
        let bits = self.positions.bits(position);
        !has(bits, open.bit) && open.after.is_none_or(|bit| has(bits, bit))
    }

    #[inline]
    fn target(&mut self, kind: u32, state: u32, index: usize) -> Option<u32> {
        self.steps += 1;
        let targets = self.moves.targets(kind, state);
        (index < targets.len()).then(|| self.moves.target(targets.start + index))
    }

    // Gives a place to all that changes nothing and fits, and goes past the returns of what has its place.
    //
    // What changes nothing can't be needed later: were there an order in which it comes later, it could be taken out
    // there and put here.
    fn arrive(&mut self, mut moment: usize, state: u32) -> Arrived {
        loop {
            if moment == self.timeline.len() {
                return Arrived::Order;
            }
            let timeline = self.timeline;
            for open in timeline.watchers(moment) {
                if !has(&self.bits, open.bit) && self.target(open.kind, state, 0).is_some() {
                    set(&mut self.bits, open.bit);
                }
            }
            let bit = self.timeline.bit(moment);
            if !has(&self.bits, bit) {
                break;
            }
            clear(&mut self.bits, bit);
            moment += 1;
        }
        self.furthest = self.furthest.max(moment);
        match self.positions.add(count(moment), state, &self.bits) {
            Some(position) => Arrived::New(position),
            None => Arrived::Here,
        }
    }
}

enum Arrived {
    // All that returned has its place.
    Order,
    // At a position where the search has been.
    Here,
    New(u32),
}

const fn has(bits: &[u64], bit: u32) -> bool {
    bits[(bit / u64::BITS) as usize] & mask(bit) != 0
}

const fn set(bits: &mut [u64], bit: u32) {
    bits[(bit / u64::BITS) as usize] |= mask(bit);
}

const fn clear(bits: &mut [u64], bit: u32) {
    bits[(bit / u64::BITS) as usize] &= !mask(bit);
}

const fn mask(bit: u32) -> u64 {
    1 << (bit % u64::BITS)
}
