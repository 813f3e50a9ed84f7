//! Selectors: which nodes a fault hits, settled when it strikes.

use super::play::{check, rehearse};

// Three nodes, of which b and then c tell that they lead.
fn play(nodes: &str, more: &str) -> String {
    format!(
        r#"
        node a
        node b
          start: set Lead 1ms
          timer Lead: fact Elected
        node c
          start: set Lead 3ms
          timer Lead: fact Elected
        {more}
        (label: "one", at: "2ms", lasts: "1ms", fault: Pause(nodes: {nodes}))
        (label: "two", at: "4ms", lasts: "1ms", fault: Pause(nodes: {nodes}))
        run
        summary
        "#
    )
}

#[test]
fn the_last_to_tell_is_known_only_when_the_fault_strikes() {
    check(
        &play(r#"LastToTell("Elected")"#, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #3      0.000ms  c starts
         #5      1.000ms  b timer Lead  from #2
         #6      1.000ms  b FACT Elected  from #5
         #7      2.000ms  world FAULT one: pause b, plan line 1
         #8      2.000ms  b PAUSE  from #7
         #9      3.000ms  world FAULT one ends: pause b
        #10      3.000ms  b RESUME  from #9
        #11      3.000ms  c timer Lead  from #4
        #12      3.000ms  c FACT Elected  from #11
        #13      4.000ms  world FAULT two: pause c, plan line 2
        #14      4.000ms  c PAUSE  from #13
        #15      5.000ms  world FAULT two ends: pause c
        #16      5.000ms  c RESUME  from #15
                            -- nothing left to do
                            -- one (pause) 2.000ms to 3.000ms: hit b
                            -- two (pause) 4.000ms to 5.000ms: hit c
        ",
    );
}

#[test]
fn nobody_is_hit_if_none_has_told() {
    check(
        &play(r#"LastToTell("Deposed")"#, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #3      0.000ms  c starts
         #5      1.000ms  b timer Lead  from #2
         #6      1.000ms  b FACT Elected  from #5
         #7      2.000ms  world FAULT one: pause nobody, plan line 1
         #8      3.000ms  world FAULT one ends: pause nobody
         #9      3.000ms  c timer Lead  from #4
        #10      3.000ms  c FACT Elected  from #9
        #11      4.000ms  world FAULT two: pause nobody, plan line 2
        #12      5.000ms  world FAULT two ends: pause nobody
                            -- nothing left to do
                            -- one (pause) 2.000ms to 3.000ms: hit nothing
                            -- two (pause) 4.000ms to 5.000ms: hit nothing
        ",
    );
}

// Only whom both episodes hit.
#[track_caller]
fn check_hit(nodes: &str, expected: &str) {
    let told = rehearse(&play(nodes, ""));
    let hit = told.lines().filter_map(|line| line.split_once(": hit ")).map(|(_, hit)| hit);
    assert_eq!(hit.collect::<Vec<_>>().join(", "), expected);
}

#[test]
fn the_first_ones_are_hit_where_all_is_calm() {
    check_hit("One", "a, a");
    check_hit("Random(2)", "a b, a b");
    check_hit("Minority", "a, a");
    check_hit("Majority", "a b, a b");
    check_hit("All", "a b c, a b c");
    check_hit(r#"["c", "b"]"#, "c b, c b");
}

#[test]
fn chance_hits_whom_a_choice_says() {
    check(
        &play("One", "force EpisodeTarget 2 two"),
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #3      0.000ms  c starts
         #5      1.000ms  b timer Lead  from #2
         #6      1.000ms  b FACT Elected  from #5
         #7      2.000ms  world FAULT one: pause a, plan line 1
         #8      2.000ms  a PAUSE  from #7
         #9      3.000ms  world FAULT one ends: pause a
        #10      3.000ms  a RESUME  from #9
        #11      3.000ms  c timer Lead  from #4
        #12      3.000ms  c FACT Elected  from #11
        #13      4.000ms  world FAULT two: pause c, plan line 2
        #14      4.000ms  c PAUSE  from #13
        #15      5.000ms  world FAULT two ends: pause c
        #16      5.000ms  c RESUME  from #15
                            -- nothing left to do
                            -- one (pause) 2.000ms to 3.000ms: hit a
                            -- two (pause) 4.000ms to 5.000ms: hit c
        ",
    );
}

#[test]
fn each_episode_draws_its_nodes_anew() {
    check(
        &play("Minority", "seed 3"),
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #3      0.000ms  c starts
         #5      1.000ms  b timer Lead  from #2
         #6      1.000ms  b FACT Elected  from #5
         #7      2.000ms  world FAULT one: pause a, plan line 1
         #8      2.000ms  a PAUSE  from #7
         #9      3.000ms  world FAULT one ends: pause a
        #10      3.000ms  a RESUME  from #9
        #11      3.000ms  c timer Lead  from #4
        #12      3.000ms  c FACT Elected  from #11
        #13      4.000ms  world FAULT two: pause c, plan line 2
        #14      4.000ms  c PAUSE  from #13
        #15      5.000ms  world FAULT two ends: pause c
        #16      5.000ms  c RESUME  from #15
                            -- nothing left to do
                            -- one (pause) 2.000ms to 3.000ms: hit a
                            -- two (pause) 4.000ms to 5.000ms: hit c
        ",
    );
}

#[test]
fn links_may_be_those_of_the_last_to_tell() {
    check(
        r#"
        node a
          start: fact Elected; set Two 2ms
          timer Two: send b Two; send c Two
        node b
          start: set Two 2ms
          timer Two: send c Two
        node c
        (at: "1ms", fault: Loss(chance: "100%", links: From(LastToTell("Elected"))))
        seed 1
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a FACT Elected  from #0
         #3      0.000ms  b starts
         #5      0.000ms  c starts
         #6      1.000ms  world FAULT loss: loss a -> all, plan line 1
         #7      2.000ms  a timer Two  from #2
         #8      2.000ms  a -> b  Two  from #7
         #9      2.000ms  a -x b  Two  lost  from #8
        #10      2.000ms  a -> c  Two  from #7
        #11      2.000ms  a -x c  Two  lost  from #10
        #12      2.000ms  b timer Two  from #4
        #13      2.000ms  b -> c  Two  from #12
        #14      3.000ms  c <- b  Two  from #13
                            -- nothing left to do
                            -- loss (loss) 1.000ms to the end: hit 2 messages
        ",
    );
}

#[test]
fn a_teller_that_has_crashed_is_still_the_last() {
    check(
        r#"
        node a
          start: fact Elected
          again: fact back
        node b
        (label: "first", at: "1ms", lasts: "1ms", fault: Crash(nodes: LastToTell("Elected")))
        (label: "second", at: "3ms", lasts: "1ms", fault: Crash(nodes: LastToTell("Elected")))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a FACT Elected  from #0
         #2      0.000ms  b starts
         #3      1.000ms  world FAULT first: crash a, plan line 1
         #4      1.000ms  a CRASH  from #3
         #5      2.000ms  world FAULT first ends: crash a
         #6      2.000ms  a RESTART 1  from #5
         #7      2.000ms  a starts again  from #6
         #8      2.000ms  a FACT back  from #7
         #9      3.000ms  world FAULT second: crash a, plan line 2
        #10      3.000ms  a CRASH  from #9
        #11      4.000ms  world FAULT second ends: crash a
        #12      4.000ms  a RESTART 2  from #11
        #13      4.000ms  a starts again  from #12
        #14      4.000ms  a FACT back  from #13
                            -- nothing left to do
        ",
    );
}
