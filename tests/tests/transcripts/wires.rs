//! The wire: lost, doubled, late, held back, cut off.

use super::play::{check, check_seed};

#[test]
fn a_lost_message_is_dropped_when_it_leaves() {
    check_seed(
        "lost",
        "
        wire 1ms loss 100%
        node a
          start: send b Ping
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Ping  from #0
        #2      0.000ms  a -x b  Ping  lost  from #1
        #3      0.000ms  b starts
                           -- nothing left to do
        ",
    );
}

#[test]
fn copies_are_numbered_by_their_arrival() {
    check_seed(
        "copy 2",
        "
        wire 1ms jitter 5ms double 100%
        node a
          start: send b Ping
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Ping  from #0
        #2      0.000ms  b starts
        #3   2.614113ms  b <- a  Ping  from #1
        #4   5.702332ms  b <= a  Ping  (copy 2)  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_later_message_may_overtake() {
    check_seed(
        "from #2",
        "
        wire 1ms jitter 5ms
        node a
          start: send b One; send b Two
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One  from #0
        #2      0.000ms  a -> b  Two  from #0
        #3      0.000ms  b starts
        #4   2.614113ms  b <- a  One  from #1
        #5   5.702332ms  b <- a  Two  from #2
                           -- nothing left to do
        ",
    );
}

#[test]
fn what_is_held_back_arrives_when_the_way_is_free_and_in_its_order() {
    check(
        "
        node a
          start: send b One; send b Two
        node b
        at 0ms gate hold
        at 5ms gate open
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One  from #0
        #2      0.000ms  a -> b  Two  from #0
        #3      0.000ms  b starts
        #4      0.000ms  world FAULT gate hold: Hold
        #5      1.000ms  a -| b  One  held  from #1
        #6      1.000ms  a -| b  Two  held  from #2
        #7      5.000ms  world FAULT gate open: Open
        #8      5.000ms  b <- a  One  from #1
        #9      5.000ms  b <- a  Two  from #2
                           -- nothing left to do
        ",
    );
}

#[test]
fn what_is_held_back_may_be_cut_off_or_find_the_node_down() {
    check(
        "
        node a
          start: send b One; send b Two after 5ms
        node b
        at 0ms gate hold
        at 3ms gate cut
        at 5ms gate hold
        at 8ms crash b
        at 9ms gate open
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One  from #0
         #2      0.000ms  a -> b  Two  from #0
         #3      0.000ms  b starts
         #4      0.000ms  world FAULT gate hold: Hold
         #5      1.000ms  a -| b  One  held  from #1
         #6      3.000ms  world FAULT gate cut: Cut
         #7      3.000ms  a -x b  One  cut off  from #1
         #8      5.000ms  world FAULT gate hold again: Hold
         #9      6.000ms  a -| b  Two  held  from #2
        #10      8.000ms  b FAULT crash b
        #11      8.000ms  b CRASH  from #10
        #12      9.000ms  world FAULT gate open: Open
        #13      9.000ms  a -x b  Two  node down  from #2
                            -- nothing left to do
        ",
    );
}

#[test]
fn what_is_held_back_at_the_end_is_still_on_the_books() {
    check(
        "
        node a
          start: send b One
        node b
        at 0ms gate hold
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One  from #0
        #2      0.000ms  b starts
        #3      0.000ms  world FAULT gate hold: Hold
        #4      1.000ms  a -| b  One  held  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn actors_of_one_node_need_no_wire() {
    check_seed(
        "Pong",
        "
        wire 1ms loss 100%
        node a
          start: send a/x Ping after 1ms
        actor a/x
          start: send a Pong
        at 0ms gate cut
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> a/x  Ping  from #0
        #2      0.000ms  a/x starts
        #3      0.000ms  a/x -> a  Pong  from #2
        #4      0.000ms  a .. a/x  Pong  (1 waiting)  from #3
        #5      0.000ms  world FAULT gate cut: Cut
        #6      0.000ms  a <- a/x  Pong  from #3
        #7      1.000ms  a/x <- a  Ping  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn who_is_nobody_hears_nothing() {
    check(
        "
        node a
          start: send b Ping
        node b
          start: stop
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Ping  from #0
        #2      0.000ms  b starts
        #3      0.000ms  b ends: Stopped  from #2
        #4      1.000ms  a -x b  Ping  nobody there  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn among_equals_the_first_come_is_first_unless_it_yields() {
    check_seed(
        "#5      1.000ms  c <- b",
        "
        yields
        node a
          start: send c One
        node b
          start: send c Two
        node c
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> c  One  from #0
        #2      0.000ms  b starts
        #3      0.000ms  b -> c  Two  from #2
        #4      0.000ms  c starts
        #5      1.000ms  c <- b  Two  from #3
        #6      1.000ms  c <- a  One  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_delayed_message_meets_the_weather_of_its_departure() {
    check(
        "
        wire 1ms
        node a
          start: send b One; send b Two after 3ms; send b Three after 7ms
        node b
        at 2ms gate cut
        at 5ms gate open
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One  from #0
        #2      0.000ms  a -> b  Two  from #0
        #3      0.000ms  a -> b  Three  from #0
        #4      0.000ms  b starts
        #5      1.000ms  b <- a  One  from #1
        #6      2.000ms  world FAULT gate cut: Cut
        #7      3.000ms  a -x b  Two  cut off  from #2
        #8      5.000ms  world FAULT gate open: Open
        #9      8.000ms  b <- a  Three  from #3
                           -- nothing left to do
        ",
    );
}
