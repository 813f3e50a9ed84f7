//! Flights: which messages a cut meets on their way.

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
fn a_cut_hits_what_leaves_arrives_or_travels_in_it() {
    check(
        &play("1ms", "Partition(Cut(All))", ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #5      0.000ms  b starts
         #6      1.000ms  b <- a  Zero  from #1
         #7      2.000ms  a timer Two  from #2
         #8      2.000ms  a -> b  Two  from #7
         #9      3.000ms  world FAULT it: partition all, plan line 1
        #10      3.000ms  a -x b  Two  cut off  from #8
        #11      4.000ms  a timer Four  from #3
        #12      4.000ms  a -> b  Four  from #11
        #13      4.000ms  a -x b  Four  cut off  from #12
        #14      6.000ms  world FAULT it ends: partition all
        #15      6.000ms  a timer Six  from #4
        #16      6.000ms  a -> b  Six  from #15
        #17      7.000ms  b <- a  Six  from #16
                            -- nothing left to do
                            -- it (partition) 3.000ms to 6.000ms: hit 2 messages
        ",
    );
    check(
        &play("6ms", "Partition(Cut(All))", ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #5      0.000ms  b starts
         #6      2.000ms  a timer Two  from #2
         #7      2.000ms  a -> b  Two  from #6
         #8      3.000ms  world FAULT it: partition all, plan line 1
         #9      4.000ms  a timer Four  from #3
        #10      4.000ms  a -> b  Four  from #9
        #11      4.000ms  a -x b  Four  cut off  from #10
        #12      6.000ms  world FAULT it ends: partition all
        #13      6.000ms  a -x b  Zero  cut off  from #1
        #14      6.000ms  a timer Six  from #4
        #15      6.000ms  a -> b  Six  from #14
        #16      8.000ms  a -x b  Two  cut off  from #7
        #17     12.000ms  b <- a  Six  from #15
                            -- nothing left to do
                            -- it (partition) 3.000ms to 6.000ms: hit 3 messages
        ",
    );
}

#[test]
fn a_cut_may_spare_what_is_in_flight() {
    check(
        &play("6ms", "Partition(Cut(All))", ", in_flight: false"),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #5      0.000ms  b starts
         #6      2.000ms  a timer Two  from #2
         #7      2.000ms  a -> b  Two  from #6
         #8      3.000ms  world FAULT it: partition all, plan line 1
         #9      4.000ms  a timer Four  from #3
        #10      4.000ms  a -> b  Four  from #9
        #11      4.000ms  a -x b  Four  cut off  from #10
        #12      6.000ms  world FAULT it ends: partition all
        #13      6.000ms  b <- a  Zero  from #1
        #14      6.000ms  a timer Six  from #4
        #15      6.000ms  a -> b  Six  from #14
        #16      8.000ms  b <- a  Two  from #7
        #17     12.000ms  b <- a  Six  from #15
                            -- nothing left to do
                            -- it (partition) 3.000ms to 6.000ms: hit 1 message
        ",
    );
}

#[test]
fn what_leaves_at_the_begin_of_a_cut_is_hit_and_at_its_end_not() {
    check(
        r#"
        node a
          start: set Three 3ms; set Six 6ms
          timer Three: send b Three
          timer Six: send b Six
        node b
        (at: "3ms", until: "6ms", fault: Partition(Cut(All)))
        run
        "#,
        "
         #0      0.000ms  a starts
         #3      0.000ms  b starts
         #4      3.000ms  world FAULT partition: partition all, plan line 1
         #5      3.000ms  a timer Three  from #1
         #6      3.000ms  a -> b  Three  from #5
         #7      3.000ms  a -x b  Three  cut off  from #6
         #8      6.000ms  world FAULT partition ends: partition all
         #9      6.000ms  a timer Six  from #2
        #10      6.000ms  a -> b  Six  from #9
        #11      7.000ms  b <- a  Six  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn what_arrives_at_the_end_of_a_cut_was_in_it() {
    check(
        r#"
        link (latency: "3ms")
        node a
          start: send b Zero
        node b
        (at: "1ms", until: "3ms", fault: Partition(Cut(All)))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Zero  from #0
        #2      0.000ms  b starts
        #3      1.000ms  world FAULT partition: partition all, plan line 1
        #4      3.000ms  world FAULT partition ends: partition all
        #5      3.000ms  a -x b  Zero  cut off  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_flapping_cut_comes_and_goes() {
    check(
        r#"
        link (latency: "100us")
        node a
          start: set Tick 500us
          timer Tick: send b Tick; set Tick 1ms
        node b
        (at: "1ms", lasts: "6ms", fault: Partition(Cut(All)), flapping: (on: "1ms", off: "2ms"))
        run until 9ms
        summary
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      0.500ms  a timer Tick  from #1
         #4      0.500ms  a -> b  Tick  from #3
         #6      0.600ms  b <- a  Tick  from #4
         #7      1.000ms  world FAULT partition: partition all, plan line 1
         #8      1.500ms  a timer Tick  from #5
         #9      1.500ms  a -> b  Tick  from #8
        #10      1.500ms  a -x b  Tick  cut off  from #9
        #12      2.500ms  a timer Tick  from #11
        #13      2.500ms  a -> b  Tick  from #12
        #15      2.600ms  b <- a  Tick  from #13
        #16      3.500ms  a timer Tick  from #14
        #17      3.500ms  a -> b  Tick  from #16
        #19      3.600ms  b <- a  Tick  from #17
        #20      4.500ms  a timer Tick  from #18
        #21      4.500ms  a -> b  Tick  from #20
        #22      4.500ms  a -x b  Tick  cut off  from #21
        #24      5.500ms  a timer Tick  from #23
        #25      5.500ms  a -> b  Tick  from #24
        #27      5.600ms  b <- a  Tick  from #25
        #28      6.500ms  a timer Tick  from #26
        #29      6.500ms  a -> b  Tick  from #28
        #31      6.600ms  b <- a  Tick  from #29
        #32      7.000ms  world FAULT partition ends: partition all
        #33      7.500ms  a timer Tick  from #30
        #34      7.500ms  a -> b  Tick  from #33
        #36      7.600ms  b <- a  Tick  from #34
        #37      8.500ms  a timer Tick  from #35
        #38      8.500ms  a -> b  Tick  from #37
        #40      8.600ms  b <- a  Tick  from #38
                            -- time over
                            -- partition (partition) 1.000ms to 7.000ms: hit 2 messages
        ",
    );
}

#[test]
fn a_flapping_cut_hits_what_was_in_flight_while_it_was_on() {
    check(
        r#"
        link (latency: "2500us")
        node a
          start: set Go 2200us; set More 4500us
          timer Go: send b Go
          timer More: send b More
        node b
        (at: "1ms", fault: Partition(Cut(All)), flapping: (on: "1ms", off: "4ms"))
        run until 9ms
        summary
        "#,
        "
         #0      0.000ms  a starts
         #3      0.000ms  b starts
         #4      1.000ms  world FAULT partition: partition all, plan line 1
         #5      2.200ms  a timer Go  from #1
         #6      2.200ms  a -> b  Go  from #5
         #7      4.500ms  a timer More  from #2
         #8      4.500ms  a -> b  More  from #7
         #9      4.700ms  b <- a  Go  from #6
        #10      7.000ms  a -x b  More  cut off  from #8
                            -- nothing left to do
                            -- partition (partition) 1.000ms to the end: hit 1 message
        ",
    );
}

#[test]
fn the_copies_of_a_message_are_hit_as_one() {
    check(
        r#"
        link (latency: "1ms", duplication: (chance: "50%"))
        node a
          start: send b Early; set Two 2ms; set Five 5ms
          timer Two: send b Two
          timer Five: send b Five
        node b
        force Copies 2 a -> b Early
        (label: "slow", at: "0s", until: "1ms", fault: SlowLink(extra: "1ms"))
        (label: "cut", at: "1ms", until: "4ms", fault: Partition(Cut(All)))
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Early  from #0
         #4      0.000ms  b starts
         #5      0.000ms  world FAULT slow: slow-link all, plan line 1
         #6      1.000ms  world FAULT slow ends: slow-link all
         #7      1.000ms  world FAULT cut: partition all, plan line 2
         #8      1.000ms  a -x b  Early  cut off  from #1
         #9      1.000ms  a -x b  Early  cut off  from #1
        #10      2.000ms  a timer Two  from #2
        #11      2.000ms  a -> b  Two  from #10
        #12      2.000ms  a -x b  Two  cut off  from #11
        #13      4.000ms  world FAULT cut ends: partition all
        #14      5.000ms  a timer Five  from #3
        #15      5.000ms  a -> b  Five  from #14
        #16      6.000ms  b <- a  Five  from #15
                            -- nothing left to do
                            -- slow (slow-link) 0.000ms to 1.000ms: hit nothing
                            -- cut (partition) 1.000ms to 4.000ms: hit 2 messages
        ",
    );
}
