//! Tempers: what an actor tends to do; and the dice that worlds are made with.

use core::num::NonZeroU64;
use sim_core::{Duration, SimRng, Source, micros, nanos};

/// Random numbers for making worlds.
#[derive(Debug)]
pub struct Dice(SimRng);

impl Dice {
    /// The dice of a seed, for one purpose.
    pub fn new(seed: u64, purpose: u64) -> Self {
        Self(SimRng::new(sim_core::mix(seed, purpose)))
    }

    /// A number from zero to one less than `count`; zero of none.
    pub fn below(&mut self, count: u64) -> u64 {
        NonZeroU64::new(count).map_or(0, |count| self.0.below(count))
    }

    /// Whether something of this chance, in hundredths, happens.
    pub fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    /// One of the items, of which there is at least one.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[usize::try_from(self.below(items.len() as u64)).unwrap_or(0)]
    }
}

/// What an actor tends to do.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "they are drawn independently")]
pub struct Temper {
    /// How many times it reacts in one life.
    pub energy: u32,
    /// It writes and reads.
    pub stores: bool,
    /// It makes children.
    pub spawns: bool,
    /// It ends, and ends its children.
    pub stops: bool,
    /// It panics now and then.
    pub panics: bool,
    /// It takes its time.
    pub works: bool,
    /// It draws from its own random numbers; otherwise what it does depends on what it heard alone.
    pub gambles: bool,
    /// It pours messages into streams as well.
    pub pours: bool,
    /// It goes on as long as it has energy, says now and then that it was elected, and gets energy from clients.
    pub restless: bool,
    /// It hands messages over that leave later.
    pub delays: bool,
    /// All that it measures in time is a small multiple of this.
    pub beat: Duration,
}

impl Temper {
    /// One at random.
    pub fn random(dice: &mut Dice) -> Self {
        Self {
            energy: 3 + u32::try_from(dice.below(9)).unwrap_or(0),
            stores: dice.percent(40),
            spawns: dice.percent(40),
            stops: dice.percent(30),
            panics: dice.percent(15),
            works: dice.percent(40),
            gambles: dice.percent(60),
            pours: false,
            restless: false,
            delays: true,
            beat: nanos(1),
        }
    }

    /// One at random that lives long enough to see the weather change.
    pub fn outdoors(dice: &mut Dice) -> Self {
        Self {
            energy: 6 + u32::try_from(dice.below(14)).unwrap_or(0),
            pours: dice.percent(70),
            restless: true,
            beat: micros(dice.pick(&[200, 500, 1_000])),
            panics: dice.percent(3),
            ..Self::random(dice)
        }
    }
}
