//! Presets: links that everybody knows, by name.
//!
//! Their numbers are orders of magnitude that are publicly known, not measurements of one network. All keep the order
//! of messages, because real paths nearly do: delays of neighbours hang together. What falls behind is put aside.

use sim_core::{Ratio, Spread, micros, millis};

use crate::link::{Bandwidth, Bursts, Link};

impl Link {
    /// The names of all presets.
    ///
    /// ```
    /// use sim_net::Link;
    /// assert!(Link::PRESETS.iter().all(|name| Link::preset(name).is_some()));
    /// ```
    pub const PRESETS: &'static [&'static str] =
        &["Lan", "Wan", "Satellite", "LossyWifi", "Datacentre"];

    /// The preset of this name.
    ///
    /// ```
    /// use sim_net::Link;
    /// assert_eq!(Link::preset("Lan"), Some(Link::lan()));
    /// assert_eq!(Link::preset("Carrier pigeon"), None);
    /// ```
    pub fn preset(name: &str) -> Option<Self> {
        match name {
            "Lan" => Some(Self::lan()),
            "Wan" => Some(Self::wan()),
            "Satellite" => Some(Self::satellite()),
            "LossyWifi" => Some(Self::lossy_wifi()),
            "Datacentre" => Some(Self::datacentre()),
            _ => None,
        }
    }

    /// An office: gigabit Ethernet over a few switches.
    ///
    /// | | | why |
    /// |---|---|---|
    /// | latency | 100 us | a ping takes a few tenths of a millisecond |
    /// | spread | exponential, mean 20 us | short waits in hosts and switches |
    /// | loss | 1 in 1,000,000 | hardly any but from full queues |
    /// | bandwidth | 125,000,000 bytes/s | 1 Gbit/s |
    /// | queue | 512,000 bytes | what a small switch has for a port |
    ///
    /// ```
    /// # use sim_core::micros;
    /// assert_eq!(sim_net::Link::lan().latency, micros(100));
    /// ```
    pub fn lan() -> Self {
        Self::new(micros(100))
            .spread(Spread::Exponential { mean: micros(20) })
            .loss(Ratio::per_million(1))
            .ordered()
            .bandwidth(Bandwidth::new(125_000_000).queue(512_000))
    }

    /// Across a continent, over networks of several carriers.
    ///
    /// | | | why |
    /// |---|---|---|
    /// | latency | 40 ms | 5,000 km of fibre take 25 ms, detours and routers the rest |
    /// | spread | log-normal, median 2 ms, sigma 1/2 | queues along the way, mostly short |
    /// | loss | 1 in 1,000 | a usual figure for paths that aren't congested |
    /// | duplication | 1 in 100,000 | rare, from routes and links that repeat |
    /// | reordering | 1 in 1,000, by up to 5 ms | parallel paths, routes that change |
    /// | bandwidth | 12,500,000 bytes/s | 100 Mbit/s |
    /// | queue | 1,250,000 bytes | 100 ms, about one round trip |
    ///
    /// ```
    /// # use sim_core::millis;
    /// assert_eq!(sim_net::Link::wan().latency, millis(40));
    /// ```
    pub fn wan() -> Self {
        Self::new(millis(40))
            .spread(Spread::LogNormal { median: millis(2), sigma: Ratio::percent(50) })
            .loss(Ratio::per_thousand(1))
            .duplication(Ratio::per_million(10))
            .reordering(Ratio::per_thousand(1), Spread::Uniform { max: millis(5) })
            .ordered()
            .bandwidth(Bandwidth::new(12_500_000).queue(1_250_000))
    }

    /// Over a geostationary satellite.
    ///
    /// | | | why |
    /// |---|---|---|
    /// | latency | 280 ms | light takes 240 to 280 ms up and down, coding the rest |
    /// | spread | uniform, up to 20 ms | waiting for the next slot of a shared channel |
    /// | loss, fair | 1 in 10,000 | what coding doesn't mend under a clear sky |
    /// | loss, foul | 1/2 | rain and obstacles |
    /// | bursts begin, end | 1 in 5,000, 1 in 50 | 50 messages long; about 0.5 % lost over all |
    /// | bandwidth | 1,250,000 bytes/s | 10 Mbit/s |
    /// | queue | 750,000 bytes | 600 ms, about one round trip |
    ///
    /// ```
    /// # use sim_core::millis;
    /// assert_eq!(sim_net::Link::satellite().latency, millis(280));
    /// ```
    pub fn satellite() -> Self {
        Self::new(millis(280))
            .jitter(millis(20))
            .bursts(Bursts {
                begin: Ratio::per_million(200),
                end: Ratio::percent(2),
                fair: Ratio::per_million(100),
                foul: Ratio::percent(50),
            })
            .ordered()
            .bandwidth(Bandwidth::new(1_250_000).queue(750_000))
    }

    /// A crowded wireless network.
    ///
    /// | | | why |
    /// |---|---|---|
    /// | latency | 2 ms | a free channel and one attempt |
    /// | spread | log-normal, median 2 ms, sigma 3/4 | waiting for the channel, further attempts |
    /// | loss, fair | 1 in 200 | all attempts failed by chance |
    /// | loss, foul | 3/10 | interference, somebody in the way |
    /// | bursts begin, end | 1 in 50, 1 in 5 | 5 messages long; 3.2 % lost over all |
    /// | duplication | 1 in 1,000 | the acknowledgement was lost, not the frame |
    /// | reordering | 1 in 200, by up to 10 ms | a frame that needs further attempts |
    /// | bandwidth | 2,500,000 bytes/s | 20 Mbit/s, a share of the channel |
    /// | queue | 250,000 bytes | 100 ms |
    ///
    /// ```
    /// # use sim_core::millis;
    /// assert_eq!(sim_net::Link::lossy_wifi().latency, millis(2));
    /// ```
    pub fn lossy_wifi() -> Self {
        Self::new(millis(2))
            .spread(Spread::LogNormal { median: millis(2), sigma: Ratio::percent(75) })
            .bursts(Bursts {
                begin: Ratio::percent(2),
                end: Ratio::percent(20),
                fair: Ratio::per_thousand(5),
                foul: Ratio::percent(30),
            })
            .duplication(Ratio::per_thousand(1))
            .reordering(Ratio::per_thousand(5), Spread::Uniform { max: millis(10) })
            .ordered()
            .bandwidth(Bandwidth::new(2_500_000).queue(250_000))
    }

    /// Between two racks of one hall.
    ///
    /// | | | why |
    /// |---|---|---|
    /// | latency | 25 us | a round trip takes about 50 us |
    /// | spread | log-normal, median 5 us, sigma 1 | many senders at one port: a long tail |
    /// | loss | 1 in 100,000 | full queues when many answer at once |
    /// | bandwidth | 1,250,000,000 bytes/s | 10 Gbit/s |
    /// | queue | 250,000 bytes | 200 us of a shallow buffer |
    ///
    /// ```
    /// # use sim_core::micros;
    /// assert_eq!(sim_net::Link::datacentre().latency, micros(25));
    /// ```
    pub fn datacentre() -> Self {
        Self::new(micros(25))
            .spread(Spread::LogNormal { median: micros(5), sigma: Ratio::ONE })
            .loss(Ratio::per_million(10))
            .ordered()
            .bandwidth(Bandwidth::new(1_250_000_000).queue(250_000))
    }
}

#[cfg(test)]
mod tests;
