//! Components: what they do is lifted into the host's words.

use super::play::{check, check_seed};

#[test]
fn what_a_component_does_is_told_in_the_words_of_its_host() {
    check(
        "
        node a
          start: count b
          timer Recount4: fact again
        node b
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a FACT counted1  from #0
         #2      0.000ms  a MARK counting  from #0
         #3      0.000ms  a -> b  Count2  from #0
         #4      0.000ms  a -> b  Count3  from #0
         #5      0.000ms  a sets Recount4 in 4ms  from #0
         #6      0.000ms  a sets Recount5 in 5ms  from #0
         #7      0.000ms  a cancels Recount5  from #0
         #8      0.000ms  b starts
         #9      1.000ms  b <- a  Count2  from #3
        #10      2.000ms  b <- a  Count3  from #4
        #11      4.000ms  a timer Recount4  from #5
        #12      4.000ms  a FACT again  from #11
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_component_dies_with_its_host_at_a_point() {
    check_seed(
        "CRASH at middle",
        "
        node a
          Go: point middle; count b
        node b
          start: send a Go
        at 0ms points a 100%
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  b starts
        #2      0.000ms  b -> a  Go  from #1
        #3      0.000ms  a FAULT points a 100%
        #4      0.000ms  a now: a crash at each fault point with chance 1  from #3
        #5      1.000ms  a <- b  Go  from #2
        #6      1.000ms  a CRASH at middle  from #5
                           -- nothing left to do
        ",
    );
}
