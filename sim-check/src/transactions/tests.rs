//! For each anomaly a history that must be caught and a near miss that must pass; and all small histories, judged twice.

mod all_small;
mod drawing;
mod naive;
mod orders;

use super::*;
use crate::verdict::Evidence;
use drawing::history;
use sim_core::EventId;

#[track_caller]
fn check(drawn: &str, expected: &[&str]) {
    let found = anomalies(&history(drawn)).unwrap();
    let names: Vec<_> = found.keys().map(|anomaly| anomaly.name()).collect();
    assert_eq!(names, expected, "{found:#?}");
    for violation in found.values() {
        assert!(!violation.evidence.is_empty(), "{violation}");
    }
}

/// The weakest levels that are violated begin here, in the order of their declaration.
#[track_caller]
fn check_level(drawn: &str, expected: &[Level]) {
    let violated = |level: &Level| matches!(judge(&history(drawn), *level), Verdict::Violated(_));
    let found: Vec<_> = Level::ALL.into_iter().filter(violated).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn said(drawn: &str, level: Level) -> Violation {
    match judge(&history(drawn), level) {
        Verdict::Violated(violation) => *violation,
        verdict @ (Verdict::Passed | Verdict::Undecided(_)) => panic!("{verdict}"),
    }
}

#[test]
fn an_element_that_stands_twice_is_caught() {
    check("ax1 > ax2 > rx121", &["duplicate-elements"]);
    check("ax1 > ax2 > rx12", &[]);
}

#[test]
fn lists_that_contradict_each_other_are_caught() {
    check("ax1 | ax2 | rx1 | rx2 | rx12", &["incompatible-order"]);
    check("ax1 | ax2 | rx1 | rx | rx12", &[]);
}

#[test]
fn a_transaction_whose_appends_are_turned_round_is_caught() {
    check("ax1ax2 | rx21", &["incompatible-order", "G1b"]);
    check("ax1ax2 | rx12", &[]);
}

#[test]
fn a_transaction_whose_first_append_is_missing_is_caught() {
    check("ax1ax2 | rx2", &["incompatible-order", "G-single-item"]);
}

#[test]
fn an_element_that_nobody_appended_is_caught() {
    check("ax1 | rx12", &["unwritten-read"]);
    check("ax1 | ax2 | rx12", &[]);
}

#[test]
fn a_transaction_that_misses_what_it_appended_is_caught() {
    check("ax1rx", &["internal"]);
    check("ax1rx1", &[]);
}

#[test]
fn a_transaction_that_sees_what_it_will_append_is_caught() {
    check("rx1ax1", &["internal"]);
    check("rxax1", &[]);
}

#[test]
fn a_read_of_a_failed_append_is_caught() {
    check("!ax1 | rx1", &["G1a"]);
    check("!ax1 | rx", &[]);
    check("?ax1 | rx1", &[]);
}

#[test]
fn an_append_onto_a_failed_one_is_caught() {
    check("!ax1 | ax2 | rx12", &["dirty-update"]);
    check("?ax1 | ax2 | rx12", &[]);
}

#[test]
fn a_read_between_two_appends_of_a_transaction_is_caught() {
    check("ax1ax2 | rx1", &["G1b", "G-single-item"]);
    check("ax1ax2 | ax3 | rx12", &[]);
}

#[test]
fn a_transaction_may_append_between_its_own_reads() {
    check("ax1rx1ax2rx12", &[]);
}

#[test]
fn an_update_that_ignores_another_is_caught() {
    check("ax1 > rx1ax2 | rx1ax3", &["lost-update", "G2-item"]);
    check("ax1 > rx1ax2 | rx12ax3", &[]);
}

#[test]
fn appends_in_two_orders_are_caught() {
    check("ax1ay1 | ax2ay2 | rx12ry21", &["G0"]);
    check("ax1ay1 | ax2ay2 | rx12ry12", &[]);
}

#[test]
fn information_that_flows_in_a_circle_is_caught() {
    check("ax1ry1 | ay1rx1", &["G1c"]);
    check("ax1ry1 | ay1rx", &[]);
}

#[test]
fn a_reader_of_half_a_transaction_is_caught() {
    check("ax1ay1 | rx1ry", &["G-single-item"]);
    check("ax1ay1 | rx1ry1", &[]);
    check("ax1ay1 | rxry", &[]);
}

#[test]
fn two_readers_who_see_two_writers_in_different_orders_are_caught() {
    check("ax1 | ay1 | rx1ry | rxry1", &["G-nonadjacent-item"]);
    check("ax1 | ay1 | rx1ry | rx1ry1", &[]);
}

#[test]
fn write_skew_is_caught() {
    check("rxay1 | ryax1", &["G2-item"]);
    check("rxay1 | ry1ax1", &[]);
}

#[test]
fn a_process_that_goes_back_in_time_is_caught() {
    check("1:ax1 > 2:rx1 > 2:rx", &["G-single-item-process"]);
    check("1:ax1 | 2:rx1 | 3:rx", &[]);
}

#[test]
fn a_process_whose_append_was_read_before_is_caught() {
    check("1:rx1ay1 | 2:ry1 > 2:ax1", &["G1c-process"]);
}

#[test]
fn appends_against_the_order_of_a_process_are_caught() {
    check("1:ax1 > 1:ax2 > 2:rx21", &["G0-process"]);
    check("1:ax1 > 1:ax2 > 2:rx12", &[]);
}

#[test]
fn a_stale_read_after_the_writer_ended_is_caught() {
    check("1:ax1 > 2:rx", &["G-single-item-realtime"]);
    check("1:ax1 | 2:rx", &[]);
}

#[test]
fn a_read_of_the_future_is_caught() {
    check("1:rx1 > 2:ax1", &["G1c-realtime"]);
    check("1:rx1 | 2:ax1", &[]);
}

#[test]
fn appends_against_real_time_are_caught() {
    check("1:ax1 > 2:ax2 > 3:rx21", &["G0-realtime"]);
}

#[test]
fn a_transaction_of_unknown_end_may_come_later_than_its_process_goes_on() {
    check("1:?ax1 > 1:rx > 2:rx1", &[]);
    check("1:ax1 > 1:rx > 2:rx1", &["G-single-item-process"]);
}

#[test]
fn a_transaction_of_unknown_end_that_was_seen_once_has_happened_as_a_whole() {
    check("?ax1ay1 | rx1ry", &["G-single-item"]);
    check("?ax1ay1 | rxry", &[]);
}

#[test]
fn an_unseen_append_comes_after_all_that_were_seen() {
    check("ax1ay1 | ax2ay2 | ax3ay3 | rx12 | ry2", &["G0", "G-single-item"]);
}

#[test]
fn of_many_unseen_appends_none_comes_before_itself() {
    check("ax1 > rx1ax2 | ax3 | ax4 | ax5", &[]);
}

#[test]
fn each_level_begins_where_the_weaker_one_ends() {
    use Level::{
        ConsistentView, CursorStability, ReadCommitted, Serializable, SnapshotIsolation,
        StrictSerializable, StrongSessionReadCommitted, StrongSessionSerializable,
        StrongSessionSnapshotIsolation, StrongSnapshotIsolation,
    };
    check_level("ax1ay1 | ax2ay2 | rx12ry21", &Level::ALL);
    check_level("ax1ry1 | ay1rx1", &Level::ALL[1..]);
    let session = [
        StrongSessionReadCommitted,
        StrongSessionSnapshotIsolation,
        StrongSnapshotIsolation,
        StrongSessionSerializable,
        StrictSerializable,
    ];
    check_level("1:rx1ay1 | 2:ry1 > 2:ax1", &session);
    check_level("ax1 > rx1ax2 | rx1ax3", &Level::ALL[3..]);
    check_level("ax1ay1 | rx1ry", &Level::ALL[4..]);
    check_level("ax1 | ay1 | rx1ry | rxry1", &Level::ALL[5..]);
    check_level("rxay1 | ryax1", &[Serializable, StrongSessionSerializable, StrictSerializable]);
    check_level("1:ax1 > 2:rx", &[StrongSnapshotIsolation, StrictSerializable]);
    check_level("ax1 | rx1", &[]);
    assert!([ReadCommitted, CursorStability, ConsistentView, SnapshotIsolation].is_sorted());
}

#[test]
fn an_allowed_cycle_doesnt_hide_a_forbidden_one() {
    // Write skew is legal; that a reader then goes back in time is not.
    let drawn = "1:rxay1 | 2:ryax1 > 3:rx1ry1 > 3:rx";
    check_level(drawn, &Level::ALL[6..]);
    let violation = said(drawn, Level::StrongSessionSnapshotIsolation);
    assert_eq!(violation.anomaly, "G-single-item-process");
    assert_eq!(said(drawn, Level::Serializable).anomaly, "G2-item");
}

#[test]
fn a_cycle_is_told_from_its_first_transaction_on() {
    let violation = said("1:ax1ay1 | 2:rx1ry", Level::Serializable);
    assert_eq!(
        violation.said,
        "T1 (#2) appended 1 to x, which T2 (#3) read; T2 read y without 1, which T1 appended; \
         so none of them comes first"
    );
    let evidence = [
        Evidence::new(EventId::nth(2), "T1 of process 1"),
        Evidence::new(EventId::nth(3), "T2 of process 2"),
    ];
    assert_eq!(violation.evidence, evidence);
}

#[test]
fn a_cycle_in_real_time_shows_when_the_later_one_began() {
    let violation = said("1:ax1 > 2:ax2 > 3:ax3 > 4:rx1", Level::StrictSerializable);
    assert_eq!(
        violation.to_string(),
        "G-single-item-realtime: T3 (#5) had ended when T4 (#7) began at #6; \
         T4 read x without 3, which T3 appended; so none of them comes first \
         (#5 T3 of process 3, #6 T4 begins, #7 T4 of process 4)"
    );
}

#[test]
fn a_dirty_update_is_told_with_both_writers() {
    let violation = said("1:!ax1 > 2:ax2 > 3:rx12", Level::ReadCommitted);
    assert_eq!(
        violation.said,
        "T2 (#3) appended 2 to x after 1, which T1 (#1) appended and failed"
    );
}

#[test]
fn what_says_nothing_is_undecided() {
    for drawn in ["", "ax1", "?rx | !rx"] {
        let verdict = judge(&history(drawn), Level::Serializable);
        assert!(matches!(verdict, Verdict::Undecided(Doubt::NothingToJudge(_))), "{drawn}");
    }
}

#[test]
fn an_element_that_was_appended_twice_is_undecided() {
    let doubt = "T1 and T2 both append 1 to x: nobody can tell them apart";
    let verdict = judge(&history("ax1 | ax1 | rx1"), Level::Serializable);
    assert_eq!(verdict, Verdict::nothing_to_judge(doubt));
}

#[test]
fn a_long_history_is_judged_without_its_square() {
    // One list that is never read again has 20,000 unseen appends after 20,000 reads of it; all in one process and in time.
    let mut history = Transactions::new();
    for index in 0..40_000 {
        let steps = if index < 20_000 {
            vec![Step::Read('x', Vec::new())]
        } else {
            vec![Step::Append('x', index)]
        };
        history.add(EventId::nth(2 * index), 1, crate::Call::Invoked(steps.clone())).unwrap();
        history.add(EventId::nth(2 * index + 1), 1, crate::Call::Ok(steps)).unwrap();
    }
    let ledger = open(&history).unwrap();
    let graph = dependency::graph(&ledger, Ties::Realtime);
    assert!(graph.edges().len() < 8 * 40_000, "{}", graph.edges().len());
    assert_eq!(judge(&history, Level::StrictSerializable), Verdict::Passed);
}

#[test]
fn a_long_cycle_is_told_in_part_and_shown_in_full() {
    // Each of a thousand transactions reads what the one before it appended, and the first one what the last did.
    let mut history = Transactions::new();
    let steps = |index: u64| {
        let before = (index + 999) % 1000;
        vec![Step::Append(index, index), Step::Read(before, vec![before])]
    };
    for index in 0..1000 {
        history.add(EventId::nth(index), index, crate::Call::Invoked(steps(index))).unwrap();
    }
    for index in 0..1000 {
        history.add(EventId::nth(1000 + index), index, crate::Call::Ok(steps(index))).unwrap();
    }
    let Verdict::Violated(violation) = judge(&history, Level::ReadCommitted) else { panic!() };
    assert_eq!(violation.evidence.len(), 1000);
    assert!(violation.said.contains("and 988 more steps"), "{}", violation.said);
}

#[test]
fn a_list_that_contradicts_the_order_is_looked_at_as_well() {
    check("ax1 | ax2 | rx12 | rx3", &["incompatible-order", "unwritten-read"]);
    // What stands in it was seen, so nobody missed it: there is no write skew.
    check("ax1 | ax2 | ax3ry | rx12ay1 | rx3 | ry1", &["incompatible-order"]);
}
