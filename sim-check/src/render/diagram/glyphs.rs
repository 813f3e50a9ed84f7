//! Glyphs: what happens at one place, as a small figure.

use std::fmt::Write;

use super::{Diagram, WORLD};
use crate::trace::{Happening, TraceEvent, TracePlace};

/// The figures, in the order of the legend.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::render) enum Glyph {
    Handled,
    Timer,
    Call,
    Fact,
    Crash,
    Restart,
    Fault,
    Wrong,
    Step,
}

impl Glyph {
    pub(in crate::render) const fn class(self) -> &'static str {
        match self {
            Self::Handled => "handled",
            Self::Timer => "timer",
            Self::Call => "call",
            Self::Fact => "fact",
            Self::Crash => "crash",
            Self::Restart => "restart",
            Self::Fault => "fault",
            Self::Wrong => "wrong",
            Self::Step => "step",
        }
    }

    /// Its outline, from its middle.
    pub(in crate::render) const fn path(self) -> &'static str {
        match self {
            Self::Handled => "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
            Self::Timer => "m-4-4h8l-8 8h8z",
            Self::Call => "m-4-4h8v8h-8z",
            Self::Fact => "m0-6l6 6-6 6-6-6z",
            Self::Crash => "m-6-6l12 12m0-12l-12 12",
            Self::Restart => "m-5 4l5-9 5 9z",
            Self::Fault => "m2-8l-6 9h4l-2 7 6-9h-4z",
            Self::Wrong => "m-2-7h4l-1 9h-2zm1 11h2v3h-2z",
            Self::Step => "m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
        }
    }

    fn of(what: &Happening) -> Self {
        if matches!(
            what,
            Happening::Delivered { .. } | Happening::DeadLetter { .. } | Happening::Refused { .. }
        ) {
            Self::Handled
        } else if matches!(what, Happening::TimerFired) {
            Self::Timer
        } else if what.is_call() {
            Self::Call
        } else if matches!(what, Happening::Told | Happening::Marked) {
            Self::Fact
        } else if matches!(what, Happening::Crashed { .. }) {
            Self::Crash
        } else if matches!(what, Happening::Restarted { .. }) {
            Self::Restart
        } else if what.is_fault() {
            Self::Fault
        } else if matches!(
            what,
            Happening::Panicked
                | Happening::Deadlocked { .. }
                | Happening::Livelocked
                | Happening::DiskFailed
        ) {
            Self::Wrong
        } else {
            Self::Step
        }
    }
}

impl Diagram<'_> {
    pub(super) fn draw_glyph(&self, svg: &mut String, position: usize, event: &TraceEvent) {
        // Its cross is at the end of its arrow.
        if matches!(event.what, Happening::Dropped { .. }) {
            return;
        }
        let glyph = Glyph::of(&event.what);
        let columns = self.columns.of(event.place);
        let x = match event.place {
            TracePlace::World => WORLD,
            TracePlace::Node(_) => self.x(columns.start).midpoint(self.x(columns.end.max(1) - 1)),
            TracePlace::Actor(_) => self.x(columns.start),
        };
        let (y, classes) = (Self::y(position), self.classes(position, event));
        let (class, path) = (glyph.class(), glyph.path());
        write!(svg, "<path class=\"g {class} {classes}\" d=\"M{x} {y}{path}\"/>")
            .expect("a string takes all");
    }
}
