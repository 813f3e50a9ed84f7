//! Rising: numbers that may not fall.

use sim_check::{Checker, Conclusion, Evidence, Seen, Verdict, Violation};
use sim_core::EventId;

/// No number is smaller than one that was told before.
#[derive(Clone, Debug, Default)]
pub struct Rising {
    highest: Option<(u64, EventId)>,
}

impl Checker for Rising {
    type Item = u64;

    fn see(&mut self, seen: Seen, number: u64) -> Result<(), Box<Violation>> {
        match self.highest {
            Some((highest, first)) if number < highest => {
                let said = format!("{number} after {highest}");
                let evidence = [Evidence::new(first, "higher"), Evidence::new(seen.event, "lower")];
                Err(Violation::new("falls", said).shown_by(evidence).into())
            }
            Some((highest, _)) if number == highest => Ok(()),
            Some(_) | None => {
                self.highest = Some((number, seen.event));
                Ok(())
            }
        }
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        match self.highest {
            Some(_) => Verdict::Passed,
            None => Verdict::nothing_to_judge("no number was told"),
        }
    }

    fn reset(&mut self) {
        self.highest = None;
    }
}
