//! Saved failures outlive edits: the same model with something more in it fails in the same way, and what has vanished is
//! named.

use std::collections::BTreeSet;
use std::fmt;

use sim_check::prelude::*;
use sim_check::{Replayed, Saved, replay};
use sim_core::Protocol;
use sim_tests::planted::{Edition, Fact, answer_lost};

/// What has changed since the failure was saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Change {
    Nothing,
    /// One more actor on each node, before the others, that talks to its like.
    Actor,
    /// A message of another kind, before each message that is sent.
    Message,
    /// A timer that is due at the end.
    LongTimer,
    /// A timer that is due again and again.
    ShortTimer,
    /// One more field in each message.
    Field,
    /// All of them.
    Everything,
    /// The bank pays once.
    Fixed,
    /// Messages to the bank are called otherwise.
    Renamed,
    /// The bank can't cope with a second order.
    Panic,
}

impl Change {
    fn has(self, change: Self) -> bool {
        self == change || (self == Self::Everything && change != Self::LongTimer)
    }
}

#[derive(Clone)]
struct Message {
    kind: &'static str,
    order: u64,
    currency: Option<&'static str>,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = f.debug_struct(self.kind);
        told.field("order", &self.order);
        if let Some(currency) = self.currency {
            told.field("currency", &currency);
        }
        told.finish()
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Timer {
    Retry,
    Extra,
}

struct Payments;

impl Protocol for Payments {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

fn say(
    change: Change,
    kind: &'static str,
    order: u64,
    to: ActorId,
    ctx: &mut Context<'_, Payments>,
) {
    if change.has(Change::Message) {
        ctx.send(to, Message { kind: "Audit", order, currency: None });
    }
    let currency = change.has(Change::Field).then_some("EUR");
    ctx.send(to, Message { kind, order, currency });
}

fn extra_timer(change: Change, ctx: &mut Context<'_, Payments>) {
    if change.has(Change::LongTimer) {
        ctx.set_timer(seconds(60), Timer::Extra);
    }
    if change.has(Change::ShortTimer) {
        ctx.set_timer(millis(7), Timer::Extra);
    }
}

struct Shop {
    bank: ActorId,
    order: u64,
    change: Change,
}

impl Shop {
    fn pay(&self, ctx: &mut Context<'_, Payments>) {
        let kind = if self.change == Change::Renamed { "Charge" } else { "Pay" };
        say(self.change, kind, self.order, self.bank, ctx);
        ctx.set_timer(millis(20), Timer::Retry);
    }
}

impl Actor<Payments> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, Payments>) {
        extra_timer(self.change, ctx);
        ctx.emit(Fact::Ordered(self.order));
        self.pay(ctx);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        if message.kind == "Paid" {
            ctx.cancel_timer(Timer::Retry);
        }
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, Payments>) {
        match timer {
            Timer::Retry => self.pay(ctx),
            Timer::Extra => extra_timer(self.change, ctx),
        }
    }
}

struct Bank {
    change: Change,
    paid: BTreeSet<u64>,
}

impl Actor<Payments> for Bank {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        let Message { kind, order, .. } = message;
        if !["Pay", "Charge"].contains(&kind) {
            return;
        }
        let is_new = self.paid.insert(order);
        assert!(is_new || self.change != Change::Panic, "order {order} is known");
        if is_new || self.change != Change::Fixed {
            ctx.emit(Fact::Done(order));
        }
        say(self.change, "Paid", order, from, ctx);
    }
}

struct Bystander {
    other: ActorId,
}

impl Actor<Payments> for Bystander {
    fn on_start(&mut self, ctx: &mut Context<'_, Payments>) {
        ctx.send(self.other, Message { kind: "Pay", order: 99, currency: None });
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Payments>) {}
}

fn payments(change: Change) -> Scenario<Payments> {
    let mut payments = scenario("payments");
    if change.has(Change::Actor) {
        payments = payments
            .node("aside", |directory| Bystander { other: directory["shop1"] })
            .node("beside", |directory| Bystander { other: directory["bank"] });
    }
    payments = payments
        .nodes("shop", 3, move |directory, number| Shop {
            bank: directory["bank"],
            order: number as u64 + 1,
            change,
        })
        .node("bank", move |_| Bank { change, paid: BTreeSet::new() });
    payments
        .network(Link::new(millis(1)).jitter(millis(1)))
        .fault_model(FaultModel::new().lost().duplicated())
        .property("each order is paid once", AtMostOnce::new().of_facts(paid))
        .chaos(millis(100))
        .then_heal(millis(100))
}

fn paid(fact: &Fact) -> Option<Delivery<u64>> {
    match fact {
        Fact::Ordered(order) => Some(Delivery::Attempt(*order)),
        Fact::Done(99) | Fact::Number(_) => None,
        Fact::Done(order) => Some(Delivery::Effect(*order)),
    }
}

// Failures of five seeds, read again from what is written of them.
fn all_saved() -> Vec<Saved> {
    let mut from = 0;
    let mut all = Vec::new();
    while all.len() < 5 {
        let order = check(payments(Change::Nothing)).seeds(from..from + 1_000).several(1);
        let report = order.report();
        let finding = report.failure().expect("it is found within so many seeds");
        let text = finding.saved.to_string();
        let read = Saved::read("payments.ron", &text).unwrap_or_else(|mistake| panic!("{mistake}"));
        assert_eq!(read, finding.saved);
        all.push(read);
        from = finding.seed + 1;
    }
    all
}

#[track_caller]
fn still_fails_with(change: Change) {
    for saved in all_saved() {
        let replayed = replay(&payments(change), &saved).expect("it is of the same scenario");
        let Replayed::Same { finding, drift } = &replayed else {
            panic!("{change:?}, seed {}: {replayed:?}", saved.seed)
        };
        assert_eq!(finding.id, saved.failure);
        assert_eq!(drift.vanished, [""; 0], "{change:?}, seed {}", saved.seed);
        assert!(!drift.impossible);
    }
}

#[test]
fn a_saved_failure_is_the_same_without_any_change() {
    for saved in all_saved() {
        let replayed = replay(&payments(Change::Nothing), &saved).unwrap();
        let Replayed::Same { drift, .. } = replayed else { panic!("{replayed:?}") };
        assert!(drift.is_none(), "seed {}: {drift}", saved.seed);
    }
}

#[test]
fn a_saved_failure_outlives_another_actor() {
    still_fails_with(Change::Actor);
}

#[test]
fn a_saved_failure_outlives_another_message_before_each() {
    still_fails_with(Change::Message);
}

#[test]
fn a_saved_failure_outlives_another_timer() {
    still_fails_with(Change::LongTimer);
    still_fails_with(Change::ShortTimer);
}

#[test]
fn a_saved_failure_outlives_another_field() {
    still_fails_with(Change::Field);
}

#[test]
fn a_saved_failure_outlives_all_of_these_at_once() {
    still_fails_with(Change::Everything);
}

#[test]
fn a_saved_failure_passes_once_it_is_fixed() {
    for saved in all_saved() {
        let replayed = replay(&payments(Change::Fixed), &saved).unwrap();
        assert!(matches!(replayed, Replayed::Passes), "seed {}: {replayed:?}", saved.seed);
    }
}

#[test]
fn a_saved_failure_is_stale_where_its_messages_are_gone() {
    for saved in all_saved() {
        let replayed = replay(&payments(Change::Renamed), &saved).unwrap();
        let Replayed::Stale(drift) = replayed else { panic!("seed {}: {replayed:?}", saved.seed) };
        let labels = saved.schedule.choices.iter().map(|choice| &choice.label);
        let labels = labels.chain(saved.schedule.steps.iter().map(|step| &step.label));
        // Each message to the bank, whether it is listed or said to arrive otherwise; the answers to them as well.
        let gone: Vec<&String> =
            labels.filter(|label| label.contains("Pay {") || label.contains("Paid {")).collect();
        assert!(gone.len() >= 2, "{saved}");
        assert_eq!(drift.vanished.iter().collect::<Vec<_>>(), gone, "seed {}", saved.seed);
        assert!(drift.to_string().contains("nothing any more (first: "), "{drift}");
    }
}

#[test]
fn a_saved_failure_that_became_another_one_fails_differently() {
    for saved in all_saved() {
        let replayed = replay(&payments(Change::Panic), &saved).unwrap();
        let Replayed::Differently { finding, .. } = replayed else { panic!("{replayed:?}") };
        assert_eq!(finding.id.to_string(), "no actor panics: panic: order N is known (bank)");
    }
}

#[test]
fn a_saved_failure_of_another_scenario_is_refused() {
    let saved = all_saved().swap_remove(0);
    let other = replay(&answer_lost::scenario(Edition::Broken), &saved).unwrap_err();
    assert_eq!(
        other.to_string(),
        "it is a failure of scenario \"payments\", not of \"answer lost\""
    );
    let parameters = vec![("nodes".to_owned(), "5".to_owned())];
    let error = replay(&payments(Change::Nothing), &Saved { parameters, ..saved }).unwrap_err();
    assert!(error.to_string().starts_with("there is no parameter \"nodes\""), "{error}");
    assert!(!error.to_string().ends_with("one of "), "{error}");
}
