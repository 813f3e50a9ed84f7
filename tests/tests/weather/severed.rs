//! Severed: streams that a long cut breaks, and that break with either end.

use super::play::check;

#[test]
fn a_long_cut_breaks_a_stream_and_its_sender_notices_when_it_sends() {
    check(
        r#"
        streams patience 5ms
        node a
          start: set Go 2ms; set More 9ms
          timer Go: send b One~
          timer More: send b Two~
          severed: fact severed
        node b
          severed: fact severed
        (at: "1ms", until: "20ms", fault: Partition(Cut(All)))
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #3      0.000ms  b starts
         #4      1.000ms  world FAULT partition: partition all, plan line 1
         #5      2.000ms  a timer Go  from #1
         #6      2.000ms  a -> b  One~  from #5
         #7      3.000ms  a -| b  One~  held  from #6
         #8      9.000ms  a timer More  from #2
         #9      9.000ms  a -> b  Two~  from #8
        #10      9.000ms  a told: stream with b broke  from #8
        #11      9.000ms  a FACT severed  from #10
        #12     10.000ms  a -| b  Two~  held  from #9
        #13     20.000ms  world FAULT partition ends: partition all
        #14     20.000ms  a told: stream with b broke  from #13
        #15     20.000ms  a FACT severed  from #14
        #16     20.000ms  a -x b  One~  stream broke  from #6
        #17     20.000ms  a -x b  Two~  stream broke  from #9
        #18     21.000ms  b told: stream with a broke  from #13
        #19     21.000ms  b FACT severed  from #18
                            -- nothing left to do
                            -- partition (partition) 1.000ms to 20.000ms: hit 2 messages
        ",
    );
}

#[test]
fn who_does_not_send_notices_at_the_end_of_the_cut() {
    check(
        r#"
        streams patience 5ms
        node a
          start: set Go 2ms
          timer Go: send b One~
          severed: fact severed; send b Again~
        node b
          severed: fact severed
        (at: "1ms", until: "20ms", fault: Partition(Cut(All)))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  world FAULT partition: partition all, plan line 1
         #4      2.000ms  a timer Go  from #1
         #5      2.000ms  a -> b  One~  from #4
         #6      3.000ms  a -| b  One~  held  from #5
         #7     20.000ms  world FAULT partition ends: partition all
         #8     20.000ms  a told: stream with b broke  from #7
         #9     20.000ms  a FACT severed  from #8
        #10     20.000ms  a -> b  Again~  from #8
        #11     20.000ms  a -x b  One~  stream broke  from #5
        #12     21.000ms  b told: stream with a broke  from #7
        #13     21.000ms  b FACT severed  from #12
        #14     21.000ms  b <- a  Again~  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_blocked_sender_loses_patience() {
    check(
        r#"
        streams window 1 patience 5ms
        node a
          start: set Go 2ms
          timer Go: send b One~; send b Two~; fact through
          severed: fact severed
        node b
        (at: "1ms", until: "20ms", fault: Partition(Cut(All)))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  world FAULT partition: partition all, plan line 1
         #4      2.000ms  a timer Go  from #1
         #5      2.000ms  a -> b  One~  from #4
         #6      2.000ms  a waits for b  Two~  from #4
         #7      3.000ms  a -| b  One~  held  from #5
         #8      7.000ms  a goes on  from #4
         #9      7.000ms  a -> b  Two~  from #4
        #10      7.000ms  a FACT through  from #4
        #11      7.000ms  a told: stream with b broke  from #4
        #12      7.000ms  a FACT severed  from #11
        #13      8.000ms  a -| b  Two~  held  from #9
        #14     20.000ms  world FAULT partition ends: partition all
        #15     20.000ms  a told: stream with b broke  from #14
        #16     20.000ms  a FACT severed  from #15
        #17     20.000ms  a -x b  One~  stream broke  from #5
        #18     20.000ms  a -x b  Two~  stream broke  from #9
        #19     21.000ms  b told: stream with a broke  from #14
                            -- nothing left to do
        ",
    );
}

#[test]
fn news_of_a_crash_does_not_cross_a_partition() {
    check(
        r#"
        streams patience 50ms
        node a
          start: set Go 2ms
          timer Go: send b One~
          severed: fact severed
        node b
        (at: "4ms", until: "20ms", fault: Partition(Cut(All)))
        (at: "5ms", lasts: "1ms", fault: Crash(nodes: "b"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      2.000ms  a timer Go  from #1
         #4      2.000ms  a -> b  One~  from #3
         #5      3.000ms  b <- a  One~  from #4
         #6      4.000ms  world FAULT partition: partition all, plan line 1
         #7      5.000ms  world FAULT crash: crash b, plan line 2
         #8      5.000ms  b CRASH  from #7
         #9      6.000ms  world FAULT crash ends: crash b
        #10      6.000ms  b RESTART 1  from #9
        #11      6.000ms  b starts again  from #10
        #12     20.000ms  world FAULT partition ends: partition all
        #13     21.000ms  a told: stream with b broke  from #12
        #14     21.000ms  a FACT severed  from #13
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_crash_of_the_receiver_breaks_the_stream_at_its_sender() {
    check(
        r#"
        streams window 2
        node a
          start: send b One~; send b Two~; send b Three~; fact done
          severed: fact severed; send b Again~
        node b mailbox any service 5ms
        (at: "3ms", until: "3500us", fault: Crash(nodes: "b"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a -> b  Two~  from #0
         #3      0.000ms  a waits for b  Three~  from #0
         #4      0.000ms  b starts
         #5      1.000ms  b .. a  One~  (1 waiting)  from #1
         #6      1.000ms  b .. a  Two~  (1 waiting)  from #2
         #7      3.000ms  world FAULT crash: crash b, plan line 1
         #8      3.000ms  b CRASH  from #7
         #9      3.000ms  a -x b  One~  lost in the crash  from #1
        #10      3.000ms  a -x b  Two~  lost in the crash  from #2
        #11      3.500ms  world FAULT crash ends: crash b
        #12      3.500ms  b RESTART 1  from #11
        #13      3.500ms  b starts again  from #12
        #14      4.000ms  a goes on  from #0
        #15      4.000ms  a -> b  Three~  from #0
        #16      4.000ms  a FACT done  from #0
        #17      4.000ms  a told: stream with b broke  from #8
        #18      4.000ms  a FACT severed  from #17
        #19      4.000ms  a -> b  Again~  from #17
        #20      5.000ms  b .. a  Three~  (1 waiting)  from #15
        #21      5.000ms  b .. a  Again~  (1 waiting)  from #19
        #22     10.000ms  b <- a  Three~  from #15
        #23     15.000ms  b <- a  Again~  from #19
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_crash_of_the_sender_breaks_the_stream_at_its_receiver() {
    check(
        r#"
        node a
          start: send b One~; send b Two~ after 4ms
          again: send b New~
        node b
          severed: fact severed
        (at: "500us", until: "2ms", fault: Crash(nodes: "a"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a -> b  Two~  from #0
         #3      0.000ms  b starts
         #4      0.500ms  world FAULT crash: crash a, plan line 1
         #5      0.500ms  a CRASH  from #4
         #6      0.500ms  a -x b  Two~  sender crashed before it left  from #2
         #7      1.000ms  a -x b  One~  stream broke  from #1
         #8      1.500ms  b told: stream with a broke  from #5
         #9      1.500ms  b FACT severed  from #8
        #10      2.000ms  world FAULT crash ends: crash a
        #11      2.000ms  a RESTART 1  from #10
        #12      2.000ms  a starts again  from #11
        #13      2.000ms  a -> b  New~  from #12
        #14      3.000ms  b <- a  New~  from #13
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_stream_to_a_node_that_is_down_breaks_when_the_message_gets_there() {
    check(
        r#"
        node a
          start: set Go 2ms
          timer Go: send b One~; send b Two~
          severed: fact severed
        node b
        (at: "1ms", until: "9ms", fault: Crash(nodes: "b"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  world FAULT crash: crash b, plan line 1
         #4      1.000ms  b CRASH  from #3
         #5      2.000ms  a timer Go  from #1
         #6      2.000ms  a -> b  One~  from #5
         #7      2.000ms  a -> b  Two~  from #5
         #8      3.000ms  a -x b  One~  node down  from #6
         #9      3.000ms  a -x b  Two~  stream broke  from #7
        #10      4.000ms  a told: stream with b broke  from #8
        #11      4.000ms  a FACT severed  from #10
        #12      9.000ms  world FAULT crash ends: crash b
        #13      9.000ms  b RESTART 1  from #12
        #14      9.000ms  b starts again  from #13
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_stream_to_nobody_breaks() {
    check(
        "
        node a
          start: send b One~ after 1ms
          severed: fact severed
        node b
          start: stop
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One~  from #0
        #2      0.000ms  b starts
        #3      0.000ms  b ends: Stopped  from #2
        #4      2.000ms  a -x b  One~  nobody there  from #1
        #5      3.000ms  a told: stream with b broke  from #4
        #6      3.000ms  a FACT severed  from #5
                           -- nothing left to do
        ",
    );
}

#[test]
fn an_actor_that_ends_breaks_its_streams() {
    check(
        "
        node a
          start: send b One~; set Go 5ms
          timer Go: stop
        node b
          One~: send a Back~
          severed: fact severed
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #3      0.000ms  b starts
         #4      1.000ms  b <- a  One~  from #1
         #5      1.000ms  b -> a  Back~  from #4
         #6      2.000ms  a <- b  Back~  from #5
         #7      5.000ms  a timer Go  from #2
         #8      5.000ms  a ends: Stopped  from #7
         #9      6.000ms  b told: stream with a broke  from #8
        #10      6.000ms  b FACT severed  from #9
                            -- nothing left to do
        ",
    );
}
