//! What should hold.

use sim_check::{Checker, Conclusion, Evidence, Seen, Verdict, Violation};

/// The sum of the numbers from 1 to some number is told, and is right.
#[derive(Clone, Debug)]
pub struct SumIsRight {
    expected: u64,
    told: bool,
}

impl SumIsRight {
    /// Of the numbers up to this one.
    pub const fn of_numbers_to(last: u64) -> Self {
        Self { expected: last * (last + 1) / 2, told: false }
    }
}

impl Checker for SumIsRight {
    type Item = u64;

    fn see(&mut self, seen: Seen, sum: u64) -> Result<(), Box<Violation>> {
        self.told = true;
        if sum == self.expected {
            return Ok(());
        }
        let said = format!("the sum is {}, but {sum} is told", self.expected);
        Err(Violation::new("wrong sum", said).shown_by([Evidence::new(seen.event, "told")]).into())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.told {
            return Verdict::Passed;
        }
        Verdict::Violated(Violation::new("no sum", "nobody tells the sum").into())
    }

    fn reset(&mut self) {
        self.told = false;
    }
}

/// No more messages wait in a mailbox than there is room for.
#[derive(Clone, Debug)]
pub struct RoomIsKept {
    room: u32,
}

impl RoomIsKept {
    /// Room for so many.
    pub const fn of(room: u32) -> Self {
        Self { room }
    }
}

impl Checker for RoomIsKept {
    type Item = u32;

    fn see(&mut self, seen: Seen, waiting: u32) -> Result<(), Box<Violation>> {
        if waiting <= self.room {
            return Ok(());
        }
        let said = format!("{waiting} wait, where there is room for {}", self.room);
        Err(Violation::new("no room", said)
            .shown_by([Evidence::new(seen.event, "one too many")])
            .into())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        Verdict::Passed
    }

    fn reset(&mut self) {}
}
