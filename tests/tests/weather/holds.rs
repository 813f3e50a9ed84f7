//! Holds: messages that wait, and what they meet when they are released.

use super::play::check;

// The fault lasts from 3 ms to 6 ms; messages leave at its begin and end, in it and before it.
fn play(link: &str, fault: &str, more: &str) -> String {
    format!(
        r#"
        link (latency: "{link}")
        node a
          start: send b Zero; set Two 2ms; set Four 4ms; set Six 6ms
          timer Two: send b Two
          timer Four: send b Four
          timer Six: send b Six
        node b
        (label: "it", at: "3ms", until: "6ms", fault: {fault}{more})
        run
        summary
        "#
    )
}

#[test]
fn a_hold_keeps_what_would_arrive_in_it() {
    check(
        &play("1ms", "Hold", ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #5      0.000ms  b starts
         #6      1.000ms  b <- a  Zero  from #1
         #7      2.000ms  a timer Two  from #2
         #8      2.000ms  a -> b  Two  from #7
         #9      3.000ms  world FAULT it: hold all, plan line 1
        #10      3.000ms  a -| b  Two  held  from #8
        #11      4.000ms  a timer Four  from #3
        #12      4.000ms  a -> b  Four  from #11
        #13      5.000ms  a -| b  Four  held  from #12
        #14      6.000ms  world FAULT it ends: hold all
        #15      6.000ms  a timer Six  from #4
        #16      6.000ms  a -> b  Six  from #15
        #17      6.000ms  b <- a  Two  from #8
        #18      6.000ms  b <- a  Four  from #12
        #19      7.000ms  b <- a  Six  from #16
                            -- nothing left to do
                            -- it (hold) 3.000ms to 6.000ms: hit 2 messages
        ",
    );
    check(
        &play("2500us", "Hold", ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #5      0.000ms  b starts
         #6      2.000ms  a timer Two  from #2
         #7      2.000ms  a -> b  Two  from #6
         #8      2.500ms  b <- a  Zero  from #1
         #9      3.000ms  world FAULT it: hold all, plan line 1
        #10      4.000ms  a timer Four  from #3
        #11      4.000ms  a -> b  Four  from #10
        #12      4.500ms  a -| b  Two  held  from #7
        #13      6.000ms  world FAULT it ends: hold all
        #14      6.000ms  a timer Six  from #4
        #15      6.000ms  a -> b  Six  from #14
        #16      6.000ms  b <- a  Two  from #7
        #17      6.500ms  b <- a  Four  from #11
        #18      8.500ms  b <- a  Six  from #15
                            -- nothing left to do
                            -- it (hold) 3.000ms to 6.000ms: hit 1 message
        ",
    );
}

#[test]
fn a_hold_may_spare_what_was_in_flight_when_it_began() {
    check(
        &play("2500us", "Hold", ", in_flight: false"),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #5      0.000ms  b starts
         #6      2.000ms  a timer Two  from #2
         #7      2.000ms  a -> b  Two  from #6
         #8      2.500ms  b <- a  Zero  from #1
         #9      3.000ms  world FAULT it: hold all, plan line 1
        #10      4.000ms  a timer Four  from #3
        #11      4.000ms  a -> b  Four  from #10
        #12      4.500ms  b <- a  Two  from #7
        #13      6.000ms  world FAULT it ends: hold all
        #14      6.000ms  a timer Six  from #4
        #15      6.000ms  a -> b  Six  from #14
        #16      6.500ms  b <- a  Four  from #11
        #17      8.500ms  b <- a  Six  from #15
                            -- nothing left to do
                            -- it (hold) 3.000ms to 6.000ms: hit nothing
        ",
    );
}

#[test]
fn what_two_holds_keep_waits_for_both() {
    check(
        r#"
        node a
          start: send b One; send b Two after 2ms
        node b
        (label: "long", at: "0s", until: "6ms", fault: Hold(links: To("b")))
        (label: "short", at: "0s", until: "3ms", fault: Hold)
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One  from #0
         #2      0.000ms  a -> b  Two  from #0
         #3      0.000ms  b starts
         #4      0.000ms  world FAULT long: hold all -> b, plan line 1
         #5      0.000ms  world FAULT short: hold all, plan line 2
         #6      1.000ms  a -| b  One  held  from #1
         #7      3.000ms  world FAULT short ends: hold all
         #8      3.000ms  a -| b  Two  held  from #2
         #9      6.000ms  world FAULT long ends: hold all -> b
        #10      6.000ms  b <- a  One  from #1
        #11      6.000ms  b <- a  Two  from #2
                            -- nothing left to do
                            -- long (hold) 0.000ms to 6.000ms: hit 2 messages
                            -- short (hold) 0.000ms to 3.000ms: hit 1 message
        ",
    );
}

#[test]
fn what_is_held_back_may_meet_a_cut() {
    check(
        r#"
        node a
          start: send b One
        node b
        (at: "0s", until: "6ms", fault: Hold)
        (at: "3ms", until: "4ms", fault: Partition(Cut(All)))
        run
        summary
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One  from #0
        #2      0.000ms  b starts
        #3      0.000ms  world FAULT hold: hold all, plan line 1
        #4      1.000ms  a -| b  One  held  from #1
        #5      3.000ms  world FAULT partition: partition all, plan line 2
        #6      3.000ms  a -x b  One  cut off  from #1
        #7      4.000ms  world FAULT partition ends: partition all
        #8      6.000ms  world FAULT hold ends: hold all
                           -- nothing left to do
                           -- hold (hold) 0.000ms to 6.000ms: hit 1 message
                           -- partition (partition) 3.000ms to 4.000ms: hit 1 message
        ",
    );
}

#[test]
fn what_is_held_back_to_the_end_is_still_on_the_books() {
    check(
        r#"
        node a
          start: send b One
        node b
        (at: "0s", fault: Hold(links: From("a")))
        run
        summary
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One  from #0
        #2      0.000ms  b starts
        #3      0.000ms  world FAULT hold: hold a -> all, plan line 1
        #4      1.000ms  a -| b  One  held  from #1
                           -- nothing left to do
                           -- hold (hold) 0.000ms to the end: hit 1 message
        ",
    );
}
