//! The interleaving: is there an order of the calls in which each process keeps its own?
//!
//! A search in depth that never comes back to where it was. What is there of the objects are numbers of states; a position
//! is how far each process has come, the state of each object, and which calls without a place of their own were used up.

use std::collections::BTreeSet;

use super::moves::Moves;
use super::specification::Specification;

/// A call as the search sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    pub(super) kind: u32,
    pub(super) object: usize,
    pub(super) observes: bool,
}

/// A call that takes effect once its process has come so far, or never.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loose {
    pub(super) turn: Turn,
    pub(super) after: Option<(usize, u32)>,
}

/// The calls of all processes.
#[derive(Default, Debug)]
pub(super) struct Interleaving {
    /// Of each process, in its order.
    pub(super) processes: Vec<Vec<Turn>>,
    pub(super) loose: Vec<Loose>,
    pub(super) objects: usize,
}

/// What a search found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    Order,
    NoOrder,
    Spent,
}

// How far each process has come, the state of each object, and a bit for each loose call that was used up.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    progress: Vec<u32>,
    states: Vec<u32>,
    used: Vec<u64>,
}

// A position on the way, with what comes next: a process or a loose call, and a state that follows upon it.
struct Frame {
    position: Position,
    index: usize,
    target: usize,
}

impl Interleaving {
    /// Searches for an order in about so many steps, and adds those it took to `steps`. A step asks the specification about one
    /// call in one state.
    pub(super) fn search<S: Specification>(
        &self,
        moves: &mut Moves<'_, S>,
        most: u64,
        steps: &mut u64,
    ) -> Found {
        let end = steps.saturating_add(most);
        let mut first = Position {
            progress: vec![0; self.processes.len()],
            states: vec![0; self.objects],
            used: vec![0; self.loose.len().div_ceil(64)],
        };
        self.settle(moves, &mut first, steps);
        if self.is_over(&first) {
            return Found::Order;
        }
        let mut known = BTreeSet::from([first.clone()]);
        let mut way = vec![Frame { position: first, index: 0, target: 0 }];
        while let Some(frame) = way.last_mut() {
            if *steps >= end {
                return Found::Spent;
            }
            if frame.index == self.processes.len() + self.loose.len() {
                way.pop();
                continue;
            }
            let next = self.turn(&frame.position, frame.index).and_then(|turn| {
                *steps += 1;
                let targets = moves.targets(turn.kind, frame.position.states[turn.object]);
                let target = targets.clone().nth(frame.target)?;
                Some((turn.object, moves.target(target)))
            });
            let Some((object, state)) = next else {
                (frame.index, frame.target) = (frame.index + 1, 0);
                continue;
            };
            frame.target += 1;
            let mut position = frame.position.clone();
            position.states[object] = state;
            match frame.index.checked_sub(self.processes.len()) {
                None => position.progress[frame.index] += 1,
                Some(loose) => position.used[loose / 64] |= 1 << (loose % 64),
            }
            self.settle(moves, &mut position, steps);
            if self.is_over(&position) {
                return Found::Order;
            }
            if known.insert(position.clone()) {
                way.push(Frame { position, index: 0, target: 0 });
            }
        }
        Found::NoOrder
    }

    fn is_over(&self, position: &Position) -> bool {
        let mut all = self.processes.iter().zip(&position.progress);
        all.all(|(turns, progress)| *progress as usize == turns.len())
    }

    // The call of a process, or the loose one, that may be next.
    fn turn(&self, position: &Position, index: usize) -> Option<Turn> {
        if let Some(turns) = self.processes.get(index) {
            return turns.get(position.progress[index] as usize).copied();
        }
        let number = index - self.processes.len();
        let loose = &self.loose[number];
        let unused = position.used[number / 64] >> (number % 64) & 1 == 0;
        let may = loose.after.is_none_or(|(process, far)| position.progress[process] >= far);
        (unused && may).then_some(loose.turn)
    }

    // Goes past all calls that change nothing and fit.
    //
    // What changes nothing can't be needed later: were there an order in which it comes later, it could be taken out there
    // and put here.
    fn settle<S: Specification>(
        &self,
        moves: &mut Moves<'_, S>,
        position: &mut Position,
        steps: &mut u64,
    ) {
        for (turns, progress) in self.processes.iter().zip(&mut position.progress) {
            while let Some(turn) = turns.get(*progress as usize).filter(|turn| turn.observes) {
                *steps += 1;
                if moves.targets(turn.kind, position.states[turn.object]).is_empty() {
                    break;
                }
                *progress += 1;
            }
        }
    }
}
