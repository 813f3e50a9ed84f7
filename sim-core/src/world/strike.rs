//! Strikes: planned faults and operations, and what a fault does when its time has come.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::World;
use super::pending::Pending;
use crate::actor::Actor;
use crate::choice::Site;
use crate::chronicle::Given;
use crate::disk::DiskFaultsError;
use crate::duration::Duration;
use crate::event::{Place, What};
use crate::fault::Fault;
use crate::id::{ActorId, EventId, NodeId};
use crate::key::{Key, Kind, Role, text_hash};
use crate::medium::Medium;
use crate::node::NodeState;
use crate::protocol::Protocol;
use crate::ratio::Ratio;
use crate::seat::{Due, Notice, Task};
use crate::strike::Strike;
use crate::time::Time;

/// A fault that is planned, with the name by which schedules and events know it.
pub(super) struct Planned<W> {
    pub(super) label: Box<str>,
    // Of the label: no two have the same.
    hash: u64,
    pub(super) fault: Fault<W>,
}

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    /// Plans a fault. Its label names it in schedules, so it is given once.
    ///
    /// # Errors
    /// What is wrong with it; nothing is planned.
    pub fn plan_fault(
        &mut self,
        at: impl Into<Time>,
        label: &str,
        fault: Fault<M::Fault>,
    ) -> Result<(), FaultError> {
        let at = at.into();
        let hash = text_hash(label);
        self.check_plan(at, label, hash)?;
        if let Some(node) = target(&fault)
            && node.index() >= self.scene.nodes.len()
        {
            return Err(FaultError::UnknownNode { label: label.into() });
        }
        check_chances(label, &fault)?;
        self.queue.push(at, Pending::Fault(self.faults.len()));
        self.faults.push(Planned { label: label.into(), hash, fault });
        Ok(())
    }

    /// Whether a fault can be planned at this time under this label, as far as that doesn't depend on the fault: for
    /// whoever plans several or none.
    ///
    /// # Errors
    /// The run is over, the time is past, or the label is taken.
    pub fn can_plan(&self, at: impl Into<Time>, label: &str) -> Result<(), FaultError> {
        self.check_plan(at.into(), label, text_hash(label))
    }

    fn check_plan(&self, at: Time, label: &str, hash: u64) -> Result<(), FaultError> {
        if self.over.is_some() {
            Err(FaultError::Over { label: label.into() })
        } else if at < self.scene.now {
            Err(FaultError::Past { label: label.into(), at })
        } else if self.faults.iter().any(|planned| planned.hash == hash) {
            Err(FaultError::DuplicateLabel { label: label.into() })
        } else {
            Ok(())
        }
    }

    /// Lets the environment choose how much is added to a time of a plan, up to `most`; calm is zero. The name is that of
    /// the choice in schedules: the episode's, and whether it is about its begin.
    pub fn choose_time(&mut self, name: &str, most: Duration) -> Duration {
        self.scene.choose_time(name, most)
    }

    /// Remembers, in this run, who last told a fact of this kind, for [`Strike::last_to_tell`].
    pub fn watch(&mut self, kind: Kind) {
        if self.scene.tellers.iter().all(|(watched, _)| *watched != kind) {
            self.scene.tellers.push((kind, None));
        }
    }

    /// Plans a client's call: at that time the actor handles the operation.
    ///
    /// # Errors
    /// The time is past, or the actor is none that was declared; nothing is planned.
    pub fn plan_operation(
        &mut self,
        at: impl Into<Time>,
        actor: ActorId,
        operation: P::Operation,
    ) -> Result<(), FaultError> {
        let at = at.into();
        if self.over.is_some() {
            return Err(FaultError::Over { label: format!("{operation:?}") });
        }
        if at < self.scene.now {
            return Err(FaultError::Past { label: format!("{operation:?}"), at });
        }
        if actor.generation != 0 || actor.index() >= self.scene.directory.declared() {
            return Err(FaultError::UnknownActor { operation: format!("{operation:?}") });
        }
        let key = self.root(Role::Operation, actor, || Kind(0));
        let due = Due { cause: None, key, incarnation: None, task: Task::Operation(operation) };
        self.queue.push(at, Pending::Task { actor, due: Box::new(due) });
        Ok(())
    }

    // The key of a planned fault: its label.
    pub(super) fn fault_key(&self, index: usize) -> Key {
        Key(self.faults[index].hash).with(Role::Fault as u64)
    }

    // A planned fault strikes.
    pub(super) fn strike(&mut self, index: usize) {
        if self.scene.chooser.keyed() {
            let key = self.fault_key(index);
            self.scene.lineage.enter(key);
        }
        let what = What::Struck { fault: u32::try_from(index).unwrap_or(u32::MAX) };
        let planned = &self.faults[index];
        let label = &*planned.label;
        let now = self.scene.now;
        let Fault::Weather(fault) = &planned.fault else {
            let place = target(&planned.fault).map_or(Place::World, Place::Node);
            let event = self.chronicle.tell(now, place, None, what, Given::Text(label));
            // Lent to itself for a moment: a strike plans no faults.
            let faults = core::mem::take(&mut self.faults);
            self.hit(&faults[index].fault, event);
            self.faults = faults;
            return;
        };
        let told = self.chronicle.is_watched();
        let mut strike = Strike::new(&mut self.scene, label, told);
        self.medium.strike(fault, &mut strike);
        let (words, hits) = strike.into_parts();
        // What is done to the medium shows nowhere else.
        let words = match (told, &*words) {
            (false, _) => String::new(),
            (true, "") => format!("{label}: {fault:?}"),
            (true, words) => format!("{label}: {words}"),
        };
        let event = self.chronicle.tell(now, Place::World, None, what, Given::Text(&words));
        for fault in &hits {
            self.hit(fault, event);
        }
        self.announce_breaks(event);
        self.ask_stalled(event);
        self.ask_held();
    }

    // A fault hits a node.
    fn hit<W>(&mut self, fault: &Fault<W>, event: EventId) {
        let Some(node) = target(fault).filter(|node| node.index() < self.scene.nodes.len()) else {
            return;
        };
        match fault {
            Fault::Crash { wipe, .. } => {
                // It lasts until it is repaired, also where the node was to come back from an earlier crash.
                if let Some(restart) = self.scene.nodes[node.index()].restart.take() {
                    self.withdraw(restart);
                }
                self.crash(node, *wipe, Some(event), "");
            }
            Fault::Restart(_) => self.restart(node, Some(event)),
            Fault::Pause(_) => self.pause(node, event),
            Fault::Resume(_) => self.unpause(node, event),
            Fault::Weather(_) => {}
            adjusting @ (Fault::Slow { .. }
            | Fault::JumpClock { .. }
            | Fault::DriftClock { .. }
            | Fault::HealClock(_)
            | Fault::Disk { .. }
            | Fault::BitRot { .. }
            | Fault::Points { .. }) => {
                let now = self.scene.now;
                let words = adjust(&mut self.scene.nodes[node.index()], adjusting, now);
                let place = Place::Node(node);
                self.tell(place, Some(event), What::Adjusted, Given::Text(&words));
            }
        }
    }

    fn pause(&mut self, node: NodeId, event: EventId) {
        if self.is_up(node) {
            self.scene.states[node.index()] = NodeState::Paused;
            self.tell(Place::Node(node), Some(event), What::Paused, Given::None);
        }
    }

    // What became due meanwhile comes now, in order.
    fn unpause(&mut self, node: NodeId, event: EventId) {
        if self.scene.states[node.index()] != NodeState::Paused {
            return;
        }
        self.scene.states[node.index()] = NodeState::Up;
        self.tell(Place::Node(node), Some(event), What::Resumed, Given::None);
        let node = &self.scene.nodes[node.index()];
        let actors: Vec<ActorId> = node.declared.iter().chain(&node.spawned).copied().collect();
        for actor in actors {
            self.break_late(actor);
            // What a sender heard of its stream while the node stood still it hears now.
            if self.is_stalled(actor) && self.seats[actor.index()].extras().turn.is_none() {
                self.ask_again(actor, Duration::ZERO);
            }
            self.ensure_turn(actor);
        }
    }

    // An actor that is in the middle of something doesn't get to its late links: they get to it.
    fn break_late(&mut self, actor: ActorId) {
        let seat = &mut self.seats[actor.index()];
        let Some(extras) = seat.extras.as_mut().filter(|_| seat.reasons.is_busy()) else { return };
        let broken = |due: &Due<P>| matches!(due.task, Task::Signal(Notice::Broken));
        if let Some(due) = extras.late.iter().position(broken).and_then(|i| extras.late.remove(i)) {
            self.do_task(actor, due);
        }
    }
}

// Does it, and says in words how the node is from now on.
fn adjust<W>(node: &mut crate::node::Node, fault: &Fault<W>, now: Time) -> String {
    match fault {
        Fault::Slow { factor, .. } => {
            node.slowness = *factor;
            format!("all takes {factor} times as long")
        }
        Fault::JumpClock { nanos, .. } => {
            node.clock.jump(now, *nanos);
            let by = Duration::from_nanos(nanos.unsigned_abs());
            format!("the wall clock jumps {by} {}", if *nanos < 0 { "back" } else { "ahead" })
        }
        Fault::DriftClock { rate, .. } => {
            node.clock.drift(now, *rate);
            format!("the clocks run at rate {}", rate.ratio())
        }
        Fault::HealClock(_) => {
            node.clock.heal(now);
            String::from("the clocks are right")
        }
        Fault::Disk { faults, .. } => {
            node.disk_faults = *faults;
            node.disk.set_capacity(faults.capacity);
            String::from(if faults.is_calm() {
                "the disk is sound"
            } else {
                "the disk is not sound"
            })
        }
        Fault::BitRot { file, bit, .. } => String::from(if rot(&mut node.disk, *file, *bit) {
            "a bit on the disk has flipped"
        } else {
            "there is nothing on the disk that could rot"
        }),
        Fault::Points { points, .. } => {
            node.points = points.clone();
            if points.chance.is_zero() {
                String::from("no crash at fault points")
            } else {
                let at = points.at.as_deref().unwrap_or("each fault point");
                format!("a crash at {at} with chance {}", points.chance)
            }
        }
        Fault::Crash { .. }
        | Fault::Restart(_)
        | Fault::Pause(_)
        | Fault::Resume(_)
        | Fault::Weather(_) => String::new(),
    }
}

// Any rank and any bit name some bit of some file; says whether there was one.
fn rot(disk: &mut crate::disk::Disk, file: u64, bit: u64) -> bool {
    let count = disk.durable().filter(|(_, bytes)| !bytes.is_empty()).count() as u64;
    if count == 0 {
        return false;
    }
    let rank = usize::try_from(file % count).expect("less than a count of files");
    let found = disk.durable().filter(|(_, bytes)| !bytes.is_empty()).nth(rank);
    let Some((name, bytes)) = found else { return false };
    let name = String::from(name);
    let bit = usize::try_from(bit % (bytes.len() as u64 * 8)).expect("less than a count of bits");
    disk.flip(&name, bit)
}

const fn target<W>(fault: &Fault<W>) -> Option<NodeId> {
    match fault {
        Fault::Crash { node, .. }
        | Fault::Restart(node)
        | Fault::Pause(node)
        | Fault::Resume(node)
        | Fault::Slow { node, .. }
        | Fault::JumpClock { node, .. }
        | Fault::DriftClock { node, .. }
        | Fault::HealClock(node)
        | Fault::Disk { node, .. }
        | Fault::BitRot { node, .. }
        | Fault::Points { node, .. } => Some(*node),
        Fault::Weather(_) => None,
    }
}

fn check_chances<W>(label: &str, fault: &Fault<W>) -> Result<(), FaultError> {
    let above = |field, chance: Ratio| FaultError::AboveOne { label: label.into(), field, chance };
    if let Fault::Disk { faults, .. } = fault {
        faults
            .check()
            .map_err(|DiskFaultsError::AboveOne { field, chance }| above(field, chance))?;
    }
    if let Fault::Slow { factor, .. } = fault
        && factor.is_zero()
    {
        return Err(FaultError::ZeroFactor { label: label.into() });
    }
    if let Fault::Points { points, .. } = fault {
        if points.chance > Ratio::ONE {
            return Err(above("chance", points.chance));
        }
        let too_wide = |(least, most): (Duration, Duration)| {
            least > most || most.saturating_sub(least).as_nanos() > Site::Restart.largest()
        };
        if points.restart.is_some_and(too_wide) {
            return Err(FaultError::RestartRange { label: label.into() });
        }
    }
    Ok(())
}

/// What is wrong with a planned fault or operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FaultError {
    /// The run is over: nothing will happen any more.
    Over {
        /// Its label.
        label: String,
    },
    /// Its time is before now.
    Past {
        /// Its label.
        label: String,
        /// Its time.
        at: Time,
    },
    /// Another fault has that label.
    DuplicateLabel {
        /// The label.
        label: String,
    },
    /// The node is one of another world.
    UnknownNode {
        /// The label.
        label: String,
    },
    /// The actor is none that was declared.
    UnknownActor {
        /// The operation.
        operation: String,
    },
    /// A chance is above one.
    AboveOne {
        /// The label.
        label: String,
        /// Which.
        field: &'static str,
        /// Its value.
        chance: Ratio,
    },
    /// A node would take no time for anything.
    ZeroFactor {
        /// The label.
        label: String,
    },
    /// The latest restart is before the earliest, or more than a century after it.
    RestartRange {
        /// The label.
        label: String,
    },
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Over { label } => write!(f, "{label:?}: the run is over"),
            Self::Past { label, at } => write!(f, "{label:?}: {at} is past"),
            Self::DuplicateLabel { label } => write!(f, "{label:?}: another fault is called so"),
            Self::UnknownNode { label } => write!(f, "{label:?}: the node is none of this world"),
            Self::UnknownActor { operation } => {
                write!(f, "{operation}: the actor is none that was declared")
            }
            Self::AboveOne { label, field, chance } => {
                write!(f, "{label:?}: {field} {chance} is above one")
            }
            Self::ZeroFactor { label } => write!(f, "{label:?}: a factor of 0 leaves no time"),
            Self::RestartRange { label } => {
                write!(
                    f,
                    "{label:?}: the latest restart is before the earliest, or a century later"
                )
            }
        }
    }
}

impl core::error::Error for FaultError {}
