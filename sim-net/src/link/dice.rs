//! The dice: all that chance does on one link, thrown once per message.

use sim_core::{Duration, Fate, Ratio, Site, Source, Spread, Toss, Wire};

use crate::link::{Duplication, Link, LinkLoss, Reordering};

/// The chances of a [`Link`], ready to be thrown. Whoever makes them has checked the link.
///
/// Deliberately absent: latency, order and bandwidth, in which nothing is random.
#[derive(Clone, Debug)]
pub(crate) struct Dice {
    // There if it says all that the link does: then one draw settles a message.
    wire: Option<Wire>,
    // What follows draws nothing where nothing can happen.
    loss: LinkLoss,
    duplication: Duplication,
    spread: Spread,
    reordering: Reordering,
    corruption: Ratio,
    // Derived, because it is asked for with every message.
    delay_max: Duration,
}

impl Dice {
    /// The chances of this link.
    pub(crate) fn new(link: &Link) -> Self {
        let loss = match link.loss {
            // It begins fair and never turns.
            LinkLoss::Bursts(bursts) if bursts.begin.is_zero() => {
                LinkLoss::Independent(bursts.fair)
            }
            loss @ (LinkLoss::Bursts(_) | LinkLoss::Independent(_)) => loss,
        };
        let mut dice = Self {
            wire: None,
            loss,
            duplication: link.duplication.clone(),
            spread: link.spread.clone(),
            reordering: link.reordering.clone(),
            corruption: link.corruption,
            delay_max: link.late_max(),
        };
        for spread in [&mut dice.spread, &mut dice.duplication.behind, &mut dice.reordering.behind]
        {
            if spread.max().is_zero() {
                *spread = Spread::None;
            }
        }
        dice.wire = dice.as_wire();
        dice
    }

    /// The wire that does the same, if there is one.
    pub(crate) const fn wire(&self) -> Option<&Wire> {
        self.wire.as_ref()
    }

    /// Whether what happened to earlier messages matters: then each direction remembers whether it is foul.
    pub(crate) fn is_stateful(&self) -> bool {
        matches!(self.loss, LinkLoss::Bursts(_))
    }

    /// The most that chance can add to a copy's delay.
    #[inline]
    pub(crate) fn delay_max(&self) -> Duration {
        self.delay_max
    }

    /// Throws for one message, whose fate on the links before is known; `foul` is the memory of this direction.
    ///
    /// Each copy that comes is a message of its own to the link, except that reordering and corruption hit all
    /// copies or none, because a fate has one word for all of them.
    #[inline]
    pub(crate) fn throw(&self, foul: &mut bool, source: &mut impl Source, fate: &mut Fate) {
        match &self.wire {
            Some(wire) if fate.copies == 1 => match wire.toss(source) {
                Toss::Lost => fate.copies = 0,
                Toss::Once(delay) => fate.delays[0] += delay,
                Toss::Twice(first, second) => {
                    fate.copies = 2;
                    fate.delays[1] = fate.delays[0] + second;
                    fate.delays[0] += first;
                }
            },
            Some(_) | None => self.throw_all(foul, source, fate),
        }
    }

    #[inline(never)]
    fn throw_all(&self, foul: &mut bool, source: &mut impl Source, fate: &mut Fate) {
        self.lose(foul, source, fate);
        if fate.copies == 0 {
            return;
        }
        // Copies are made before they are delayed: each has a delay of its own.
        self.duplicate(source, fate);
        if self.spread != Spread::None {
            for delay in &mut fate.delays[..usize::from(fate.copies)] {
                *delay += self.spread.sample(source);
            }
        }
        if source.chance(self.reordering.chance) {
            fate.aside = true;
            let behind = self.reordering.behind.sample(source);
            for delay in &mut fate.delays[..usize::from(fate.copies)] {
                *delay += behind;
            }
        }
        if fate.damage == 0 && source.chance(self.corruption) {
            let seed = source.between(1, u32::MAX.into());
            fate.damage = u32::try_from(seed).unwrap_or(u32::MAX);
        }
    }

    // What is left moves up.
    fn lose(&self, foul: &mut bool, source: &mut impl Source, fate: &mut Fate) {
        let mut left = 0;
        for copy in 0..fate.copies {
            if !self.loses(foul, source) {
                fate.delays[usize::from(left)] = fate.delays[usize::from(copy)];
                left += 1;
            }
        }
        fate.copies = left;
    }

    fn loses(&self, foul: &mut bool, source: &mut impl Source) -> bool {
        match self.loss {
            LinkLoss::Independent(chance) => source.chance(chance),
            LinkLoss::Bursts(bursts) => {
                if source.chance(if *foul { bursts.end } else { bursts.begin }) {
                    *foul = !*foul;
                }
                source.chance(if *foul { bursts.foul } else { bursts.fair })
            }
        }
    }

    // Further copies go behind all that came: there is always room for those.
    fn duplicate(&self, source: &mut impl Source, fate: &mut Fate) {
        let Duplication { chance, copies, behind } = &self.duplication;
        for copy in 0..usize::from(fate.copies) {
            if !source.chance(*chance) {
                continue;
            }
            let further = match copies {
                0 | 1 => u64::from(*copies),
                2.. => source.between(1, (*copies).into()),
            };
            for _ in 0..further {
                if fate.copies == Site::COPIES_MAX {
                    return;
                }
                let delay = fate.delays[copy] + behind.sample(source);
                fate.delays[usize::from(fate.copies)] = delay;
                fate.copies += 1;
            }
        }
    }

    fn as_wire(&self) -> Option<Wire> {
        let LinkLoss::Independent(loss) = self.loss else { return None };
        let jitter = match self.spread {
            Spread::None => Duration::ZERO,
            Spread::Uniform { max } => max,
            Spread::Exponential { .. }
            | Spread::Normal { .. }
            | Spread::LogNormal { .. }
            | Spread::Pareto { .. }
            | Spread::Empirical { .. } => return None,
        };
        let Duplication { chance, copies, behind } = &self.duplication;
        let doubles = chance.is_zero() || (*copies == 1 && *behind == Spread::None);
        if !doubles || !self.reordering.chance.is_zero() || !self.corruption.is_zero() {
            return None;
        }
        Some(Wire::perfect(Duration::ZERO).jitter(jitter).loss(loss).duplication(*chance))
    }
}

#[cfg(test)]
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "the formulas to compare with are in floats; nothing is decided by them"
)]
mod tests;
