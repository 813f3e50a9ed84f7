//! Plans: what they may do, when all is healed, the episodes.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use super::amount::{duration, duration_tree, list};
use super::name::none_twice;
use super::{PlanText, episode, family, model};
use crate::mistake::Mistake;
use crate::plan::{Episode, Plan};
use crate::ron::{Group, Shape, Value, Wrong};

pub(super) const PLAN: Shape = Shape {
    name: "Plan",
    noun: "plan",
    form: "(episodes: [...])",
    fields: &["model", "heal", "episodes"],
};

impl Plan {
    /// Reads a plan in RON; `file` is what a mistake names it.
    ///
    /// An episode without a label gets one, after what it does: `crash`, then `crash 2`. `docs/plan-grammar.md` has
    /// every field.
    ///
    /// ```
    /// use sim_net::Plan;
    /// let plan = Plan::read("plans/crash.ron", r#"(
    ///     heal: "10s",
    ///     episodes: [
    ///         (label: "split", at: "1s", lasts: "500ms", fault: Partition(Halves)),
    ///         (at: "2s..3s", until: "5s", fault: Crash(nodes: LastToTell("Elected"))),
    ///     ],
    /// )"#)?;
    /// assert_eq!(plan.episodes[1].label, "crash");
    /// assert_eq!(plan.episodes[1].line, Some(5));
    ///
    /// let again = Plan::read("printed", &plan.to_string())?;
    /// assert_eq!(again.episodes[1].fault, plan.episodes[1].fault);
    /// # Ok::<(), sim_net::Mistake>(())
    /// ```
    ///
    /// # Errors
    /// The text is no plan, or something in it makes no sense wherever it is used. Whether there are such nodes, and
    /// whether the fault model allows it, is not known here.
    pub fn read(file: &str, text: &str) -> Result<Plan, Mistake> {
        PlanText::read(file, text).map(|read| read.plan)
    }

    /// Reads a plan for a world of these nodes: besides [`Plan::read`], it has no [`Plan::problems`] there.
    ///
    /// ```
    /// use sim_net::Plan;
    /// let text = r#"(episodes: [(at: "1s", fault: Pause(nodes: "bnak"))])"#;
    /// let mistakes = Plan::read_for("plans/pause.ron", text, &["shop", "bank"]).unwrap_err();
    /// assert_eq!(&*mistakes[0].said, r#"no node is called "bnak""#);
    /// assert_eq!(mistakes[0].column, 44);
    /// ```
    ///
    /// # Errors
    /// The one mistake that kept the text from being read, or else all that make no sense in that world.
    pub fn read_for(file: &str, text: &str, nodes: &[&str]) -> Result<Plan, Vec<Mistake>> {
        PlanText::read(file, text).map_err(|mistake| vec![mistake])?.for_nodes(nodes)
    }

    /// Reads a plan for a world of these nodes from a field of another text; a text without the field has an empty plan.
    ///
    /// ```
    /// use sim_net::Plan;
    /// let text = r#"(seed: 7, plan: (episodes: [(at: "1s", fault: Pause(nodes: "bnak"))]))"#;
    /// let mistakes = Plan::read_field_for("saved.ron", text, "plan", &["shop", "bank"]).unwrap_err();
    /// assert_eq!(mistakes[0].column, 60);
    /// ```
    ///
    /// # Errors
    /// As of [`Plan::read_for`].
    pub fn read_field_for(
        file: &str,
        text: &str,
        field: &str,
        nodes: &[&str],
    ) -> Result<Plan, Vec<Mistake>> {
        let read = PlanText::read_field(file, text, Some(field));
        read.map_err(|mistake| vec![mistake])?.for_nodes(nodes)
    }

    /// Reads a plan that stands inside of another text; its episodes know no lines.
    ///
    /// # Errors
    /// As of [`Plan::read`].
    pub fn read_value(value: &Value) -> Result<Plan, Wrong> {
        read(value)
    }

    /// The plan as a part of another text, as [`Plan::read_value`] reads it.
    pub fn to_value(&self) -> Value {
        let Plan { model, heal, episodes } = self;
        Group::anonymous()
            .with_some("model", model.as_ref(), model::tree)
            .with_some("heal", *heal, duration_tree)
            .with("episodes", Value::list(episodes, episode::tree))
            .value()
    }
}

/// In RON, as [`Plan::read`] reads it; lines aren't kept.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_value().fmt(f)
    }
}

pub(super) fn read(value: &Value) -> Result<Plan, Wrong> {
    let fields = PLAN.read(value)?;
    let model = fields.optional("model", model::read)?;
    let heal = fields.optional("heal", duration)?;
    let mut episodes = fields.or("episodes", Vec::new(), |value| {
        let episodes = list(value, "list of episodes", episode::read)?;
        let labels = value.items().iter().filter_map(|value| value.field("label"));
        let given = episodes.iter().map(|episode| &episode.label);
        let given = given.filter(|label| !label.is_empty());
        none_twice(&labels.zip(given))?;
        Ok(episodes)
    })?;
    label(&mut episodes);
    Ok(Plan { model, heal, episodes })
}

// Labels for episodes that have none, unlike all others: `crash`, `crash 2`.
fn label(episodes: &mut [Episode]) {
    let given = episodes.iter().map(|episode| episode.label.clone());
    let mut taken: BTreeSet<String> = given.filter(|label| !label.is_empty()).collect();
    for episode in episodes.iter_mut().filter(|episode| episode.label.is_empty()) {
        let words = family::words(&episode.fault);
        let mut label = String::from(words);
        let mut count = 1_u64;
        while !taken.insert(label.clone()) {
            count += 1;
            label = format!("{words} {count}");
        }
        episode.label = label;
    }
}
