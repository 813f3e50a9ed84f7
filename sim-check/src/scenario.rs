//! The scenario: everything that a run is made from, with a name.

mod parameters;

pub use parameters::{Fields, ParameterError, Parameters};

use std::fmt;
use std::sync::Arc;

use sim_core::{
    Actor, Directory, Duration, Mailbox, Protocol, Setup, SetupError, Stop, Time, World, seconds,
};
use sim_net::{Clause, FaultModel, Layout, Link, Network, Plan, StreamRules, Swarm};

use crate::figures::Figures;
use crate::property::Property;

/// Adds to a world that is being set up.
type Piece<P> = Arc<dyn Fn(Setup<P, Network<P>>) -> Setup<P, Network<P>> + Send + Sync>;
/// Adds to a network.
type NetworkPiece<P> = Arc<dyn Fn(Network<P>) -> Network<P> + Send + Sync>;
/// Makes a property for a world.
type Judging<P> = Arc<dyn Fn() -> Box<dyn Property<P>> + Send + Sync>;
/// Looks at a world.
type Look<P> = Arc<dyn Fn(&World<P, Network<P>>) -> Result<(), String> + Send + Sync>;
/// Makes client calls from a seed.
type Calling<P> = Arc<dyn Fn(u64) -> Vec<PlannedCall<P>> + Send + Sync>;

/// A client's call that is planned before a run.
pub struct PlannedCall<P: Protocol> {
    /// When.
    pub at: Duration,
    /// The path of the actor that is called.
    pub actor: String,
    /// What is asked for.
    pub operation: P::Operation,
}

impl<P: Protocol> PlannedCall<P> {
    /// A call of that actor at that time.
    pub fn new(at: Duration, actor: impl Into<String>, operation: P::Operation) -> Self {
        Self { at, actor: actor.into(), operation }
    }
}

impl<P: Protocol> fmt::Debug for PlannedCall<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {:?}", self.at, self.actor, self.operation)
    }
}

/// What goes wrong in the runs of a scenario.
#[derive(Clone, Debug)]
pub(crate) enum Faults {
    /// Nothing but what its links do.
    None,
    /// The same in each run.
    Plan(Plan),
    /// Something else in each run.
    Swarm(Swarm),
}

impl Faults {
    // Whether anything may go wrong, because nobody said what may.
    const fn are_unlimited(&self) -> bool {
        match self {
            Self::Plan(plan) => plan.model.is_none() && !plan.episodes.is_empty(),
            Self::None | Self::Swarm(_) => false,
        }
    }
}

/// A world to be built again and again, what may go wrong in it, what should hold and when a run is over.
///
/// It can be shared between threads, because it has no world in it, but all that makes one.
///
/// ```
/// use sim_check::prelude::*;
///
/// # struct Greetings;
/// # #[derive(Clone, Debug)]
/// # struct Hello;
/// # #[derive(Clone, Debug)]
/// # struct Greeted;
/// # impl Protocol for Greetings {
/// #     type Message = Hello;
/// #     type Fact = Greeted;
/// #     type Timer = ();
/// #     type Operation = ();
/// #     type Outcome = ();
/// #     type View = ();
/// # }
/// # struct Host { guest: ActorId }
/// # impl Actor<Greetings> for Host {
/// #     fn on_start(&mut self, ctx: &mut Context<'_, Greetings>) { ctx.set_timer(seconds(1), ()); }
/// #     fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Greetings>) { ctx.send(self.guest, Hello); self.on_start(ctx); }
/// #     fn on_message(&mut self, _: ActorId, _: Hello, _: &mut Context<'_, Greetings>) {}
/// # }
/// # struct Guest;
/// # impl Actor<Greetings> for Guest {
/// #     fn on_message(&mut self, _: ActorId, _: Hello, ctx: &mut Context<'_, Greetings>) { ctx.emit(Greeted); }
/// # }
/// let greetings = scenario::<Greetings>("greetings")
///     .node("host", |directory| Host { guest: directory["guest"] })
///     .node("guest", |_| Guest)
///     .network(Link::lan())
///     .fault_model(FaultModel::new().duplicated())
///     .property(
///         "nobody is greeted twice",
///         AtMostOnce::new().of_facts(|_: &Greeted| Some(Delivery::Effect("hello"))),
///     );
/// let report = check(greetings).seeds(0..1_000).report();
/// assert_eq!(report.failure().map(|it| it.id.to_string()).as_deref(),
///     Some("nobody is greeted twice: delivered twice"));
/// ```
pub struct Scenario<P: Protocol> {
    pub(crate) name: String,
    layout: Layout,
    network: Vec<NetworkPiece<P>>,
    pieces: Vec<Piece<P>>,
    node_names: Vec<String>,
    calls: Vec<Calling<P>>,
    pub(crate) faults: Faults,
    model: Option<FaultModel>,
    chaos: Option<Duration>,
    quiet: Duration,
    until: Option<Stop>,
    pub(crate) steps: u64,
    properties: Vec<(String, Judging<P>)>,
    pub(crate) invariants: Vec<(String, Look<P>)>,
    pub(crate) marks: Vec<String>,
    pub(crate) marks_within: u64,
    pub(crate) figures: Figures<P>,
    pub(crate) tolerated: Vec<&'static str>,
    pub(crate) variation: Option<parameters::Variation<P>>,
}

impl<P: Protocol> Clone for Scenario<P> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            layout: self.layout.clone(),
            network: self.network.clone(),
            pieces: self.pieces.clone(),
            node_names: self.node_names.clone(),
            calls: self.calls.clone(),
            faults: self.faults.clone(),
            model: self.model,
            chaos: self.chaos,
            quiet: self.quiet,
            until: self.until,
            steps: self.steps,
            properties: self.properties.clone(),
            invariants: self.invariants.clone(),
            marks: self.marks.clone(),
            marks_within: self.marks_within,
            figures: self.figures.clone(),
            tolerated: self.tolerated.clone(),
            variation: self.variation.clone(),
        }
    }
}

/// A scenario of that name, without nodes: on a local network, in which nothing goes wrong.
pub fn scenario<P: Protocol>(name: impl Into<String>) -> Scenario<P> {
    Scenario {
        name: name.into(),
        layout: Layout::Mesh(Link::lan()),
        network: Vec::new(),
        pieces: Vec::new(),
        node_names: Vec::new(),
        calls: Vec::new(),
        faults: Faults::None,
        model: None,
        chaos: None,
        quiet: seconds(5),
        until: None,
        steps: 1_000_000,
        properties: Vec::new(),
        invariants: Vec::new(),
        marks: Vec::new(),
        marks_within: 1_000,
        figures: Figures::new(),
        tolerated: Vec::new(),
        variation: None,
    }
}

/// Who is in it.
impl<P: Protocol> Scenario<P> {
    /// A node with one actor, both called so. The factory is called at each start.
    pub fn node<T: Actor<P> + 'static>(
        mut self,
        name: &str,
        factory: impl Fn(&Directory) -> T + Send + Sync + 'static,
    ) -> Self {
        self.node_names.push(name.into());
        let (name, factory) = (name.to_owned(), Arc::new(factory));
        self.setup(move |setup| {
            let factory = factory.clone();
            setup.node(&name, move |directory| factory(directory))
        })
    }

    /// So many nodes with one actor each, called `name1`, `name2` and so on. The factory also gets the number,
    /// from zero.
    pub fn nodes<T: Actor<P> + 'static>(
        mut self,
        name: &str,
        count: usize,
        factory: impl Fn(&Directory, usize) -> T + Send + Sync + 'static,
    ) -> Self {
        self.node_names.extend((1..=count).map(|number| format!("{name}{number}")));
        let (name, factory) = (name.to_owned(), Arc::new(factory));
        self.setup(move |setup| {
            let factory = factory.clone();
            setup.nodes(&name, count, move |directory, number| factory(directory, number))
        })
    }

    /// One more actor on a node that is there already, called `node/name`.
    pub fn actor<T: Actor<P> + 'static>(
        self,
        node: &str,
        name: &str,
        factory: impl Fn(&Directory) -> T + Send + Sync + 'static,
    ) -> Self {
        let (node, name, factory) = (node.to_owned(), name.to_owned(), Arc::new(factory));
        self.setup(move |setup| {
            let factory = factory.clone();
            setup.actor(&node, &name, move |directory| factory(directory))
        })
    }

    /// The rules of an actor's mailbox.
    pub fn mailbox(self, actor: &str, mailbox: Mailbox) -> Self {
        let actor = actor.to_owned();
        self.setup(move |setup| setup.mailbox(&actor, mailbox.clone()))
    }

    /// Whatever else a [`Setup`] can do, except for nodes, which have to be known here.
    pub fn setup(
        mut self,
        piece: impl Fn(Setup<P, Network<P>>) -> Setup<P, Network<P>> + Send + Sync + 'static,
    ) -> Self {
        self.pieces.push(Arc::new(piece));
        self
    }

    /// A client's call at that time.
    pub fn call(self, at: Duration, actor: &str, operation: P::Operation) -> Self
    where
        P::Operation: Clone + Send + Sync + 'static,
    {
        let actor = actor.to_owned();
        self.calls(move |_| vec![PlannedCall::new(at, actor.clone(), operation.clone())])
    }

    /// Clients' calls that depend on the seed of the run, and on nothing else.
    pub fn calls(
        mut self,
        calls: impl Fn(u64) -> Vec<PlannedCall<P>> + Send + Sync + 'static,
    ) -> Self {
        self.calls.push(Arc::new(calls));
        self
    }
}

/// What lies between them, what goes wrong, and for how long.
impl<P: Protocol> Scenario<P> {
    /// A link of this kind between each two nodes.
    pub fn network(mut self, link: Link) -> Self {
        self.layout = Layout::Mesh(link);
        self
    }

    /// Links in this layout.
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// How streams behave.
    pub fn streams(mut self, rules: StreamRules) -> Self {
        self.network.push(Arc::new(move |network| network.streams(rules)));
        self
    }

    /// A rule for certain messages, made anew for each world.
    pub fn clause(mut self, clause: impl Fn() -> Clause<P> + Send + Sync + 'static) -> Self {
        self.network.push(Arc::new(move |network| network.clause(clause())));
        self
    }

    /// What may go wrong. A swarm draws within it, something else for each seed.
    pub fn fault_model(mut self, model: FaultModel) -> Self {
        self.model = Some(model);
        self.faults = Faults::Swarm(Swarm::new(model));
        self
    }

    /// Faults are drawn by this swarm.
    pub fn swarm(mut self, swarm: Swarm) -> Self {
        self.model = Some(swarm.model());
        self.faults = Faults::Swarm(swarm);
        self
    }

    /// The same goes wrong in each run.
    pub fn plan(mut self, plan: Plan) -> Self {
        self.model = plan.model;
        self.faults = Faults::Plan(plan);
        self
    }

    /// For so long the swarm may let things go wrong; then all is healed.
    pub fn chaos(mut self, lasting: Duration) -> Self {
        self.chaos = Some(lasting);
        self
    }

    /// After all was healed a run lasts so much longer: 5 s unless said otherwise.
    pub fn then_heal(mut self, quiet: Duration) -> Self {
        self.quiet = quiet;
        self
    }

    /// When a run is over, whatever its phases are. It is over before, if nothing is left to do.
    pub fn until(mut self, stop: Stop) -> Self {
        self.until = Some(stop);
        self
    }

    /// After how many steps a run is given up as undecided: a million unless said otherwise.
    pub fn steps(mut self, most: u64) -> Self {
        self.steps = most;
        self
    }

    /// A handler's panic is a crash of its node, which restarts after this time, if there is one; otherwise it is a
    /// violation.
    pub fn panics_are_crashes(mut self, restart: Option<Duration>) -> Self {
        self.tolerated.push("panics are crashes");
        self.setup(move |setup| setup.panics_are_crashes(restart))
    }

    /// A handler's panic ends its actor; otherwise it is a violation.
    pub fn panics_end_actors(mut self) -> Self {
        self.tolerated.push("panics end actors");
        self.setup(Setup::panics_end_actors)
    }

    /// Actors that wait for each other for ever are no violation.
    pub fn deadlocks_are_tolerated(mut self) -> Self {
        self.tolerated.push("deadlocks are tolerated");
        self.setup(Setup::deadlocks_are_tolerated)
    }
}

/// What should hold, and what should be seen.
impl<P: Protocol> Scenario<P> {
    /// This should hold of each run.
    pub fn property(
        mut self,
        name: impl Into<String>,
        property: impl Property<P> + Clone + Send + Sync + 'static,
    ) -> Self {
        self.properties.push((name.into(), Arc::new(move || Box::new(property.clone()))));
        self
    }

    /// This should hold of the world before each step; the text says what is wrong.
    ///
    /// It costs a look before each step. What actors can tell as facts is better told so.
    pub fn always(
        mut self,
        name: impl Into<String>,
        look: impl Fn(&World<P, Network<P>>) -> Result<(), String> + Send + Sync + 'static,
    ) -> Self {
        self.invariants.push((name.into(), Arc::new(look)));
        self
    }

    /// Some run of a campaign should reach this mark, by [`Context::mark`](sim_core::Context::mark).
    pub fn sometimes(mut self, mark: impl Into<String>) -> Self {
        self.marks.push(mark.into());
        self
    }

    /// A campaign of at least so many runs has to reach each mark: 1,000 unless said otherwise.
    pub fn marks_within(mut self, runs: u64) -> Self {
        self.marks_within = runs;
        self
    }

    /// This is measured in each run of a campaign as well: see [`Report::figures`](crate::Report::figures).
    pub fn figures(mut self, figures: Figures<P>) -> Self {
        self.figures = self.figures.and(figures);
        self
    }
}

impl<P: Protocol> Scenario<P> {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of its properties, in their order.
    pub fn properties(&self) -> impl Iterator<Item = &str> {
        let named = self.properties.iter().map(|(name, _)| name.as_str());
        named.chain(self.invariants.iter().map(|(name, _)| name.as_str()))
    }

    /// The names of the marks that should be reached.
    pub fn marks(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().map(String::as_str)
    }

    /// What may go wrong, if that was said.
    pub fn model(&self) -> Option<FaultModel> {
        self.model
    }

    /// A world of its own.
    ///
    /// # Errors
    /// What is wrong with the nodes and actors.
    pub fn world(&self) -> Result<World<P, Network<P>>, SetupError> {
        let network = Network::new(self.layout.clone());
        let network = self.network.iter().fold(network, |network, piece| piece(network));
        self.pieces.iter().fold(Setup::new(network), |setup, piece| piece(setup)).build()
    }

    pub(crate) fn judges(&self) -> Vec<(String, Box<dyn Property<P>>)> {
        self.properties.iter().map(|(name, make)| (name.clone(), make())).collect()
    }

    pub(crate) fn planned_calls(&self, seed: u64) -> impl Iterator<Item = PlannedCall<P>> {
        self.calls.iter().flat_map(move |calls| calls(seed))
    }

    // Whether each run has a plan of its own.
    pub(crate) const fn draws_plans(&self) -> bool {
        matches!(self.faults, Faults::Swarm(_))
    }

    /// The plan of a run.
    pub fn plan_of(&self, seed: u64) -> Plan {
        match &self.faults {
            Faults::None => Plan::new(),
            Faults::Plan(plan) => plan.clone(),
            Faults::Swarm(swarm) => {
                let swarm = match self.chaos {
                    Some(chaos) => swarm.clone().lasting(chaos),
                    None => swarm.clone(),
                };
                let names: Vec<&str> = self.node_names.iter().map(String::as_str).collect();
                swarm.plan(seed, &names)
            }
        }
    }

    /// When a run under that plan is over.
    pub(crate) fn stop(&self, plan: &Plan) -> Stop {
        let stop = self.until.unwrap_or_else(|| match (plan.heal, self.chaos) {
            (Some(healed), _) | (None, Some(healed)) => {
                Stop::at(Time::after(healed.saturating_add(self.quiet)))
            }
            (None, None) => Stop::after(seconds(60)),
        });
        stop.steps(self.steps)
    }

    /// Whether a message may be lost without anything else going wrong.
    pub(crate) fn may_lose(&self) -> bool {
        self.layout.may_lose()
            || self.model.is_some_and(|model| model.lost || model.partitioned)
            || self.faults.are_unlimited()
    }

    /// Whether a message may arrive more than once without anything else going wrong.
    pub(crate) fn may_duplicate(&self) -> bool {
        self.layout.may_duplicate()
            || self.model.is_some_and(|model| model.duplicated)
            || self.faults.are_unlimited()
    }
}

impl<P: Protocol> fmt::Debug for Scenario<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scenario")
            .field("name", &self.name)
            .field("nodes", &self.node_names)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}
