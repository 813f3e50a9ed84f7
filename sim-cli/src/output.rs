//! The output: results on standard output, all else on standard error.

use std::cell::RefCell;
use std::io::{self, ErrorKind, Write};

use clap::ValueEnum;
use serde_json::Value;

use crate::annotation::Annotation;
use crate::paint;
use crate::refusal::Refusal;

/// How results are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum OutputFormat {
    // What is said of each here would make the help of each command a page long.
    Human,
    Json,
    Github,
}

// What is wider than this is hard to read, however wide the terminal is.
const WIDEST: usize = 100;

/// Prints results and diagnostics.
pub(crate) struct Output {
    pub(crate) format: OutputFormat,
    /// How many columns a result for people has at most.
    pub(crate) width: usize,
    // What kept a result from being printed.
    broken: RefCell<Option<io::Error>>,
}

/// A result in each format; what isn't asked for isn't made.
pub(crate) struct Told<'a> {
    pub(crate) human: &'a dyn Fn() -> String,
    pub(crate) json: &'a dyn Fn() -> Value,
    pub(crate) github: &'a dyn Fn() -> Vec<Annotation>,
}

impl Output {
    pub(crate) fn new(format: OutputFormat) -> Self {
        let terminal = terminal_size::terminal_size_of(io::stdout());
        let width = terminal.map_or(WIDEST, |(width, _)| WIDEST.min(width.0.into()));
        Self { format, width, broken: RefCell::new(None) }
    }

    /// A result, in the format that was asked for.
    pub(crate) fn tell(&self, told: &Told<'_>) {
        match self.format {
            OutputFormat::Human => self.print(&paint::report(&(told.human)())),
            OutputFormat::Json => self.print(&format!("{}\n", (told.json)())),
            OutputFormat::Github => {
                (told.github)().iter().for_each(|it| self.print(&format!("{it}\n")));
            }
        }
    }

    /// A result as it is, whatever the format.
    pub(crate) fn print(&self, text: &str) {
        let mut stdout = anstream::stdout().lock();
        if let Err(error) = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            self.broken.borrow_mut().get_or_insert(error);
        }
    }

    /// Something that isn't the result.
    #[expect(clippy::unused_self, reason = "a note belongs to an output")]
    pub(crate) fn note(&self, text: &str) {
        // Nobody is left to whom it could be told that nobody is left.
        let _ = anstream::stderr().write_all(format!("{}\n", paint::diagnostic(text)).as_bytes());
    }

    /// Why something isn't done.
    pub(crate) fn refuse(&self, refusal: &Refusal) {
        if self.format == OutputFormat::Github {
            Annotation::of_refusal(refusal).iter().for_each(|it| self.print(&format!("{it}\n")));
        }
        self.note(refusal.told().trim_end());
    }

    /// What kept results from being printed, unless whoever read them had read enough.
    pub(crate) fn failure(&self) -> Option<Refusal> {
        let broken = self.broken.borrow_mut().take();
        let error = broken.filter(|error| error.kind() != ErrorKind::BrokenPipe)?;
        Some(Refusal::new(format!("standard output can't be written: {error}")))
    }
}
