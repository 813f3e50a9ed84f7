//! Rules: what a plan does to certain messages for certain.

use super::play::check;

// Two senders on one node; the rule is in force from 1 ms to 9 ms.
fn play(rule: &str) -> String {
    format!(
        r#"
        node a
          start: send b Zero; set One 1ms; set Two 2ms
          timer One: send b Pay; send c Pay
          timer Two: send b Pay; send b Ask
        actor a/x
          start: set Three 3ms
          timer Three: send b Pay; send b/y Pay
        node b
        actor b/y
        node c
        (label: "it", at: "1ms", until: "9ms", fault: Rule({rule}))
        run
        summary
        "#
    )
}

#[test]
fn a_rule_drops_every_message_of_a_kind() {
    check(
        &play(r#"kind: "Pay", action: Drop"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  a/x starts
         #6      0.000ms  b starts
         #7      0.000ms  b/y starts
         #8      0.000ms  c starts
         #9      1.000ms  world FAULT it: each Pay is dropped, plan line 1
        #10      1.000ms  b <- a  Zero  from #1
        #11      1.000ms  a timer One  from #2
        #12      1.000ms  a -> b  Pay  from #11
        #13      1.000ms  a -x b  Pay  dropped by a rule  from #12
        #14      1.000ms  a -> c  Pay  from #11
        #15      1.000ms  a -x c  Pay  dropped by a rule  from #14
        #16      2.000ms  a timer Two  from #3
        #17      2.000ms  a -> b  Pay  from #16
        #18      2.000ms  a -x b  Pay  dropped by a rule  from #17
        #19      2.000ms  a -> b  Ask  from #16
        #20      3.000ms  a/x timer Three  from #5
        #21      3.000ms  a/x -> b  Pay  from #20
        #22      3.000ms  a/x -x b  Pay  dropped by a rule  from #21
        #23      3.000ms  a/x -> b/y  Pay  from #20
        #24      3.000ms  a/x -x b/y  Pay  dropped by a rule  from #23
        #25      3.000ms  b <- a  Ask  from #19
        #26      9.000ms  world FAULT it ends: rule
                            -- nothing left to do
                            -- it (rule) 1.000ms to 9.000ms: hit 5 messages
        ",
    );
}

#[test]
fn a_rule_drops_only_the_nth_that_matches() {
    check(
        &play(r#"kind: "Pay", to: "b", nth: 2, action: Drop"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  a/x starts
         #6      0.000ms  b starts
         #7      0.000ms  b/y starts
         #8      0.000ms  c starts
         #9      1.000ms  world FAULT it: number 2 of Pay to b is dropped, plan line 1
        #10      1.000ms  b <- a  Zero  from #1
        #11      1.000ms  a timer One  from #2
        #12      1.000ms  a -> b  Pay  from #11
        #13      1.000ms  a -> c  Pay  from #11
        #14      2.000ms  a timer Two  from #3
        #15      2.000ms  a -> b  Pay  from #14
        #16      2.000ms  a -x b  Pay  dropped by a rule  from #15
        #17      2.000ms  a -> b  Ask  from #14
        #18      2.000ms  b <- a  Pay  from #12
        #19      2.000ms  c <- a  Pay  from #13
        #20      3.000ms  a/x timer Three  from #5
        #21      3.000ms  a/x -> b  Pay  from #20
        #22      3.000ms  a/x -> b/y  Pay  from #20
        #23      3.000ms  b <- a  Ask  from #17
        #24      4.000ms  b <- a/x  Pay  from #21
        #25      4.000ms  b/y <- a/x  Pay  from #22
        #26      9.000ms  world FAULT it ends: rule
                            -- nothing left to do
                            -- it (rule) 1.000ms to 9.000ms: hit 1 message
        ",
    );
}

#[test]
fn a_rule_means_a_node_by_its_name_and_an_actor_by_its_path() {
    check(
        &play(r#"from: "a/x", to: "b", action: Delay("3ms")"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  a/x starts
         #6      0.000ms  b starts
         #7      0.000ms  b/y starts
         #8      0.000ms  c starts
         #9      1.000ms  world FAULT it: each message from a/x to b takes 3ms longer, plan line 1
        #10      1.000ms  b <- a  Zero  from #1
        #11      1.000ms  a timer One  from #2
        #12      1.000ms  a -> b  Pay  from #11
        #13      1.000ms  a -> c  Pay  from #11
        #14      2.000ms  a timer Two  from #3
        #15      2.000ms  a -> b  Pay  from #14
        #16      2.000ms  a -> b  Ask  from #14
        #17      2.000ms  b <- a  Pay  from #12
        #18      2.000ms  c <- a  Pay  from #13
        #19      3.000ms  a/x timer Three  from #5
        #20      3.000ms  a/x -> b  Pay  from #19
        #21      3.000ms  a/x -> b/y  Pay  from #19
        #22      3.000ms  b <- a  Pay  from #15
        #23      3.000ms  b <- a  Ask  from #16
        #24      7.000ms  b <- a/x  Pay  from #20
        #25      7.000ms  b/y <- a/x  Pay  from #21
        #26      9.000ms  world FAULT it ends: rule
                            -- nothing left to do
                            -- it (rule) 1.000ms to 9.000ms: hit 2 messages
        ",
    );
    check(
        &play(r#"to: "b/y", action: Drop"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  a/x starts
         #6      0.000ms  b starts
         #7      0.000ms  b/y starts
         #8      0.000ms  c starts
         #9      1.000ms  world FAULT it: each message to b/y is dropped, plan line 1
        #10      1.000ms  b <- a  Zero  from #1
        #11      1.000ms  a timer One  from #2
        #12      1.000ms  a -> b  Pay  from #11
        #13      1.000ms  a -> c  Pay  from #11
        #14      2.000ms  a timer Two  from #3
        #15      2.000ms  a -> b  Pay  from #14
        #16      2.000ms  a -> b  Ask  from #14
        #17      2.000ms  b <- a  Pay  from #12
        #18      2.000ms  c <- a  Pay  from #13
        #19      3.000ms  a/x timer Three  from #5
        #20      3.000ms  a/x -> b  Pay  from #19
        #21      3.000ms  a/x -> b/y  Pay  from #19
        #22      3.000ms  a/x -x b/y  Pay  dropped by a rule  from #21
        #23      3.000ms  b <- a  Pay  from #15
        #24      3.000ms  b <- a  Ask  from #16
        #25      4.000ms  b <- a/x  Pay  from #20
        #26      9.000ms  world FAULT it ends: rule
                            -- nothing left to do
                            -- it (rule) 1.000ms to 9.000ms: hit 1 message
        ",
    );
}

#[test]
fn a_rule_about_nobody_hits_nothing() {
    check(
        &play(r#"to: "c/z", action: Drop"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  a/x starts
         #6      0.000ms  b starts
         #7      0.000ms  b/y starts
         #8      0.000ms  c starts
         #9      1.000ms  world FAULT it: each message to c/z is dropped, plan line 1
        #10      1.000ms  b <- a  Zero  from #1
        #11      1.000ms  a timer One  from #2
        #12      1.000ms  a -> b  Pay  from #11
        #13      1.000ms  a -> c  Pay  from #11
        #14      2.000ms  a timer Two  from #3
        #15      2.000ms  a -> b  Pay  from #14
        #16      2.000ms  a -> b  Ask  from #14
        #17      2.000ms  b <- a  Pay  from #12
        #18      2.000ms  c <- a  Pay  from #13
        #19      3.000ms  a/x timer Three  from #5
        #20      3.000ms  a/x -> b  Pay  from #19
        #21      3.000ms  a/x -> b/y  Pay  from #19
        #22      3.000ms  b <- a  Pay  from #15
        #23      3.000ms  b <- a  Ask  from #16
        #24      4.000ms  b <- a/x  Pay  from #20
        #25      4.000ms  b/y <- a/x  Pay  from #21
        #26      9.000ms  world FAULT it ends: rule
                            -- nothing left to do
                            -- it (rule) 1.000ms to 9.000ms: hit nothing
        ",
    );
}

#[test]
fn a_rule_adds_copies() {
    check(
        &play(r#"kind: "Ask", action: Duplicate(2)"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  a/x starts
         #6      0.000ms  b starts
         #7      0.000ms  b/y starts
         #8      0.000ms  c starts
         #9      1.000ms  world FAULT it: each Ask has 2 further copies, plan line 1
        #10      1.000ms  b <- a  Zero  from #1
        #11      1.000ms  a timer One  from #2
        #12      1.000ms  a -> b  Pay  from #11
        #13      1.000ms  a -> c  Pay  from #11
        #14      2.000ms  a timer Two  from #3
        #15      2.000ms  a -> b  Pay  from #14
        #16      2.000ms  a -> b  Ask  from #14
        #17      2.000ms  b <- a  Pay  from #12
        #18      2.000ms  c <- a  Pay  from #13
        #19      3.000ms  a/x timer Three  from #5
        #20      3.000ms  a/x -> b  Pay  from #19
        #21      3.000ms  a/x -> b/y  Pay  from #19
        #22      3.000ms  b <- a  Pay  from #15
        #23      3.000ms  b <- a  Ask  from #16
        #24      3.000ms  b <= a  Ask  (copy 2)  from #16
        #25      3.000ms  b <= a  Ask  (copy 3)  from #16
        #26      4.000ms  b <- a/x  Pay  from #20
        #27      4.000ms  b/y <- a/x  Pay  from #21
        #28      9.000ms  world FAULT it ends: rule
                            -- nothing left to do
                            -- it (rule) 1.000ms to 9.000ms: hit 1 message
        ",
    );
}

#[test]
fn a_rule_damages() {
    check(
        &play(r#"kind: "Ask", action: Corrupt(7)"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  a/x starts
         #6      0.000ms  b starts
         #7      0.000ms  b/y starts
         #8      0.000ms  c starts
         #9      1.000ms  world FAULT it: each Ask is damaged by 7, plan line 1
        #10      1.000ms  b <- a  Zero  from #1
        #11      1.000ms  a timer One  from #2
        #12      1.000ms  a -> b  Pay  from #11
        #13      1.000ms  a -> c  Pay  from #11
        #14      2.000ms  a timer Two  from #3
        #15      2.000ms  a -> b  Pay  from #14
        #16      2.000ms  a -> b  Ask  from #14
        #17      2.000ms  a ~> b  Ask!7  damaged  from #16
        #18      2.000ms  b <- a  Pay  from #12
        #19      2.000ms  c <- a  Pay  from #13
        #20      3.000ms  a/x timer Three  from #5
        #21      3.000ms  a/x -> b  Pay  from #20
        #22      3.000ms  a/x -> b/y  Pay  from #20
        #23      3.000ms  b <- a  Pay  from #15
        #24      3.000ms  b <- a  Ask!7  from #16
        #25      4.000ms  b <- a/x  Pay  from #21
        #26      4.000ms  b/y <- a/x  Pay  from #22
        #27      9.000ms  world FAULT it ends: rule
                            -- nothing left to do
                            -- it (rule) 1.000ms to 9.000ms: hit 1 message
        ",
    );
}

#[test]
fn a_rule_holds_back_until_it_ends() {
    check(
        &play(r#"kind: "Pay", to: "b", action: Hold"#),
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  Zero  from #0
         #4      0.000ms  a/x starts
         #6      0.000ms  b starts
         #7      0.000ms  b/y starts
         #8      0.000ms  c starts
         #9      1.000ms  world FAULT it: each Pay to b is held back, plan line 1
        #10      1.000ms  b <- a  Zero  from #1
        #11      1.000ms  a timer One  from #2
        #12      1.000ms  a -> b  Pay  from #11
        #13      1.000ms  a -> c  Pay  from #11
        #14      2.000ms  a timer Two  from #3
        #15      2.000ms  a -> b  Pay  from #14
        #16      2.000ms  a -> b  Ask  from #14
        #17      2.000ms  a -| b  Pay  held  from #12
        #18      2.000ms  c <- a  Pay  from #13
        #19      3.000ms  a/x timer Three  from #5
        #20      3.000ms  a/x -> b  Pay  from #19
        #21      3.000ms  a/x -> b/y  Pay  from #19
        #22      3.000ms  a -| b  Pay  held  from #15
        #23      3.000ms  b <- a  Ask  from #16
        #24      4.000ms  a/x -| b  Pay  held  from #20
        #25      4.000ms  a/x -| b/y  Pay  held  from #21
        #26      9.000ms  world FAULT it ends: rule
        #27      9.000ms  b <- a  Pay  from #12
        #28      9.000ms  b <- a  Pay  from #15
        #29      9.000ms  b <- a/x  Pay  from #20
        #30      9.000ms  b/y <- a/x  Pay  from #21
                            -- nothing left to do
                            -- it (rule) 1.000ms to 9.000ms: hit 4 messages
        ",
    );
}

#[test]
fn actors_of_one_node_know_no_rules() {
    check(
        r#"
        node a
          start: send a/x Ask after 1ms
        actor a/x
        (at: "0s", fault: Rule(action: Drop))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> a/x  Ask  from #0
        #2      0.000ms  a/x starts
        #3      0.000ms  world FAULT rule: each message is dropped, plan line 1
        #4      1.000ms  a/x <- a  Ask  from #1
                           -- nothing left to do
        ",
    );
}
