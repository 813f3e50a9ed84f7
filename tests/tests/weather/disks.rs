//! Disks: errors, lies, a lack of room, slowness and rot.

use super::play::check;

#[test]
fn a_disk_fails_while_it_may() {
    check(
        r#"
        node a
          start: write file one; sync; set Two 2ms; set Four 4ms
          timer Two: write file two; sync; read file
          timer Four: write file four; sync; read file
        (at: "1ms", until: "3ms", fault: Disk(nodes: "a", write_error: "100%", read_error: "100%"))
        seed 1
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes file (3 bytes)  from #0
         #2      0.000ms  a syncs  from #0
         #5      1.000ms  world FAULT disk: disk a, plan line 1
         #6      1.000ms  a now: the disk is not sound  from #5
         #7      2.000ms  a timer Two  from #3
         #8      2.000ms  a DISK ERROR file: the disk failed to write  from #7
         #9      2.000ms  a FACT the disk failed to write  from #7
        #10      2.000ms  a DISK ERROR sync: the disk failed to write  from #7
        #11      2.000ms  a FACT the disk failed to write  from #7
        #12      2.000ms  a DISK ERROR file: the disk failed to read  from #7
        #13      2.000ms  a FACT the disk failed to read  from #7
        #14      3.000ms  world FAULT disk ends: disk a
        #15      3.000ms  a now: the disk is sound  from #14
        #16      4.000ms  a timer Four  from #4
        #17      4.000ms  a writes file (4 bytes)  from #16
        #18      4.000ms  a syncs  from #16
        #19      4.000ms  a FACT file=four  from #16
                            -- nothing left to do
                            -- disk (disk) 1.000ms to 3.000ms: hit a
        ",
    );
}

#[test]
fn a_forced_error_hits_one_operation() {
    check(
        r#"
        node a
          start: set Two 2ms
          timer Two: write file two; write other two; sync; read file
        force WriteError 1 other
        (at: "1ms", until: "3ms", fault: Disk(nodes: "a", write_error: "50%"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #2      1.000ms  world FAULT disk: disk a, plan line 1
         #3      1.000ms  a now: the disk is not sound  from #2
         #4      2.000ms  a timer Two  from #1
         #5      2.000ms  a writes file (3 bytes)  from #4
         #6      2.000ms  a DISK ERROR other: the disk failed to write  from #4
         #7      2.000ms  a FACT the disk failed to write  from #4
         #8      2.000ms  a syncs  from #4
         #9      2.000ms  a FACT file=two  from #4
        #10      3.000ms  world FAULT disk ends: disk a
        #11      3.000ms  a now: the disk is sound  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_disk_that_lies_forgets_what_it_said_was_synced() {
    check(
        r#"
        node a
          start: write file one; sync; set Two 2ms
          again: read file
          timer Two: write file two; sync
        force SyncLost 1 sync
        (at: "1ms", until: "3ms", fault: Disk(nodes: "a", sync_lost: "10%"))
        (at: "4ms", lasts: "1ms", fault: Crash(nodes: "a"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes file (3 bytes)  from #0
         #2      0.000ms  a syncs  from #0
         #4      1.000ms  world FAULT disk: disk a, plan line 1
         #5      1.000ms  a now: the disk is not sound  from #4
         #6      2.000ms  a timer Two  from #3
         #7      2.000ms  a writes file (3 bytes)  from #6
         #8      2.000ms  a syncs  from #6
         #9      3.000ms  world FAULT disk ends: disk a
        #10      3.000ms  a now: the disk is sound  from #9
        #11      4.000ms  world FAULT crash: crash a, plan line 2
        #12      4.000ms  a CRASH  from #11
        #13      5.000ms  world FAULT crash ends: crash a
        #14      5.000ms  a RESTART 1  from #13
        #15      5.000ms  a starts again  from #14
        #16      5.000ms  a FACT file=one  from #15
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_crash_may_tear_what_was_not_synced() {
    check(
        r#"
        node a
          start: write file one; sync; write file twothree
          again: read file
        force Torn 3 a part of a write
        (at: "1ms", fault: Disk(nodes: "a", torn: "50%"))
        (at: "4ms", lasts: "1ms", fault: Crash(nodes: "a"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes file (3 bytes)  from #0
         #2      0.000ms  a syncs  from #0
         #3      0.000ms  a writes file (8 bytes)  from #0
         #4      1.000ms  world FAULT disk: disk a, plan line 1
         #5      1.000ms  a now: the disk is not sound  from #4
         #6      4.000ms  world FAULT crash: crash a, plan line 2
         #7      4.000ms  a CRASH, unsynced survive: 0 and 3 bytes  from #6
         #8      5.000ms  world FAULT crash ends: crash a
         #9      5.000ms  a RESTART 1  from #8
        #10      5.000ms  a starts again  from #9
        #11      5.000ms  a FACT file=two  from #10
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_disk_has_no_room_left_until_it_has() {
    check(
        r#"
        node a
          start: write file one; set Two 2ms; set Four 4ms
          timer Two: write other longer; read other
          timer Four: write other longer; read other
        (at: "1ms", until: "3ms", fault: Disk(nodes: "a", capacity: 4))
        run
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes file (3 bytes)  from #0
         #4      1.000ms  world FAULT disk: disk a, plan line 1
         #5      1.000ms  a now: the disk is not sound  from #4
         #6      2.000ms  a timer Two  from #2
         #7      2.000ms  a DISK ERROR other: disk full: 6 more bytes needed, 1 free  from #6
         #8      2.000ms  a FACT disk full: 6 more bytes needed, 1 free  from #6
         #9      2.000ms  a FACT no other  from #6
        #10      3.000ms  world FAULT disk ends: disk a
        #11      3.000ms  a now: the disk is sound  from #10
        #12      4.000ms  a timer Four  from #3
        #13      4.000ms  a writes other (6 bytes)  from #12
        #14      4.000ms  a FACT other=longer  from #12
                            -- nothing left to do
        ",
    );
}

#[test]
fn a_slow_disk_makes_its_actor_work() {
    check(
        r#"
        node a
          start: set Two 2ms; set Nine 9ms
          timer Two: write file two; sync; fact done
          timer Nine: write file nine; sync; fact done
        (at: "1ms", until: "8ms", fault: Disk(nodes: "a", latency: "1ms"))
        run
        "#,
        "
         #0      0.000ms  a starts
         #3      1.000ms  world FAULT disk: disk a, plan line 1
         #4      1.000ms  a now: the disk is not sound  from #3
         #5      2.000ms  a timer Two  from #1
         #6      2.000ms  a works 1ms  from #5
         #7      3.000ms  a writes file (3 bytes)  from #5
         #8      3.000ms  a works 1ms  from #5
         #9      4.000ms  a syncs  from #5
        #10      4.000ms  a FACT done  from #5
        #11      8.000ms  world FAULT disk ends: disk a
        #12      8.000ms  a now: the disk is sound  from #11
        #13      9.000ms  a timer Nine  from #2
        #14      9.000ms  a writes file (4 bytes)  from #13
        #15      9.000ms  a syncs  from #13
        #16      9.000ms  a FACT done  from #13
                            -- nothing left to do
        ",
    );
}

#[test]
fn of_two_troubles_of_one_disk_the_other_stays() {
    check(
        r#"
        node a
          start: set Two 2ms; set Four 4ms; set Nine 9ms
          timer Two: write file two; fact done
          timer Four: write file four; fact done
          timer Nine: write file nine; fact done
        (label: "slow", at: "1ms", until: "8ms", fault: Disk(nodes: "a", latency: "1ms"))
        (label: "full", at: "1500us", until: "3ms", fault: Disk(nodes: "a", capacity: 1))
        run
        "#,
        "
         #0      0.000ms  a starts
         #4      1.000ms  world FAULT slow: disk a, plan line 1
         #5      1.000ms  a now: the disk is not sound  from #4
         #6      1.500ms  world FAULT full: disk a, plan line 2
         #7      1.500ms  a now: the disk is not sound  from #6
         #8      2.000ms  a timer Two  from #1
         #9      2.000ms  a DISK ERROR file: disk full: 3 more bytes needed, 1 free  from #8
        #10      2.000ms  a FACT disk full: 3 more bytes needed, 1 free  from #8
        #11      2.000ms  a FACT done  from #8
        #12      3.000ms  world FAULT full ends: disk a
        #13      3.000ms  a now: the disk is sound  from #12
        #14      3.000ms  a now: the disk is not sound  from #12
        #15      4.000ms  a timer Four  from #2
        #16      4.000ms  a works 1ms  from #15
        #17      5.000ms  a writes file (4 bytes)  from #15
        #18      5.000ms  a FACT done  from #15
        #19      8.000ms  world FAULT slow ends: disk a
        #20      8.000ms  a now: the disk is sound  from #19
        #21      9.000ms  a timer Nine  from #3
        #22      9.000ms  a writes file (4 bytes)  from #21
        #23      9.000ms  a FACT done  from #21
                            -- nothing left to do
        ",
    );
}

#[test]
fn bits_that_flip_stay_so() {
    check(
        r#"
        node a
          start: write file AAAA; sync; set Two 2ms; set Nine 9ms
          timer Two: read file
          timer Nine: read file
        force EpisodeTarget 9 a bit
        (at: "1ms", fault: BitRot(nodes: "a", bits: 2))
        heal 5ms
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a writes file (4 bytes)  from #0
         #2      0.000ms  a syncs  from #0
         #5      1.000ms  world FAULT bit rot: bit-rot a, plan line 1
         #6      1.000ms  a now: a bit on the disk has flipped  from #5
         #7      1.000ms  a now: a bit on the disk has flipped  from #5
         #8      2.000ms  a timer Two  from #3
         #9      2.000ms  a FACT file=@CAA  from #8
        #10      5.000ms  world FAULT heal: all is healed
        #11      9.000ms  a timer Nine  from #4
        #12      9.000ms  a FACT file=@CAA  from #11
                            -- nothing left to do
                            -- bit rot (bit-rot) 1.000ms to 5.000ms: hit a
        ",
    );
}

#[test]
fn nothing_rots_where_nothing_is_synced() {
    check(
        r#"
        node a
          start: write file AAAA
        (at: "1ms", fault: BitRot(nodes: "a", bits: 1))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a writes file (4 bytes)  from #0
        #2      1.000ms  world FAULT bit rot: bit-rot a, plan line 1
        #3      1.000ms  a now: there is nothing on the disk that could rot  from #2
                           -- nothing left to do
        ",
    );
}
