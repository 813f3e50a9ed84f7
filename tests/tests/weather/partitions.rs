//! Partitions: who is cut off from whom.

use super::play::check;

// Each sends one message to each other, a millisecond after the cut.
const THREE: &str = "
    node a
      start: set Go 2ms
      timer Go: send b AB; send c AC
    node b
      start: set Go 2ms
      timer Go: send a BA; send c BC
    node c
      start: set Go 2ms
      timer Go: send a CA; send b CB
";

const FIVE: &str = "
    node a
      start: set Go 2ms
      timer Go: send b AB; send c AC; send d AD; send e AE
    node b
      start: set Go 2ms
      timer Go: send a BA; send c BC; send d BD; send e BE
    node c
      start: set Go 2ms
      timer Go: send a CA; send b CB; send d CD; send e CE
    node d
      start: set Go 2ms
      timer Go: send a DA; send b DB; send c DC; send e DE
    node e
      start: set Go 2ms
      timer Go: send a EA; send b EB; send c EC; send d ED
";

// Who was reached and who wasn't, with what was said of the fault.
#[track_caller]
fn check_cut(company: &str, fault: &str, expected: &str) {
    let play = format!("{company}\n    (at: \"1ms\", fault: {fault})\n    run\n    summary");
    let told = super::play::rehearse(&play);
    let words = |line: &str, mark: &str| {
        let (from, rest) = line.split_once(mark)?;
        let from = from.split_whitespace().last()?.to_string();
        Some((from, rest.split_whitespace().next()?.to_string()))
    };
    let (mut heard, mut cut, mut said) = (Vec::new(), Vec::new(), String::new());
    for line in told.lines() {
        if let Some((to, from)) = words(line, " <- ") {
            heard.push(format!("{from}{to}"));
        } else if let Some((from, to)) = words(line, " -x ") {
            cut.push(format!("{from}{to}"));
        } else if let Some((_, fault)) = line.split_once("FAULT ") {
            said = fault.replace("partition: partition ", "").replace(", plan line 1", "");
        }
    }
    heard.sort_unstable();
    cut.sort_unstable();
    let actual = format!("{said}; heard {}; cut {}", heard.join(" "), cut.join(" "));
    assert_eq!(actual, expected);
}

#[test]
fn halves_hear_only_themselves() {
    check_cut(
        FIVE,
        "Partition(Halves)",
        "a b | c d e; heard ab ba cd ce dc de ec ed; cut ac ad ae bc bd be ca cb da db ea eb",
    );
}

#[test]
fn a_majority_is_cut_off_from_the_rest() {
    check_cut(
        FIVE,
        "Partition(Majority)",
        "a b c | d e; heard ab ac ba bc ca cb de ed; cut ad ae bd be cd ce da db dc ea eb ec",
    );
}

#[test]
fn a_bridge_hears_both_halves() {
    check_cut(
        FIVE,
        "Partition(Bridge)",
        "b c | d e | bridge a; heard ab ac ad ae ba bc ca cb da de ea ed; cut bd be cd ce db dc eb ec",
    );
}

#[test]
fn in_a_ring_each_hears_a_majority_and_each_another_one() {
    check_cut(
        FIVE,
        "Partition(MajorityRing)",
        "ring a b c d e; heard ab ae ba bc cb cd dc de ea ed; cut ac ad bd be ca ce da db eb ec",
    );
}

#[test]
fn those_who_are_isolated_hear_each_other() {
    check_cut(
        FIVE,
        r#"Partition(Isolate(["b", "d"]))"#,
        "b d | a c e; heard ac ae bd ca ce db ea ec; cut ab ad ba bc be cb cd da dc de eb ed",
    );
}

#[test]
fn who_is_in_no_group_forms_one_more() {
    check_cut(
        FIVE,
        r#"Partition(Groups([["a"], ["b", "c"]]))"#,
        "a | b c | d e; heard bc cb de ed; cut ab ac ad ae ba bd be ca cd ce da db dc ea eb ec",
    );
}

#[test]
fn one_way_is_not_the_other() {
    check_cut(
        THREE,
        r#"Partition(OneWay("a", ["b", "c"]))"#,
        "a -> b c; heard ba bc ca cb; cut ab ac",
    );
}

#[test]
fn links_are_cut_by_who_is_at_their_ends() {
    check_cut(THREE, "Partition(Cut(All))", "all; heard ; cut ab ac ba bc ca cb");
    check_cut(THREE, r#"Partition(Cut(Of("a")))"#, "a; heard bc cb; cut ab ac ba ca");
    check_cut(THREE, r#"Partition(Cut(From("a")))"#, "a -> all; heard ba bc ca cb; cut ab ac");
    check_cut(THREE, r#"Partition(Cut(To("a")))"#, "all -> a; heard ab ac bc cb; cut ba ca");
    check_cut(THREE, r#"Partition(Cut(OneWay("a", "b")))"#, "a -> b; heard ac ba bc ca cb; cut ab");
    check_cut(
        THREE,
        r#"Partition(Cut(Between("a", ["b", "c"])))"#,
        "a <-> b c; heard bc cb; cut ab ac ba ca",
    );
}

#[test]
fn an_edge_is_cut_both_ways_for_all_who_cross_it() {
    let line = format!("    layout Line(latency: \"1ms\")\n{THREE}");
    check_cut(&line, r#"Partition(Cut(Edge("b", "c")))"#, "b -- c; heard ab ba; cut ac bc ca cb");
    check_cut(&line, r#"Partition(Cut(Edge("c", "b")))"#, "c -- b; heard ab ba; cut ac bc ca cb");
}

#[test]
fn a_cut_begins_and_ends() {
    check(
        r#"
        node a
          start: set Tick 2ms
          timer Tick: send b Tick; set Tick 2ms
        node b
        (label: "split", at: "3ms", lasts: "3ms", fault: Partition(Isolate("b")))
        run until 10ms
        summary
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      2.000ms  a timer Tick  from #1
         #4      2.000ms  a -> b  Tick  from #3
         #6      3.000ms  world FAULT split: partition b | a, plan line 1
         #7      3.000ms  a -x b  Tick  cut off  from #4
         #8      4.000ms  a timer Tick  from #5
         #9      4.000ms  a -> b  Tick  from #8
        #10      4.000ms  a -x b  Tick  cut off  from #9
        #12      6.000ms  world FAULT split ends: partition b | a
        #13      6.000ms  a timer Tick  from #11
        #14      6.000ms  a -> b  Tick  from #13
        #16      7.000ms  b <- a  Tick  from #14
        #17      8.000ms  a timer Tick  from #15
        #18      8.000ms  a -> b  Tick  from #17
        #20      9.000ms  b <- a  Tick  from #18
        #21     10.000ms  a timer Tick  from #19
        #22     10.000ms  a -> b  Tick  from #21
                            -- time over
                            -- split (partition) 3.000ms to 6.000ms: hit 2 messages
        ",
    );
}

#[test]
fn a_cut_without_an_end_lasts_to_the_end() {
    check(
        r#"
        node a
          start: set Tick 2ms
          timer Tick: send b Tick
        node b
        (at: "1ms", fault: Partition(Isolate("b")))
        run
        summary
        "#,
        "
        #0      0.000ms  a starts
        #2      0.000ms  b starts
        #3      1.000ms  world FAULT partition: partition b | a, plan line 1
        #4      2.000ms  a timer Tick  from #1
        #5      2.000ms  a -> b  Tick  from #4
        #6      2.000ms  a -x b  Tick  cut off  from #5
                           -- nothing left to do
                           -- partition (partition) 1.000ms to the end: hit 1 message
        ",
    );
}

#[test]
fn two_cuts_of_one_link_last_until_both_are_over() {
    check(
        r#"
        node a
          start: set Tick 1ms
          timer Tick: send b Tick; set Tick 2ms
        node b
        (label: "one", at: "2ms", until: "6ms", fault: Partition(Isolate("b")))
        (label: "other", at: "4ms", until: "8ms", fault: Partition(Isolate("a")))
        run until 11ms
        summary
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  a timer Tick  from #1
         #4      1.000ms  a -> b  Tick  from #3
         #6      2.000ms  world FAULT one: partition b | a, plan line 1
         #7      2.000ms  a -x b  Tick  cut off  from #4
         #8      3.000ms  a timer Tick  from #5
         #9      3.000ms  a -> b  Tick  from #8
        #10      3.000ms  a -x b  Tick  cut off  from #9
        #12      4.000ms  world FAULT other: partition a | b, plan line 2
        #13      5.000ms  a timer Tick  from #11
        #14      5.000ms  a -> b  Tick  from #13
        #15      5.000ms  a -x b  Tick  cut off  from #14
        #17      6.000ms  world FAULT one ends: partition b | a
        #18      7.000ms  a timer Tick  from #16
        #19      7.000ms  a -> b  Tick  from #18
        #20      7.000ms  a -x b  Tick  cut off  from #19
        #22      8.000ms  world FAULT other ends: partition a | b
        #23      9.000ms  a timer Tick  from #21
        #24      9.000ms  a -> b  Tick  from #23
        #26     10.000ms  b <- a  Tick  from #24
        #27     11.000ms  a timer Tick  from #25
        #28     11.000ms  a -> b  Tick  from #27
                            -- time over
                            -- one (partition) 2.000ms to 6.000ms: hit 3 messages
                            -- other (partition) 4.000ms to 8.000ms: hit 1 message
        ",
    );
}

#[test]
fn where_chance_divides_a_forced_choice_can() {
    check(
        r#"
        node a
          start: send b AB; send c AC
        node b
        node c
        force EpisodeTarget 2 partition
        (at: "0s", fault: Partition(Majority))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  AB  from #0
        #2      0.000ms  a -> c  AC  from #0
        #3      0.000ms  b starts
        #4      0.000ms  c starts
        #5      0.000ms  world FAULT partition: partition a b | c, plan line 1
        #6      1.000ms  b <- a  AB  from #1
        #7      1.000ms  a -x c  AC  cut off  from #2
                           -- nothing left to do
        ",
    );
}

#[test]
fn actors_of_one_node_are_never_cut_off_from_each_other() {
    check(
        r#"
        node a
          start: set Go 2ms
          timer Go: send a/x Near; send b Far
        actor a/x
        node b
        (at: "1ms", fault: Partition(Cut(All)))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  a/x starts
         #3      0.000ms  b starts
         #4      1.000ms  world FAULT partition: partition all, plan line 1
         #5      2.000ms  a timer Go  from #1
         #6      2.000ms  a -> a/x  Near  from #5
         #7      2.000ms  a/x .. a  Near  (1 waiting)  from #6
         #8      2.000ms  a -> b  Far  from #5
         #9      2.000ms  a -x b  Far  cut off  from #8
        #10      2.000ms  a/x <- a  Near  from #6
                            -- nothing left to do
        ",
    );
}
