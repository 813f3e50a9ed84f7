//! Operations: invoked, and then ok, failed or unknown.

use super::play::{check, check_seed};

#[test]
fn a_call_ends_as_its_actor_says() {
    check(
        "
        node a
          start: invoke Read; ok seven; invoke Write; failed; invoke Move; unknown
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a call 0 Read  from #0
        #2      0.000ms  a call 0 ok seven  from #0
        #3      0.000ms  a call 1 Write  from #0
        #4      0.000ms  a call 1 failed  from #0
        #5      0.000ms  a call 2 Move  from #0
        #6      0.000ms  a call 2 unknown  from #0
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_call_that_has_ended_ends_only_once() {
    check(
        "
        node a
          start: invoke Read; ok seven; ok eight; failed; unknown
        run
        finish
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a call 0 Read  from #0
        #2      0.000ms  a call 0 ok seven  from #0
                           -- nothing left to do
        #3      0.000ms  world ends
        ",
    );
}

#[test]
fn an_open_call_is_unknown_at_a_crash_and_late_answers_do_not_count() {
    check(
        "
        node a
          start: invoke Read; set T 5ms
          again: invoke Again; ok done
        at 1ms crash a
        at 2ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a call 0 Read  from #0
         #2      0.000ms  a sets T in 5ms  from #0
         #3      1.000ms  a FAULT crash a
         #4      1.000ms  a CRASH  from #3
         #5      1.000ms  a call 0 unknown  from #4
         #6      2.000ms  a FAULT restart a
         #7      2.000ms  a RESTART 1  from #6
         #8      2.000ms  a starts again  from #7
         #9      2.000ms  a call 1 Again  from #8
        #10      2.000ms  a call 1 ok done  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn open_calls_are_unknown_when_their_actor_ends_and_when_the_run_does() {
    check(
        "
        node a
          start: invoke One; invoke Two; stop
        node b
          start: invoke Three
        run
        finish
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a call 0 One  from #0
        #2      0.000ms  a call 1 Two  from #0
        #3      0.000ms  a ends: Stopped  from #0
        #4      0.000ms  a call 0 unknown  from #3
        #5      0.000ms  a call 1 unknown  from #3
        #6      0.000ms  b starts
        #7      0.000ms  b call 0 Three  from #6
                           -- nothing left to do
        #8      0.000ms  b call 0 unknown
        #9      0.000ms  world ends
        ",
    );
}

#[test]
fn a_planned_call_reaches_its_actor_at_its_time() {
    check(
        "
        node a
          call Buy: send b Buy
          Bought: ok thanks
        node b
          Buy: send sender Bought
        at 2ms call a Buy
        at 2ms call b Nothing
        run
        finish
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      2.000ms  a call 0 Buy
         #3      2.000ms  a -> b  Buy  from #2
         #4      2.000ms  b call 0 Nothing
         #5      3.000ms  b <- a  Buy  from #3
         #6      3.000ms  b -> a  Bought  from #5
         #7      4.000ms  a <- b  Bought  from #6
         #8      4.000ms  a call 0 ok thanks  from #7
                            -- nothing left to do
         #9      4.000ms  b call 0 unknown
        #10      4.000ms  world ends
        ",
    );
}

#[test]
fn a_planned_call_waits_while_its_actor_is_busy() {
    check(
        "
        node a
          start: work 5ms
          call Buy: ok bought
        at 2ms call a Buy
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a works 5ms  from #0
        #2      5.000ms  a call 0 Buy
        #3      5.000ms  a call 0 ok bought  from #2
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_planned_call_for_a_node_that_is_down_was_never_made() {
    check(
        "
        node a
          call Buy: ok bought
        at 1ms crash a
        at 2ms call a Buy
        at 3ms restart a
        at 4ms call a Buy
        run
        ",
        "
        #0      0.000ms  a starts
        #1      1.000ms  a FAULT crash a
        #2      1.000ms  a CRASH  from #1
        #3      2.000ms  a call 0 Buy
        #4      2.000ms  a call 0 failed  from #3
        #5      3.000ms  a FAULT restart a
        #6      3.000ms  a RESTART 1  from #5
        #7      3.000ms  a starts again  from #6
        #8      4.000ms  a call 1 Buy
        #9      4.000ms  a call 1 ok bought  from #8
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_call_before_a_crash_at_a_point_is_unknown_and_one_after_was_never_made() {
    check_seed(
        "CRASH at middle",
        "
        node a
          Go: invoke Before; point middle; ok never; invoke After
        node b
          start: send a Go
        at 0ms points a 100%
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  b starts
        #2      0.000ms  b -> a  Go  from #1
        #3      0.000ms  a FAULT points a 100%
        #4      0.000ms  a now: a crash at each fault point with chance 1  from #3
        #5      1.000ms  a <- b  Go  from #2
        #6      1.000ms  a call 0 Before  from #5
        #7      1.000ms  a CRASH at middle  from #5
        #8      1.000ms  a call 0 unknown  from #7
                           -- nothing left to do
        ",
    );
}
