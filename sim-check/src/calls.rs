//! The calls that clients make in a world, as a history has them.

use std::collections::BTreeSet;

use sim_core::{Event, OperationId, Payload, Protocol, What};

use crate::history::Call;

/// Reads calls from the events of a world: what an operation asks for, and what its outcome says.
///
/// An operation for which `input` says `None` is left out, with its end. Each call is a process of its own: a client
/// may call again although nobody knows how its last call ended, and may have several calls open at once.
///
/// ```
/// use sim_check::linear::Linear;
/// use sim_check::linear::register::{Register, RegisterInput, RegisterOutput};
/// use sim_check::{Checker, Conclusion, Property, Verdict, calls};
/// use sim_core::prelude::*;
///
/// struct Cells;
///
/// impl Protocol for Cells {
///     type Message = ();
///     type Fact = ();
///     type Timer = ();
///     type Operation = RegisterInput<u32>;
///     type Outcome = RegisterOutput<u32>;
///     type View = ();
/// }
///
/// /// A cell that forgets what is written.
/// struct Cell;
///
/// impl Actor<Cells> for Cell {
///     fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Cells>) {}
///
///     fn on_operation(&mut self, id: OperationId, asked: RegisterInput<u32>, ctx: &mut Context<'_, Cells>) {
///         ctx.ok(id, match asked {
///             RegisterInput::Read => RegisterOutput::Value(0),
///             RegisterInput::Write(_) => RegisterOutput::Written,
///         });
///     }
/// }
///
/// let mut world = Setup::<Cells, _>::new(Wire::perfect(millis(1))).node("cell", |_| Cell).build()?;
/// let cell = world.directory()["cell"];
/// world.keep(Recording::All);
/// world.plan_operation(millis(1), cell, RegisterInput::Write(7))?;
/// world.plan_operation(millis(2), cell, RegisterInput::Read)?;
/// world.run(Stop::idle());
///
/// let read = calls::<Cells, _, _>(|asked: &RegisterInput<u32>| Some(asked.clone()), Clone::clone);
/// let mut property = Linear::new(Register::new(0)).of_events(read);
/// for event in world.record().iter() {
///     assert_eq!(property.see(&event), Ok(()));
/// }
/// let verdict = property.conclude(&Conclusion { time: world.now(), idle: true });
/// assert!(verdict.to_string().contains("read 0 (#3) can't be"), "{verdict}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn calls<P: Protocol, I, O>(
    mut input: impl FnMut(&P::Operation) -> Option<I> + Clone,
    mut output: impl FnMut(&P::Outcome) -> O + Clone,
) -> impl FnMut(&Event<'_, P>) -> Option<(u64, Call<I, O>)> + Clone {
    // What is left over from another run does no harm: a call begins before it ends, and is sorted then.
    let mut left_out: BTreeSet<OperationId> = BTreeSet::new();
    move |event| {
        let (operation, call) = match (event.what, event.payload) {
            (What::Invoked { operation }, Payload::Operation(asked)) => {
                left_out.remove(&operation);
                let Some(input) = input(asked) else {
                    left_out.insert(operation);
                    return None;
                };
                (operation, Call::Invoked(input))
            }
            (What::Succeeded { operation }, Payload::Outcome(outcome)) => {
                if left_out.remove(&operation) {
                    return None;
                }
                (operation, Call::Ok(output(outcome)))
            }
            (What::Failed { operation }, _) => (operation, Call::Failed),
            (What::Unknown { operation }, _) => (operation, Call::Unknown),
            _ => return None,
        };
        if left_out.remove(&operation) {
            return None;
        }
        // The seat of an actor is taken again only after its calls have been told to be unknown.
        let process = (operation.actor().index() as u64) << 32 | u64::from(operation.number());
        Some((process, call))
    }
}
