//! Mermaid: a sequence diagram for documents in Markdown.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use super::columns::Columns;
use super::json::string;
use super::phrase::readable;
use super::quoted::plain;
use crate::trace::{Fate, Highlights, Journey, Trace, journeys};

/// A [Mermaid](https://mermaid.js.org) sequence diagram: arrows for messages, notes for what else happens, a red ground
/// for what [`Highlights`] point at.
///
/// A copy more is a dotted arrow, one that is late or was overtaken has an open head, one that is lost ends in a cross.
pub fn mermaid(trace: &Trace, highlights: &Highlights) -> String {
    let columns = Columns::new(trace);
    let mut text = String::new();
    if !highlights.title.is_empty() {
        // A text in JSON is one in YAML.
        let title = string(&plain(&highlights.title));
        write!(text, "---\ntitle: {title}\n---\n").expect("a string takes all");
    }
    text.push_str("sequenceDiagram\n");
    participants(&mut text, trace, &columns);
    if !highlights.said.is_empty() && !columns.list.is_empty() {
        let all = span(&(0..columns.list.len()));
        writeln!(text, "    Note over {all}: {}", quoted(&highlights.said))
            .expect("a string takes all");
    }
    let ends: BTreeMap<usize, Journey> =
        journeys(trace).into_iter().map(|journey| (journey.end, journey)).collect();
    for (position, event) in trace.events().iter().enumerate() {
        let here = columns.of(event.place);
        if !event.what.is_readable() || here.is_empty() {
            continue;
        }
        let phrase = readable(trace, event);
        let note = highlights.note(event.id);
        let mut label = format!("{} {} {}", event.id, event.time, phrase.what);
        for part in [Some(phrase.rest), note.clone().map(|note| format!("! {note}"))] {
            if let Some(part) = part.filter(|part| !part.is_empty()) {
                write!(label, " {part}").expect("a string takes all");
            }
        }
        let label = quoted(&label);
        let line = match ends.get(&position) {
            None => format!("Note over {}: {label}", span(&here)),
            Some(journey) => {
                let arrow = match journey.fate {
                    Fate::Plain => "->>",
                    Fate::Late | Fate::Overtaken => "-)",
                    Fate::Duplicate | Fate::Diverted => "-->>",
                    Fate::Lost => "-x",
                };
                let (from, to) = (columns.of_actor(journey.from), columns.of_actor(journey.to));
                format!("p{from}{arrow}p{to}: {label}")
            }
        };
        let framed = if note.is_some() {
            format!("    rect rgb(255, 225, 225)\n    {line}\n    end\n")
        } else {
            format!("    {line}\n")
        };
        text.push_str(&framed);
    }
    if trace.left_out().total() > 0 && !columns.list.is_empty() {
        let all = span(&(0..columns.list.len()));
        writeln!(text, "    Note over {all}: left out: {}", trace.left_out())
            .expect("a string takes all");
    }
    text
}

// A node with several actors is a box around them.
fn participants(text: &mut String, trace: &Trace, columns: &Columns) {
    let mut boxed: Option<usize> = None;
    for (number, column) in columns.list.iter().enumerate() {
        let shared = column.node.filter(|node| columns.of_node(*node).len() > 1);
        if boxed != shared {
            if boxed.is_some() {
                text.push_str("    end\n");
            }
            if let Some(node) = shared {
                // With a colour: else a node called `red` would be one.
                writeln!(text, "    box transparent {}", quoted(trace.node_name(node)))
                    .expect("a string takes all");
            }
            boxed = shared;
        }
        writeln!(text, "    participant p{number} as {}", quoted(&column.name))
            .expect("a string takes all");
    }
    if boxed.is_some() {
        text.push_str("    end\n");
    }
}

fn span(columns: &Range<usize>) -> String {
    if columns.len() == 1 {
        format!("p{}", columns.start)
    } else {
        format!("p{},p{}", columns.start, columns.end.saturating_sub(1))
    }
}

// A semicolon ends a statement, a hash begins a number of a character, a tag is obeyed; and `end` as a word ends a box.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for character in plain(text).chars() {
        match character {
            '#' | ';' | '<' | '>' | '"' | '&' | '%' | '$' | '\\' | '`' => {
                write!(quoted, "#{};", u32::from(character)).expect("a string takes all");
            }
            _ => quoted.push(character),
        }
    }
    let words = quoted.split(' ').map(|word| match word.strip_prefix(['e', 'E']) {
        Some("nd" | "ND") => "#101;nd",
        Some(_) | None => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_mermaid_would_obey_is_told_by_numbers() {
        assert_eq!(quoted("a;b#c"), "a#59;b#35;c");
        assert_eq!(quoted("the end of <b>"), "the #101;nd of #60;b#62;");
        assert_eq!(quoted("Prepare { b: 1 }"), "Prepare { b: 1 }");
    }
}
