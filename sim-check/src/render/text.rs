//! Text: one event a line, in columns.

use std::collections::BTreeMap;
use std::fmt::Write;

use sim_core::EventId;

use super::phrase::{Phrase, narrated, readable};
use super::quoted::{cut, plain};
use crate::trace::{Highlights, Trace, TraceEvent};

/// How a trace is told in text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextOptions {
    /// How many characters a line may have. It may have more where an id, a time and a name leave no room for a word.
    pub width: usize,
    /// Which events are told.
    pub view: View,
    /// How they are numbered.
    pub numbers: Numbers,
}

/// Which events are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    /// All.
    All,
    /// Those that say what happened, not how: messages that are handled or lost, timers that fire, calls, faults, facts,
    /// marks.
    Readable,
}

/// How events are numbered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numbers {
    /// As in the run.
    Kept,
    /// From one, without gaps.
    FromOne,
}

impl TextOptions {
    /// What a reader wants to know, in lines of 100 characters.
    pub const fn readable() -> Self {
        Self { width: 100, view: View::Readable, numbers: Numbers::Kept }
    }

    /// All events, in lines of 100 characters.
    pub const fn all() -> Self {
        Self { view: View::All, ..Self::readable() }
    }

    /// In lines of so many characters.
    pub const fn width(self, width: usize) -> Self {
        Self { width, ..self }
    }

    /// Numbered from one, without gaps.
    pub const fn from_one(self) -> Self {
        Self { numbers: Numbers::FromOne, ..self }
    }
}

impl View {
    /// Whether it has this event in it.
    pub const fn has(self, event: &TraceEvent) -> bool {
        match self {
            Self::All => true,
            Self::Readable => event.what.is_readable(),
        }
    }
}

/// The number under which each event is told.
pub fn numbering(trace: &Trace, options: &TextOptions) -> BTreeMap<EventId, u64> {
    let told = trace.events().iter().filter(|event| options.view.has(event));
    let number = |(rank, event): (u64, &TraceEvent)| match options.numbers {
        Numbers::Kept => (event.id, event.id.index()),
        Numbers::FromOne => (event.id, rank),
    };
    (1..).zip(told).map(number).collect()
}

// An event in its columns.
struct Line {
    number: String,
    time: String,
    phrase: Phrase,
    // What led to it, and what there is to say of it.
    cause: String,
    note: String,
}

// A note is short, or it is cut: it must leave room for what happened.
const NOTE: usize = 28;

/// One event a line: number, time, who, what, and what led to it.
///
/// A message that is handled reads `n1 -> n2`, its second copy `n1 => n2`, one that is lost `n1 -x n2`, one that is late
/// has a `(+20ms)` behind it. What led to an event is the nearest event before that is told. What
/// [`Highlights`] say of an event stands behind a `!`. The last line says what was left out of the trace, if anything
/// was.
pub fn text(trace: &Trace, highlights: &Highlights, options: &TextOptions) -> String {
    let lines = lines(trace, highlights, options);
    let longest = |of: &dyn Fn(&Line) -> &str| {
        lines.iter().map(|line| of(line).chars().count()).max().unwrap_or(0)
    };
    let numbers = longest(&|line| &line.number);
    let times = longest(&|line| &line.time);
    let whom = longest(&|line| &line.phrase.whom).min(options.width / 3);
    let causes = longest(&|line| &line.cause);
    let room = options.width.saturating_sub(numbers + times + whom + 6).max(12);
    // What led to it stands behind the longest text, or where the longest such word still fits. A line with a note gives
    // way on its own.
    let length = |line: &Line| whole(&line.phrase, usize::MAX).chars().count();
    let texts = lines.iter().map(length).max().unwrap_or(0);
    let column = texts.min(room.saturating_sub(causes + 2).max(12));

    let mut text = String::new();
    for Line { number, time, phrase, cause, note } in &lines {
        let gap = if cause.is_empty() || note.is_empty() { "" } else { "  " };
        let tail = format!("{cause}{gap}{note}");
        let own = if tail.is_empty() { 0 } else { tail.chars().count() + 2 };
        let room = room.saturating_sub(own).max(12);
        let (what, column) = (whole(phrase, room), column.min(room));
        let whom_cut = cut(&phrase.whom, whom);
        let line = format!(
            "{number:<numbers$}  {time:>times$}  {whom_cut:<whom$}  {what:<column$}  {tail}"
        );
        writeln!(text, "{}", line.trim_end()).expect("a string takes all");
    }
    if trace.left_out().total() > 0 {
        writeln!(text, "left out: {}", trace.left_out()).expect("a string takes all");
    }
    text
}

fn lines(trace: &Trace, highlights: &Highlights, options: &TextOptions) -> Vec<Line> {
    let numbers = numbering(trace, options);
    let counts = |position: usize| options.view.has(&trace.events()[position]);
    let mut lines = Vec::with_capacity(numbers.len());
    for (position, event) in trace.events().iter().enumerate() {
        let Some(number) = numbers.get(&event.id) else { continue };
        let cause = trace.visible_cause(position, counts).map(|cause| trace.events()[cause].id);
        let cause = cause.and_then(|cause| numbers.get(&cause));
        let cause = cause.map_or_else(String::new, |cause| format!("from #{cause}"));
        let note = highlights.note(event.id);
        let note = note.map_or_else(String::new, |note| format!("! {}", cut(&plain(&note), NOTE)));
        lines.push(Line {
            number: format!("#{number}"),
            time: event.time.to_string(),
            phrase: match options.view {
                View::All => narrated(trace, event),
                View::Readable => readable(trace, event),
            },
            cause,
            note,
        });
    }
    lines
}

// What happened, in at most so many characters.
fn whole(phrase: &Phrase, most: usize) -> String {
    if phrase.rest.is_empty() {
        return cut(&phrase.what, most);
    }
    let rest = phrase.rest.chars().count() + 1;
    format!("{} {}", cut(&phrase.what, most.saturating_sub(rest)), phrase.rest)
}
