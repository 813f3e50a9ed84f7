//! Timers: set, set anew, cancelled, late.

use super::play::{check, check_seed};

#[test]
fn a_timer_fires_once() {
    check(
        "
        node a
          start: set T 2ms
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms  from #0
        #2      2.000ms  a timer T  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_timer_that_is_set_anew_fires_at_the_new_time_only() {
    check(
        "
        node a
          start: set T 2ms; set U 3ms; set T 4ms
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms  from #0
        #2      0.000ms  a sets U in 3ms  from #0
        #3      0.000ms  a sets T in 4ms  from #0
        #4      3.000ms  a timer U  from #2
        #5      4.000ms  a timer T  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_cancelled_timer_does_not_fire() {
    check(
        "
        node a
          start: set T 2ms; set U 1ms; cancel Unknown
          timer U: cancel T; cancel T
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms  from #0
        #2      0.000ms  a sets U in 1ms  from #0
        #3      1.000ms  a timer U  from #2
        #4      1.000ms  a cancels T  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_timer_that_has_fired_can_be_set_again_from_its_handler() {
    check(
        "
        node a
          start: set T 2ms
          timer T: set T 2ms
        run until 5ms
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms  from #0
        #2      2.000ms  a timer T  from #1
        #3      2.000ms  a sets T in 2ms  from #2
        #4      4.000ms  a timer T  from #3
        #5      4.000ms  a sets T in 2ms  from #4
                           -- time over
        ",
    );
}

#[test]
fn a_late_timer_can_be_cancelled() {
    check(
        "
        node a
          start: set T 2ms; set U 1ms
          timer U: work 3ms; cancel T; fact free
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms  from #0
        #2      0.000ms  a sets U in 1ms  from #0
        #3      1.000ms  a timer U  from #2
        #4      1.000ms  a works 3ms  from #3
        #5      4.000ms  a cancels T  from #3
        #6      4.000ms  a FACT free  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_late_timer_that_is_set_anew_fires_at_the_new_time_only() {
    check(
        "
        node a
          start: set T 2ms; set U 1ms
          timer U: work 3ms; set T 2ms; fact free
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms  from #0
        #2      0.000ms  a sets U in 1ms  from #0
        #3      1.000ms  a timer U  from #2
        #4      1.000ms  a works 3ms  from #3
        #5      4.000ms  a sets T in 2ms  from #3
        #6      4.000ms  a FACT free  from #3
        #7      6.000ms  a timer T  from #5
                           -- nothing left to do
        ",
    );
}

#[test]
fn equal_timers_of_two_actors_are_two() {
    check(
        "
        node a
          start: set T 2ms
        actor a/x
          start: set T 3ms; cancel T
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms  from #0
        #2      0.000ms  a/x starts
        #3      0.000ms  a/x sets T in 3ms  from #2
        #4      0.000ms  a/x cancels T  from #2
        #5      2.000ms  a timer T  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_timer_of_zero_fires_at_once_but_after_the_handler() {
    check(
        "
        node a
          start: set T 0ms; fact first
          timer T: fact second
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 0ns  from #0
        #2      0.000ms  a FACT first  from #0
        #3      0.000ms  a timer T  from #1
        #4      0.000ms  a FACT second  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn timers_of_one_instant_fire_in_the_order_in_which_they_were_set() {
    check(
        "
        node a
          start: set B 2ms; set A 2ms
          timer B: set C 0ms
        node b
          start: set D 2ms
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets B in 2ms  from #0
        #2      0.000ms  a sets A in 2ms  from #0
        #3      0.000ms  b starts
        #4      0.000ms  b sets D in 2ms  from #3
        #5      2.000ms  a timer B  from #1
        #6      2.000ms  a sets C in 0ns  from #5
        #7      2.000ms  a timer A  from #2
        #8      2.000ms  b timer D  from #4
        #9      2.000ms  a timer C  from #6
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_timer_between_two_bounds_is_drawn() {
    check_seed(
        "timer T",
        "
        node a
          start: set T 2ms 9ms
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms to 9ms  from #0
        #2   5.942507ms  a timer T  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_timer_between_two_bounds_is_not_the_same_for_all_even_when_all_is_calm() {
    check(
        "
        node a
          start: set T 2ms 9ms
        node b
          start: set T 9ms 2ms
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms to 9ms  from #0
        #2      0.000ms  b starts
        #3      0.000ms  b sets T in 2ms to 9ms  from #2
        #4   2.638685ms  b timer T  from #3
        #5   7.568820ms  a timer T  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_timer_that_yields_can_still_be_cancelled() {
    check_seed(
        "cancels",
        "
        yields
        node a
          start: set T 1ms
          Stop: cancel T; set U 0ms
        node b
          start: send a Stop
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 1ms  from #0
        #2      0.000ms  b starts
        #3      0.000ms  b -> a  Stop  from #2
        #4      1.000ms  a <- b  Stop  from #3
        #5      1.000ms  a cancels T  from #4
        #6      1.000ms  a sets U in 0ns  from #4
        #7      1.000ms  a timer U  from #6
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_timer_that_yields_to_a_message_which_sets_it_anew_fires_once() {
    check_seed(
        "a timer T  from #5",
        "
        yields
        node a
          start: set T 1ms
          Again: set T 1ms
        node b
          start: send a Again
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 1ms  from #0
        #2      0.000ms  b starts
        #3      0.000ms  b -> a  Again  from #2
        #4      1.000ms  a <- b  Again  from #3
        #5      1.000ms  a sets T in 1ms  from #4
        #6      2.000ms  a timer T  from #5
                           -- nothing left to do
        ",
    );
}
