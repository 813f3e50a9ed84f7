//! Arrows: the messages of a diagram.

use std::fmt::Write;

use sim_core::DropCause;

use super::{Diagram, ROW};
use crate::render::quoted::markup;
use crate::trace::{Fate, Happening, Journey, Trace};

impl Fate {
    /// Its class in pictures.
    pub(in crate::render) const fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Late => "late",
            Self::Overtaken => "overtaken",
            Self::Duplicate => "duplicate",
            Self::Diverted => "diverted",
            Self::Lost => "lost",
        }
    }
}

// Where it was lost: on the way, or at the door of the receiver.
fn arrived(trace: &Trace, journey: &Journey) -> bool {
    let Happening::Dropped { why, .. } = trace.events()[journey.end].what else { return true };
    match why {
        DropCause::Lost
        | DropCause::Cut
        | DropCause::NoRoute
        | DropCause::LinkFull
        | DropCause::Severed
        | DropCause::Rule
        | DropCause::SenderCrashed
        | DropCause::Never => false,
        DropCause::NodeDown
        | DropCause::NoActor
        | DropCause::Private
        | DropCause::MailboxNewest
        | DropCause::MailboxOldest
        | DropCause::ReceiverEnded
        | DropCause::ReceiverCrashed => true,
    }
}

impl Diagram<'_> {
    pub(super) fn draw_journey(&self, svg: &mut String, journey: &Journey) {
        let event = &self.trace.events()[journey.end];
        let sent = journey.sent.unwrap_or(journey.end);
        let (begin, end) = (Self::y(sent), Self::y(journey.end));
        let (from, to) = (self.columns.of_actor(journey.from), self.columns.of_actor(journey.to));
        let (left, right) = (self.x(from), self.x(to));
        let class = journey.fate.class();
        let classes = self.classes(journey.end, event);
        let path = if from == to {
            format!("M{left} {begin}c28 0 28 {depth} 5 {depth}", depth = end - begin)
        } else if !arrived(self.trace, journey) {
            // Between two lanes: on a lane it would seem to be lost there.
            let part = from.abs_diff(to) / 2 * self.lane + self.lane / 2;
            let cross = if left < right { left + part } else { left - part };
            format!("M{left} {begin}L{cross} {end}")
        } else if left < right {
            format!("M{left} {begin}L{} {end}", right - 5)
        } else {
            format!("M{left} {begin}L{} {end}", right + 5)
        };
        let title = markup(&event.told);
        write!(
            svg,
            "<path class=\"m {class} {classes}\" d=\"{path}\"><title>{title}</title></path>"
        )
        .expect("a string takes all");
    }
}

/// The heads of arrows, one for each fate, because a head has the colour of its own.
pub(in crate::render) fn heads() -> String {
    let mut svg = String::from("<defs>");
    for fate in [Fate::Plain, Fate::Late, Fate::Overtaken, Fate::Duplicate, Fate::Diverted] {
        let class = fate.class();
        write!(
            svg,
            "<marker id=\"head-{class}\" class=\"{class}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker>"
        )
        .expect("a string takes all");
    }
    svg.push_str(
        "<marker id=\"head-lost\" class=\"lost\" viewBox=\"0 0 10 10\" refX=\"5\" refY=\"5\" markerWidth=\"10\" markerHeight=\"10\" markerUnits=\"userSpaceOnUse\"><path class=\"cross\" d=\"M1 1L9 9M9 1L1 9\"/></marker>",
    );
    let side = ROW / 2;
    write!(
        svg,
        "<pattern id=\"hatch\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"hatch\" d=\"M0 0V{side}\"/></pattern></defs>"
    )
    .expect("a string takes all");
    svg
}
