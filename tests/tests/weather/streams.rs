//! Streams: in order and without loss, whatever the links do.

use super::play::{check, check_seed};

#[test]
fn a_stream_keeps_its_order_over_a_loose_and_jittery_link() {
    check_seed(
        "702332ms  b <- a  Three~",
        r#"
        link (latency: "1ms", spread: Uniform("5ms"))
        node a
          start: send b One~; send b Two~; send b Three~; send b Datagram
        node b
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One~  from #0
        #2      0.000ms  a -> b  Two~  from #0
        #3      0.000ms  a -> b  Three~  from #0
        #4      0.000ms  a -> b  Datagram  from #0
        #5      0.000ms  b starts
        #6   2.614113ms  b <- a  One~  from #1
        #7   2.719842ms  b <- a  Datagram  from #4
        #8   5.702332ms  b <- a  Two~  from #2
        #9   5.702332ms  b <- a  Three~  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn what_is_lost_is_sent_again() {
    check(
        r#"
        link (latency: "1ms", loss: "50%")
        streams resend 5ms
        seed 3
        node a
          start: send b One~; send b Two~; send b Three~
        node b
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One~  from #0
        #2      0.000ms  a -> b  Two~  from #0
        #3      0.000ms  a -> b  Three~  from #0
        #4      0.000ms  b starts
        #5      1.000ms  b <- a  One~  from #1
        #6      6.000ms  b <- a  Two~  from #2
        #7      6.000ms  b <- a  Three~  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn what_is_always_lost_arrives_after_the_last_attempt() {
    check(
        r#"
        link (latency: "1ms", loss: "100%", duplication: (chance: "100%"), corruption: "100%")
        streams resend 5ms
        seed 3
        node a
          start: send b One~; send b Two
        node b
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One~  from #0
        #2      0.000ms  a -> b  Two  from #0
        #3      0.000ms  a -x b  Two  lost  from #2
        #4      0.000ms  b starts
        #5     41.000ms  b <- a  One~  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_link_that_is_full_sends_again() {
    check(
        r#"
        link (latency: "1ms", bandwidth: (rate: 100000, queue: 100))
        streams resend 5ms
        node a
          start: send b One~/100; send b Two~/100; send b Three~/10
        node b
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One~/100  from #0
        #2      0.000ms  a -> b  Two~/100  from #0
        #3      0.000ms  a -> b  Three~/10  from #0
        #4      0.000ms  b starts
        #5      2.000ms  b <- a  One~/100  from #1
        #6      6.000ms  b <- a  Two~/100  from #2
        #7      6.000ms  b <- a  Three~/10  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_delayed_message_takes_its_place_when_it_leaves() {
    check(
        "
        node a
          start: send b One~ after 3ms; send b Two~; send b Three~
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One~  from #0
        #2      0.000ms  a -> b  Two~  from #0
        #3      0.000ms  a -> b  Three~  from #0
        #4      0.000ms  b starts
        #5      1.000ms  b <- a  Two~  from #2
        #6      1.000ms  b <- a  Three~  from #3
        #7      4.000ms  b <- a  One~  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn rules_slow_a_stream_down_but_drop_and_copy_nothing() {
    check(
        r#"
        node a
          start: set Go 1ms
          timer Go: send b One~; send b Two~; send b Three~; send b Four~
        node b
        (at: "0s", fault: Rule(kind: "One", action: Delay("4ms")))
        (at: "0s", fault: Rule(kind: "Two", action: Drop))
        (at: "0s", fault: Rule(kind: "Three", action: Duplicate(2)))
        (at: "0s", fault: Rule(kind: "Four", action: Corrupt(3)))
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      0.000ms  world FAULT rule: each One takes 4ms longer, plan line 1
         #4      0.000ms  world FAULT rule 2: each Two is dropped, plan line 2
         #5      0.000ms  world FAULT rule 3: each Three has 2 further copies, plan line 3
         #6      0.000ms  world FAULT rule 4: each Four is damaged by 3, plan line 4
         #7      1.000ms  a timer Go  from #1
         #8      1.000ms  a -> b  One~  from #7
         #9      1.000ms  a -> b  Two~  from #7
        #10      1.000ms  a -> b  Three~  from #7
        #11      1.000ms  a -> b  Four~  from #7
        #12      6.000ms  b <- a  One~  from #8
        #13    202.000ms  b <- a  Two~  from #9
        #14    202.000ms  b <- a  Three~  from #10
        #15    202.000ms  b <- a  Four~  from #11
                            -- nothing left to do
                            -- rule (rule) 0.000ms to the end: hit 1 message
                            -- rule 2 (rule) 0.000ms to the end: hit 1 message
                            -- rule 3 (rule) 0.000ms to the end: hit nothing
                            -- rule 4 (rule) 0.000ms to the end: hit nothing
        ",
    );
}

#[test]
fn a_held_message_holds_up_its_stream() {
    check(
        r#"
        node a
          start: set Go 1ms
          timer Go: send b One~; send b Two~; send b Three
        node b
        (at: "0s", until: "6ms", fault: Rule(kind: "One", action: Hold))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      0.000ms  world FAULT rule: each One is held back, plan line 1
         #4      1.000ms  a timer Go  from #1
         #5      1.000ms  a -> b  One~  from #4
         #6      1.000ms  a -> b  Two~  from #4
         #7      1.000ms  a -> b  Three  from #4
         #8      2.000ms  a -| b  One~  held  from #5
         #9      2.000ms  a -| b  Two~  held  from #6
        #10      2.000ms  b <- a  Three  from #7
        #11      6.000ms  world FAULT rule ends: rule
        #12      6.000ms  b <- a  One~  from #5
        #13      6.000ms  b <- a  Two~  from #6
                            -- nothing left to do
        ",
    );
}
