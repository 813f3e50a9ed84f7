//! An explanation in words: a table of all that is listed, in its order.

use std::fmt;

use super::{Explanation, Freedom, May, Point};
use crate::finding::Instead;

// What doesn't fit into a line of the terminal ends with this.
const ELLIPSIS: char = '…';

/// In at most 100 columns.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told_within(100))
    }
}

impl Explanation {
    /// In words and at most so many columns: for each entry what happens without it, how many runs fail when all that comes after
    /// it is drawn anew, and what may be otherwise about it.
    pub fn told_within(&self, columns: usize) -> String {
        let mut told = String::new();
        // A string takes all.
        let _ = self.tell(&mut told, columns);
        told
    }

    fn tell(&self, f: &mut impl fmt::Write, columns: usize) -> fmt::Result {
        let rows = rows(self);
        let widest =
            rows.iter().map(|row| row.may.chars().count()).max().unwrap_or(0).max(MAY.len());
        let line = |place: &str, without: &str, fails: &str, may: &str, label: &str| {
            let line = format!("  {place:>3}  {without:16}  {fails:>5}  {may:widest$}  {label}");
            fitting(columns, line.trim_end())
        };
        writeln!(f, "{}", line("", "without it", "fails", MAY, ""))?;
        for Row { place, without, fails, may, label } in &rows {
            writeln!(f, "{}", line(place, without, fails, may, label))?;
        }
        let runs = self.points.iter().map(|point| point.runs).max().unwrap_or(0);
        writeln!(f, "  fails: of {runs} runs in which what comes after that entry is drawn anew")?;
        match self.no_return.and_then(|entries| self.points.iter().find(|it| it.entries == entries))
        {
            Some(Point { entries: 0, .. }) => {
                f.write_str("  point of no return: none, it mostly fails whatever happens")
            }
            Some(Point { entries, label, .. }) => {
                write!(
                    f,
                    "{}",
                    fitting(columns, &format!("  point of no return: {entries}  {label}"))
                )
            }
            None => f.write_str("  point of no return: none, it is settled little by little"),
        }?;
        if self.spent { f.write_str(" (the runs were used up)") } else { Ok(()) }
    }
}

const MAY: &str = "may be";

struct Row {
    place: String,
    without: &'static str,
    fails: String,
    may: String,
    label: String,
}

// First what no step carries, then what happens one after the other; with the share of failures where there is one.
fn rows(explanation: &Explanation) -> Vec<Row> {
    let Explanation { points, freedom, .. } = explanation;
    // The last so many entries are those whose order the points follow.
    let ordered = freedom.len().saturating_sub(points.len().saturating_sub(1));
    let fails =
        |point: &Point| if point.runs == 0 { "?".to_owned() } else { point.failed.to_string() };
    let nothing = points.first().map(|point| Row {
        place: "0".to_owned(),
        without: "",
        fails: fails(point),
        may: String::new(),
        label: point.label.clone(),
    });
    let row = |(index, Freedom { label, without, may }): (usize, &Freedom)| {
        let place = index.checked_sub(ordered).map(|index| index + 1);
        let point = place.and_then(|place| points.get(place));
        Row {
            place: place.map(|place| place.to_string()).unwrap_or_default(),
            without: word(without.as_ref(), explanation.spent),
            fails: point.map(fails).unwrap_or_default(),
            may: may_be(may),
            label: label.clone(),
        }
    };
    let mut rows: Vec<Row> = freedom.iter().enumerate().map(row).collect();
    rows.splice(ordered..ordered, nothing);
    rows
}

const fn word(without: Option<&Instead>, spent: bool) -> &'static str {
    match without {
        None if spent => "?",
        None => "fails all the same",
        Some(Instead::Passes) => "passes",
        Some(Instead::Undecided) => "undecided",
        Some(Instead::Fails(_)) => "fails otherwise",
        Some(Instead::NoTimes | Instead::BeyondModel) => "impossible",
    }
}

fn may_be(may: &May) -> String {
    match may {
        May::Nothing => "just so".to_owned(),
        May::Between(from, to) => format!("from {from} to {to}"),
        May::BeOther(values) => {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            format!("or {}", values.join(", "))
        }
    }
}

fn fitting(columns: usize, line: &str) -> String {
    if line.chars().count() <= columns {
        return line.to_owned();
    }
    line.chars().take(columns.saturating_sub(1)).chain([ELLIPSIS]).collect()
}
