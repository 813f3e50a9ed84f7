//! Service times: a queue forms, and what a handler does takes effect at the end.

use super::play::{check, check_seed};

#[test]
fn an_actor_serves_one_after_the_other() {
    check(
        "
        node a mailbox any service 3ms
          One: send b Done
        node b
          start: send a One; send a Two; set Later 5ms
          timer Later: send a Three
        run
        figures a
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  One  from #1
         #3      0.000ms  b -> a  Two  from #1
         #4      0.000ms  b sets Later in 5ms  from #1
         #5      1.000ms  a .. b  One  (1 waiting)  from #2
         #6      1.000ms  a .. b  Two  (1 waiting)  from #3
         #7      4.000ms  a <- b  One  from #2
         #8      4.000ms  a -> b  Done  from #7
         #9      5.000ms  b timer Later  from #4
        #10      5.000ms  b -> a  Three  from #9
        #11      5.000ms  b <- a  Done  from #8
        #12      6.000ms  a .. b  Three  (1 waiting)  from #10
        #13      7.000ms  a <- b  Two  from #3
        #14     10.000ms  a <- b  Three  from #10
                            -- nothing left to do
                            -- 0 waiting, 1 at most, the oldest for 0ns, 3 taken after 4000000ns, 0 overflowed
        ",
    );
}

#[test]
fn a_drawn_service_time_lies_in_its_range() {
    check_seed(
        "7.",
        "
        node a mailbox any service 3ms spread 4ms
        node b
          start: send a One; send a Two
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  b starts
        #2      0.000ms  b -> a  One  from #1
        #3      0.000ms  b -> a  Two  from #1
        #4      1.000ms  a .. b  One  (1 waiting)  from #2
        #5      1.000ms  a .. b  Two  (1 waiting)  from #3
        #6   7.536063ms  a <- b  One  from #2
        #7  11.302032ms  a <- b  Two  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_slow_node_takes_longer_for_what_begins_while_it_is_slow() {
    check(
        "
        node a mailbox any service 2ms
          Two: work 1ms; fact worked
        node b
          start: send a One; send a Two; send a Three
        at 2ms slow a 3
        at 12ms slow a 1
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  One  from #1
         #3      0.000ms  b -> a  Two  from #1
         #4      0.000ms  b -> a  Three  from #1
         #5      1.000ms  a .. b  One  (1 waiting)  from #2
         #6      1.000ms  a .. b  Two  (1 waiting)  from #3
         #7      1.000ms  a .. b  Three  (2 waiting)  from #4
         #8      2.000ms  a FAULT slow a 3
         #9      2.000ms  a now: all takes 3 times as long  from #8
        #10      3.000ms  a <- b  One  from #2
        #11      9.000ms  a <- b  Two  from #3
        #12      9.000ms  a works 1ms  from #11
        #13     12.000ms  a FAULT slow a 1
        #14     12.000ms  a now: all takes 1 times as long  from #13
        #15     12.000ms  a FACT worked  from #11
        #16     14.000ms  a <- b  Three  from #4
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_message_to_oneself_does_not_end_ones_work() {
    check(
        "
        node a
          start: send me Next; work 5ms; fact worked
          Next: fact next
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> a  Next  from #0
        #2      0.000ms  a .. a  Next  (1 waiting)  from #1
        #3      0.000ms  a works 5ms  from #0
        #4      5.000ms  a FACT worked  from #0
        #5      5.000ms  a <- a  Next  from #1
        #6      5.000ms  a FACT next  from #5
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_message_to_oneself_is_not_served_while_one_works() {
    check(
        "
        node a mailbox any service 2ms
          start: send me Next; work 5ms; fact worked
          Next: fact next
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> a  Next  from #0
        #2      0.000ms  a .. a  Next  (1 waiting)  from #1
        #3      0.000ms  a works 5ms  from #0
        #4      5.000ms  a FACT worked  from #0
        #5      7.000ms  a <- a  Next  from #1
        #6      7.000ms  a FACT next  from #5
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_message_to_oneself_is_not_served_while_one_waits() {
    check(
        "
        node a mailbox any service 2ms
          start: set Go 1ms
          timer Go: send me Next; send a/x One; send a/x Two; send a/x Three; fact sent
          Next: fact next
        actor a/x mailbox 1 block private service 10ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      1.000ms  a timer Go  from #1
         #4      1.000ms  a -> a  Next  from #3
         #5      1.000ms  a .. a  Next  (1 waiting)  from #4
         #6      1.000ms  a -> a/x  One  from #3
         #7      1.000ms  a/x .. a  One  (1 waiting)  from #6
         #8      1.000ms  a -> a/x  Two  from #3
         #9      1.000ms  a/x .. a  Two  (1 waiting)  from #8
        #10      1.000ms  a waits for a/x  Three  from #3
        #11     11.000ms  a/x <- a  One  from #6
        #12     11.000ms  a goes on  from #3
        #13     11.000ms  a -> a/x  Three  from #3
        #14     11.000ms  a/x .. a  Three  (1 waiting)  from #13
        #15     11.000ms  a FACT sent  from #3
        #16     13.000ms  a <- a  Next  from #4
        #17     13.000ms  a FACT next  from #16
        #18     21.000ms  a/x <- a  Two  from #8
        #19     31.000ms  a/x <- a  Three  from #13
                            -- nothing left to do
        ",
    );
}

#[test]
fn what_waits_does_not_end_the_work_of_a_timer() {
    check(
        "
        node a
          start: set Go 1ms
          timer Go: send a/x Mail
        actor a/x
          start: set Go 1ms
          timer Go: work 5ms; fact worked
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      0.000ms  a/x sets Go in 1ms  from #2
         #4      1.000ms  a timer Go  from #1
         #5      1.000ms  a -> a/x  Mail  from #4
         #6      1.000ms  a/x .. a  Mail  (1 waiting)  from #5
         #7      1.000ms  a/x timer Go  from #3
         #8      1.000ms  a/x works 5ms  from #7
         #9      6.000ms  a/x FACT worked  from #7
        #10      6.000ms  a/x <- a  Mail  from #5
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_sender_that_finds_room_does_not_end_the_work_of_the_receiver() {
    check(
        "
        node a
          start: set Go 1ms
          timer Go: send a/x One; send a/x Two; send a/x Three; fact sent
        actor a/x mailbox 1 block private
          One: work 5ms; fact worked
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      1.000ms  a timer Go  from #1
         #4      1.000ms  a -> a/x  One  from #3
         #5      1.000ms  a/x .. a  One  (1 waiting)  from #4
         #6      1.000ms  a waits for a/x  Two  from #3
         #7      1.000ms  a goes on  from #3
         #8      1.000ms  a -> a/x  Two  from #3
         #9      1.000ms  a/x .. a  Two  (1 waiting)  from #8
        #10      1.000ms  a/x <- a  One  from #4
        #11      1.000ms  a/x works 5ms  from #10
        #12      1.000ms  a waits for a/x  Three  from #3
        #13      6.000ms  a/x FACT worked  from #10
        #14      6.000ms  a goes on  from #3
        #15      6.000ms  a -> a/x  Three  from #3
        #16      6.000ms  a/x .. a  Three  (1 waiting)  from #15
        #17      6.000ms  a/x <- a  Two  from #8
        #18      6.000ms  a FACT sent  from #3
        #19      6.000ms  a/x <- a  Three  from #15
                            -- nothing left to do
        ",
    );
}

#[test]
fn work_twice_takes_twice_as_long() {
    check(
        "
        node a
          start: fact zero; work 2ms; fact two; work 0ms; work 3ms; fact five
          Ping: fact ping
        node b
          start: send a Ping
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a FACT zero  from #0
         #2      0.000ms  a works 2ms  from #0
         #3      0.000ms  b starts
         #4      0.000ms  b -> a  Ping  from #3
         #5      1.000ms  a .. b  Ping  (1 waiting)  from #4
         #6      2.000ms  a FACT two  from #0
         #7      2.000ms  a works 3ms  from #0
         #8      5.000ms  a FACT five  from #0
         #9      5.000ms  a <- b  Ping  from #4
        #10      5.000ms  a FACT ping  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn timers_wait_for_the_end_of_service() {
    check(
        "
        node a mailbox any service 5ms
          start: set T 3ms
        node b
          start: send a One; send a Two
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 3ms  from #0
        #2      0.000ms  b starts
        #3      0.000ms  b -> a  One  from #2
        #4      0.000ms  b -> a  Two  from #2
        #5      1.000ms  a .. b  One  (1 waiting)  from #3
        #6      1.000ms  a .. b  Two  (1 waiting)  from #4
        #7      6.000ms  a <- b  One  from #3
        #8      6.000ms  a timer T  from #1
        #9     11.000ms  a <- b  Two  from #4
                           -- nothing left to do
        ",
    );
}

#[test]
fn one_who_stops_while_others_wait_leaves_them_unheard() {
    check(
        "
        node a mailbox any service 5ms
          One: stop
        node b
          start: send a One; send a Two; send a Late after 9ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  One  from #1
         #3      0.000ms  b -> a  Two  from #1
         #4      0.000ms  b -> a  Late  from #1
         #5      1.000ms  a .. b  One  (1 waiting)  from #2
         #6      1.000ms  a .. b  Two  (1 waiting)  from #3
         #7      6.000ms  a <- b  One  from #2
         #8      6.000ms  a ends: Stopped  from #7
         #9      6.000ms  b -x a  Two  receiver ended  from #3
        #10     10.000ms  b -x a  Late  nobody there  from #4
                            -- nothing left to do
        ",
    );
}

#[test]
fn work_before_the_end() {
    check(
        "
        node a
          start: monitor a/x
          down: fact told
        actor a/x
          start: work 2ms; stop
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a/x starts
        #2      0.000ms  a/x works 2ms  from #1
        #3      2.000ms  a/x ends: Stopped  from #1
        #4      2.000ms  a told: a/x ended, Stopped  from #3
        #5      2.000ms  a FACT told  from #4
                           -- nothing left to do
        ",
    );
}
