//! Bugs: what panics outside of a simulated handler, and how to see it again.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::Write;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::{Arc, Mutex, PoisonError};

use crate::exit::Exit;

/// What is known about a panic.
#[derive(Clone, Default)]
pub(crate) struct Bugs {
    known: Arc<Mutex<Known>>,
}

#[derive(Default)]
struct Known {
    // Where and what, of the first panic: others follow from it.
    panicked: Option<(String, String)>,
    backtrace: Option<String>,
    // The command that shows the same panic, and the lowest seed that it is about.
    again: Option<(u64, String)>,
    // What was typed.
    typed: String,
}

impl Bugs {
    fn with<T>(&self, look: impl FnOnce(&mut Known) -> T) -> T {
        look(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// This is what was typed.
    pub(crate) fn typed(&self, command: String) {
        self.with(|known| known.typed = command);
    }

    /// A run of this seed panicked; the command makes that run alone.
    pub(crate) fn blame(&self, seed: u64, command: String) {
        self.with(|known| {
            if known.again.as_ref().is_none_or(|(lowest, _)| seed < *lowest) {
                known.again = Some((seed, command));
            }
        });
    }

    fn hear(&self, panic: &PanicHookInfo<'_>) {
        let payload = panic.payload();
        let message = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let message = message.or_else(|| payload.downcast_ref::<String>().cloned());
        let message = message.unwrap_or_else(|| "no message".to_owned());
        let place = panic.location().map_or_else(|| "?".to_owned(), ToString::to_string);
        let backtrace = Backtrace::capture();
        self.with(|known| {
            if known.panicked.is_none() {
                known.panicked = Some((place, message));
                let captured = backtrace.status() == BacktraceStatus::Captured;
                known.backtrace = captured.then(|| backtrace.to_string());
            }
        });
    }

    fn told(&self) -> String {
        self.with(|known| {
            let (place, message) = known.panicked.clone().unwrap_or_default();
            let again = known.again.as_ref().map_or(&known.typed, |(_, command)| command);
            let mut told = format!(
                "bug: panicked at {place}: {message}\n  \
                 = if that is in a property, factory or rule of your own, it is mended there\n  \
                 = otherwise it is a bug in sim: please report it, with this text\n  \
                 = reproduce: {again}\n"
            );
            match &known.backtrace {
                Some(backtrace) => told.push_str(backtrace),
                None => told.push_str("  = how it came to that is shown with RUST_BACKTRACE=1\n"),
            }
            told
        })
    }
}

/// Runs the command; a panic is told with all that is needed to see it again.
pub(crate) fn guarded(command: impl FnOnce(&Bugs) -> Exit) -> Exit {
    let bugs = Bugs::default();
    let hearing = bugs.clone();
    set_hook(Box::new(move |panic| hearing.hear(panic)));
    catch_unwind(AssertUnwindSafe(|| command(&bugs))).unwrap_or_else(|_| {
        // Where even that can't be told, the exit code is all that is left.
        let _ = anstream::stderr().write_all(bugs.told().as_bytes());
        Exit::Bug
    })
}
