// Routes against two slower ways to find them: all walks of small graphs, and Floyd and Warshall's distances of larger
// ones. Neither knows of leaves, places or guides.
use super::*;
use alloc::collections::BTreeSet;
use alloc::vec;

use sim_core::{Source, Stream};

// How routes are compared: latency, hops, number of vertices, vertices.
type Rank = (u64, usize, usize, Vec<u32>);

// All walks from a vertex to a target that never stand twice at a vertex they reached in the same manner.
struct Walks<'a> {
    topology: &'a Topology,
    target: u32,
    seen: BTreeSet<(u32, bool)>,
    best: Option<Rank>,
}

impl Walks<'_> {
    fn best(topology: &Topology, source: u32, target: u32) -> Option<Rank> {
        let mut walks = Walks { topology, target, seen: BTreeSet::new(), best: None };
        walks.go_on(source, false, &mut (0, 0, 1, vec![source]));
        walks.best
    }

    fn go_on(&mut self, at: u32, by_tap: bool, walk: &mut Rank) {
        if at == self.target {
            self.best = self.best.take().into_iter().chain([walk.clone()]).min();
            return;
        }
        if !self.seen.insert((at, by_tap)) {
            return;
        }
        for (edge, next) in self.topology.wires.around(at) {
            let (latency, hops, is_tap) = cost(self.topology, edge, at, by_tap);
            let before = walk.clone();
            *walk = (before.0 + latency, before.1 + hops, before.2 + 1, before.3.clone());
            walk.3.push(next);
            self.go_on(next, is_tap && self.topology.wires.is_segment(next), walk);
            *walk = before;
        }
        self.seen.remove(&(at, by_tap));
    }
}

// Latency and hops of leaving a vertex by an edge, and whether the edge is a tap.
fn cost(topology: &Topology, edge: u32, at: u32, by_tap: bool) -> (u64, usize, bool) {
    let wires = &topology.wires;
    let latency = |link: u32| wires.links[link as usize].latency.as_nanos();
    match wires.edge(edge) {
        (Crossing::Road { there, .. }, first, _) if first == at => (latency(there), 1, false),
        (Crossing::Road { back, .. }, ..) => (latency(back), 1, false),
        (Crossing::Tap, ..) if by_tap => (latency(wires.segment_link(at)), 1, true),
        (Crossing::Tap, ..) => (0, 0, true),
    }
}

fn vertices(topology: &Topology, source: u32) -> Vec<u32> {
    let mut vertices = vec![source];
    for edge in topology.route.edges() {
        vertices.push(topology.wires.across(*edge, vertices[vertices.len() - 1]));
    }
    vertices
}

fn rank(topology: &mut Topology, source: u32, target: u32) -> Option<Rank> {
    let latency = topology.latency(source as usize, target as usize)?.as_nanos();
    let hops = topology.route(source as usize, target as usize)?.len();
    let vertices = vertices(topology, source);
    Some((latency, hops, vertices.len(), vertices))
}

// Few latencies, so that many routes are equal; many vertices of each kind; segments that are slower than their roads.
fn random_layout(nodes: u64, others: u64, edges: u64, stream: &mut Stream) -> Layout {
    let mut graph = Layout::graph();
    let mut names: Vec<String> = (1..=nodes).map(|number| format!("n{number}")).collect();
    let (switches, segments) = (stream.between(0, others), stream.between(0, others));
    for number in 0..switches {
        graph = graph.switch(format!("s{number}"));
        names.push(format!("s{number}"));
    }
    for number in 0..segments {
        graph = graph.segment(format!("lan{number}"), link(stream.between(0, 4)));
        names.push(format!("lan{number}"));
    }
    let mut drawn = BTreeSet::new();
    for _ in 0..edges {
        let [one, other] = [(); 2].map(|()| stream.between(0, names.len() as u64 - 1));
        if one == other || !drawn.insert((one.min(other), one.max(other))) {
            continue;
        }
        let [from, to] =
            [one, other].map(|end| names[usize::try_from(end).expect("it is an index")].clone());
        if one < nodes && to.starts_with("lan") && stream.between(0, 2) > 0 {
            graph = graph.attach(from, to);
            continue;
        }
        let road = road(&from, &to, stream.between(0, 3));
        let one_way = stream.between(0, 1) == 0;
        graph = graph.road(if one_way { road } else { road.back(link(stream.between(0, 3))) });
    }
    // Whoever is alone gets an edge to the node before, or to a switch of its own.
    for node in 0..nodes {
        if drawn.iter().all(|(one, other)| *one != node && *other != node) {
            graph = graph.switch(format!("own{node}"));
            graph = graph.edge(format!("n{}", node + 1), format!("own{node}"), link(1));
        }
    }
    graph.into()
}

#[test]
fn routes_are_the_first_of_all_walks() {
    let mut routes = 0;
    for seed in 0..600 {
        let mut stream = Stream::new(seed, 1);
        let edges = stream.between(4, 10);
        let layout = random_layout(4, 2, edges, &mut stream);
        let mut topology = layout.build(&names(4)).expect("the layout fits");
        for (source, target) in (0..4).flat_map(|source| (0..4).map(move |target| (source, target)))
        {
            let expected = Walks::best(&topology, source, target);
            routes += u32::from(expected.is_some());
            assert_eq!(rank(&mut topology, source, target), expected, "seed {seed}: {layout:?}");
        }
    }
    assert!(routes > 4_000, "{routes} routes");
}

#[test]
fn routes_are_as_quick_as_the_distances_of_floyd_and_warshall() {
    for seed in 0..40 {
        let mut stream = Stream::new(seed, 2);
        let edges = stream.between(15, 80);
        let layout = random_layout(20, 8, edges, &mut stream);
        let mut topology = layout.build(&names(20)).expect("the layout fits");
        let distances = distances(&topology);
        for (source, target) in
            (0..20).flat_map(|source| (0..20).map(move |target| (source, target)))
        {
            let found = rank(&mut topology, source, target);
            let found = found.map(|(latency, hops, ..)| (latency, hops));
            let expected = distances[2 * source as usize][2 * target as usize];
            assert_eq!(found, expected, "seed {seed}: {source} -> {target}");
        }
    }
}

type Distances = Vec<Vec<Option<(u64, usize)>>>;

// Each vertex twice: as reached by an edge, and by a tap.
fn distances(topology: &Topology) -> Distances {
    let count = 2 * topology.vertex_count();
    let mut distances: Distances = vec![vec![None; count]; count];
    for vertex in (0..).take(count / 2) {
        for by_tap in [false, true] {
            let from = 2 * vertex as usize + usize::from(by_tap);
            distances[from][from] = Some((0, 0));
            for (edge, next) in topology.wires.around(vertex) {
                let is_segment = topology.wires.is_segment(vertex);
                let (latency, hops, is_tap) = cost(topology, edge, vertex, by_tap && is_segment);
                let to = 2 * next as usize + usize::from(is_tap && topology.wires.is_segment(next));
                distances[from][to] = Some((latency, hops));
            }
        }
    }
    for middle in 0..count {
        for from in 0..count {
            for to in 0..count {
                let Some(first) = distances[from][middle] else { continue };
                let Some(second) = distances[middle][to] else { continue };
                let sum = (first.0 + second.0, first.1 + second.1);
                if distances[from][to].is_none_or(|known| sum < known) {
                    distances[from][to] = Some(sum);
                }
            }
        }
    }
    distances
}

#[test]
fn routes_are_as_long_back_as_there_if_all_links_are() {
    for seed in 0..20 {
        let mut topology = Layout::random(seed, 10, link(1)).build(&names(20)).expect("it fits");
        for (one, other) in (0..20).flat_map(|one| (0..one).map(move |other| (one, other))) {
            let there = topology.route(one, other).map(<[Hop]>::len);
            assert_eq!(there, topology.route(other, one).map(<[Hop]>::len));
        }
    }
}

#[test]
fn the_order_in_which_routes_are_asked_for_makes_no_difference() {
    let layout = Layout::random(3, 15, link(1));
    let [mut forwards, mut backwards] =
        [(); 2].map(|()| layout.build(&names(20)).expect("it fits"));
    let pairs = || (0..400).map(|pair| (pair / 20, pair % 20));
    let mut routes = |(one, other)| forwards.route(one, other).map(<[Hop]>::to_vec);
    let there: Vec<_> = pairs().map(&mut routes).collect();
    let mut routes = |(one, other)| backwards.route(one, other).map(<[Hop]>::to_vec);
    let mut back: Vec<_> = pairs().rev().map(&mut routes).collect();
    back.reverse();
    assert_eq!(there, back);
}
