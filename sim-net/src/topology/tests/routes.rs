use super::*;

// A way as `n1 -> n3`, and its route in words, or `no route`.
#[track_caller]
fn check(layout: impl Into<Layout>, count: usize, ways: &[(&str, &str)]) {
    let mut topology = layout.into().build(&names(count)).expect("the layout fits");
    for (way, expected) in ways {
        let (source, target) = ends(&topology, way);
        let route = topology.describe(source, target);
        assert_eq!(route.as_deref().unwrap_or("no route"), *expected, "{way}");
    }
}

// A way, and its hops in words.
#[track_caller]
fn check_hops(topology: &mut Topology, way: &str, expected: &str) {
    let (source, target) = ends(topology, way);
    let hops = topology.route(source, target).expect("there is a route").to_vec();
    let words: Vec<String> = hops.iter().map(|hop| topology.words(hop)).collect();
    assert_eq!(words.join(", "), expected, "{way}");
}

fn ends(topology: &Topology, way: &str) -> (usize, usize) {
    let (source, target) = way.split_once(" -> ").expect("a way has two ends");
    let [source, target] = [source, target].map(|name| topology.vertex(name).expect("it is there"));
    (source as usize, target as usize)
}

#[test]
fn in_a_mesh_all_are_one_hop_apart() {
    check(Layout::mesh(link(3)), 3, &[("n1 -> n2", "n1 - n2, 3ms"), ("n3 -> n1", "n3 - n1, 3ms")]);
}

#[test]
fn in_a_star_all_go_through_the_hub() {
    let ways = [("n2 -> n3", "n2 - n1 - n3, 2ms"), ("n1 -> n3", "n1 - n3, 1ms")];
    check(Layout::star("n1", link(1)), 3, &ways);
}

#[test]
fn nobody_travels_to_itself() {
    check(Layout::line(link(1)), 2, &[("n2 -> n2", "n2, 0ns")]);
}

#[test]
fn in_a_line_routes_are_as_long_as_they_must_be() {
    let ways = [("n1 -> n6", "n1 - n2 - n3 - n4 - n5 - n6, 5ms"), ("n5 -> n4", "n5 - n4, 1ms")];
    check(Layout::line(link(1)), 6, &ways);
}

#[test]
fn in_a_tree_routes_go_up_only_as_far_as_they_must() {
    //        n1
    //      /    \
    //    n2      n3
    //   /  \    /  \
    //  n4  n5  n6  n7
    let ways = [
        ("n4 -> n5", "n4 - n2 - n5, 2ms"),
        ("n4 -> n2", "n4 - n2, 1ms"),
        ("n3 -> n7", "n3 - n7, 1ms"),
        ("n5 -> n6", "n5 - n2 - n1 - n3 - n6, 4ms"),
    ];
    check(Layout::tree(2, link(1)), 7, &ways);
}

#[test]
fn in_a_ring_routes_take_the_shorter_way_and_among_equals_the_smaller_numbers() {
    let ways = [("n1 -> n4", "n1 - n5 - n4, 2ms"), ("n1 -> n3", "n1 - n2 - n3, 2ms")];
    check(Layout::ring(link(1)), 5, &ways);
    // Both ways are equally long, and not the reverse of each other.
    let ways = [("n1 -> n3", "n1 - n2 - n3, 2ms"), ("n2 -> n4", "n2 - n1 - n4, 2ms")];
    check(Layout::ring(link(1)), 4, &ways);
}

#[test]
fn in_a_grid_equal_routes_follow_the_smallest_numbers() {
    // n1 - n2 - n3
    //  |    |    |
    // n4 - n5 - n6
    //  |    |    |
    // n7 - n8 - n9
    let ways = [
        ("n1 -> n9", "n1 - n2 - n3 - n6 - n9, 4ms"),
        ("n9 -> n1", "n9 - n6 - n3 - n2 - n1, 4ms"),
        ("n7 -> n3", "n7 - n4 - n1 - n2 - n3, 4ms"),
    ];
    check(Layout::grid(3, link(1)), 9, &ways);
}

#[test]
fn latency_counts_before_hops() {
    //  n1 --4-- n2      n1 - s1 - s2 - n2 takes 3 ms.
    let graph = Layout::graph().switch("s1").switch("s2").edge("n1", "n2", link(4));
    let graph = graph.edge("n1", "s1", link(1)).edge("s1", "s2", link(1)).edge("s2", "n2", link(1));
    check(graph.clone(), 2, &[("n1 -> n2", "n1 - s1 - s2 - n2, 3ms")]);
}

#[test]
fn hops_count_before_numbers() {
    let graph = Layout::graph().switch("s1").switch("s2").switch("s3");
    let graph = graph.edge("n1", "s1", link(1)).edge("s1", "s2", link(0)).edge("s2", "n2", link(1));
    let graph = graph.edge("n1", "s3", link(1)).edge("s3", "n2", link(1));
    check(graph, 2, &[("n1 -> n2", "n1 - s3 - n2, 2ms")]);
}

#[test]
fn the_way_back_may_be_another() {
    //      5 there, 1 back
    //  n1 ----------------- n2        n1 - s1 - n2 takes 4 ms.
    let graph = Layout::graph().switch("s1").road(road("n1", "n2", 5).back(link(1)));
    let graph = graph.edge("n1", "s1", link(2)).edge("s1", "n2", link(2));
    let ways = [("n1 -> n2", "n1 - s1 - n2, 4ms"), ("n2 -> n1", "n2 - n1, 1ms")];
    check(graph, 2, &ways);
}

#[test]
fn what_is_not_connected_has_no_route() {
    let graph = Layout::graph().edge("n1", "n2", link(1)).edge("n3", "n4", link(1));
    check(graph, 4, &[("n1 -> n4", "no route"), ("n3 -> n4", "n3 - n4, 1ms")]);
    let islands = Layout::regions([region("a", "n1 n2", 1), region("b", "n3", 1)], []);
    check(islands, 3, &[("n1 -> n3", "no route"), ("n2 -> n1", "n2 - a - n1, 1ms")]);
}

#[test]
fn between_regions_there_is_the_road_alone() {
    let regions = Layout::regions(
        [region("east", "n1 n2", 1), region("north", "n3", 1), region("west", "n4 n5", 2)],
        [road("east", "north", 20), road("north", "west", 30), road("east", "west", 90)],
    );
    let ways = [
        ("n1 -> n2", "n1 - east - n2, 1ms"),
        ("n5 -> n4", "n5 - west - n4, 2ms"),
        ("n1 -> n3", "n1 - east - north - n3, 20ms"),
        ("n2 -> n5", "n2 - east - north - west - n5, 50ms"),
    ];
    check(regions, 5, &ways);
}

#[test]
fn a_node_on_two_segments_forwards_from_one_to_the_other() {
    let graph = Layout::graph().segment("lan", link(1)).segment("dmz", link(2));
    let graph = graph.attach("n1", "lan").attach("n2", "lan").attach("n2", "dmz");
    let graph = graph.attach("n3", "dmz");
    check(graph, 3, &[("n1 -> n3", "n1 - lan - n2 - dmz - n3, 3ms")]);
}

#[test]
fn of_two_shared_segments_the_quicker_is_used() {
    let graph = |one, other| {
        let graph = Layout::graph().segment("a", link(one)).segment("b", link(other));
        graph.attach("n1", "b").attach("n2", "b").attach("n2", "a").attach("n1", "a")
    };
    check(graph(2, 1), 2, &[("n1 -> n2", "n1 - b - n2, 1ms")]);
    check(graph(1, 1), 2, &[("n1 -> n2", "n1 - a - n2, 1ms")]);
}

#[test]
fn a_slow_segment_is_gone_round_also_by_a_road_that_ends_there() {
    let graph = |there_and_back| {
        let graph = Layout::graph().switch("s1").segment("lan", link(9));
        let graph = graph.attach("n1", "lan").attach("n2", "lan");
        graph.edge("lan", "s1", link(there_and_back))
    };
    check(graph(4), 2, &[("n1 -> n2", "n1 - lan - s1 - lan - n2, 8ms")]);
    check(graph(5), 2, &[("n1 -> n2", "n1 - lan - n2, 9ms")]);
}

#[test]
fn from_tap_to_tap_a_hop_is_a_pair_of_nodes() {
    let mut topology = Layout::mesh(link(1)).build(&names(3)).expect("the layout fits");
    check_hops(&mut topology, "n1 -> n2", "n1 -> n2");
    let lan = Layout::regions([region("lan", "n1 n2 n3", 1)], []);
    let mut topology = lan.build(&names(3)).expect("the layout fits");
    check_hops(&mut topology, "n3 -> n2", "n3 -> n2 over lan");
    let key = |topology: &mut Topology, from, to| {
        topology.route(from, to).expect("there is a route")[0].way.key()
    };
    assert_eq!(key(&mut topology, 2, 1), 1 << 63 | 2 << 32 | 1);
    assert_ne!(key(&mut topology, 1, 2), key(&mut topology, 2, 1));
}

#[test]
fn all_who_leave_a_region_share_its_road() {
    let layout = Layout::regions(
        [region("east", "n1 n2", 1), region("west", "n3 n4", 1)],
        [road("east", "west", 20)],
    );
    let mut topology = layout.build(&names(4)).expect("the layout fits");
    check_hops(&mut topology, "n1 -> n3", "east -> west");
    check_hops(&mut topology, "n4 -> n2", "west -> east");
    let hop = topology.route(0, 2).expect("there is a route")[0];
    assert_eq!(topology.link(&hop), &link(20));
    assert_eq!(topology.route(1, 3), Some(&[hop][..]));
    let back = topology.route(3, 1).expect("there is a route")[0];
    assert_eq!([hop.way.key(), back.way.key()], [4 << 1, 4 << 1 | 1]);
}

#[test]
fn a_route_crosses_the_edges_and_taps_on_its_way() {
    let graph = Layout::graph().switch("s1").segment("lan", link(1));
    let graph = graph.attach("n1", "lan").attach("n2", "lan");
    let graph = graph.edge("lan", "s1", link(1)).edge("s1", "n3", link(1));
    let mut topology = Layout::from(graph).build(&names(3)).expect("the layout fits");
    let crossed = |topology: &mut Topology, one: &str, other: &str| {
        let edge = topology.edge(one, other).expect("there is an edge");
        let ways = [(0, 1), (1, 0), (0, 2), (2, 1)];
        ways.map(|(source, target)| topology.crosses(source, target, edge))
    };
    assert_eq!(crossed(&mut topology, "n1", "lan"), [true, true, true, false]);
    assert_eq!(crossed(&mut topology, "n2", "n1"), [true, true, false, false]);
    assert_eq!(crossed(&mut topology, "s1", "lan"), [false, false, true, true]);
}

#[test]
fn latencies_add_up_without_overflow() {
    let forever = Link { latency: Duration::MAX, ..link(0) };
    let mut topology = Layout::line(forever).build(&names(4)).expect("the layout fits");
    assert_eq!(topology.latency(0, 3), Some(Duration::MAX));
}

#[test]
#[should_panic(expected = "a route leads from node to node")]
fn a_switch_is_no_end_of_a_route() {
    let graph = Layout::graph().switch("s1").edge("n1", "s1", link(1));
    let mut topology = Layout::from(graph).build(&names(1)).expect("the layout fits");
    topology.route(0, 1);
}
