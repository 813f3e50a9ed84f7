//! What a disk does in a crash, and what goes wrong without one.

use super::play::{check, check_seed};

#[test]
fn unsynced_writes_are_lost_in_a_crash() {
    check(
        "
        node a
          start: write f one; sync; write f two; append g more; delete f
          again: list; read f
        at 1ms crash a
        at 2ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes f (3 bytes)  from #0
         #2      0.000ms  a syncs  from #0
         #3      0.000ms  a writes f (3 bytes)  from #0
         #4      0.000ms  a writes g (4 bytes)  from #0
         #5      0.000ms  a deletes f  from #0
         #6      1.000ms  a FAULT crash a
         #7      1.000ms  a CRASH  from #6
         #8      2.000ms  a FAULT restart a
         #9      2.000ms  a RESTART 1  from #8
        #10      2.000ms  a starts again  from #9
        #11      2.000ms  a FACT files=f  from #10
        #12      2.000ms  a FACT f=one  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_torn_write_survives_in_part() {
    check_seed(
        "survive: 0 and 2",
        "
        node a
          start: write f AAAAAA; sync; write f bbbb
          again: read f
        at 0ms disk a torn 100%
        at 1ms crash a
        at 2ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes f (6 bytes)  from #0
         #2      0.000ms  a syncs  from #0
         #3      0.000ms  a writes f (4 bytes)  from #0
         #4      0.000ms  a FAULT disk a torn 100%
         #5      0.000ms  a now: the disk is not sound  from #4
         #6      1.000ms  a FAULT crash a
         #7      1.000ms  a CRASH, unsynced survive: 0 and 2 bytes  from #6
         #8      2.000ms  a FAULT restart a
         #9      2.000ms  a RESTART 1  from #8
        #10      2.000ms  a starts again  from #9
        #11      2.000ms  a FACT f=bbAAAA  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn some_of_the_unsynced_writes_survive() {
    check_seed(
        "survive: 2",
        "
        node a
          start: write f one; write g two; delete f
          again: list
        at 0ms disk a torn 100%
        at 1ms crash a
        at 2ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes f (3 bytes)  from #0
         #2      0.000ms  a writes g (3 bytes)  from #0
         #3      0.000ms  a deletes f  from #0
         #4      0.000ms  a FAULT disk a torn 100%
         #5      0.000ms  a now: the disk is not sound  from #4
         #6      1.000ms  a FAULT crash a
         #7      1.000ms  a CRASH, unsynced survive: 2 and 0 bytes  from #6
         #8      2.000ms  a FAULT restart a
         #9      2.000ms  a RESTART 1  from #8
        #10      2.000ms  a starts again  from #9
        #11      2.000ms  a FACT files=f,g  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_wiped_disk_is_empty() {
    check(
        "
        node a
          start: write f one; sync
          again: list; read f
        at 1ms wipe a
        at 2ms restart a
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a writes f (3 bytes)  from #0
        #2      0.000ms  a syncs  from #0
        #3      1.000ms  a FAULT wipe a
        #4      1.000ms  a CRASH, disk wiped  from #3
        #5      2.000ms  a FAULT restart a
        #6      2.000ms  a RESTART 1  from #5
        #7      2.000ms  a starts again  from #6
        #8      2.000ms  a FACT files=  from #7
        #9      2.000ms  a FACT no f  from #7
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_lying_sync_loses_what_it_promised() {
    check_seed(
        "no f",
        "
        node a
          Go: write f one; sync; read f
          again: read f
        node b
          start: send a Go
        at 0ms disk a lying 100%
        at 2ms crash a
        at 3ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  Go  from #1
         #3      0.000ms  a FAULT disk a lying 100%
         #4      0.000ms  a now: the disk is not sound  from #3
         #5      1.000ms  a <- b  Go  from #2
         #6      1.000ms  a writes f (3 bytes)  from #5
         #7      1.000ms  a syncs  from #5
         #8      1.000ms  a FACT f=one  from #5
         #9      2.000ms  a FAULT crash a
        #10      2.000ms  a CRASH  from #9
        #11      3.000ms  a FAULT restart a
        #12      3.000ms  a RESTART 1  from #11
        #13      3.000ms  a starts again  from #12
        #14      3.000ms  a FACT no f  from #13
                            -- nothing left to do
        ",
    );
}

#[test]
fn an_honest_sync_saves_what_a_lying_one_did_not() {
    check_seed(
        "a",
        "
        node a
          Go: write f one; sync
          Again: sync
          again: read f
        node b
          start: send a Go; send a Again after 2ms
        at 0ms disk a lying 100%
        at 2ms disk a
        at 5ms crash a
        at 6ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  Go  from #1
         #3      0.000ms  b -> a  Again  from #1
         #4      0.000ms  a FAULT disk a lying 100%
         #5      0.000ms  a now: the disk is not sound  from #4
         #6      1.000ms  a <- b  Go  from #2
         #7      1.000ms  a writes f (3 bytes)  from #6
         #8      1.000ms  a syncs  from #6
         #9      2.000ms  a FAULT disk a
        #10      2.000ms  a now: the disk is sound  from #9
        #11      3.000ms  a <- b  Again  from #3
        #12      3.000ms  a syncs  from #11
        #13      5.000ms  a FAULT crash a
        #14      5.000ms  a CRASH  from #13
        #15      6.000ms  a FAULT restart a
        #16      6.000ms  a RESTART 1  from #15
        #17      6.000ms  a starts again  from #16
        #18      6.000ms  a FACT f=one  from #17
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_full_disk_refuses_to_grow() {
    check(
        "
        node a
          Go: write f 12345; append f 678; write g 9; delete f; write g 9; read f
        node b
          start: send a Go
        at 0ms disk a room 7
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  Go  from #1
         #3      0.000ms  a FAULT disk a room 7
         #4      0.000ms  a now: the disk is not sound  from #3
         #5      1.000ms  a <- b  Go  from #2
         #6      1.000ms  a writes f (5 bytes)  from #5
         #7      1.000ms  a DISK ERROR f: disk full: 3 more bytes needed, 2 free  from #5
         #8      1.000ms  a FACT disk full: 3 more bytes needed, 2 free  from #5
         #9      1.000ms  a writes g (1 bytes)  from #5
        #10      1.000ms  a deletes f  from #5
        #11      1.000ms  a writes g (1 bytes)  from #5
        #12      1.000ms  a FACT no f  from #5
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_failing_disk_says_so_and_changes_nothing() {
    check_seed(
        "the disk failed",
        "
        node a
          start: write f one; sync
          Go: write f two; append f two; delete f; sync; read f
        node b
          start: send a Go
        at 0ms disk a unwritable 100%
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes f (3 bytes)  from #0
         #2      0.000ms  a syncs  from #0
         #3      0.000ms  b starts
         #4      0.000ms  b -> a  Go  from #3
         #5      0.000ms  a FAULT disk a unwritable 100%
         #6      0.000ms  a now: the disk is not sound  from #5
         #7      1.000ms  a <- b  Go  from #4
         #8      1.000ms  a DISK ERROR f: the disk failed to write  from #7
         #9      1.000ms  a FACT the disk failed to write  from #7
        #10      1.000ms  a DISK ERROR f: the disk failed to write  from #7
        #11      1.000ms  a FACT the disk failed to write  from #7
        #12      1.000ms  a DISK ERROR f: the disk failed to write  from #7
        #13      1.000ms  a FACT the disk failed to write  from #7
        #14      1.000ms  a DISK ERROR sync: the disk failed to write  from #7
        #15      1.000ms  a FACT the disk failed to write  from #7
        #16      1.000ms  a FACT f=one  from #7
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_disk_that_cannot_be_read_says_so() {
    check_seed(
        "the disk failed",
        "
        node a
          start: write f one
          Go: read f; load f; write f two
        node b
          start: send a Go
        at 0ms disk a unreadable 100%
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes f (3 bytes)  from #0
         #2      0.000ms  b starts
         #3      0.000ms  b -> a  Go  from #2
         #4      0.000ms  a FAULT disk a unreadable 100%
         #5      0.000ms  a now: the disk is not sound  from #4
         #6      1.000ms  a <- b  Go  from #3
         #7      1.000ms  a DISK ERROR f: the disk failed to read  from #6
         #8      1.000ms  a FACT the disk failed to read  from #6
         #9      1.000ms  a DISK ERROR f: the disk failed to read  from #6
        #10      1.000ms  a FACT the disk failed to read  from #6
        #11      1.000ms  a writes f (3 bytes)  from #6
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_rotten_bit_shows_in_what_is_read() {
    check(
        "
        node a
          start: write f @; write g @; sync
          Go: read f; read g
        node b
          start: send a Go
        at 0ms rot a 1 0
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes f (1 bytes)  from #0
         #2      0.000ms  a writes g (1 bytes)  from #0
         #3      0.000ms  a syncs  from #0
         #4      0.000ms  b starts
         #5      0.000ms  b -> a  Go  from #4
         #6      0.000ms  a FAULT rot a 1 0
         #7      0.000ms  a now: a bit on the disk has flipped  from #6
         #8      1.000ms  a <- b  Go  from #5
         #9      1.000ms  a FACT f=@  from #8
        #10      1.000ms  a FACT g=A  from #8
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_damaged_value_is_not_loaded() {
    check(
        "
        node a
          start: store n 7; load n; write n abc; load n; load m
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a writes n (8 bytes)  from #0
        #2      0.000ms  a FACT n=Some(7)  from #0
        #3      0.000ms  a writes n (3 bytes)  from #0
        #4      0.000ms  a FACT stored bytes are damaged  from #0
        #5      0.000ms  a FACT m=None  from #0
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_disk_survives_its_actors_and_is_shared_by_them() {
    check(
        "
        node a
          start: write f mine
        actor a/x
          start: read f; list
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a writes f (4 bytes)  from #0
        #2      0.000ms  a/x starts
        #3      0.000ms  a/x FACT f=mine  from #2
        #4      0.000ms  a/x FACT files=f  from #2
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_slow_disk_makes_its_actor_work() {
    check(
        "
        node a
          Go: fact asked; write f one; sync; fact done
        node b
          start: send a Go; send a Next
        at 0ms disk a takes 5ms
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  Go  from #1
         #3      0.000ms  b -> a  Next  from #1
         #4      0.000ms  a FAULT disk a takes 5ms
         #5      0.000ms  a now: the disk is not sound  from #4
         #6      1.000ms  a <- b  Go  from #2
         #7      1.000ms  a FACT asked  from #6
         #8      1.000ms  a works 5ms  from #6
         #9      1.000ms  a .. b  Next  (1 waiting)  from #3
        #10      6.000ms  a writes f (3 bytes)  from #6
        #11      6.000ms  a works 5ms  from #6
        #12     11.000ms  a syncs  from #6
        #13     11.000ms  a FACT done  from #6
        #14     11.000ms  a <- b  Next  from #3
                            -- nothing left to do
        ",
    );
}

#[test]
fn what_a_slow_disk_has_not_done_yet_is_lost_in_a_crash() {
    check(
        "
        node a
          Go: write f one; sync; fact done
          again: read f
        node b
          start: send a Go
        at 0ms disk a takes 5ms
        at 3ms crash a
        at 4ms disk a
        at 4ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  Go  from #1
         #3      0.000ms  a FAULT disk a takes 5ms
         #4      0.000ms  a now: the disk is not sound  from #3
         #5      1.000ms  a <- b  Go  from #2
         #6      1.000ms  a works 5ms  from #5
         #7      3.000ms  a FAULT crash a
         #8      3.000ms  a CRASH  from #7
         #9      4.000ms  a FAULT disk a
        #10      4.000ms  a now: the disk is sound  from #9
        #11      4.000ms  a FAULT restart a
        #12      4.000ms  a RESTART 1  from #11
        #13      4.000ms  a starts again  from #12
        #14      4.000ms  a FACT no f  from #13
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_sync_on_its_way_is_lost_in_a_crash() {
    check(
        "
        node a
          Go: write f one; sync; fact done
          again: read f
        node b
          start: send a Go
        at 0ms disk a takes 5ms
        at 8ms crash a
        at 9ms disk a
        at 9ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  Go  from #1
         #3      0.000ms  a FAULT disk a takes 5ms
         #4      0.000ms  a now: the disk is not sound  from #3
         #5      1.000ms  a <- b  Go  from #2
         #6      1.000ms  a works 5ms  from #5
         #7      6.000ms  a writes f (3 bytes)  from #5
         #8      6.000ms  a works 5ms  from #5
         #9      8.000ms  a FAULT crash a
        #10      8.000ms  a CRASH  from #9
        #11      9.000ms  a FAULT disk a
        #12      9.000ms  a now: the disk is sound  from #11
        #13      9.000ms  a FAULT restart a
        #14      9.000ms  a RESTART 1  from #13
        #15      9.000ms  a starts again  from #14
        #16      9.000ms  a FACT no f  from #15
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_sync_covers_what_was_there_when_it_was_asked_for() {
    check(
        "
        node a
          Go: write f one; sync; write g two; work 3ms; sync; write h three; work 9ms; fact never
          again: list
        node b
          start: send a Go
        at 5ms crash a
        at 6ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  b starts
         #2      0.000ms  b -> a  Go  from #1
         #3      1.000ms  a <- b  Go  from #2
         #4      1.000ms  a writes f (3 bytes)  from #3
         #5      1.000ms  a syncs  from #3
         #6      1.000ms  a writes g (3 bytes)  from #3
         #7      1.000ms  a works 3ms  from #3
         #8      4.000ms  a syncs  from #3
         #9      4.000ms  a writes h (5 bytes)  from #3
        #10      4.000ms  a works 9ms  from #3
        #11      5.000ms  a FAULT crash a
        #12      5.000ms  a CRASH  from #11
        #13      6.000ms  a FAULT restart a
        #14      6.000ms  a RESTART 1  from #13
        #15      6.000ms  a starts again  from #14
        #16      6.000ms  a FACT files=f,g  from #15
                            -- nothing left to do
        ",
    );
}
