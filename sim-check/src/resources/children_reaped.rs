//! Children reaped: what an actor makes ends.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::{ActorId, Duration, Event, EventId, NodeId, Protocol, Time, What};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// Each actor that another one makes has ended when nothing is left to happen; unless its node stands still.
///
/// A run seldom comes to that, so what is left over may be caught before: a child whose parent has ended, an orphan, has
/// [a time](Self::orphans_within) to end as well, and a parent has [so many](Self::at_most) children at once. Parents that
/// keep their children for good, as a pool of workers does, are asked for [orphans only](Self::orphans_only).
///
/// A run in which nobody made anybody is undecided, and so is one that is cut off while a child is there which might still
/// end. The time of an orphan doesn't run while its node stands still; it begins anew when the node goes on.
///
/// Costs O(log children) when one begins or ends, O(orphans) when a node stands still or goes on, O(children) when one
/// crashes. Keeps those that are there.
///
/// ```
/// use sim_check::{ChildrenReaped, Property};
/// use sim_core::seconds;
/// # use sim_core::Protocol;
/// # fn some<P: Protocol>() -> impl Property<P> {
/// let property = ChildrenReaped::new().orphans_within(seconds(1)).at_most(100);
/// # property
/// # }
/// ```
#[derive(Clone, Default, Debug)]
pub struct ChildrenReaped {
    within: Option<Duration>,
    most: Option<usize>,
    orphans_only: bool,
    children: BTreeMap<ActorId, Child>,
    // Invariant: the children of each actor that is there and has any.
    families: BTreeMap<ActorId, BTreeSet<ActorId>>,
    // Invariant: orphans on nodes that go on, by when their time began.
    running: BTreeSet<(Time, ActorId)>,
    still: BTreeSet<NodeId>,
    any: bool,
}

#[derive(Clone, Copy, Debug)]
struct Child {
    node: NodeId,
    parent: ActorId,
    made: EventId,
    // Since when it has no parent, and how that came.
    orphaned: Option<(Time, EventId)>,
}

impl ChildrenReaped {
    /// All have ended in the end.
    pub fn new() -> Self {
        Self::default()
    }

    /// A child ends at most that much later than its parent, in global time.
    pub const fn orphans_within(mut self, within: Duration) -> Self {
        self.within = Some(within);
        self
    }

    /// No actor has more than so many children at once.
    pub const fn at_most(mut self, most: usize) -> Self {
        self.most = Some(most);
        self
    }

    /// A parent that is there may keep its children.
    pub const fn orphans_only(mut self) -> Self {
        self.orphans_only = true;
        self
    }

    fn make(
        &mut self,
        node: NodeId,
        parent: ActorId,
        child: ActorId,
        made: EventId,
    ) -> Result<(), Box<Violation>> {
        self.any = true;
        self.children.insert(child, Child { node, parent, made, orphaned: None });
        let family = self.families.entry(parent).or_default();
        family.insert(child);
        let Some(most) = self.most.filter(|most| family.len() > *most) else { return Ok(()) };
        let said =
            format!("an actor has {} children at once, at most {most} are allowed", family.len());
        let made = family.iter().filter_map(|child| self.children.get(child));
        let evidence = made.map(|child| Evidence::new(child.made, "made"));
        Err(Violation::new("too many children", said).shown_by(evidence).into())
    }

    fn end(&mut self, actor: ActorId, now: Time, event: EventId) {
        if let Some(child) = self.children.remove(&actor) {
            if let Some(family) = self.families.get_mut(&child.parent) {
                family.remove(&actor);
            }
            if let Some((since, _)) = child.orphaned {
                self.running.remove(&(since, actor));
            }
        }
        for orphan in self.families.remove(&actor).into_iter().flatten() {
            if let Some(child) = self.children.get_mut(&orphan) {
                child.orphaned = Some((now, event));
                self.running.insert((now, orphan));
            }
        }
    }

    fn crash(&mut self, node: NodeId) {
        self.still.remove(&node);
        self.children.retain(|_, child| child.node != node);
        let children = &self.children;
        self.families.retain(|_, family| {
            family.retain(|child| children.contains_key(child));
            !family.is_empty()
        });
        self.running.retain(|(_, orphan)| children.contains_key(orphan));
    }

    fn stand_still(&mut self, node: NodeId) {
        self.still.insert(node);
        let children = &self.children;
        self.running.retain(|(_, orphan)| children.get(orphan).is_some_and(|it| it.node != node));
    }

    fn go_on(&mut self, node: NodeId, now: Time) {
        self.still.remove(&node);
        for (orphan, child) in &mut self.children {
            if let Some((since, _)) = child.orphaned.as_mut().filter(|_| child.node == node) {
                *since = now;
                self.running.insert((now, *orphan));
            }
        }
    }

    // An orphan that has had its time by now.
    fn overdue(&self, now: Time) -> Option<Violation> {
        let within = self.within?;
        let (since, orphan) = self.running.first()?;
        if now.since(*since) <= within {
            return None;
        }
        let said = format!("a child is there for more than {within} after its parent has ended");
        self.children.get(orphan).map(|child| accuse("orphan", said, child))
    }
}

// Of a child that is there.
fn accuse(anomaly: &'static str, said: String, child: &Child) -> Violation {
    let parent = child.orphaned.map(|(_, event)| Evidence::new(event, "parent ends"));
    Violation::new(anomaly, said).shown_by([Evidence::new(child.made, "made")]).shown_by(parent)
}

impl<P: Protocol> Property<P> for ChildrenReaped {
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        if let Some(violation) = self.overdue(event.time) {
            return Err(violation.into());
        }
        match (event.what, event.node(), event.actor()) {
            (What::Spawned { child }, Some(node), Some(parent)) => {
                return self.make(node, parent, child, event.id);
            }
            (What::Exited { .. }, _, Some(actor)) => self.end(actor, event.time, event.id),
            (What::Crashed { .. }, Some(node), _) => self.crash(node),
            (What::Paused, Some(node), _) => self.stand_still(node),
            (What::Resumed, Some(node), _) => self.go_on(node, event.time),
            _ => {}
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        if let Some(violation) = self.overdue(conclusion.time) {
            return violation.into();
        }
        let here = self.children.values().filter(|child| !self.still.contains(&child.node));
        let left = here.filter(|child| child.orphaned.is_some() || !self.orphans_only);
        if conclusion.idle {
            let first = left.min_by_key(|child| (child.orphaned.is_none(), child.made));
            if let Some(child) = first {
                let (anomaly, said) = match child.orphaned {
                    Some(_) => ("orphan", "a child is left whose parent has ended"),
                    None => ("child left", "a child is left when nothing is left to happen"),
                };
                return accuse(anomaly, said.to_owned(), child).into();
            }
        // An orphan with a time of its own has some of it left.
        } else if left.into_iter().any(|child| child.orphaned.is_none() || self.within.is_none()) {
            let why = "the run was cut off before all children had ended";
            return Verdict::nothing_to_judge(why);
        }
        if self.any { Verdict::Passed } else { Verdict::nothing_to_judge("nobody made a child") }
    }

    fn reset(&mut self) {
        self.children.clear();
        self.families.clear();
        self.running.clear();
        self.still.clear();
        self.any = false;
    }
}
