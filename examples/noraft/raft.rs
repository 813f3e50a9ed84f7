//! The crate `noraft` in a simulated world: what executes its actions, and what is asked of it.

use noraft::{Action, ClusterConfig, CommitStatus, Log, LogEntries, LogPosition};
use noraft::{Message, Node, NodeGeneration, NodeId, Role, Term};
use sim_check::Replication::{self, Applies, Commits, Leads, Stores, Truncates};
use sim_check::prelude::*;
use sim_check::{Eventually, Progress, ReplicatedLog, in_weather};

const REPLICAS: u64 = 3;
const CHAOS: Duration = seconds(15);

/// A client's call: a command for the log. Only a leader can take it.
#[derive(Clone, Debug)]
pub struct Propose;

pub struct Raft;

impl Protocol for Raft {
    type Message = Message;
    /// Nodes and terms are numbers; who an entry is, is told by its term and its place.
    type Fact = Replication<u64, u64, u64>;
    type Timer = ();
    type Operation = Propose;
    type Outcome = LogPosition;
    type View = ();
}

/// A node, and what its user keeps: the log as it was told to the judges, and the commands that aren't committed yet.
pub struct Replica {
    node: Node,
    told: Vec<u64>,
    led: u64,
    committed: u64,
    open: Vec<(OperationId, LogPosition)>,
}

impl Replica {
    /// One of three that know each other from the beginning; `number` counts from zero.
    pub fn new(number: usize) -> Self {
        let mut config = ClusterConfig::new();
        config.voters.extend((0..REPLICAS).map(NodeId::new));
        let log = Log::new(config, LogEntries::new(LogPosition::ZERO));
        let id = NodeId::new(number as u64);
        let node = Node::restart(id, NodeGeneration::ZERO, Term::ZERO, None, log);
        Self { node, told: Vec::new(), led: 0, committed: 0, open: Vec::new() }
    }

    /// Executes what the node asks for. What it wants to be saved is: no node crashes here.
    fn act(&mut self, ctx: &mut Context<'_, Raft>) {
        self.tell(ctx);
        while let Some(action) = self.node.actions_mut().next() {
            match action {
                Action::SetElectionTimeout => match self.node.role() {
                    Role::Leader => ctx.set_timer(millis(50), ()),
                    Role::Follower | Role::Candidate => {
                        ctx.set_timer_between(millis(150), millis(300), ());
                    }
                },
                Action::BroadcastMessage(message) => {
                    self.node.peers().for_each(|peer| send(ctx, peer, message.clone()));
                }
                Action::SendMessage(peer, message) => send(ctx, peer, message),
                Action::SaveCurrentTerm
                | Action::SaveVotedFor
                | Action::AppendLogEntries(_)
                | Action::InstallSnapshot(_) => {}
            }
        }
        self.open.retain(|(id, position)| match self.node.get_commit_status(*position) {
            CommitStatus::Committed => {
                ctx.ok(*id, *position);
                false
            }
            CommitStatus::Rejected => {
                ctx.failed(*id);
                false
            }
            CommitStatus::InProgress | CommitStatus::Unknown => true,
        });
    }

    /// Tells the judges what has changed.
    fn tell(&mut self, ctx: &mut Context<'_, Raft>) {
        let (node, term) = (self.node.id().get(), self.node.current_term().get());
        if self.node.role().is_leader() && self.led < term {
            self.led = term;
            ctx.emit(Leads { node, term });
        }
        let log = self.node.log().entries();
        let term_at = |index: usize| log.get_term((index as u64).into()).map(Term::get);
        let length = log.last_position().index.get() as usize;
        let mut same = self.told.len().min(length);
        while same > 0 && term_at(same) != Some(self.told[same - 1]) {
            same -= 1;
        }
        if self.told.len() > length {
            ctx.emit(Truncates { node, from: length as u64 + 1 });
        }
        self.told.truncate(same);
        for index in same + 1..=length {
            let term = term_at(index).expect("nothing is compacted");
            self.told.push(term);
            ctx.emit(Stores { node, index: index as u64, term, entry: term });
        }
        let committed = self.node.commit_index().get();
        if committed > self.committed {
            ctx.emit(Commits { node, term, index: committed });
            for index in self.committed + 1..=committed {
                ctx.emit(Applies { node, index, entry: self.told[index as usize - 1] });
            }
            self.committed = committed;
        }
    }
}

fn send(ctx: &mut Context<'_, Raft>, to: NodeId, message: Message) {
    let to = ctx.directory().nth(to.get() as usize).expect("replicas come first");
    ctx.send(to, message);
}

impl Actor<Raft> for Replica {
    fn on_start(&mut self, ctx: &mut Context<'_, Raft>) {
        self.act(ctx);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Raft>) {
        self.node.handle_message(&message);
        self.act(ctx);
    }

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Raft>) {
        self.node.handle_election_timeout();
        self.act(ctx);
    }

    fn on_operation(&mut self, id: OperationId, _: Propose, ctx: &mut Context<'_, Raft>) {
        let position = self.node.propose_command();
        if position == LogPosition::INVALID {
            ctx.failed(id);
        } else {
            self.open.push((id, position));
        }
        self.act(ctx);
    }
}

/// Three replicas, a client that asks one after the other, and a network that is cut at times.
///
/// It takes up to half as long over a message as a follower waits for its leader, so that leaders change often enough to show what
/// is wrong, and seldom enough to get something done.
pub fn scenario() -> Scenario<Raft> {
    let happens =
        |event: &Event<'_, Raft>| matches!(event.fact()?, Commits { .. }).then(Progress::happens);
    let goes_on = Eventually::new().after(CHAOS).within(seconds(9));
    sim_check::scenario("noraft")
        .nodes("n", REPLICAS as usize, |_, number| Replica::new(number))
        .network(Link::new(millis(1)).jitter(millis(149)))
        .fault_model(FaultModel::new().partitioned())
        .calls(|seed| {
            let call = |turn: u64| {
                let replica = 1 + (seed + turn) % REPLICAS;
                PlannedCall::new(millis(300) * turn, format!("n{replica}"), Propose)
            };
            (1..80).map(call).collect()
        })
        .property(
            "logs are replicated",
            ReplicatedLog::new().of_facts(|it: &Replication<_, _, _>| Some(*it)),
        )
        .property("after the heal commands are committed", goes_on.of_events(in_weather(happens)))
        .chaos(CHAOS)
        .then_heal(seconds(10))
}
