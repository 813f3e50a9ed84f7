//! The moves: what a specification says, asked once per kind of call and state.
//!
//! Calls with equal input and output are one kind, equal states are one number: the search compares and keeps numbers,
//! however large the states are.

use std::ops::Range;

use sim_core::mix;

use super::specification::Specification;
use crate::table::{Table, hash_of};

/// Kinds of calls, states, and what leads from state to state.
pub(super) struct Moves<'h, S: Specification> {
    specification: &'h S,
    kinds: Vec<(&'h S::Input, Option<&'h S::Output>)>,
    kind_table: Table,
    states: Vec<S::State>,
    state_table: Table,
    spans: Vec<Span>,
    span_table: Table,
    targets: Vec<u32>,
}

/// Where the targets of a kind of call in a state are.
#[derive(Clone, Debug)]
struct Span {
    kind: u32,
    state: u32,
    targets: Range<usize>,
}

impl<'h, S: Specification> Moves<'h, S> {
    /// Nothing but the initial state, which is number 0.
    pub(super) fn new(specification: &'h S) -> Self {
        let mut moves = Self {
            specification,
            kinds: Vec::new(),
            kind_table: Table::new(),
            states: Vec::new(),
            state_table: Table::new(),
            spans: Vec::new(),
            span_table: Table::new(),
            targets: Vec::new(),
        };
        moves.state(specification.initial());
        moves
    }

    /// The number of such calls.
    pub(super) fn kind(&mut self, input: &'h S::Input, output: Option<&'h S::Output>) -> u32 {
        let hash = hash_of(&(input, output));
        let same = |kind: u32| self.kinds[kind as usize] == (input, output);
        match self.kind_table.find(hash, same) {
            Ok(place) => self.kind_table.number(place),
            Err(place) => {
                let kind = count(self.kinds.len());
                self.kinds.push((input, output));
                self.kind_table.add(place, hash, kind);
                kind
            }
        }
    }

    /// Whether such calls change nothing.
    pub(super) fn observes(&self, kind: u32) -> bool {
        let (input, output) = self.kinds[kind as usize];
        self.specification.observes(input, output)
    }

    /// Where the states that follow are, for [`Self::target`].
    #[inline]
    pub(super) fn targets(&mut self, kind: u32, state: u32) -> Range<usize> {
        let hash = mix(u64::from(kind), u64::from(state));
        let same = |span: u32| {
            let span = &self.spans[span as usize];
            span.kind == kind && span.state == state
        };
        match self.span_table.find(hash, same) {
            Ok(place) => self.spans[self.span_table.number(place) as usize].targets.clone(),
            Err(place) => {
                let targets = self.ask(kind, state);
                self.span_table.add(place, hash, count(self.spans.len()));
                self.spans.push(Span { kind, state, targets: targets.clone() });
                targets
            }
        }
    }

    #[inline]
    pub(super) fn target(&self, index: usize) -> u32 {
        self.targets[index]
    }

    fn ask(&mut self, kind: u32, state: u32) -> Range<usize> {
        let (input, output) = self.kinds[kind as usize];
        let start = self.targets.len();
        let specification = self.specification;
        let next: Vec<S::State> =
            specification.step(&self.states[state as usize], input, output).into_iter().collect();
        for next in next {
            let target = self.state(next);
            if !self.targets[start..].contains(&target) {
                self.targets.push(target);
            }
        }
        let targets = start..self.targets.len();
        assert!(
            !specification.observes(input, output)
                || self.targets[targets.clone()].iter().all(|&target| target == state),
            "a specification says that {} never changes anything, but it does",
            specification.describe(input, output),
        );
        targets
    }

    fn state(&mut self, state: S::State) -> u32 {
        let hash = hash_of(&state);
        match self.state_table.find(hash, |other| self.states[other as usize] == state) {
            Ok(place) => self.state_table.number(place),
            Err(place) => {
                let number = count(self.states.len());
                self.states.push(state);
                self.state_table.add(place, hash, number);
                number
            }
        }
    }
}

/// Counted in 32 bits, in which everything that a search keeps is counted.
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).expect("a search keeps less than four thousand million things")
}
