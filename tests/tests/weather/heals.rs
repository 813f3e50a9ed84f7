//! Heals: everything ends, whatever went on.

use super::play::check;

#[test]
fn a_heal_ends_everything_but_crashes_for_good() {
    check(
        r#"
        node a
          start: set Tick 3ms
          again: fact back
          timer Tick: send b Tick; set Tick 3ms
        node b
          start: set Tick 3ms
          timer Tick: send a Tick; clocks; set Tick 3ms
        node c
        node d
          again: fact back
        (label: "gone", at: "1ms", fault: Crash(nodes: "c"))
        (label: "away", at: "1ms", until: "20ms", fault: Crash(nodes: "d"))
        (at: "1ms", fault: Partition(Cut(All)))
        (at: "2ms", fault: Hold)
        (at: "2ms", fault: SlowLink(factor: 9))
        (at: "2ms", fault: ClockDrift(nodes: ["a", "b"], rate: 2))
        (at: "2ms", fault: SlowNode(nodes: ["a", "b"], factor: 2))
        (at: "4ms", fault: Pause(nodes: "a"))
        heal 5ms
        run until 9ms
        summary
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #4      0.000ms  c starts
         #5      0.000ms  d starts
         #6      1.000ms  world FAULT gone: crash c, plan line 1
         #7      1.000ms  c CRASH  from #6
         #8      1.000ms  world FAULT away: crash d, plan line 2
         #9      1.000ms  d CRASH  from #8
        #10      1.000ms  world FAULT partition: partition all, plan line 3
        #11      2.000ms  world FAULT hold: hold all, plan line 4
        #12      2.000ms  world FAULT slow link: slow-link all, plan line 5
        #13      2.000ms  world FAULT clock drift: clock-drift a b, plan line 6
        #14      2.000ms  a now: the clocks run at rate 2  from #13
        #15      2.000ms  b now: the clocks run at rate 2  from #13
        #16      2.000ms  world FAULT slow node: slow-node a b, plan line 7
        #17      2.000ms  a now: all takes 2 times as long  from #16
        #18      2.000ms  b now: all takes 2 times as long  from #16
        #19      3.000ms  a timer Tick  from #1
        #20      3.000ms  a -> b  Tick  from #19
        #21      3.000ms  a -x b  Tick  cut off  from #20
        #23      3.000ms  b timer Tick  from #3
        #24      3.000ms  b -> a  Tick  from #23
        #25      3.000ms  b -x a  Tick  cut off  from #24
        #26      3.000ms  b FACT now=4.000ms wall=4.000ms  from #23
        #28      4.000ms  world FAULT pause: pause a, plan line 8
        #29      4.000ms  a PAUSE  from #28
        #30      4.500ms  b timer Tick  from #27
        #31      4.500ms  b -> a  Tick  from #30
        #32      4.500ms  b -x a  Tick  cut off  from #31
        #33      4.500ms  b FACT now=7.000ms wall=7.000ms  from #30
        #35      5.000ms  world FAULT heal: all is healed, d back
        #36      5.000ms  d RESTART 1  from #35
        #37      5.000ms  d starts again  from #36
        #38      5.000ms  d FACT back  from #37
        #39      5.000ms  a now: the clocks are right  from #35
        #40      5.000ms  b now: the clocks are right  from #35
        #41      5.000ms  a now: all takes 1 times as long  from #35
        #42      5.000ms  b now: all takes 1 times as long  from #35
        #43      5.000ms  a RESUME  from #35
        #44      5.000ms  a timer Tick  from #22
        #45      5.000ms  a -> b  Tick  from #44
        #47      6.000ms  b timer Tick  from #34
        #48      6.000ms  b -> a  Tick  from #47
        #49      6.000ms  b FACT now=9.000ms wall=6.000ms  from #47
        #51      6.000ms  b <- a  Tick  from #45
        #52      7.000ms  a <- b  Tick  from #48
        #53      8.000ms  a timer Tick  from #46
        #54      8.000ms  a -> b  Tick  from #53
        #56      9.000ms  b timer Tick  from #50
        #57      9.000ms  b -> a  Tick  from #56
        #58      9.000ms  b FACT now=12.000ms wall=9.000ms  from #56
        #60      9.000ms  b <- a  Tick  from #54
                            -- time over
                            -- gone (crash) 1.000ms to the end: hit c
                            -- away (crash) 1.000ms to 5.000ms: hit d
                            -- partition (partition) 1.000ms to 5.000ms: hit 3 messages
                            -- hold (hold) 2.000ms to 5.000ms: hit nothing
                            -- slow link (slow-link) 2.000ms to 5.000ms: hit nothing
                            -- clock drift (clock-drift) 2.000ms to 5.000ms: hit a b
                            -- slow node (slow-node) 2.000ms to 5.000ms: hit a b
                            -- pause (pause) 4.000ms to 5.000ms: hit a
        ",
    );
}

#[test]
fn what_was_held_back_arrives_at_the_heal_in_order() {
    check(
        r#"
        node a
          start: send b One; send b Two after 1ms; send b Three after 2ms
        node b
        (at: "0s", fault: Hold)
        (at: "0s", fault: Rule(kind: "Two", action: Hold))
        heal 5ms
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One  from #0
         #2      0.000ms  a -> b  Two  from #0
         #3      0.000ms  a -> b  Three  from #0
         #4      0.000ms  b starts
         #5      0.000ms  world FAULT hold: hold all, plan line 1
         #6      0.000ms  world FAULT rule: each Two is held back, plan line 2
         #7      1.000ms  a -| b  One  held  from #1
         #8      2.000ms  a -| b  Two  held  from #2
         #9      3.000ms  a -| b  Three  held  from #3
        #10      5.000ms  world FAULT heal: all is healed
        #11      5.000ms  b <- a  One  from #1
        #12      5.000ms  b <- a  Two  from #2
        #13      5.000ms  b <- a  Three  from #3
                            -- nothing left to do
                            -- hold (hold) 0.000ms to 5.000ms: hit 3 messages
                            -- rule (rule) 0.000ms to 5.000ms: hit 1 message
        ",
    );
}

#[test]
fn links_are_calm_after_the_heal() {
    check(
        r#"
        link (latency: "1ms", loss: "100%", spread: Uniform("5ms"))
        seed 1
        node a
          start: set Tick 1ms
          timer Tick: send b Tick; set Tick 1ms
        node b
        heal 2500us
        run until 5ms
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      1.000ms  a timer Tick  from #1
         #4      1.000ms  a -> b  Tick  from #3
         #5      1.000ms  a -x b  Tick  lost  from #4
         #7      2.000ms  a timer Tick  from #6
         #8      2.000ms  a -> b  Tick  from #7
         #9      2.000ms  a -x b  Tick  lost  from #8
        #11      2.500ms  world FAULT heal: all is healed
        #12      3.000ms  a timer Tick  from #10
        #13      3.000ms  a -> b  Tick  from #12
        #15      4.000ms  b <- a  Tick  from #13
        #16      4.000ms  a timer Tick  from #14
        #17      4.000ms  a -> b  Tick  from #16
        #19      5.000ms  b <- a  Tick  from #17
        #20      5.000ms  a timer Tick  from #18
        #21      5.000ms  a -> b  Tick  from #20
                            -- time over
        ",
    );
}

#[test]
fn an_end_after_the_heal_ends_nothing() {
    check(
        r#"
        node a
        (at: "1ms", until: "9ms", fault: Pause(nodes: "a"))
        heal 3ms
        run
        summary
        "#,
        "
        #0      0.000ms  a starts
        #1      1.000ms  world FAULT pause: pause a, plan line 1
        #2      1.000ms  a PAUSE  from #1
        #3      3.000ms  world FAULT heal: all is healed
        #4      3.000ms  a RESUME  from #3
        #5      9.000ms  world FAULT pause ends: there was nothing to end
                           -- nothing left to do
                           -- pause (pause) 1.000ms to 3.000ms: hit a
        ",
    );
}
