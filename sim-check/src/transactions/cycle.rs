//! The cycle: transactions each of which comes before the next, and the last before the first.
//!
//! Looking for components takes as many steps as the graph has edges. Only inside of components is more done: for cycles with
//! one read-write edge a sweep over part of the component per 64 such edges, and breadth-first searches for the shortest cycle, which
//! are given up after a fixed number of steps.

mod sweep;

use std::collections::BTreeMap;

use super::anomaly::{Shape, Ties};
use super::dependency::{Kind, Label};
use crate::graph::{Components, Edge, Graph, Search};
use sweep::Sweep;

/// A cycle: for each of its transactions why it comes before the next.
pub(super) type Cycle = Vec<Edge<Label>>;

/// Nodes whose cycles have been found with fewer ties.
pub(super) type Explained = Vec<bool>;

/// Finds the worst shapes of the cycles of each component, with a short cycle for each shape.
///
/// Of each component all of G0, G1c and G-single are told; milder shapes only where there are none of these, and none that is
/// milder than the mildest wanted one. Components of which a node is explained are passed over.
pub(super) fn cycles(
    graph: &Graph<Label>,
    ties: Ties,
    mildest: Shape,
    explained: &mut Explained,
) -> BTreeMap<Shape, Cycle> {
    let whole = Components::of(graph, |edge| ties.allow(edge.label.kind));
    let mut open: Vec<bool> = whole.sizes.iter().map(|size| *size > 1).collect();
    for (node, component) in whole.of.iter().enumerate() {
        open[*component] &= !explained[node];
    }
    let mut hunt = Hunt { graph, ties, whole, open, found: BTreeMap::new() };
    if !hunt.open.contains(&true) {
        return hunt.found;
    }
    for (node, component) in hunt.whole.of.iter().enumerate() {
        explained[node] |= hunt.open[*component];
    }
    let mut done = vec![false; hunt.open.len()];
    hunt.appends(&mut done);
    if mildest >= Shape::G1c {
        let chains = hunt.chains();
        hunt.reads(&chains, &mut done);
        if mildest >= Shape::GSingle {
            hunt.singles(&chains, &mut done);
        }
    }
    hunt.open.iter_mut().zip(&done).for_each(|(open, done)| *open &= !done);
    if mildest >= Shape::GNonadjacent {
        hunt.spaced();
    }
    if mildest >= Shape::G2 {
        hunt.rest();
    }
    hunt.found
}

struct Hunt<'g> {
    graph: &'g Graph<Label>,
    ties: Ties,
    whole: Components,
    /// The components in which cycles are to be found.
    open: Vec<bool>,
    found: BTreeMap<Shape, Cycle>,
}

impl Hunt<'_> {
    /// Whether an edge can be part of a cycle that is looked for.
    fn inside(&self, edge: &Edge<Label>) -> bool {
        self.ties.allow(edge.label.kind)
            && self.whole.hold(edge)
            && self.open[self.whole.of[edge.source]]
    }

    /// The edges of a kind inside of components, by name.
    fn inner(&self, kind: Kind, parts: &Components) -> Vec<usize> {
        let edges = self.graph.edges().iter().enumerate();
        let inner =
            edges.filter(|(_, it)| it.label.kind == kind && self.inside(it) && parts.hold(it));
        inner.map(|(name, _)| name).collect()
    }

    /// Keeps the shortest cycle through one of the starts.
    fn keep(&mut self, shape: Shape, starts: &[usize], keep: impl Fn(&Edge<Label>) -> bool) {
        if let Some(cycle) = shortest(self.graph, starts, |edge| self.inside(edge) && keep(edge)) {
            let edges = cycle.into_iter().map(|name| self.graph.edges()[name]);
            self.found.insert(shape, compact(edges));
        }
    }

    fn mark(&self, done: &mut [bool], edges: &[usize]) {
        for name in edges {
            done[self.whole.of[self.graph.edges()[*name].source]] = true;
        }
    }

    /// G0: inside of a component of appends and ties there is an append, because ties alone make no cycle.
    fn appends(&mut self, done: &mut [bool]) {
        let keep =
            |edge: &Edge<Label>| !matches!(edge.label.kind, Kind::ReadWrite | Kind::WriteRead);
        let parts = Components::of(self.graph, |edge| self.inside(edge) && keep(edge));
        let starts = self.inner(Kind::WriteWrite, &parts);
        self.mark(done, &starts);
        self.keep(Shape::G0, &starts, |edge| keep(edge) && parts.hold(edge));
    }

    /// The components of everything but read-write edges.
    fn chains(&self) -> Components {
        Components::of(self.graph, |edge| self.inside(edge) && is_forward(edge))
    }

    /// G1c.
    fn reads(&mut self, chains: &Components, done: &mut [bool]) {
        let starts = self.inner(Kind::WriteRead, chains);
        self.mark(done, &starts);
        self.keep(Shape::G1c, &starts, |edge| is_forward(edge) && chains.hold(edge));
    }

    /// G-single: a read-write edge from whose target its source can be reached without another.
    fn singles(&mut self, chains: &Components, done: &mut [bool]) {
        let mut members = vec![Vec::new(); self.open.len()];
        for node in 0..self.graph.node_count() {
            if self.open[self.whole.of[node]] {
                members[self.whole.of[node]].push(node);
            }
        }
        let mut edges = vec![Vec::new(); self.open.len()];
        for name in self.inner(Kind::ReadWrite, &self.whole) {
            edges[self.whole.of[self.graph.edges()[name].source]].push(name);
        }
        let mut sweep =
            Sweep::new(self.graph, chains, |edge| self.inside(edge) && is_forward(edge));
        let parts = members.into_iter().zip(edges);
        let starts: Vec<_> =
            parts.flat_map(|(nodes, edges)| sweep.returning(nodes, edges)).collect();
        self.mark(done, &starts);
        self.keep(Shape::GSingle, &starts, is_forward);
    }

    /// G-nonadjacent: each node is split in two, by whether it was reached by a read-write edge; from there no other
    /// such edge leads on.
    // Where none of the worse shapes exists, the shortest such walk passes no transaction twice: of the two parts of a walk
    // that does, one has no adjacent edges at the joint and would be shorter.
    fn spaced(&mut self) {
        let mut split = Vec::new();
        for edge in self.graph.edges().iter().filter(|edge| self.inside(edge)) {
            let Edge { source, target, label } = *edge;
            let halves: &[(usize, usize)] = match label.kind {
                Kind::ReadWrite => &[(0, 1)],
                Kind::Onward => &[(0, 0), (1, 1)],
                Kind::WriteWrite | Kind::WriteRead | Kind::Process | Kind::Realtime => {
                    &[(0, 0), (1, 0)]
                }
            };
            split.extend(halves.iter().map(|(from, to)| Edge {
                source: 2 * source + from,
                target: 2 * target + to,
                label,
            }));
        }
        let split = Graph::new(2 * self.graph.node_count(), split);
        let parts = Components::of(&split, |_| true);
        let edges = split.edges().iter().enumerate();
        let inner = edges.filter(|(_, it)| it.label.kind == Kind::ReadWrite && parts.hold(it));
        let starts: Vec<_> = inner.map(|(name, _)| name).collect();
        for name in &starts {
            self.open[self.whole.of[split.edges()[*name].source / 2]] = false;
        }
        if let Some(cycle) = shortest(&split, &starts, |edge| parts.hold(edge)) {
            let whole = |name| {
                let Edge { source, target, label } = split.edges()[name];
                Edge { source: source / 2, target: target / 2, label }
            };
            self.found.insert(Shape::GNonadjacent, compact(cycle.into_iter().map(whole)));
        }
    }

    /// G2: all that is left.
    fn rest(&mut self) {
        let starts = self.inner(Kind::ReadWrite, &self.whole);
        self.keep(Shape::G2, &starts, |_| true);
    }
}

fn is_forward(edge: &Edge<Label>) -> bool {
    edge.label.kind != Kind::ReadWrite
}

fn shortest(
    graph: &Graph<Label>,
    starts: &[usize],
    keep: impl Fn(&Edge<Label>) -> bool,
) -> Option<Vec<usize>> {
    let mut search = (!starts.is_empty()).then(|| Search::new(graph))?;
    search.shortest(graph, starts, keep, |label| label.kind != Kind::Onward)
}

/// The same cycle from transaction to transaction, without the nodes in between, from the first transaction on.
fn compact(edges: impl Iterator<Item = Edge<Label>>) -> Cycle {
    let mut cycle: Cycle = Vec::new();
    for edge in edges {
        match cycle.last_mut() {
            Some(last) if edge.label.kind == Kind::Onward => last.target = edge.target,
            Some(_) | None => cycle.push(edge),
        }
    }
    let first = (0..cycle.len()).min_by_key(|place| cycle[*place].source);
    cycle.rotate_left(first.unwrap_or(0));
    cycle
}
