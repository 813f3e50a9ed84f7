//! The judge of one run: all properties of a scenario, those that every protocol has, and the marks.

use std::ops::ControlFlow;

use sim_core::{Ending, Event, EventId, Payload, Protocol, What, World};
use sim_net::Network;

use crate::checker::Conclusion;
use crate::failure::FailureId;
use crate::property::Property;
use crate::scenario::Scenario;
use crate::verdict::{Evidence, Verdict, Violation};

/// What is looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Goal {
    /// A violation of any property.
    Violation,
    /// A mark that is reached.
    Mark(String),
}

impl Goal {
    // A mark that was found is looked for again; it has no other name than that of its mark.
    pub(crate) fn of_saved<P: Protocol>(scenario: &Scenario<P>, failure: &FailureId) -> Self {
        let is_property = scenario.properties().any(|name| name == failure.property);
        if !is_property && failure.anomaly == "reached" {
            Self::Mark(failure.property.clone())
        } else {
            Self::Violation
        }
    }
}

/// A violation with its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// Its name, which stays the same in other runs.
    pub id: FailureId,
    /// What is wrong in this run.
    pub violation: Violation,
}

/// What the judge says of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// Nothing is wrong.
    Passed,
    /// It can't be told, and why not.
    Undecided(String),
    /// Something is wrong.
    Failed(Box<Failure>),
}

impl Judgement {
    /// The failure, if it is one.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Passed | Self::Undecided(_) => None,
        }
    }
}

/// Reads the events of a run for all properties.
pub(crate) struct Judge<P: Protocol> {
    properties: Vec<(String, Box<dyn Property<P>>)>,
    goal: Goal,
    marks: Vec<String>,
    // By their place among the marks.
    reached: Vec<bool>,
    found: Option<Failure>,
    // The event that tells why the run has to end, where the kernel has found it.
    finding: Option<EventId>,
    last: Option<EventId>,
}

impl<P: Protocol> Judge<P> {
    pub(crate) fn new(scenario: &Scenario<P>, goal: Goal) -> Self {
        Self {
            properties: scenario.judges(),
            goal,
            marks: scenario.marks.clone(),
            reached: vec![false; scenario.marks.len()],
            found: None,
            finding: None,
            last: None,
        }
    }

    pub(crate) fn reset(&mut self) {
        self.properties.iter_mut().for_each(|(_, property)| property.reset());
        self.reached.fill(false);
        self.found = None;
        self.finding = None;
        self.last = None;
    }

    /// Which marks were reached, by their place.
    pub(crate) fn reached(&self) -> &[bool] {
        &self.reached
    }

    pub(crate) fn see(&mut self, event: &Event<'_, P>) -> ControlFlow<()> {
        self.last = Some(event.id);
        if self.found.is_some() {
            return ControlFlow::Break(());
        }
        if matches!(event.what, What::Marked) {
            self.see_mark(event);
        } else if matches!(event.what, What::Panicked | What::Deadlocked { .. } | What::Livelocked)
        {
            self.finding = Some(event.id);
        }
        if self.goal == Goal::Violation {
            for (name, property) in &mut self.properties {
                if let Err(violation) = property.see(event) {
                    let id = FailureId::of(name, &violation);
                    self.found = Some(Failure { id, violation: *violation });
                    break;
                }
            }
        }
        if self.found.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn see_mark(&mut self, event: &Event<'_, P>) {
        let Payload::Text(name) = event.payload else { return };
        match self.marks.iter().position(|mark| mark == name) {
            Some(index) => self.reached[index] = true,
            None if self.goal == Goal::Violation => {
                let known = match self.marks.as_slice() {
                    [] => "the scenario declares none".to_owned(),
                    marks => format!("the scenario declares {}", marks.join(", ")),
                };
                let said = format!("mark {name:?} is not declared: {known}");
                let violation = Violation::new("undeclared mark", said)
                    .shown_by([Evidence::new(event.id, "reached")]);
                let id = FailureId::of("marks are declared", &violation);
                self.found = Some(Failure { id, violation });
            }
            None => {}
        }
        if matches!(&self.goal, Goal::Mark(mark) if mark == name) {
            let violation = Violation::new("reached", format!("mark {name:?} is reached"))
                .shown_by([Evidence::new(event.id, "reached")]);
            self.found = Some(Failure { id: FailureId::of(name, &violation), violation });
        }
    }

    /// What was wrong with the world before a step.
    pub(crate) fn object(&mut self, property: &str, said: String) {
        let evidence = self.last.map(|event| Evidence::new(event, "since then"));
        let violation = Violation::new("does not hold", said).shown_by(evidence);
        self.found = Some(Failure { id: FailureId::of(property, &violation), violation });
    }

    pub(crate) fn objects(&self) -> bool {
        self.found.is_some()
    }

    /// What is to be said of a run that ended so, before it is asked what else is missing.
    pub(crate) fn judge(&self, world: &World<P, Network<P>>, ending: &Ending) -> Option<Judgement> {
        if let Some(failure) = &self.found {
            return Some(Judgement::Failed(Box::new(failure.clone())));
        }
        if self.goal != Goal::Violation {
            return None;
        }
        let role = |actor| role(world.directory().path(actor).unwrap_or("?"));
        let roles = |actors: &[_]| {
            let mut roles: Vec<String> = actors.iter().map(|actor| role(*actor)).collect();
            roles.sort_unstable();
            roles.dedup();
            roles
        };
        let failure = |property: &str, anomaly: String, kind, said, roles| {
            let evidence = self.finding.map(|event| Evidence::new(event, "here"));
            let violation = Violation::new(kind, said).shown_by(evidence);
            let id = FailureId { property: property.into(), anomaly, roles };
            Some(Judgement::Failed(Box::new(Failure { id, violation })))
        };
        match ending {
            Ending::Panicked(actor) => {
                let panic = world.panics().last().expect("a run that ended by a panic tells it");
                let anomaly = format!("panic: {}", without_numbers(&panic.message));
                let path = world.directory().path(*actor).unwrap_or("?");
                let said = format!("{path} panicked at {}: {}", panic.location, panic.message);
                failure("no actor panics", anomaly, "panic", said, roles(&[*actor]))
            }
            Ending::Deadlock(actors) => {
                let names = names(world, actors);
                let said = format!("{names} wait for room in each other's mailboxes");
                failure("no deadlock", "deadlock".into(), "deadlock", said, roles(actors))
            }
            Ending::Livelock(actors) => {
                let said = format!("no time passes any more; {} go on", names(world, actors));
                failure("no livelock", "livelock".into(), "livelock", said, roles(actors))
            }
            Ending::Steps | Ending::Events => {
                let said = format!("the run was given up after {} steps", world.steps());
                Some(Judgement::Undecided(said))
            }
            Ending::TimeOverflow => {
                Some(Judgement::Undecided("something would happen after 584 years".into()))
            }
            Ending::Idle | Ending::Time | Ending::Reached | Ending::Observed => None,
        }
    }

    /// The run breaks off, and nothing was wrong so far: what is missing says nothing.
    pub(crate) fn break_off(&mut self) -> Judgement {
        if self.goal != Goal::Violation {
            return Judgement::Passed;
        }
        for (name, property) in &mut self.properties {
            if let Err(violation) = property.break_off() {
                let id = FailureId::of(name, &violation);
                return Judgement::Failed(Box::new(Failure { id, violation: *violation }));
            }
        }
        Judgement::Passed
    }

    /// The run is over, and nothing was wrong so far.
    pub(crate) fn conclude(&mut self, conclusion: &Conclusion) -> Judgement {
        if self.goal != Goal::Violation {
            return Judgement::Passed;
        }
        let mut undecided = None;
        for (name, property) in &mut self.properties {
            match property.conclude(conclusion) {
                Verdict::Passed => {}
                Verdict::Undecided(doubt) => {
                    undecided = undecided.or_else(|| Some(format!("{name}: {doubt}")));
                }
                Verdict::Violated(violation) => {
                    let id = FailureId::of(name, &violation);
                    return Judgement::Failed(Box::new(Failure { id, violation: *violation }));
                }
            }
        }
        undecided.map_or(Judgement::Passed, Judgement::Undecided)
    }
}

// What an actor is, whoever it is: its path without numbers.
fn role(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        let part = part.split('#').next().unwrap_or(part);
        part.trim_end_matches(|c: char| c.is_ascii_digit())
    });
    parts.collect::<Vec<_>>().join("/")
}

// What a panic says, whatever the values are.
fn without_numbers(message: &str) -> String {
    let mut text = String::new();
    for line in message.lines().take(1) {
        let mut in_number = false;
        for c in line.chars() {
            if c.is_ascii_digit() {
                if !in_number {
                    text.push('N');
                }
                in_number = true;
            } else {
                in_number = false;
                text.push(c);
            }
        }
    }
    text
}

fn names<P: Protocol>(world: &World<P, Network<P>>, actors: &[sim_core::ActorId]) -> String {
    let names = actors.iter().map(|actor| world.directory().path(*actor).unwrap_or("?"));
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_has_no_numbers() {
        assert_eq!(role("n12"), "n");
        assert_eq!(role("shop/worker#2"), "shop/worker");
        assert_eq!(role("n2/client1"), "n/client");
    }

    #[test]
    fn a_panic_is_the_same_with_other_numbers() {
        assert_eq!(without_numbers("index 12 of 3\nmore"), "index N of N");
    }
}
