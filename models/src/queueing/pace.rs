//! The pace: how long it takes from one job to the next.

use sim_core::{Duration, Mailbox, Source, Spread};

/// How long it takes from one to the next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pace {
    least: Duration,
    spread: Spread,
    mean: Duration,
}

impl Pace {
    /// Always so long.
    pub const fn exactly(time: Duration) -> Self {
        Self { least: time, spread: Spread::None, mean: time }
    }

    /// So long on average, without memory.
    pub const fn at_random(mean: Duration) -> Self {
        Self { least: Duration::ZERO, spread: Spread::Exponential { mean }, mean }
    }

    /// How long on average.
    pub const fn mean(&self) -> Duration {
        self.mean
    }

    /// How long this time.
    pub fn draw(&self, source: &mut impl Source) -> Duration {
        self.least + self.spread.sample(source)
    }

    /// A mailbox whose actor is busy at this pace.
    pub fn of_service(&self, mailbox: Mailbox) -> Mailbox {
        mailbox.service(self.least).service_spread(self.spread.clone())
    }
}
