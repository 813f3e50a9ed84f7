//! Times: when episodes begin and end.

use super::play::check;

#[test]
fn where_all_is_calm_a_range_begins_and_ends_as_early_as_it_may() {
    check(
        r#"
        node a
        (at: "1ms..5ms", lasts: "2ms..4ms", fault: Pause(nodes: "a"))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      1.000ms  world FAULT pause: pause a, plan line 1
        #2      1.000ms  a PAUSE  from #1
        #3      3.000ms  world FAULT pause ends: pause a
        #4      3.000ms  a RESUME  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_forced_choice_says_how_much_later() {
    check(
        r#"
        node a
        force EpisodeTime 3000000 pause begins
        force EpisodeTime 500000 pause lasts
        (at: "1ms..5ms", lasts: "2ms..4ms", fault: Pause(nodes: "a"))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      4.000ms  world FAULT pause: pause a, plan line 1
        #2      4.000ms  a PAUSE  from #1
        #3      6.500ms  world FAULT pause ends: pause a
        #4      6.500ms  a RESUME  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn drawn_times_lie_in_their_ranges() {
    check(
        r#"
        seed 5
        node a
        (at: "1ms..5ms", until: "6ms..9ms", fault: Pause(nodes: "a"))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1   4.944576ms  world FAULT pause: pause a, plan line 1
        #2   4.944576ms  a PAUSE  from #1
        #3   6.719321ms  world FAULT pause ends: pause a
        #4   6.719321ms  a RESUME  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn what_is_planned_for_one_moment_strikes_in_its_order() {
    check(
        r#"
        node a
        (label: "one", at: "1ms", until: "2ms", fault: Pause(nodes: "a"))
        (label: "two", at: "2ms", until: "3ms", fault: SlowNode(nodes: "a", factor: 2))
        (label: "three", at: "1ms", until: "3ms", fault: ClockJump(nodes: "a", by: "1s"))
        heal 3ms
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #1      1.000ms  world FAULT one: pause a, plan line 1
         #2      1.000ms  a PAUSE  from #1
         #3      1.000ms  world FAULT three: clock-jump a, plan line 3
         #4      1.000ms  a now: the wall clock jumps 1s ahead  from #3
         #5      2.000ms  world FAULT one ends: pause a
         #6      2.000ms  a RESUME  from #5
         #7      2.000ms  world FAULT two: slow-node a, plan line 2
         #8      2.000ms  a now: all takes 2 times as long  from #7
         #9      3.000ms  world FAULT two ends: slow-node a
        #10      3.000ms  a now: all takes 1 times as long  from #9
        #11      3.000ms  world FAULT three ends: clock-jump a
        #12      3.000ms  a now: the clocks are right  from #11
        #13      3.000ms  world FAULT heal: all is healed
                            -- nothing left to do
                            -- one (pause) 1.000ms to 2.000ms: hit a
                            -- three (clock-jump) 1.000ms to 3.000ms: hit a
                            -- two (slow-node) 2.000ms to 3.000ms: hit a
        ",
    );
}

#[test]
fn a_fault_at_the_beginning_strikes_after_the_starts() {
    check(
        r#"
        node a
          start: send b One
        node b
        (at: "0s", fault: SlowLink(extra: "5ms"))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One  from #0
        #2      0.000ms  b starts
        #3      0.000ms  world FAULT slow link: slow-link all, plan line 1
        #4      1.000ms  b <- a  One  from #1
                           -- nothing left to do
        ",
    );
}
