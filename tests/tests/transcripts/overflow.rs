//! What happens to a message for which a mailbox has no room.

use super::play::check;

#[test]
fn a_full_mailbox_drops_the_newest() {
    check(
        "
        node a mailbox 1
          start: set Go 2ms
        node b
          start: send a One; send a Two; send a Three
        at 0ms pause a
        at 5ms resume a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 2ms  from #0
         #2      0.000ms  b starts
         #3      0.000ms  b -> a  One  from #2
         #4      0.000ms  b -> a  Two  from #2
         #5      0.000ms  b -> a  Three  from #2
         #6      0.000ms  a FAULT pause a
         #7      0.000ms  a PAUSE  from #6
         #8      1.000ms  a .. b  One  (1 waiting)  from #3
         #9      1.000ms  b -x a  Two  mailbox full  from #4
        #10      1.000ms  b -x a  Three  mailbox full  from #5
        #11      5.000ms  a FAULT resume a
        #12      5.000ms  a RESUME  from #11
        #13      5.000ms  a timer Go  from #1
        #14      5.000ms  a <- b  One  from #3
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_full_mailbox_drops_the_oldest() {
    check(
        "
        node a mailbox 2 oldest
        node b
          start: send a One; send a Two; send a Three; send a Four
        at 0ms pause a
        at 5ms resume a
        run
        figures a
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  One  from #1
         #3      0.000ms  b -> a  Two  from #1
         #4      0.000ms  b -> a  Three  from #1
         #5      0.000ms  b -> a  Four  from #1
         #6      0.000ms  a FAULT pause a
         #7      0.000ms  a PAUSE  from #6
         #8      1.000ms  a .. b  One  (1 waiting)  from #2
         #9      1.000ms  a .. b  Two  (2 waiting)  from #3
        #10      1.000ms  b -x a  One  mailbox full, oldest dropped  from #2
        #11      1.000ms  a .. b  Three  (2 waiting)  from #4
        #12      1.000ms  b -x a  Two  mailbox full, oldest dropped  from #3
        #13      1.000ms  a .. b  Four  (2 waiting)  from #5
        #14      5.000ms  a FAULT resume a
        #15      5.000ms  a RESUME  from #14
        #16      5.000ms  a <- b  Three  from #4
        #17      5.000ms  a <- b  Four  from #5
                            -- nothing left to do
                            -- 0 waiting, 2 at most, the oldest for 0ns, 2 taken after 8000000ns, 2 overflowed
        ",
    );
}

#[test]
fn a_full_mailbox_sends_back() {
    check(
        "
        node a
          start: send a/x One; send a/x Two; fact sent
          refused: fact pity; send sender Again
        actor a/x mailbox 1 fail private
        node b
        run
        figures a/x
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> a/x  One  from #0
         #2      0.000ms  a/x .. a  One  (1 waiting)  from #1
         #3      0.000ms  a -> a/x  Two  from #0
         #4      0.000ms  a/x full: back to a  Two  from #3
         #5      0.000ms  a FACT sent  from #0
         #6      0.000ms  a/x starts
         #7      0.000ms  b starts
         #8      0.000ms  a refused by a/x  Two  from #4
         #9      0.000ms  a FACT pity  from #8
        #10      0.000ms  a -> a/x  Again  from #8
        #11      0.000ms  a/x full: back to a  Again  from #10
        #12      0.000ms  a/x <- a  One  from #1
        #13      0.000ms  a refused by a/x  Again  from #11
        #14      0.000ms  a FACT pity  from #13
        #15      0.000ms  a -> a/x  Again  from #13
        #16      0.000ms  a/x .. a  Again  (1 waiting)  from #15
        #17      0.000ms  a/x <- a  Again  from #15
                            -- nothing left to do
                            -- 0 waiting, 1 at most, the oldest for 0ns, 2 taken after 0ns, 2 overflowed
        ",
    );
}

#[test]
fn a_full_mailbox_sends_to_the_dead_letters() {
    check(
        "
        node a mailbox 1 dead a/x service 10ms
        actor a/x
          dead: fact buried; send sender Sorry
        node b
          start: send a One; send a Two; send a Three
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a/x starts
         #2      0.000ms  b starts
         #3      0.000ms  b -> a  One  from #2
         #4      0.000ms  b -> a  Two  from #2
         #5      0.000ms  b -> a  Three  from #2
         #6      1.000ms  a .. b  One  (1 waiting)  from #3
         #7      1.000ms  a .. b  Two  (1 waiting)  from #4
         #8      1.000ms  a full: of b to a/x  Three  from #5
         #9      1.000ms  a/x dead letter of b for a  Three  from #8
        #10      1.000ms  a/x FACT buried  from #9
        #11      1.000ms  a/x -> b  Sorry  from #9
        #12      2.000ms  b <- a/x  Sorry  from #11
        #13     11.000ms  a <- b  One  from #3
        #14     21.000ms  a <- b  Two  from #4
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_full_mailbox_spills_and_what_was_spilled_takes_longer() {
    check(
        "
        node a mailbox 1 spill 10ms service 1ms
        node b
          start: send a One; send a Two; send a Three; send a Four
        run
        figures a
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  One  from #1
         #3      0.000ms  b -> a  Two  from #1
         #4      0.000ms  b -> a  Three  from #1
         #5      0.000ms  b -> a  Four  from #1
         #6      1.000ms  a .. b  One  (1 waiting)  from #2
         #7      1.000ms  a .. b  Two  (1 waiting)  from #3
         #8      1.000ms  a .. b  Three  (2 waiting)  from #4
         #9      1.000ms  a .. b  Four  (3 waiting)  from #5
        #10      2.000ms  a <- b  One  from #2
        #11      3.000ms  a <- b  Two  from #3
        #12     14.000ms  a <- b  Three  from #4
        #13     25.000ms  a <- b  Four  from #5
                            -- nothing left to do
                            -- 0 waiting, 3 at most, the oldest for 0ns, 4 taken after 16000000ns, 2 overflowed
        ",
    );
}

#[test]
fn there_is_room_for_so_many_besides_the_one_in_service() {
    check(
        "
        node a mailbox 1 service 2ms
        node b
          start: send a One; send a Two; send a Three
        run
        figures a
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  b starts
        #2      0.000ms  b -> a  One  from #1
        #3      0.000ms  b -> a  Two  from #1
        #4      0.000ms  b -> a  Three  from #1
        #5      1.000ms  a .. b  One  (1 waiting)  from #2
        #6      1.000ms  a .. b  Two  (1 waiting)  from #3
        #7      1.000ms  b -x a  Three  mailbox full  from #4
        #8      3.000ms  a <- b  One  from #2
        #9      5.000ms  a <- b  Two  from #3
                           -- nothing left to do
                           -- 0 waiting, 1 at most, the oldest for 0ns, 2 taken after 2000000ns, 1 overflowed
        ",
    );
}

#[test]
fn a_sender_waits_for_room_and_so_does_all_it_did_afterwards() {
    check(
        "
        node a
          start: set Go 1ms
          timer Go: fact one; send a/x One; fact two; send a/x Two; fact three; send b Three; set Late 1ms; stop
        actor a/x mailbox 1 block private service 5ms
        node b
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      0.000ms  b starts
         #4      1.000ms  a timer Go  from #1
         #5      1.000ms  a FACT one  from #4
         #6      1.000ms  a -> a/x  One  from #4
         #7      1.000ms  a/x .. a  One  (1 waiting)  from #6
         #8      1.000ms  a FACT two  from #4
         #9      1.000ms  a -> a/x  Two  from #4
        #10      1.000ms  a/x .. a  Two  (1 waiting)  from #9
        #11      1.000ms  a FACT three  from #4
        #12      1.000ms  a -> b  Three  from #4
        #13      1.000ms  a sets Late in 1ms  from #4
        #14      1.000ms  a ends: Stopped  from #4
        #15      2.000ms  b <- a  Three  from #12
        #16      6.000ms  a/x <- a  One  from #6
        #17     11.000ms  a/x <- a  Two  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_mailbox_without_service_time_makes_senders_wait_only_within_the_instant() {
    check(
        "
        node a
          start: set Go 1ms
          timer Go: send a/x One; send a/x Two; send a/x Three; fact sent
        actor a/x mailbox 1 block private
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
        #11      1.000ms  a waits for a/x  Three  from #3
        #12      1.000ms  a goes on  from #3
        #13      1.000ms  a -> a/x  Three  from #3
        #14      1.000ms  a/x .. a  Three  (1 waiting)  from #13
        #15      1.000ms  a/x <- a  Two  from #8
        #16      1.000ms  a FACT sent  from #3
        #17      1.000ms  a/x <- a  Three  from #13
                            -- nothing left to do
        ",
    );
}

#[test]
fn waiting_senders_are_served_in_their_order() {
    check(
        "
        node a
          start: set Go 1ms
          timer Go: send x/in One; fact a1
        actor a/b
          start: set Go 1ms
        node x
        actor x/in mailbox 1 block private service 4ms
        actor x/p
          start: set Go 1ms
          timer Go: send x/in P1; send x/in P2; send x/in P3; fact p
        actor x/q
          start: set Go 1ms
          timer Go: send x/in Q1; send x/in Q2; fact q
        actor x/r
          start: set Go 10ms
          timer Go: send x/in R1; fact r
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/b starts
         #3      0.000ms  a/b sets Go in 1ms  from #2
         #4      0.000ms  x starts
         #5      0.000ms  x/in starts
         #6      0.000ms  x/p starts
         #7      0.000ms  x/p sets Go in 1ms  from #6
         #8      0.000ms  x/q starts
         #9      0.000ms  x/q sets Go in 1ms  from #8
        #10      0.000ms  x/r starts
        #11      0.000ms  x/r sets Go in 10ms  from #10
        #12      1.000ms  a timer Go  from #1
        #13      1.000ms  a -> x/in  One  from #12
        #14      1.000ms  a FACT a1  from #12
        #15      1.000ms  a/b timer Go  from #3
        #16      1.000ms  x/p timer Go  from #7
        #17      1.000ms  x/p -> x/in  P1  from #16
        #18      1.000ms  x/in .. x/p  P1  (1 waiting)  from #17
        #19      1.000ms  x/p -> x/in  P2  from #16
        #20      1.000ms  x/in .. x/p  P2  (1 waiting)  from #19
        #21      1.000ms  x/p waits for x/in  P3  from #16
        #22      1.000ms  x/q timer Go  from #9
        #23      1.000ms  x/q waits for x/in  Q1  from #22
        #24      2.000ms  a -x x/in  One  private mailbox  from #13
        #25      5.000ms  x/in <- x/p  P1  from #17
        #26      5.000ms  x/p goes on  from #16
        #27      5.000ms  x/p -> x/in  P3  from #16
        #28      5.000ms  x/in .. x/p  P3  (1 waiting)  from #27
        #29      5.000ms  x/p FACT p  from #16
        #30      9.000ms  x/in <- x/p  P2  from #19
        #31      9.000ms  x/q goes on  from #22
        #32      9.000ms  x/q -> x/in  Q1  from #22
        #33      9.000ms  x/in .. x/q  Q1  (1 waiting)  from #32
        #34      9.000ms  x/q waits for x/in  Q2  from #22
        #35     10.000ms  x/r timer Go  from #11
        #36     10.000ms  x/r waits for x/in  R1  from #35
        #37     13.000ms  x/in <- x/p  P3  from #27
        #38     13.000ms  x/q goes on  from #22
        #39     13.000ms  x/q -> x/in  Q2  from #22
        #40     13.000ms  x/in .. x/q  Q2  (1 waiting)  from #39
        #41     13.000ms  x/q FACT q  from #22
        #42     17.000ms  x/in <- x/q  Q1  from #32
        #43     17.000ms  x/r goes on  from #35
        #44     17.000ms  x/r -> x/in  R1  from #35
        #45     17.000ms  x/in .. x/r  R1  (1 waiting)  from #44
        #46     17.000ms  x/r FACT r  from #35
        #47     21.000ms  x/in <- x/q  Q2  from #39
        #48     25.000ms  x/in <- x/r  R1  from #44
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_blocked_actor_handles_nothing_and_its_timers_fire_late_and_in_order() {
    check(
        "
        node a
          start: set Go 1ms
          timer Go: set C 4ms; set A 2ms; set B 3ms; send a/x One; send a/x Two; send a/x Three; cancel B; fact sent
        actor a/x mailbox 1 block private service 10ms
        node b
          start: send a Mail after 3ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      0.000ms  b starts
         #4      0.000ms  b -> a  Mail  from #3
         #5      1.000ms  a timer Go  from #1
         #6      1.000ms  a sets C in 4ms  from #5
         #7      1.000ms  a sets A in 2ms  from #5
         #8      1.000ms  a sets B in 3ms  from #5
         #9      1.000ms  a -> a/x  One  from #5
        #10      1.000ms  a/x .. a  One  (1 waiting)  from #9
        #11      1.000ms  a -> a/x  Two  from #5
        #12      1.000ms  a/x .. a  Two  (1 waiting)  from #11
        #13      1.000ms  a waits for a/x  Three  from #5
        #14      4.000ms  a .. b  Mail  (1 waiting)  from #4
        #15     11.000ms  a/x <- a  One  from #9
        #16     11.000ms  a goes on  from #5
        #17     11.000ms  a -> a/x  Three  from #5
        #18     11.000ms  a/x .. a  Three  (1 waiting)  from #17
        #19     11.000ms  a cancels B  from #5
        #20     11.000ms  a FACT sent  from #5
        #21     11.000ms  a timer A  from #7
        #22     11.000ms  a timer C  from #6
        #23     11.000ms  a <- b  Mail  from #4
        #24     21.000ms  a/x <- a  Two  from #11
        #25     31.000ms  a/x <- a  Three  from #17
                            -- nothing left to do
        ",
    );
}

#[test]
fn senders_that_wait_for_an_actor_which_stops_go_on() {
    check(
        "
        node a
          start: set Go 1ms
          timer Go: send a/x One; send a/x Two; send a/x Three; fact sent
        actor a/x mailbox 1 block private service 2ms
          One: stop
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      1.000ms  a timer Go  from #1
         #4      1.000ms  a -> a/x  One  from #3
         #5      1.000ms  a/x .. a  One  (1 waiting)  from #4
         #6      1.000ms  a -> a/x  Two  from #3
         #7      1.000ms  a/x .. a  Two  (1 waiting)  from #6
         #8      1.000ms  a waits for a/x  Three  from #3
         #9      3.000ms  a/x <- a  One  from #4
        #10      3.000ms  a/x ends: Stopped  from #9
        #11      3.000ms  a -x a/x  Two  receiver ended  from #6
        #12      3.000ms  a goes on  from #3
        #13      3.000ms  a -> a/x  Three  from #3
        #14      3.000ms  a -x a/x  Three  nobody there  from #13
        #15      3.000ms  a FACT sent  from #3
                            -- nothing left to do
        ",
    );
}

#[test]
fn senders_that_wait_die_in_a_crash_with_what_they_had_to_say() {
    check(
        "
        node a
          start: set Go 1ms
          timer Go: send a/x One; send a/x Two; send a/x Three; fact never
        actor a/x mailbox 1 block private service 5ms
        at 3ms crash a
        at 4ms restart a
        run until 4ms
        figures a/x
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      1.000ms  a timer Go  from #1
         #4      1.000ms  a -> a/x  One  from #3
         #5      1.000ms  a/x .. a  One  (1 waiting)  from #4
         #6      1.000ms  a -> a/x  Two  from #3
         #7      1.000ms  a/x .. a  Two  (1 waiting)  from #6
         #8      1.000ms  a waits for a/x  Three  from #3
         #9      3.000ms  a FAULT crash a
        #10      3.000ms  a CRASH  from #9
        #11      3.000ms  a -x a/x  One  lost in the crash  from #4
        #12      3.000ms  a -x a/x  Two  lost in the crash  from #6
        #13      4.000ms  a FAULT restart a
        #14      4.000ms  a RESTART 1  from #13
        #15      4.000ms  a starts again  from #14
        #16      4.000ms  a sets Go in 1ms  from #15
        #17      4.000ms  a/x starts again  from #14
                            -- time over
                            -- 0 waiting, 1 at most, the oldest for 0ns, 1 taken after 0ns, 0 overflowed
        ",
    );
}

#[test]
fn a_blocked_actor_whose_link_breaks_ends_at_once() {
    check(
        "
        panics end actors
        node a
          start: link a/y; set Go 1ms
          timer Go: send a/x One; send a/x Two; send a/x Three; fact never
        actor a/x mailbox 1 block private service 10ms
        actor a/y
          start: set Die 5ms
          timer Die: panic
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      0.000ms  a/y starts
         #4      0.000ms  a/y sets Die in 5ms  from #3
         #5      1.000ms  a timer Go  from #1
         #6      1.000ms  a -> a/x  One  from #5
         #7      1.000ms  a/x .. a  One  (1 waiting)  from #6
         #8      1.000ms  a -> a/x  Two  from #5
         #9      1.000ms  a/x .. a  Two  (1 waiting)  from #8
        #10      1.000ms  a waits for a/x  Three  from #5
        #11      5.000ms  a/y timer Die  from #4
        #12      5.000ms  a/y PANIC as the play says  from #11
        #13      5.000ms  a/y ends: Panicked  from #12
        #14      5.000ms  a ends: Linked  from #13
        #15     11.000ms  a/x <- a  One  from #6
        #16     21.000ms  a/x <- a  Two  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_delayed_message_waits_for_room_without_its_sender() {
    check(
        "
        node a
          start: set Go 1ms
          timer Go: send a/x One; send a/x Two; send a/x Later after 1ms; fact sent
        actor a/x mailbox 1 block private service 5ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      1.000ms  a timer Go  from #1
         #4      1.000ms  a -> a/x  One  from #3
         #5      1.000ms  a/x .. a  One  (1 waiting)  from #4
         #6      1.000ms  a -> a/x  Two  from #3
         #7      1.000ms  a/x .. a  Two  (1 waiting)  from #6
         #8      1.000ms  a -> a/x  Later  from #3
         #9      1.000ms  a FACT sent  from #3
        #10      6.000ms  a/x <- a  One  from #4
        #11      6.000ms  a/x .. a  Later  (1 waiting)  from #8
        #12     11.000ms  a/x <- a  Two  from #6
        #13     16.000ms  a/x <- a  Later  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_delayed_message_that_waits_for_room_is_lost_in_a_crash() {
    check(
        "
        node a
          start: set Go 1ms
          timer Go: send a/x One; send a/x Two; send a/x Later after 1ms; fact sent
        actor a/x mailbox 1 block private service 5ms
        at 4ms crash a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      1.000ms  a timer Go  from #1
         #4      1.000ms  a -> a/x  One  from #3
         #5      1.000ms  a/x .. a  One  (1 waiting)  from #4
         #6      1.000ms  a -> a/x  Two  from #3
         #7      1.000ms  a/x .. a  Two  (1 waiting)  from #6
         #8      1.000ms  a -> a/x  Later  from #3
         #9      1.000ms  a FACT sent  from #3
        #10      4.000ms  a FAULT crash a
        #11      4.000ms  a CRASH  from #10
        #12      4.000ms  a -x a/x  One  lost in the crash  from #4
        #13      4.000ms  a -x a/x  Two  lost in the crash  from #6
        #14      4.000ms  a -x a/x  Later  lost in the crash  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_private_mailbox_takes_nothing_from_another_node() {
    check(
        "
        node a mailbox any private
        actor a/y
          start: send a Near
        node b
          start: send a Far
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a/y starts
        #2      0.000ms  a/y -> a  Near  from #1
        #3      0.000ms  a .. a/y  Near  (1 waiting)  from #2
        #4      0.000ms  b starts
        #5      0.000ms  b -> a  Far  from #4
        #6      0.000ms  a <- a/y  Near  from #2
        #7      1.000ms  b -x a  Far  private mailbox  from #5
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_child_may_have_a_mailbox_with_rules() {
    check(
        "
        node a
          start: spawn w; send w One; send w Two; send w Three
        child w mailbox 2
          One: fact one
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a spawns a/w#1  from #0
         #2      0.000ms  a -> a/w#1  One  from #0
         #3      0.000ms  a/w#1 .. a  One  (1 waiting)  from #2
         #4      0.000ms  a -> a/w#1  Two  from #0
         #5      0.000ms  a/w#1 .. a  Two  (2 waiting)  from #4
         #6      0.000ms  a -> a/w#1  Three  from #0
         #7      0.000ms  a -x a/w#1  Three  mailbox full  from #6
         #8      0.000ms  a/w#1 starts  from #1
         #9      0.000ms  a/w#1 <- a  One  from #2
        #10      0.000ms  a/w#1 FACT one  from #9
        #11      0.000ms  a/w#1 <- a  Two  from #4
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_child_whose_rules_cannot_be_kept_is_not_spawned() {
    check(
        "
        node a
          start: spawn w
        child w mailbox 2 block
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a FACT mailbox of \"w\": overflow Block needs a sender on the same node, \
         but other nodes can reach it unless it is private  from #0
        #2      0.000ms  b starts
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_message_sent_back_to_one_who_has_ended_is_gone() {
    check(
        "
        node a
          start: set Go 1ms
          timer Go: send a/x One; send a/x Two; stop
        actor a/x mailbox 1 fail private
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets Go in 1ms  from #0
        #2      0.000ms  a/x starts
        #3      1.000ms  a timer Go  from #1
        #4      1.000ms  a -> a/x  One  from #3
        #5      1.000ms  a/x .. a  One  (1 waiting)  from #4
        #6      1.000ms  a -> a/x  Two  from #3
        #7      1.000ms  a/x full: back to a  Two  from #6
        #8      1.000ms  a ends: Stopped  from #3
        #9      1.000ms  a/x <- a  One  from #4
                           -- nothing left to do
        ",
    );
}
