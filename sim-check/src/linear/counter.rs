//! The counter: a number that is read and added to.

use super::specification::Specification;

/// A number, zero at first, that is read and added to.
#[derive(Clone, Copy, Default, Debug)]
pub struct Counter;

/// What a counter is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CounterInput {
    /// The number.
    Read,
    /// To be so much more.
    Add(i64),
}

/// What a counter answers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CounterOutput {
    /// To a read: the number. To an addition: the sum.
    Value(i64),
    /// To an addition: done.
    Added,
}

impl Specification for Counter {
    // Wide enough that no history adds up to an overflow.
    type State = i128;
    type Input = CounterInput;
    type Output = CounterOutput;
    type Key = ();

    fn key(&self, _: &CounterInput) {}

    fn initial(&self) -> i128 {
        0
    }

    fn step(
        &self,
        state: &i128,
        input: &CounterInput,
        output: Option<&CounterOutput>,
    ) -> impl IntoIterator<Item = i128> {
        let after = match input {
            CounterInput::Read => *state,
            CounterInput::Add(number) => state + i128::from(*number),
        };
        let possible = match output {
            None => true,
            Some(CounterOutput::Value(value)) => i128::from(*value) == after,
            Some(CounterOutput::Added) => matches!(input, CounterInput::Add(_)),
        };
        possible.then_some(after)
    }

    fn observes(&self, input: &CounterInput, _: Option<&CounterOutput>) -> bool {
        matches!(input, CounterInput::Read | CounterInput::Add(0))
    }

    fn describe(&self, input: &CounterInput, output: Option<&CounterOutput>) -> String {
        match (input, output) {
            (CounterInput::Read, Some(CounterOutput::Value(value))) => format!("read {value}"),
            (CounterInput::Read, None) => String::from("read"),
            (CounterInput::Add(number), None | Some(CounterOutput::Added)) => {
                format!("add {number}")
            }
            (CounterInput::Add(number), Some(CounterOutput::Value(value))) => {
                format!("add {number} and get {value}")
            }
            (CounterInput::Read, Some(CounterOutput::Added)) => format!("{input:?} -> {output:?}"),
        }
    }
}
