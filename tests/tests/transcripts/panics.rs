//! Panics of handlers and factories.

use super::play::check;

#[test]
fn a_panic_ends_the_run_and_what_was_before_it_counts() {
    check(
        "
        node a
          start: fact before; send b Ping; panic
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a FACT before  from #0
        #2      0.000ms  a -> b  Ping  from #0
        #3      0.000ms  a PANIC as the play says  from #0
        #4      0.000ms  a ends: Panicked  from #3
                           -- a panicked
        ",
    );
}

#[test]
fn nothing_starts_after_a_panic_that_ends_the_run() {
    check(
        "
        node a
          start: panic
        actor a/x
        node b
        run
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a PANIC as the play says  from #0
        #2      0.000ms  a ends: Panicked  from #1
                           -- a panicked
                           -- a panicked
        ",
    );
}

#[test]
fn a_panic_may_end_the_actor_alone() {
    check(
        "
        panics end actors
        node a
          start: monitor a/x; link a/y
          down: fact told; send a/x Hello
        actor a/x
          start: set T 1ms
          timer T: send b Ping; set U 1ms; panic
        actor a/y
          start: link a/x
        actor a/z
        node b
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a/x starts
         #2      0.000ms  a/x sets T in 1ms  from #1
         #3      0.000ms  a/y starts
         #4      0.000ms  a/z starts
         #5      0.000ms  b starts
         #6      1.000ms  a/x timer T  from #2
         #7      1.000ms  a/x -> b  Ping  from #6
         #8      1.000ms  a/x sets U in 1ms  from #6
         #9      1.000ms  a/x PANIC as the play says  from #6
        #10      1.000ms  a/x ends: Panicked  from #9
        #11      1.000ms  a told: a/x ended, Panicked  from #10
        #12      1.000ms  a FACT told  from #11
        #13      1.000ms  a -> a/x  Hello  from #11
        #14      1.000ms  a -x a/x  Hello  nobody there  from #13
        #15      1.000ms  a/y ends: Linked  from #10
        #16      1.000ms  a ends: Linked  from #15
        #17      2.000ms  b <- a/x  Ping  from #7
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_panic_may_crash_the_node_and_let_it_restart() {
    check(
        "
        panics crash nodes 5ms
        node a
          start: monitor a/x; set Long 50ms
          again: incarnation
        actor a/x
          start: set T 1ms
          again: fact fine
          timer T: send b Ping; panic
        node b
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets Long in 50ms  from #0
         #2      0.000ms  a/x starts
         #3      0.000ms  a/x sets T in 1ms  from #2
         #4      0.000ms  b starts
         #5      1.000ms  a/x timer T  from #3
         #6      1.000ms  a/x -> b  Ping  from #5
         #7      1.000ms  a/x PANIC as the play says  from #5
         #8      1.000ms  a CRASH  from #7
         #9      2.000ms  b <- a/x  Ping  from #6
        #10      6.000ms  a RESTART 1  from #8
        #11      6.000ms  a starts again  from #10
        #12      6.000ms  a FACT incarnation=1  from #11
        #13      6.000ms  a/x starts again  from #10
        #14      6.000ms  a/x FACT fine  from #13
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_panic_may_crash_the_node_for_good() {
    check(
        "
        panics crash nodes
        node a
          Ping: panic
        node b
          start: send a Ping; send a Pong
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  b starts
        #2      0.000ms  b -> a  Ping  from #1
        #3      0.000ms  b -> a  Pong  from #1
        #4      1.000ms  a <- b  Ping  from #2
        #5      1.000ms  a PANIC as the play says  from #4
        #6      1.000ms  a CRASH  from #5
        #7      1.000ms  b -x a  Pong  node down  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_panic_in_a_factory_ends_the_run() {
    check(
        "
        node a
          factory: panic
        node b
        run
        ",
        "
        #0      0.000ms  a PANIC no such part
                           -- a panicked
        ",
    );
}

#[test]
fn an_actor_whose_factory_panics_is_nobody() {
    check(
        "
        panics end actors
        node a
          factory: panic
        actor a/x
          start: monitor a; send a Hello
        node b
          start: send a Hello
        run
        ",
        "
        #0      0.000ms  a PANIC no such part
        #1      0.000ms  a/x starts
        #2      0.000ms  a/x -> a  Hello  from #1
        #3      0.000ms  a/x -x a  Hello  nobody there  from #2
        #4      0.000ms  b starts
        #5      0.000ms  b -> a  Hello  from #4
        #6      0.000ms  a/x told: a ended, Unreachable  from #1
        #7      1.000ms  b -x a  Hello  nobody there  from #5
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_node_whose_factory_panics_crashes_again_and_again() {
    check(
        "
        panics crash nodes 2ms
        node a
        actor a/x
          factory: panic
        actor a/y
        run until 5ms
        ",
        "
        #0      0.000ms  a/x PANIC no such part
        #1      0.000ms  a CRASH  from #0
        #2      2.000ms  a RESTART 1  from #1
        #3      2.000ms  a/x PANIC no such part  from #2
        #4      2.000ms  a CRASH  from #3
        #5      4.000ms  a RESTART 2  from #4
        #6      4.000ms  a/x PANIC no such part  from #5
        #7      4.000ms  a CRASH  from #6
                           -- time over
        ",
    );
}

#[test]
fn a_panic_after_work_comes_when_the_work_is_done() {
    check(
        "
        panics end actors
        node a
          start: fact before; work 3ms; fact worked; panic
          Ping: fact never
        node b
          start: send a Ping
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a FACT before  from #0
        #2      0.000ms  a works 3ms  from #0
        #3      0.000ms  b starts
        #4      0.000ms  b -> a  Ping  from #3
        #5      1.000ms  a .. b  Ping  (1 waiting)  from #4
        #6      3.000ms  a FACT worked  from #0
        #7      3.000ms  a PANIC as the play says  from #0
        #8      3.000ms  a ends: Panicked  from #7
        #9      3.000ms  b -x a  Ping  receiver ended  from #4
                           -- nothing left to do
        ",
    );
}
