//! The listed driver: someone names the next step.

use super::play::check;

#[test]
fn nothing_happens_that_is_not_listed() {
    check(
        "
        silent
        node a
          start: send b Ping; set T 2ms
        node b
          Ping: send sender Pong
        begin
        enabled
        take 1ms a -> b Ping
        enabled
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Ping  from #0
        #2      0.000ms  a sets T in 2ms  from #0
        #3      0.000ms  b starts
                           -- whenever: a -> b Ping
                           -- 2.000ms: a timer T
        #4      1.000ms  b <- a  Ping  from #1
        #5      1.000ms  b -> a  Pong  from #4
                           -- whenever: a -> b Ping
                           -- whenever: b -> a Pong
                           -- 2.000ms: a timer T
        ",
    );
}

#[test]
fn a_message_can_be_delivered_twice() {
    check(
        "
        silent
        node a
          start: send b Ping
        node b
        begin
        take 1ms a -> b Ping
        take 2ms a -> b Ping
        take 2ms a -> b Ping
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Ping  from #0
        #2      0.000ms  b starts
        #3      1.000ms  b <- a  Ping  from #1
        #4      2.000ms  b <= a  Ping  (copy 2)  from #1
        #5      2.000ms  b <= a  Ping  (copy 3)  from #1
        ",
    );
}

#[test]
fn messages_can_be_delivered_out_of_order_or_never() {
    check(
        "
        silent
        node a
          start: send b One; send b Two; send b Three
        node b
        begin
        take 1ms a -> b Three
        take 1ms a -> b One
        finish
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One  from #0
        #2      0.000ms  a -> b  Two  from #0
        #3      0.000ms  a -> b  Three  from #0
        #4      0.000ms  b starts
        #5      1.000ms  b <- a  Three  from #3
        #6      1.000ms  b <- a  One  from #1
        #7      1.000ms  world ends
        ",
    );
}

#[test]
fn a_timer_can_be_early_or_late() {
    check(
        "
        silent
        node a
          start: set T 2ms; set U 3ms
        begin
        take 1ms a timer U
        take 7ms a timer T
        enabled
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms  from #0
        #2      0.000ms  a sets U in 3ms  from #0
        #3      1.000ms  a timer U  from #2
        #4      7.000ms  a timer T  from #1
        ",
    );
}

#[test]
fn a_step_cannot_be_taken_in_the_past_nor_twice_nor_when_the_run_is_over() {
    check(
        "
        silent
        node a
          start: set T 2ms; set U 2ms
        begin
        take 3ms a timer T
        take 2ms a timer U
        take 4ms a timer T
        finish
        take 4ms a timer U
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms  from #0
        #2      0.000ms  a sets U in 2ms  from #0
        #3      3.000ms  a timer T  from #1
                           -- the step's time is past
                           -- no such step is enabled
        #4      3.000ms  world ends
                           -- the run is over
        ",
    );
}

#[test]
fn crashes_and_calls_can_be_listed() {
    check(
        "
        silent
        node a
          call Buy: set T 1ms
        at 2ms crash a
        at 3ms restart a
        at 4ms call a Buy
        begin
        enabled
        take 1ms a asked Buy
        take 2ms fault crash a
        enabled
        take 2ms fault restart a
        take 5ms a timer T
        ",
        "
        #0      0.000ms  a starts
                           -- 2.000ms: fault crash a
                           -- 3.000ms: fault restart a
                           -- 4.000ms: a asked Buy
        #1      1.000ms  a call 0 Buy
        #2      1.000ms  a sets T in 1ms  from #1
        #3      2.000ms  a FAULT crash a
        #4      2.000ms  a CRASH  from #3
        #5      2.000ms  a call 0 unknown  from #4
                           -- 3.000ms: fault restart a
        #6      2.000ms  a FAULT restart a
        #7      2.000ms  a RESTART 1  from #6
        #8      2.000ms  a starts again  from #7
                           -- no such step is enabled
        ",
    );
}

#[test]
fn children_turns_and_signals_are_listed() {
    check(
        "
        silent
        node a
          start: spawn w; monitor w; send w Stop
        child w
          Stop: stop
        begin
        enabled
        take 0ms a/w#1 starts
        enabled
        take 0ms a/w#1 goes on
        enabled
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a spawns a/w#1  from #0
        #2      0.000ms  a -> a/w#1  Stop  from #0
        #3      0.000ms  a/w#1 .. a  Stop  (1 waiting)  from #2
                           -- 0.000ms: a/w#1 starts
        #4      0.000ms  a/w#1 starts  from #1
                           -- 0.000ms: a/w#1 goes on
        #5      0.000ms  a/w#1 <- a  Stop  from #2
        #6      0.000ms  a/w#1 ends: Stopped  from #5
                           -- 0.000ms: a told: a/w#1 ended, Stopped
        ",
    );
}

#[test]
fn a_local_message_with_a_delay_is_listed_too() {
    check(
        "
        silent
        node a
          start: send me Later after 3ms
        begin
        take 3ms a -> a Later
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> a  Later  from #0
        #2      3.000ms  a <- a  Later  from #1
        ",
    );
}

#[test]
fn the_timed_driver_finds_nothing_to_do_in_a_silent_world() {
    check(
        "
        silent
        node a
          start: send b Ping; set T 2ms
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Ping  from #0
        #2      0.000ms  a sets T in 2ms  from #0
        #3      0.000ms  b starts
                           -- nothing left to do
        ",
    );
}

#[test]
fn over_the_calm_world_any_pending_step_can_be_taken() {
    check(
        "
        node a
          start: send b Ping; set T 2ms
        node b
        begin
        enabled
        take 5ms a timer T
        enabled
        take 5ms a -> b Ping
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Ping  from #0
        #2      0.000ms  a sets T in 2ms  from #0
        #3      0.000ms  b starts
                           -- 1.000ms: a -> b Ping
                           -- 2.000ms: a timer T
        #4      5.000ms  a timer T  from #2
                           -- 1.000ms: a -> b Ping
        #5      5.000ms  b <- a  Ping  from #1
        ",
    );
}
