//! Annotations: what a workflow on GitHub shows beside the changed lines.

use std::fmt;

use sim_check::{Report, Ruling};
use sim_net::Mistake;

use crate::refusal::Refusal;

/// What a workflow on GitHub shows.
pub(crate) struct Annotation {
    level: &'static str,
    // The file, the line, and the columns from and to.
    place: Option<(String, u32, u32, u32)>,
    title: String,
    said: String,
}

impl Annotation {
    pub(crate) fn error(title: impl Into<String>, said: impl Into<String>) -> Self {
        Self { level: "error", place: None, title: title.into(), said: said.into() }
    }

    pub(crate) fn notice(title: impl Into<String>, said: impl Into<String>) -> Self {
        Self { level: "notice", ..Self::error(title, said) }
    }

    /// What came of a campaign; `told` are all its words.
    pub(crate) fn of_report(report: &Report, told: &str) -> Self {
        let title = format!("{}: {}", report.scenario, report.one_line(None));
        match report.ruling() {
            Ruling::Passed => Self::notice(&report.scenario, report.one_line(None)),
            Ruling::Failed | Ruling::Undecided | Ruling::Nondeterministic | Ruling::Broken => {
                Self::error(title, told)
            }
        }
    }

    pub(crate) fn of_refusal(refusal: &Refusal) -> Vec<Self> {
        match refusal {
            Refusal::Said { said, help } => {
                let help = help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
                vec![Self::error("sim", format!("{said}{help}"))]
            }
            Refusal::Mistakes(mistakes) => mistakes.iter().map(Self::of_mistake).collect(),
        }
    }

    fn of_mistake(mistake: &Mistake) -> Self {
        let Mistake { file, line, column, length, said, expected, help, .. } = mistake;
        let mut text = said.to_string();
        for (before, more) in [("expected ", expected), ("help: ", help)] {
            if let Some(more) = more {
                text.push('\n');
                text.push_str(before);
                text.push_str(more);
            }
        }
        let place = Some((file.to_string(), *line, *column, column + length));
        Self { place, ..Self::error(&**said, text) }
    }
}

/// One workflow command.
impl fmt::Display for Annotation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "::{} ", self.level)?;
        if let Some((file, line, column, end)) = &self.place {
            let file = property(file);
            write!(f, "file={file},line={line},col={column},endColumn={end},")?;
        }
        write!(f, "title={}::{}", property(&self.title), escaped(self.said.trim_end()))
    }
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
