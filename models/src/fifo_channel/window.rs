//! The window: which messages may be on their way.

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// Nothing.
    None,
    /// The receiver delivers what is new, and keeps nothing.
    NoReorderBuffer,
    /// One message more may be on its way than the ring has places.
    WindowOffByOne,
}

/// Which messages may be on their way.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    places: u64,
    mutant: Mutant,
}

impl Window {
    /// A window with four places.
    pub const fn new(mutant: Mutant) -> Self {
        Self { places: 4, mutant }
    }

    /// Whether this one may be on its way when all before another are delivered.
    pub const fn has(self, number: u64, next: u64) -> bool {
        match self.mutant {
            Mutant::None | Mutant::NoReorderBuffer => number < next + self.places,
            Mutant::WindowOffByOne => number <= next + self.places,
        }
    }

    /// The place of a message in a ring.
    pub(super) fn place(self, number: u64) -> usize {
        usize::try_from(number % self.places).expect("there are four places")
    }

    /// What is wrong with it.
    pub const fn mutant(self) -> Mutant {
        self.mutant
    }

    /// How many places a ring has.
    pub(super) fn places(self) -> usize {
        usize::try_from(self.places).expect("there are four places")
    }
}
