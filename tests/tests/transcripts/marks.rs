//! Marks, facts, choices of the protocol, and an actor's own dice.

use super::play::{check, check_seed};

#[test]
fn marks_and_facts_are_told_in_their_place() {
    check(
        "
        node a
          start: fact one; mark rare; fact two
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a FACT one  from #0
        #2      0.000ms  a MARK rare  from #0
        #3      0.000ms  a FACT two  from #0
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_choice_of_the_protocol_is_zero_when_all_is_calm() {
    check(
        "
        node a
          start: choose way 3; choose way 1
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a chooses way = 0  from #0
        #2      0.000ms  a FACT way0  from #0
        #3      0.000ms  a FACT way0  from #0
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_choice_of_the_protocol_is_drawn_and_told() {
    check_seed(
        "chooses way = 2",
        "
        node a
          start: choose way 3; choose way 3
        run
        ",
        "
        #0      0.000ms  a starts
        #1      0.000ms  a chooses way = 2  from #0
        #2      0.000ms  a FACT way2  from #0
        #3      0.000ms  a chooses way = 1  from #0
        #4      0.000ms  a FACT way1  from #0
                           -- nothing left to do
        ",
    );
}

#[test]
fn an_actors_own_dice_are_no_choice_of_the_world() {
    check(
        "
        node a
          start: dice; dice
          again: dice; dice
        node b
          start: dice; dice
        at 1ms crash a
        at 2ms restart a
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a FACT dice5  from #0
         #2      0.000ms  a FACT dice3  from #0
         #3      0.000ms  b starts
         #4      0.000ms  b FACT dice1  from #3
         #5      0.000ms  b FACT dice1  from #3
         #6      1.000ms  a FAULT crash a
         #7      1.000ms  a CRASH  from #6
         #8      2.000ms  a FAULT restart a
         #9      2.000ms  a RESTART 1  from #8
        #10      2.000ms  a starts again  from #9
        #11      2.000ms  a FACT dice1  from #10
        #12      2.000ms  a FACT dice4  from #10
                            -- nothing left to do
        ",
    );
}
