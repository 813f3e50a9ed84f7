//! Lanes: a space-time diagram in characters, to be read in a terminal.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::columns::{Columns, Fares};
use super::phrase::readable;
use super::quoted::{cut, plain};
use crate::trace::{Fate, Happening, Highlights, Journey, Trace, TraceEvent, TracePlace, journeys};

/// How lanes are drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LanesOptions {
    /// How many characters a line may have, if there is room for all lanes then.
    pub width: usize,
}

impl Default for LanesOptions {
    fn default() -> Self {
        Self { width: 100 }
    }
}

const LEGEND: &str = "\
-->  message    ==>  one copy more    ~~>  late, or overtaken    --x  lost    @  to itself
 |   up         :    down             !    paused                o   something happens
 #   crash      ^    restart          *    fact or mark          ==  to all";

// After so many lines the names stand there once more.
const PAGE: usize = 40;

// A label shorter than this says nothing.
const LABEL: usize = 24;

/// A space-time diagram: a lane for each actor, time goes downwards, and what happens stands to the right.
///
/// A message is drawn where it arrives. Events that say how, not what (sendings, timers that are set) are left out.
pub fn lanes(trace: &Trace, highlights: &Highlights, options: &LanesOptions) -> String {
    let columns = Columns::new(trace);
    let events = trace.events().iter().filter(|event| event.what.is_readable());
    let times = events.map(|event| event.time.to_string().len()).max().unwrap_or(0);
    let longest = columns.list.iter().map(|column| column.name.chars().count()).max().unwrap_or(0);
    // Half of the line is for the lanes, if they can do with that.
    let half = options.width.saturating_sub(times) / 2;
    let share = half.checked_div(columns.list.len()).unwrap_or(0);
    let lane = (longest + 2).max(8).min(share.max(5));
    let paper = Paper { times, lane, count: columns.list.len() };
    let room = options.width.saturating_sub(times + 2 + lane * columns.list.len() + 2).max(LABEL);

    let mut ends: BTreeMap<usize, Journey> = BTreeMap::new();
    ends.extend(journeys(trace).into_iter().map(|journey| (journey.end, journey)));
    let mut fares = columns.at_first();
    let mut text = format!("{LEGEND}\n\n");
    let mut rows = 0;
    let mut time = String::new();
    for (position, event) in trace.events().iter().enumerate() {
        if !event.what.is_readable() {
            columns.after(event, &mut fares);
            continue;
        }
        if rows % PAGE == 0 {
            text.push_str(&paper.header(&columns));
        }
        rows += 1;
        let mut row = paper.row(&fares);
        columns.after(event, &mut fares);
        match ends.get(&position) {
            Some(journey) => paper.draw(&mut row, journey, &columns),
            None => paper.mark(&mut row, event, &columns),
        }
        let phrase = readable(trace, event);
        let rest = if phrase.rest.is_empty() { String::new() } else { format!(" {}", phrase.rest) };
        let note = highlights.note(event.id);
        let note = note.map_or_else(String::new, |note| format!("  ! {}", plain(&note)));
        let label = cut(&format!("{} {}{rest}{note}", event.id, phrase.what), room);
        let now = event.time.to_string();
        let shown = if now == time { "" } else { &now };
        let row: String = row.into_iter().collect();
        let told = format!("{shown:>times$}  {row}  {label}");
        writeln!(text, "{}", told.trim_end()).expect("a string takes all");
        time = now;
    }
    if trace.left_out().total() > 0 {
        writeln!(text, "left out: {}", trace.left_out()).expect("a string takes all");
    }
    text
}

// How wide things are.
struct Paper {
    times: usize,
    lane: usize,
    count: usize,
}

impl Paper {
    const fn middle(&self, column: usize) -> usize {
        column * self.lane + self.lane / 2
    }

    fn header(&self, columns: &Columns) -> String {
        let mut line = " ".repeat(self.times + 2);
        for column in &columns.list {
            // Where there is no room, the actor says more than its node.
            let whole = plain(&column.name);
            let short = whole.find('/').filter(|_| whole.chars().count() >= self.lane);
            let name = cut(&whole[short.map_or(0, |slash| slash + 1)..], self.lane - 1);
            // The middle of the name above the middle of the lane.
            let left = (self.lane / 2).saturating_sub(name.chars().count() / 2);
            let width = self.lane - left;
            write!(line, "{}{name:<width$}", " ".repeat(left)).expect("a string takes all");
        }
        format!("{}\n", line.trim_end())
    }

    fn row(&self, fares: &[Fares]) -> Vec<char> {
        let mut row = vec![' '; self.lane * self.count];
        for (column, fares) in fares.iter().enumerate() {
            row[self.middle(column)] = match fares {
                Fares::Gone => ' ',
                Fares::Up => '|',
                Fares::Down => ':',
                Fares::Paused => '!',
            };
        }
        row
    }

    fn draw(&self, row: &mut [char], journey: &Journey, columns: &Columns) {
        let (from, to) = (columns.of_actor(journey.from), columns.of_actor(journey.to));
        if from == to {
            row[self.middle(to)] = if journey.fate == Fate::Lost { 'x' } else { '@' };
            return;
        }
        let (line, head) = match journey.fate {
            Fate::Plain | Fate::Diverted => ('-', None),
            Fate::Late | Fate::Overtaken => ('~', None),
            Fate::Duplicate => ('=', None),
            Fate::Lost => ('-', Some('x')),
        };
        let (begin, end) = (self.middle(from), self.middle(to));
        let (left, right) = (begin.min(end), begin.max(end));
        for place in &mut row[left + 1..right] {
            *place = if *place == ' ' { line } else { '+' };
        }
        if begin < end {
            row[end - 1] = head.unwrap_or('>');
        } else {
            row[end + 1] = head.unwrap_or('<');
        }
    }

    fn mark(&self, row: &mut [char], event: &TraceEvent, columns: &Columns) {
        if event.place == TracePlace::World {
            row.iter_mut().filter(|place| **place == ' ').for_each(|place| *place = '=');
            return;
        }
        let mark = if let Happening::Crashed { .. } = event.what {
            '#'
        } else if let Happening::Restarted { .. } = event.what {
            '^'
        } else if let Happening::Told | Happening::Marked = event.what {
            '*'
        } else {
            'o'
        };
        for column in columns.of(event.place) {
            row[self.middle(column)] = mark;
        }
    }
}
