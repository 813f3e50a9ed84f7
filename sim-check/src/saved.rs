//! The saved failure: a failure as a file that people commit, so that it runs first from then on.
//!
//! Such a file outlives the build that wrote it, is merged by hand and may be damaged or hostile: whatever it holds, it
//! is read, or refused with a [`Mistake`] that lies in it, before anything runs.
//!
//! Deliberately absent: where files lie, and whether a scenario of that name exists.

mod choice;
mod failure;
mod hexadecimal;
mod schedule;
mod step;
mod version;

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;

use std::fmt;

use sim_core::Schedule;
use sim_net::notation::{Group, Shape, Value, Wrong, entries, name, read, text, whole};
use sim_net::{Mistake, Plan};

use crate::failure::FailureId;
use hexadecimal::{hexadecimal, hexadecimal_tree};

/// A failure with all that is needed to see it again.
///
/// ```
/// use sim_check::Saved;
/// let text = r#"(
///     version: 1,
///     scenario: "payments",
///     parameters: {"shops": "3"},
///     seed: 4217,
///     failure: (property: "each order is charged exactly once", anomaly: "charged twice"),
///     digest: "0123456789abcdef",
///     plan: (episodes: []),
///     schedule: Calm(choices: [
///         (site: Copies, value: 2, label: "shop -> bank Pay { order: 1 }", key: "89abcdef01234567"),
///     ]),
/// )"#;
/// let saved = Saved::read("sim-regressions/payments/once-4217.ron", text)?;
/// assert_eq!((saved.seed, saved.schedule.choices[0].value), (4217, 2));
/// assert_eq!(Saved::read("printed", &saved.to_string())?, saved);
///
/// let hostile = text.replace("value: 2", "value: 9223372036854775808");
/// let mistake = Saved::read("hostile.ron", &hostile).unwrap_err();
/// assert_eq!(&*mistake.said, "9223372036854775808 is above 16");
/// assert_eq!((mistake.line, mistake.column), (10, 31));
/// # Ok::<(), sim_net::Mistake>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saved {
    /// The name of its scenario.
    pub scenario: String,
    /// The parameters of the scenario, in the order in which they are printed; each name once.
    pub parameters: Vec<(String, String)>,
    /// The seed from which it was found.
    pub seed: u64,
    /// What was planned to go wrong in that run.
    pub plan: Plan,
    /// What differs from a base world, or what happens over the silent one.
    pub schedule: Schedule,
    /// Which failure it is.
    pub failure: FailureId,
    /// The digest of the run's text, by which a replay is known to be the same.
    pub digest: u64,
}

const SAVED: Shape = Shape {
    name: "Saved",
    noun: "saved failure",
    form: "(version: 1, scenario: \"...\", ...)",
    fields: &["version", "scenario", "parameters", "seed", "failure", "digest", "plan", "schedule"],
};

impl Saved {
    /// The version of the files that this build reads and prints.
    pub const VERSION: u64 = 1;

    /// The most choices, and the most steps, that are read. A longer run has to be saved over the calm world.
    pub const ENTRIES_MAX: usize = 1_000_000;

    /// Reads a saved failure; `file` is what a mistake names it.
    ///
    /// The episodes of its plan know no lines.
    ///
    /// # Errors
    /// The text is no saved failure of this version, or something in it makes no sense in any world: a value that is
    /// outside of its site's domain, a choice that is made twice, time that goes backwards. Whether there is such a
    /// scenario, and whether its keys still name anything, is not known here.
    pub fn read(file: &str, text: &str) -> Result<Self, Mistake> {
        read(file, text, read_value).map_err(version::or_merge)
    }

    /// Reads a saved failure of a world of these nodes: besides [`Saved::read`], its plan makes sense there.
    ///
    /// # Errors
    /// The one mistake that kept the text from being read, or else all in its plan that make no sense in that world.
    pub fn read_for(file: &str, text: &str, nodes: &[&str]) -> Result<Self, Vec<Mistake>> {
        let saved = Self::read(file, text).map_err(|mistake| vec![mistake])?;
        Plan::read_field_for(file, text, "plan", nodes)?;
        Ok(saved)
    }

    fn to_value(&self) -> Value {
        let Self { scenario, parameters, seed, plan, schedule, failure, digest } = self;
        let parameters = Some(parameters).filter(|parameters| !parameters.is_empty());
        Group::anonymous()
            .with("version", Value::number(Self::VERSION))
            .with("scenario", Value::text(scenario))
            .with_some("parameters", parameters, |all| Value::map(all, Value::text))
            .with("seed", Value::number(*seed))
            .with("failure", failure::tree(failure))
            .with("digest", hexadecimal_tree(*digest))
            .with("plan", plan.to_value())
            .with("schedule", schedule::tree(schedule))
            .value()
    }
}

fn read_value(value: &Value) -> Result<Saved, Wrong> {
    // What another version looks like isn't known: nothing else is looked at before.
    if let Some(version) = value.field("version") {
        version::read(version)?;
    }
    let fields = SAVED.read(value)?;
    fields.required("version", version::read)?;
    Ok(Saved {
        scenario: fields.required("scenario", name)?,
        parameters: fields.or("parameters", Vec::new(), parameters)?,
        seed: fields.required("seed", whole(0, u64::MAX))?,
        failure: fields.required("failure", failure::read)?,
        digest: fields.required("digest", hexadecimal("digest"))?,
        plan: fields.required("plan", Plan::read_value)?,
        schedule: fields.required("schedule", |value| schedule::BASES.read(value))?,
    })
}

fn parameters(value: &Value) -> Result<Vec<(String, String)>, Wrong> {
    // Nothing may be what a parameter is.
    let parameter = |value: &Value| text(value, "parameter").map(String::from);
    entries(value, "map of parameters", "{\"nodes\": \"3\"}", parameter)
}

/// The whole file, with its last line break. A choice or a step is one line, so that differences are readable.
///
/// Steps over another world than the silent one say nothing, and aren't printed.
impl fmt::Display for Saved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whoever finds the file has perhaps never heard of it.
        f.write_str("// A failure that a simulation found. It is tried first from now on: commit this file.\n")?;
        writeln!(f, "{}", self.to_value())
    }
}
