//! The weather: what the faults of a world mean for judges.

use sim_core::{DropCause, Event, NodeId, Payload, Protocol, What};

/// What is new in the weather, as far as it matters to judges.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum WeatherNews {
    /// Something goes wrong.
    Disturbed,
    /// All that went wrong is repaired, but for nodes that are down for good.
    Healed,
    /// A node goes down.
    Down(NodeId),
    /// A node comes back.
    Up(NodeId),
}

/// An item of a checker that faults matter to.
pub trait InWeather: Sized {
    /// What the checker is to be told of the weather, if anything.
    fn of_news(news: WeatherNews) -> Option<Self>;
}

/// Reads items of a checker from the events of a world: what the closure says, and what faults mean for it.
///
/// Faults that strike, and messages that are lost, damaged or held back by chance, [disturb](WeatherNews::Disturbed) the world,
/// until a plan's heal strikes. A node that crashes is [down](WeatherNews::Down) until it restarts.
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
pub fn in_weather<P: Protocol, I: InWeather>(
    mut read: impl FnMut(&Event<'_, P>) -> Option<I> + Clone,
) -> impl FnMut(&Event<'_, P>) -> Option<I> + Clone {
    let mut healed = false;
    move |event| {
        // A run that begins knows nothing of the one before.
        healed &= event.id.index() > 0;
        let Some(news) = news(event, healed) else { return read(event) };
        match news {
            WeatherNews::Disturbed => healed = false,
            WeatherNews::Healed => healed = true,
            WeatherNews::Down(_) | WeatherNews::Up(_) => {}
        }
        I::of_news(news)
    }
}

fn news<P: Protocol>(event: &Event<'_, P>, healed: bool) -> Option<WeatherNews> {
    match event.what {
        What::Struck { .. } => {
            let heals = |text: &str| text == "heal" || text.starts_with("heal: ");
            let healed = matches!(event.payload, Payload::Text(text) if heals(text));
            Some(if healed { WeatherNews::Healed } else { WeatherNews::Disturbed })
        }
        // Of messages that left before a heal some may come to grief after it; no message that leaves later does.
        What::Dropped {
            cause: DropCause::Lost | DropCause::LinkFull | DropCause::Rule, ..
        }
        | What::Damaged { .. }
        | What::Held { .. } => (!healed).then_some(WeatherNews::Disturbed),
        // Pauses, partitions and the like come from a fault that strikes.
        What::Crashed { .. } => Some(WeatherNews::Down(event.node()?)),
        What::Restarted { .. } => Some(WeatherNews::Up(event.node()?)),
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
