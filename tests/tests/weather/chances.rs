//! Chances: what episodes add to what links do by chance.

use super::play::check;

// Three messages, of which the second leaves in the episode; all chances are certain, so that any seed will do.
fn play(link: &str, fault: &str) -> String {
    format!(
        r#"
        link {link}
        seed 1
        node a
          start: send b Zero; set Two 2ms; set Four 4ms
          timer Two: send b Two
          timer Four: send b Four
        node b
        (label: "it", at: "1ms", until: "3ms", fault: {fault})
        run
        summary
        "#
    )
}

#[test]
fn a_loss_is_told_when_the_message_leaves() {
    check(
        &play(r#"(latency: "1ms")"#, r#"Loss(chance: "100%")"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  b starts
         #5      1.000ms  world FAULT it: loss all, plan line 1
         #6      1.000ms  b <- a  Zero  from #1
         #7      2.000ms  a timer Two  from #2
         #8      2.000ms  a -> b  Two  from #7
         #9      2.000ms  a -x b  Two  lost  from #8
        #10      3.000ms  world FAULT it ends: loss all
        #11      4.000ms  a timer Four  from #3
        #12      4.000ms  a -> b  Four  from #11
        #13      5.000ms  b <- a  Four  from #12
                            -- nothing left to do
                            -- it (loss) 1.000ms to 3.000ms: hit 1 message
        ",
    );
}

#[test]
fn a_loss_on_other_links_hits_nothing() {
    check(
        &play(r#"(latency: "1ms")"#, r#"Loss(chance: "100%", links: From("b"))"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  b starts
         #5      1.000ms  world FAULT it: loss b -> all, plan line 1
         #6      1.000ms  b <- a  Zero  from #1
         #7      2.000ms  a timer Two  from #2
         #8      2.000ms  a -> b  Two  from #7
         #9      3.000ms  world FAULT it ends: loss b -> all
        #10      3.000ms  b <- a  Two  from #8
        #11      4.000ms  a timer Four  from #3
        #12      4.000ms  a -> b  Four  from #11
        #13      5.000ms  b <- a  Four  from #12
                            -- nothing left to do
                            -- it (loss) 1.000ms to 3.000ms: hit nothing
        ",
    );
}

#[test]
fn a_duplicate_comes_behind_the_first() {
    check(
        &play(r#"(latency: "1ms")"#, r#"Duplicates(chance: "100%", behind: "1ms")"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  b starts
         #5      1.000ms  world FAULT it: duplicates all, plan line 1
         #6      1.000ms  b <- a  Zero  from #1
         #7      2.000ms  a timer Two  from #2
         #8      2.000ms  a -> b  Two  from #7
         #9      3.000ms  world FAULT it ends: duplicates all
        #10      3.000ms  b <- a  Two  from #8
        #11   3.544365ms  b <= a  Two  (copy 2)  from #8
        #12      4.000ms  a timer Four  from #3
        #13      4.000ms  a -> b  Four  from #12
        #14      5.000ms  b <- a  Four  from #13
                            -- nothing left to do
                            -- it (duplicates) 1.000ms to 3.000ms: hit 1 message
        ",
    );
}

#[test]
fn what_is_put_aside_is_overtaken() {
    check(
        r#"
        link (latency: "1ms", order: Kept)
        seed 1
        node a
          start: set Two 2ms; set Four 4ms
          timer Two: send b Two
          timer Four: send b Four
        node b
        (label: "it", at: "1ms", until: "3ms", fault: Reorder(chance: "100%", behind: "9ms"))
        run
        inversions
        summary
        "#,
        "
         #0      0.000ms  a starts
         #3      0.000ms  b starts
         #4      1.000ms  world FAULT it: reorder all, plan line 1
         #5      2.000ms  a timer Two  from #1
         #6      2.000ms  a -> b  Two  from #5
         #7      3.000ms  world FAULT it ends: reorder all
         #8      4.000ms  a timer Four  from #2
         #9      4.000ms  a -> b  Four  from #8
        #10      5.000ms  b <- a  Four  from #9
        #11   7.899289ms  b <- a  Two  from #6
                            -- nothing left to do
                            -- inversions: 1
                            -- it (reorder) 1.000ms to 3.000ms: hit 1 message
        ",
    );
}

#[test]
fn what_is_damaged_is_what_the_protocol_makes_of_it() {
    check(
        &play(r#"(latency: "1ms")"#, r#"Corruption(chance: "100%")"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  b starts
         #5      1.000ms  world FAULT it: corruption all, plan line 1
         #6      1.000ms  b <- a  Zero  from #1
         #7      2.000ms  a timer Two  from #2
         #8      2.000ms  a -> b  Two  from #7
         #9      2.000ms  a ~> b  Two!2338031542  damaged  from #8
        #10      3.000ms  world FAULT it ends: corruption all
        #11      3.000ms  b <- a  Two!2338031542  from #8
        #12      4.000ms  a timer Four  from #3
        #13      4.000ms  a -> b  Four  from #12
        #14      5.000ms  b <- a  Four  from #13
                            -- nothing left to do
                            -- it (corruption) 1.000ms to 3.000ms: hit 1 message
        ",
    );
}

#[test]
fn chances_of_links_and_episodes_come_one_after_the_other() {
    check(
        &play(
            r#"(latency: "1ms", duplication: (chance: "100%", copies: 2))"#,
            r#"Loss(chance: "50%")"#,
        ),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  b starts
         #5      1.000ms  world FAULT it: loss all, plan line 1
         #6      1.000ms  b <- a  Zero  from #1
         #7      1.000ms  b <= a  Zero  (copy 2)  from #1
         #8      1.000ms  b <= a  Zero  (copy 3)  from #1
         #9      2.000ms  a timer Two  from #2
        #10      2.000ms  a -> b  Two  from #9
        #11      3.000ms  world FAULT it ends: loss all
        #12      3.000ms  b <- a  Two  from #10
        #13      3.000ms  b <= a  Two  (copy 2)  from #10
        #14      3.000ms  b <= a  Two  (copy 3)  from #10
        #15      4.000ms  a timer Four  from #3
        #16      4.000ms  a -> b  Four  from #15
        #17      5.000ms  b <- a  Four  from #16
        #18      5.000ms  b <= a  Four  (copy 2)  from #16
        #19      5.000ms  b <= a  Four  (copy 3)  from #16
                            -- nothing left to do
                            -- it (loss) 1.000ms to 3.000ms: hit nothing
        ",
    );
}

#[test]
fn a_choice_is_forced_where_nothing_is_drawn() {
    check(
        "
        node a
          start: send b One; send b Two; send b Three; send b Four
        node b
        force Copies 0 a -> b One
        force Copies 3 a -> b Two
        force Damage 7 a -> b Three
        run
        ",
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One  from #0
         #2      0.000ms  a -x b  One  lost  from #1
         #3      0.000ms  a -> b  Two  from #0
         #4      0.000ms  a -> b  Three  from #0
         #5      0.000ms  a ~> b  Three!7  damaged  from #4
         #6      0.000ms  a -> b  Four  from #0
         #7      0.000ms  b starts
         #8      1.000ms  b <- a  Two  from #3
         #9      1.000ms  b <= a  Two  (copy 2)  from #3
        #10      1.000ms  b <= a  Two  (copy 3)  from #3
        #11      1.000ms  b <- a  Three!7  from #4
        #12      1.000ms  b <- a  Four  from #6
                            -- nothing left to do
        ",
    );
}
