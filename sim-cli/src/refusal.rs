//! The refusal: why the command doesn't do what it was asked to do.

use std::io;
use std::path::Path;

use sim_check::Broken;
use sim_net::Mistake;

/// Why the command doesn't do what it was asked to do.
#[derive(Clone, Debug)]
pub(crate) enum Refusal {
    /// In a sentence, and what could be done.
    Said { said: String, help: Option<String> },
    /// What is wrong with a text, and where.
    Mistakes(Vec<Mistake>),
}

impl Refusal {
    pub(crate) fn new(said: impl Into<String>) -> Self {
        Self::Said { said: said.into(), help: None }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        match self {
            Self::Said { said, .. } => Self::Said { said, help: Some(help.into()) },
            Self::Mistakes(_) => self,
        }
    }

    pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::new(format!("{} can't be read: {error}", path.display()))
    }

    pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Self {
        Self::new(format!("{} can't be written: {error}", path.display()))
    }

    /// As it is told, without any colour.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Said { said, help: None } => format!("error: {said}\n"),
            Self::Said { said, help: Some(help) } => format!("error: {said}\n  = help: {help}\n"),
            Self::Mistakes(mistakes) => {
                let told: Vec<String> = mistakes.iter().map(|it| format!("{it}\n")).collect();
                told.join("\n")
            }
        }
    }
}

impl From<Broken> for Refusal {
    fn from(broken: Broken) -> Self {
        Self::new(format!("the scenario can't run: {broken}"))
    }
}

impl From<Mistake> for Refusal {
    fn from(mistake: Mistake) -> Self {
        Self::Mistakes(vec![mistake])
    }
}

impl From<Vec<Mistake>> for Refusal {
    fn from(mistakes: Vec<Mistake>) -> Self {
        Self::Mistakes(mistakes)
    }
}
