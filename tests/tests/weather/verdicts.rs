//! Several rules: what becomes of a message of which more than one thing is said.

use super::play::check;

#[test]
fn several_rules_for_one_message_all_count() {
    check(
        r#"
        node a
          start: send b Ask after 1ms
        node b
        (at: "0s", fault: Rule(kind: "Ask", action: Delay("1ms")))
        (at: "0s", fault: Rule(kind: "Ask", action: Delay("2ms")))
        (at: "0s", fault: Rule(kind: "Ask", action: Duplicate(1)))
        (at: "0s", fault: Rule(kind: "Ask", action: Corrupt(9)))
        run
        summary
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Ask  from #0
        #2      0.000ms  b starts
        #3      0.000ms  world FAULT rule: each Ask takes 1ms longer, plan line 1
        #4      0.000ms  world FAULT rule 2: each Ask takes 2ms longer, plan line 2
        #5      0.000ms  world FAULT rule 3: each Ask has a further copy, plan line 3
        #6      0.000ms  world FAULT rule 4: each Ask is damaged by 9, plan line 4
        #7      1.000ms  a ~> b  Ask!9  damaged  from #1
        #8      5.000ms  b <- a  Ask!9  from #1
        #9      5.000ms  b <= a  Ask!9  (copy 2)  from #1
                           -- nothing left to do
                           -- rule (rule) 0.000ms to the end: hit 1 message
                           -- rule 2 (rule) 0.000ms to the end: hit 1 message
                           -- rule 3 (rule) 0.000ms to the end: hit 1 message
                           -- rule 4 (rule) 0.000ms to the end: hit 1 message
        ",
    );
}

#[test]
fn what_is_lost_is_not_duplicated_by_a_rule() {
    check(
        r#"
        node a
          start: send b Ask after 1ms
        node b
        force Copies 0 a -> b Ask
        (at: "0s", fault: Rule(kind: "Ask", action: Duplicate(1)))
        run
        summary
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  Ask  from #0
        #2      0.000ms  b starts
        #3      0.000ms  world FAULT rule: each Ask has a further copy, plan line 1
        #4      1.000ms  a -x b  Ask  lost  from #1
                           -- nothing left to do
                           -- rule (rule) 0.000ms to the end: hit 1 message
        ",
    );
}

#[test]
fn a_held_message_meets_the_weather_of_its_release() {
    check(
        r#"
        node a
          start: send b One after 1ms; send b Two after 1ms
        node b
        (label: "hold", at: "0s", until: "6ms", fault: Rule(kind: "One", action: Hold))
        (at: "4ms", until: "8ms", fault: Crash(nodes: "b"))
        run
        summary
        "#,
        "
         #0      0.000ms  a starts
         #1      0.000ms  a -> b  One  from #0
         #2      0.000ms  a -> b  Two  from #0
         #3      0.000ms  b starts
         #4      0.000ms  world FAULT hold: each One is held back, plan line 1
         #5      2.000ms  a -| b  One  held  from #1
         #6      2.000ms  b <- a  Two  from #2
         #7      4.000ms  world FAULT crash: crash b, plan line 2
         #8      4.000ms  b CRASH  from #7
         #9      6.000ms  world FAULT hold ends: rule
        #10      6.000ms  a -x b  One  node down  from #1
        #11      8.000ms  world FAULT crash ends: crash b
        #12      8.000ms  b RESTART 1  from #11
        #13      8.000ms  b starts again  from #12
                            -- nothing left to do
                            -- hold (rule) 0.000ms to 6.000ms: hit 1 message
                            -- crash (crash) 4.000ms to 8.000ms: hit b
        ",
    );
}

#[test]
fn what_two_rules_hold_back_waits_for_both() {
    check(
        r#"
        node a
          start: send b One after 1ms
        node b
        (label: "long", at: "0s", until: "6ms", fault: Rule(kind: "One", action: Hold))
        (label: "short", at: "0s", until: "4ms", fault: Rule(to: "b", action: Hold))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One  from #0
        #2      0.000ms  b starts
        #3      0.000ms  world FAULT long: each One is held back, plan line 1
        #4      0.000ms  world FAULT short: each message to b is held back, plan line 2
        #5      2.000ms  a -| b  One  held  from #1
        #6      4.000ms  world FAULT short ends: rule
        #7      6.000ms  world FAULT long ends: rule
        #8      6.000ms  b <- a  One  from #1
                           -- nothing left to do
        ",
    );
}

#[test]
fn a_clause_is_not_mistaken_for_an_episode_of_its_name() {
    check(
        r#"
        clause it Drop Other
        node a
          start: send b One after 1ms
        node b
        (label: "it", at: "0s", until: "6ms", fault: Rule(kind: "One", action: Hold))
        run
        "#,
        "
        #0      0.000ms  a starts
        #1      0.000ms  a -> b  One  from #0
        #2      0.000ms  b starts
        #3      0.000ms  world FAULT it: each One is held back, plan line 1
        #4      2.000ms  a -| b  One  held  from #1
        #5      6.000ms  world FAULT it ends: rule
        #6      6.000ms  b <- a  One  from #1
                           -- nothing left to do
        ",
    );
}
