//! Stalls: streams that a cut holds up.

use super::play::check;

#[test]
fn a_cut_holds_a_stream_up_and_its_end_lets_it_go_on_in_order() {
    check(
        r#"
        node a
          start: set Go 2ms
          timer Go: send b One~; send b Two~; send b Lost
        node b
        (at: "1ms", until: "6ms", fault: Partition(Cut(All)))
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  world FAULT partition: partition all, plan line 1
         #4      2.000ms  a timer Go  from #1
         #5      2.000ms  a -> b  One~  from #4
         #6      2.000ms  a -> b  Two~  from #4
         #7      2.000ms  a -> b  Lost  from #4
         #8      2.000ms  a -x b  Lost  cut off  from #7
         #9      3.000ms  a -| b  One~  held  from #5
        #10      3.000ms  a -| b  Two~  held  from #6
        #11      6.000ms  world FAULT partition ends: partition all
        #12      6.000ms  b <- a  One~  from #5
        #13      6.000ms  b <- a  Two~  from #6
                            -- nothing left to do
                            -- partition (partition) 1.000ms to 6.000ms: hit 3 messages
        ",
    );
}

#[test]
fn a_cut_fills_the_window() {
    check(
        r#"
        streams window 2
        node a
          start: set Go 2ms
          timer Go: send b One~; send b Two~; send b Three~; fact done
        node b
        (at: "1ms", until: "6ms", fault: Partition(Cut(All)))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  world FAULT partition: partition all, plan line 1
         #4      2.000ms  a timer Go  from #1
         #5      2.000ms  a -> b  One~  from #4
         #6      2.000ms  a -> b  Two~  from #4
         #7      2.000ms  a waits for b  Three~  from #4
         #8      3.000ms  a -| b  One~  held  from #5
         #9      3.000ms  a -| b  Two~  held  from #6
        #10      6.000ms  world FAULT partition ends: partition all
        #11      6.000ms  b <- a  One~  from #5
        #12      6.000ms  b <- a  Two~  from #6
        #13      7.000ms  a goes on  from #4
        #14      7.000ms  a -> b  Three~  from #4
        #15      7.000ms  a FACT done  from #4
        #16      8.000ms  b <- a  Three~  from #14
                            -- nothing left to do
        ",
    );
}

#[test]
fn what_was_in_flight_when_a_cut_began_waits_as_well() {
    check(
        r#"
        link (latency: "4ms")
        node a
          start: send b One~
        node b
        (at: "1ms", until: "2ms", fault: Partition(Cut(All)))
        (label: "later", at: "3ms", until: "6ms", fault: Partition(Cut(All)))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One~  from #0
        #2      0.000ms  b starts
        #3      1.000ms  world FAULT partition: partition all, plan line 1
        #4      2.000ms  world FAULT partition ends: partition all
        #5      3.000ms  world FAULT later: partition all, plan line 2
        #6      4.000ms  a -| b  One~  held  from #1
        #7      6.000ms  world FAULT later ends: partition all
        #8      6.000ms  b <- a  One~  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_cut_of_less_than_the_patience_breaks_nothing() {
    check(
        r#"
        streams patience 5ms
        node a
          start: set Go 2ms; set More 6ms
          timer Go: send b One~
          timer More: send b Two~
          severed: fact severed
        node b
        (at: "1ms", until: "6500us", fault: Partition(Cut(All)))
        run
        "#,
        "
         #0      0.000ms  a starts
         #3      0.000ms  b starts
         #4      1.000ms  world FAULT partition: partition all, plan line 1
         #5      2.000ms  a timer Go  from #1
         #6      2.000ms  a -> b  One~  from #5
         #7      3.000ms  a -| b  One~  held  from #6
         #8      6.000ms  a timer More  from #2
         #9      6.000ms  a -> b  Two~  from #8
        #10      6.500ms  world FAULT partition ends: partition all
        #11      6.500ms  b <- a  One~  from #6
        #12      7.000ms  b <- a  Two~  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_stream_on_which_nothing_waits_outlives_any_cut() {
    check(
        r#"
        streams patience 5ms
        node a
          start: send b One~; set More 30ms
          timer More: send b Two~
          severed: fact severed
        node b
          severed: fact severed
        (at: "4ms", until: "20ms", fault: Partition(Cut(All)))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One~  from #0
        #3      0.000ms  b starts
        #4      1.000ms  b <- a  One~  from #1
        #5      4.000ms  world FAULT partition: partition all, plan line 1
        #6     20.000ms  world FAULT partition ends: partition all
        #7     30.000ms  a timer More  from #2
        #8     30.000ms  a -> b  Two~  from #7
        #9     31.000ms  b <- a  Two~  from #8
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_cut_of_the_way_back_is_one_as_well() {
    check(
        r#"
        streams window 1 patience 5ms
        node a
          start: set Go 2ms
          timer Go: send b One~; send b Two~; fact done
          severed: fact severed
        node b
        (at: "1ms", until: "4ms", fault: Partition(OneWay("b", "a")))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  world FAULT partition: partition b -> a, plan line 1
         #4      2.000ms  a timer Go  from #1
         #5      2.000ms  a -> b  One~  from #4
         #6      2.000ms  a waits for b  Two~  from #4
         #7      3.000ms  b <- a  One~  from #5
         #8      4.000ms  world FAULT partition ends: partition b -> a
         #9      4.000ms  a goes on  from #4
        #10      4.000ms  a -> b  Two~  from #4
        #11      4.000ms  a FACT done  from #4
        #12      5.000ms  b <- a  Two~  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_deadlock_that_closed_in_a_cut_is_found_when_it_is_over() {
    check(
        r#"
        streams window 1 patience 8ms
        node a
          start: set Go 2ms
          timer Go: send b One~; send b Two~
        node b
          start: set Go 2ms
          timer Go: send a One~; send a Two~
        (at: "1ms", until: "6ms", fault: Partition(Cut(All)))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #4      1.000ms  world FAULT partition: partition all, plan line 1
         #5      2.000ms  a timer Go  from #1
         #6      2.000ms  a -> b  One~  from #5
         #7      2.000ms  a waits for b  Two~  from #5
         #8      2.000ms  b timer Go  from #3
         #9      2.000ms  b -> a  One~  from #8
        #10      2.000ms  b waits for a  Two~  from #8
        #11      3.000ms  a -| b  One~  held  from #6
        #12      3.000ms  b -| a  One~  held  from #9
        #13      6.000ms  world FAULT partition ends: partition all
        #14      6.000ms  b .. a  One~  (1 waiting)  from #6
        #15      6.000ms  a .. b  One~  (1 waiting)  from #9
        #16     10.000ms  b DEADLOCK of 2  from #8
                            -- deadlock of b, a
        ",
    );
}

#[test]
fn a_cut_that_comes_and_goes_lets_a_stream_through_in_between() {
    check(
        r#"
        node a
          start: set Go 2ms
          timer Go: send b One~; send b Two~; set Go 2ms
        node b
        (at: "1ms", until: "13ms", fault: Partition(Cut(All)), flapping: (on: "3ms", off: "3ms"))
        run until 15ms
        summary
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  world FAULT partition: partition all, plan line 1
         #4      2.000ms  a timer Go  from #1
         #5      2.000ms  a -> b  One~  from #4
         #6      2.000ms  a -> b  Two~  from #4
         #8      3.000ms  a -| b  One~  held  from #5
         #9      3.000ms  a -| b  Two~  held  from #6
        #10      4.000ms  a timer Go  from #7
        #11      4.000ms  a -> b  One~  from #10
        #12      4.000ms  a -> b  Two~  from #10
        #14      4.000ms  b <- a  One~  from #5
        #15      4.000ms  b <- a  Two~  from #6
        #16      5.000ms  b <- a  One~  from #11
        #17      5.000ms  b <- a  Two~  from #12
        #18      6.000ms  a timer Go  from #13
        #19      6.000ms  a -> b  One~  from #18
        #20      6.000ms  a -> b  Two~  from #18
        #22      7.000ms  a -| b  One~  held  from #19
        #23      7.000ms  a -| b  Two~  held  from #20
        #24      8.000ms  a timer Go  from #21
        #25      8.000ms  a -> b  One~  from #24
        #26      8.000ms  a -> b  Two~  from #24
        #28      9.000ms  a -| b  One~  held  from #25
        #29      9.000ms  a -| b  Two~  held  from #26
        #30     10.000ms  b <- a  One~  from #19
        #31     10.000ms  b <- a  Two~  from #20
        #32     10.000ms  a timer Go  from #27
        #33     10.000ms  a -> b  One~  from #32
        #34     10.000ms  a -> b  Two~  from #32
        #36     10.000ms  b <- a  One~  from #25
        #37     10.000ms  b <- a  Two~  from #26
        #38     11.000ms  b <- a  One~  from #33
        #39     11.000ms  b <- a  Two~  from #34
        #40     12.000ms  a timer Go  from #35
        #41     12.000ms  a -> b  One~  from #40
        #42     12.000ms  a -> b  Two~  from #40
        #44     13.000ms  world FAULT partition ends: partition all
        #45     13.000ms  b <- a  One~  from #41
        #46     13.000ms  b <- a  Two~  from #42
        #47     14.000ms  a timer Go  from #43
        #48     14.000ms  a -> b  One~  from #47
        #49     14.000ms  a -> b  Two~  from #47
        #51     15.000ms  b <- a  One~  from #48
        #52     15.000ms  b <- a  Two~  from #49
                            -- time over
                            -- partition (partition) 1.000ms to 13.000ms: hit 6 messages
        ",
    );
}

#[test]
fn a_cut_may_spare_what_a_stream_has_in_flight() {
    check(
        r#"
        link (latency: "4ms")
        node a
          start: send b One~; set Go 2ms
          timer Go: send b Two~
        node b
        (at: "1ms", until: "9ms", fault: Partition(Cut(All)), in_flight: false)
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #3      0.000ms  b starts
         #4      1.000ms  world FAULT partition: partition all, plan line 1
         #5      2.000ms  a timer Go  from #2
         #6      2.000ms  a -> b  Two~  from #5
         #7      4.000ms  b <- a  One~  from #1
         #8      6.000ms  a -| b  Two~  held  from #6
         #9      9.000ms  world FAULT partition ends: partition all
        #10      9.000ms  b <- a  Two~  from #6
                            -- nothing left to do
        ",
    );
}

#[test]
fn who_waited_for_room_before_the_cut_loses_its_patience_as_well() {
    check(
        r#"
        link (latency: "4ms")
        streams window 1 patience 5ms
        node a
          start: send b One~; send b Two~; fact done
          severed: fact severed
        node b
          severed: fact severed
        (at: "2ms", until: "40ms", fault: Partition(Cut(All)))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #2      0.000ms  a waits for b  Two~  from #0
         #3      0.000ms  b starts
         #4      2.000ms  world FAULT partition: partition all, plan line 1
         #5      4.000ms  a -| b  One~  held  from #1
         #6      7.000ms  a goes on  from #0
         #7      7.000ms  a -> b  Two~  from #0
         #8      7.000ms  a FACT done  from #0
         #9      7.000ms  a told: stream with b broke  from #0
        #10      7.000ms  a FACT severed  from #9
        #11     11.000ms  a -| b  Two~  held  from #7
        #12     40.000ms  world FAULT partition ends: partition all
        #13     40.000ms  a told: stream with b broke  from #12
        #14     40.000ms  a FACT severed  from #13
        #15     40.000ms  a -x b  One~  stream broke  from #1
        #16     40.000ms  a -x b  Two~  stream broke  from #7
        #17     44.000ms  b told: stream with a broke  from #12
        #18     44.000ms  b FACT severed  from #17
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_cut_that_comes_and_goes_tries_nobodys_patience_with_the_time_in_between() {
    check(
        r#"
        streams patience 7ms
        node a
          start: send b One~; set More 11ms
          timer More: send b Two~
          severed: fact severed
        node b mailbox any service 20ms
        (at: "500us", until: "40ms", fault: Partition(Cut(All)), flapping: (on: "3ms", off: "2ms"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One~  from #0
         #3      0.000ms  b starts
         #4      0.500ms  world FAULT partition: partition all, plan line 1
         #5      1.000ms  a -| b  One~  held  from #1
         #6      3.500ms  b .. a  One~  (1 waiting)  from #1
         #7     11.000ms  a timer More  from #2
         #8     11.000ms  a -> b  Two~  from #7
         #9     12.000ms  a -| b  Two~  held  from #8
        #10     13.500ms  b .. a  Two~  (1 waiting)  from #8
        #11     23.500ms  b <- a  One~  from #1
        #12     40.000ms  world FAULT partition ends: partition all
        #13     43.500ms  b <- a  Two~  from #8
                            -- nothing left to do
        ",
    );
}
