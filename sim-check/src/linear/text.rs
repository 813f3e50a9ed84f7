//! The text: a string that is read, replaced and appended to.

use super::per_key::PerKey;
use super::specification::Specification;

/// A string, empty at first, that is read, replaced and appended to.
///
/// A read that shows all that was ever appended, in its order, says more about the past than any other object does.
#[derive(Clone, Copy, Default, Debug)]
pub struct Text;

/// A store with a [`Text`] for each key.
pub type TextStore = PerKey<String, Text>;

/// What a text is asked for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TextInput {
    /// What it is.
    Get,
    /// To be this.
    Put(String),
    /// To go on with this.
    Append(String),
}

/// What a text answers.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TextOutput {
    /// What it is.
    Value(String),
    /// It was put or appended.
    Done,
}

impl Specification for Text {
    type State = String;
    type Input = TextInput;
    type Output = TextOutput;
    type Key = ();

    fn key(&self, _: &TextInput) {}

    fn initial(&self) -> String {
        String::new()
    }

    fn step(
        &self,
        state: &String,
        input: &TextInput,
        output: Option<&TextOutput>,
    ) -> impl IntoIterator<Item = String> {
        match (input, output) {
            (TextInput::Get, None) => Some(state.clone()),
            (TextInput::Get, Some(TextOutput::Value(value))) => {
                (value == state).then(|| state.clone())
            }
            (TextInput::Put(value), None | Some(TextOutput::Done)) => Some(value.clone()),
            (TextInput::Append(value), None | Some(TextOutput::Done)) => {
                Some(format!("{state}{value}"))
            }
            (TextInput::Get, Some(TextOutput::Done))
            | (TextInput::Put(_) | TextInput::Append(_), Some(TextOutput::Value(_))) => None,
        }
    }

    fn observes(&self, input: &TextInput, _: Option<&TextOutput>) -> bool {
        *input == TextInput::Get
    }

    fn describe(&self, input: &TextInput, output: Option<&TextOutput>) -> String {
        match (input, output) {
            (TextInput::Get, Some(TextOutput::Value(value))) => format!("get {value:?}"),
            (TextInput::Get, None) => String::from("get"),
            (TextInput::Put(value), None | Some(TextOutput::Done)) => format!("put {value:?}"),
            (TextInput::Append(value), None | Some(TextOutput::Done)) => {
                format!("append {value:?}")
            }
            (TextInput::Get, Some(TextOutput::Done))
            | (TextInput::Put(_) | TextInput::Append(_), Some(TextOutput::Value(_))) => {
                format!("{input:?} -> {output:?}")
            }
        }
    }
}
