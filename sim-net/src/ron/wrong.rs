//! What is wrong with a stretch of a text.

use alloc::format;
use alloc::string::String;

use super::Span;

/// What is wrong with a stretch of a text, before it is known which text that is.
#[derive(Clone, Debug)]
pub struct Wrong {
    /// The stretch.
    pub(crate) span: Span,
    /// What is wrong.
    pub(crate) said: String,
    /// What should stand there.
    pub(crate) expected: Option<String>,
    /// What could be done.
    pub(crate) help: Option<String>,
    /// What else has to do with it, in words that end before "in line 7, column 3", and where it stands.
    pub(crate) other: Option<(&'static str, Span)>,
}

impl Wrong {
    /// This is wrong here.
    pub fn new(span: Span, said: impl Into<String>) -> Wrong {
        Wrong { span, said: said.into(), expected: None, help: None, other: None }
    }

    /// With what should stand there; it goes on after "expected".
    pub fn expected(mut self, expected: impl Into<String>) -> Wrong {
        self.expected = Some(expected.into());
        self
    }

    /// With what could be done.
    pub fn help(mut self, help: impl Into<String>) -> Wrong {
        self.help = Some(help.into());
        self
    }

    /// With the name that was perhaps meant.
    pub fn near(mut self, name: Option<&str>) -> Wrong {
        if let Some(name) = name {
            self.help = Some(format!("did you mean `{name}`?"));
        }
        self
    }

    /// With what else has to do with it, in words that end before "in line 7, column 3", and where it stands.
    pub fn other(mut self, words: &'static str, span: Span) -> Wrong {
        self.other = Some((words, span));
        self
    }
}
