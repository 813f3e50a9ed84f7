//! Slowness: of links and of nodes.

use super::play::check;

// One message every 3 ms.
fn ticking(link: &str, episodes: &str) -> String {
    format!(
        "
        link {link}
        node a
          start: set Tick 1ms
          timer Tick: send b Tick; set Tick 3ms
        node b
        {episodes}
        run until 9ms
        summary
        "
    )
}

#[test]
fn a_slow_link_takes_several_times_as_long() {
    let slow = r#"(at: "2ms", until: "6ms", fault: SlowLink(factor: 3, extra: "100us"))"#;
    check(
        &ticking(r#"(latency: "500us")"#, slow),
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  a timer Tick  from #1
         #4      1.000ms  a -> b  Tick  from #3
         #6      1.500ms  b <- a  Tick  from #4
         #7      2.000ms  world FAULT slow link: slow-link all, plan line 1
         #8      4.000ms  a timer Tick  from #5
         #9      4.000ms  a -> b  Tick  from #8
        #11      5.600ms  b <- a  Tick  from #9
        #12      6.000ms  world FAULT slow link ends: slow-link all
        #13      7.000ms  a timer Tick  from #10
        #14      7.000ms  a -> b  Tick  from #13
        #16      7.500ms  b <- a  Tick  from #14
                            -- time over
                            -- slow link (slow-link) 2.000ms to 6.000ms: hit 1 message
        ",
    );
}

#[test]
fn slow_links_add_up() {
    let slow = r#"(at: "0s", until: "6ms", fault: SlowLink(factor: 3))
        (at: "3ms", until: "8ms", fault: SlowLink(factor: 2, links: To("b")))"#;
    check(
        &ticking(r#"(latency: "500us")"#, slow),
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      0.000ms  world FAULT slow link: slow-link all, plan line 1
         #4      1.000ms  a timer Tick  from #1
         #5      1.000ms  a -> b  Tick  from #4
         #7      2.500ms  b <- a  Tick  from #5
         #8      3.000ms  world FAULT slow link 2: slow-link all -> b, plan line 2
         #9      4.000ms  a timer Tick  from #6
        #10      4.000ms  a -> b  Tick  from #9
        #12      6.000ms  world FAULT slow link ends: slow-link all
        #13      6.000ms  b <- a  Tick  from #10
        #14      7.000ms  a timer Tick  from #11
        #15      7.000ms  a -> b  Tick  from #14
        #17      8.000ms  world FAULT slow link 2 ends: slow-link all -> b
        #18      8.000ms  b <- a  Tick  from #15
                            -- time over
                            -- slow link (slow-link) 0.000ms to 6.000ms: hit 2 messages
                            -- slow link 2 (slow-link) 3.000ms to 8.000ms: hit 2 messages
        ",
    );
}

#[test]
fn a_slow_link_comes_and_goes() {
    let slow = r#"(at: "0s", fault: SlowLink(extra: "1ms"), flapping: (on: "2ms", off: "3ms"))"#;
    check(
        &ticking(r#"(latency: "500us")"#, slow),
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      0.000ms  world FAULT slow link: slow-link all, plan line 1
         #4      1.000ms  a timer Tick  from #1
         #5      1.000ms  a -> b  Tick  from #4
         #7      2.500ms  b <- a  Tick  from #5
         #8      4.000ms  a timer Tick  from #6
         #9      4.000ms  a -> b  Tick  from #8
        #11      4.500ms  b <- a  Tick  from #9
        #12      7.000ms  a timer Tick  from #10
        #13      7.000ms  a -> b  Tick  from #12
        #15      7.500ms  b <- a  Tick  from #13
                            -- time over
                            -- slow link (slow-link) 0.000ms to the end: hit 1 message
        ",
    );
}

#[test]
fn a_slow_node_serves_and_works_slowly() {
    check(
        r#"
        node a
          start: set Go 1ms; set Again 9ms
          timer Go: send b Ask
          timer Again: send b Ask
        node b mailbox any service 1ms
          Ask: work 1ms; send a Done
        (at: "1ms", until: "8ms", fault: SlowNode(nodes: "b", factor: 2))
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #3      0.000ms  b starts
         #4      1.000ms  world FAULT slow node: slow-node b, plan line 1
         #5      1.000ms  b now: all takes 2 times as long  from #4
         #6      1.000ms  a timer Go  from #1
         #7      1.000ms  a -> b  Ask  from #6
         #8      2.000ms  b .. a  Ask  (1 waiting)  from #7
         #9      4.000ms  b <- a  Ask  from #7
        #10      4.000ms  b works 1ms  from #9
        #11      6.000ms  b -> a  Done  from #9
        #12      7.000ms  a <- b  Done  from #11
        #13      8.000ms  world FAULT slow node ends: slow-node b
        #14      8.000ms  b now: all takes 1 times as long  from #13
        #15      9.000ms  a timer Again  from #2
        #16      9.000ms  a -> b  Ask  from #15
        #17     10.000ms  b .. a  Ask  (1 waiting)  from #16
        #18     11.000ms  b <- a  Ask  from #16
        #19     11.000ms  b works 1ms  from #18
        #20     12.000ms  b -> a  Done  from #18
        #21     13.000ms  a <- b  Done  from #20
                            -- nothing left to do
                            -- slow node (slow-node) 1.000ms to 8.000ms: hit b
        ",
    );
}

#[test]
fn work_that_has_begun_is_neither_prolonged_nor_shortened() {
    check(
        r#"
        node a
          start: work 4ms; work 2ms; work 1ms; fact done
        (at: "1ms", until: "7ms", fault: SlowNode(nodes: "a", factor: 2))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a works 4ms  from #0
        #2      1.000ms  world FAULT slow node: slow-node a, plan line 1
        #3      1.000ms  a now: all takes 2 times as long  from #2
        #4      4.000ms  a works 2ms  from #0
        #5      7.000ms  world FAULT slow node ends: slow-node a
        #6      7.000ms  a now: all takes 1 times as long  from #5
        #7      8.000ms  a works 1ms  from #0
        #8      9.000ms  a FACT done  from #0
                           -- nothing left to do
        ",
    );
}

#[test]
fn of_two_that_make_a_node_slow_the_other_stays() {
    check(
        r#"
        node a
          start: work 2ms; work 2ms; work 2ms; fact done
        (label: "twice", at: "1ms", until: "5ms", fault: SlowNode(nodes: "a", factor: 2))
        (label: "thrice", at: "1ms", until: "9ms", fault: SlowNode(nodes: "a", factor: 3))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a works 2ms  from #0
         #2      1.000ms  world FAULT twice: slow-node a, plan line 1
         #3      1.000ms  a now: all takes 2 times as long  from #2
         #4      1.000ms  world FAULT thrice: slow-node a, plan line 2
         #5      1.000ms  a now: all takes 3 times as long  from #4
         #6      2.000ms  a works 2ms  from #0
         #7      5.000ms  world FAULT twice ends: slow-node a
         #8      5.000ms  a now: all takes 1 times as long  from #7
         #9      5.000ms  a now: all takes 3 times as long  from #7
        #10      8.000ms  a works 2ms  from #0
        #11      9.000ms  world FAULT thrice ends: slow-node a
        #12      9.000ms  a now: all takes 1 times as long  from #11
        #13     14.000ms  a FACT done  from #0
                            -- nothing left to do
        ",
    );
}
