//! Consensus and coordination in small notations.
//!
//! * Decisions: `p5` 5 is proposed, `a5` a decides 5; `p5@2`, `a5@2`: in instance 2, otherwise 0.
//! * Logs: `La3` a leads term 3, `Sa1.2x` a stores x of term 2 as entry 1, `Ta2` a's log is cut off from 2 on, `Ka2.1` a has a
//!   snapshot through 2 of term 1, `Ca3.2` a commits in term 3 up to 2, `Aa1x` a applies x as entry 1.
//! * Transactions: `b1ab` 1 begins with a and b, `ya1` and `na1` a votes yes or no on 1, `ca1` and `xa1` a commits or aborts 1,
//!   `da` and `ua` a goes down or comes back, `!` something goes wrong, `ok` all is healed.
//! * Locks: `+ad` a acquires d, `-ad` a releases d, `*a` a has crashed, `gad5` d is granted to a with token 5, `wad5` a accepts
//!   5 for d.

mod brute_force;

use sim_check::{
    AtomicCommit, Checker, CommitDecision, Commitment, Consensus, Decision, Fencing, Holding,
    LeaderCompleteness, LogMatching, MutualExclusion, OneLeader, ReplicatedLog, Replication,
    StateMachineSafety, Vote,
};

use crate::stage::{brief, play, play_anew};

#[track_caller]
fn check<C: Checker>(checker: C, parse: impl Fn(&str) -> C::Item, history: &str, expected: &str)
where
    C::Item: Clone,
{
    let items: Vec<_> = history.trim_end_matches("...").split_whitespace().map(parse).collect();
    let idle = !history.ends_with("...");
    assert_eq!(brief(&play_anew(checker, &items, idle)), expected, "{history}");
}

fn digit(letter: char) -> u32 {
    letter.to_digit(10).expect("numbers have one digit here")
}

fn decision(word: &str) -> Decision<u32, char, char> {
    let mut chars = word.chars();
    let mut next = || chars.next().expect("a word has two letters");
    let (first, value) = (next(), next());
    let instance = chars.nth(1).map_or(0, digit);
    match first {
        'p' => Decision::Proposed { instance, value },
        by => Decision::Decided { instance, by, value },
    }
}

fn replication(word: &str) -> Replication<char, u64, char> {
    let chars: Vec<char> = word.chars().filter(|it| *it != '.').collect();
    let number = |place: usize| u64::from(digit(chars[place]));
    let node = chars[1];
    match chars[0] {
        'L' => Replication::Leads { node, term: number(2) },
        'S' => Replication::Stores { node, index: number(2), term: number(3), entry: chars[4] },
        'T' => Replication::Truncates { node, from: number(2) },
        'K' => Replication::Compacts { node, through: number(2), term: number(3) },
        'C' => Replication::Commits { node, term: number(2), index: number(3) },
        'A' => Replication::Applies { node, index: number(2), entry: chars[3] },
        other => panic!("no word begins with {other}"),
    }
}

fn commitment(word: &str) -> Commitment<char, char> {
    if word == "!" {
        return Commitment::Disturbed;
    }
    if word == "ok" {
        return Commitment::Healed;
    }
    let chars: Vec<char> = word.chars().collect();
    let decides = |decision| Commitment::Decides { transaction: chars[2], by: chars[1], decision };
    let votes = |vote| Commitment::Votes { transaction: chars[2], by: chars[1], vote };
    match chars[0] {
        'b' => Commitment::Begins { transaction: chars[1], participants: chars[2..].to_vec() },
        'y' => votes(Vote::Yes),
        'n' => votes(Vote::No),
        'c' => decides(CommitDecision::Commit),
        'x' => decides(CommitDecision::Abort),
        'd' => Commitment::Down(chars[1]),
        'u' => Commitment::Up(chars[1]),
        other => panic!("no word begins with {other}"),
    }
}

fn holding(word: &str) -> Holding<char, char, u32> {
    let chars: Vec<char> = word.chars().collect();
    let token = || digit(chars[3]);
    match chars[0] {
        '+' => Holding::Acquired { lock: chars[2], by: chars[1] },
        '-' => Holding::Released { lock: chars[2], by: chars[1] },
        '*' => Holding::Gone { holder: chars[1] },
        'g' => Holding::Granted { lock: chars[2], to: chars[1], token: token() },
        'w' => Holding::Accepted { lock: chars[2], by: chars[1], token: token() },
        other => panic!("no word begins with {other}"),
    }
}

#[test]
fn nodes_that_decide_differently_are_caught() {
    let check = |history, expected| check(Consensus::new(), decision, history, expected);
    check("p1 p2 a1 b2", "two decisions #2 #3");
    check("p1 p2 a1 b1 c2", "two decisions #2 #4");
    check("p1 p2 a1 b1 b2", "changed its mind #3 #4");
    check("p1@2 p2@2 p1 p2 a1 b2@2 b1 a1@2", "two decisions #5 #7");
    check("p1 p2 p1@2 p2@2 a1 b2@2 b1 a2@2 a1", "passed");
}

#[test]
fn a_decision_that_nobody_proposed_is_caught() {
    let check = |history, expected| check(Consensus::new(), decision, history, expected);
    check("p1 a2", "decided from nowhere #1");
    check("a1 p1", "decided from nowhere #0");
    check("p1@2 a1", "decided from nowhere #1");
    check("p1 p2 a2", "passed");
    check("p1 p2", "undecided");
}

#[test]
fn any_value_may_be_decided_if_proposals_are_not_told() {
    let check = |history, expected| {
        check(Consensus::new().of_any_value(), decision, history, expected);
    };
    check("a2 b2", "passed");
    check("a2 b1", "two decisions #0 #1");
}

#[test]
fn two_leaders_of_a_term_are_caught() {
    let check = |history, expected| check(OneLeader::new(), replication, history, expected);
    check("La1 Lb2 Lb1", "two leaders #0 #2");
    check("La1 Lb2 La3 La1", "passed");
    check("Sa1.1x", "undecided");
}

#[test]
fn logs_that_differ_below_a_common_entry_are_caught() {
    let check = |history, expected| check(LogMatching::new(), replication, history, expected);
    check("Sa1.1x Sb1.1y", "entries differ #0 #1");
    check("Sa1.1x Sa2.3y Sb1.2x Sb2.3y", "logs differ before #0 #1 #2 #3");
    // The same entry, overwritten by another leader, doesn't count any more.
    check("Sa1.1x Sa2.3y Sb1.2x Sa1.2x Sb2.3y Sa2.3y", "passed");
    check("Sa1.1x Sb1.2y Sa2.1x Sb2.2y", "undecided");
    check("Sa1.1x Ta1 Sb1.1y Sa1.1y", "passed");
    check("Sa1.1x Sb1.1x Sb3.1x", "gap in a log #2");
}

#[test]
fn a_snapshot_stands_for_what_comes_before() {
    let check = |history, expected| check(LogMatching::new(), replication, history, expected);
    check("Sa1.1x Sa2.1y Sa3.2z Kb2.1 Sb3.2z", "passed");
    check("Sa1.1x Sa2.1y Sa3.2z Kb2.2 Sb3.2z", "logs differ before #1 #2 #4");
    check("Sa1.1x Sa2.1y Ka1.1 Sb1.1w Sb2.1y", "passed");
    check("Sa1.1x Sa2.1y Sb1.1x Sb2.1y Ka2.1 Sb2.1z", "passed");
    check("Sa1.1x Sa2.2y Sa3.2y Ka2.1 Sb1.1x Sb2.2w", "undecided");
}

#[test]
fn a_leader_that_lacks_what_was_committed_is_caught() {
    let check =
        |history, expected| check(LeaderCompleteness::new(), replication, history, expected);
    check("Sa1.1x Ca1.1 Lb2", "leader without a committed entry #1 #2");
    check("Sa1.1x Ca1.1 Sb1.2x Lb2", "leader without a committed entry #1 #3");
    check("Sa1.1x Sa2.1y Ca1.1 Ca1.2 Sb1.1x Lb3", "leader without a committed entry #3 #5");
    // It is heard only later what had been committed in an earlier term.
    check("Sa1.1x Lb3 Sb1.3y Ca1.1", "leader without a committed entry #1 #3");
    check("Sa1.1x Sb1.1x Cb3.1 Lc2 Ca1.1", "leader without a committed entry #3 #4");
    // Of two that commit it in a term the first is named.
    check("Sa1.1x Sb1.1x Ca1.1 Cb1.1 Lc2", "leader without a committed entry #2 #4");
    // A leader of an earlier term may lack it.
    check("Sa1.1x Ca2.1 Lb1 Lb2 Sb1.1x Lb3", "passed");
    check("Sa1.1x Ca1.1 Sb1.1x Lb2 Tb1", "passed");
    check("Sa1.1x Ca1.1 Kb2.7 Lb2", "passed");
    check("Sa1.1x Sb1.1x Lb2", "undecided");
}

#[test]
fn what_is_committed_stays() {
    let check =
        |history, expected| check(LeaderCompleteness::new(), replication, history, expected);
    check("Sa1.1x Ca1.1 Sb1.2y Cb2.1", "two entries committed #1 #3");
    check("Sa1.1x Ca1.1 Ta1 Sa1.2y Ca2.1", "two entries committed #1 #4");
    check("Sa1.1x Ca1.2", "commit past the end of the log #1");
    check("Sa1.1x Ca1.1 Ta1 Sa1.1x Ca2.1 La2", "passed");
}

#[test]
fn different_entries_at_one_place_are_caught_when_applied() {
    let check =
        |history, expected| check(StateMachineSafety::new(), replication, history, expected);
    check("Aa1x Aa2y Ab1x Ab2x", "two entries applied #1 #3");
    check("Aa1x Aa1y", "two entries applied #0 #1");
    check("Aa1x Aa2y Ab2y", "passed");
    check("Aa1x Ab2x", "undecided");
}

#[test]
fn a_replicated_log_is_judged_by_all_rules() {
    let check = |history, expected| check(ReplicatedLog::new(), replication, history, expected);
    check("La1 Lb1", "two leaders #0 #1");
    check("La1 Sa1.1x Sb1.1y", "entries differ #1 #2");
    check("La1 Sa1.1x Ca1.1 Lb2", "leader without a committed entry #2 #3");
    check("La1 Sa1.1x Sb1.1x Aa1x Ab1y", "two entries applied #3 #4");
    check("La1 Sa1.1x Sb1.1x Ca1.1 Aa1x Ab1x Lb2", "passed");
    check("La1", "passed");
    check("Sa1.1x", "undecided");
}

#[test]
fn decisions_that_differ_or_are_reversed_are_caught() {
    let check = |history, expected| check(AtomicCommit::new(), commitment, history, expected);
    check("b1ab ya1 yb1 ca1 xb1", "decisions differ #3 #4");
    check("b1ab ya1 yb1 ! ca1 xa1", "decision reversed #4 #5");
    check("b1ab ya1 yb1 ca1 ca1 cb1", "passed");
    check("b1ab b2ab ya1 yb1 ca1 cb1 na2 xa2 xb2", "passed");
}

#[test]
fn a_commit_without_all_votes_is_caught() {
    let check = |history, expected| check(AtomicCommit::new(), commitment, history, expected);
    check("b1ab ya1 nb1 ca1", "committed against a vote #2 #3");
    check("b1ab ya1 ca1 yb1", "committed without a vote #0 #2");
    check("b1ab ya1 na1", "two votes #1 #2");
    check("b1ab ya1 ya1 yb1 cc1 ca1 cb1", "passed");
}

#[test]
fn an_abort_without_a_reason_is_caught() {
    let check = |history, expected| check(AtomicCommit::new(), commitment, history, expected);
    check("b1ab ya1 yb1 xa1", "aborted for no reason #1 #2 #3");
    check("b1ab ya1 xa1 yb1", "aborted for no reason #1 #2 #3");
    check("! ok b1ab ya1 yb1 xa1", "aborted for no reason #3 #4 #5");
    check("b1ab ! ya1 yb1 xa1 xb1", "passed");
    check("! b1ab ok ya1 yb1 xa1 xb1", "passed");
    check("b1ab ya1 nb1 xa1 xb1", "passed");
    check("b1ab ya1 ! xa1 yb1 xb1", "passed");
    check("b1ab ya1 db ub xa1 yb1 xb1", "passed");
    check("db b1ab ub ya1 yb1 xa1 xb1", "passed");
    check("db ub b1ab ya1 yb1 xa1 xb1", "aborted for no reason #3 #4 #5");
}

#[test]
fn who_never_decides_is_caught_unless_something_is_still_wrong() {
    let check = |history, expected| check(AtomicCommit::new(), commitment, history, expected);
    check("b1ab ya1 yb1 ca1", "never decided #0 #3");
    check("b1ab ya1 yb1", "never decided #0");
    check("! b1ab ya1 yb1 ca1 ok", "never decided #1 #4");
    check("b1ab ya1 yb1 ! ca1", "passed");
    check("b1ab ya1 yb1 ca1 db", "passed");
    check("b1ab ya1 yb1 ca1 db ub", "never decided #0 #3");
    check("b1ab ya1 yb1 ca1 ...", "undecided");
    check("b1ab ya1 !", "undecided");
}

#[test]
fn words_on_what_never_began_are_broken_histories() {
    let check = |history, expected| check(AtomicCommit::new(), commitment, history, expected);
    check("ya1", "broken history #0");
    check("ca1", "broken history #0");
    check("b1ab b1ac", "broken history #1");
    check("b1ab b1ab ya1 yb1 ca1 cb1", "passed");
    check("b1ab yc1", "broken history #1");
}

#[test]
fn two_holders_at_a_time_are_caught() {
    let check = |history, expected| check(MutualExclusion::new(), holding, history, expected);
    check("+ad +bd", "two holders #0 #1");
    check("+ad +ae -ad +bd +be", "two holders #1 #4");
    check("+ad -bd", "released by another #0 #1");
    check("+ad -ad -ad", "released by another #2");
    check("+ad +ad -ad +bd -bd +ad", "passed");
    check("+ad +ae *a +bd +be", "passed");
    check("+ad +be *a +cd +ce", "two holders #1 #4");
    check("gad1", "undecided");
}

#[test]
fn of_locks_those_that_are_held_are_kept() {
    let mut checker = MutualExclusion::new();
    let kept = |checker: &mut MutualExclusion<char, char, u32>, history: &str| {
        play(checker, history.split_whitespace().map(holding), true);
        checker.kept()
    };
    assert_eq!(kept(&mut checker, "+ad +be +af"), 3);
    assert_eq!(kept(&mut checker, "+ad +be +af -be"), 2);
    assert_eq!(kept(&mut checker, "+ad +be +af *a"), 1);
    assert_eq!(kept(&mut checker, "+ad -ad"), 0);
}

#[test]
fn stale_tokens_are_caught_where_they_are_granted_and_where_they_are_used() {
    let check = |history, expected| check(Fencing::new(), holding, history, expected);
    check("gad2 gbd2", "token not greater #0 #1");
    check("gad2 gbd1", "token not greater #0 #1");
    check("gad1 gbd2 gad1", "token not greater #1 #2");
    check("gad1 wsd2", "token from nowhere #1");
    check("gad1 gbe2 wsd2", "token from nowhere #2");
    check("gad1 gbd2 wsd2 wtd1 wsd1", "stale token accepted #0 #2 #4");
    check("gad1 gad1 gbd2 wsd1 wsd2 wsd2 wtd1", "passed");
    // The first use of the newer token is named.
    check("gad1 gbd2 wsd2 wsd2 wsd1", "stale token accepted #0 #2 #4");
    check("gad2 gbe1 wsd2 wse1", "passed");
    check("+ad", "undecided");
}

#[track_caller]
fn check_after_another_run<C: Checker>(
    mut checker: C,
    parse: impl Fn(&str) -> C::Item,
    another: &str,
    history: &str,
) {
    play(&mut checker, another.split_whitespace().map(&parse), true);
    let verdict = play(&mut checker, history.split_whitespace().map(&parse), true).1;
    assert_eq!(brief(&verdict), "passed", "{history} after {another}");
    assert_eq!(brief(&play(&mut checker, [], true).1), "undecided", "nothing after {history}");
}

#[test]
fn what_one_run_tells_doesnt_bind_the_next() {
    check_after_another_run(Consensus::new(), decision, "p1 a1", "p2 a2");
    check_after_another_run(OneLeader::new(), replication, "La1", "Lb1");
    let (logs, other_logs) = ("Sa1.1x Sb1.1x", "Sa1.1y Sb1.1y");
    check_after_another_run(LogMatching::new(), replication, logs, other_logs);
    let (logs, other_logs) = ("Sa1.1x Ca1.1", "Sb1.2y Cb2.1 Lb3");
    check_after_another_run(LeaderCompleteness::new(), replication, logs, other_logs);
    check_after_another_run(StateMachineSafety::new(), replication, "Aa1x", "Aa1y Ab1y");
    check_after_another_run(ReplicatedLog::new(), replication, "La1 Aa1x", "Lb1 Aa1y Ab1y");
    check_after_another_run(AtomicCommit::new(), commitment, "! b1ab na1", "b1ab ya1 yb1 ca1 cb1");
    check_after_another_run(MutualExclusion::new(), holding, "+ad", "+bd");
    check_after_another_run(Fencing::new(), holding, "gad5 wsd5", "gbd1 wsd1");
}
