//! When a run stops.

use std::ops::ControlFlow;

use sim_core::What;
use sim_core::prelude::*;

use super::play::{check, stage};

const TICKING: &str = "
    node a
      start: set T 1ms
      timer T: set T 1ms; fact tick
";

#[test]
fn what_is_due_at_the_end_of_the_time_still_happens() {
    check(
        "
        node a
          start: set T 2ms; set V 3ms
          timer T: set U 0ms
        run until 1ms
        run until 2ms
        run until 2ms
        run until 9ms
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 2ms  from #0
        #2      0.000ms  a sets V in 3ms  from #0
                           -- time over
        #3      2.000ms  a timer T  from #1
        #4      2.000ms  a sets U in 0ns  from #3
        #5      2.000ms  a timer U  from #4
                           -- time over
                           -- time over
        #6      3.000ms  a timer V  from #2
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_run_stops_after_so_many_steps_and_goes_on() {
    check(
        "
        node a
          start: set T 1ms; set U 2ms; set V 3ms
        run steps 0
        run steps 1
        run steps 1
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 1ms  from #0
        #2      0.000ms  a sets U in 2ms  from #0
        #3      0.000ms  a sets V in 3ms  from #0
                           -- steps used up
        #4      1.000ms  a timer T  from #1
                           -- steps used up
        #5      2.000ms  a timer U  from #2
                           -- steps used up
        #6      3.000ms  a timer V  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_run_stops_after_so_many_events_but_not_within_a_step() {
    check(
        "
        node a
          start: set T 1ms; set U 2ms
          timer T: fact one; fact two; fact three
        run events 2
        run events 1
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 1ms  from #0
        #2      0.000ms  a sets U in 2ms  from #0
        #3      1.000ms  a timer T  from #1
        #4      1.000ms  a FACT one  from #3
        #5      1.000ms  a FACT two  from #3
        #6      1.000ms  a FACT three  from #3
                           -- events used up
        #7      2.000ms  a timer U  from #2
                           -- events used up
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_run_that_is_finished_stays_so() {
    check(
        "
        node a
          start: set T 1ms
        begin
        finish
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 1ms  from #0
        #2      0.000ms  world ends
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_time_that_cannot_be_told_ends_the_run_undecided() {
    check(
        "
        node a
          start: set T 5124095h
          timer T: set Never 1h; fact set
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 5124095h  from #0
        #2 18446742000000.000ms  a timer T  from #1
        #3 18446742000000.000ms  a sets Never in 1h  from #2
        #4 18446742000000.000ms  a FACT set  from #2
                           -- time overflow
        ",
    );
}

#[test]
fn a_message_that_would_leave_too_late_ends_the_run_undecided() {
    check(
        "
        node a
          start: set T 5124095h
          timer T: send b Never after 1h; send me Never after 1h
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 5124095h  from #0
        #2      0.000ms  b starts
        #3 18446742000000.000ms  a timer T  from #1
        #4 18446742000000.000ms  a -> b  Never  from #3
        #5 18446742000000.000ms  a -> a  Never  from #3
                           -- time overflow
        ",
    );
}

#[test]
fn a_message_that_would_arrive_too_late_ends_the_run_undecided() {
    check(
        "
        wire 1h
        node a
          start: set T 5124095h
          timer T: send b Never
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 5124095h  from #0
        #2      0.000ms  b starts
        #3 18446742000000.000ms  a timer T  from #1
        #4 18446742000000.000ms  a -> b  Never  from #3
                           -- time overflow
        ",
    );
}

#[test]
fn work_that_would_end_too_late_ends_the_run_undecided() {
    check(
        "
        node a
          start: set T 5124095h
          timer T: work 1h; fact never
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 5124095h  from #0
        #2 18446742000000.000ms  a timer T  from #1
        #3 18446742000000.000ms  a works 1h  from #2
                           -- time overflow
        ",
    );
}

#[test]
fn a_run_stops_when_the_world_looks_as_asked() {
    let mut world = stage(TICKING);
    let ending = world.run_until(Stop::idle(), |world| world.now() >= Time::after(millis(3)));
    assert_eq!((ending, world.now()), (Ending::Reached, Time::after(millis(3))));
    // It is asked before each step, so it still looks so.
    assert_eq!(world.run_until(Stop::idle(), |_| true), Ending::Reached);
    assert_eq!(world.run(Stop::idle().steps(1)), Ending::Steps);
    assert_eq!(world.now(), Time::after(millis(4)));
}

#[test]
fn a_run_stops_when_an_observer_has_seen_enough_but_not_within_a_step() {
    let mut world = stage(TICKING);
    let mut left = 3;
    world.observe(move |event| {
        left -= u32::from(event.what == What::TimerFired && left > 0);
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(world.run(Stop::idle()), Ending::Observed);
    // The start with its timer, and three ticks of three events each.
    assert_eq!((world.now(), world.events()), (Time::after(millis(3)), 11));
    assert_eq!(world.run(Stop::idle()), Ending::Observed);
    world.unobserve();
    world.reset(&Choices::calm());
    assert_eq!(world.run(Stop::after(millis(5))), Ending::Time);
}

#[test]
fn only_a_run_out_of_time_is_undecided() {
    let mut world = stage(
        "
        node a
          start: set T 5124095h
          timer T: work 1h
        ",
    );
    assert_eq!(world.run(Stop::idle()), Ending::TimeOverflow);
    assert!(Ending::TimeOverflow.is_undecided() && !Ending::Idle.is_undecided());
}
