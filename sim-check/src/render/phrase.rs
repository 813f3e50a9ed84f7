//! Phrases: an event as two short texts, of whom it tells and what.

use super::quoted::plain;
use crate::trace::{Happening, Trace, TraceEvent};

/// Of whom an event tells, and what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Phrase {
    /// `n1`, or `n1 -> n2`.
    pub(super) whom: String,
    /// `Prepare { b: 1 }`, or `FAULT power off`.
    pub(super) what: String,
    /// What must not be cut off: `(+20ms)`.
    pub(super) rest: String,
}

/// As the narrator says it: a message is sent from left to right, and handled from right to left.
pub(super) fn narrated(trace: &Trace, event: &TraceEvent) -> Phrase {
    let place = trace.place_name(event.place);
    let arrow = |left: &str, arrow: &str, right| format!("{left} {arrow} {}", trace.name(right));
    let what = event.what;
    let whom = if let Happening::Sent { to } | Happening::Routed { to } = what {
        arrow(place, "->", to)
    } else if let Happening::Damaged { from, to } = what {
        arrow(trace.name(from), "~>", to)
    } else if let Happening::Dropped { from, to, .. } = what {
        arrow(trace.name(from), "-x", to)
    } else if let Happening::Held { from, to } = what {
        arrow(trace.name(from), "-|", to)
    } else if let Happening::Delivered { from, copy } = what {
        arrow(place, if copy == 0 { "<-" } else { "<=" }, from)
    } else if let Happening::Queued { from, .. } = what {
        arrow(place, "..", from)
    } else {
        place.to_string()
    };
    let what = event.told.strip_prefix(&whom).unwrap_or(&event.told).trim_start();
    let late = event.late.map_or_else(String::new, |late| format!("(+{late})"));
    Phrase { what: plain(what), whom: plain(&whom), rest: late }
}

/// As one who sees no sending says it: a message that is handled goes from left to right.
pub(super) fn readable(trace: &Trace, event: &TraceEvent) -> Phrase {
    let phrase = narrated(trace, event);
    let Happening::Delivered { from, copy } = event.what else { return phrase };
    let arrow = if copy == 0 { "->" } else { "=>" };
    let whom = format!("{} {arrow} {}", trace.name(from), trace.place_name(event.place));
    Phrase { whom: plain(&whom), ..phrase }
}

/// How wide the columns before what happens are, in characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Widths {
    pub(super) ids: usize,
    pub(super) times: usize,
    pub(super) whom: usize,
}

impl Widths {
    // A name longer than this shifts its own line instead of all others.
    const WHOM: usize = 28;

    pub(super) fn new(trace: &Trace) -> Self {
        let mut widths = Self { ids: 0, times: 0, whom: 0 };
        for event in trace.events() {
            let whom = narrated(trace, event).whom.chars().count();
            widths.ids = widths.ids.max(event.id.to_string().len());
            widths.times = widths.times.max(event.time.to_string().len());
            widths.whom = widths.whom.max(whom.min(Self::WHOM));
        }
        widths
    }
}
