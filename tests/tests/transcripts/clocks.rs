//! Clocks: what an actor sees of time.

use super::play::check;

#[test]
fn a_fast_clock_brings_timers_earlier_and_a_slow_one_later() {
    check(
        "
        node a
          Go: set T 6ms
          timer T: clocks
        node b
          Go: set T 6ms
          timer T: clocks
        node c
          start: send a Go; send b Go
        at 0ms drift a 2
        at 0ms drift b 1/2
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  c starts
         #3      0.000ms  c -> a  Go  from #2
         #4      0.000ms  c -> b  Go  from #2
         #5      0.000ms  a FAULT drift a 2
         #6      0.000ms  a now: the clocks run at rate 2  from #5
         #7      0.000ms  b FAULT drift b 1/2
         #8      0.000ms  b now: the clocks run at rate 1/2  from #7
         #9      1.000ms  a <- c  Go  from #3
        #10      1.000ms  a sets T in 6ms  from #9
        #11      1.000ms  b <- c  Go  from #4
        #12      1.000ms  b sets T in 6ms  from #11
        #13      4.000ms  a timer T  from #10
        #14      4.000ms  a FACT now=8.000ms wall=8.000ms  from #13
        #15     13.000ms  b timer T  from #12
        #16     13.000ms  b FACT now=6.500ms wall=6.500ms  from #15
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_timer_keeps_the_time_for_which_it_was_set() {
    check(
        "
        node a
          start: set T 6ms
          timer T: clocks
        at 2ms drift a 2
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 6ms  from #0
        #2      2.000ms  a FAULT drift a 2
        #3      2.000ms  a now: the clocks run at rate 2  from #2
        #4      6.000ms  a timer T  from #1
        #5      6.000ms  a FACT now=10.000ms wall=10.000ms  from #4
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_jump_moves_the_wall_alone_and_no_timer() {
    check(
        "
        node a
          start: set T 4ms; set U 8ms
          timer T: clocks
          timer U: clocks
        at 2ms jump a -10ms
        at 6ms jump a 30ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets T in 4ms  from #0
         #2      0.000ms  a sets U in 8ms  from #0
         #3      2.000ms  a FAULT jump a -10ms
         #4      2.000ms  a now: the wall clock jumps 10ms back  from #3
         #5      4.000ms  a timer T  from #1
         #6      4.000ms  a FACT now=4.000ms wall=-6.000ms  from #5
         #7      6.000ms  a FAULT jump a 30ms
         #8      6.000ms  a now: the wall clock jumps 30ms ahead  from #7
         #9      8.000ms  a timer U  from #2
        #10      8.000ms  a FACT now=8.000ms wall=28.000ms  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_healed_clock_keeps_what_it_has_gained_but_the_wall_is_right() {
    check(
        "
        node a
          start: set T 8ms
          timer T: clocks
        at 2ms drift a 2
        at 4ms jump a 5ms
        at 6ms heal a
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 8ms  from #0
        #2      2.000ms  a FAULT drift a 2
        #3      2.000ms  a now: the clocks run at rate 2  from #2
        #4      4.000ms  a FAULT jump a 5ms
        #5      4.000ms  a now: the wall clock jumps 5ms ahead  from #4
        #6      6.000ms  a FAULT heal a
        #7      6.000ms  a now: the clocks are right  from #6
        #8      8.000ms  a timer T  from #1
        #9      8.000ms  a FACT now=12.000ms wall=8.000ms  from #8
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_clock_goes_on_over_a_crash() {
    check(
        "
        node a
          start: clocks
        at 0ms drift a 2
        at 3ms crash a
        at 5ms restart a
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a FACT now=0.000ms wall=0.000ms  from #0
        #2      0.000ms  a FAULT drift a 2
        #3      0.000ms  a now: the clocks run at rate 2  from #2
        #4      3.000ms  a FAULT crash a
        #5      3.000ms  a CRASH  from #4
        #6      5.000ms  a FAULT restart a
        #7      5.000ms  a RESTART 1  from #6
        #8      5.000ms  a starts again  from #7
        #9      5.000ms  a FACT now=10.000ms wall=10.000ms  from #8
                           -- nothing left to do
        ",
    );
}
