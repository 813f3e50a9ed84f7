//! Actors that wait for room in each other's mailboxes.

use super::play::check;

#[test]
fn a_full_send_to_oneself_is_a_cycle_of_one() {
    check(
        "
        node a mailbox 1 block private
          start: send me One; send me Two; fact never
        run
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> a  One  from #0
        #2      0.000ms  a .. a  One  (1 waiting)  from #1
        #3      0.000ms  a waits for a  Two  from #0
        #4      0.000ms  a DEADLOCK of 1  from #3
                           -- deadlock of a
                           -- deadlock of a
        ",
    );
}

#[test]
fn two_that_wait_for_each_other_are_a_deadlock() {
    check(
        "
        node a mailbox 1 block private
          start: set Go 1ms
          timer Go: send a/x A1; send a/x A2; fact never
        actor a/x mailbox 1 block private
          start: set Go 1ms
          timer Go: send a X1; send a X2; fact never
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      0.000ms  a/x sets Go in 1ms  from #2
         #4      1.000ms  a timer Go  from #1
         #5      1.000ms  a -> a/x  A1  from #4
         #6      1.000ms  a/x .. a  A1  (1 waiting)  from #5
         #7      1.000ms  a waits for a/x  A2  from #4
         #8      1.000ms  a/x timer Go  from #3
         #9      1.000ms  a/x -> a  X1  from #8
        #10      1.000ms  a .. a/x  X1  (1 waiting)  from #9
        #11      1.000ms  a/x waits for a  X2  from #8
        #12      1.000ms  a/x DEADLOCK of 2  from #11
                            -- deadlock of a/x, a
        ",
    );
}

#[test]
fn three_that_wait_in_a_ring_are_a_deadlock_and_a_tail_does_not_belong_to_it() {
    check(
        "
        node z
        node a
        actor a/tail
          start: set Go 1ms
          timer Go: send a/x T1; send a/x T2
        actor a/x mailbox 1 block private
          start: set Go 1ms
          timer Go: send a/y X1; send a/y X2
        actor a/y mailbox 1 block private
          start: set Go 1ms
          timer Go: send a/z Y1; send a/z Y2
        actor a/z mailbox 1 block private
          start: set Go 1ms
          timer Go: send a/x Z
        run
        ",
        "
         #0      0.000ms  z starts
         #1      0.000ms  a starts
         #2      0.000ms  a/tail starts
         #3      0.000ms  a/tail sets Go in 1ms  from #2
         #4      0.000ms  a/x starts
         #5      0.000ms  a/x sets Go in 1ms  from #4
         #6      0.000ms  a/y starts
         #7      0.000ms  a/y sets Go in 1ms  from #6
         #8      0.000ms  a/z starts
         #9      0.000ms  a/z sets Go in 1ms  from #8
        #10      1.000ms  a/tail timer Go  from #3
        #11      1.000ms  a/tail -> a/x  T1  from #10
        #12      1.000ms  a/x .. a/tail  T1  (1 waiting)  from #11
        #13      1.000ms  a/tail waits for a/x  T2  from #10
        #14      1.000ms  a/x timer Go  from #5
        #15      1.000ms  a/x -> a/y  X1  from #14
        #16      1.000ms  a/y .. a/x  X1  (1 waiting)  from #15
        #17      1.000ms  a/x waits for a/y  X2  from #14
        #18      1.000ms  a/y timer Go  from #7
        #19      1.000ms  a/y -> a/z  Y1  from #18
        #20      1.000ms  a/z .. a/y  Y1  (1 waiting)  from #19
        #21      1.000ms  a/y waits for a/z  Y2  from #18
        #22      1.000ms  a/z timer Go  from #9
        #23      1.000ms  a/z waits for a/x  Z  from #22
        #24      1.000ms  a/z DEADLOCK of 3  from #23
                            -- deadlock of a/z, a/x, a/y
        ",
    );
}

#[test]
fn a_tolerated_deadlock_goes_on_without_those_in_it() {
    check(
        "
        deadlocks tolerated
        node a mailbox 1 block private
          start: set Go 1ms; set Late 2ms
          timer Go: send me One; send me Two; fact never
        actor a/x
          start: set Go 3ms
          timer Go: send a/y Hello
        actor a/y
        at 5ms crash a
        at 6ms restart a
        run until 6ms
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a sets Late in 2ms  from #0
         #3      0.000ms  a/x starts
         #4      0.000ms  a/x sets Go in 3ms  from #3
         #5      0.000ms  a/y starts
         #6      1.000ms  a timer Go  from #1
         #7      1.000ms  a -> a  One  from #6
         #8      1.000ms  a .. a  One  (1 waiting)  from #7
         #9      1.000ms  a waits for a  Two  from #6
        #10      1.000ms  a DEADLOCK of 1  from #9
        #11      3.000ms  a/x timer Go  from #4
        #12      3.000ms  a/x -> a/y  Hello  from #11
        #13      3.000ms  a/y .. a/x  Hello  (1 waiting)  from #12
        #14      3.000ms  a/y <- a/x  Hello  from #12
        #15      5.000ms  a FAULT crash a
        #16      5.000ms  a CRASH  from #15
        #17      5.000ms  a -x a  One  lost in the crash  from #7
        #18      6.000ms  a FAULT restart a
        #19      6.000ms  a RESTART 1  from #18
        #20      6.000ms  a starts again  from #19
        #21      6.000ms  a sets Go in 1ms  from #20
        #22      6.000ms  a sets Late in 2ms  from #20
        #23      6.000ms  a/x starts again  from #19
        #24      6.000ms  a/x sets Go in 3ms  from #23
        #25      6.000ms  a/y starts again  from #19
                            -- time over
        ",
    );
}

#[test]
fn one_who_waits_for_itself_can_still_be_ended_by_a_link() {
    check(
        "
        deadlocks tolerated
        panics end actors
        node a mailbox 1 block private
          start: link a/x; set Go 1ms
          timer Go: send me One; send me Two; fact never
        actor a/x
          start: set Die 3ms
          timer Die: panic
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Go in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      0.000ms  a/x sets Die in 3ms  from #2
         #4      1.000ms  a timer Go  from #1
         #5      1.000ms  a -> a  One  from #4
         #6      1.000ms  a .. a  One  (1 waiting)  from #5
         #7      1.000ms  a waits for a  Two  from #4
         #8      1.000ms  a DEADLOCK of 1  from #7
         #9      3.000ms  a/x timer Die  from #3
        #10      3.000ms  a/x PANIC as the play says  from #9
        #11      3.000ms  a/x ends: Panicked  from #10
        #12      3.000ms  a ends: Linked  from #11
        #13      3.000ms  a -x a  One  receiver ended  from #5
                            -- nothing left to do
        ",
    );
}

#[test]
fn one_who_joins_a_tolerated_cycle_closes_no_other() {
    check(
        "
        deadlocks tolerated
        node a
        actor a/x mailbox 1 block private
          start: set Go 1ms
          timer Go: send me One; send me Two
        actor a/y
          start: set Go 2ms
          timer Go: send a/x Y1; fact never
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a/x starts
         #2      0.000ms  a/x sets Go in 1ms  from #1
         #3      0.000ms  a/y starts
         #4      0.000ms  a/y sets Go in 2ms  from #3
         #5      1.000ms  a/x timer Go  from #2
         #6      1.000ms  a/x -> a/x  One  from #5
         #7      1.000ms  a/x .. a/x  One  (1 waiting)  from #6
         #8      1.000ms  a/x waits for a/x  Two  from #5
         #9      1.000ms  a/x DEADLOCK of 1  from #8
        #10      2.000ms  a/y timer Go  from #4
        #11      2.000ms  a/y waits for a/x  Y1  from #10
                            -- nothing left to do
        ",
    );
}
