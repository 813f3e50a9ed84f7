//! A plan with its text, and where everything stands in it.

use alloc::string::String;

use super::plan;
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
        let text = without_mark(text);
        let in_text = |wrong| Mistake::new(file, text, wrong);
        let tree = parse(text).map_err(in_text)?;
        let mut plan = plan::read(tree.bare()).map_err(in_text)?;
        let places = tree.field("episodes").map_or(&[][..], Value::items);
        for (episode, place) in plan.episodes.iter_mut().zip(places) {
            episode.line = Some(position(text, place.span.start).0);
        }
        Ok(PlanText { plan, file: file.into(), text: text.into(), tree })
    }
}

impl PlanText {
    /// The mistake that something is wrong with a field of an episode, or of the plan.
    ///
    /// A field of the fault is found by its name alone, `nodes`; deeper ones by a path, `links.0`. What isn't given in
    /// the text stands for what it would belong to: its episode, or the plan.
    pub(crate) fn mistake_at(
        &self,
        episode: Option<usize>,
        field: &str,
        said: &str,
        expected: Option<&str>,
        help: Option<String>,
    ) -> Mistake {
        self.mistake(self.place(episode, field), said, expected, help)
    }

    /// The same for a name that is mentioned there, such as a node's.
    pub(crate) fn mistake_about(
        &self,
        episode: Option<usize>,
        field: &str,
        name: &str,
        said: &str,
        expected: Option<&str>,
        help: Option<String>,
    ) -> Mistake {
        let place = self.place(episode, field);
        self.mistake(place.find_text(name).unwrap_or(place), said, expected, help)
    }

    fn place(&self, episode: Option<usize>, field: &str) -> &Value {
        let whole = match episode {
            None => Some(&self.tree),
            Some(index) => {
                self.tree.field("episodes").and_then(|episodes| episodes.items().get(index))
            }
        };
        let Some(whole) = whole else { return &self.tree };
        let in_fault = || whole.find("fault").and_then(|fault| fault.find(field));
        // The fault of a partition or of a rule is a choice within a choice: `Partition(Isolate("n1"))`.
        let in_choice = || whole.find("fault.0").and_then(|choice| choice.find(field));
        whole.find(field).or_else(in_fault).or_else(in_choice).unwrap_or(whole)
    }

    fn mistake(
        &self,
        place: &Value,
        said: &str,
        expected: Option<&str>,
        help: Option<String>,
    ) -> Mistake {
        let mut wrong = Wrong::new(place.span, said);
        wrong.expected = expected.map(String::from);
        wrong.help = help;
        Mistake::new(&self.file, &self.text, wrong)
    }
}
