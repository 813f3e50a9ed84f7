//! The wording of a play: lines about networks that are not written in RON.

use sim_net::{Clause, Family, Glimpse, Mistake, Plan, RuleAction, StreamRules};
use sim_tests::stage::puppet::Script;
use sim_tests::stage::text::{duration, number, time};

/// What was read, or a panic that shows the mistake.
pub(crate) fn read<T>(result: Result<T, Mistake>) -> T {
    result.unwrap_or_else(|mistake| panic!("{mistake}"))
}

/// `window 2 resend 5ms patience 20ms`.
pub(crate) fn streams(text: &str) -> StreamRules {
    let mut rules = StreamRules::default();
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.chunks(2) {
        match *pair {
            ["window", count] => rules.window = count.parse().expect("a window"),
            ["resend", after] => rules.resend = duration(after),
            ["patience", time] => rules.patience = duration(time),
            _ => panic!("no streams are {pair:?}"),
        }
    }
    rules
}

/// `late Delay("80ms") Ping nth 2 between 1ms 5ms`.
pub(crate) fn clause(text: &str) -> Clause<Script> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [name, action, kind, ref rest @ ..] = *words else { panic!("no clause: {text:?}") };
    let kind = kind.to_string();
    let fits = move |seen: &Glimpse<'_, Script>| seen.message.0.starts_with(&kind);
    let mut clause = Clause::new(name, rule_action(action), fits);
    let mut rest = rest;
    loop {
        (clause, rest) = match *rest {
            [] => return clause,
            ["nth", nth, ref rest @ ..] => (clause.nth(number(nth)), rest),
            ["between", from, until, ref rest @ ..] => {
                (clause.between(time(from), time(until)), rest)
            }
            _ => panic!("no clause is {rest:?}"),
        };
    }
}

// An action is read where it stands in a plan.
fn rule_action(text: &str) -> RuleAction {
    let plan = format!("(episodes: [(at: \"0s\", fault: Rule(action: {text}))])");
    let Family::Rule(rule) = read(Plan::read("action", &plan)).episodes.swap_remove(0).fault else {
        panic!("no rule: {text:?}");
    };
    rule.action
}
