//! A plan with its text, and where everything stands in it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::episode::EPISODE;
use super::plan;
use crate::check::Problem;
use crate::mistake::{Mistake, position, without_mark};
use crate::plan::Plan;
use crate::ron::{Value, Wrong, parse};

/// A plan with the text from which it was read, so that a mistake which is found later can be underlined.
#[derive(Clone, Debug)]
pub(crate) struct PlanText {
    /// The plan.
    pub(crate) plan: Plan,
    file: String,
    text: String,
    tree: Value,
}

impl PlanText {
    /// Reads a plan as [`Plan::read`] does.
    pub(crate) fn read(file: &str, text: &str) -> Result<PlanText, Mistake> {
        Self::read_field(file, text, None)
    }

    /// Reads a plan that is a field of a text, or all of it; without that field it is an empty one.
    pub(crate) fn read_field(
        file: &str,
        text: &str,
        field: Option<&str>,
    ) -> Result<PlanText, Mistake> {
        let text = without_mark(text);
        let in_text = |wrong| Mistake::new(file, text, wrong);
        let whole = parse(text).map_err(in_text)?;
        let tree = match field {
            None => whole,
            Some(field) => whole.field(field).cloned().unwrap_or_else(|| Plan::new().to_value()),
        };
        let mut plan = plan::read(tree.bare()).map_err(in_text)?;
        let places = tree.field("episodes").map_or(&[][..], Value::items);
        for (episode, place) in plan.episodes.iter_mut().zip(places) {
            episode.line = Some(position(text, place.span.start).0);
        }
        Ok(PlanText { plan, file: file.into(), text: text.into(), tree })
    }
}

impl PlanText {
    /// The plan, if it makes sense in a world of these nodes.
    pub(crate) fn for_nodes(self, nodes: &[&str]) -> Result<Plan, Vec<Mistake>> {
        let problems = self.plan.problems(nodes);
        if problems.is_empty() {
            return Ok(self.plan);
        }
        Err(problems.iter().map(|problem| self.mistake_of(problem)).collect())
    }

    /// What the checks of a plan found, where it stands in the text.
    pub(crate) fn mistake_of(&self, problem: &Problem) -> Mistake {
        let Problem { episode, label: _, field, said, expected, help } = problem;
        self.mistake_at(*episode, field, said, expected.as_deref(), help.clone())
    }

    /// The mistake that something is wrong with a field of an episode, or of the plan.
    ///
    /// A field of the fault is found by its name alone, `nodes`; deeper ones by a path, `links.0`. A name in there that
    /// is mentioned, as `"n1"`, is underlined itself. What isn't given in the text stands for what it would belong to:
    /// its episode, or the plan.
    pub(crate) fn mistake_at(
        &self,
        episode: Option<usize>,
        field: &str,
        said: &str,
        expected: Option<&str>,
        help: Option<String>,
    ) -> Mistake {
        let place = self.place(episode, field);
        let mentioned = place.find_text(&|text| said.contains(&format!("{text:?}")));
        let mut wrong = Wrong::new(mentioned.unwrap_or(place).span, said);
        wrong.expected = expected.map(String::from);
        wrong.help = help;
        Mistake::new(&self.file, &self.text, wrong)
    }

    fn place(&self, episode: Option<usize>, field: &str) -> &Value {
        let whole = match episode {
            None => Some(&self.tree),
            Some(index) => {
                self.tree.field("episodes").and_then(|episodes| episodes.items().get(index))
            }
        };
        let Some(whole) = whole else { return &self.tree };
        // The end of an episode is written in one of two ways; what a group of fields holds is known by its own name.
        let deep = format!("fault.{field}");
        let paths: &[&str] = match field {
            "end" => &["lasts", "until"],
            "on" => &["flapping.on", "flapping"],
            "off" => &["flapping.off", "flapping"],
            _ if EPISODE.fields.contains(&field) => &[field, &deep],
            // What isn't written of a fault stands for all of it.
            _ => &[field, &deep, "fault"],
        };
        paths.iter().find_map(|path| whole.find(path)).unwrap_or(whole)
    }
}
