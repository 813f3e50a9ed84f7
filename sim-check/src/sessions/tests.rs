//! For each way to break a level a history that must be caught and a near miss that must pass; and all small histories,
//! judged twice.

mod all_small;
mod naive;

use super::*;
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::Call;
use Isolation::{Causal, ReadAtomic, ReadCommitted};
use sim_core::EventId;

/// Histories as they are drawn: each session a line of transactions between `|`. `wx1` writes 1 to x, `rx1` reads it, `rx-`
/// reads nothing. `!` has failed, of `?` the end is unknown.
fn history(drawn: &str) -> Sessions<char, char> {
    let mut history = Sessions::new();
    let mut event = (0..).map(EventId::nth);
    for (process, session) in (1..).zip(drawn.split('/')) {
        for word in session.split('|').map(str::trim).filter(|it| !it.is_empty()) {
            let letters: Vec<char> = word.trim_start_matches(['!', '?']).chars().collect();
            let access = |it: &[char]| match it[0] {
                'w' => Access::Write(it[1], it[2]),
                _ => Access::Read(it[1], (it[2] != '-').then_some(it[2])),
            };
            let accesses: Vec<_> = letters.chunks(3).map(access).collect();
            let end = match word.as_bytes()[0] {
                b'!' => Call::Failed,
                b'?' => Call::Unknown,
                _ => Call::Ok(accesses.clone()),
            };
            for call in [Call::Invoked(accesses), end] {
                history.add(event.next().unwrap(), process, call).unwrap();
            }
        }
    }
    history
}

/// The strongest level that holds, and what breaks the next one.
#[track_caller]
fn check(drawn: &str, strongest: Option<Isolation>, anomaly: &str) {
    let history = history(drawn);
    assert_eq!(super::strongest(&history), Ok(strongest));
    match judge(&history, Causal) {
        Verdict::Passed => assert_eq!(anomaly, ""),
        Verdict::Violated(violation) => {
            assert_eq!(violation.anomaly, anomaly, "{violation}");
            assert!(!violation.evidence.is_empty(), "{violation}");
        }
        Verdict::Undecided(doubt) => panic!("{doubt}"),
    }
}

#[test]
fn a_value_that_nobody_wrote_is_caught() {
    check("wx1 / rx2", None, "unwritten read");
    check("wx1 / rx1", Some(Causal), "");
}

#[test]
fn a_value_that_is_written_later_is_caught() {
    check("rx1wx1", None, "unwritten read");
    check("wx1rx1", Some(Causal), "");
}

#[test]
fn a_value_of_a_failed_transaction_is_caught() {
    check("!wx1 / rx1", None, "aborted read");
    check("?wx1 / rx1", Some(Causal), "");
    check("!wx1 / rx-", Some(Causal), "");
}

#[test]
fn a_wrong_value_is_shown_with_its_writer() {
    let evidence = |drawn: &str| match judge(&history(drawn), ReadCommitted) {
        Verdict::Violated(violation) => violation.evidence.len(),
        verdict @ (Verdict::Passed | Verdict::Undecided(_)) => panic!("{verdict}"),
    };
    assert_eq!(evidence("!wx1 / rx1"), 2);
    assert_eq!(evidence("wx1wx2 / rx1"), 2);
    assert_eq!(evidence("rx1wx1"), 1);
    assert_eq!(evidence("wx1 / rx2"), 1);
}

#[test]
fn what_was_promised_is_judged_online_as_well() {
    let mut checker = WeakIsolation::new(Causal);
    let end = Conclusion { time: sim_core::Time::ZERO, idle: true };
    for (anomaly, last) in [(true, None), (false, Some(1)), (true, None)] {
        let accesses = [
            (1, Access::Write('x', 1)),
            (2, Access::Read('x', Some(1))),
            (2, Access::Read('x', last)),
        ];
        let words = accesses.into_iter().flat_map(|(process, access)| {
            [Call::Invoked(vec![access.clone()]), Call::Ok(vec![access])]
                .map(|call| (process, call))
        });
        for (index, word) in (0..).zip(words) {
            let seen = Seen { event: EventId::nth(index), time: sim_core::Time::ZERO };
            checker.see(seen, word).expect("it is well-formed");
        }
        assert_eq!(checker.history().operations().len(), 3);
        assert_eq!(matches!(checker.conclude(&end), Verdict::Violated(_)), anomaly);
        checker.reset();
    }
}

#[test]
fn a_value_that_its_writer_overwrites_is_caught() {
    check("wx1wx2 / rx1", None, "intermediate read");
    check("wx1wx2 / rx2", Some(Causal), "");
}

#[test]
fn a_transaction_that_misses_what_it_wrote_is_caught() {
    check("wx1rx-", None, "own write unseen");
    check("wx1 / wx2rx1", None, "own write unseen");
    check("wx1 / wx2rx2", Some(Causal), "");
}

#[test]
fn information_that_flows_in_a_circle_is_caught() {
    check("rx1wy1 / ry1wx1", None, "causal cycle");
    check("ry1 | wx1 / rx1 | wy1", None, "causal cycle");
    check("ry1 | wx1 / rx- | wy1", Some(Causal), "");
}

#[test]
fn two_readers_who_see_two_writers_in_different_orders_in_one_transaction_are_caught() {
    check("wx1wy1 / wx2wy2 / rx1ry2 / rx2ry1", None, "non-monotonic reads");
    check("wx1wy1 / wx2wy2 / rx1ry2", Some(ReadCommitted), "fractured reads");
}

#[test]
fn a_read_that_goes_back_to_the_beginning_is_caught() {
    check("wx1 / rx1rx-", None, "non-monotonic reads");
    check("wx1 / rx-rx1", Some(ReadCommitted), "non-repeatable read");
}

#[test]
fn half_of_a_transaction_is_caught() {
    check("wx1wy1 / ry-rx1", Some(ReadCommitted), "fractured reads");
    check("wx1wy1 / ry-rx-", Some(Causal), "");
}

#[test]
fn a_session_that_misses_its_own_writes_is_caught() {
    check("wx1 | rx-", Some(ReadCommitted), "fractured reads");
    check("wx1 | rx1", Some(Causal), "");
    check("?wx1 | rx- / rx1", Some(Causal), "");
}

#[test]
fn an_answer_without_its_question_is_caught() {
    check("wx1 / rx1 | wy1 / ry1 | rx-", Some(ReadAtomic), "causality violation");
    check("wx1 / rx- | wy1 / ry1 | rx-", Some(Causal), "");
}

#[test]
fn a_session_that_goes_back_in_time_is_caught() {
    check("wx1 / rx1 | rx-", Some(ReadAtomic), "causality violation");
    check("wx1 / rx- | rx1", Some(Causal), "");
}

#[test]
fn two_readers_who_see_concurrent_writers_in_different_orders_are_causal() {
    check("wx1 / wy1 / rx1ry- / rx-ry1", Some(Causal), "");
}

#[test]
fn a_cycle_is_told_with_who_saw_it() {
    let Verdict::Violated(violation) = judge(&history("wx1 / rx1 | wy1 / ry1 | rx-"), Causal)
    else {
        panic!()
    };
    assert_eq!(
        violation.to_string(),
        "causality violation: T5 (#9) had seen T1 (#1), which wrote x, and read x from the beginning; \
         the beginning comes before T1; so none of them comes first \
         (#1 T1 of process 1, #9 T5 of process 3)"
    );
}

#[test]
fn what_says_nothing_is_undecided() {
    for drawn in ["", "wx1", "?rx- / !rx-"] {
        let verdict = judge(&history(drawn), Causal);
        assert!(matches!(verdict, Verdict::Undecided(Doubt::NothingToJudge(_))), "{drawn}");
    }
}

#[test]
fn a_value_that_was_written_twice_is_undecided() {
    let doubt = "T1 and T2 both write 1 to x: nobody can tell them apart";
    let verdict = judge(&history("wx1 / wx1 / rx1"), ReadCommitted);
    assert_eq!(verdict, Verdict::nothing_to_judge(doubt));
}
