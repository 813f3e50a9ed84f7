//! Problems: what is wrong with a plan, found on the data before anything runs.
//!
//! * labels: there, distinct, printable ([`label`]);
//! * times: ends after beginnings, all before the plan is healed ([`time`]);
//! * names of nodes, and how many nodes a fault wants ([`name`], [`target`]);
//! * numbers: chances, factors, rates, counts ([`value`]);
//! * two faults that want the same node to be down ([`overlap`]);
//! * with a fault model: what it allows ([`allowed`]), how many nodes may be down or crash for good ([`down`]), that a
//!   majority is left ([`majority`]), that all is healed in time ([`healed`]).
//!
//! A plan with ranges is judged by the worst that it can do. Two spans of time that only touch count as overlapping:
//! what comes first in an instant is not for the plan to say.
//!
//! Deliberately absent: links and topologies, so the ends of an edge, which may be switches, are taken as they are.

mod allowed;
mod crowd;
mod down;
mod healed;
mod label;
mod majority;
mod name;
mod overlap;
mod target;
#[cfg(test)]
mod tests;
mod time;
mod value;
mod window;

pub(crate) use name::listed;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::family::Links;
use crate::plan::{Episode, Plan};

/// Something that is wrong with a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Which episode, counted from zero; the plan as a whole, if there is none.
    pub episode: Option<usize>,
    /// The label of that episode.
    pub label: Option<String>,
    /// The name of the innermost field that is wrong, as it is called in the data: `at`, `end`, `nodes`, `chance`, ...
    pub field: &'static str,
    /// What is wrong, with the value.
    pub said: String,
    /// What would be right, where that can be listed.
    pub expected: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
}

/// In one line: `episode "split": no node is called "n4"; expected one of n1, n2, n3`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.episode, &self.label) {
            (Some(_), Some(label)) if !label.is_empty() => write!(f, "episode {label:?}: ")?,
            (Some(index), _) => write!(f, "episode {}: ", index + 1)?,
            (None, _) => write!(f, "the plan: ")?,
        }
        f.write_str(&self.said)?;
        if let Some(expected) = &self.expected {
            write!(f, "; expected {expected}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "; {help}")?;
        }
        Ok(())
    }
}

impl core::error::Error for Problem {}

impl Problem {
    fn expected(&mut self, what: impl Into<String>) -> &mut Self {
        self.expected = Some(what.into());
        self
    }

    fn help(&mut self, what: impl Into<String>) -> &mut Self {
        self.help = Some(what.into());
        self
    }
}

impl Plan {
    /// All that is wrong with this plan in a world of these nodes, in the order of its episodes.
    ///
    /// ```
    /// use sim_core::{millis, seconds};
    /// use sim_net::{Episode, Partition, Plan, Selector};
    ///
    /// let bank = Partition::Isolate(Selector::node("bnak"));
    /// let plan = Plan::new().episode(Episode::new("cut", seconds(1), bank).lasts(millis(0)));
    /// let told: Vec<String> = plan.problems(&["shop", "bank"]).iter().map(|p| p.to_string()).collect();
    /// assert_eq!(
    ///     told,
    ///     [
    ///         "episode \"cut\": it lasts no time",
    ///         "episode \"cut\": no node is called \"bnak\"; expected one of shop, bank; did you mean \"bank\"?",
    ///     ]
    /// );
    /// ```
    pub fn problems(&self, nodes: &[&str]) -> Vec<Problem> {
        let mut sorted = nodes.to_vec();
        sorted.sort_unstable();
        let mut found = Found { plan: self, nodes, sorted, index: 0, problems: Vec::new() };
        for (index, episode) in self.episodes.iter().enumerate() {
            found.index = index;
            label::check(&mut found, episode);
            time::check(&mut found, episode);
            target::check(&mut found, &episode.fault);
            value::check(&mut found, &episode.fault);
        }
        overlap::check(&mut found);
        if let Some(model) = self.model {
            allowed::check(&mut found, &model);
            down::check(&mut found, &model);
            majority::check(&mut found, &model);
            healed::check(&mut found, &model);
        }
        found.problems.sort_by_key(|problem| problem.episode);
        found.problems
    }

    /// The edges that it names and the network doesn't have.
    pub(crate) fn missing_edges(&self, has: impl Fn(&str, &str) -> bool) -> Vec<Problem> {
        let mut found =
            Found { plan: self, nodes: &[], sorted: Vec::new(), index: 0, problems: Vec::new() };
        for (index, episode) in self.episodes.iter().enumerate() {
            found.index = index;
            if let Some(Links::Edge(one, other)) = episode.fault.links()
                && !has(one, other)
            {
                let said = format!("nothing connects {one:?} with {other:?}");
                found.here("links", said).help("routes may lead there by way of others");
            }
        }
        found.problems
    }
}

// What is checked, and what was found so far.
struct Found<'a> {
    plan: &'a Plan,
    nodes: &'a [&'a str],
    // The same, to look names up: a plan may name 100,000 of them.
    sorted: Vec<&'a str>,
    // The episode that is being looked at, where they are looked at one by one.
    index: usize,
    problems: Vec<Problem>,
}

impl Found<'_> {
    fn has_node(&self, name: &str) -> bool {
        self.sorted.binary_search(&name).is_ok()
    }

    // A problem of the plan as a whole.
    fn plan(&mut self, field: &'static str, said: impl Into<String>) -> &mut Problem {
        self.add(None, field, said.into())
    }

    // A problem of the episode that is being looked at.
    fn here(&mut self, field: &'static str, said: impl Into<String>) -> &mut Problem {
        self.add(Some(self.index), field, said.into())
    }

    // A problem of that episode.
    fn episode(
        &mut self,
        index: usize,
        field: &'static str,
        said: impl Into<String>,
    ) -> &mut Problem {
        self.add(Some(index), field, said.into())
    }

    fn add(&mut self, episode: Option<usize>, field: &'static str, said: String) -> &mut Problem {
        let label = episode.map(|index| self.plan.episodes[index].label.clone());
        let problem = Problem { episode, label, field, said, expected: None, help: None };
        self.problems.push(problem);
        self.problems.last_mut().expect("it has just been added")
    }
}

// The labels of these episodes, as they stand in a sentence.
fn labels<'a>(episodes: impl Iterator<Item = &'a Episode>) -> String {
    let labels: Vec<String> = episodes.map(called).collect();
    labels.join(", ")
}

// An episode in a sentence, with the line where it is written, if it was read.
fn called(episode: &Episode) -> String {
    match episode.line {
        Some(line) => format!("{:?} (line {line})", episode.label),
        None => format!("{:?}", episode.label),
    }
}
