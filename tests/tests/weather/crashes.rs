//! Crashes: nodes go down, at a time or at a fault point, and come back or don't.

use super::play::check;

#[test]
fn a_crash_ends_with_a_restart() {
    check(
        r#"
        node a
          start: set Tick 2ms
          timer Tick: send b Tick; set Tick 2ms
        node b
          start: write kept yes; sync; write lost yes; set Never 6ms
          again: read kept; read lost
        (at: "3ms", lasts: "2500us", fault: Crash(nodes: "b"))
        run until 9ms
        summary
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      0.000ms  b writes kept (3 bytes)  from #2
         #4      0.000ms  b syncs  from #2
         #5      0.000ms  b writes lost (3 bytes)  from #2
         #7      2.000ms  a timer Tick  from #1
         #8      2.000ms  a -> b  Tick  from #7
        #10      3.000ms  world FAULT crash: crash b, plan line 1
        #11      3.000ms  b CRASH  from #10
        #12      3.000ms  a -x b  Tick  node down  from #8
        #13      4.000ms  a timer Tick  from #9
        #14      4.000ms  a -> b  Tick  from #13
        #16      5.000ms  a -x b  Tick  node down  from #14
        #17      5.500ms  world FAULT crash ends: crash b
        #18      5.500ms  b RESTART 1  from #17
        #19      5.500ms  b starts again  from #18
        #20      5.500ms  b FACT kept=yes  from #19
        #21      5.500ms  b FACT no lost  from #19
        #22      6.000ms  a timer Tick  from #15
        #23      6.000ms  a -> b  Tick  from #22
        #25      7.000ms  b <- a  Tick  from #23
        #26      8.000ms  a timer Tick  from #24
        #27      8.000ms  a -> b  Tick  from #26
        #29      9.000ms  b <- a  Tick  from #27
                            -- time over
                            -- crash (crash) 3.000ms to 5.500ms: hit b
        ",
    );
}

#[test]
fn a_crash_without_an_end_is_for_good() {
    check(
        r#"
        node a
          start: set Tick 2ms
          timer Tick: send b Tick
        node b
        (at: "1ms", fault: Crash(nodes: "b"))
        heal 5ms
        run
        summary
        "#,
        "
        #0      0.000ms  a starts
        #2      0.000ms  b starts
        #3      1.000ms  world FAULT crash: crash b, plan line 1
        #4      1.000ms  b CRASH  from #3
        #5      2.000ms  a timer Tick  from #1
        #6      2.000ms  a -> b  Tick  from #5
        #7      3.000ms  a -x b  Tick  node down  from #6
        #8      5.000ms  world FAULT heal: all is healed
                           -- nothing left to do
                           -- crash (crash) 1.000ms to the end: hit b
        ",
    );
}

#[test]
fn a_wipe_leaves_nothing_on_the_disk() {
    check(
        r#"
        node a
          start: write kept yes; sync
          again: read kept
        (at: "1ms", lasts: "1ms", fault: Crash(nodes: "a", wipe: true))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a writes kept (3 bytes)  from #0
        #2      0.000ms  a syncs  from #0
        #3      1.000ms  world FAULT crash: crash a, plan line 1
        #4      1.000ms  a CRASH, disk wiped  from #3
        #5      2.000ms  world FAULT crash ends: crash a
        #6      2.000ms  a RESTART 1  from #5
        #7      2.000ms  a starts again  from #6
        #8      2.000ms  a FACT no kept  from #7
                           -- nothing left to do
        ",
    );
}

#[test]
fn of_two_crashes_of_one_node_the_later_end_counts() {
    check(
        r#"
        node a
        node b
        (label: "long", at: "1ms", until: "5ms", fault: Crash(nodes: "a"))
        (label: "short", at: "2ms", until: "3ms", fault: Crash(nodes: One))
        run
        summary
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  b starts
        #2      1.000ms  world FAULT long: crash a, plan line 1
        #3      1.000ms  a CRASH  from #2
        #4      2.000ms  world FAULT short: crash a, plan line 2
        #5      3.000ms  world FAULT short ends: crash a
        #6      5.000ms  world FAULT long ends: crash a
        #7      5.000ms  a RESTART 1  from #6
        #8      5.000ms  a starts again  from #7
                           -- nothing left to do
                           -- long (crash) 1.000ms to 5.000ms: hit a
                           -- short (crash) 2.000ms to 3.000ms: hit a
        ",
    );
}

#[test]
fn a_crash_for_good_outlasts_one_that_ends() {
    check(
        r#"
        node a
        node b
        (label: "for a while", at: "1ms", until: "5ms", fault: Crash(nodes: "a"))
        (label: "for good", at: "2ms", fault: Crash(nodes: One))
        heal 9ms
        run
        summary
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  b starts
        #2      1.000ms  world FAULT for a while: crash a, plan line 1
        #3      1.000ms  a CRASH  from #2
        #4      2.000ms  world FAULT for good: crash a, plan line 2
        #5      5.000ms  world FAULT for a while ends: crash a
        #6      9.000ms  world FAULT heal: all is healed
                           -- nothing left to do
                           -- for a while (crash) 1.000ms to 5.000ms: hit a
                           -- for good (crash) 2.000ms to the end: hit a
        ",
    );
}

#[test]
fn a_node_crashes_at_its_points_while_it_may() {
    check(
        r#"
        node a
          start: set Early 1ms; set Mid 3ms; set Late 9ms
          again: fact back; set Late 3ms
          timer Early: point ready; fact early
          timer Mid: fact before; point ready; fact after; send b Never
          timer Late: point ready; fact late
        node b
        force Crash 1 ready
        (at: "2ms", until: "6ms", fault: Points(nodes: "a", at: "ready", chance: "50%", restart: "1ms..2ms"))
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #4      0.000ms  b starts
         #5      1.000ms  a timer Early  from #1
         #6      1.000ms  a FACT early  from #5
         #7      2.000ms  world FAULT points: points a, plan line 1
         #8      2.000ms  a now: a crash at ready with chance 1/2  from #7
         #9      3.000ms  a timer Mid  from #2
        #10      3.000ms  a FACT before  from #9
        #11      3.000ms  a CRASH at ready  from #9
        #12      4.000ms  a RESTART 1  from #11
        #13      4.000ms  a starts again  from #12
        #14      4.000ms  a FACT back  from #13
        #16      6.000ms  world FAULT points ends: points a
        #17      6.000ms  a now: no crash at fault points  from #16
        #18      7.000ms  a timer Late  from #15
        #19      7.000ms  a FACT late  from #18
                            -- nothing left to do
                            -- points (points) 2.000ms to 6.000ms: hit a
        ",
    );
}

#[test]
fn who_crashed_at_a_point_without_a_restart_is_gone_for_good() {
    check(
        r#"
        node a
          start: set Mid 3ms
          timer Mid: point ready
        node b
        force Crash 1 ready
        (at: "2ms", until: "6ms", fault: Points(nodes: All, chance: "50%"))
        heal 9ms
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      2.000ms  world FAULT points: points a b, plan line 1
         #4      2.000ms  a now: a crash at each fault point with chance 1/2  from #3
         #5      2.000ms  b now: a crash at each fault point with chance 1/2  from #3
         #6      3.000ms  a timer Mid  from #1
         #7      3.000ms  a CRASH at ready  from #6
         #8      6.000ms  world FAULT points ends: points a b
         #9      6.000ms  a now: no crash at fault points  from #8
        #10      6.000ms  b now: no crash at fault points  from #8
        #11      9.000ms  world FAULT heal: all is healed
                            -- nothing left to do
                            -- points (points) 2.000ms to 6.000ms: hit a b
        ",
    );
}

#[test]
fn an_end_of_points_restarts_nobody() {
    check(
        r#"
        node a
          start: set Mid 3ms
          timer Mid: point ready
        node b
        force Crash 1 ready
        (at: "2ms", until: "4ms", fault: Points(nodes: "a", chance: "50%", restart: "9ms"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      2.000ms  world FAULT points: points a, plan line 1
         #4      2.000ms  a now: a crash at each fault point with chance 1/2  from #3
         #5      3.000ms  a timer Mid  from #1
         #6      3.000ms  a CRASH at ready  from #5
         #7      4.000ms  world FAULT points ends: points a
         #8      4.000ms  a now: no crash at fault points  from #7
         #9     12.000ms  a RESTART 1  from #6
        #10     12.000ms  a starts again  from #9
        #12     15.000ms  a timer Mid  from #11
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_heal_brings_back_who_waits_for_a_restart() {
    check(
        r#"
        node a
          start: set Mid 3ms
          timer Mid: point ready
        node b
        force Crash 1 ready
        (at: "2ms", fault: Points(nodes: "a", chance: "50%", restart: "9ms"))
        heal 5ms
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      2.000ms  world FAULT points: points a, plan line 1
         #4      2.000ms  a now: a crash at each fault point with chance 1/2  from #3
         #5      3.000ms  a timer Mid  from #1
         #6      3.000ms  a CRASH at ready  from #5
         #7      5.000ms  world FAULT heal: all is healed, a back
         #8      5.000ms  a now: no crash at fault points  from #7
         #9      5.000ms  a RESTART 1  from #7
        #10      5.000ms  a starts again  from #9
        #12      8.000ms  a timer Mid  from #11
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_planned_crash_outlives_the_restart_after_a_fault_point() {
    check(
        r#"
        node a
          start: set Mid 3ms
          timer Mid: point ready
        node b
        force Crash 1 ready
        (at: "2ms", until: "4ms", fault: Points(nodes: "a", chance: "50%", restart: "9ms"))
        (at: "5ms", until: "20ms", fault: Crash(nodes: "a"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      0.000ms  b starts
         #3      2.000ms  world FAULT points: points a, plan line 1
         #4      2.000ms  a now: a crash at each fault point with chance 1/2  from #3
         #5      3.000ms  a timer Mid  from #1
         #6      3.000ms  a CRASH at ready  from #5
         #7      4.000ms  world FAULT points ends: points a
         #8      4.000ms  a now: no crash at fault points  from #7
         #9      5.000ms  world FAULT crash: crash a, plan line 2
        #10     20.000ms  world FAULT crash ends: crash a
        #11     20.000ms  a RESTART 1  from #10
        #12     20.000ms  a starts again  from #11
        #14     23.000ms  a timer Mid  from #13
                            -- nothing left to do
        ",
    );
}
