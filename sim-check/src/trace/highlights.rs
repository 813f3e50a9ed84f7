//! Highlights: what a picture of a trace points at.

use sim_core::EventId;

use crate::verdict::{Evidence, Violation};

/// What a picture of a trace points at; nothing, by default.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Highlights {
    /// Which run it is: `paxos::agreement, seed 4217`.
    pub title: String,
    /// What is wrong, in a sentence.
    pub said: String,
    /// The events that show it.
    pub evidence: Vec<Evidence>,
    /// The faults without which nothing would be wrong.
    pub necessary: Vec<EventId>,
}

impl Highlights {
    /// What a judge has found.
    ///
    /// ```
    /// use sim_check::trace::Highlights;
    /// use sim_check::{Evidence, Violation};
    /// use sim_core::EventId;
    ///
    /// let violation = Violation::new("told twice", "7 is told twice")
    ///     .shown_by([Evidence::new(EventId::nth(4), "again")]);
    /// let highlights = Highlights::of(&violation);
    /// assert_eq!(highlights.said, "told twice: 7 is told twice");
    /// assert_eq!(highlights.note(EventId::nth(4)).as_deref(), Some("again"));
    /// ```
    pub fn of(violation: &Violation) -> Self {
        Self {
            said: format!("{}: {}", violation.anomaly, violation.said),
            evidence: violation.evidence.clone(),
            ..Self::default()
        }
    }

    /// What there is to say of an event.
    pub fn note(&self, id: EventId) -> Option<String> {
        let shown = self.evidence.iter().filter(|it| it.event == id).map(|it| it.note.as_str());
        let necessary = self.necessary.contains(&id).then_some("necessary");
        let notes: Vec<&str> = shown.chain(necessary).collect();
        (!notes.is_empty()).then(|| notes.join(", "))
    }

    /// The events to which it all leads: those that show it.
    pub(crate) fn roots(&self) -> Vec<EventId> {
        self.evidence.iter().map(|evidence| evidence.event).collect()
    }
}
