//! Labels, and how problems are told.

use super::*;

#[test]
fn labels_are_there_distinct_and_printable() {
    fine(x(pause()));
    wrong(Plan::new().episode(episode("", pause())), "episode 1: its label is empty");
    wrong(
        Plan::new().episode(episode("a\nb", pause())),
        "episode \"a\\nb\": its label has a control character in it",
    );
    wrong(
        x(pause()).episode(episode("x", Pause::of(node("n2")))),
        "episode \"x\": an earlier episode has that label",
    );
    fine(x(pause()).episode(episode("x 2", Pause::of(node("n2")))));
}

#[test]
fn ends_and_heals_have_labels_too() {
    let ends = |first: &str| {
        Plan::new()
            .episode(episode(first, pause()).lasts(seconds(1)))
            .episode(episode("x ends", Pause::of(node("n2"))))
    };
    wrong(ends("x"), "episode \"x ends\": the end of \"x\" has that label");
    fine(ends("y"));
    let heal = Plan::new().episode(episode("heal", pause()));
    fine(heal.clone());
    wrong(heal.heal(seconds(9)), "episode \"heal\": the heal of the plan has that label");
}

#[test]
fn a_problem_knows_its_episode_and_field() {
    let plan = x(pause()).episode(episode("y", Pause::of(node("n9"))));
    let problems = plan.problems(&THREE);
    let [problem] = &*problems else { panic!("{problems:?}") };
    assert_eq!((problem.episode, problem.field), (Some(1), "nodes"));
    assert_eq!(problem.label.as_deref(), Some("y"));
    assert_eq!(problem.expected.as_deref(), Some("one of n1, n2, n3"));
}

#[test]
fn problems_are_told_in_the_order_of_the_episodes() {
    let model = FaultModel::new().healed_by(seconds(3));
    let plan =
        x(pause()).episode(episode("y", Pause::of(node("n9")))).model(model).heal(seconds(4));
    among(
        &THREE,
        plan,
        &[
            "the plan: all is healed at 4s, but the fault model wants it by 3s",
            "episode \"x\": the fault model doesn't allow a pause; `paused: true` would allow it",
            "episode \"y\": no node is called \"n9\"; expected one of n1, n2, n3",
            "episode \"y\": the fault model doesn't allow a pause; `paused: true` would allow it",
        ],
    );
}
