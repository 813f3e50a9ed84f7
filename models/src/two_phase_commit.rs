//! Two-phase commit: a trip is booked with all its parts, or not at all.
//!
//! An agency asks everybody who has to do with a trip, here an airline and a hotel, to prepare a booking. Who can, says yes
//! and is bound by it; if all say yes the agency commits, otherwise it aborts. What each has promised or decided is on disk
//! before anybody hears of it.
//!
//! Guarantees: all decide the same, whatever messages are lost, late or duplicated and whoever crashes and comes back; a
//! booking commits only if all have said yes; once all is healed, everybody decides. It doesn't guarantee when: who has said
//! yes and doesn't hear from the agency is *blocked*, and refuses whoever else wants the same, because the others may already
//! have committed. That window can't be closed in two phases. Who closes it by deciding alone tears a trip in two, and so does
//! an agency that forgets a decision which some have heard.

mod agency;
mod message;
mod mutant;
mod partner;
mod properties;
mod scenario;

pub use agency::Agency;
pub use message::{Book, Decision, Fact, Message, Timer, TwoPhaseCommit};
pub use mutant::Mutant;
pub use partner::Partner;
pub use scenario::{entries, scenario};
