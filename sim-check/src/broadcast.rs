//! Broadcast: what one node tells all, all deliver.
//!
//! [`Broadcasting`] reads [`Broadcast`]. In which order messages are delivered is for [`Fifo`](crate::Fifo),
//! [`CausalOrder`](crate::CausalOrder) and [`TotalOrder`](crate::TotalOrder).

mod delivering;

use sim_core::NodeId;

use crate::weather::{InWeather, WeatherNews};

pub use delivering::Broadcasting;

/// Something that happens to a message that is meant for all nodes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Broadcast<N, M> {
    /// A node wants all to deliver it. Messages of different nodes differ.
    Sent {
        /// Who.
        by: N,
        /// Which message.
        message: M,
    },
    /// A node delivers it.
    Delivered {
        /// Who.
        by: N,
        /// Which message.
        message: M,
    },
    /// A node goes down.
    Down(N),
    /// A node comes back.
    Up(N),
    /// Something goes wrong with the world.
    Disturbed,
    /// All that went wrong with the world is repaired, but for nodes that are down for good.
    Healed,
}

impl<M> InWeather for Broadcast<NodeId, M> {
    fn of_news(news: WeatherNews) -> Option<Self> {
        Some(match news {
            WeatherNews::Disturbed => Self::Disturbed,
            WeatherNews::Healed => Self::Healed,
            WeatherNews::Down(node) => Self::Down(node),
            WeatherNews::Up(node) => Self::Up(node),
        })
    }
}
