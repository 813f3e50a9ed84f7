//! Three stations in a row, each with room for one piece: whoever can't hand on waits.

use sim_core::Spread;
use sim_core::prelude::*;

use super::{Told, prepare, tell};

struct Works;

#[derive(Clone, Debug)]
struct Piece(u32);

#[derive(Debug)]
#[expect(dead_code, reason = "facts are told by their Debug text")]
enum Fact {
    Shipped(u32),
}

impl Protocol for Works {
    type Message = Piece;
    type Fact = Fact;
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

struct Yard;

impl Actor<Works> for Yard {
    fn on_start(&mut self, ctx: &mut Context<'_, Works>) {
        let saw = ctx.directory()["plant/saw"];
        for piece in 1..=5 {
            ctx.send(saw, Piece(piece));
        }
        ctx.mark("all pieces handed over");
    }

    fn on_message(&mut self, _: ActorId, Piece(piece): Piece, ctx: &mut Context<'_, Works>) {
        ctx.emit(Fact::Shipped(piece));
    }
}

/// Works on a piece, then hands it on.
struct Station {
    next: &'static str,
    finishing: Duration,
}

impl Actor<Works> for Station {
    fn on_message(&mut self, _: ActorId, piece: Piece, ctx: &mut Context<'_, Works>) {
        ctx.work(self.finishing);
        let next = ctx.directory()[self.next];
        ctx.send(next, piece);
    }
}

pub(super) fn run(choices: &Choices) -> Told {
    let narrow = || Mailbox::bounded(1).overflow(Overflow::Block).private();
    let log_normal = Spread::LogNormal { median: millis(2), sigma: Ratio::percent(50) };
    let mut world = Setup::new(Wire::perfect(millis(1)))
        .add_node("plant")
        .actor("plant", "saw", |_| Station { next: "plant/paint", finishing: Duration::ZERO })
        .actor("plant", "paint", |_| Station { next: "depot", finishing: millis(1) })
        // The last of its node: what it sends when it starts needs somebody there.
        .actor("plant", "yard", |_| Yard)
        .node("depot", |_| Station { next: "plant/yard", finishing: Duration::ZERO })
        .mailbox(
            "plant/saw",
            narrow().service(millis(3)).service_spread(Spread::Exponential { mean: millis(1) }),
        )
        .mailbox("plant/paint", narrow().service(millis(4)).service_spread(log_normal))
        .build()
        .expect("private mailboxes with room for one");
    prepare(&mut world, choices);
    let plant = world.directory().node("plant").expect("declared above");
    let slow = Fault::Slow { node: plant, factor: Ratio::percent(150) };
    world.plan_fault(Time::after(millis(10)), "heat", slow).expect("one label");
    tell(world, Stop::idle())
}
