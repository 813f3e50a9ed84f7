//! Bandwidths: bytes take time to get onto the wire, and queue for it.

use super::play::{check, check_seed};

// 100,000 bytes per second: 100 bytes take a millisecond.
fn play(link: &str, more: &str) -> String {
    format!(
        "
        link {link}
        node a
          start: send b One/100; send b Two/200; send b Three/100; set Late 9ms
          timer Late: send b Late/100
        node b
        {more}
        run
        "
    )
}

#[test]
fn messages_queue_for_the_wire() {
    check(
        &play(r#"(latency: "1ms", bandwidth: (rate: 100000))"#, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One/100  from #0
         #2      0.000ms  a -> b  Two/200  from #0
         #3      0.000ms  a -> b  Three/100  from #0
         #5      0.000ms  b starts
         #6      2.000ms  b <- a  One/100  from #1
         #7      4.000ms  b <- a  Two/200  from #2
         #8      5.000ms  b <- a  Three/100  from #3
         #9      9.000ms  a timer Late  from #4
        #10      9.000ms  a -> b  Late/100  from #9
        #11     11.000ms  b <- a  Late/100  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn what_finds_no_room_in_the_queue_is_dropped() {
    check(
        &play(r#"(latency: "1ms", bandwidth: (rate: 100000, queue: 300))"#, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One/100  from #0
         #2      0.000ms  a -> b  Two/200  from #0
         #3      0.000ms  a -> b  Three/100  from #0
         #4      0.000ms  a -x b  Three/100  link full  from #3
         #6      0.000ms  b starts
         #7      2.000ms  b <- a  One/100  from #1
         #8      4.000ms  b <- a  Two/200  from #2
         #9      9.000ms  a timer Late  from #5
        #10      9.000ms  a -> b  Late/100  from #9
        #11     11.000ms  b <- a  Late/100  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn what_is_longer_than_the_queue_never_gets_through() {
    check(
        &play(r#"(latency: "1ms", bandwidth: (rate: 100000, queue: 150))"#, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One/100  from #0
         #2      0.000ms  a -> b  Two/200  from #0
         #3      0.000ms  a -x b  Two/200  link full  from #2
         #4      0.000ms  a -> b  Three/100  from #0
         #5      0.000ms  a -x b  Three/100  link full  from #4
         #7      0.000ms  b starts
         #8      2.000ms  b <- a  One/100  from #1
         #9      9.000ms  a timer Late  from #6
        #10      9.000ms  a -> b  Late/100  from #9
        #11     11.000ms  b <- a  Late/100  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn each_direction_has_a_wire_of_its_own() {
    check(
        r#"
        link (latency: "1ms", bandwidth: (rate: 100000))
        node a
          start: send b There/300
        node b
          start: send a Back/100; send c Other/100
        node c
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  There/300  from #0
        #2      0.000ms  b starts
        #3      0.000ms  b -> a  Back/100  from #2
        #4      0.000ms  b -> c  Other/100  from #2
        #5      0.000ms  c starts
        #6      2.000ms  a <- b  Back/100  from #3
        #7      2.000ms  c <- b  Other/100  from #4
        #8      4.000ms  b <- a  There/300  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn all_who_share_a_stretch_queue_for_it() {
    check(
        r#"
        layout Star(hub: "hub", link: (latency: "1ms", bandwidth: (rate: 100000)))
        node hub
        node a
          start: send c A/100
        node b
          start: send c B/100
        node c
        run
        "#,
        "
        #0      0.000ms  hub starts
        #1      0.000ms  a starts
        #2      0.000ms  a -> c  A/100  from #1
        #3      0.000ms  b starts
        #4      0.000ms  b -> c  B/100  from #3
        #5      0.000ms  c starts
        #6      4.000ms  c <- a  A/100  from #2
        #7      5.000ms  c <- b  B/100  from #4
                           -- nothing left to do
        ",
    );
}

#[test]
fn early_drops_are_losses_by_chance() {
    let early =
        r#"(latency: "1ms", bandwidth: (rate: 100000, early: (from: 0, to: 300, chance: "50%")))"#;
    check_seed(
        "a -x b  Two/200  lost",
        &play(early, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One/100  from #0
         #2      0.000ms  a -> b  Two/200  from #0
         #3      0.000ms  a -x b  Two/200  lost  from #2
         #4      0.000ms  a -> b  Three/100  from #0
         #6      0.000ms  b starts
         #7      2.000ms  b <- a  One/100  from #1
         #8      3.000ms  b <- a  Three/100  from #4
         #9      9.000ms  a timer Late  from #5
        #10      9.000ms  a -> b  Late/100  from #9
        #11     11.000ms  b <- a  Late/100  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn what_is_dropped_or_cut_off_takes_no_room() {
    check(
        r#"
        link (latency: "1ms", bandwidth: (rate: 100000))
        node a
          start: set Go 1ms; set Late 9ms; set Later 10ms
          timer Go: send b One/500; send b Two/100
          timer Late: send b Three/500
          timer Later: send b Four/100
        node b
        (at: "0s", until: "5ms", fault: Rule(kind: "One", action: Drop))
        (at: "8ms", until: "9500us", fault: Partition(Cut(All)))
        run
        "#,
        "
         #0      0.000ms  a starts
         #4      0.000ms  b starts
         #5      0.000ms  world FAULT rule: each One is dropped, plan line 1
         #6      1.000ms  a timer Go  from #1
         #7      1.000ms  a -> b  One/500  from #6
         #8      1.000ms  a -x b  One/500  dropped by a rule  from #7
         #9      1.000ms  a -> b  Two/100  from #6
        #10      3.000ms  b <- a  Two/100  from #9
        #11      5.000ms  world FAULT rule ends: rule
        #12      8.000ms  world FAULT partition: partition all, plan line 2
        #13      9.000ms  a timer Late  from #2
        #14      9.000ms  a -> b  Three/500  from #13
        #15      9.000ms  a -x b  Three/500  cut off  from #14
        #16      9.500ms  world FAULT partition ends: partition all
        #17     10.000ms  a timer Later  from #3
        #18     10.000ms  a -> b  Four/100  from #17
        #19     12.000ms  b <- a  Four/100  from #18
                            -- nothing left to do
        ",
    );
}

#[test]
fn copies_queue_like_messages() {
    check(
        &play(r#"(latency: "1ms", bandwidth: (rate: 100000))"#, "force Copies 2 a -> b One"),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One/100  from #0
         #2      0.000ms  a -> b  Two/200  from #0
         #3      0.000ms  a -> b  Three/100  from #0
         #5      0.000ms  b starts
         #6      2.000ms  b <- a  One/100  from #1
         #7      3.000ms  b <= a  One/100  (copy 2)  from #1
         #8      5.000ms  b <- a  Two/200  from #2
         #9      6.000ms  b <- a  Three/100  from #3
        #10      9.000ms  a timer Late  from #4
        #11      9.000ms  a -> b  Late/100  from #10
        #12     11.000ms  b <- a  Late/100  from #11
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_link_that_is_slow_for_a_while_is_so_for_what_leaves_then() {
    check(
        r#"
        link (latency: "1ms", order: Kept)
        node a
          start: set One 1ms; set Two 2ms
          timer One: send b One
          timer Two: send b Two
        node b
        (at: "500us", until: "1500us", fault: SlowLink(extra: "5ms"))
        run
        inversions
        "#,
        "
         #0      0.000ms  a starts
         #3      0.000ms  b starts
         #4      0.500ms  world FAULT slow link: slow-link all, plan line 1
         #5      1.000ms  a timer One  from #1
         #6      1.000ms  a -> b  One  from #5
         #7      1.500ms  world FAULT slow link ends: slow-link all
         #8      2.000ms  a timer Two  from #2
         #9      2.000ms  a -> b  Two  from #8
        #10      3.000ms  b <- a  Two  from #9
        #11      7.000ms  b <- a  One  from #6
                            -- nothing left to do
                            -- inversions: 1
        ",
    );
}
