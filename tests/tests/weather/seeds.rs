//! Seeds: busy worlds in all sorts of weather, told in every way.

use super::play::rehearse;

// Everything at once, for as long as the plan lasts.
fn play(seed: u64, streams: &str, episodes: &str) -> String {
    format!(
        r#"
        link (latency: "1ms", spread: Uniform("900us"), loss: "5%", duplication: (chance: "5%"), corruption: "2%", bandwidth: (rate: 200000, queue: 200))
        {streams}
        deadlocks tolerated
        seed {seed}
        node a
          start: set Tick 1ms
          again: send b Again~/10; set Tick 1ms
          timer Tick: send b Tick/10; send c More~/10; send b More~/10; work 100us; set Tick 400us 900us
          severed: send b Severed
        actor a/x mailbox 1 block private service 300us
          start: set Tick 1ms
          timer Tick: send b/y More~/10; send a Near; set Tick 1ms 2ms
        node b mailbox any service 200us
          start: set Tick 1ms
          timer Tick: send c Tick/10 after 500us; write log x; sync; set Tick 1ms
          More~/10: send a/x Back~/10
          severed: fact severed
        actor b/y mailbox 1 fail private service 500us
          More~/10: point more; send a Thanks
        node c mailbox 4 oldest service 100us
          start: set Tick 1ms
          timer Tick: send a Tick/10; send b More~/10 after 300us; point tick; set Tick 600us
          severed: stop
        {episodes}
        heal 12ms
        run until 18ms
        "#
    )
}

const CUTS: &str = r#"(at: "2ms..3ms", lasts: "1ms..3ms", fault: Partition(Isolate(One)))
        (at: "4ms", lasts: "6ms", fault: Partition(Halves), flapping: (on: "700us", off: "1ms"))
        (at: "8ms", lasts: "3ms", fault: Partition(OneWay("a", "b")))"#;

const HOLDS: &str = r#"(at: "2ms", lasts: "1ms..3ms", fault: Hold(links: Of(One)))
        (at: "3ms", lasts: "3ms", fault: Rule(kind: "More", nth: 5, action: Hold))
        (at: "5ms", lasts: "4ms", fault: SlowLink(factor: 3, links: To(One)))
        (at: "6ms", lasts: "4ms", fault: Rule(from: "b", action: Delay("1ms")))"#;

const NODES: &str = r#"(at: "2ms", lasts: "1ms..3ms", fault: Pause(nodes: One))
        (at: "3ms", lasts: "2ms", fault: Crash(nodes: One))
        (at: "5ms", lasts: "4ms", fault: Points(nodes: All, chance: "20%", restart: "0s..1ms"))
        (at: "4ms", lasts: "4ms", fault: SlowNode(nodes: One, factor: 3))
        (at: "7ms", lasts: "2ms", fault: Pause(nodes: One))
        (at: "9ms", fault: Crash(nodes: One))"#;

fn check(streams: &str, episodes: &str) {
    for seed in 0..40 {
        rehearse(&play(seed, streams, episodes));
    }
}

#[test]
fn streams_in_cuts() {
    check("streams window 3 resend 1ms patience 2ms", CUTS);
    check("streams window 1 resend 1ms patience 9ms", CUTS);
}

#[test]
fn streams_that_are_held_up() {
    check("streams window 3 resend 1ms patience 2ms", HOLDS);
    check("streams window 1 resend 1ms patience 2ms", HOLDS);
}

#[test]
fn streams_of_nodes_that_come_and_go() {
    check("streams window 3 resend 1ms patience 2ms", NODES);
    check("streams window 1 resend 1ms patience 2ms", NODES);
}

#[test]
fn streams_in_all_of_it() {
    check(
        "streams window 2 resend 1ms patience 1ms",
        &format!("{CUTS}\n        {HOLDS}\n        {NODES}"),
    );
}
