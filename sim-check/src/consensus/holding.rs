//! Holding: what happens to locks and leases, and to what they guard.

use sim_core::NodeId;

use crate::weather::{InWeather, WeatherNews};

/// Something that happens to a lock, or to a lease, which is a lock that ends by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Holding<L, N, T> {
    /// Somebody begins to hold it, and knows so. It may tell so again while it holds it.
    Acquired {
        /// Which lock.
        lock: L,
        /// Who.
        by: N,
    },
    /// Somebody holds it no longer, and knows so: it has let go, or its lease is over.
    Released {
        /// Which lock.
        lock: L,
        /// Who.
        by: N,
    },
    /// Somebody has crashed: it holds nothing any more.
    Gone {
        /// Who.
        holder: N,
    },
    /// Whoever gives locks gives this one away, with a token.
    Granted {
        /// Which lock.
        lock: L,
        /// To whom.
        to: N,
        /// The fencing token.
        token: T,
    },
    /// What a lock guards accepts something that was done under it.
    Accepted {
        /// Which lock.
        lock: L,
        /// Who accepts it.
        by: N,
        /// The token that came with it.
        token: T,
    },
}

impl<L, T> InWeather for Holding<L, NodeId, T> {
    fn of_news(news: WeatherNews) -> Option<Self> {
        match news {
            WeatherNews::Down(holder) => Some(Self::Gone { holder }),
            WeatherNews::Disturbed | WeatherNews::Healed | WeatherNews::Up(_) => None,
        }
    }
}
