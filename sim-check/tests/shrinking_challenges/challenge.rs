//! What a challenge is, and how it is measured.

use std::fmt::Debug;
use std::marker::PhantomData;

use sim_check::shrink::{Answer, Certificate, Failing, Subject, shrink};
use sim_core::{Stream, mix};

/// Where something is chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Site {
    /// The element of a list that this slot is; calm: there is none.
    Element,
    /// Whether the list ends here and the next begins; calm: no.
    Break,
    /// A parameter beside a list; calm: the plainest there is.
    Parameter,
    /// An integer as an expression.
    Leaf,
    /// An operator as an expression.
    Operator,
    /// A node of a tree, or that there is none.
    Node,
}

/// A choice that isn't calm: what is in a slot that is present.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Choice {
    slot: u32,
    pub(crate) site: Site,
    pub(crate) value: u64,
}

/// A falsifiable property of inputs that are made of choices.
pub(crate) trait Challenge {
    type Input: Debug + PartialEq;

    /// The largest value at a site; zero where being there says all.
    fn largest(site: Site) -> u64;

    /// A random input.
    fn draw(stream: &mut Stream) -> Vec<(Site, u64)>;

    /// The input that choices make, and how many of them were asked for; `None` if there is no such input.
    fn read(choices: &[Choice]) -> Option<(Self::Input, usize)>;

    /// Whether the property is wrong of it.
    fn is_falsified(input: &Self::Input) -> bool;
}

struct OfChoices<C>(PhantomData<C>);

impl<C: Challenge> Subject for OfChoices<C> {
    type Entry = Choice;
    type Note = ();

    fn attempt(&mut self, candidate: &[Choice]) -> Answer<Choice, ()> {
        assert!(candidate.is_sorted_by_key(|choice| choice.slot));
        match C::read(candidate) {
            Some((input, asked)) if C::is_falsified(&input) => {
                Answer::Fails(Failing { entries: candidate[..asked].to_vec(), size: 0 })
            }
            _ => Answer::Otherwise(()),
        }
    }

    fn digest(&self, choice: &Choice) -> u64 {
        mix(mix(u64::from(choice.slot), choice.site as u64), choice.value)
    }

    fn value(&self, choice: &Choice) -> Option<u64> {
        (C::largest(choice.site) > 0).then_some(choice.value)
    }

    fn with_value(&self, choice: &Choice, value: u64) -> Option<Choice> {
        (value <= C::largest(choice.site)).then_some(Choice { value, ..*choice })
    }
}

const INPUTS: u64 = 100;

/// What became of as many random inputs; each of the choices that are left is needed.
struct Measured {
    minima: u64,
    runs: u64,
    others: Vec<String>,
}

fn measure<C: Challenge>(minimum: &C::Input) -> Measured {
    let mut measured = Measured { minima: 0, runs: 0, others: Vec::new() };
    for seed in 0..INPUTS {
        let mut subject = OfChoices::<C>(PhantomData);
        let failing = falsifying::<C>(seed);
        let shrunk = shrink(&mut subject, failing, 100_000);
        assert!(matches!(shrunk.certificate, Certificate::Minimal { .. }), "seed {seed}");
        measured.runs += shrunk.runs;
        let (input, _) = C::read(&shrunk.failing.entries).expect("it has been run");
        if input == *minimum {
            measured.minima += 1;
        } else {
            measured.others.push(format!("seed {seed}: {input:?}"));
        }
    }
    measured
}

/// A random input of which the property is wrong.
fn falsifying<C: Challenge>(seed: u64) -> Failing<Choice> {
    let mut stream = Stream::new(seed, 0);
    loop {
        let drawn = C::draw(&mut stream);
        let mut entries: Vec<_> =
            (0..).zip(drawn).map(|(slot, (site, value))| Choice { slot, site, value }).collect();
        if let Some((input, asked)) = C::read(&entries)
            && C::is_falsified(&input)
        {
            entries.truncate(asked);
            return Failing { entries, size: 0 };
        }
    }
}

/// The minimum is what every input is shrunk to, in at most so many runs on average.
#[track_caller]
pub(crate) fn check_always<C: Challenge>(minimum: &C::Input, mean_runs_most: u64) {
    check::<C>(minimum, INPUTS, mean_runs_most);
}

/// The minimum is what 95 of 100 inputs are shrunk to, in at most so many runs on average.
#[track_caller]
pub(crate) fn check_mostly<C: Challenge>(minimum: &C::Input, mean_runs_most: u64) {
    check::<C>(minimum, INPUTS * 95 / 100, mean_runs_most);
}

#[track_caller]
fn check<C: Challenge>(minimum: &C::Input, minima_least: u64, mean_runs_most: u64) {
    let Measured { minima, runs, others } = measure::<C>(minimum);
    assert!(minima >= minima_least, "{minima} times the minimum, and {others:#?}");
    assert!(runs <= INPUTS * mean_runs_most, "{runs} runs for {INPUTS} inputs");
}
