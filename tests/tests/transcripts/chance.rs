//! Plays that nobody wrote: whatever happens in them, it happens the same way however it is told.

use std::fmt::Write;

use sim_core::Stream;
use sim_core::prelude::*;

use super::play::rehearse;

const ACTORS: [&str; 4] = ["a", "a/x", "a/y", "b"];

const DEEDS: [&str; 36] = [
    "send a One",
    "send a/x One",
    "send a/x Two",
    "send a/y One",
    "send b One",
    "send b Two",
    "send me Two",
    "send sender Two",
    "send w One",
    "send a/x Two after 2ms",
    "send b Two after 1ms",
    "send a One after 3ms",
    "set T 1ms",
    "set T 2ms",
    "set U 0ms",
    "set U 1ms 4ms",
    "cancel T",
    "cancel U",
    "spawn w",
    "monitor w",
    "link w",
    "monitor a/x",
    "link a/y",
    "stop",
    "panic",
    "fact f",
    "choose way 3",
    "dice",
    "invoke Buy",
    "work 1ms",
    "work 2ms",
    "point middle",
    "write f one",
    "append g two",
    "sync",
    "read f",
];

const MAILBOXES: [&str; 9] = [
    "",
    "",
    " mailbox 1 block private",
    " mailbox 1 block private service 1ms",
    " mailbox 2 block private service 1ms spread 2ms",
    " mailbox 1 fail private service 1ms",
    " mailbox 1 oldest service 2ms",
    " mailbox 1 dead a service 1ms",
    " mailbox 1 spill 1ms service 1ms",
];

const FAULTS: [&str; 18] = [
    "crash a",
    "crash b",
    "restart a",
    "restart b",
    "wipe a",
    "pause a",
    "resume a",
    "pause b",
    "resume b",
    "slow a 3",
    "drift a 2",
    "jump a 5ms",
    "points a 10% 0ms 2ms",
    "points b 20%",
    "disk a torn 50% lying 20% unwritable 20% unreadable 20% takes 1ms",
    "gate hold",
    "gate open",
    "rot a 0 3",
];

const RULES: [&str; 3] = ["panics end actors", "panics crash nodes 1ms", "panics crash nodes"];

fn pick<'a>(dice: &mut Stream, from: &[&'a str]) -> &'a str {
    dice.pick(from).expect("something to pick from")
}

fn write_part(play: &mut String, dice: &mut Stream, child: bool) {
    for when in ["start", "One", "Two", "timer T", "timer U", "down", "refused", "dead", "call Buy"]
    {
        let deeds: Vec<&str> = (0..dice.between(0, 4))
            .map(|_| pick(dice, &DEEDS))
            // Nobody has sent anything yet, and a child that isn't there has no name.
            .filter(|deed| when != "start" || !deed.contains("sender"))
            .filter(|deed| !child || !deed.contains(" w"))
            .map(|deed| {
                if deed.contains(" w") && deed != "spawn w" { "spawn w; send w Two" } else { deed }
            })
            .collect();
        if !deeds.is_empty() {
            let _ = writeln!(play, "  {when}: {}", deeds.join("; "));
        }
    }
}

fn write_play(seed: u64) -> String {
    let mut dice = Stream::new(seed, 0);
    let dice = &mut dice;
    let mut play = format!("seed {seed}\nwire 1ms jitter 2ms loss 10% double 20%\n");
    let _ = writeln!(play, "deadlocks tolerated\ninstant steps 500\n{}", pick(dice, &RULES));
    if dice.between(0, 1) == 1 {
        play.push_str("yields\n");
    }
    for path in ACTORS {
        let role = if path.contains('/') { "actor" } else { "node" };
        let mailbox = if path == "b" { "" } else { pick(dice, &MAILBOXES) };
        let _ = writeln!(play, "{role} {path}{mailbox}");
        write_part(&mut play, dice, false);
    }
    play.push_str("child w\n");
    write_part(&mut play, dice, true);
    for _ in 0..dice.between(0, 8) {
        let _ = writeln!(play, "at {}ms {}", dice.between(0, 9), pick(dice, &FAULTS));
    }
    for _ in 0..3 {
        let _ = writeln!(play, "at {}ms call {} Buy", dice.between(0, 9), pick(dice, &ACTORS));
    }
    play.push_str("run steps 150\nfinish\n");
    play
}

#[test]
fn what_happens_by_chance_can_be_told_in_every_way() {
    for seed in 0..200 {
        let play = write_play(seed);
        let told = std::panic::catch_unwind(|| rehearse(&play));
        assert!(told.is_ok(), "seed {seed}:\n{play}");
    }
}
