//! The interruption: what ends a sweep before its seeds do.

use std::io::Write;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::exit::Exit;

/// What ends a sweep before its seeds do: Ctrl-C, or a budget of time.
#[derive(Clone, Debug)]
pub(crate) struct Interrupt {
    /// No further run begins once this is true.
    pub(crate) stop: Arc<AtomicBool>,
    by_user: Arc<AtomicBool>,
}

impl Interrupt {
    /// Listens to Ctrl-C. The first one ends the sweep after the seeds that are being run, the second one everything.
    pub(crate) fn listen() -> Self {
        let (stop, by_user) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let interrupt = Self { stop, by_user };
        let heard = interrupt.clone();
        let listening = ctrlc::set_handler(move || {
            if heard.by_user.swap(true, Ordering::SeqCst) {
                process::exit(i32::from(Exit::Interrupted.code()));
            }
            heard.stop.store(true, Ordering::SeqCst);
            let told = "interrupted: what has begun is finished; Ctrl-C again ends it at once\n";
            // Who has closed standard error doesn't want to know.
            let _ = anstream::stderr().write_all(told.as_bytes());
        });
        // Who can't be asked to finish is ended, as any other program.
        drop(listening);
        interrupt
    }

    /// Whether no further run begins.
    pub(crate) fn is_set(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// Whether somebody pressed Ctrl-C.
    pub(crate) fn is_by_user(&self) -> bool {
        self.by_user.load(Ordering::SeqCst)
    }
}
