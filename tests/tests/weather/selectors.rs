//! Selectors: which nodes a fault hits, settled when it strikes.

use super::play::check;

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

#[test]
fn the_first_ones_are_hit_where_all_is_calm() {
    check(
        &play("One", ""),
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
        #13      4.000ms  world FAULT two: pause a, plan line 2
        #14      4.000ms  a PAUSE  from #13
        #15      5.000ms  world FAULT two ends: pause a
        #16      5.000ms  a RESUME  from #15
                            -- nothing left to do
                            -- one (pause) 2.000ms to 3.000ms: hit a
                            -- two (pause) 4.000ms to 5.000ms: hit a
        ",
    );
    check(
        &play("Random(2)", ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #3      0.000ms  c starts
         #5      1.000ms  b timer Lead  from #2
         #6      1.000ms  b FACT Elected  from #5
         #7      2.000ms  world FAULT one: pause a b, plan line 1
         #8      2.000ms  a PAUSE  from #7
         #9      2.000ms  b PAUSE  from #7
        #10      3.000ms  world FAULT one ends: pause a b
        #11      3.000ms  a RESUME  from #10
        #12      3.000ms  b RESUME  from #10
        #13      3.000ms  c timer Lead  from #4
        #14      3.000ms  c FACT Elected  from #13
        #15      4.000ms  world FAULT two: pause a b, plan line 2
        #16      4.000ms  a PAUSE  from #15
        #17      4.000ms  b PAUSE  from #15
        #18      5.000ms  world FAULT two ends: pause a b
        #19      5.000ms  a RESUME  from #18
        #20      5.000ms  b RESUME  from #18
                            -- nothing left to do
                            -- one (pause) 2.000ms to 3.000ms: hit a b
                            -- two (pause) 4.000ms to 5.000ms: hit a b
        ",
    );
    check(
        &play("Minority", ""),
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
        #13      4.000ms  world FAULT two: pause a, plan line 2
        #14      4.000ms  a PAUSE  from #13
        #15      5.000ms  world FAULT two ends: pause a
        #16      5.000ms  a RESUME  from #15
                            -- nothing left to do
                            -- one (pause) 2.000ms to 3.000ms: hit a
                            -- two (pause) 4.000ms to 5.000ms: hit a
        ",
    );
    check(
        &play("Majority", ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #3      0.000ms  c starts
         #5      1.000ms  b timer Lead  from #2
         #6      1.000ms  b FACT Elected  from #5
         #7      2.000ms  world FAULT one: pause a b, plan line 1
         #8      2.000ms  a PAUSE  from #7
         #9      2.000ms  b PAUSE  from #7
        #10      3.000ms  world FAULT one ends: pause a b
        #11      3.000ms  a RESUME  from #10
        #12      3.000ms  b RESUME  from #10
        #13      3.000ms  c timer Lead  from #4
        #14      3.000ms  c FACT Elected  from #13
        #15      4.000ms  world FAULT two: pause a b, plan line 2
        #16      4.000ms  a PAUSE  from #15
        #17      4.000ms  b PAUSE  from #15
        #18      5.000ms  world FAULT two ends: pause a b
        #19      5.000ms  a RESUME  from #18
        #20      5.000ms  b RESUME  from #18
                            -- nothing left to do
                            -- one (pause) 2.000ms to 3.000ms: hit a b
                            -- two (pause) 4.000ms to 5.000ms: hit a b
        ",
    );
    check(
        &play("All", ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #3      0.000ms  c starts
         #5      1.000ms  b timer Lead  from #2
         #6      1.000ms  b FACT Elected  from #5
         #7      2.000ms  world FAULT one: pause a b c, plan line 1
         #8      2.000ms  a PAUSE  from #7
         #9      2.000ms  b PAUSE  from #7
        #10      2.000ms  c PAUSE  from #7
        #11      3.000ms  world FAULT one ends: pause a b c
        #12      3.000ms  a RESUME  from #11
        #13      3.000ms  b RESUME  from #11
        #14      3.000ms  c RESUME  from #11
        #15      3.000ms  c timer Lead  from #4
        #16      3.000ms  c FACT Elected  from #15
        #17      4.000ms  world FAULT two: pause a b c, plan line 2
        #18      4.000ms  a PAUSE  from #17
        #19      4.000ms  b PAUSE  from #17
        #20      4.000ms  c PAUSE  from #17
        #21      5.000ms  world FAULT two ends: pause a b c
        #22      5.000ms  a RESUME  from #21
        #23      5.000ms  b RESUME  from #21
        #24      5.000ms  c RESUME  from #21
                            -- nothing left to do
                            -- one (pause) 2.000ms to 3.000ms: hit a b c
                            -- two (pause) 4.000ms to 5.000ms: hit a b c
        ",
    );
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
