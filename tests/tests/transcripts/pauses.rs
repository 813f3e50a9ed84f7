//! Pause: nothing is handled; what became due comes at resume, in order.

use super::play::check;

#[test]
fn due_timers_fire_at_resume_in_order_and_before_the_mail() {
    check(
        "
        node a
          start: set T2 2ms; set T1 1ms; set T9 9ms
        node b
          start: send a One; send a Two after 1ms
        at 0ms pause a
        at 5ms resume a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets T2 in 2ms  from #0
         #2      0.000ms  a sets T1 in 1ms  from #0
         #3      0.000ms  a sets T9 in 9ms  from #0
         #4      0.000ms  b starts
         #5      0.000ms  b -> a  One  from #4
         #6      0.000ms  b -> a  Two  from #4
         #7      0.000ms  a FAULT pause a
         #8      0.000ms  a PAUSE  from #7
         #9      1.000ms  a .. b  One  (1 waiting)  from #5
        #10      2.000ms  a .. b  Two  (2 waiting)  from #6
        #11      5.000ms  a FAULT resume a
        #12      5.000ms  a RESUME  from #11
        #13      5.000ms  a timer T1  from #2
        #14      5.000ms  a timer T2  from #1
        #15      5.000ms  a <- b  One  from #5
        #16      5.000ms  a <- b  Two  from #6
        #17      9.000ms  a timer T9  from #3
                            -- nothing left to do
        ",
    );
}

#[test]
fn service_that_ends_in_a_pause_takes_effect_at_resume() {
    check(
        "
        node a mailbox any service 3ms
          One: send b Done
        node b
          start: send a One; send a Two
        at 2ms pause a
        at 8ms resume a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  One  from #1
         #3      0.000ms  b -> a  Two  from #1
         #4      1.000ms  a .. b  One  (1 waiting)  from #2
         #5      1.000ms  a .. b  Two  (1 waiting)  from #3
         #6      2.000ms  a FAULT pause a
         #7      2.000ms  a PAUSE  from #6
         #8      8.000ms  a FAULT resume a
         #9      8.000ms  a RESUME  from #8
        #10      8.000ms  a <- b  One  from #2
        #11      8.000ms  a -> b  Done  from #10
        #12      9.000ms  b <- a  Done  from #11
        #13     11.000ms  a <- b  Two  from #3
                            -- nothing left to do
        ",
    );
}

#[test]
fn work_that_ends_in_a_pause_takes_effect_at_resume() {
    check(
        "
        node a
          start: work 3ms; fact worked
          Ping: fact ping
        node b
          start: send a Ping
        at 2ms pause a
        at 8ms resume a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a works 3ms  from #0
         #2      0.000ms  b starts
         #3      0.000ms  b -> a  Ping  from #2
         #4      1.000ms  a .. b  Ping  (1 waiting)  from #3
         #5      2.000ms  a FAULT pause a
         #6      2.000ms  a PAUSE  from #5
         #7      8.000ms  a FAULT resume a
         #8      8.000ms  a RESUME  from #7
         #9      8.000ms  a FACT worked  from #0
        #10      8.000ms  a <- b  Ping  from #3
        #11      8.000ms  a FACT ping  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn service_that_outlasts_a_pause_is_not_prolonged() {
    check(
        "
        node a mailbox any service 5ms
        node b
          start: send a One
        at 2ms pause a
        at 3ms resume a
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  b starts
        #2      0.000ms  b -> a  One  from #1
        #3      1.000ms  a .. b  One  (1 waiting)  from #2
        #4      2.000ms  a FAULT pause a
        #5      2.000ms  a PAUSE  from #4
        #6      3.000ms  a FAULT resume a
        #7      3.000ms  a RESUME  from #6
        #8      6.000ms  a <- b  One  from #2
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_child_that_was_made_just_before_a_pause_starts_at_resume() {
    check(
        "
        node a
          call Spawn: spawn w; send w Hello
        child w
          start: fact started
          Hello: fact hello
        at 1ms call a Spawn
        at 1ms pause a
        at 5ms resume a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      1.000ms  a call 0 Spawn
         #2      1.000ms  a spawns a/w#1  from #1
         #3      1.000ms  a -> a/w#1  Hello  from #1
         #4      1.000ms  a/w#1 .. a  Hello  (1 waiting)  from #3
         #5      1.000ms  a FAULT pause a
         #6      1.000ms  a PAUSE  from #5
         #7      5.000ms  a FAULT resume a
         #8      5.000ms  a RESUME  from #7
         #9      5.000ms  a/w#1 starts  from #2
        #10      5.000ms  a/w#1 FACT started  from #9
        #11      5.000ms  a/w#1 <- a  Hello  from #3
        #12      5.000ms  a/w#1 FACT hello  from #11
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_paused_node_can_crash_and_a_resume_does_not_bring_it_back() {
    check(
        "
        node a
          start: set T 2ms
        node b
          start: send a Ping
        at 0ms pause a
        at 3ms crash a
        at 4ms resume a
        at 5ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets T in 2ms  from #0
         #2      0.000ms  b starts
         #3      0.000ms  b -> a  Ping  from #2
         #4      0.000ms  a FAULT pause a
         #5      0.000ms  a PAUSE  from #4
         #6      1.000ms  a .. b  Ping  (1 waiting)  from #3
         #7      3.000ms  a FAULT crash a
         #8      3.000ms  a CRASH  from #7
         #9      3.000ms  b -x a  Ping  lost in the crash  from #3
        #10      4.000ms  a FAULT resume a
        #11      5.000ms  a FAULT restart a
        #12      5.000ms  a RESTART 1  from #11
        #13      5.000ms  a starts again  from #12
        #14      5.000ms  a sets T in 2ms  from #13
        #15      7.000ms  a timer T  from #14
                            -- nothing left to do
        ",
    );
}

#[test]
fn the_actors_of_a_node_resume_in_their_order_and_calls_wait_too() {
    check(
        "
        node a
          start: set T 2ms
          call Buy: ok bought
        actor a/x
          start: set T 1ms
        at 0ms pause a
        at 3ms call a Buy
        at 5ms resume a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets T in 2ms  from #0
         #2      0.000ms  a/x starts
         #3      0.000ms  a/x sets T in 1ms  from #2
         #4      0.000ms  a FAULT pause a
         #5      0.000ms  a PAUSE  from #4
         #6      5.000ms  a FAULT resume a
         #7      5.000ms  a RESUME  from #6
         #8      5.000ms  a timer T  from #1
         #9      5.000ms  a/x timer T  from #3
        #10      5.000ms  a call 0 Buy
        #11      5.000ms  a call 0 ok bought  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_link_that_breaks_in_a_pause_ends_its_actor_at_resume() {
    check(
        "
        panics end actors
        node a
          start: link a/x; set Late 2ms
          timer Late: fact never
        actor a/x
          call Die: panic
        at 1ms call a/x Die
        at 1ms pause a
        at 5ms resume a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Late in 2ms  from #0
         #2      0.000ms  a/x starts
         #3      1.000ms  a/x call 0 Die
         #4      1.000ms  a/x PANIC as the play says  from #3
         #5      1.000ms  a/x ends: Panicked  from #4
         #6      1.000ms  a/x call 0 unknown  from #5
         #7      1.000ms  a FAULT pause a
         #8      1.000ms  a PAUSE  from #7
         #9      5.000ms  a FAULT resume a
        #10      5.000ms  a RESUME  from #9
        #11      5.000ms  a ends: Linked  from #5
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_second_pause_and_a_second_resume_do_nothing() {
    check(
        "
        node a
          start: set T 1ms
        at 0ms pause a
        at 1ms pause a
        at 2ms resume a
        at 3ms resume a
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 1ms  from #0
        #2      0.000ms  a FAULT pause a
        #3      0.000ms  a PAUSE  from #2
        #4      1.000ms  a FAULT pause a again
        #5      2.000ms  a FAULT resume a
        #6      2.000ms  a RESUME  from #5
        #7      2.000ms  a timer T  from #1
        #8      3.000ms  a FAULT resume a again
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_link_that_breaks_in_a_pause_ends_an_actor_in_the_middle_of_its_work() {
    check(
        "
        panics end actors
        node a
          start: link a/x; work 9ms; fact never
        actor a/x
          call Die: panic
        at 1ms call a/x Die
        at 1ms pause a
        at 5ms resume a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a works 9ms  from #0
         #2      0.000ms  a/x starts
         #3      1.000ms  a/x call 0 Die
         #4      1.000ms  a/x PANIC as the play says  from #3
         #5      1.000ms  a/x ends: Panicked  from #4
         #6      1.000ms  a/x call 0 unknown  from #5
         #7      1.000ms  a FAULT pause a
         #8      1.000ms  a PAUSE  from #7
         #9      5.000ms  a FAULT resume a
        #10      5.000ms  a RESUME  from #9
        #11      5.000ms  a ends: Linked  from #5
                            -- nothing left to do
        ",
    );
}
