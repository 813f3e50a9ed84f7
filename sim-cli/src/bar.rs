//! The progress bar: how far a sweep is, on standard error, for whoever looks at a terminal.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use sim_check::SweepProgress;

/// How far a sweep is; nothing at all where nobody looks at a terminal.
pub(crate) struct Bar {
    drawn: ProgressBar,
    failed: AtomicU64,
    goes_on: bool,
}

const TEMPLATE: &str = "{prefix}  {wide_bar} {pos}/{len}  {rate}  {msg}  {left}";

impl Bar {
    /// For so many seeds; `goes_on` says whether the sweep goes on after a failure.
    pub(crate) fn new(name: &str, seeds: u64, goes_on: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(seeds), ProgressDrawTarget::stderr());
        let rate = |state: &ProgressState, w: &mut dyn fmt::Write| {
            // What can't be written is drawn again a moment later.
            let _ = write!(w, "{:.0}/s", state.per_sec());
        };
        let left = |state: &ProgressState, w: &mut dyn fmt::Write| {
            let _ = write!(w, "{} s left", state.eta().as_secs());
        };
        let style = ProgressStyle::with_template(TEMPLATE)
            .expect("the template is well-formed")
            .with_key("rate", rate)
            .with_key("left", left)
            .progress_chars("=> ");
        bar.set_style(style);
        bar.set_prefix(name.to_owned());
        bar.set_message("0 failed");
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { drawn: bar, failed: AtomicU64::new(0), goes_on }
    }

    /// The sweep has come so far.
    pub(crate) fn show(&self, progress: SweepProgress) {
        self.drawn.set_position(progress.done);
        if self.failed.fetch_max(progress.failed, Ordering::Relaxed) < progress.failed {
            let made_small = if self.goes_on { "" } else { ", to be made small" };
            self.drawn.set_message(format!("{} failed{made_small}", progress.failed));
        }
    }

    /// Nothing more comes.
    pub(crate) fn remove(&self) {
        self.drawn.finish_and_clear();
    }
}
