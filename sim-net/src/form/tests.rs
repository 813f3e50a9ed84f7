use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use sim_core::Ratio;

use super::PlanText;
use super::random::Draw;
use crate::link::LinkLoss;
use crate::{Layout, Link, Mistake, Plan};

/// A plan of one episode with this fault.
fn with_fault(fault: &str) -> String {
    format!("(episodes: [(at: \"1s\", fault: {fault})])")
}

#[track_caller]
fn refused(text: &str) -> Mistake {
    Plan::read("plan", text).expect_err("a mistake")
}

/// A mistake is said so, and underlines this.
#[track_caller]
fn check(text: &str, underlined: &str, said: &str) {
    let mistake = refused(text);
    let column = mistake.column as usize - 1;
    let shown: String = mistake.source.chars().skip(column).take(mistake.length as usize).collect();
    assert_eq!((shown.as_str(), &*mistake.said), (underlined, said), "\n{mistake}");
}

#[track_caller]
fn check_fault(fault: &str, underlined: &str, said: &str) {
    check(&with_fault(fault), underlined, said);
}

#[test]
fn a_plan_is_printed_as_it_is_best_read() {
    let text = r#"(
    model: (lost: true, down: 1, crash_restart: true),
    heal: "10s",
    episodes: [
        (label: "split", at: "1s", lasts: "500ms", fault: Partition(Halves)),
        (
            label: "crash",
            at: "2s..3s",
            until: "5s",
            fault: Crash(nodes: LastToTell("Elected"), wipe: true),
        ),
        (label: "loss", at: "0s", fault: Loss(links: Between("n1", ["n2", "n3"]), chance: "5%")),
        (
            label: "partition",
            at: "1s",
            lasts: "2s",
            fault: Partition(Isolate("n1")),
            flapping: (on: "50ms", off: "20ms"),
            in_flight: false,
        ),
        (label: "rule", at: "1s", fault: Rule(to: "bank", kind: "Pay", nth: 2, action: Drop)),
        (
            label: "disk",
            at: "1s",
            fault: Disk(nodes: All, sync_lost: "1%", torn: "50%", capacity: 4096, latency: "5ms"),
        ),
    ],
)"#;
    let plan = Plan::read("plan", text).expect("a plan");
    assert_eq!(plan.to_string(), text);
}

#[test]
fn a_layout_is_printed_as_it_is_best_read() {
    let text = r#"Regions(
    regions: [
        (name: "eu", nodes: ["n1", "n2"], link: (latency: "1ms")),
        (name: "us", nodes: ["n3"], link: (latency: "1ms", spread: Exponential("100us"))),
    ],
    between: [
        (from: "eu", to: "us", link: (latency: "80ms"), back: (latency: "90ms", loss: "0.1%")),
    ],
)"#;
    let layout = Layout::read("layout", text).expect("a layout");
    assert_eq!(layout.to_string(), text);
    let text = r#"Mesh(latency: "5ms")"#;
    let layout = Layout::read("layout", text).expect("a layout");
    assert_eq!(layout, Layout::read("layout", r#"Mesh((latency: "5ms"))"#).expect("a layout"));
    assert_eq!(layout.to_string(), text);
}

#[test]
fn a_link_that_is_plain_is_printed_as_nothing() {
    let link = Link::read("link", "()").expect("a link");
    assert_eq!(link, Link::read("link", "Link()").expect("a link"));
    assert_eq!(link.to_string(), "()");
}

#[test]
fn episodes_get_labels_and_lines() {
    let text = r#"(
        episodes: [
            (at: "1s", fault: Crash(nodes: "n1")), (at: "1s", fault: ClockJump(nodes: All, by: "-5s")),
            (at: "2s", fault: Crash(nodes: "n2")), (label: "crash 2", at: "1s", fault: Hold),

            // The last one.
            (at: "3s", fault: Crash(nodes: "n3")),
        ],
    )"#;
    let plan = Plan::read("plan", text).expect("a plan");
    let told = plan.episodes.iter().map(|episode| (episode.label.as_str(), episode.line));
    let lines = [3, 3, 4, 4, 7].map(Some);
    let labels = ["crash", "clock jump", "crash 3", "crash 2", "crash 4"];
    assert!(told.eq(labels.into_iter().zip(lines)), "{:?}", plan.episodes);
}

#[test]
fn numbers_may_stand_without_quotes_and_options_behind_some() {
    let one =
        r#"(heal: Some("9s"), model: None, episodes: [(at: "1s", fault: Loss(chance: 0.05))])"#;
    let other =
        r#"(heal: "9s", episodes: [(at: "1s..1s", fault: Loss(chance: "5%", links: All))])"#;
    assert_eq!(Plan::read("plan", one), Plan::read("plan", other));
}

#[test]
fn a_mistake_shows_where_it_is() {
    let text = "(\n\tepisodes: [\n\t\t(at: \"1s\", fault: Loss(chance: \"120%\")),\n\t],\n)";
    let shown = "\
error: a chance of 120% is above one
  --> plan:3:34
   |
 3 |         (at: \"1s\", fault: Loss(chance: \"120%\")),
   |                                        ^^^^^^ expected a chance from 0% to 100%";
    assert_eq!(refused(text).to_string(), shown);
}

#[test]
fn an_unknown_name_is_a_mistake_with_a_guess() {
    check_fault("Partitoin(Halves)", "Partitoin", "there is no fault `Partitoin`");
    check_fault("Partition(Halfs)", "Halfs", "there is no partition `Halfs`");
    check_fault("Crash(node: All)", "node", "`Crash` has no field `node`");
    check_fault("Crash(nodes: Any)", "Any", "there is no selector `Any`");
    check("(episode: [])", "episode", "this plan has no field `episode`");
    let help = |fault| refused(&with_fault(fault)).help.map(String::from);
    assert_eq!(help("Partition(Halfs)").as_deref(), Some("did you mean `Halves`?"));
    assert_eq!(help("Crash(node: All)").as_deref(), Some("did you mean `nodes`?"));
    assert_eq!(help("Explosion").as_deref(), None);
}

#[test]
fn a_name_in_quotes_is_no_name() {
    check_fault("\"Hold\"", "\"Hold\"", "text is no fault");
    check_fault("Crash(nodes: n1)", "n1", "there is no selector `n1`");
    check_fault("Rule(kind: Pay, action: Drop)", "Pay", "`Pay` is no name");
    check_fault("Loss(chance: \"5%\", links: \"n1\")", "\"n1\"", "text is no choice of links");
}

#[test]
fn a_field_is_given_once_and_not_forgotten() {
    check_fault("Loss(chance: 0.1, chance: 0.2)", "chance", "the field `chance` is given twice");
    check_fault("Loss()", "Loss", "`Loss` needs the field `chance`");
    check_fault("Crash", "Crash", "`Crash` needs the field `nodes`");
    check("(episodes: [(at: \"1s\")])", "(at: \"1s\")", "this episode needs the field `fault`");
    check_fault("Crash(\"n1\")", "\"n1\"", "the fields of `Crash` have names");
    check_fault("Partition(Halves(1))", "Halves(1)", "`Halves` stands without parentheses");
    check_fault("Partition", "Partition", "`Partition` needs one value in parentheses");
}

#[test]
fn a_duration_has_a_unit_and_an_order() {
    let at = |at: &str| format!("(episodes: [(at: {at}, fault: Hold)])");
    check(&at("5"), "5", "a number is no duration");
    check(&at("\"5\""), "5", "`5` has no unit");
    check(&at("\"5 ms\""), "5 ms", "`5 ms` has a blank before its unit");
    check(&at("\"1s..20min\""), "min", "there is no unit `min`");
    check(&at("\"soon\""), "soon", "`soon` is no duration");
    check(&at("\"\""), "\"", "a duration is missing");
    check(&at("\"0.5ns\""), "0.5ns", "`0.5ns` is no whole number of nanoseconds");
    check(&at("\"9999999h\""), "9999999h", "`9999999h` is longer than 5124095h");
    check(&at("\"3s..2s\""), "\"3s..2s\"", "this range is backwards: 3s is above 2s");
    check(&at("\"0s..5000000h\""), "\"0s..5000000h\"", "the bounds are further apart than 878400h");
}

#[test]
fn an_episode_ends_once_and_after_it_begins() {
    let ends = |ends: &str| format!("(episodes: [(at: \"2s..3s\", {ends}, fault: Hold)])");
    assert!(Plan::read("plan", &ends("until: \"1s..2s\"")).is_ok());
    check(&ends("until: \"1s\""), "\"1s\"", "this ends at 1s, before it begins at 2s");
    check(&ends("lasts: \"1s\", until: \"9s\""), "\"9s\"", "this episode has two ends");
}

#[test]
fn labels_differ() {
    let text = r#"(episodes: [
        (label: "one", at: "1s", fault: Hold), (at: "1s", fault: Hold),
        (label: "one", at: "1s", fault: Hold),
    ])"#;
    check(text, "\"one\"", "`one` is given twice");
    assert_eq!(refused(text).help.as_deref(), Some("the first one is in line 2, column 17"));
    check("(episodes: [(label: \"\", at: \"1s\", fault: Hold)])", "\"\"", "this name is empty");
}

#[test]
fn what_makes_no_sense_by_itself_is_a_mistake() {
    check_fault("SlowLink(factor: 0.5)", "0.5", "a link can't be made faster: 1/2 is below one");
    check_fault("SlowNode(nodes: All, factor: \"0\")", "\"0\"", "this is zero");
    check_fault("Rule(nth: 0, action: Drop)", "0", "0 is below 1");
    check_fault("Rule(action: Duplicate(16))", "16", "16 is above 15");
    check_fault("BitRot(nodes: All, bits: -1)", "-1", "`-1` is below 0");
    check_fault(
        "BitRot(nodes: All, bits: 4294967296)",
        "4294967296",
        "4294967296 is above 4294967295",
    );
    check_fault("BitRot(nodes: All, bits: \"8\")", "\"8\"", "text is no number");
    check_fault("Crash(nodes: [])", "[]", "this list names nobody");
    check_fault("Crash(nodes: [\"n1\", \"n1\"])", "\"n1\"", "`n1` is given twice");
    check_fault("Crash(nodes: Random(0))", "0", "0 is below 1");
    check_fault("Partition(Groups([]))", "[]", "there is no group");
    check_fault("Partition(Groups([[\"n1\"], [\"n2\", \"n1\"]]))", "\"n1\"", "`n1` is given twice");
    check_fault(
        "ClockDrift(nodes: All, rate: 0)",
        "0",
        "clock rate 0 is zero: a stopped clock never reaches a timer",
    );
    check_fault(
        "ClockJump(nodes: All, by: \"-3000000h\")",
        "\"-3000000h\"",
        "no clock on a wall goes farther than 2562047h",
    );
    let flapping = "(episodes: [(at: \"1s\", fault: Hold, flapping: (on: \"0s\", off: \"1s\"))])";
    check(flapping, "\"0s\"", "this lasts no time");
}

#[track_caller]
fn check_link(link: &str, said: &str) {
    let mistake = Link::read("link", link).expect_err("a mistake");
    assert_eq!(&*mistake.said, said, "\n{mistake}");
}

#[test]
fn a_link_makes_sense() {
    check_link("(loss: Bursts(begin: 2, end: 0.5))", "a chance of 2 is above one");
    check_link("(duplication: (chance: 0.1, copies: 16))", "16 is above 15");
    check_link("(duplication: (chance: 0.1, copies: 0))", "0 is below 1");
    check_link("(bandwidth: (rate: 0))", "0 is below 1");
    check_link(
        "(bandwidth: (rate: 1, early: (from: 5, to: 4, chance: 1)))",
        "4 is below the 5 where drops begin",
    );
    check_link("(spread: Empirical([]))", "table has no entries");
    check_link(
        "(spread: Pareto(scale: \"2s\", shape: 1, cap: \"1s\"))",
        "cap 1s is below scale 2s",
    );
    check_link(
        "(spread: Uniform(\"1000000h\"))",
        "this spread reaches 1000000h, which is above 878400h",
    );
    check_link("Lam", "there is no link `Lam`");
    check_link(
        "(latency: \"1000000h\")",
        "latency and spreads of 1000000h together are more than a century",
    );
}

#[test]
fn a_link_may_have_a_name_and_differ_from_it() {
    let read = |text: &str| Link::read("link", text).unwrap_or_else(|mistake| panic!("{mistake}"));
    assert_eq!(read("Lan"), Link::lan());
    assert_eq!(read("Lan()"), Link::lan());
    let mut lossy = Link::lan();
    lossy.loss = LinkLoss::Independent(Ratio::percent(2));
    assert_eq!(read("Lan(loss: \"2%\")"), lossy);
    lossy.bandwidth = None;
    assert_eq!(read("Lan(loss: \"2%\", bandwidth: None)"), lossy);
    for name in Link::PRESETS {
        let link = read(name);
        assert_eq!(read(&link.to_string()), link, "{name}");
    }
}

#[track_caller]
fn check_layout(layout: &str, said: &str) {
    let mistake = Layout::read("layout", layout).expect_err("a mistake");
    assert_eq!(&*mistake.said, said, "\n{mistake}");
}

#[test]
fn a_layout_makes_sense() {
    check_layout("Grid(width: 0, link: ())", "0 is below 1");
    check_layout(
        "Graph(links: [(from: \"a\", to: \"a\", link: ())])",
        "this leads from `a` to itself",
    );
    check_layout("Graph(switches: [\"a\", \"a\"])", "`a` is given twice");
    check_layout("Graph(segments: [(\"a\", ()), (\"a\", ())])", "`a` is given twice");
    check_layout("Graph(attached: [\"n1\"])", "text is no pair");
    check_layout(
        "Regions(regions: [(name: \"a\", nodes: [\"n\"], link: ()), (name: \"b\", nodes: [\"n\"], link: ())])",
        "`n` is given twice",
    );
}

#[test]
fn what_is_found_later_is_underlined_where_it_stands() {
    let text = r#"(
    heal: "10s",
    episodes: [
        (at: "1s", fault: Crash(nodes: ["n1", "n9"])),
        (at: "1s", fault: Partition(OneWay("n1", ["n8"]))),
    ],
)"#;
    let read = PlanText::read("plan", text).expect("a plan");
    let place = |mistake: Mistake| (mistake.line, mistake.column, mistake.length);
    let at = |episode, field| place(read.mistake_at(episode, field, "wrong", None, None));
    assert_eq!(at(None, "heal"), (2, 11, 5));
    assert_eq!(at(None, "model"), (1, 1, 1));
    assert_eq!(at(Some(0), "at"), (4, 14, 4));
    assert_eq!(at(Some(0), "nodes"), (4, 40, 12));
    assert_eq!(at(Some(0), "nodes.1"), (4, 47, 4));
    assert_eq!(at(Some(0), "until"), (4, 9, 45));
    assert_eq!(at(Some(1), "fault.0.1"), (5, 50, 6));
    assert_eq!(at(Some(1), "fault"), (5, 27, 31));
    assert_eq!(at(Some(2), "at"), (1, 1, 1));
}

#[test]
fn a_plan_for_a_world_makes_sense_in_it() {
    let text = r#"(
    heal: "10s",
    episodes: [
        (at: "1s", lasts: "0s", fault: Crash(nodes: ["n1", "n9"])),
        (at: "11s", fault: Hold),
        (at: "1s", fault: Hold, in_flight: false),
        (at: "1s", fault: Partition(Isolate("n8"))),
    ],
)"#;
    let mistakes = Plan::read_for("plan", text, &["n1", "n2"]).expect_err("mistakes");
    let underlined = |mistake: &Mistake| {
        let column = mistake.column as usize - 1;
        let meant = mistake.source.chars().skip(column).take(mistake.length as usize);
        (mistake.line, meant.collect::<String>())
    };
    let all: Vec<(u32, String)> = mistakes.iter().map(underlined).collect();
    let expected = [(4, "\"0s\""), (4, "\"n9\""), (5, "\"11s\""), (7, "\"n8\"")];
    let expected: Vec<(u32, String)> = expected.map(|(line, meant)| (line, meant.into())).into();
    assert_eq!(all, expected, "{mistakes:#?}");
    assert!(Plan::read_for("plan", "(episodes: [])", &[]).is_ok());
    assert_eq!(Plan::read_for("plan", "(", &[]).map_err(|all| all.len()), Err(1));
}

#[test]
fn what_is_printed_is_read_back() {
    for seed in 0..2_000 {
        let mut draw = Draw::new(seed);
        let plan = draw.plan();
        let text = plan.to_string();
        let again = Plan::read("plan", &text);
        assert_eq!(again.unwrap_or_else(|mistake| panic!("{mistake}\n{text}")), plan, "{text}");

        let layout = draw.layout();
        let text = layout.to_string();
        let again = Layout::read("layout", &text);
        assert_eq!(again.unwrap_or_else(|mistake| panic!("{mistake}\n{text}")), layout, "{text}");

        let link = draw.link();
        let text = link.to_string();
        let again = Link::read("link", &text);
        assert_eq!(again.unwrap_or_else(|mistake| panic!("{mistake}\n{text}")), link, "{text}");
    }
}
