//! The weather: which events of a world excuse that nothing goes on.

use sim_core::{DropCause, Event, Payload, Protocol, What};

use super::Progress;

/// Reads progress from the events of a world, as the closure says, and what faults mean for it.
///
/// Faults that strike, and messages that are lost, damaged or held back by chance, [disturb](Progress::Disturbed) the world,
/// until a plan's heal strikes. A node that crashes is [down](Progress::Down) until it restarts.
///
/// The heal is the fault that has the label `heal`, which a plan of the network gives to its own. A world without a plan is calm
/// until a message is lost, and isn't healed then.
///
/// ```
/// use sim_check::{Checker, LeadsTo, Progress, in_weather};
/// use sim_core::{Event, Protocol, seconds};
///
/// enum Fact { Asked(u64), Answered(u64) }
///
/// # fn some<P: Protocol<Fact = Fact>>() -> impl sim_check::Property<P> {
/// // Whoever asks waits for the answer, unless its node is down.
/// let read = in_weather(|event: &Event<'_, P>| match event.fact()? {
///     Fact::Asked(question) => Some(Progress::Owed { key: *question, node: event.node() }),
///     Fact::Answered(question) => Some(Progress::Met(*question)),
/// });
/// let property = LeadsTo::new().within(seconds(1)).of_events(read);
/// # property
/// # }
/// ```
pub fn in_weather<P: Protocol, K>(
    mut read: impl FnMut(&Event<'_, P>) -> Option<Progress<K>> + Clone,
) -> impl FnMut(&Event<'_, P>) -> Option<Progress<K>> + Clone {
    let mut healed = false;
    move |event| {
        // A run that begins knows nothing of the one before.
        healed &= event.id.index() > 0;
        let progress = weather(event, healed);
        match progress {
            Some(Progress::Healed) => healed = true,
            Some(Progress::Disturbed) => healed = false,
            Some(
                Progress::Owed { .. }
                | Progress::Met(_)
                | Progress::Waived(_)
                | Progress::Down(_)
                | Progress::Up(_),
            )
            | None => {}
        }
        progress.or_else(|| read(event))
    }
}

fn weather<P: Protocol, K>(event: &Event<'_, P>, healed: bool) -> Option<Progress<K>> {
    match event.what {
        What::Struck { .. } => {
            let heals = |text: &str| text == "heal" || text.starts_with("heal: ");
            let healed = matches!(event.payload, Payload::Text(text) if heals(text));
            Some(if healed { Progress::Healed } else { Progress::Disturbed })
        }
        // Of messages that left before a heal some may come to grief after it; no message that leaves later does.
        What::Dropped {
            cause: DropCause::Lost | DropCause::LinkFull | DropCause::Rule, ..
        }
        | What::Damaged { .. }
        | What::Held { .. } => (!healed).then_some(Progress::Disturbed),
        // Pauses, partitions and the like come from a fault that strikes.
        What::Crashed { .. } => Some(Progress::Down(event.node()?)),
        What::Restarted { .. } => Some(Progress::Up(event.node()?)),
        What::Started { .. }
        | What::Spawned { .. }
        | What::Exited { .. }
        | What::Panicked
        | What::Sent { .. }
        | What::Routed { .. }
        | What::Dropped { .. }
        | What::Queued { .. }
        | What::Delivered { .. }
        | What::DeadLettered { .. }
        | What::Returned { .. }
        | What::Blocked { .. }
        | What::Unblocked
        | What::TimerSet { .. }
        | What::TimerCancelled
        | What::TimerFired
        | What::PeerDown { .. }
        | What::Severed { .. }
        | What::Refused { .. }
        | What::DeadLetter { .. }
        | What::Working { .. }
        | What::Invoked { .. }
        | What::Succeeded { .. }
        | What::Failed { .. }
        | What::Unknown { .. }
        | What::Told
        | What::Marked
        | What::Chose { .. }
        | What::Wrote { .. }
        | What::Deleted
        | What::Synced
        | What::DiskFailed
        | What::Paused
        | What::Resumed
        | What::Adjusted
        | What::Deadlocked { .. }
        | What::Livelocked
        | What::Ended => None,
    }
}
