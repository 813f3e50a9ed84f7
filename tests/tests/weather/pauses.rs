//! Pauses: nodes stand still.

use super::play::check;

#[test]
fn what_came_for_a_node_that_stood_still_is_handled_at_its_end_in_order() {
    check(
        r#"
        node a
          start: set One 1ms; set Two 2ms; set Nine 9ms
          timer One: send b One
          timer Two: send b Two
          timer Nine: send b Nine
        node b
          start: set Tick 4ms
        (at: "1500us", lasts: "4ms", fault: Pause(nodes: "b"))
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #4      0.000ms  b starts
         #6      1.000ms  a timer One  from #1
         #7      1.000ms  a -> b  One  from #6
         #8      1.500ms  world FAULT pause: pause b, plan line 1
         #9      1.500ms  b PAUSE  from #8
        #10      2.000ms  a timer Two  from #2
        #11      2.000ms  a -> b  Two  from #10
        #12      2.000ms  b .. a  One  (1 waiting)  from #7
        #13      3.000ms  b .. a  Two  (2 waiting)  from #11
        #14      5.500ms  world FAULT pause ends: pause b
        #15      5.500ms  b RESUME  from #14
        #16      5.500ms  b timer Tick  from #5
        #17      5.500ms  b <- a  One  from #7
        #18      5.500ms  b <- a  Two  from #11
        #19      9.000ms  a timer Nine  from #3
        #20      9.000ms  a -> b  Nine  from #19
        #21     10.000ms  b <- a  Nine  from #20
                            -- nothing left to do
                            -- pause (pause) 1.500ms to 5.500ms: hit b
        ",
    );
}

// Chance picks the first node where all is calm, and whoever is picked by chance may be paused already.
#[test]
fn of_two_pauses_of_one_node_the_later_end_counts() {
    check(
        r#"
        node a
        node b
          start: set One 1ms
          timer One: send a One
        (label: "long", at: "1ms", until: "6ms", fault: Pause(nodes: "a"))
        (label: "short", at: "3ms", until: "4ms", fault: Pause(nodes: One))
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #3      1.000ms  world FAULT long: pause a, plan line 1
         #4      1.000ms  a PAUSE  from #3
         #5      1.000ms  b timer One  from #2
         #6      1.000ms  b -> a  One  from #5
         #7      2.000ms  a .. b  One  (1 waiting)  from #6
         #8      3.000ms  world FAULT short: pause a, plan line 2
         #9      4.000ms  world FAULT short ends: pause a
        #10      6.000ms  world FAULT long ends: pause a
        #11      6.000ms  a RESUME  from #10
        #12      6.000ms  a <- b  One  from #6
                            -- nothing left to do
                            -- long (pause) 1.000ms to 6.000ms: hit a
                            -- short (pause) 3.000ms to 4.000ms: hit a
        ",
    );
}

#[test]
fn a_pause_that_begins_in_another_one_keeps_the_node_still() {
    check(
        r#"
        node a
        node b
          start: set One 1ms
          timer One: send a One
        (label: "short", at: "1ms", until: "4ms", fault: Pause(nodes: "a"))
        (label: "long", at: "3ms", until: "6ms", fault: Pause(nodes: One))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #3      1.000ms  world FAULT short: pause a, plan line 1
         #4      1.000ms  a PAUSE  from #3
         #5      1.000ms  b timer One  from #2
         #6      1.000ms  b -> a  One  from #5
         #7      2.000ms  a .. b  One  (1 waiting)  from #6
         #8      3.000ms  world FAULT long: pause a, plan line 2
         #9      4.000ms  world FAULT short ends: pause a
        #10      6.000ms  world FAULT long ends: pause a
        #11      6.000ms  a RESUME  from #10
        #12      6.000ms  a <- b  One  from #6
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_node_that_crashes_in_a_pause_comes_back_into_it() {
    check(
        r#"
        node a
        node b
          start: set Two 2ms; set Five 5ms
          timer Two: send a Two
          timer Five: send a Five
        (label: "still", at: "1ms", until: "9ms", fault: Pause(nodes: "a"))
        (at: "4ms", lasts: "1ms", fault: Crash(nodes: One))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #4      1.000ms  world FAULT still: pause a, plan line 1
         #5      1.000ms  a PAUSE  from #4
         #6      2.000ms  b timer Two  from #2
         #7      2.000ms  b -> a  Two  from #6
         #8      3.000ms  a .. b  Two  (1 waiting)  from #7
         #9      4.000ms  world FAULT crash: crash a, plan line 2
        #10      4.000ms  a CRASH  from #9
        #11      4.000ms  b -x a  Two  lost in the crash  from #7
        #12      5.000ms  world FAULT crash ends: crash a
        #13      5.000ms  a RESTART 1  from #12
        #14      5.000ms  a starts again  from #13
        #15      5.000ms  a PAUSE  from #12
        #16      5.000ms  b timer Five  from #3
        #17      5.000ms  b -> a  Five  from #16
        #18      6.000ms  a .. b  Five  (1 waiting)  from #17
        #19      9.000ms  world FAULT still ends: pause a
        #20      9.000ms  a RESUME  from #19
        #21      9.000ms  a <- b  Five  from #17
                            -- nothing left to do
        ",
    );
}

#[test]
fn work_that_ends_in_a_pause_takes_effect_at_its_end() {
    check(
        r#"
        node a mailbox any service 3ms
          Ping: send b Pong
        node b
          start: send a Ping
        (at: "2ms", lasts: "4ms", fault: Pause(nodes: "a"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  Ping  from #1
         #3      1.000ms  a .. b  Ping  (1 waiting)  from #2
         #4      2.000ms  world FAULT pause: pause a, plan line 1
         #5      2.000ms  a PAUSE  from #4
         #6      6.000ms  world FAULT pause ends: pause a
         #7      6.000ms  a RESUME  from #6
         #8      6.000ms  a <- b  Ping  from #2
         #9      6.000ms  a -> b  Pong  from #8
        #10      7.000ms  b <- a  Pong  from #9
                            -- nothing left to do
        ",
    );
}
