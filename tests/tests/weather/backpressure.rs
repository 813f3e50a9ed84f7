//! Back pressure: streams into mailboxes with rules, and streams that wait for each other.

use super::play::check;

// Four by stream into a mailbox that takes 5 ms for each.
fn play(mailbox: &str) -> String {
    format!(
        "
        streams window 3
        node a
          start: send b One~; send b Two~; send b Three~; send b Four~; fact done
          refused: fact refused
          severed: fact severed
        node b mailbox 1 {mailbox} service 5ms
        run
        "
    )
}

#[test]
fn a_private_mailbox_that_blocks_lets_a_stream_wait_in_front_of_it() {
    check(
        &play("block private"),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a -> b  Two~  from #0
         #3      0.000ms  a -> b  Three~  from #0
         #4      0.000ms  a waits for b  Four~  from #0
         #5      0.000ms  b starts
         #6      1.000ms  b .. a  One~  (1 waiting)  from #1
         #7      1.000ms  b .. a  Two~  (1 waiting)  from #2
         #8      6.000ms  b <- a  One~  from #1
         #9      6.000ms  b .. a  Three~  (1 waiting)  from #3
        #10      7.000ms  a goes on  from #0
        #11      7.000ms  a -> b  Four~  from #0
        #12      7.000ms  a FACT done  from #0
        #13     11.000ms  b <- a  Two~  from #2
        #14     11.000ms  b .. a  Four~  (1 waiting)  from #11
        #15     16.000ms  b <- a  Three~  from #3
        #16     21.000ms  b <- a  Four~  from #11
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_private_mailbox_that_fails_sends_back_what_came_by_stream() {
    check(
        &play("fail private"),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a -> b  Two~  from #0
         #3      0.000ms  a -> b  Three~  from #0
         #4      0.000ms  a waits for b  Four~  from #0
         #5      0.000ms  b starts
         #6      1.000ms  b .. a  One~  (1 waiting)  from #1
         #7      1.000ms  b .. a  Two~  (1 waiting)  from #2
         #8      1.000ms  b full: back to a  Three~  from #3
         #9      2.000ms  a goes on  from #0
        #10      2.000ms  a -> b  Four~  from #0
        #11      2.000ms  a FACT done  from #0
        #12      2.000ms  a refused by b  Three~  from #8
        #13      2.000ms  a FACT refused  from #12
        #14      3.000ms  b full: back to a  Four~  from #10
        #15      4.000ms  a refused by b  Four~  from #14
        #16      4.000ms  a FACT refused  from #15
        #17      6.000ms  b <- a  One~  from #1
        #18     11.000ms  b <- a  Two~  from #2
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_mailbox_that_drops_the_newest_drops_what_came_by_stream() {
    check(
        &play("newest"),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a -> b  Two~  from #0
         #3      0.000ms  a -> b  Three~  from #0
         #4      0.000ms  a waits for b  Four~  from #0
         #5      0.000ms  b starts
         #6      1.000ms  b .. a  One~  (1 waiting)  from #1
         #7      1.000ms  b .. a  Two~  (1 waiting)  from #2
         #8      1.000ms  a -x b  Three~  mailbox full  from #3
         #9      2.000ms  a goes on  from #0
        #10      2.000ms  a -> b  Four~  from #0
        #11      2.000ms  a FACT done  from #0
        #12      3.000ms  a -x b  Four~  mailbox full  from #10
        #13      6.000ms  b <- a  One~  from #1
        #14     11.000ms  b <- a  Two~  from #2
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_mailbox_that_drops_the_oldest_drops_what_came_by_stream() {
    check(
        &play("oldest"),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a -> b  Two~  from #0
         #3      0.000ms  a -> b  Three~  from #0
         #4      0.000ms  a waits for b  Four~  from #0
         #5      0.000ms  b starts
         #6      1.000ms  b .. a  One~  (1 waiting)  from #1
         #7      1.000ms  b .. a  Two~  (1 waiting)  from #2
         #8      1.000ms  a -x b  Two~  mailbox full, oldest dropped  from #2
         #9      1.000ms  b .. a  Three~  (1 waiting)  from #3
        #10      2.000ms  a goes on  from #0
        #11      2.000ms  a -> b  Four~  from #0
        #12      2.000ms  a FACT done  from #0
        #13      3.000ms  a -x b  Three~  mailbox full, oldest dropped  from #3
        #14      3.000ms  b .. a  Four~  (1 waiting)  from #11
        #15      6.000ms  b <- a  One~  from #1
        #16     11.000ms  b <- a  Four~  from #11
                            -- nothing left to do
        ",
    );
}

#[test]
fn two_actors_whose_streams_are_full_are_a_deadlock() {
    check(
        "
        streams window 1
        node a
          start: send b One~; send b Two~; send b Three~
        node b
          start: send a One~; send a Two~; send a Three~
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One~  from #0
        #2      0.000ms  a waits for b  Two~  from #0
        #3      0.000ms  b starts
        #4      0.000ms  b -> a  One~  from #3
        #5      0.000ms  b waits for a  Two~  from #3
        #6      0.000ms  b DEADLOCK of 2  from #5
                           -- deadlock of b, a
        ",
    );
}

#[test]
fn two_actors_that_answer_each_message_twice_block_each_other() {
    check(
        "
        streams window 2
        node a
          start: send b Ping~
          Pong~: send b Ping~; send b Ping~
        node b
          Ping~: send a Pong~; send a Pong~
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Ping~  from #0
         #2      0.000ms  b starts
         #3      1.000ms  b <- a  Ping~  from #1
         #4      1.000ms  b -> a  Pong~  from #3
         #5      1.000ms  b -> a  Pong~  from #3
         #6      2.000ms  a <- b  Pong~  from #4
         #7      2.000ms  a -> b  Ping~  from #6
         #8      2.000ms  a -> b  Ping~  from #6
         #9      2.000ms  a <- b  Pong~  from #5
        #10      2.000ms  a waits for b  Ping~  from #9
        #11      3.000ms  b <- a  Ping~  from #7
        #12      3.000ms  b -> a  Pong~  from #11
        #13      3.000ms  b -> a  Pong~  from #11
        #14      3.000ms  b <- a  Ping~  from #8
        #15      3.000ms  b waits for a  Pong~  from #14
        #16      4.000ms  a goes on  from #9
        #17      4.000ms  a -> b  Ping~  from #9
        #18      4.000ms  a -> b  Ping~  from #9
        #19      4.000ms  a <- b  Pong~  from #12
        #20      4.000ms  a waits for b  Ping~  from #19
        #21      4.000ms  a .. b  Pong~  (1 waiting)  from #13
        #22      5.000ms  b .. a  Ping~  (1 waiting)  from #17
        #23      5.000ms  b .. a  Ping~  (2 waiting)  from #18
        #24      5.000ms  b goes on  from #14
        #25      5.000ms  b -> a  Pong~  from #14
        #26      5.000ms  b waits for a  Pong~  from #14
        #27      5.000ms  b DEADLOCK of 2  from #26
                            -- deadlock of b, a
        ",
    );
}

#[test]
fn a_deadlock_may_go_over_a_mailbox_and_a_stream() {
    check(
        "
        streams window 1
        node a mailbox 1 block private
          start: send b One~; send b Two~; send b Three~
        actor a/x
          start: send a Local; send a More; send a Again
        node b
          One~: send a/x Back~; send a/x Back~; send a/x Back~
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a waits for b  Two~  from #0
         #3      0.000ms  a/x starts
         #4      0.000ms  a/x -> a  Local  from #3
         #5      0.000ms  a .. a/x  Local  (1 waiting)  from #4
         #6      0.000ms  a/x waits for a  More  from #3
         #7      0.000ms  b starts
         #8      1.000ms  b <- a  One~  from #1
         #9      1.000ms  b -> a/x  Back~  from #8
        #10      1.000ms  b waits for a/x  Back~  from #8
        #11      2.000ms  a goes on  from #0
        #12      2.000ms  a -> b  Two~  from #0
        #13      2.000ms  a waits for b  Three~  from #0
        #14      2.000ms  a DEADLOCK of 3  from #13
                            -- deadlock of a, b, a/x
        ",
    );
}

#[test]
fn a_deadlock_that_is_tolerated_leaves_both_blocked_until_one_crashes() {
    check(
        r#"
        deadlocks tolerated
        streams window 1
        node a
          start: send b One~; send b Two~; fact through
          severed: fact severed
        node b
          start: send a One~; send a Two~; fact through
          severed: fact severed
        (at: "5ms", fault: Crash(nodes: "b"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a waits for b  Two~  from #0
         #3      0.000ms  b starts
         #4      0.000ms  b -> a  One~  from #3
         #5      0.000ms  b waits for a  Two~  from #3
         #6      0.000ms  b DEADLOCK of 2  from #5
         #7      1.000ms  b .. a  One~  (1 waiting)  from #1
         #8      1.000ms  a .. b  One~  (1 waiting)  from #4
         #9      5.000ms  world FAULT crash: crash b, plan line 1
        #10      5.000ms  b CRASH  from #9
        #11      5.000ms  a -x b  One~  lost in the crash  from #1
        #12      6.000ms  a goes on  from #0
        #13      6.000ms  a -> b  Two~  from #0
        #14      6.000ms  a FACT through  from #0
        #15      6.000ms  a told: stream with b broke  from #10
        #16      6.000ms  a FACT severed  from #15
        #17      6.000ms  a <- b  One~  from #4
        #18      7.000ms  a -x b  Two~  node down  from #13
        #19      8.000ms  a told: stream with b broke  from #18
        #20      8.000ms  a FACT severed  from #19
                            -- nothing left to do
        ",
    );
}
