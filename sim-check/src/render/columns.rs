//! Columns: where each node and actor stands in a picture, and how it fares there.

use std::ops::Range;

use crate::trace::{Happening, Trace, TraceEvent, TracePlace, Who};

/// Who stands where, from left to right: the nodes in their order, each with its actors.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Columns {
    pub(super) list: Vec<Column>,
    of_actor: Vec<usize>,
    of_node: Vec<Range<usize>>,
}

/// One actor, or a node that has none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) node: Option<usize>,
    /// Whether it is made by another one, and isn't there before.
    pub(super) spawned: bool,
}

/// How it fares in a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fares {
    /// It isn't there yet, or no more.
    Gone,
    Up,
    Down,
    Paused,
}

impl Columns {
    pub(super) fn new(trace: &Trace) -> Self {
        let mut spawned = vec![false; trace.actors().len()];
        for event in trace.events() {
            if let Happening::Spawned { child } = event.what {
                spawned[child.0] = true;
            }
        }
        let nodes = trace.nodes().len();
        let mut residents: Vec<Vec<usize>> = vec![Vec::new(); nodes + 1];
        for (who, actor) in trace.actors().iter().enumerate() {
            residents[actor.node.unwrap_or(nodes)].push(who);
        }
        let mut list = Vec::new();
        let mut of_actor = vec![0; trace.actors().len()];
        let mut of_node = Vec::new();
        for (node, residents) in residents.into_iter().enumerate() {
            let begin = list.len();
            let node = (node < nodes).then_some(node);
            for who in residents {
                of_actor[who] = list.len();
                let name = trace.actors()[who].path.clone();
                list.push(Column { name, node, spawned: spawned[who] });
            }
            let Some(node) = node else { continue };
            if list.len() == begin {
                let name = trace.node_name(node).to_string();
                list.push(Column { name, node: Some(node), spawned: false });
            }
            of_node.push(begin..list.len());
        }
        Self { list, of_actor, of_node }
    }

    pub(super) fn of_actor(&self, who: Who) -> usize {
        self.of_actor.get(who.0).copied().unwrap_or(0)
    }

    pub(super) fn of_node(&self, node: usize) -> Range<usize> {
        self.of_node.get(node).cloned().unwrap_or(0..0)
    }

    /// The columns at which something happens: all, if it happens to the world.
    pub(super) fn of(&self, place: TracePlace) -> Range<usize> {
        match place {
            TracePlace::World => 0..self.list.len(),
            TracePlace::Node(node) => self.of_node(node),
            TracePlace::Actor(who) => {
                let column = self.of_actor(who);
                column..column + 1
            }
        }
    }

    /// How each fares before anything has happened.
    pub(super) fn at_first(&self) -> Vec<Fares> {
        let fares = |column: &Column| if column.spawned { Fares::Gone } else { Fares::Up };
        self.list.iter().map(fares).collect()
    }

    /// How each fares after this.
    pub(super) fn after(&self, event: &TraceEvent, fares: &mut [Fares]) {
        let here = self.of(event.place);
        if let Happening::Spawned { child } = event.what {
            fares[self.of_actor(child)] = Fares::Up;
        } else if let Happening::Exited { .. } = event.what {
            fares[here].fill(Fares::Gone);
        } else if let Happening::Crashed { .. } = event.what {
            self.turn(here, fares, Fares::Down);
        } else if let Happening::Restarted { .. } = event.what {
            self.turn(here, fares, Fares::Up);
        } else if let Happening::Paused = event.what {
            let pause = |was| if was == Fares::Up { Fares::Paused } else { was };
            fares[here].iter_mut().for_each(|fares| *fares = pause(*fares));
        } else if let Happening::Resumed = event.what {
            let resume = |was| if was == Fares::Paused { Fares::Up } else { was };
            fares[here].iter_mut().for_each(|fares| *fares = resume(*fares));
        }
    }

    // Whoever was spawned doesn't outlive a crash, and doesn't come back.
    fn turn(&self, here: Range<usize>, fares: &mut [Fares], to: Fares) {
        for column in here {
            let spawned = self.list[column].spawned;
            fares[column] = if spawned { Fares::Gone } else { to };
        }
    }
}
