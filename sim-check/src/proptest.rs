//! Inputs by proptest, schedules by us: a scenario is made from each of many generated inputs.
//!
//! Proptest generates an input, a scenario is made from it and run from a few seeds. Of what fails proptest makes the input
//! smaller, as long as the same failure is met, and then we make the schedule smaller. Inputs follow from their number alone,
//! so a failure is met again in each run of the test, and a saved failure knows how to come by its input.
//!
//! ```
//! use sim_check::prelude::*;
//! use sim_check::proptest::Inputs;
//! # struct Numbers;
//! # impl Protocol for Numbers {
//! #     type Message = u32;
//! #     type Fact = u32;
//! #     type Timer = ();
//! #     type Operation = ();
//! #     type Outcome = ();
//! #     type View = ();
//! # }
//! # struct Source(Vec<u32>);
//! # impl Actor<Numbers> for Source {
//! #     fn on_start(&mut self, ctx: &mut Context<'_, Numbers>) {
//! #         let sink = ctx.directory()["sink"];
//! #         self.0.iter().for_each(|number| ctx.send(sink, *number));
//! #     }
//! #     fn on_message(&mut self, _: ActorId, _: u32, _: &mut Context<'_, Numbers>) {}
//! # }
//! # struct Sink;
//! # impl Actor<Numbers> for Sink {
//! #     fn on_message(&mut self, _: ActorId, number: u32, ctx: &mut Context<'_, Numbers>) { ctx.emit(number); }
//! # }
//!
//! // Whatever numbers a source sends, each arrives at most once; the network duplicates none.
//! Inputs::of(proptest::collection::vec(1..100_u32, 1..10)).run(|numbers| {
//!     let numbers = numbers.clone();
//!     scenario("numbers")
//!         .node("source", move |_| Source(numbers.clone()))
//!         .node("sink", |_| Sink)
//!         .property("at most nine", at_most_nine())
//! });
//! # fn at_most_nine() -> impl Property<Numbers> + Clone + Send + Sync + 'static {
//! #     RedeliveryBound::at_most(9).of_facts(|number: &u32| Some(Delivery::Effect(*number)))
//! # }
//! # use sim_check::{Property, RedeliveryBound};
//! ```

use std::fmt::Debug;
use std::ops::Range;
use std::panic::Location;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sim_core::Protocol;

use crate::campaign::check;
use crate::failure::FailureId;
use crate::harness::{self, Harness, INPUT};
use crate::report::{Report, Ruling};
use crate::scenario::Scenario;

/// Generated inputs, each for a scenario that is run from a few seeds.
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is run"]
pub struct Inputs<S> {
    strategy: S,
    count: u64,
    seeds: Range<u64>,
    moves: usize,
}

/// Makes a scenario from each of 64 inputs, and runs it from 16 seeds.
///
/// # Panics
/// If anything is wrong, in one line, after it was told on standard error.
#[track_caller]
pub fn run<S, P>(strategy: S, make: impl Fn(&S::Value) -> Scenario<P>)
where
    S: Strategy,
    P: Protocol,
{
    Inputs::of(strategy).run(make);
}

impl<S: Strategy> Inputs<S> {
    /// 64 inputs of this strategy, for each 16 seeds.
    pub const fn of(strategy: S) -> Self {
        Self { strategy, count: 64, seeds: 0..16, moves: 1_000 }
    }

    /// So many inputs.
    pub fn inputs(self, count: u64) -> Self {
        Self { count, ..self }
    }

    /// From these seeds, for each input.
    pub fn seeds(self, seeds: Range<u64>) -> Self {
        Self { seeds, ..self }
    }

    /// Runs it as a test: first all failures that were saved for it, then the inputs.
    ///
    /// # Panics
    /// If anything is wrong, in one line, after it was told on standard error; also if nothing was looked at.
    #[track_caller]
    pub fn run<P: Protocol>(self, make: impl Fn(&S::Value) -> Scenario<P>) {
        let caller = Location::caller();
        if let Err(line) = self.try_run(caller, &make) {
            panic!("{line}");
        }
    }

    fn try_run<P: Protocol>(
        &self,
        caller: &Location<'_>,
        make: &impl Fn(&S::Value) -> Scenario<P>,
    ) -> Result<(), String> {
        let name = make(&self.tree(0)?.current()).name().to_owned();
        for (path, mut saved) in harness::saved_failures(caller, &name)? {
            let place = saved.parameters.iter().position(|(name, _)| name == INPUT);
            let Some(place) = place else {
                return Err(format!("{} doesn't say of which input it is", path.display()));
            };
            let (_, text) = saved.parameters.remove(place);
            let input = text.parse::<Path>()?;
            let value = self.value(&input)?;
            harness::tell(&format!("input: {value:?}"));
            let check = check(make(&value)).seeds(self.seeds.clone());
            Harness::called(check, caller, text)?.run_saved(&path, &saved)?;
        }
        match self.search(make)? {
            Some(path) => self.tell(caller, make, &path),
            None => Ok(()),
        }
    }

    /// The smallest input that leads to the first failure, with what there is to tell of it; none if all pass.
    ///
    /// # Errors
    /// No input can be made, or none led to a run that says anything.
    pub fn find<P: Protocol>(
        &self,
        make: impl Fn(&S::Value) -> Scenario<P>,
    ) -> Result<Option<(S::Value, Report)>, String> {
        let Some(path) = self.search(&make)? else { return Ok(None) };
        let value = self.value(&path)?;
        let report = check(make(&value)).seeds(self.seeds.clone()).report();
        Ok(Some((value, report)))
    }

    // How to come by the smallest input of the first failure.
    fn search<P: Protocol>(
        &self,
        make: &impl Fn(&S::Value) -> Scenario<P>,
    ) -> Result<Option<Path>, String> {
        let mut useful = false;
        for number in 0..self.count {
            let mut tree = self.tree(number)?;
            match self.ruling(make, &tree.current()) {
                (Ruling::Passed, _) => useful = true,
                (Ruling::Undecided, _) => {}
                (Ruling::Failed, Some(id)) => {
                    return Ok(Some(self.shrink(make, number, &mut tree, &id)));
                }
                (Ruling::Failed | Ruling::Nondeterministic | Ruling::Broken, _) => {
                    return Ok(Some(Path { number, moves: String::new() }));
                }
            }
        }
        let undecided = "undecided: no input led to a run that says anything";
        if useful { Ok(None) } else { Err(undecided.into()) }
    }

    // An input follows from its number.
    fn tree(&self, number: u64) -> Result<S::Tree, String> {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&number.to_le_bytes());
        let config = Config { failure_persistence: None, ..Config::default() };
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        let mut runner = TestRunner::new_with_rng(config, rng);
        self.strategy.new_tree(&mut runner).map_err(|why| format!("no input can be made: {why}"))
    }

    fn ruling<P: Protocol>(
        &self,
        make: &impl Fn(&S::Value) -> Scenario<P>,
        value: &S::Value,
    ) -> (Ruling, Option<FailureId>) {
        // What fails is made small once the input is.
        let check = check(make(value)).seeds(self.seeds.clone()).shrink_runs(0).several(1);
        let report = check.trust_determinism().report();
        (report.ruling(), report.failure().map(|finding| finding.id.clone()))
    }

    // Makes an input smaller as long as the same failure is met.
    fn shrink<P: Protocol>(
        &self,
        make: &impl Fn(&S::Value) -> Scenario<P>,
        number: u64,
        tree: &mut S::Tree,
        id: &FailureId,
    ) -> Path {
        let mut moves = String::new();
        let mut needed = 0;
        let mut fails = true;
        while moves.len() < self.moves {
            let went_on = if fails { tree.simplify() } else { tree.complicate() };
            if !went_on {
                break;
            }
            moves.push(if fails { SIMPLER } else { HARDER });
            fails = self.ruling(make, &tree.current()).1.as_ref() == Some(id);
            if fails {
                needed = moves.len();
            }
        }
        moves.truncate(needed);
        Path { number, moves }
    }

    fn value(&self, path: &Path) -> Result<S::Value, String> {
        let mut tree = self.tree(path.number)?;
        for letter in path.moves.chars() {
            if letter == SIMPLER {
                tree.simplify()
            } else {
                tree.complicate()
            };
        }
        Ok(tree.current())
    }

    fn tell<P: Protocol>(
        &self,
        caller: &Location<'_>,
        make: &impl Fn(&S::Value) -> Scenario<P>,
        path: &Path,
    ) -> Result<(), String> {
        let value = self.value(path)?;
        harness::tell(&format!("input {}: {value:?}", path.number));
        let check = check(make(&value)).seeds(self.seeds.clone());
        let harness = Harness::called(check, caller, path.to_string())?;
        let report = harness.check().report();
        harness.conclude(&report, None)?;
        Err(format!("input {} failed, and then it didn't", path.number))
    }
}

const SIMPLER: char = 's';
const HARDER: char = 'h';

/// How an input is come by: its number, and how it was made smaller. Written `12:sshs`.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Path {
    number: u64,
    moves: String,
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.number, self.moves)
    }
}

impl std::str::FromStr for Path {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("parameter {INPUT:?} is {text:?}; expected a number, `:` and moves");
        let (number, moves) = text.split_once(':').ok_or_else(wrong)?;
        let number = number.parse().map_err(|_| wrong())?;
        if moves.chars().any(|letter| letter != SIMPLER && letter != HARDER) {
            return Err(wrong());
        }
        Ok(Self { number, moves: moves.to_owned() })
    }
}
