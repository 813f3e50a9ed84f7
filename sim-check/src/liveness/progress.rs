//! Progress: what is owed, what comes, and what excuses that it doesn't.

use sim_core::NodeId;

use crate::weather::{InWeather, WeatherNews};

/// Something that matters for whether things go on. The key says which thing; `()` where there is but one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Progress<K> {
    /// From here on it is owed, unless it is already.
    Owed {
        /// Which thing.
        key: K,
        /// Who waits for it or must see to it; while that node is down, nothing is due.
        node: Option<NodeId>,
    },
    /// It comes.
    Met(K),
    /// It needn't come any more.
    Waived(K),
    /// Something goes wrong with the world.
    Disturbed,
    /// All that went wrong with the world is repaired, but for nodes that are down for good.
    Healed,
    /// A node goes down.
    Down(NodeId),
    /// A node comes back.
    Up(NodeId),
}

impl<K> Progress<K> {
    /// It is owed from here on, whoever is down.
    pub const fn owed(key: K) -> Self {
        Self::Owed { key, node: None }
    }

    /// It is owed from here on, while this node is up.
    pub const fn owed_by(key: K, node: NodeId) -> Self {
        Self::Owed { key, node: Some(node) }
    }
}

impl Progress<()> {
    /// The one thing happens.
    pub const fn happens() -> Self {
        Self::Met(())
    }
}

impl<K> InWeather for Progress<K> {
    fn of_news(news: WeatherNews) -> Option<Self> {
        Some(match news {
            WeatherNews::Disturbed => Self::Disturbed,
            WeatherNews::Healed => Self::Healed,
            WeatherNews::Down(node) => Self::Down(node),
            WeatherNews::Up(node) => Self::Up(node),
        })
    }
}
