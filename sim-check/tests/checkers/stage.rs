//! The stage: plays histories to checkers, and makes histories.

use sim_check::{Checker, Conclusion, Seen, Verdict};
use sim_core::{EventId, Time};

pub(crate) const fn at(index: u64) -> Seen {
    Seen { event: EventId::nth(index), time: Time::from_nanos(index) }
}

/// What a checker says of items that come one a nanosecond, and at which of them; past the last one if at the end.
pub(crate) fn play<C: Checker>(
    checker: &mut C,
    items: impl IntoIterator<Item = C::Item>,
    idle: bool,
) -> (usize, Verdict) {
    checker.reset();
    play_from(0, checker, items, idle)
}

fn play_from<C: Checker>(
    start: u64,
    checker: &mut C,
    items: impl IntoIterator<Item = C::Item>,
    idle: bool,
) -> (usize, Verdict) {
    let mut count = 0;
    let mut now = start;
    for item in items {
        if let Err(violation) = checker.see(at(now), item) {
            return (count, Verdict::Violated(violation));
        }
        count += 1;
        now += 1;
    }
    (count, checker.conclude(&Conclusion { time: Time::from_nanos(now), idle }))
}

/// What a checker says after a reset, when it has heard the same before, as other events, forwards and backwards.
#[track_caller]
pub(crate) fn play_anew<C: Checker>(mut checker: C, items: &[C::Item], idle: bool) -> Verdict
where
    C::Item: Clone,
{
    let new = play_from(0, &mut checker, items.iter().cloned(), idle);
    checker.reset();
    play_from(1_000, &mut checker, items.iter().cloned(), idle);
    let again = play(&mut checker, items.iter().cloned(), idle);
    assert_eq!(again, new, "something was left of another run");
    checker.reset();
    play_from(2_000, &mut checker, items.iter().rev().cloned(), idle);
    let again = play(&mut checker, items.iter().cloned(), idle);
    assert_eq!(again, new, "something was left of a run backwards");
    checker.reset();
    // Whatever was attempted, owed or shown in another run is none of this one's.
    let (_, empty) = play(&mut checker, [], idle);
    assert!(!matches!(empty, Verdict::Violated(_)), "{empty}");
    new.1
}

/// `passed`, `undecided`, or the anomaly with the events that show it.
pub(crate) fn brief(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Passed => "passed".into(),
        Verdict::Undecided(_) => "undecided".into(),
        Verdict::Violated(violation) => {
            let events = violation.evidence.iter().map(|it| format!(" {}", it.event));
            violation.anomaly.to_string() + &events.collect::<String>()
        }
    }
}

/// `passed`, `undecided` or the anomaly.
pub(crate) fn kind(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Undecided(_) => "undecided",
        Verdict::Violated(violation) => violation.anomaly,
    }
}

/// The first prefix of which something is said, by its last item; or past the last one what is said in the end.
pub(crate) fn by_prefix<T>(
    items: &[T],
    mut wrong: impl FnMut(&[T]) -> Option<&'static str>,
    end: impl FnOnce() -> &'static str,
) -> (usize, &'static str) {
    (0..items.len())
        .find_map(|index| wrong(&items[..=index]).map(|anomaly| (index, anomaly)))
        .unwrap_or_else(|| (items.len(), end()))
}

/// Calls with every sequence of so many numbers below a limit.
pub(crate) fn each_sequence(length: usize, limit: usize, mut with: impl FnMut(&[usize])) {
    let mut digits = vec![0; length];
    loop {
        with(&digits);
        let Some(place) = digits.iter().rposition(|digit| digit + 1 < limit) else { return };
        digits[place] += 1;
        digits[place + 1..].fill(0);
    }
}

/// Numbers that look random: always the same ones.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (word ^ (word >> 31)) % limit
    }

    pub(crate) fn index(&mut self, limit: usize) -> usize {
        usize::try_from(self.below(limit as u64)).expect("it is below a usize")
    }
}
