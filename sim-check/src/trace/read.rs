//! Reading traces: JSON Lines, as [`json_lines`](crate::render::json_lines) writes them.

use std::fmt;

use serde_json::{Map, Value};
use sim_core::{Duration, EventId, Time};

use super::happening::{Happening, Who};
use super::left_out::LeftOut;
use super::{Trace, TraceActor, TraceEvent, TracePlace};

/// The version of the format, in the header of each file.
pub(crate) const VERSION: u32 = 1;

/// A text is no trace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TraceReadError {
    /// The name of the file.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// What should stand there.
    pub expected: String,
    /// What stands there instead.
    pub found: String,
}

impl fmt::Display for TraceReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, expected, found } = self;
        write!(f, "{file}:{line}: expected {expected}")?;
        if found.is_empty() { Ok(()) } else { write!(f, ", found {found}") }
    }
}

impl std::error::Error for TraceReadError {}

impl Trace {
    /// Reads what [`json_lines`](crate::render::json_lines) wrote.
    ///
    /// ```
    /// use sim_check::trace::Trace;
    /// let header = r#"{"format":"sim-trace","version":1,"nodes":["n1"],"actors":[{"path":"n1","node":0}]}"#;
    /// let event = r#"{"id":"4","time":"1000000","actor":7,"what":"TimerFired","payload":"Beat","told":"n1 timer Beat"}"#;
    /// let error = Trace::read_json_lines("run.jsonl", &format!("{header}\n{event}\n"));
    /// assert_eq!(
    ///     error.map_err(|error| error.to_string()),
    ///     Err("run.jsonl:2: expected an actor below 1, as there are so many, found 7".to_string()),
    /// );
    /// ```
    ///
    /// # Errors
    /// The first line that is wrong, and what was expected there.
    pub fn read_json_lines(file_name: &str, text: &str) -> Result<Self, TraceReadError> {
        let error = |line: usize, wrong: Wrong| TraceReadError {
            file: file_name.to_string(),
            line,
            expected: wrong.expected,
            found: wrong.found,
        };
        // Empty lines do no harm: a file may have been put together by hand.
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        let mut trace: Option<Self> = None;
        for (number, line) in lines {
            let read = match &mut trace {
                None => header(line).map(|header| trace = Some(header)),
                Some(trace) => event(line).and_then(|event| {
                    trace.push(event).map_err(|error| Wrong::said(error.to_string()))
                }),
            };
            read.map_err(|wrong| error(number, wrong))?;
        }
        trace.ok_or_else(|| error(1, Wrong::new("the header of a trace", "an empty file")))
    }
}

fn header(line: &str) -> Result<Trace, Wrong> {
    let mut fields = Fields::parse(line, "the header of a trace")?;
    let format = fields.text("format")?;
    if format != "sim-trace" {
        return Err(Wrong::new("\"format\":\"sim-trace\"", format!("{format:?}")));
    }
    let version: u32 = fields.small("version")?;
    if version != VERSION {
        return Err(Wrong::new(format!("version {VERSION}"), version.to_string()));
    }
    let name = |value: Value| match value.as_str() {
        Some(name) => Ok(name.to_string()),
        None => Err(Wrong::found("a name in \"nodes\"", &value)),
    };
    let nodes = fields.list("nodes")?.into_iter().map(name).collect::<Result<_, _>>()?;
    let actor = |value: Value| {
        let mut fields = Fields::of(value, "an actor in \"actors\"")?;
        let path = fields.text("path")?;
        let node = if fields.has("node") { Some(fields.index("node")?) } else { None };
        fields.end().map(|()| TraceActor { path, node })
    };
    let actors = fields.list("actors")?.into_iter().map(actor).collect::<Result<_, _>>()?;
    let left_out = if fields.has("left_out") {
        let mut fields = Fields::of(fields.take("left_out")?, "counts in \"left_out\"")?;
        let counts = LeftOut {
            deliveries: fields.wide("deliveries")?,
            losses: fields.wide("losses")?,
            timers: fields.wide("timers")?,
            calls: fields.wide("calls")?,
            faults: fields.wide("faults")?,
            facts: fields.wide("facts")?,
            others: fields.wide("others")?,
        };
        fields.end()?;
        counts
    } else {
        LeftOut::default()
    };
    fields.end()?;
    let trace = Trace::new(nodes, actors).map_err(|error| Wrong::said(error.to_string()))?;
    Ok(trace.leaving_out(left_out))
}

fn event(line: &str) -> Result<TraceEvent, Wrong> {
    let mut fields = Fields::parse(line, "an event")?;
    let id = EventId::nth(fields.wide("id")?);
    let time = Time::from_nanos(fields.wide("time")?);
    let place = if fields.has("actor") {
        TracePlace::Actor(Who(fields.index("actor")?))
    } else if fields.has("node") {
        TracePlace::Node(fields.index("node")?)
    } else {
        TracePlace::World
    };
    let cause = if fields.has("cause") { Some(EventId::nth(fields.wide("cause")?)) } else { None };
    let name = fields.text("what")?;
    let what = Happening::read(&name, &mut fields)?;
    let late =
        if fields.has("late") { Some(Duration::from_nanos(fields.wide("late")?)) } else { None };
    let payload = if fields.has("payload") { fields.text("payload")? } else { String::new() };
    let told = fields.text("told")?;
    fields.end()?;
    Ok(TraceEvent { id, time, place, cause, what, payload, told, late })
}

/// What was expected in a line, and what was found there.
pub(super) struct Wrong {
    expected: String,
    found: String,
}

impl Wrong {
    pub(super) fn new(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { expected: expected.into(), found: found.into() }
    }

    fn found(expected: impl Into<String>, found: &Value) -> Self {
        let text = found.to_string();
        let cut: String = text.chars().take(40).collect();
        let dots = if cut.len() < text.len() { "…" } else { "" };
        Self::new(expected, format!("{cut}{dots}"))
    }

    // A sentence that says both.
    fn said(expected: String) -> Self {
        Self { expected, found: String::new() }
    }
}

/// The fields of an object, which are taken one after the other: what is left in the end nobody knows.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    fn parse(line: &str, expected: &str) -> Result<Self, Wrong> {
        match serde_json::from_str(line) {
            Ok(value) => Self::of(value, expected),
            Err(error) => Err(Wrong::new(format!("{expected} in JSON"), error.to_string())),
        }
    }

    fn of(value: Value, expected: &str) -> Result<Self, Wrong> {
        if let Value::Object(map) = value {
            Ok(Self(map))
        } else {
            Err(Wrong::found(expected, &value))
        }
    }

    fn end(&self) -> Result<(), Wrong> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(key) => Err(Wrong::new("no more fields", format!("{key:?}"))),
        }
    }

    fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    fn take(&mut self, key: &str) -> Result<Value, Wrong> {
        self.0.remove(key).ok_or_else(|| Wrong::new(format!("a field {key:?}"), "none"))
    }

    pub(super) fn text(&mut self, key: &str) -> Result<String, Wrong> {
        let value = self.take(key)?;
        if let Value::String(text) = value {
            Ok(text)
        } else {
            Err(Wrong::found(format!("a text in {key:?}"), &value))
        }
    }

    fn list(&mut self, key: &str) -> Result<Vec<Value>, Wrong> {
        let value = self.take(key)?;
        if let Value::Array(values) = value {
            Ok(values)
        } else {
            Err(Wrong::found(format!("a list in {key:?}"), &value))
        }
    }

    pub(super) fn flag(&mut self, key: &str) -> Result<bool, Wrong> {
        let value = self.take(key)?;
        value.as_bool().ok_or_else(|| Wrong::found(format!("true or false in {key:?}"), &value))
    }

    /// A number that every reader of JSON can hold.
    pub(super) fn small<N: TryFrom<u64>>(&mut self, key: &str) -> Result<N, Wrong> {
        let value = self.take(key)?;
        let number = value.as_u64().and_then(|number| N::try_from(number).ok());
        number.ok_or_else(|| {
            let bits = 8 * size_of::<N>();
            Wrong::found(format!("a number of at most {bits} bits in {key:?}"), &value)
        })
    }

    /// The place of something in a list.
    pub(super) fn index(&mut self, key: &str) -> Result<usize, Wrong> {
        self.small::<u32>(key).map(|index| index as usize)
    }

    /// A number of 64 bits, which stands in quotes: many readers would round it.
    pub(super) fn wide(&mut self, key: &str) -> Result<u64, Wrong> {
        let value = self.take(key)?;
        // A sign or a leading zero would be read, and written otherwise.
        let number = value.as_str().and_then(|text| {
            let number: u64 = text.parse().ok()?;
            (number.to_string() == text).then_some(number)
        });
        number.ok_or_else(|| Wrong::found(format!("a number in quotes in {key:?}"), &value))
    }
}
