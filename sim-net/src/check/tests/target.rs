//! Whom a fault is to hit.

use super::*;

#[test]
fn nodes_are_called_by_their_names() {
    let bank = |name| x(Pause::of(node(name)));
    among(&["shop", "bank"], bank("bank"), &[]);
    among(
        &["shop", "bank"],
        bank("bnak"),
        &["episode \"x\": no node is called \"bnak\"; expected one of shop, bank; \
           did you mean \"bank\"?"],
    );
    among(
        &["shop"],
        bank("bank"),
        &["episode \"x\": no node is called \"bank\"; expected \"shop\""],
    );
    let many = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    among(
        &many,
        bank("bank"),
        &[
            "episode \"x\": no node is called \"bank\"; expected one of a, b, c, d, e, f, g, h and 2 more",
        ],
    );
    among(
        &[],
        bank("bank"),
        &["episode \"x\": no node is called \"bank\"; expected no name: there are no nodes"],
    );
}

#[test]
fn what_is_no_name_of_a_node_may_be_something_else() {
    let check = |name: &str, meant: &str| {
        let none = "episode \"x\": no node is called ";
        let said = alloc::format!("{none}{name:?}; expected one of n1, n2, n3{meant}");
        wrong(x(Crash::of(node(name))), &said);
    };
    check("All", "; did you mean the selector `All`?");
    check("n1/log", "; did you mean \"n1\", the node of that actor?");
    check("n1, n2", "; did you mean [\"n1\", \"n2\"]?");
    check("n1, n9", "");
}

#[test]
fn names_are_checked_wherever_a_plan_has_them() {
    let unknown = "episode \"x\": no node is called \"z9\"; expected one of n1, n2, n3";
    let z = || node("z9");
    let half = Ratio::percent(50);
    for plan in [
        x(Crash::of(z())),
        x(Points::of(z(), half)),
        x(SlowNode::of(z(), Ratio::percent(200))),
        x(ClockJump::ahead(z(), seconds(1))),
        x(ClockDrift::of(z(), Ratio::percent(101))),
        x(DiskTrouble::of(z(), DiskFaults { torn: half, ..DiskFaults::CALM })),
        Plan::new().episode(Episode::new("x", seconds(1), BitRot::of(z(), 1))),
        x(Partition::Isolate(z())),
        x(Partition::OneWay(node("n1"), z())),
        x(Partition::groups(&[&["n1"], &["z9"]])),
        x(Partition::Cut(Links::Of(z()))),
        x(Loss::of(half).on(Links::From(z()))),
        x(Duplicates::of(half).on(Links::To(z()))),
        x(Corruption::of(half).on(Links::OneWay(z(), Selector::All))),
        x(Reorder::of(half, millis(1)).on(Links::Between(Selector::All, z()))),
        x(SlowLink::by(millis(1)).on(Links::Of(z()))),
        x(Hold::on(Links::Of(z()))),
        x(Rule::new(RuleAction::Drop).from("z9")),
        x(Rule::new(RuleAction::Drop).to("z9")),
    ] {
        wrong(plan, unknown);
    }
}

#[test]
fn a_list_of_nodes_has_one_at_least_and_none_twice() {
    fine(x(Pause::of(Selector::nodes(["n1", "n2"]))));
    wrong(
        x(Pause::of(Selector::nodes([""; 0]))),
        "episode \"x\": it names no node; expected at least one",
    );
    wrong(
        x(Pause::of(Selector::nodes(["n1", "n2", "n1"]))),
        "episode \"x\": \"n1\" is named twice",
    );
}

#[test]
fn as_many_are_drawn_as_there_are() {
    fine(x(Pause::of(Selector::Random(3))));
    wrong(
        x(Pause::of(Selector::Random(0))),
        "episode \"x\": it hits nobody: none is drawn; expected at least 1",
    );
    wrong(
        x(Pause::of(Selector::Random(4))),
        "episode \"x\": it draws 4 nodes; expected at most 3, there are no more",
    );
    fine(x(Pause::of(Selector::Minority)));
    let minority = x(Pause::of(Selector::Minority));
    among(&["a", "b"], minority, &["episode \"x\": it hits nobody: a minority of 2 is none"]);
    among(&["a"], x(Pause::of(Selector::Majority)), &[]);
    let all = x(Pause::of(Selector::All));
    among(&[], all, &["episode \"x\": it hits nobody: there are no nodes"]);
}

#[test]
fn kinds_and_points_are_not_empty() {
    fine(x(Pause::of(Selector::last_to_tell("Elected"))));
    wrong(x(Pause::of(Selector::last_to_tell(""))), "episode \"x\": the kind of the fact is empty");
    let points = Points::of(node("n1"), Ratio::percent(1)).restarting(millis(1));
    fine(x(points.clone().at("before commit")));
    wrong(x(points.at("")), "episode \"x\": the name of the point is empty");
    fine(x(Rule::new(RuleAction::Drop).kind("Pay")));
    wrong(
        x(Rule::new(RuleAction::Drop).kind("")),
        "episode \"x\": the kind of the message is empty",
    );
}

#[test]
fn a_partition_has_somebody_on_each_side() {
    among(&["a", "b"], x(Partition::Halves), &[]);
    let halves = x(Partition::Halves);
    among(&["a"], halves, &["episode \"x\": it takes 2 nodes, and there are 1"]);
    fine(x(Partition::Bridge));
    let bridge = x(Partition::Bridge);
    among(&["a", "b"], bridge, &["episode \"x\": it takes 3 nodes, and there are 2"]);
    let ring = || x(Partition::MajorityRing);
    among(&["a", "b", "c", "d"], ring(), &[]);
    among(&["a", "b", "c"], ring(), &["episode \"x\": it takes 4 nodes, and there are 3"]);
    fine(x(Partition::Isolate(Selector::nodes(["n1", "n2"]))));
    for all in [Selector::All, Selector::Random(3), Selector::nodes(THREE)] {
        wrong(
            x(Partition::Isolate(all)),
            "episode \"x\": it isolates all nodes: there is nobody to be isolated from",
        );
    }
    fine(x(Partition::OneWay(node("n1"), Selector::All)));
    wrong(x(Partition::OneWay(node("n1"), node("n1"))), "episode \"x\": both sides are \"n1\"");
}

#[test]
fn groups_divide_the_nodes() {
    fine(x(Partition::groups(&[&["n1", "n2"], &["n3"]])));
    fine(x(Partition::groups(&[&["n1", "n2"]])));
    wrong(x(Partition::groups(&[])), "episode \"x\": there are no groups; expected at least one");
    wrong(x(Partition::groups(&[&["n1"], &[]])), "episode \"x\": group 2 is empty");
    wrong(
        x(Partition::groups(&[&["n1", "n2"], &["n3", "n1"]])),
        "episode \"x\": \"n1\" is in groups 1 and 2",
    );
    wrong(
        x(Partition::groups(&[&["n1"], &["n3", "n3"]])),
        "episode \"x\": \"n3\" is named twice in group 2",
    );
    wrong(
        x(Partition::groups(&[&THREE])),
        "episode \"x\": all nodes are in one group: nobody is cut off",
    );
}

#[test]
fn an_edge_has_two_ends() {
    let edge = |one: &str, other: &str| x(Hold::on(Links::Edge(one.into(), other.into())));
    fine(edge("n1", "switch"));
    wrong(edge("n1", ""), "episode \"x\": an end of the edge has no name");
    wrong(edge("switch", "switch"), "episode \"x\": both ends of the edge are \"switch\"");
}

#[test]
fn a_rule_is_about_actors_on_two_nodes() {
    let rule = || Rule::new(RuleAction::Drop);
    fine(x(rule().from("n1/worker").to("n2")));
    wrong(
        x(rule().from("m1/worker").to("n2")),
        "episode \"x\": no node is called \"m1\", so there is no actor \"m1/worker\"; \
         expected one of n1, n2, n3; did you mean \"n1\"?",
    );
    wrong(
        x(rule().from("n1/worker").to("n1")),
        "episode \"x\": both are on \"n1\": what stays at home meets no rule",
    );
    wrong(x(rule().to("")), "episode \"x\": the path is empty: without one, anybody is meant");
}
