//! The air: a medium of two natures, the plain wire or a weather with crowds of copies, holds and cuts.

use std::collections::BTreeSet;

use sim_core::{
    Arrival, Departure, DropCause, Duration, Fate, Medium, Ratio, Source, Stream, Strike, Time,
    Trip, Wire, nanos,
};

use super::protocol::{Message, Random};
use super::temper::Dice;

/// What lies between the nodes of a random world.
#[derive(Debug)]
pub struct Air {
    nature: Nature,
    cuts: BTreeSet<(usize, usize)>,
    holding: BTreeSet<usize>,
    swallowing: BTreeSet<usize>,
}

#[derive(Debug)]
enum Nature {
    Wire(Wire),
    Weather(Weather),
}

#[derive(Debug)]
struct Weather {
    // A base delay per link, mostly equal ones.
    latencies: [u64; 7],
    // Later copies have a longer way.
    stretched: bool,
    lost: Ratio,
    crowded: Ratio,
    odd: Ratio,
}

const LATE_MAX: u64 = 5;

/// What can be done to the air.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Gale {
    /// Nothing passes between these two.
    Cut(usize, usize),
    /// What arrives at this node is held back.
    Hold(usize),
    /// What arrives at this node is dropped.
    Swallow(usize),
    /// All is well again.
    Heal,
}

impl Air {
    /// One at random.
    pub fn random(dice: &mut Dice) -> Self {
        let percent = |dice: &mut Dice, choices: &[u32]| Ratio::percent(dice.pick(choices));
        let nature = if dice.percent(50) {
            let wire = Wire::perfect(nanos(dice.pick(&[0, 1, 2, 3, 5])))
                .jitter(nanos(dice.pick(&[0, 1, 2])))
                .loss(percent(dice, &[0, 5, 20]))
                .duplication(percent(dice, &[0, 10, 30]));
            Nature::Wire(wire)
        } else {
            let latencies = core::array::from_fn(|_| dice.pick(&[0, 2, 2, 4]));
            Nature::Weather(Weather {
                latencies,
                stretched: dice.percent(50),
                lost: percent(dice, &[0, 10, 20]),
                crowded: percent(dice, &[5, 10, 20]),
                odd: percent(dice, &[0, 10]),
            })
        };
        Self {
            nature,
            cuts: BTreeSet::new(),
            holding: BTreeSet::new(),
            swallowing: BTreeSet::new(),
        }
    }

    fn is_cut(&self, trip: &Trip) -> bool {
        self.cuts.contains(&(trip.source.index(), trip.target.index()))
    }
}

impl Weather {
    fn draw(&self, stream: &mut Stream, fate: &mut Fate) {
        if stream.chance(self.lost) {
            fate.copies = 0;
            return;
        }
        if stream.chance(self.crowded) {
            fate.copies = u8::try_from(stream.between(2, 16)).unwrap_or(16);
        }
        fate.aside = stream.chance(self.odd);
        if stream.chance(self.odd) {
            fate.damage = 7;
        }
        // Some leave the delays as they are, which is calm.
        if stream.between(0, 2) > 0 {
            for delay in &mut fate.delays[..usize::from(fate.copies)] {
                *delay = stream.pick(&[0, 0, 2, LATE_MAX]).copied().map(nanos).unwrap_or_default();
            }
        }
    }
}

impl Medium<Random> for Air {
    type Fault = Gale;

    fn draw(&mut self, trip: &Trip, message: &Message, stream: &mut Stream, fate: &mut Fate) {
        match &mut self.nature {
            Nature::Wire(wire) => Medium::<Random>::draw(wire, trip, message, stream, fate),
            Nature::Weather(weather) => weather.draw(stream, fate),
        }
    }

    fn delay_max(&mut self, trip: &Trip) -> Duration {
        match &mut self.nature {
            Nature::Wire(wire) => Medium::<Random>::delay_max(wire, trip),
            Nature::Weather(_) => nanos(LATE_MAX),
        }
    }

    fn depart(&mut self, trip: &Trip, message: &Message, fate: &Fate, copy: u8) -> Departure {
        if self.is_cut(trip) {
            return Departure::Dropped(DropCause::Cut);
        }
        match &mut self.nature {
            Nature::Wire(wire) => Medium::<Random>::depart(wire, trip, message, fate, copy),
            Nature::Weather(_) if fate.aside => Departure::Travels(Duration::ZERO),
            Nature::Weather(weather) => {
                let link = (trip.source.index() * 3 + trip.target.index()) % 7;
                let further = if weather.stretched { u64::from(copy % 3) } else { 0 };
                Departure::Travels(nanos(weather.latencies[link] + further))
            }
        }
    }

    fn arrive(&mut self, trip: &Trip, _: Time) -> Arrival {
        if self.is_cut(trip) {
            Arrival::Dropped(DropCause::Cut)
        } else if self.holding.contains(&trip.target.index()) {
            Arrival::Held
        } else if self.swallowing.contains(&trip.target.index()) {
            Arrival::Dropped(DropCause::Rule)
        } else {
            Arrival::Enters
        }
    }

    fn strike(&mut self, fault: &Gale, _: &mut Strike<'_>) {
        match *fault {
            Gale::Cut(one, other) => self.cuts.extend([(one, other), (other, one)]),
            Gale::Hold(node) => {
                self.holding.insert(node);
            }
            Gale::Swallow(node) => {
                self.holding.remove(&node);
                self.swallowing.insert(node);
            }
            Gale::Heal => Medium::<Random>::reset(self),
        }
    }

    fn reset(&mut self) {
        self.cuts.clear();
        self.holding.clear();
        self.swallowing.clear();
    }
}
