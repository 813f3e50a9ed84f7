mod brute;
mod errors;
mod routes;
mod size;

use super::*;
use alloc::string::ToString;
use alloc::vec::Vec;

use sim_core::{Duration, Ratio, Spread, millis};

use crate::layout::{Region, Road};
use crate::link::{Duplication, LinkLoss, Order, Reordering};

pub(super) fn link(milliseconds: u64) -> Link {
    Link {
        latency: millis(milliseconds),
        spread: Spread::None,
        loss: LinkLoss::Independent(Ratio::ZERO),
        duplication: Duplication { chance: Ratio::ZERO, copies: 1, behind: Spread::None },
        reordering: Reordering { chance: Ratio::ZERO, behind: Spread::None },
        corruption: Ratio::ZERO,
        order: Order::Loose,
        bandwidth: None,
    }
}

// `n1` to `n9`, as many as there are.
pub(super) fn names(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("n{number}")).collect()
}

// A region of nodes in one word: `n1 n2`.
pub(super) fn region(name: &str, nodes: &str, milliseconds: u64) -> Region {
    Region::new(name, nodes.split(' ').filter(|node| !node.is_empty()), link(milliseconds))
}

pub(super) fn road(from: &str, to: &str, milliseconds: u64) -> Road {
    Road::new(from, to, link(milliseconds))
}

// The edges of a layout over so many nodes, in the order of their numbers.
#[track_caller]
fn check(layout: &Layout, count: usize, expected: &str) {
    let topology = layout.build(&names(count)).expect("the layout fits");
    let drawn = |edge| {
        let (crossing, from, to) = topology.wires.edge(edge);
        let between = if crossing == Crossing::Tap { ":" } else { "-" };
        format!("{}{between}{}", topology.wires.name(from), topology.wires.name(to))
    };
    let edges: Vec<String> = (0..).take(topology.edge_count()).map(drawn).collect();
    assert_eq!(edges.join(" "), expected);
}

#[test]
fn a_mesh_is_one_segment_without_a_name() {
    check(&Layout::mesh(link(1)), 3, "n1: n2: n3:");
}

#[test]
fn a_star_has_its_hub_wherever_that_stands() {
    check(&Layout::star("n2", link(1)), 4, "n2-n1 n2-n3 n2-n4");
}

#[test]
fn rings_lines_grids_and_trees_follow_the_order_of_the_world() {
    check(&Layout::ring(link(1)), 4, "n1-n2 n2-n3 n3-n4 n4-n1");
    check(&Layout::line(link(1)), 4, "n1-n2 n2-n3 n3-n4");
    check(&Layout::grid(2, link(1)), 4, "n1-n2 n1-n3 n2-n4 n3-n4");
    check(&Layout::tree(2, link(1)), 4, "n1-n2 n1-n3 n2-n4");
}

#[test]
fn regions_are_segments_with_roads_between() {
    let layout = Layout::regions(
        [region("east", "n3 n1", 1), region("west", "n2", 1)],
        [road("east", "west", 40)],
    );
    check(&layout, 3, "n3:east n1:east n2:west east-west");
}

#[test]
fn a_graph_has_the_edges_that_were_drawn() {
    let layout = Layout::graph()
        .switch("s1")
        .segment("lan", link(1))
        .attach("n1", "lan")
        .attach("n2", "lan")
        .edge("n3", "s1", link(2))
        .road(road("s1", "lan", 3).back(link(4)));
    check(&layout.into(), 3, "n1:lan n2:lan n3-s1 s1-lan");
}

#[test]
fn vertices_are_nodes_then_switches_then_segments() {
    let layout: Layout = Layout::graph()
        .segment("lan", link(1))
        .switch("s2")
        .switch("s1")
        .attach("n1", "lan")
        .attach("n2", "lan")
        .into();
    let topology = layout.build(&["n2", "n1"]).expect("the layout fits");
    let vertices: Vec<String> = (0..)
        .map_while(|vertex| Some(format!("{} {}", topology.kind(vertex)?, topology.name(vertex)?)))
        .collect();
    assert_eq!(vertices.join(", "), "node n2, node n1, switch s2, switch s1, segment lan");
    assert_eq!(topology.vertex("lan"), Some(4));
    assert_eq!(topology.vertex("wan"), None);
}

#[test]
fn a_world_without_nodes_fits_every_layout_that_names_none() {
    for layout in [
        Layout::mesh(link(1)),
        Layout::ring(link(1)),
        Layout::line(link(1)),
        Layout::grid(3, link(1)),
        Layout::tree(3, link(1)),
        Layout::random(1, 3, link(1)),
        Layout::regions([], []),
        Layout::graph().into(),
    ] {
        let topology = layout.build(&names(0)).expect("nothing is named");
        assert_eq!((topology.node_count(), topology.edge_count()), (0, 0), "{layout:?}");
    }
}

#[test]
fn equal_links_are_held_once() {
    let layout: Layout = Layout::graph()
        .edge("n1", "n2", link(1))
        .edge("n2", "n3", link(2))
        .road(road("n3", "n4", 1).back(link(2)))
        .into();
    let topology = layout.build(&names(4)).expect("the layout fits");
    assert_eq!(topology.links(), [link(1), link(2)]);
}

#[test]
fn different_links_are_never_taken_for_each_other() {
    let lossy = |number| Link {
        loss: LinkLoss::Independent(Ratio::probability(number, 1_000).expect("it is below one")),
        ..link(1)
    };
    let mut graph = Layout::graph();
    for number in 0..500 {
        graph = graph.switch(format!("s{number}"));
        graph = graph.edge("n1", format!("s{number}"), lossy(number % 200));
    }
    let topology = Layout::from(graph).build(&names(1)).expect("the layout fits");
    for edge in 0..500 {
        let Crossing::Road { there, .. } = topology.wires.edge(edge).0 else { panic!("a road") };
        assert_eq!(topology.links()[there as usize], lossy(edge % 200));
    }
}

#[test]
fn only_a_single_segment_is_uniform() {
    let uniform =
        |layout: Layout, count| layout.build(&names(count)).expect("the layout fits").uniform();
    assert_eq!(uniform(Layout::mesh(link(1)), 3), Some(0));
    assert_eq!(uniform(Layout::regions([region("one", "n1 n2", 1)], []), 2), Some(0));
    let lan = Layout::graph().segment("lan", link(1)).attach("n1", "lan").attach("n2", "lan");
    assert_eq!(uniform(lan.clone().into(), 2), Some(0));
    assert_eq!(uniform(lan.clone().switch("s1").into(), 2), None);
    assert_eq!(uniform(lan.edge("n1", "n2", link(1)).into(), 2), None);
    assert_eq!(uniform(Layout::star("n1", link(1)), 3), None);
    assert_eq!(uniform(Layout::regions([region("a", "n1", 1), region("b", "n2", 1)], []), 2), None);
}

#[test]
fn building_twice_gives_equal_topologies() {
    let layouts = [
        Layout::mesh(link(1)),
        Layout::random(7, 9, link(1)),
        Layout::regions(
            [region("a", "n1 n2 n3", 1), region("b", "n4 n5 n6 n7", 2)],
            [road("b", "a", 3)],
        ),
    ];
    for layout in layouts {
        let [one, other] = [(); 2].map(|()| {
            let mut topology = layout.build(&names(7)).expect("the layout fits");
            let pairs = (0..49).map(|pair| (pair / 7, pair % 7));
            let routes: Vec<_> =
                pairs.map(|(from, to)| topology.route(from, to).map(<[Hop]>::to_vec)).collect();
            (format!("{topology:?}"), routes)
        });
        assert_eq!(one, other);
    }
}

#[test]
fn an_edge_is_found_by_its_ends_in_either_order() {
    let layout: Layout = Layout::graph()
        .switch("s1")
        .segment("lan", link(1))
        .attach("n1", "lan")
        .attach("n2", "lan")
        .edge("lan", "s1", link(2))
        .edge("n3", "s1", link(2))
        .into();
    let topology = layout.build(&names(3)).expect("the layout fits");
    let edge = |one, other| topology.edge(one, other);
    assert_eq!(edge("n1", "lan"), Some(Edge::Tap(EdgeNumber(0))));
    assert_eq!(edge("s1", "lan"), Some(Edge::Road(EdgeNumber(2))));
    assert_eq!(edge("lan", "s1"), edge("s1", "lan"));
    assert_eq!(edge("n2", "n1"), Some(Edge::Pair(1, 0)));
    assert_eq!(edge("n1", "n3"), None);
    assert_eq!(edge("n1", "n1"), None);
    assert_eq!(edge("n1", "s1"), None);
    assert_eq!(edge("n1", "n4"), None);
}
