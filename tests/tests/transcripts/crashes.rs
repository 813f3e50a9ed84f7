//! What a crash does.

use super::play::{check, check_seed};

#[test]
fn what_a_crashed_node_had_sent_stays_on_the_wire() {
    check(
        "
        wire 5ms
        node a
          start: send b Ping
        node b
        at 1ms crash a
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Ping  from #0
        #2      0.000ms  b starts
        #3      1.000ms  a FAULT crash a
        #4      1.000ms  a CRASH  from #3
        #5      5.000ms  b <- a  Ping  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn what_arrives_while_a_node_is_down_is_lost_and_what_comes_later_is_not() {
    check(
        "
        wire 4ms
        node a
          start: send b Early; set Later 3ms
          timer Later: send b Late
        node b
        at 2ms crash b
        at 5ms restart b
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Early  from #0
         #2      0.000ms  a sets Later in 3ms  from #0
         #3      0.000ms  b starts
         #4      2.000ms  b FAULT crash b
         #5      2.000ms  b CRASH  from #4
         #6      3.000ms  a timer Later  from #2
         #7      3.000ms  a -> b  Late  from #6
         #8      4.000ms  a -x b  Early  node down  from #1
         #9      5.000ms  b FAULT restart b
        #10      5.000ms  b RESTART 1  from #9
        #11      5.000ms  b starts again  from #10
        #12      7.000ms  b <- a  Late  from #7
                            -- nothing left to do
        ",
    );
}

#[test]
fn what_was_in_flight_over_crash_and_restart_reaches_the_new_incarnation() {
    check(
        "
        wire 4ms
        node a
          start: send b Ping
        node b
          Ping: incarnation
        at 1ms crash b
        at 2ms restart b
        at 3ms crash b
        at 3ms restart b
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Ping  from #0
         #2      0.000ms  b starts
         #3      1.000ms  b FAULT crash b
         #4      1.000ms  b CRASH  from #3
         #5      2.000ms  b FAULT restart b
         #6      2.000ms  b RESTART 1  from #5
         #7      2.000ms  b starts again  from #6
         #8      3.000ms  b FAULT crash b again
         #9      3.000ms  b CRASH  from #8
        #10      3.000ms  b FAULT restart b again
        #11      3.000ms  b RESTART 2  from #10
        #12      3.000ms  b starts again  from #11
        #13      4.000ms  b <- a  Ping  from #1
        #14      4.000ms  b FACT incarnation=2  from #13
                            -- nothing left to do
        ",
    );
}

#[test]
fn timers_local_sends_and_mailboxes_die_with_the_incarnation() {
    check(
        "
        node a mailbox any service 5ms
          start: set Soon 3ms; send me Now; send me Then; send me Later after 3ms
          again: incarnation
        at 2ms crash a
        at 2ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Soon in 3ms  from #0
         #2      0.000ms  a -> a  Now  from #0
         #3      0.000ms  a .. a  Now  (1 waiting)  from #2
         #4      0.000ms  a -> a  Then  from #0
         #5      0.000ms  a .. a  Then  (2 waiting)  from #4
         #6      0.000ms  a -> a  Later  from #0
         #7      2.000ms  a FAULT crash a
         #8      2.000ms  a CRASH  from #7
         #9      2.000ms  a -x a  Later  sender crashed before it left  from #6
        #10      2.000ms  a -x a  Now  lost in the crash  from #2
        #11      2.000ms  a -x a  Then  lost in the crash  from #4
        #12      2.000ms  a FAULT restart a
        #13      2.000ms  a RESTART 1  from #12
        #14      2.000ms  a starts again  from #13
        #15      2.000ms  a FACT incarnation=1  from #14
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_delayed_local_send_dies_even_if_its_time_is_that_of_the_crash() {
    check(
        "
        node a
          start: send me Later after 3ms
          again: incarnation
        at 3ms crash a
        at 3ms restart a
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> a  Later  from #0
        #2      3.000ms  a FAULT crash a
        #3      3.000ms  a CRASH  from #2
        #4      3.000ms  a -x a  Later  sender crashed before it left  from #1
        #5      3.000ms  a FAULT restart a
        #6      3.000ms  a RESTART 1  from #5
        #7      3.000ms  a starts again  from #6
        #8      3.000ms  a FACT incarnation=1  from #7
                           -- nothing left to do
        ",
    );
}

#[test]
fn all_actors_of_a_node_crash_and_only_the_declared_ones_come_back() {
    check(
        "
        node a
          start: spawn w; send a/x Hello
        actor a/x
          start: spawn w
        child w
          start: set Tick 3ms
        node b
        at 2ms crash a
        at 2ms crash a
        at 4ms restart a
        at 4ms restart a
        run until 5ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a spawns a/w#1  from #0
         #2      0.000ms  a -> a/x  Hello  from #0
         #3      0.000ms  a/x .. a  Hello  (1 waiting)  from #2
         #4      0.000ms  a/x starts
         #5      0.000ms  a/x spawns a/x/w#1  from #4
         #6      0.000ms  b starts
         #7      0.000ms  a/w#1 starts  from #1
         #8      0.000ms  a/w#1 sets Tick in 3ms  from #7
         #9      0.000ms  a/x/w#1 starts  from #5
        #10      0.000ms  a/x/w#1 sets Tick in 3ms  from #9
        #11      0.000ms  a/x <- a  Hello  from #2
        #12      2.000ms  a FAULT crash a
        #13      2.000ms  a CRASH  from #12
        #14      2.000ms  a FAULT crash a again
        #15      4.000ms  a FAULT restart a
        #16      4.000ms  a RESTART 1  from #15
        #17      4.000ms  a starts again  from #16
        #18      4.000ms  a spawns a/w#2  from #17
        #19      4.000ms  a -> a/x  Hello  from #17
        #20      4.000ms  a/x .. a  Hello  (1 waiting)  from #19
        #21      4.000ms  a/x starts again  from #16
        #22      4.000ms  a/x spawns a/x/w#2  from #21
        #23      4.000ms  a FAULT restart a again
        #24      4.000ms  a/w#2 starts  from #18
        #25      4.000ms  a/w#2 sets Tick in 3ms  from #24
        #26      4.000ms  a/x/w#2 starts  from #22
        #27      4.000ms  a/x/w#2 sets Tick in 3ms  from #26
        #28      4.000ms  a/x <- a  Hello  from #19
                            -- time over
        #29      7.000ms  a/w#2 timer Tick  from #25
        #30      7.000ms  a/x/w#2 timer Tick  from #27
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_delayed_message_leaves_unless_its_sender_crashes_before() {
    check(
        "
        node a
          start: send b Two after 2ms; send b Three after 3ms; send b Four after 4ms
        node b
        at 3ms crash a
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Two  from #0
        #2      0.000ms  a -> b  Three  from #0
        #3      0.000ms  a -> b  Four  from #0
        #4      0.000ms  b starts
        #5      3.000ms  a FAULT crash a
        #6      3.000ms  a CRASH  from #5
        #7      3.000ms  a -x b  Four  sender crashed before it left  from #3
        #8      3.000ms  b <- a  Two  from #1
        #9      4.000ms  b <- a  Three  from #2
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_delayed_message_of_an_earlier_incarnation_never_leaves() {
    check(
        "
        node a
          start: send b Old after 5ms
          again: send b New after 1ms
        node b
        at 2ms crash a
        at 3ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Old  from #0
         #2      0.000ms  b starts
         #3      2.000ms  a FAULT crash a
         #4      2.000ms  a CRASH  from #3
         #5      2.000ms  a -x b  Old  sender crashed before it left  from #1
         #6      3.000ms  a FAULT restart a
         #7      3.000ms  a RESTART 1  from #6
         #8      3.000ms  a starts again  from #7
         #9      3.000ms  a -> b  New  from #8
        #10      5.000ms  b <- a  New  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_delayed_message_leaves_though_its_sender_has_ended() {
    check(
        "
        node a
          start: send b Later after 2ms; stop
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Later  from #0
        #2      0.000ms  a ends: Stopped  from #0
        #3      0.000ms  b starts
        #4      3.000ms  b <- a  Later  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_delayed_message_of_a_child_dies_with_the_childs_node() {
    check(
        "
        node a
          start: spawn w
        child w
          start: send b Later after 5ms; stop
        node b
          start: set Now 1ms
          timer Now: spawn w2
        child w2
        at 2ms crash a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a spawns a/w#1  from #0
         #2      0.000ms  b starts
         #3      0.000ms  b sets Now in 1ms  from #2
         #4      0.000ms  a/w#1 starts  from #1
         #5      0.000ms  a/w#1 -> b  Later  from #4
         #6      0.000ms  a/w#1 ends: Stopped  from #4
         #7      1.000ms  b timer Now  from #3
         #8      1.000ms  b spawns b/w2#1  from #7
         #9      1.000ms  b/w2#1 starts  from #8
        #10      2.000ms  a FAULT crash a
        #11      2.000ms  a CRASH  from #10
        #12      2.000ms  a/w#1 -x b  Later  sender crashed before it left  from #5
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_crash_of_a_node_that_is_down_and_a_restart_of_one_that_is_up_do_nothing() {
    check(
        "
        node a
        at 1ms restart a
        at 2ms crash a
        at 3ms wipe a
        at 4ms pause a
        at 5ms resume a
        run
        ",
        "
        #0      0.000ms  a starts
        #1      1.000ms  a FAULT restart a
        #2      2.000ms  a FAULT crash a
        #3      2.000ms  a CRASH  from #2
        #4      3.000ms  a FAULT wipe a
        #5      4.000ms  a FAULT pause a
        #6      5.000ms  a FAULT resume a
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_crash_at_a_point_leaves_what_was_before_and_nothing_of_what_was_after() {
    check_seed(
        "CRASH at middle",
        "
        node a
          Go: fact before; send b Before; set Before 1ms; write f before; point middle; fact after; send b After; set After 1ms; write f after; spawn w; invoke After; mark rare; read f; sync; stop
        child w
        node b
          start: send a Go
        at 0ms points a 30%
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  Go  from #1
         #3      0.000ms  a FAULT points a 30%
         #4      0.000ms  a now: a crash at each fault point with chance 3/10  from #3
         #5      1.000ms  a <- b  Go  from #2
         #6      1.000ms  a FACT before  from #5
         #7      1.000ms  a -> b  Before  from #5
         #8      1.000ms  a sets Before in 1ms  from #5
         #9      1.000ms  a writes f (6 bytes)  from #5
        #10      1.000ms  a CRASH at middle  from #5
        #11      2.000ms  b <- a  Before  from #7
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_crash_before_a_write_undoes_even_the_write() {
    check_seed(
        "CRASH before write f",
        "
        node a
          Go: fact before; write f new; fact after
          again: read f
        node b
          start: send a Go
        at 0ms points a 100%
        at 2ms points a 0%
        at 3ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  Go  from #1
         #3      0.000ms  a FAULT points a 100%
         #4      0.000ms  a now: a crash at each fault point with chance 1  from #3
         #5      1.000ms  a <- b  Go  from #2
         #6      1.000ms  a FACT before  from #5
         #7      1.000ms  a CRASH before write f  from #5
         #8      2.000ms  a FAULT points a 0%
         #9      2.000ms  a now: no crash at fault points  from #8
        #10      3.000ms  a FAULT restart a
        #11      3.000ms  a RESTART 1  from #10
        #12      3.000ms  a starts again  from #11
        #13      3.000ms  a FACT no f  from #12
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_crash_after_a_synced_write_keeps_it_and_tells_nobody() {
    check_seed(
        "CRASH after sync",
        "
        node a
          start: write f old; sync
          again: read f
          Go: write f new; sync; send b Done
        node b
          start: send a Go
        at 0ms points a 30%
        at 2ms points a 0%
        at 3ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes f (3 bytes)  from #0
         #2      0.000ms  a syncs  from #0
         #3      0.000ms  b starts
         #4      0.000ms  b -> a  Go  from #3
         #5      0.000ms  a FAULT points a 30%
         #6      0.000ms  a now: a crash at each fault point with chance 3/10  from #5
         #7      1.000ms  a <- b  Go  from #4
         #8      1.000ms  a writes f (3 bytes)  from #7
         #9      1.000ms  a syncs  from #7
        #10      1.000ms  a CRASH after sync  from #7
        #11      2.000ms  a FAULT points a 0%
        #12      2.000ms  a now: no crash at fault points  from #11
        #13      3.000ms  a FAULT restart a
        #14      3.000ms  a RESTART 1  from #13
        #15      3.000ms  a starts again  from #14
        #16      3.000ms  a FACT f=new  from #15
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_crash_between_write_and_sync_loses_the_write() {
    check_seed(
        "CRASH before sync",
        "
        node a
          start: write f old; sync
          again: read f
          Go: write f new; sync; send b Done
        node b
          start: send a Go
        at 0ms points a 30%
        at 2ms points a 0%
        at 3ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes f (3 bytes)  from #0
         #2      0.000ms  a syncs  from #0
         #3      0.000ms  b starts
         #4      0.000ms  b -> a  Go  from #3
         #5      0.000ms  a FAULT points a 30%
         #6      0.000ms  a now: a crash at each fault point with chance 3/10  from #5
         #7      1.000ms  a <- b  Go  from #4
         #8      1.000ms  a writes f (3 bytes)  from #7
         #9      1.000ms  a CRASH before sync  from #7
        #10      2.000ms  a FAULT points a 0%
        #11      2.000ms  a now: no crash at fault points  from #10
        #12      3.000ms  a FAULT restart a
        #13      3.000ms  a RESTART 1  from #12
        #14      3.000ms  a starts again  from #13
        #15      3.000ms  a FACT f=old  from #14
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_node_restarts_some_time_after_it_crashed_at_a_point() {
    check_seed(
        "RESTART",
        "
        node a
          start: set Now 1ms
          timer Now: point middle; fact never
          again: incarnation
        at 0ms points a 100% 2ms 9ms
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets Now in 1ms  from #0
        #2      0.000ms  a FAULT points a 100% 2ms 9ms
        #3      0.000ms  a now: a crash at each fault point with chance 1  from #2
        #4      1.000ms  a timer Now  from #1
        #5      1.000ms  a CRASH at middle  from #4
        #6   5.388656ms  a RESTART 1  from #5
        #7   5.388656ms  a starts again  from #6
        #8   5.388656ms  a FACT incarnation=1  from #7
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_node_may_crash_at_a_point_of_its_start_and_its_other_actors_never_start() {
    check_seed(
        "CRASH at begin",
        "
        node a
          start: point begin; fact never
        actor a/x
          start: fact never
        node b
        at 1ms crash a
        at 2ms points a 100%
        at 2ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a FACT never  from #0
         #2      0.000ms  a/x starts
         #3      0.000ms  a/x FACT never  from #2
         #4      0.000ms  b starts
         #5      1.000ms  a FAULT crash a
         #6      1.000ms  a CRASH  from #5
         #7      2.000ms  a FAULT points a 100%
         #8      2.000ms  a now: a crash at each fault point with chance 1  from #7
         #9      2.000ms  a FAULT restart a
        #10      2.000ms  a RESTART 1  from #9
        #11      2.000ms  a starts again  from #10
        #12      2.000ms  a CRASH at begin  from #11
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_panic_of_a_ghost_and_its_end_do_not_count() {
    check_seed(
        "CRASH at middle",
        "
        node a
          Go: point middle; stop; panic
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
        #6      1.000ms  a CRASH at middle  from #5
                           -- nothing left to do
        ",
    );
}

#[test]
fn what_a_handler_asked_for_after_its_work_dies_in_a_crash() {
    check(
        "
        node a
          start: send b Before; work 5ms; send b After; fact after
          again: incarnation
        node b
        at 2ms crash a
        at 3ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Before  from #0
         #2      0.000ms  a works 5ms  from #0
         #3      0.000ms  b starts
         #4      1.000ms  b <- a  Before  from #1
         #5      2.000ms  a FAULT crash a
         #6      2.000ms  a CRASH  from #5
         #7      3.000ms  a FAULT restart a
         #8      3.000ms  a RESTART 1  from #7
         #9      3.000ms  a starts again  from #8
        #10      3.000ms  a FACT incarnation=1  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_crash_point_after_work_strikes_when_the_work_is_done() {
    check_seed(
        "CRASH at middle",
        "
        node a
          Go: work 5ms; fact worked; point middle; fact never
        node b
          start: send a Go
        at 0ms points a 100% 1ms 1ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  Go  from #1
         #3      0.000ms  a FAULT points a 100% 1ms 1ms
         #4      0.000ms  a now: a crash at each fault point with chance 1  from #3
         #5      1.000ms  a <- b  Go  from #2
         #6      1.000ms  a works 5ms  from #5
         #7      6.000ms  a FACT worked  from #5
         #8      6.000ms  a CRASH at middle  from #5
         #9      7.000ms  a RESTART 1  from #8
        #10      7.000ms  a starts again  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_signal_for_one_that_crashed_is_not_for_the_next() {
    check(
        "
        panics end actors
        node a
          start: monitor a/x
          down: fact never
        actor a/x
          call Die: panic
        at 1ms call a/x Die
        at 1ms crash a
        at 1ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a/x starts
         #2      1.000ms  a/x call 0 Die
         #3      1.000ms  a/x PANIC as the play says  from #2
         #4      1.000ms  a/x ends: Panicked  from #3
         #5      1.000ms  a/x call 0 unknown  from #4
         #6      1.000ms  a FAULT crash a
         #7      1.000ms  a CRASH  from #6
         #8      1.000ms  a FAULT restart a
         #9      1.000ms  a RESTART 1  from #8
        #10      1.000ms  a starts again  from #9
        #11      1.000ms  a/x starts again  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_restart_that_was_to_come_is_not_that_of_a_later_crash() {
    check(
        "
        panics crash nodes 5ms
        node a
          call Die: panic
        at 1ms call a Die
        at 2ms restart a
        at 3ms crash a
        run
        ",
        "
        #0      0.000ms  a starts
        #1      1.000ms  a call 0 Die
        #2      1.000ms  a PANIC as the play says  from #1
        #3      1.000ms  a CRASH  from #2
        #4      1.000ms  a call 0 unknown  from #3
        #5      2.000ms  a FAULT restart a
        #6      2.000ms  a RESTART 1  from #5
        #7      2.000ms  a starts again  from #6
        #8      3.000ms  a FAULT crash a
        #9      3.000ms  a CRASH  from #8
                           -- nothing left to do
        ",
    );
}
