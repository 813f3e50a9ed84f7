//! The link: what one stretch of wire does to messages, as numbers.

mod backlog;
mod bandwidth;
mod check;
pub(crate) mod dice;
mod early;
#[cfg(test)]
mod measured;
mod order;
mod preset;
pub(crate) mod state;
mod timetable;

pub use check::LinkError;

use sim_core::{Duration, Ratio, Spread};

/// One stretch of wire in one direction.
///
/// Every field may be set; [`check`](Link::check) says whether they make sense together.
///
/// ```
/// use sim_core::{Ratio, Spread, millis};
/// use sim_net::{Bandwidth, Link, LinkLoss};
///
/// let link = Link::new(millis(20))
///     .spread(Spread::Exponential { mean: millis(2) })
///     .loss(Ratio::percent(1))
///     .ordered()
///     .bandwidth(Bandwidth::new(1_000_000).queue(64_000));
/// assert_eq!(link.check(), Ok(()));
/// assert_eq!(link.loss, LinkLoss::Independent(Ratio::percent(1)));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// How long every copy takes at least.
    pub latency: Duration,
    /// How much longer it may take.
    pub spread: Spread,
    /// How messages are lost.
    pub loss: LinkLoss,
    /// How messages are duplicated.
    pub duplication: Duplication,
    /// How messages fall behind those that were sent after them, besides what the spread causes.
    pub reordering: Reordering,
    /// The chance that a message is damaged.
    pub corruption: Ratio,
    /// Whether messages wait for those before them.
    pub order: Order,
    /// How fast bytes get onto the wire; without, at once.
    pub bandwidth: Option<Bandwidth>,
}

/// How messages are lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkLoss {
    /// Each with this chance, whatever became of the one before.
    Independent(Ratio),
    /// In bursts.
    Bursts(Bursts),
}

/// Loss in bursts, after Gilbert and Elliott: a link is fair or foul, and each message may turn it.
///
/// By default it never turns, loses nothing while it is fair and all while it is foul; it begins fair.
///
/// ```
/// use sim_core::Ratio;
/// use sim_net::Bursts;
///
/// // Every hundredth message begins a burst, in which five in a row are lost on average.
/// let bursts = Bursts { begin: Ratio::percent(1), end: Ratio::percent(20), ..Bursts::default() };
/// assert_eq!(bursts.foul, Ratio::ONE);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bursts {
    /// The chance, per message, that fair turns foul.
    pub begin: Ratio,
    /// The chance, per message, that foul turns fair.
    pub end: Ratio,
    /// The chance that a message is lost while the link is fair.
    pub fair: Ratio,
    /// The chance that a message is lost while the link is foul.
    pub foul: Ratio,
}

/// How messages are duplicated; by default never.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duplication {
    /// The chance that there are further copies of a message that isn't lost.
    pub chance: Ratio,
    /// How many further copies there are at most; each number from one on is equally likely.
    pub copies: u8,
    /// How much longer a further copy takes, besides the spread of the link.
    pub behind: Spread,
}

/// How messages fall behind; by default never.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reordering {
    /// The chance that a message is put aside, so that later ones may overtake it.
    pub chance: Ratio,
    /// How much longer it takes then, besides the spread of the link.
    pub behind: Spread,
}

/// Whether messages wait for those before them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// Each arrives when its own delay is over.
    #[default]
    Loose,
    /// None arrives before one that was sent earlier, unless that one was put aside.
    Kept,
}

/// How fast bytes get onto the wire.
///
/// ```
/// use sim_core::{Ratio, micros};
/// use sim_net::{Bandwidth, EarlyDrop};
///
/// let early = EarlyDrop { from: 20_000, to: 60_000, chance: Ratio::percent(10) };
/// let bandwidth = Bandwidth::new(125_000_000).queue(100_000).early(early);
/// assert_eq!(bandwidth.takes(1_500), micros(12));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bandwidth {
    /// Bytes per second.
    pub rate: u64,
    /// How many bytes may wait to get onto the wire; what finds no room is dropped. Without a limit all may.
    pub queue: Option<u64>,
    /// Drops before the queue is full, if any.
    pub early: Option<EarlyDrop>,
}

/// Random early drops: the chance rises with the queue from zero at `from` to `chance` at `to`, where all are dropped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EarlyDrop {
    /// Up to how many waiting bytes nothing is dropped.
    pub from: u64,
    /// From how many waiting bytes on all is dropped.
    pub to: u64,
    /// The chance just below `to`.
    pub chance: Ratio,
}

impl Link {
    /// Whether a message may be lost on it: by chance, or because its queue is full.
    pub fn may_lose(&self) -> bool {
        let by_chance = match self.loss {
            LinkLoss::Independent(chance) => !chance.is_zero(),
            LinkLoss::Bursts(bursts) => {
                !bursts.fair.is_zero() || !(bursts.begin.is_zero() || bursts.foul.is_zero())
            }
        };
        by_chance || self.bandwidth.is_some_and(|bandwidth| bandwidth.queue.is_some())
    }

    /// Whether a message may arrive more than once.
    pub fn may_duplicate(&self) -> bool {
        !self.duplication.chance.is_zero()
    }

    /// Every message arrives once and undamaged, after this latency.
    pub const fn new(latency: Duration) -> Self {
        Self {
            latency,
            spread: Spread::None,
            loss: LinkLoss::Independent(Ratio::ZERO),
            duplication: Duplication { chance: Ratio::ZERO, copies: 1, behind: Spread::None },
            reordering: Reordering { chance: Ratio::ZERO, behind: Spread::None },
            corruption: Ratio::ZERO,
            order: Order::Loose,
            bandwidth: None,
        }
    }

    /// Each copy takes up to so much longer, uniformly.
    ///
    /// ```
    /// use sim_core::{Spread, millis};
    /// use sim_net::Link;
    ///
    /// let link = Link::new(millis(1)).jitter(millis(9));
    /// assert_eq!(link.spread, Spread::Uniform { max: millis(9) });
    /// ```
    pub fn jitter(self, max: Duration) -> Self {
        self.spread(Spread::Uniform { max })
    }

    /// Each copy takes so much longer.
    pub fn spread(self, spread: Spread) -> Self {
        Self { spread, ..self }
    }

    /// The chance that a message is lost, whatever became of the one before.
    pub const fn loss(mut self, chance: Ratio) -> Self {
        self.loss = LinkLoss::Independent(chance);
        self
    }

    /// Messages are lost in bursts.
    pub const fn bursts(mut self, bursts: Bursts) -> Self {
        self.loss = LinkLoss::Bursts(bursts);
        self
    }

    /// The chance that a message which isn't lost arrives twice.
    pub fn duplication(self, chance: Ratio) -> Self {
        self.duplicates(Duplication { chance, ..Duplication::default() })
    }

    /// Messages are duplicated like this.
    ///
    /// ```
    /// use sim_core::{Ratio, Spread, millis};
    /// use sim_net::{Duplication, Link};
    ///
    /// let behind = Spread::Uniform { max: millis(50) };
    /// let duplication = Duplication { chance: Ratio::percent(5), copies: 3, behind };
    /// assert_eq!(Link::new(millis(1)).duplicates(duplication).duplication.copies, 3);
    /// ```
    pub fn duplicates(self, duplication: Duplication) -> Self {
        Self { duplication, ..self }
    }

    /// The chance that a message is put aside, and how much longer it takes then.
    ///
    /// ```
    /// use sim_core::{Ratio, Spread, millis};
    /// use sim_net::{Link, Order};
    ///
    /// // All in order, but for those that are put aside.
    /// let behind = Spread::Uniform { max: millis(5) };
    /// let link = Link::new(millis(1)).ordered().reordering(Ratio::percent(2), behind);
    /// assert_eq!(link.order, Order::Kept);
    /// ```
    pub fn reordering(self, chance: Ratio, behind: Spread) -> Self {
        Self { reordering: Reordering { chance, behind }, ..self }
    }

    /// The chance that a message is damaged.
    pub const fn corruption(mut self, chance: Ratio) -> Self {
        self.corruption = chance;
        self
    }

    /// Messages wait for those before them, unless those were put aside.
    pub const fn ordered(mut self) -> Self {
        self.order = Order::Kept;
        self
    }

    /// Bytes take time to get onto the wire.
    pub const fn bandwidth(mut self, bandwidth: Bandwidth) -> Self {
        self.bandwidth = Some(bandwidth);
        self
    }

    /// The most that chance can add to the latency.
    pub(crate) fn late_max(&self) -> Duration {
        let mut most = self.spread.max();
        if !self.duplication.chance.is_zero() {
            most += self.duplication.behind.max();
        }
        if !self.reordering.chance.is_zero() {
            most += self.reordering.behind.max();
        }
        most
    }
}

impl Default for Link {
    /// Every message arrives at once.
    fn default() -> Self {
        Self::new(Duration::ZERO)
    }
}

impl Default for LinkLoss {
    fn default() -> Self {
        Self::Independent(Ratio::ZERO)
    }
}

impl Default for Bursts {
    fn default() -> Self {
        Self { begin: Ratio::ZERO, end: Ratio::ONE, fair: Ratio::ZERO, foul: Ratio::ONE }
    }
}

impl Default for Duplication {
    fn default() -> Self {
        Self { chance: Ratio::ZERO, copies: 1, behind: Spread::None }
    }
}

impl Default for Reordering {
    fn default() -> Self {
        Self { chance: Ratio::ZERO, behind: Spread::None }
    }
}
