//! Children, paths, monitors, links.

use super::play::check;

#[test]
fn children_are_called_after_their_parent_and_counted_by_name() {
    check(
        "
        node a
          start: spawn w; spawn v; spawn w
        child w
          start: spawn v
        child v
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a spawns a/w#1  from #0
         #2      0.000ms  a spawns a/v#1  from #0
         #3      0.000ms  a spawns a/w#2  from #0
         #4      0.000ms  a/w#1 starts  from #1
         #5      0.000ms  a/w#1 spawns a/w#1/v#1  from #4
         #6      0.000ms  a/v#1 starts  from #2
         #7      0.000ms  a/w#2 starts  from #3
         #8      0.000ms  a/w#2 spawns a/w#2/v#1  from #7
         #9      0.000ms  a/w#1/v#1 starts  from #5
        #10      0.000ms  a/w#2/v#1 starts  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_child_starts_after_the_handler_that_made_it() {
    check(
        "
        node a
          start: fact one; spawn w; send w Hello; fact two
        child w
          start: send a Ready
          Hello: send sender Hi
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a FACT one  from #0
         #2      0.000ms  a spawns a/w#1  from #0
         #3      0.000ms  a -> a/w#1  Hello  from #0
         #4      0.000ms  a/w#1 .. a  Hello  (1 waiting)  from #3
         #5      0.000ms  a FACT two  from #0
         #6      0.000ms  a/w#1 starts  from #2
         #7      0.000ms  a/w#1 -> a  Ready  from #6
         #8      0.000ms  a .. a/w#1  Ready  (1 waiting)  from #7
         #9      0.000ms  a <- a/w#1  Ready  from #7
        #10      0.000ms  a/w#1 <- a  Hello  from #3
        #11      0.000ms  a/w#1 -> a  Hi  from #10
        #12      0.000ms  a .. a/w#1  Hi  (1 waiting)  from #11
        #13      0.000ms  a <- a/w#1  Hi  from #11
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_child_that_stops_is_nobody_and_its_seat_is_given_to_another() {
    check(
        "
        node a
          start: spawn w; know w as first; send w Stop; set T 1ms
          timer T: send first Stale; spawn w; send w Hello; set U 1ms
          timer U: send first Stale; monitor first; send w Hello
          down: fact told
        child w
          Stop: stop
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a spawns a/w#1  from #0
         #2      0.000ms  a -> a/w#1  Stop  from #0
         #3      0.000ms  a/w#1 .. a  Stop  (1 waiting)  from #2
         #4      0.000ms  a sets T in 1ms  from #0
         #5      0.000ms  a/w#1 starts  from #1
         #6      0.000ms  a/w#1 <- a  Stop  from #2
         #7      0.000ms  a/w#1 ends: Stopped  from #6
         #8      1.000ms  a timer T  from #4
         #9      1.000ms  a -> a/w#1  Stale  from #8
        #10      1.000ms  a -x a/w#1  Stale  nobody there  from #9
        #11      1.000ms  a spawns a/w#2  from #8
        #12      1.000ms  a -> a/w#2  Hello  from #8
        #13      1.000ms  a/w#2 .. a  Hello  (1 waiting)  from #12
        #14      1.000ms  a sets U in 1ms  from #8
        #15      1.000ms  a/w#2 starts  from #11
        #16      1.000ms  a/w#2 <- a  Hello  from #12
        #17      2.000ms  a timer U  from #14
        #18      2.000ms  a -> a/w#1  Stale  from #17
        #19      2.000ms  a -x a/w#1  Stale  nobody there  from #18
        #20      2.000ms  a -> a/w#2  Hello  from #17
        #21      2.000ms  a/w#2 .. a  Hello  (1 waiting)  from #20
        #22      2.000ms  a told: a/w#1 ended, Unreachable  from #17
        #23      2.000ms  a FACT told  from #22
        #24      2.000ms  a/w#2 <- a  Hello  from #20
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_stale_id_is_nobody_to_other_nodes_as_well() {
    check(
        "
        node a
          start: spawn w; know w as first; send w Stop
          timer T: fact t
        child w
          Stop: send b Bye; stop
        node b
          start: set T 3ms
          Bye: know sender as gone
          timer T: spawn v; send gone Late
        child v
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a spawns a/w#1  from #0
         #2      0.000ms  a -> a/w#1  Stop  from #0
         #3      0.000ms  a/w#1 .. a  Stop  (1 waiting)  from #2
         #4      0.000ms  b starts
         #5      0.000ms  b sets T in 3ms  from #4
         #6      0.000ms  a/w#1 starts  from #1
         #7      0.000ms  a/w#1 <- a  Stop  from #2
         #8      0.000ms  a/w#1 -> b  Bye  from #7
         #9      0.000ms  a/w#1 ends: Stopped  from #7
        #10      1.000ms  b <- a/w#1  Bye  from #8
        #11      3.000ms  b timer T  from #5
        #12      3.000ms  b spawns b/v#1  from #11
        #13      3.000ms  b -> a/w#1  Late  from #11
        #14      3.000ms  b/v#1 starts  from #12
        #15      4.000ms  b -x a/w#1  Late  nobody there  from #13
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_monitor_is_told_once_however_often_it_asked() {
    check(
        "
        node a
          start: spawn w; monitor w; monitor w; send w Stop
          down: send sender Late
        child w
          Stop: stop
        actor a/x
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a spawns a/w#1  from #0
         #2      0.000ms  a -> a/w#1  Stop  from #0
         #3      0.000ms  a/w#1 .. a  Stop  (1 waiting)  from #2
         #4      0.000ms  a/x starts
         #5      0.000ms  a/w#1 starts  from #1
         #6      0.000ms  a/w#1 <- a  Stop  from #2
         #7      0.000ms  a/w#1 ends: Stopped  from #6
         #8      0.000ms  a told: a/w#1 ended, Stopped  from #7
         #9      0.000ms  a -> a/w#1  Late  from #8
        #10      0.000ms  a -x a/w#1  Late  nobody there  from #9
                            -- nothing left to do
        ",
    );
}

#[test]
fn who_lives_elsewhere_or_has_ended_cannot_be_watched() {
    check(
        "
        node a
          start: monitor b; monitor a/x
          down: fact told
        actor a/x
          start: stop
        actor a/y
          start: monitor a/x
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a/x starts
        #2      0.000ms  a/x ends: Stopped  from #1
        #3      0.000ms  a/y starts
        #4      0.000ms  b starts
        #5      0.000ms  a told: b ended, Unreachable  from #0
        #6      0.000ms  a FACT told  from #5
        #7      0.000ms  a told: a/x ended, Stopped  from #2
        #8      0.000ms  a FACT told  from #7
        #9      0.000ms  a/y told: a/x ended, Unreachable  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_link_to_one_who_cannot_be_watched_is_broken_at_once() {
    check(
        "
        node a
          start: link b; set T 1ms
        actor a/x
          start: link me
        node b
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a sets T in 1ms  from #0
        #2      0.000ms  a/x starts
        #3      0.000ms  b starts
        #4      0.000ms  a ends: Linked  from #0
                           -- nothing left to do
        ",
    );
}

#[test]
fn links_do_not_break_when_one_stops() {
    check(
        "
        node a
          start: link a/x
        actor a/x
          start: stop
        actor a/y
          start: set T 1ms; link a
          timer T: stop
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a/x starts
        #2      0.000ms  a/x ends: Stopped  from #1
        #3      0.000ms  a/y starts
        #4      0.000ms  a/y sets T in 1ms  from #3
        #5      1.000ms  a/y timer T  from #4
        #6      1.000ms  a/y ends: Stopped  from #5
                           -- nothing left to do
        ",
    );
}

#[test]
fn broken_links_go_on_and_on_and_monitors_are_told_how() {
    check(
        "
        panics end actors
        node a
          start: monitor a/z; set T 1ms
          down: fact told
        actor a/x
          start: set T 1ms; link a/y
          timer T: panic
        actor a/y
          start: link a/z
        actor a/z
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets T in 1ms  from #0
         #2      0.000ms  a/x starts
         #3      0.000ms  a/x sets T in 1ms  from #2
         #4      0.000ms  a/y starts
         #5      0.000ms  a/z starts
         #6      1.000ms  a timer T  from #1
         #7      1.000ms  a/x timer T  from #3
         #8      1.000ms  a/x PANIC as the play says  from #7
         #9      1.000ms  a/x ends: Panicked  from #8
        #10      1.000ms  a/y ends: Linked  from #9
        #11      1.000ms  a/z ends: Linked  from #10
        #12      1.000ms  a told: a/z ended, Linked  from #11
        #13      1.000ms  a FACT told  from #12
                            -- nothing left to do
        ",
    );
}

#[test]
fn children_outlive_their_parent() {
    check(
        "
        node a
          start: spawn w; stop
        child w
          start: set T 1ms
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a spawns a/w#1  from #0
        #2      0.000ms  a ends: Stopped  from #0
        #3      0.000ms  a/w#1 starts  from #1
        #4      0.000ms  a/w#1 sets T in 1ms  from #3
        #5      1.000ms  a/w#1 timer T  from #4
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_child_of_a_later_incarnation_has_a_new_name() {
    check(
        "
        node a
          start: spawn w
        child w
        at 1ms crash a
        at 2ms restart a
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a spawns a/w#1  from #0
        #2      0.000ms  a/w#1 starts  from #1
        #3      1.000ms  a FAULT crash a
        #4      1.000ms  a CRASH  from #3
        #5      2.000ms  a FAULT restart a
        #6      2.000ms  a RESTART 1  from #5
        #7      2.000ms  a starts again  from #6
        #8      2.000ms  a spawns a/w#2  from #7
        #9      2.000ms  a/w#2 starts  from #8
                           -- nothing left to do
        ",
    );
}

#[test]
fn what_waited_for_one_who_stops_is_dropped() {
    check(
        "
        node a
          start: spawn w; send w Stop; send w Unheard; send w Later after 1ms
        child w
          Stop: stop
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a spawns a/w#1  from #0
         #2      0.000ms  a -> a/w#1  Stop  from #0
         #3      0.000ms  a/w#1 .. a  Stop  (1 waiting)  from #2
         #4      0.000ms  a -> a/w#1  Unheard  from #0
         #5      0.000ms  a/w#1 .. a  Unheard  (2 waiting)  from #4
         #6      0.000ms  a -> a/w#1  Later  from #0
         #7      0.000ms  a/w#1 starts  from #1
         #8      0.000ms  a/w#1 <- a  Stop  from #2
         #9      0.000ms  a/w#1 ends: Stopped  from #8
        #10      0.000ms  a -x a/w#1  Unheard  receiver ended  from #4
        #11      1.000ms  a -x a/w#1  Later  nobody there  from #6
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_declared_actor_that_stopped_comes_back_with_its_node() {
    check(
        "
        node a
          start: set T 1ms
          timer T: stop
          again: fact back
        node b
          start: send a Ping after 2ms; send a Ping after 4ms
        at 4ms crash a
        at 4ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a sets T in 1ms  from #0
         #2      0.000ms  b starts
         #3      0.000ms  b -> a  Ping  from #2
         #4      0.000ms  b -> a  Ping  from #2
         #5      1.000ms  a timer T  from #1
         #6      1.000ms  a ends: Stopped  from #5
         #7      3.000ms  b -x a  Ping  nobody there  from #3
         #8      4.000ms  a FAULT crash a
         #9      4.000ms  a CRASH  from #8
        #10      4.000ms  a FAULT restart a
        #11      4.000ms  a RESTART 1  from #10
        #12      4.000ms  a starts again  from #11
        #13      4.000ms  a FACT back  from #12
        #14      5.000ms  a <- b  Ping  from #4
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_link_that_breaks_reaches_a_child_after_its_start() {
    check(
        "
        panics end actors
        node a
          start: spawn w; link w; panic
        child w
          start: fact started
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a spawns a/w#1  from #0
        #2      0.000ms  a PANIC as the play says  from #0
        #3      0.000ms  a ends: Panicked  from #2
        #4      0.000ms  a/w#1 starts  from #1
        #5      0.000ms  a/w#1 FACT started  from #4
        #6      0.000ms  a/w#1 ends: Linked  from #3
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_child_that_is_made_after_work_may_start_after_a_later_one() {
    check(
        "
        node a
          start: work 2ms; spawn w; send w Hello
        node b
          start: set T 1ms
          timer T: spawn w
        child w
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a works 2ms  from #0
         #2      0.000ms  b starts
         #3      0.000ms  b sets T in 1ms  from #2
         #4      1.000ms  b timer T  from #3
         #5      1.000ms  b spawns b/w#1  from #4
         #6      1.000ms  b/w#1 starts  from #5
         #7      2.000ms  a spawns a/w#1  from #0
         #8      2.000ms  a -> a/w#1  Hello  from #0
         #9      2.000ms  a/w#1 .. a  Hello  (1 waiting)  from #8
        #10      2.000ms  a/w#1 starts  from #7
        #11      2.000ms  a/w#1 <- a  Hello  from #8
                            -- nothing left to do
        ",
    );
}
