//! The meter: reads the events of a run, and says what they come to.

use sim_core::{Event, Protocol};

use super::Figure;
use crate::checker::Conclusion;

/// Reads the events of a run in their order, and says in the end what they come to.
///
/// Whatever is wrong with a run is no matter here: one that was stopped by a violation has been measured up to there.
///
/// ```
/// use sim_check::figures::{Distribution, Figure, Figures, Meter};
/// use sim_check::prelude::*;
/// use sim_check::Conclusion;
///
/// /// How often nodes crash in a run.
/// #[derive(Default)]
/// struct Crashes(u64);
///
/// impl<P: Protocol> Meter<P> for Crashes {
///     fn see(&mut self, event: &Event<'_, P>) {
///         self.0 += u64::from(matches!(event.what, What::Crashed { .. }));
///     }
///
///     fn conclude(&mut self, _: &Conclusion) -> Figure {
///         let mut counts = Distribution::new();
///         counts.add(self.0);
///         Figure::Counts(counts)
///     }
///
///     fn reset(&mut self) {
///         self.0 = 0;
///     }
/// }
///
/// # struct Words;
/// # impl Protocol for Words {
/// #     type Message = ();
/// #     type Fact = ();
/// #     type Timer = ();
/// #     type Operation = ();
/// #     type Outcome = ();
/// #     type View = ();
/// # }
/// # struct Idle;
/// # impl Actor<Words> for Idle {
/// #     fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Words>) {}
/// # }
/// let idle = scenario::<Words>("idle")
///     .nodes("n", 3, |_, _| Idle)
///     .fault_model(FaultModel::new().crash_restart(1))
///     .figures(Figures::new().meter("crashes", |_| Crashes::default()));
/// let report = check(idle).seeds(0..50).report();
/// let crashes = report.figures().counts("crashes").expect("it is measured");
/// assert_eq!(crashes.count(), 50);
/// assert!(crashes.most() > Some(0));
/// ```
pub trait Meter<P: Protocol> {
    /// Reads an event.
    fn see(&mut self, event: &Event<'_, P>);

    /// The run is over: what was measured in it. It has to be of the same kind for each run.
    fn conclude(&mut self, conclusion: &Conclusion) -> Figure;

    /// Forgets a run, keeping allocations.
    fn reset(&mut self);
}
