//! The replica: what it applies, and what it shows.

use sim_core::NodeId;

use crate::weather::{InWeather, WeatherNews};

/// Something that happens to a replica.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Replica<R, U, S> {
    /// It applies an update. The same one may come again.
    Applies {
        /// Who.
        by: R,
        /// Which update.
        update: U,
    },
    /// It shows its state, or a hash of it.
    Shows {
        /// Who.
        by: R,
        /// The state.
        state: S,
    },
    /// It begins again without what it has applied.
    Forgets(R),
    /// It goes down.
    Down(R),
    /// It comes back.
    Up(R),
    /// Something goes wrong with the world.
    Disturbed,
    /// All that went wrong with the world is repaired, but for replicas that are down for good.
    Healed,
}

impl<U, S> InWeather for Replica<NodeId, U, S> {
    fn of_news(news: WeatherNews) -> Option<Self> {
        Some(match news {
            WeatherNews::Disturbed => Self::Disturbed,
            WeatherNews::Healed => Self::Healed,
            WeatherNews::Down(node) => Self::Down(node),
            WeatherNews::Up(node) => Self::Up(node),
        })
    }
}
