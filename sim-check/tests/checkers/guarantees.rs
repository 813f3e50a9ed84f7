//! Sessions on one register in a small notation: `1w` process 1 writes the next of 1, 2, 3, ...; `1u` it does, and nobody knows
//! whether it did; `1f` it fails to; `1r2` it reads 2, `1r0` nothing. A letter before it, as in `y1w`, is another register.

use std::collections::BTreeMap;

use sim_check::sessions::{Access, Guarantee, SessionGuarantees};
use sim_check::{Call, Checker, Conclusion, Verdict};
use sim_core::Time;

use crate::stage::{Dice, at, brief, each_sequence, kind};

// What a process does to a register; values of a write are numbered.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Deed {
    Write(Outcome),
    Read(usize),
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Outcome {
    Ok,
    Unknown,
    Failed,
}

type Session = (char, u64, Deed);

fn parse(word: &str) -> Session {
    let mut letters = word.chars().peekable();
    let key = letters.next_if(char::is_ascii_alphabetic).unwrap_or('x');
    let process = letters.next().and_then(|it| it.to_digit(10)).expect("a process is a digit");
    let deed = match letters.next() {
        Some('w') => Deed::Write(Outcome::Ok),
        Some('u') => Deed::Write(Outcome::Unknown),
        Some('f') => Deed::Write(Outcome::Failed),
        Some('r') => {
            let value = letters.next().and_then(|it| it.to_digit(10)).expect("a value is a digit");
            Deed::Read(value as usize)
        }
        other => panic!("nobody does {other:?}"),
    };
    (key, u64::from(process), deed)
}

// A deed takes two events.
fn judge(guarantees: &[Guarantee], deeds: &[Session]) -> Verdict {
    let mut checker = SessionGuarantees::of(guarantees.iter().copied());
    // Another run leaves nothing.
    let another = [Access::Write('x', 7), Access::Read('x', None)];
    for (index, access) in (0..).zip(another) {
        let words = [Call::Invoked(vec![access.clone()]), Call::Ok(vec![access])];
        for (word, index) in words.into_iter().zip(2 * index..) {
            checker.see(at(index), (1, word)).expect("it may call");
        }
    }
    checker.reset();
    let mut written: BTreeMap<char, usize> = BTreeMap::new();
    for (index, (key, process, deed)) in (0..).zip(deeds) {
        let (access, outcome) = match *deed {
            Deed::Write(outcome) => {
                let value = written.entry(*key).or_default();
                *value += 1;
                (Access::Write(*key, *value), outcome)
            }
            Deed::Read(value) => (Access::Read(*key, (value > 0).then_some(value)), Outcome::Ok),
        };
        let told = match outcome {
            Outcome::Ok => Call::Ok(vec![access.clone()]),
            Outcome::Unknown => Call::Unknown,
            Outcome::Failed => Call::Failed,
        };
        checker.see(at(2 * index), (*process, Call::Invoked(vec![access]))).expect("it may call");
        checker.see(at(2 * index + 1), (*process, told)).expect("it has called");
    }
    checker.conclude(&Conclusion { time: Time::ZERO, idle: true })
}

#[track_caller]
fn check(guarantees: &[Guarantee], history: &str, expected: &str) {
    let deeds: Vec<Session> = history.split_whitespace().map(parse).collect();
    assert_eq!(brief(&judge(guarantees, &deeds)), expected, "{history}");
}

const ALL: &[Guarantee] = &Guarantee::ALL;

#[test]
fn a_session_that_misses_its_own_write_is_caught() {
    check(ALL, "1w 1r0", "own write unseen #1 #3");
    check(ALL, "1w 2w 1r2 2r1", "own write unseen #1 #3 #5 #7");
    check(ALL, "1w 2w 1r2 2r2", "passed");
    check(ALL, "1w 2r0 2r1", "passed");
    check(&[Guarantee::MonotonicReads], "1w 1r0", "passed");
}

#[test]
fn reads_that_go_back_are_caught() {
    check(ALL, "1w 2r1 2r0", "reads go back #3 #5");
    check(ALL, "1w 2w 3r1 3r2 3r1", "reads go back #5 #7 #9");
    check(ALL, "1w 2w 3r1 3r2 4r2 4r1", "reads go back #5 #7 #9 #11");
    check(ALL, "1w 2w 3r1 3r2 4r1 4r1 4r2", "passed");
    check(&[Guarantee::ReadYourWrites], "1w 2r1 2r0", "passed");
}

#[test]
fn a_write_before_what_its_session_had_read_is_caught() {
    check(ALL, "1w 2r1 2w 3r2 3r1", "write before its cause #3 #5 #7 #9");
    check(ALL, "1w 2r1 2w 3r1 3r2", "passed");
    check(&[Guarantee::MonotonicReads], "1w 2r1 2w 3r2 3r1", "passed");
}

#[test]
fn writes_that_are_seen_out_of_order_are_caught() {
    check(ALL, "1w 1w 2r2 2r1", "writes out of order #1 #3 #5 #7");
    // It sees its own writes, in the wrong order.
    check(ALL, "1w 1w 1r1", "writes out of order #1 #3 #5");
    check(ALL, "1w 1w 2r1 2r2", "passed");
    check(&[Guarantee::MonotonicWrites], "1w 1w 2r2 2r1", "passed");
}

#[test]
fn a_write_of_unknown_end_may_come_late() {
    check(ALL, "1u 1w 2r2 2r1", "passed");
    check(ALL, "1u 1r0", "passed");
    check(ALL, "1w 1u 2r2 2r1", "writes out of order #1 #2 #5 #7");
}

#[test]
fn what_nobody_wrote_is_not_read() {
    check(ALL, "1r7", "unwritten read #1");
    check(ALL, "1f 2r1", "aborted read #1 #3");
    check(ALL, "1f 2r0", "passed");
    check(ALL, "1w", "undecided");
}

#[test]
fn what_a_session_did_to_another_register_says_nothing() {
    check(ALL, "1w y1w y2r1 2r0", "passed");
    check(ALL, "1w y1w y2r1 y2r0", "reads go back #5 #7");
}

// Whether a guarantee holds of deeds on one register if its values are in this order.
fn holds(guarantee: Guarantee, deeds: &[(u64, usize, Deed)], place: &[usize]) -> bool {
    let pairs = deeds.iter().enumerate().flat_map(|(index, later)| {
        deeds[..index].iter().filter(|earlier| earlier.0 == later.0).map(move |it| (it, later))
    });
    let mut pairs = pairs;
    pairs.all(|((_, earlier, did), (_, later, does))| {
        let (before, after) = (place[*earlier], place[*later]);
        let read = |deed: &Deed| matches!(deed, Deed::Read(_));
        match guarantee {
            Guarantee::ReadYourWrites => {
                *did != Deed::Write(Outcome::Ok) || !read(does) || before <= after
            }
            Guarantee::MonotonicReads => !read(did) || !read(does) || before <= after,
            Guarantee::WritesFollowReads => !read(did) || read(does) || before < after,
            Guarantee::MonotonicWrites => {
                *did != Deed::Write(Outcome::Ok) || read(does) || before < after
            }
        }
    })
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![vec![]] };
    let shorter = permutations(last).into_iter();
    let longer = shorter.flat_map(|order| {
        (0..=last).map(move |place| {
            let mut order = order.clone();
            order.insert(place, last);
            order
        })
    });
    longer.collect()
}

fn defined(guarantees: &[Guarantee], deeds: &[Session]) -> &'static str {
    let mut written = 0;
    let mut valued = Vec::new();
    let mut failed = vec![true];
    for (_, process, deed) in deeds {
        match deed {
            Deed::Write(outcome) => {
                written += 1;
                failed.push(*outcome == Outcome::Failed);
                if *outcome != Outcome::Failed {
                    valued.push((*process, written, *deed));
                }
            }
            Deed::Read(value) => valued.push((*process, *value, *deed)),
        }
    }
    for (_, _, deed) in deeds {
        match deed {
            Deed::Read(value) if *value > written => return "unwritten read",
            Deed::Read(value) if *value > 0 && failed[*value] => return "aborted read",
            Deed::Read(_) | Deed::Write(_) => {}
        }
    }
    if !deeds.iter().any(|it| matches!(it.2, Deed::Read(_))) {
        return "undecided";
    }
    let anomalies =
        ["own write unseen", "reads go back", "write before its cause", "writes out of order"];
    for count in 1..=guarantees.len() {
        let all = |place: &[usize]| guarantees[..count].iter().all(|it| holds(*it, &valued, place));
        let possible = permutations(written).into_iter().any(|order| {
            // What is there at first is first.
            let places: Vec<usize> =
                std::iter::once(0).chain(order.iter().map(|it| it + 1)).collect();
            all(&places)
        });
        if !possible {
            return anomalies[guarantees[count - 1] as usize];
        }
    }
    "passed"
}

fn agrees(deeds: &[Session]) {
    for chosen in 1_usize..16 {
        let promised = Guarantee::ALL.into_iter().filter(|it| chosen >> (*it as usize) & 1 == 1);
        let promised: Vec<Guarantee> = promised.collect();
        let verdict = judge(&promised, deeds);
        assert_eq!(kind(&verdict), defined(&promised, deeds), "{deeds:?} {promised:?}");
    }
}

fn deed(digit: usize, values: usize) -> Deed {
    match digit {
        0 => Deed::Write(Outcome::Ok),
        1 => Deed::Write(Outcome::Unknown),
        2 => Deed::Write(Outcome::Failed),
        _ => Deed::Read((digit - 3) % (values + 1)),
    }
}

#[test]
fn all_small_histories_of_sessions_are_judged_as_if_each_order_of_versions_were_tried() {
    for (length, processes) in [(3, 2), (4, 2), (5, 1)] {
        each_sequence(length, processes * 6, |digits| {
            let deeds = digits
                .iter()
                .map(|digit| ('x', (digit % processes) as u64, deed(digit / processes, 2)));
            agrees(&deeds.collect::<Vec<_>>());
        });
    }
}

#[test]
fn random_histories_of_sessions_are_judged_as_if_each_order_of_versions_were_tried() {
    let mut dice = Dice::new(10);
    for _ in 0..400 {
        let mut deeds: Vec<Session> = Vec::new();
        let mut written = 0;
        for _ in 0..4 + dice.index(9) {
            let digit = if written < 5 { dice.index(8) } else { 3 };
            let (process, lowest) = (dice.below(3), 3 * usize::from(dice.index(5) > 0));
            let next = match digit {
                0 | 1 => deed(0, 0),
                2 => deed(1 + dice.index(2), 0),
                // Mostly of what was written last.
                _ if lowest > 0 => Deed::Read(written - dice.index(2).min(written)),
                _ => Deed::Read(dice.index(written + 1)),
            };
            written += usize::from(matches!(next, Deed::Write(_)));
            deeds.push(('x', process, next));
        }
        agrees(&deeds);
    }
}
