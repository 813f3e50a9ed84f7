//! What can be wrong with a link.

use core::fmt;

use sim_core::{Duration, Ratio, Site, Spread, SpreadError};

use crate::link::{Bandwidth, Duplication, Link, LinkLoss};

/// What is wrong with a [`Link`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkError {
    /// A chance is above one.
    AboveOne {
        /// The field.
        field: &'static str,
        /// Its value.
        value: Ratio,
    },
    /// A spread can't be sampled as it says.
    Spread {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        error: SpreadError,
    },
    /// Messages are duplicated, but into no further copies.
    NoCopies {
        /// The chance of a duplication.
        chance: Ratio,
    },
    /// There could be more copies of a message than it can have.
    TooManyCopies {
        /// How many further copies there could be.
        copies: u8,
    },
    /// The latency and all that chance may add to it are more than a century.
    TooLong {
        /// Their sum.
        delay: Duration,
    },
    /// No byte ever gets onto the wire.
    NoBandwidth,
    /// Early drops end before they begin.
    EarlyBackwards {
        /// Up to how many waiting bytes nothing is dropped.
        from: u64,
        /// From how many on all is dropped.
        to: u64,
    },
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AboveOne { field, value } => write!(f, "{field} {value} is above one"),
            Self::Spread { field, error } => write!(f, "{field}: {error}"),
            Self::NoCopies { chance } => {
                write!(f, "duplication.copies 0 is not above zero, with chance {chance}")
            }
            Self::TooManyCopies { copies } => {
                write!(f, "duplication.copies {copies} is above {FURTHER_MAX}")
            }
            Self::TooLong { delay } => {
                write!(f, "latency and spreads of {delay} together are more than a century")
            }
            Self::NoBandwidth => f.write_str("bandwidth.rate 0 is not above zero"),
            Self::EarlyBackwards { from, to } => {
                write!(f, "bandwidth.early.from {from} is above bandwidth.early.to {to}")
            }
        }
    }
}

impl core::error::Error for LinkError {}

// The first copy is no further one.
const FURTHER_MAX: u8 = Site::COPIES_MAX - 1;

impl Link {
    /// Says what is wrong with the numbers, if anything is.
    ///
    /// ```
    /// use sim_core::{Ratio, millis};
    /// use sim_net::Link;
    ///
    /// let error = Link::new(millis(1)).loss(Ratio::percent(150)).check().unwrap_err();
    /// assert_eq!(error.to_string(), "loss 3/2 is above one");
    /// ```
    ///
    /// # Errors
    /// The first field that makes no sense, and its value.
    pub fn check(&self) -> Result<(), LinkError> {
        check_spread("spread", &self.spread)?;
        check_loss(self.loss)?;
        check_duplication(&self.duplication)?;
        check_chance("reordering.chance", self.reordering.chance)?;
        check_spread("reordering.behind", &self.reordering.behind)?;
        check_chance("corruption", self.corruption)?;
        let delay = self.latency + self.late_max();
        if delay.as_nanos() > Site::Delay.largest() {
            return Err(LinkError::TooLong { delay });
        }
        self.bandwidth.as_ref().map_or(Ok(()), check_bandwidth)
    }
}

fn check_loss(loss: LinkLoss) -> Result<(), LinkError> {
    match loss {
        LinkLoss::Independent(chance) => check_chance("loss", chance),
        LinkLoss::Bursts(bursts) => {
            check_chance("loss.begin", bursts.begin)?;
            check_chance("loss.end", bursts.end)?;
            check_chance("loss.fair", bursts.fair)?;
            check_chance("loss.foul", bursts.foul)
        }
    }
}

fn check_duplication(duplication: &Duplication) -> Result<(), LinkError> {
    let Duplication { chance, copies, behind } = duplication;
    check_chance("duplication.chance", *chance)?;
    check_spread("duplication.behind", behind)?;
    if chance.is_zero() {
        return Ok(());
    }
    match *copies {
        0 => Err(LinkError::NoCopies { chance: *chance }),
        1..=FURTHER_MAX => Ok(()),
        copies => Err(LinkError::TooManyCopies { copies }),
    }
}

fn check_bandwidth(bandwidth: &Bandwidth) -> Result<(), LinkError> {
    if bandwidth.rate == 0 {
        return Err(LinkError::NoBandwidth);
    }
    let Some(early) = bandwidth.early else { return Ok(()) };
    check_chance("bandwidth.early.chance", early.chance)?;
    if early.from > early.to {
        return Err(LinkError::EarlyBackwards { from: early.from, to: early.to });
    }
    Ok(())
}

fn check_chance(field: &'static str, value: Ratio) -> Result<(), LinkError> {
    if value > Ratio::ONE { Err(LinkError::AboveOne { field, value }) } else { Ok(()) }
}

fn check_spread(field: &'static str, spread: &Spread) -> Result<(), LinkError> {
    spread.check().map_err(|error| LinkError::Spread { field, error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{Bursts, EarlyDrop};
    use alloc::string::ToString;
    use sim_core::{hours, millis};

    const TWICE: Ratio = Ratio::percent(200);

    #[track_caller]
    fn check(link: &Link, expected: &str) {
        assert_eq!(link.check().unwrap_err().to_string(), expected);
    }

    fn link() -> Link {
        Link::new(millis(1))
    }

    #[test]
    fn a_chance_above_one_is_named() {
        let bursts = Bursts::default();
        check(&link().loss(Ratio::percent(150)), "loss 3/2 is above one");
        check(&link().bursts(Bursts { begin: TWICE, ..bursts }), "loss.begin 2 is above one");
        check(&link().bursts(Bursts { end: TWICE, ..bursts }), "loss.end 2 is above one");
        check(&link().bursts(Bursts { fair: TWICE, ..bursts }), "loss.fair 2 is above one");
        check(&link().bursts(Bursts { foul: TWICE, ..bursts }), "loss.foul 2 is above one");
        check(&link().duplication(TWICE), "duplication.chance 2 is above one");
        check(&link().reordering(TWICE, Spread::None), "reordering.chance 2 is above one");
        check(&link().corruption(TWICE), "corruption 2 is above one");
    }

    #[test]
    fn a_spread_without_meaning_is_named() {
        let empty = Spread::Empirical { table: alloc::vec![] };
        let behind = Duplication { behind: empty.clone(), ..Duplication::default() };
        check(&link().spread(empty.clone()), "spread: table has no entries");
        check(&link().duplicates(behind), "duplication.behind: table has no entries");
        let reordered = link().reordering(Ratio::ZERO, empty);
        check(&reordered, "reordering.behind: table has no entries");
    }

    #[test]
    fn a_duplication_makes_one_to_fifteen_further_copies() {
        let copies = |copies, chance| Duplication { chance, copies, behind: Spread::None };
        let half = Ratio::percent(50);
        check(
            &link().duplicates(copies(0, half)),
            "duplication.copies 0 is not above zero, with chance 1/2",
        );
        check(&link().duplicates(copies(16, half)), "duplication.copies 16 is above 15");
        assert_eq!(link().duplicates(copies(15, half)).check(), Ok(()));
        assert_eq!(link().duplicates(copies(0, Ratio::ZERO)).check(), Ok(()));
    }

    #[test]
    fn delays_of_more_than_a_century_are_too_long() {
        let half = hours(50 * 366 * 24);
        let uniform = Spread::Uniform { max: half };
        assert_eq!(Link::new(half).jitter(half).check(), Ok(()));
        check(
            &Link::new(half).jitter(half + millis(1)),
            "latency and spreads of 3162240000.001s together are more than a century",
        );
        let long = Link::new(half).jitter(half);
        // What never happens takes no time.
        assert_eq!(long.clone().reordering(Ratio::ZERO, uniform.clone()).check(), Ok(()));
        check(
            &long.reordering(Ratio::ONE, uniform),
            "latency and spreads of 1317600h together are more than a century",
        );
        check(
            &Link::new(Duration::MAX).jitter(Duration::MAX),
            "latency and spreads of 18446744073.709551615s together are more than a century",
        );
    }

    #[test]
    fn a_bandwidth_without_meaning_is_named() {
        let early = EarlyDrop { from: 2, to: 1, chance: Ratio::ONE };
        let bandwidth = Bandwidth::new(1);
        check(&link().bandwidth(Bandwidth::new(0)), "bandwidth.rate 0 is not above zero");
        check(
            &link().bandwidth(bandwidth.early(early)),
            "bandwidth.early.from 2 is above bandwidth.early.to 1",
        );
        let early = EarlyDrop { from: 1, to: 1, chance: TWICE };
        check(&link().bandwidth(bandwidth.early(early)), "bandwidth.early.chance 2 is above one");
        let early = EarlyDrop { from: 1, to: 1, chance: Ratio::ONE };
        assert_eq!(link().bandwidth(bandwidth.early(early)).check(), Ok(()));
    }
}
