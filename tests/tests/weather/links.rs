//! Links: what one stretch of wire does to messages.

use sim_core::prelude::*;

use super::play::{check, check_seed, stage};

// Three messages at once.
fn three(link: &str, more: &str) -> String {
    format!(
        "
        link {link}
        {more}
        node a
          start: send b One/100; send b Two/100; send b Three/50
        node b
        run
        inversions
        "
    )
}

#[test]
fn a_link_takes_its_latency() {
    check(
        &three(r#"(latency: "20ms")"#, "seed 1"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5     20.000ms  b <- a  One/100  from #1
        #6     20.000ms  b <- a  Two/100  from #2
        #7     20.000ms  b <- a  Three/50  from #3
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
}

#[test]
fn a_link_at_once_takes_no_time() {
    check(
        &three("()", ""),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5      0.000ms  b <- a  One/100  from #1
        #6      0.000ms  b <- a  Two/100  from #2
        #7      0.000ms  b <- a  Three/50  from #3
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
}

#[test]
fn a_lost_message_is_told_so_when_it_leaves() {
    check(
        &three(r#"(latency: "1ms", loss: "50%")"#, "force Copies 0 a -> b Two"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -x b  Two/100  lost  from #2
        #4      0.000ms  a -> b  Three/50  from #0
        #5      0.000ms  b starts
        #6      1.000ms  b <- a  One/100  from #1
        #7      1.000ms  b <- a  Three/50  from #4
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
}

#[test]
fn losses_come_in_bursts() {
    check_seed(
        "a -x b  Two  lost",
        r#"
        link (latency: "1ms", loss: Bursts(begin: "20%", end: "30%"))
        node a
          start: send b One; send b Two; send b Three; send b Four; send b Five
        node b
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One  from #0
         #2      0.000ms  a -> b  Two  from #0
         #3      0.000ms  a -x b  Two  lost  from #2
         #4      0.000ms  a -> b  Three  from #0
         #5      0.000ms  a -> b  Four  from #0
         #6      0.000ms  a -> b  Five  from #0
         #7      0.000ms  b starts
         #8      1.000ms  b <- a  One  from #1
         #9      1.000ms  b <- a  Three  from #4
        #10      1.000ms  b <- a  Four  from #5
        #11      1.000ms  b <- a  Five  from #6
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_burst_is_of_one_direction() {
    check_seed(
        "a <- b  Two",
        r#"
        link (latency: "1ms", loss: Bursts(begin: "70%", end: "0%"))
        node a
          start: send b One; send b Two; send b Three
        node b
          start: send a One; send a Two
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One  from #0
         #2      0.000ms  a -x b  One  lost  from #1
         #3      0.000ms  a -> b  Two  from #0
         #4      0.000ms  a -x b  Two  lost  from #3
         #5      0.000ms  a -> b  Three  from #0
         #6      0.000ms  a -x b  Three  lost  from #5
         #7      0.000ms  b starts
         #8      0.000ms  b -> a  One  from #7
         #9      0.000ms  b -> a  Two  from #7
        #10      1.000ms  a <- b  One  from #8
        #11      1.000ms  a <- b  Two  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn each_copy_has_a_delay_of_its_own() {
    let link =
        r#"(latency: "1ms", duplication: (chance: "100%", copies: 2, behind: Uniform("9ms")))"#;
    check(
        &three(link, "seed 2"),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One/100  from #0
         #2      0.000ms  a -> b  Two/100  from #0
         #3      0.000ms  a -> b  Three/50  from #0
         #4      0.000ms  b starts
         #5      1.000ms  b <- a  One/100  from #1
         #6      1.000ms  b <- a  Two/100  from #2
         #7      1.000ms  b <- a  Three/50  from #3
         #8   2.573043ms  b <= a  Two/100  (copy 2)  from #2
         #9   2.751233ms  b <= a  Two/100  (copy 3)  from #2
        #10   4.374382ms  b <= a  One/100  (copy 2)  from #1
        #11   8.256773ms  b <= a  Three/50  (copy 2)  from #3
        #12   9.871338ms  b <= a  One/100  (copy 3)  from #1
                            -- nothing left to do
                            -- inversions: 0
        ",
    );
}

#[test]
fn what_is_damaged_arrives() {
    check(
        &three(r#"(latency: "1ms", corruption: "10%")"#, "force Damage 7 a -> b Two"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a ~> b  Two/100!7  damaged  from #2
        #4      0.000ms  a -> b  Three/50  from #0
        #5      0.000ms  b starts
        #6      1.000ms  b <- a  One/100  from #1
        #7      1.000ms  b <- a  Two/100!7  from #2
        #8      1.000ms  b <- a  Three/50  from #4
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
}

#[test]
fn presets_are_links_with_names() {
    for name in ["Lan", "Wan", "Satellite", "LossyWifi", "Datacentre"] {
        super::play::rehearse(&three(name, "seed 1"));
        super::play::rehearse(&three(&format!("{name}(loss: \"50%\")"), "seed 1"));
    }
    check(
        &three(r#"Lan(loss: "0%", spread: None)"#, ""),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5   0.100800ms  b <- a  One/100  from #1
        #6   0.101600ms  b <- a  Two/100  from #2
        #7      0.102ms  b <- a  Three/50  from #3
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
}

#[test]
fn a_lossy_line_is_as_bad_as_all_its_stretches() {
    check_seed(
        "One/100  lost",
        r#"
        layout Line(latency: "1ms", loss: "20%", spread: Uniform("1ms"))
        node a
          start: send c One/100; send c Two/100; send c Three/50
        node b
        node c
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> c  One/100  from #0
        #2      0.000ms  a -x c  One/100  lost  from #1
        #3      0.000ms  a -> c  Two/100  from #0
        #4      0.000ms  a -x c  Two/100  lost  from #3
        #5      0.000ms  a -> c  Three/50  from #0
        #6      0.000ms  b starts
        #7      0.000ms  c starts
        #8   3.001554ms  c <- a  Three/50  from #5
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_reused_network_remembers_no_link_of_the_run_before() {
    let mut world = stage(
        r#"
        link (latency: "1ms", order: Kept)
        node a
          start: send b One
        node b
        "#,
    );
    for _ in 0..2 {
        assert_eq!(world.medium().links_with_state(), 0);
        world.run(Stop::idle());
        assert_eq!(world.medium().links_with_state(), 1);
        world.reset(&Choices::calm());
    }
}
