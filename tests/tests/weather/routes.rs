//! Routes: which way messages take.

use super::play::check;

// Everybody sends to the last one.
fn play(layout: &str, more: &str) -> String {
    format!(
        "
        layout {layout}
        routes
        node a
          start: send d AD; send b AB
        node b
        node c
        node d
          start: send a DA
        {more}
        run
        "
    )
}

#[test]
fn a_message_takes_the_sum_of_its_stretches() {
    check(
        &play(r#"Line(latency: "1ms")"#, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> d  AD  from #0
         #2      0.000ms  a -> d  by a - b - c - d, 3ms  from #1
         #3      0.000ms  a -> b  AB  from #0
         #4      0.000ms  a -> b  by a - b, 1ms  from #3
         #5      0.000ms  b starts
         #6      0.000ms  c starts
         #7      0.000ms  d starts
         #8      0.000ms  d -> a  DA  from #7
         #9      0.000ms  d -> a  by d - c - b - a, 3ms  from #8
        #10      1.000ms  b <- a  AB  from #3
        #11      3.000ms  d <- a  AD  from #1
        #12      3.000ms  a <- d  DA  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn all_ways_lead_over_the_hub() {
    check(
        &play(r#"Star(hub: "b", link: (latency: "1ms"))"#, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> d  AD  from #0
         #2      0.000ms  a -> d  by a - b - d, 2ms  from #1
         #3      0.000ms  a -> b  AB  from #0
         #4      0.000ms  a -> b  by a - b, 1ms  from #3
         #5      0.000ms  b starts
         #6      0.000ms  c starts
         #7      0.000ms  d starts
         #8      0.000ms  d -> a  DA  from #7
         #9      0.000ms  d -> a  by d - b - a, 2ms  from #8
        #10      1.000ms  b <- a  AB  from #3
        #11      2.000ms  d <- a  AD  from #1
        #12      2.000ms  a <- d  DA  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_ring_is_gone_round_the_short_way() {
    check(
        &play(r#"Ring(latency: "1ms")"#, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> d  AD  from #0
         #2      0.000ms  a -> d  by a - d, 1ms  from #1
         #3      0.000ms  a -> b  AB  from #0
         #4      0.000ms  a -> b  by a - b, 1ms  from #3
         #5      0.000ms  b starts
         #6      0.000ms  c starts
         #7      0.000ms  d starts
         #8      0.000ms  d -> a  DA  from #7
         #9      0.000ms  d -> a  by d - a, 1ms  from #8
        #10      1.000ms  d <- a  AD  from #1
        #11      1.000ms  b <- a  AB  from #3
        #12      1.000ms  a <- d  DA  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn switches_and_segments_forward() {
    let layout = r#"Graph(switches: ["s", "t"], segments: [("lan", (latency: "100us"))], attached: [("a", "lan"), ("b", "lan")], links: [(from: "lan", to: "s", link: (latency: "1ms")), (from: "s", to: "t", link: (latency: "5ms"), back: (latency: "7ms")), (from: "t", to: "c", link: (latency: "1ms")), (from: "t", to: "d", link: (latency: "1ms"))])"#;
    check(
        &play(layout, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> d  AD  from #0
         #2      0.000ms  a -> d  by a - lan - s - t - d, 7ms  from #1
         #3      0.000ms  a -> b  AB  from #0
         #4      0.000ms  a -> b  by a - lan - b, 100us  from #3
         #5      0.000ms  b starts
         #6      0.000ms  c starts
         #7      0.000ms  d starts
         #8      0.000ms  d -> a  DA  from #7
         #9      0.000ms  d -> a  by d - t - s - lan - a, 9ms  from #8
        #10      0.100ms  b <- a  AB  from #3
        #11      7.000ms  d <- a  AD  from #1
        #12      9.000ms  a <- d  DA  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn regions_have_links_inside_and_between() {
    let layout = r#"Regions(regions: [(name: "eu", nodes: ["a", "b"], link: (latency: "1ms")), (name: "us", nodes: ["c", "d"], link: (latency: "2ms"))], between: [(from: "eu", to: "us", link: (latency: "40ms"), back: (latency: "50ms"))])"#;
    check(
        &play(layout, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> d  AD  from #0
         #2      0.000ms  a -> d  by a - eu - us - d, 40ms  from #1
         #3      0.000ms  a -> b  AB  from #0
         #4      0.000ms  a -> b  by a - eu - b, 1ms  from #3
         #5      0.000ms  b starts
         #6      0.000ms  c starts
         #7      0.000ms  d starts
         #8      0.000ms  d -> a  DA  from #7
         #9      0.000ms  d -> a  by d - us - eu - a, 50ms  from #8
        #10      1.000ms  b <- a  AB  from #3
        #11     40.000ms  d <- a  AD  from #1
        #12     50.000ms  a <- d  DA  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn where_no_way_leads_nothing_arrives() {
    let layout = r#"Graph(links: [(from: "a", to: "b", link: (latency: "1ms")), (from: "c", to: "d", link: (latency: "1ms"))])"#;
    check(
        &play(layout, ""),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> d  AD  from #0
         #2      0.000ms  a -> d  by no way  from #1
         #3      0.000ms  a -x d  AD  no way there  from #1
         #4      0.000ms  a -> b  AB  from #0
         #5      0.000ms  a -> b  by a - b, 1ms  from #4
         #6      0.000ms  b starts
         #7      0.000ms  c starts
         #8      0.000ms  d starts
         #9      0.000ms  d -> a  DA  from #8
        #10      0.000ms  d -> a  by no way  from #9
        #11      0.000ms  d -x a  DA  no way there  from #9
        #12      1.000ms  b <- a  AB  from #4
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_cut_edge_cuts_all_ways_over_it() {
    let layout = r#"Graph(switches: ["s"], links: [(from: "a", to: "s", link: (latency: "1ms")), (from: "b", to: "s", link: (latency: "1ms")), (from: "s", to: "c", link: (latency: "1ms")), (from: "c", to: "d", link: (latency: "1ms"))])"#;
    check(
        &play(layout, r#"(at: "0s", fault: Partition(Cut(Edge("s", "c"))))"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> d  AD  from #0
         #2      0.000ms  a -> d  by a - s - c - d, 3ms  from #1
         #3      0.000ms  a -> b  AB  from #0
         #4      0.000ms  a -> b  by a - s - b, 2ms  from #3
         #5      0.000ms  b starts
         #6      0.000ms  c starts
         #7      0.000ms  d starts
         #8      0.000ms  d -> a  DA  from #7
         #9      0.000ms  d -> a  by d - c - s - a, 3ms  from #8
        #10      0.000ms  world FAULT partition: partition s -- c, plan line 1
        #11      2.000ms  b <- a  AB  from #3
        #12      3.000ms  a -x d  AD  cut off  from #1
        #13      3.000ms  d -x a  DA  cut off  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_slow_edge_slows_the_whole_way_of_whoever_crosses_it() {
    check(
        r#"
        layout Line(latency: "1ms")
        node a
          start: send c AC after 1ms; send b AB after 1ms
        node b
        node c
        (at: "0s", fault: SlowLink(factor: 3, links: Edge("b", "c")))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> c  AC  from #0
        #2      0.000ms  a -> b  AB  from #0
        #3      0.000ms  b starts
        #4      0.000ms  c starts
        #5      0.000ms  world FAULT slow link: slow-link b -- c, plan line 1
        #6      2.000ms  b <- a  AB  from #2
        #7      7.000ms  c <- a  AC  from #1
                           -- nothing left to do
        ",
    );
}
