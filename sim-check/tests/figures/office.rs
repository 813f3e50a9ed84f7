//! Clients ask a slow clerk through a wire that loses things, and ask again.

use sim_check::figures::{Figures, Span};
use sim_check::prelude::*;

pub(crate) struct Office;

#[derive(Clone, Debug)]
pub(crate) enum Message {
    Ask(u64),
    Answer(u64),
}

#[derive(Debug)]
pub(crate) enum Fact {
    Asked(u64),
    Answered(u64),
    GivenUp(u64),
}

impl Protocol for Office {
    type Message = Message;
    type Fact = Fact;
    type Timer = u64;
    type Operation = u64;
    type Outcome = ();
    type View = ();
}

/// Asks what it is called for, at most three times.
struct Desk {
    clerk: ActorId,
    open: Vec<(u64, OperationId, u32)>,
}

impl Actor<Office> for Desk {
    fn on_operation(&mut self, id: OperationId, question: u64, ctx: &mut Context<'_, Office>) {
        ctx.emit(Fact::Asked(question));
        ctx.send(self.clerk, Message::Ask(question));
        ctx.set_timer(millis(20), question);
        self.open.push((question, id, 1));
    }

    fn on_timer(&mut self, question: u64, ctx: &mut Context<'_, Office>) {
        let Some(place) = self.open.iter().position(|(it, ..)| *it == question) else { return };
        let (_, id, times) = &mut self.open[place];
        if *times == 3 {
            ctx.emit(Fact::GivenUp(question));
            ctx.unknown(*id);
            self.open.remove(place);
            return;
        }
        *times += 1;
        ctx.send(self.clerk, Message::Ask(question));
        ctx.set_timer(millis(20), question);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Office>) {
        let Message::Answer(question) = message else { return };
        let Some(place) = self.open.iter().position(|(it, ..)| *it == question) else { return };
        let (_, id, _) = self.open.remove(place);
        ctx.emit(Fact::Answered(question));
        ctx.ok(id, ());
        ctx.cancel_timer(question);
    }
}

struct Clerk;

impl Actor<Office> for Clerk {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Office>) {
        if let Message::Ask(question) = message {
            ctx.send(from, Message::Answer(question));
        }
    }
}

pub(crate) const WINDOW: Duration = millis(25);

const fn asking(fact: &Fact) -> Span<u64> {
    match fact {
        Fact::Asked(question) => Span::Begun(*question),
        Fact::Answered(question) => Span::Ended(*question),
        Fact::GivenUp(question) => Span::GivenUp(*question),
    }
}

const fn is_answer(fact: &Fact) -> bool {
    matches!(fact, Fact::Answered(_))
}

pub(crate) fn figures() -> Figures<Office> {
    Figures::new()
        .latency("question", |fact| Some(asking(fact)))
        .call_latency("call")
        .queue_age("queues", |_| true)
        .queue_depth("in queues", |_| true)
        .queue_depth("before the clerk", |path| path == "clerk")
        .messages_per_call("for a call")
        .throughput("answers", WINDOW, is_answer)
        .availability("the clerk", WINDOW, |fact| Some(asking(fact)))
        .call_availability("calls", WINDOW)
        .messages_per("for an answer", is_answer)
}

pub(crate) fn office() -> Scenario<Office> {
    scenario("office")
        .node("desk", |directory| Desk { clerk: directory["clerk"], open: Vec::new() })
        .node("clerk", |_| Clerk)
        .mailbox("clerk", Mailbox::bounded(3).overflow(Overflow::DropOldest).service(millis(2)))
        .network(Link::new(millis(1)).jitter(millis(4)).loss(Ratio::percent(5)))
        .fault_model(FaultModel::new().crash_restart(1).paused())
        .calls(|seed| {
            let at = |question: u64| micros((seed % 7 + question * question * 37) * 911 % 400_000);
            (0..40).map(|question| PlannedCall::new(at(question), "desk", question)).collect()
        })
        .property(
            "nothing is answered twice",
            AtMostOnce::new().of_facts(|fact: &Fact| match fact {
                Fact::Answered(question) => Some(Delivery::Effect(*question)),
                Fact::Asked(_) | Fact::GivenUp(_) => None,
            }),
        )
        .chaos(millis(400))
        .then_heal(millis(100))
        .figures(figures())
}
