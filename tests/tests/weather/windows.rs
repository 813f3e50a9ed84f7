//! Windows: how much a stream takes before its sender has to wait.

use super::play::check;

#[test]
fn a_full_window_blocks_the_sender_until_it_hears() {
    check(
        "
        streams window 2
        node a
          start: send b One~; send b Two~; send b Three~; send b Four~; fact done
        node b
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a -> b  Two~  from #0
         #3      0.000ms  a waits for b  Three~  from #0
         #4      0.000ms  b starts
         #5      1.000ms  b <- a  One~  from #1
         #6      1.000ms  b <- a  Two~  from #2
         #7      2.000ms  a goes on  from #0
         #8      2.000ms  a -> b  Three~  from #0
         #9      2.000ms  a -> b  Four~  from #0
        #10      2.000ms  a FACT done  from #0
        #11      3.000ms  b <- a  Three~  from #8
        #12      3.000ms  b <- a  Four~  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_blocked_sender_handles_nothing_else() {
    check(
        "
        streams window 1
        node a
          start: set Tick 1ms; send b One~; send b Two~; fact through
          timer Tick: fact tick
          Hello: fact hello
        node b
          start: send a Hello
        run
        ",
        "
         #0      0.000ms  a starts
         #2      0.000ms  a -> b  One~  from #0
         #3      0.000ms  a waits for b  Two~  from #0
         #4      0.000ms  b starts
         #5      0.000ms  b -> a  Hello  from #4
         #6      1.000ms  b <- a  One~  from #2
         #7      1.000ms  a .. b  Hello  (1 waiting)  from #5
         #8      2.000ms  a goes on  from #0
         #9      2.000ms  a -> b  Two~  from #0
        #10      2.000ms  a FACT through  from #0
        #11      2.000ms  a timer Tick  from #1
        #12      2.000ms  a FACT tick  from #11
        #13      2.000ms  a <- b  Hello  from #5
        #14      2.000ms  a FACT hello  from #13
        #15      3.000ms  b <- a  Two~  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_slow_receiver_pushes_back() {
    check(
        "
        streams window 2
        node a
          start: send b One~; send b Two~; send b Three~; send b Four~; fact done
        node b mailbox any service 10ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a -> b  Two~  from #0
         #3      0.000ms  a waits for b  Three~  from #0
         #4      0.000ms  b starts
         #5      1.000ms  b .. a  One~  (1 waiting)  from #1
         #6      1.000ms  b .. a  Two~  (1 waiting)  from #2
         #7     11.000ms  b <- a  One~  from #1
         #8     12.000ms  a goes on  from #0
         #9     12.000ms  a -> b  Three~  from #0
        #10     12.000ms  a waits for b  Four~  from #0
        #11     13.000ms  b .. a  Three~  (1 waiting)  from #9
        #12     21.000ms  b <- a  Two~  from #2
        #13     22.000ms  a goes on  from #0
        #14     22.000ms  a -> b  Four~  from #0
        #15     22.000ms  a FACT done  from #0
        #16     23.000ms  b .. a  Four~  (1 waiting)  from #14
        #17     31.000ms  b <- a  Three~  from #9
        #18     41.000ms  b <- a  Four~  from #14
                            -- nothing left to do
        ",
    );
}

#[test]
fn streams_of_two_senders_have_a_window_each() {
    check(
        "
        streams window 1
        node a
          start: send c A1~; send c A2~; fact done
        node b
          start: send c B1~; send c B2~; fact done
        node c mailbox any service 3ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> c  A1~  from #0
         #2      0.000ms  a waits for c  A2~  from #0
         #3      0.000ms  b starts
         #4      0.000ms  b -> c  B1~  from #3
         #5      0.000ms  b waits for c  B2~  from #3
         #6      0.000ms  c starts
         #7      1.000ms  c .. a  A1~  (1 waiting)  from #1
         #8      1.000ms  c .. b  B1~  (1 waiting)  from #4
         #9      4.000ms  c <- a  A1~  from #1
        #10      5.000ms  a goes on  from #0
        #11      5.000ms  a -> c  A2~  from #0
        #12      5.000ms  a FACT done  from #0
        #13      6.000ms  c .. a  A2~  (1 waiting)  from #11
        #14      7.000ms  c <- b  B1~  from #4
        #15      8.000ms  b goes on  from #3
        #16      8.000ms  b -> c  B2~  from #3
        #17      8.000ms  b FACT done  from #3
        #18      9.000ms  c .. b  B2~  (1 waiting)  from #16
        #19     10.000ms  c <- a  A2~  from #11
        #20     13.000ms  c <- b  B2~  from #16
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_stream_leads_one_way() {
    check(
        "
        streams window 1
        node a
          start: send b Ask~; send b Again~
          Answer~: fact answered
        node b
          Ask~: send a Answer~
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Ask~  from #0
         #2      0.000ms  a waits for b  Again~  from #0
         #3      0.000ms  b starts
         #4      1.000ms  b <- a  Ask~  from #1
         #5      1.000ms  b -> a  Answer~  from #4
         #6      2.000ms  a goes on  from #0
         #7      2.000ms  a -> b  Again~  from #0
         #8      2.000ms  a <- b  Answer~  from #5
         #9      2.000ms  a FACT answered  from #8
        #10      3.000ms  b <- a  Again~  from #7
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_paused_sender_hears_at_its_end() {
    check(
        r#"
        streams window 1
        node a
          start: send b One~; send b Two~; fact done
        node b
        (at: "1ms", until: "9ms", fault: Pause(nodes: "a"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a waits for b  Two~  from #0
         #3      0.000ms  b starts
         #4      1.000ms  world FAULT pause: pause a, plan line 1
         #5      1.000ms  a PAUSE  from #4
         #6      1.000ms  b <- a  One~  from #1
         #7      9.000ms  world FAULT pause ends: pause a
         #8      9.000ms  a RESUME  from #7
         #9      9.000ms  a goes on  from #0
        #10      9.000ms  a -> b  Two~  from #0
        #11      9.000ms  a FACT done  from #0
        #12     10.000ms  b <- a  Two~  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_paused_receiver_takes_nothing_in() {
    check(
        r#"
        streams window 1
        node a
          start: send b One~; send b Two~; fact done
        node b
        (at: "500us", until: "9ms", fault: Pause(nodes: "b"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a waits for b  Two~  from #0
         #3      0.000ms  b starts
         #4      0.500ms  world FAULT pause: pause b, plan line 1
         #5      0.500ms  b PAUSE  from #4
         #6      1.000ms  b .. a  One~  (1 waiting)  from #1
         #7      9.000ms  world FAULT pause ends: pause b
         #8      9.000ms  b RESUME  from #7
         #9      9.000ms  b <- a  One~  from #1
        #10     10.000ms  a goes on  from #0
        #11     10.000ms  a -> b  Two~  from #0
        #12     10.000ms  a FACT done  from #0
        #13     11.000ms  b <- a  Two~  from #11
                            -- nothing left to do
        ",
    );
}
