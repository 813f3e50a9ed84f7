//! Steps without end at one instant.

use super::play::check;

#[test]
fn two_that_never_let_time_pass_are_a_livelock() {
    check(
        "
        instant steps 6
        node a
          start: send me Again
          Again: send me Again
        run
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> a  Again  from #0
         #2      0.000ms  a .. a  Again  (1 waiting)  from #1
         #3      0.000ms  a <- a  Again  from #1
         #4      0.000ms  a -> a  Again  from #3
         #5      0.000ms  a .. a  Again  (1 waiting)  from #4
         #6      0.000ms  a <- a  Again  from #4
         #7      0.000ms  a -> a  Again  from #6
         #8      0.000ms  a .. a  Again  (1 waiting)  from #7
         #9      0.000ms  a <- a  Again  from #7
        #10      0.000ms  a -> a  Again  from #9
        #11      0.000ms  a .. a  Again  (1 waiting)  from #10
        #12      0.000ms  a <- a  Again  from #10
        #13      0.000ms  a -> a  Again  from #12
        #14      0.000ms  a .. a  Again  (1 waiting)  from #13
        #15      0.000ms  a <- a  Again  from #13
        #16      0.000ms  a -> a  Again  from #15
        #17      0.000ms  a .. a  Again  (1 waiting)  from #16
        #18      0.000ms  a <- a  Again  from #16
        #19      0.000ms  a -> a  Again  from #18
        #20      0.000ms  a .. a  Again  (1 waiting)  from #19
        #21      0.000ms  world LIVELOCK
                            -- livelock of a
                            -- livelock of a
        ",
    );
}

#[test]
fn a_timer_of_zero_can_be_a_livelock() {
    check(
        "
        instant steps 4
        node a
          start: set T 0ms
          timer T: set T 0ms
        node b
          start: set Before 0ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets T in 0ns  from #0
         #2      0.000ms  b starts
         #3      0.000ms  b sets Before in 0ns  from #2
         #4      0.000ms  a timer T  from #1
         #5      0.000ms  a sets T in 0ns  from #4
         #6      0.000ms  b timer Before  from #3
         #7      0.000ms  a timer T  from #5
         #8      0.000ms  a sets T in 0ns  from #7
         #9      0.000ms  a timer T  from #8
        #10      0.000ms  a sets T in 0ns  from #9
        #11      0.000ms  world LIVELOCK
                            -- livelock of a, b
        ",
    );
}

#[test]
fn a_livelock_names_those_of_its_own_instant() {
    check(
        "
        instant steps 6
        node a
          start: set T 0ms; set U 1ms
          timer T: set V 0ms
        node b
          start: set W 2ms
          timer W: set W 0ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets T in 0ns  from #0
         #2      0.000ms  a sets U in 1ms  from #0
         #3      0.000ms  b starts
         #4      0.000ms  b sets W in 2ms  from #3
         #5      0.000ms  a timer T  from #1
         #6      0.000ms  a sets V in 0ns  from #5
         #7      0.000ms  a timer V  from #6
         #8      1.000ms  a timer U  from #2
         #9      2.000ms  b timer W  from #4
        #10      2.000ms  b sets W in 0ns  from #9
        #11      2.000ms  b timer W  from #10
        #12      2.000ms  b sets W in 0ns  from #11
        #13      2.000ms  b timer W  from #12
        #14      2.000ms  b sets W in 0ns  from #13
        #15      2.000ms  b timer W  from #14
        #16      2.000ms  b sets W in 0ns  from #15
        #17      2.000ms  b timer W  from #16
        #18      2.000ms  b sets W in 0ns  from #17
        #19      2.000ms  b timer W  from #18
        #20      2.000ms  b sets W in 0ns  from #19
        #21      2.000ms  b timer W  from #20
        #22      2.000ms  b sets W in 0ns  from #21
        #23      2.000ms  world LIVELOCK
                            -- livelock of b
        ",
    );
}

#[test]
fn as_many_steps_as_you_like_are_none_if_time_passes() {
    check(
        "
        instant steps 3
        node a
          start: set T 1ms
          timer T: set T 1ms
        run until 5ms
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets T in 1ms  from #0
         #2      1.000ms  a timer T  from #1
         #3      1.000ms  a sets T in 1ms  from #2
         #4      2.000ms  a timer T  from #3
         #5      2.000ms  a sets T in 1ms  from #4
         #6      3.000ms  a timer T  from #5
         #7      3.000ms  a sets T in 1ms  from #6
         #8      4.000ms  a timer T  from #7
         #9      4.000ms  a sets T in 1ms  from #8
        #10      5.000ms  a timer T  from #9
        #11      5.000ms  a sets T in 1ms  from #10
                            -- time over
        ",
    );
}
