//! Clauses: rules that are closures, which a test gives to a network.

use super::play::check;

// One message every millisecond.
fn play(clauses: &str) -> String {
    format!(
        "
        node a
          start: set Tick 1ms
          timer Tick: send b Tick; set Tick 1ms
        node b
        {clauses}
        run until 5ms
        hits it
        "
    )
}

#[test]
fn a_clause_drops_the_nth() {
    check(
        &play("clause it Drop Tick nth 2"),
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  a timer Tick  from #1
         #4      1.000ms  a -> b  Tick  from #3
         #6      2.000ms  b <- a  Tick  from #4
         #7      2.000ms  a timer Tick  from #5
         #8      2.000ms  a -> b  Tick  from #7
         #9      2.000ms  a -x b  Tick  dropped by a rule  from #8
        #11      3.000ms  a timer Tick  from #10
        #12      3.000ms  a -> b  Tick  from #11
        #14      4.000ms  b <- a  Tick  from #12
        #15      4.000ms  a timer Tick  from #13
        #16      4.000ms  a -> b  Tick  from #15
        #18      5.000ms  b <- a  Tick  from #16
        #19      5.000ms  a timer Tick  from #17
        #20      5.000ms  a -> b  Tick  from #19
                            -- time over
                            -- hits: Some(1)
        ",
    );
}

#[test]
fn a_clause_has_a_window_that_its_end_is_not_in() {
    check(
        &play("clause it Drop Tick between 2ms 4ms"),
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  a timer Tick  from #1
         #4      1.000ms  a -> b  Tick  from #3
         #6      2.000ms  b <- a  Tick  from #4
         #7      2.000ms  a timer Tick  from #5
         #8      2.000ms  a -> b  Tick  from #7
         #9      2.000ms  a -x b  Tick  dropped by a rule  from #8
        #11      3.000ms  a timer Tick  from #10
        #12      3.000ms  a -> b  Tick  from #11
        #13      3.000ms  a -x b  Tick  dropped by a rule  from #12
        #15      4.000ms  a timer Tick  from #14
        #16      4.000ms  a -> b  Tick  from #15
        #18      5.000ms  b <- a  Tick  from #16
        #19      5.000ms  a timer Tick  from #17
        #20      5.000ms  a -> b  Tick  from #19
                            -- time over
                            -- hits: Some(2)
        ",
    );
}

#[test]
fn a_clause_delays_and_copies() {
    check(
        &play(r#"clause it Delay("5ms") Tick nth 1"#),
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  a timer Tick  from #1
         #4      1.000ms  a -> b  Tick  from #3
         #6      2.000ms  a timer Tick  from #5
         #7      2.000ms  a -> b  Tick  from #6
         #9      3.000ms  b <- a  Tick  from #7
        #10      3.000ms  a timer Tick  from #8
        #11      3.000ms  a -> b  Tick  from #10
        #13      4.000ms  b <- a  Tick  from #11
        #14      4.000ms  a timer Tick  from #12
        #15      4.000ms  a -> b  Tick  from #14
        #17      5.000ms  b <- a  Tick  from #15
        #18      5.000ms  a timer Tick  from #16
        #19      5.000ms  a -> b  Tick  from #18
                            -- time over
                            -- hits: Some(1)
        ",
    );
    check(
        &play("clause it Duplicate(1) Tick nth 1"),
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  a timer Tick  from #1
         #4      1.000ms  a -> b  Tick  from #3
         #6      2.000ms  b <- a  Tick  from #4
         #7      2.000ms  b <= a  Tick  (copy 2)  from #4
         #8      2.000ms  a timer Tick  from #5
         #9      2.000ms  a -> b  Tick  from #8
        #11      3.000ms  b <- a  Tick  from #9
        #12      3.000ms  a timer Tick  from #10
        #13      3.000ms  a -> b  Tick  from #12
        #15      4.000ms  b <- a  Tick  from #13
        #16      4.000ms  a timer Tick  from #14
        #17      4.000ms  a -> b  Tick  from #16
        #19      5.000ms  b <- a  Tick  from #17
        #20      5.000ms  a timer Tick  from #18
        #21      5.000ms  a -> b  Tick  from #20
                            -- time over
                            -- hits: Some(1)
        ",
    );
}

#[test]
fn a_clause_holds_back_until_it_is_released_and_is_over_then() {
    check(
        &play(
            "clause it Hold Tick
        at 3500us release it",
        ),
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  a timer Tick  from #1
         #4      1.000ms  a -> b  Tick  from #3
         #6      2.000ms  a -| b  Tick  held  from #4
         #7      2.000ms  a timer Tick  from #5
         #8      2.000ms  a -> b  Tick  from #7
        #10      3.000ms  a -| b  Tick  held  from #8
        #11      3.000ms  a timer Tick  from #9
        #12      3.000ms  a -> b  Tick  from #11
        #14      3.500ms  world FAULT 3500us release it: it is released
        #15      3.500ms  b <- a  Tick  from #4
        #16      3.500ms  b <- a  Tick  from #8
        #17      4.000ms  b <- a  Tick  from #12
        #18      4.000ms  a timer Tick  from #13
        #19      4.000ms  a -> b  Tick  from #18
        #21      5.000ms  b <- a  Tick  from #19
        #22      5.000ms  a timer Tick  from #20
        #23      5.000ms  a -> b  Tick  from #22
                            -- time over
                            -- hits: Some(3)
        ",
    );
}

#[test]
fn a_heal_releases_what_a_clause_holds() {
    check(
        &play(
            "clause it Hold Tick
        heal 3500us",
        ),
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  a timer Tick  from #1
         #4      1.000ms  a -> b  Tick  from #3
         #6      2.000ms  a -| b  Tick  held  from #4
         #7      2.000ms  a timer Tick  from #5
         #8      2.000ms  a -> b  Tick  from #7
        #10      3.000ms  a -| b  Tick  held  from #8
        #11      3.000ms  a timer Tick  from #9
        #12      3.000ms  a -> b  Tick  from #11
        #14      3.500ms  world FAULT heal: all is healed
        #15      3.500ms  b <- a  Tick  from #4
        #16      3.500ms  b <- a  Tick  from #8
        #17      4.000ms  b <- a  Tick  from #12
        #18      4.000ms  a timer Tick  from #13
        #19      4.000ms  a -> b  Tick  from #18
        #21      5.000ms  b <- a  Tick  from #19
        #22      5.000ms  a timer Tick  from #20
        #23      5.000ms  a -> b  Tick  from #22
                            -- time over
                            -- hits: Some(3)
        ",
    );
}

#[test]
fn a_release_of_nothing_does_nothing() {
    check(
        &play(
            "clause it Drop Ask
        at 1500us release that",
        ),
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  a timer Tick  from #1
         #4      1.000ms  a -> b  Tick  from #3
         #6      1.500ms  world FAULT 1500us release that: that is released
         #7      2.000ms  b <- a  Tick  from #4
         #8      2.000ms  a timer Tick  from #5
         #9      2.000ms  a -> b  Tick  from #8
        #11      3.000ms  b <- a  Tick  from #9
        #12      3.000ms  a timer Tick  from #10
        #13      3.000ms  a -> b  Tick  from #12
        #15      4.000ms  b <- a  Tick  from #13
        #16      4.000ms  a timer Tick  from #14
        #17      4.000ms  a -> b  Tick  from #16
        #19      5.000ms  b <- a  Tick  from #17
        #20      5.000ms  a timer Tick  from #18
        #21      5.000ms  a -> b  Tick  from #20
                            -- time over
                            -- hits: Some(0)
        ",
    );
}
