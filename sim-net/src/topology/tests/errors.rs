use super::*;

// What is said of a layout over three nodes, `n1` to `n3`.
#[track_caller]
fn check(layout: impl Into<Layout>, expected: &str) {
    let error = layout.into().build(&names(3)).expect_err(expected);
    assert_eq!(error.to_string(), expected);
}

fn lan() -> crate::layout::GraphLayout {
    let all = Layout::graph().segment("lan", link(1)).switch("s1");
    all.attach("n1", "lan").attach("n2", "lan")
}

#[test]
fn a_hub_must_be_a_node() {
    check(Layout::star("m1", link(1)), r#"the hub "m1" is no node: did you mean "n1"?"#);
    check(Layout::star("center", link(1)), r#"the hub "center" is no node"#);
}

#[test]
fn a_region_has_nodes_of_the_world_only() {
    check(
        Layout::regions([region("east", "n1 nn2", 1)], []),
        r#"region "east": no node is called "nn2": did you mean "n2"?"#,
    );
    check(
        Layout::regions([region("east", "n1", 1), region("west", "east", 1)], []),
        r#"region "west": no node is called "east""#,
    );
}

#[test]
fn a_region_has_nodes() {
    check(Layout::regions([region("east", "", 1)], []), r#"region "east" has no nodes"#);
}

#[test]
fn a_node_is_in_one_region() {
    check(
        Layout::regions([region("east", "n1 n2", 1), region("west", "n3 n1", 1)], []),
        r#"node "n1" is in two regions: "east" and "west""#,
    );
    check(
        Layout::regions([region("east", "n1 n2 n1", 1)], []),
        r#"region "east" names node "n1" twice"#,
    );
    check(Layout::regions([region("east", "n1 n3", 1)], []), r#"node "n2" is in no region"#);
}

#[test]
fn names_are_unique() {
    check(
        Layout::regions([region("east", "n1 n2", 1), region("east", "n3", 1)], []),
        r#"two regions are called "east""#,
    );
    check(
        Layout::regions([region("n3", "n1 n2 n3", 1)], []),
        r#"a node and a region are called "n3""#,
    );
    check(lan().switch("n3"), r#"a node and a switch are called "n3""#);
    check(lan().switch("s1"), r#"two switches are called "s1""#);
    check(lan().switch("lan"), r#"a switch and a segment are called "lan""#);
    check(lan().segment("lan", link(1)), r#"two segments are called "lan""#);
    let error = Layout::mesh(link(1)).build(&["a", "b", "b", "a"]).expect_err("names twice");
    assert_eq!(error.to_string(), r#"two nodes are called "b""#);
}

#[test]
fn a_road_leads_from_region_to_region() {
    let regions = || [region("east", "n1 n2", 1), region("west", "n3", 1)];
    check(
        Layout::regions(regions(), [road("east", "wset", 1)]),
        r#"edge "east" - "wset": no region is called "wset": did you mean "west"?"#,
    );
    check(
        Layout::regions(regions(), [road("n1", "west", 1)]),
        r#"edge "n1" - "west": no region is called "n1""#,
    );
    check(
        Layout::regions(regions(), [road("west", "west", 1)]),
        r#"the edge "west" - "west" leads nowhere"#,
    );
    check(
        Layout::regions(regions(), [road("east", "west", 1), road("west", "east", 2)]),
        r#"there are two edges "west" - "east""#,
    );
}

#[test]
fn an_edge_has_two_ends_that_there_are() {
    check(
        lan().edge("n3", "s2", link(1)),
        r#"edge "n3" - "s2": no node, switch or segment is called "s2""#,
    );
    check(
        lan().edge("router", "n3", link(1)),
        r#"edge "router" - "n3": no node, switch or segment is called "router""#,
    );
    check(lan().edge("n3", "n3", link(1)), r#"the edge "n3" - "n3" leads nowhere"#);
}

#[test]
fn there_is_one_edge_between_two_vertices() {
    check(
        lan().edge("n3", "s1", link(1)).edge("s1", "n3", link(1)),
        r#"there are two edges "s1" - "n3""#,
    );
    check(lan().attach("n2", "lan"), r#"there are two edges "n2" - "lan""#);
    check(lan().edge("lan", "n1", link(1)), r#"there are two edges "lan" - "n1""#);
}

#[test]
fn nodes_are_attached_to_segments() {
    check(lan().attach("n4", "lan"), r#"attached to "lan": no node is called "n4""#);
    check(
        lan().attach("n3", "lnn"),
        r#"node "n3": no segment is called "lnn": did you mean "lan"?"#,
    );
    check(
        lan().attach("s1", "lan"),
        r#"attached to "lan": "s1" is a switch; only nodes are attached, others have edges"#,
    );
    check(
        lan().attach("n3", "s1"),
        r#"node "n3" is attached to "s1", which is a switch, not a segment"#,
    );
    check(
        lan().attach("n3", "n1"),
        r#"node "n3" is attached to "n1", which is a node, not a segment"#,
    );
}

#[test]
fn no_node_is_forgotten() {
    check(lan(), r#"node "n3" has no edge and is attached to no segment"#);
}

#[test]
fn grids_have_a_width_and_trees_have_children() {
    check(Layout::grid(0, link(1)), "a grid of width 0 has room for no node");
    check(Layout::tree(0, link(1)), "a tree with 0 children has room for its root only");
}
