//! Clocks: jumps, drifts, and both at once.

use super::play::check;

#[test]
fn a_jump_moves_the_clock_on_the_wall_and_no_timer() {
    check(
        r#"
        node a
          start: set Two 2ms; set Four 4ms; set Six 6ms
          timer Two: clocks
          timer Four: clocks
          timer Six: clocks
        (at: "3ms", until: "5ms", fault: ClockJump(nodes: "a", by: "1h"))
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #4      2.000ms  a timer Two  from #1
         #5      2.000ms  a FACT now=2.000ms wall=2.000ms  from #4
         #6      3.000ms  world FAULT clock jump: clock-jump a, plan line 1
         #7      3.000ms  a now: the wall clock jumps 1h ahead  from #6
         #8      4.000ms  a timer Four  from #2
         #9      4.000ms  a FACT now=4.000ms wall=3600004.000ms  from #8
        #10      5.000ms  world FAULT clock jump ends: clock-jump a
        #11      5.000ms  a now: the clocks are right  from #10
        #12      6.000ms  a timer Six  from #3
        #13      6.000ms  a FACT now=6.000ms wall=6.000ms  from #12
                            -- nothing left to do
                            -- clock jump (clock-jump) 3.000ms to 5.000ms: hit a
        ",
    );
}

#[test]
fn a_jump_may_go_back() {
    check(
        r#"
        node a
          start: set Two 2ms; set Four 4ms
          timer Two: clocks
          timer Four: clocks
        (at: "3ms", fault: ClockJump(nodes: "a", by: "-1s"))
        run
        "#,
        "
        #0      0.000ms  a starts
        #3      2.000ms  a timer Two  from #1
        #4      2.000ms  a FACT now=2.000ms wall=2.000ms  from #3
        #5      3.000ms  world FAULT clock jump: clock-jump a, plan line 1
        #6      3.000ms  a now: the wall clock jumps 1s back  from #5
        #7      4.000ms  a timer Four  from #2
        #8      4.000ms  a FACT now=4.000ms wall=-996.000ms  from #7
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_fast_clock_makes_timers_early_and_an_end_of_it_makes_the_wall_right() {
    check(
        r#"
        node a
          start: set Tick 2ms
          timer Tick: clocks; set Tick 2ms
        (at: "3ms", until: "7ms", fault: ClockDrift(nodes: "a", rate: 2))
        run until 10ms
        "#,
        "
         #0      0.000ms  a starts
         #2      2.000ms  a timer Tick  from #1
         #3      2.000ms  a FACT now=2.000ms wall=2.000ms  from #2
         #5      3.000ms  world FAULT clock drift: clock-drift a, plan line 1
         #6      3.000ms  a now: the clocks run at rate 2  from #5
         #7      4.000ms  a timer Tick  from #4
         #8      4.000ms  a FACT now=5.000ms wall=5.000ms  from #7
        #10      5.000ms  a timer Tick  from #9
        #11      5.000ms  a FACT now=7.000ms wall=7.000ms  from #10
        #13      6.000ms  a timer Tick  from #12
        #14      6.000ms  a FACT now=9.000ms wall=9.000ms  from #13
        #16      7.000ms  world FAULT clock drift ends: clock-drift a
        #17      7.000ms  a now: the clocks are right  from #16
        #18      7.000ms  a timer Tick  from #15
        #19      7.000ms  a FACT now=11.000ms wall=7.000ms  from #18
        #21      9.000ms  a timer Tick  from #20
        #22      9.000ms  a FACT now=13.000ms wall=9.000ms  from #21
                            -- time over
        ",
    );
}

#[test]
fn of_a_jump_and_a_drift_each_ends_for_itself() {
    check(
        r#"
        node a
          start: set Tick 2ms
          timer Tick: clocks; set Tick 2ms
        (label: "jump", at: "1ms", until: "7ms", fault: ClockJump(nodes: "a", by: "1s"))
        (label: "drift", at: "3ms", until: "9ms", fault: ClockDrift(nodes: "a", rate: 2))
        run until 14ms
        "#,
        "
         #0      0.000ms  a starts
         #2      1.000ms  world FAULT jump: clock-jump a, plan line 1
         #3      1.000ms  a now: the wall clock jumps 1s ahead  from #2
         #4      2.000ms  a timer Tick  from #1
         #5      2.000ms  a FACT now=2.000ms wall=1002.000ms  from #4
         #7      3.000ms  world FAULT drift: clock-drift a, plan line 2
         #8      3.000ms  a now: the clocks run at rate 2  from #7
         #9      4.000ms  a timer Tick  from #6
        #10      4.000ms  a FACT now=5.000ms wall=1005.000ms  from #9
        #12      5.000ms  a timer Tick  from #11
        #13      5.000ms  a FACT now=7.000ms wall=1007.000ms  from #12
        #15      6.000ms  a timer Tick  from #14
        #16      6.000ms  a FACT now=9.000ms wall=1009.000ms  from #15
        #18      7.000ms  world FAULT jump ends: clock-jump a
        #19      7.000ms  a now: the clocks are right  from #18
        #20      7.000ms  a now: the clocks run at rate 2  from #18
        #21      7.000ms  a timer Tick  from #17
        #22      7.000ms  a FACT now=11.000ms wall=7.000ms  from #21
        #24      8.000ms  a timer Tick  from #23
        #25      8.000ms  a FACT now=13.000ms wall=9.000ms  from #24
        #27      9.000ms  world FAULT drift ends: clock-drift a
        #28      9.000ms  a now: the clocks are right  from #27
        #29      9.000ms  a timer Tick  from #26
        #30      9.000ms  a FACT now=15.000ms wall=9.000ms  from #29
        #32     11.000ms  a timer Tick  from #31
        #33     11.000ms  a FACT now=17.000ms wall=11.000ms  from #32
        #35     13.000ms  a timer Tick  from #34
        #36     13.000ms  a FACT now=19.000ms wall=13.000ms  from #35
                            -- time over
        ",
    );
}

#[test]
fn a_drift_ends_and_a_jump_stays() {
    check(
        r#"
        node a
          start: set Tick 2ms
          timer Tick: clocks; set Tick 2ms
        (label: "drift", at: "1ms", until: "5ms", fault: ClockDrift(nodes: "a", rate: "1/2"))
        (label: "jump", at: "3ms", until: "9ms", fault: ClockJump(nodes: "a", by: "1s"))
        run until 12ms
        "#,
        "
         #0      0.000ms  a starts
         #2      1.000ms  world FAULT drift: clock-drift a, plan line 1
         #3      1.000ms  a now: the clocks run at rate 1/2  from #2
         #4      2.000ms  a timer Tick  from #1
         #5      2.000ms  a FACT now=1.500ms wall=1.500ms  from #4
         #7      3.000ms  world FAULT jump: clock-jump a, plan line 2
         #8      3.000ms  a now: the wall clock jumps 1s ahead  from #7
         #9      5.000ms  world FAULT drift ends: clock-drift a
        #10      5.000ms  a now: the clocks are right  from #9
        #11      5.000ms  a now: the wall clock jumps 1s ahead  from #9
        #12      6.000ms  a timer Tick  from #6
        #13      6.000ms  a FACT now=4.000ms wall=1006.000ms  from #12
        #15      8.000ms  a timer Tick  from #14
        #16      8.000ms  a FACT now=6.000ms wall=1008.000ms  from #15
        #18      9.000ms  world FAULT jump ends: clock-jump a
        #19      9.000ms  a now: the clocks are right  from #18
        #20     10.000ms  a timer Tick  from #17
        #21     10.000ms  a FACT now=8.000ms wall=10.000ms  from #20
        #23     12.000ms  a timer Tick  from #22
        #24     12.000ms  a FACT now=10.000ms wall=12.000ms  from #23
                            -- time over
        ",
    );
}

#[test]
fn clocks_go_on_through_a_crash() {
    check(
        r#"
        node a
          start: clocks
          again: clocks; set Tick 2ms
          timer Tick: clocks
        (at: "1ms", until: "8ms", fault: ClockJump(nodes: "a", by: "1s"))
        (at: "2ms", until: "4ms", fault: Crash(nodes: One))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a FACT now=0.000ms wall=0.000ms  from #0
         #2      1.000ms  world FAULT clock jump: clock-jump a, plan line 1
         #3      1.000ms  a now: the wall clock jumps 1s ahead  from #2
         #4      2.000ms  world FAULT crash: crash a, plan line 2
         #5      2.000ms  a CRASH  from #4
         #6      4.000ms  world FAULT crash ends: crash a
         #7      4.000ms  a RESTART 1  from #6
         #8      4.000ms  a starts again  from #7
         #9      4.000ms  a FACT now=4.000ms wall=1004.000ms  from #8
        #11      6.000ms  a timer Tick  from #10
        #12      6.000ms  a FACT now=6.000ms wall=1006.000ms  from #11
        #13      8.000ms  world FAULT clock jump ends: clock-jump a
        #14      8.000ms  a now: the clocks are right  from #13
                            -- nothing left to do
        ",
    );
}
