//! Spreads: how much longer than its latency a link takes, and what becomes of the order.

use super::play::{check, rehearse};

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
fn a_spread_adds_to_the_latency() {
    check(
        &three(r#"(latency: "1ms", spread: Uniform("5ms"))"#, "seed 1"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5   3.595191ms  b <- a  Three/50  from #3
        #6   3.721827ms  b <- a  One/100  from #1
        #7   5.711479ms  b <- a  Two/100  from #2
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
    check(
        &three(r#"(latency: "1ms", spread: Exponential("2ms"))"#, "seed 1"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5   1.517068ms  b <- a  One/100  from #1
        #6   1.550140ms  b <- a  Three/50  from #3
        #7   2.444847ms  b <- a  Two/100  from #2
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
    check(
        &three(r#"(latency: "1ms", spread: Normal(mean: "4ms", deviation: "1ms"))"#, "seed 1"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5   4.394575ms  b <- a  One/100  from #1
        #6   4.612129ms  b <- a  Three/50  from #3
        #7   4.888180ms  b <- a  Two/100  from #2
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
    check(
        &three(r#"(latency: "1ms", spread: LogNormal(median: "2ms", sigma: "1/2"))"#, "seed 1"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5   2.477623ms  b <- a  One/100  from #1
        #6   2.647422ms  b <- a  Three/50  from #3
        #7   2.891248ms  b <- a  Two/100  from #2
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
    check(
        &three(r#"(latency: "1ms", spread: Pareto(scale: "1ms", shape: 2, cap: "9ms"))"#, "seed 1"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5   2.137994ms  b <- a  One/100  from #1
        #6   2.147442ms  b <- a  Three/50  from #3
        #7   2.435067ms  b <- a  Two/100  from #2
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
    check(
        &three(r#"(latency: "1ms", spread: Empirical([(1, "1ms"), (1, "7ms")]))"#, "seed 1"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5      8.000ms  b <- a  One/100  from #1
        #6      8.000ms  b <- a  Two/100  from #2
        #7      8.000ms  b <- a  Three/50  from #3
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
}

#[test]
fn where_all_is_calm_a_spread_adds_nothing() {
    check(
        &three(r#"(latency: "1ms", spread: Uniform("5ms"), loss: "50%")"#, ""),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5      1.000ms  b <- a  One/100  from #1
        #6      1.000ms  b <- a  Two/100  from #2
        #7      1.000ms  b <- a  Three/50  from #3
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
}

#[test]
fn a_forced_delay_lies_in_the_spread() {
    check(
        &three(r#"(latency: "1ms", spread: Uniform("5ms"))"#, "force Delay 5000000 b One"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5      1.000ms  b <- a  Two/100  from #2
        #6      1.000ms  b <- a  Three/50  from #3
        #7      6.000ms  b <- a  One/100  from #1
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
}

#[test]
fn a_kept_order_makes_messages_wait_for_those_before() {
    check(
        &three(
            r#"(latency: "1ms", spread: Uniform("5ms"), order: Kept)"#,
            "force Delay 5000000 b One",
        ),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5      6.000ms  b <- a  One/100  from #1
        #6   6.000001ms  b <- a  Two/100  from #2
        #7   6.000002ms  b <- a  Three/50  from #3
                           -- nothing left to do
                           -- inversions: 0
        ",
    );
}

#[test]
fn what_is_put_aside_is_not_waited_for() {
    let link =
        r#"(latency: "1ms", order: Kept, reordering: (chance: "50%", behind: Uniform("9ms")))"#;
    check(
        &three(link, "force Aside 1 a -> b One\n        force Delay 4000000 b One"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5      1.000ms  b <- a  Two/100  from #2
        #6   1.000001ms  b <- a  Three/50  from #3
        #7      5.000ms  b <- a  One/100  from #1
                           -- nothing left to do
                           -- inversions: 1
        ",
    );
    let loose = r#"(latency: "1ms", reordering: (chance: "100%", behind: Uniform("9ms")))"#;
    check(
        &three(loose, "seed 4"),
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One/100  from #0
        #2      0.000ms  a -> b  Two/100  from #0
        #3      0.000ms  a -> b  Three/50  from #0
        #4      0.000ms  b starts
        #5   6.865682ms  b <- a  Two/100  from #2
        #6   7.648345ms  b <- a  Three/50  from #3
        #7   7.683283ms  b <- a  One/100  from #1
                           -- nothing left to do
                           -- inversions: 1
        ",
    );
}

#[test]
fn however_many_hops_add_up_a_message_is_late_by_a_century_at_most() {
    for seed in 0..8 {
        rehearse(&format!(
            r#"
            layout Graph(switches: ["s"], links: [(from: "a", to: "s", link: (latency: "1ms", spread: Uniform("870000h"))), (from: "s", to: "b", link: (latency: "1ms", spread: Uniform("870000h")))])
            seed {seed}
            node a
              start: send b Late
            node b
            run
            "#
        ));
    }
}
