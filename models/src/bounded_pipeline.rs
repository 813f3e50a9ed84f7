//! A pipeline with bounded mailboxes: a source, two workers side by side, and a sink that sums up.
//!
//! The source hands out the numbers from 1 on to the workers in turn, each worker takes its time and hands on to the sink.
//! Whoever finds a full mailbox waits, so a slow sink slows down the workers, and those the source: that is backpressure. At the
//! end the source sends each worker a poison pill, each worker passes its pill on and stops, and when the sink has had as many
//! pills as there are workers it tells the sum.
//!
//! It guarantees that the numbers from 1 to 100 sum up to 5,050, however fast each part is, and that no more waits than there is
//! room for. A sink that is content with one pill tells a sum that is too small, a mailbox that drops loses numbers, and one
//! without a bound lets the source run ahead.

mod message;
mod properties;
mod scenario;
mod stations;

pub use message::{BoundedPipeline, Fact, Message};
pub use properties::{RoomIsKept, SumIsRight};
pub use scenario::{Mutant, Numbers, bounded_pipeline, entries};
pub use stations::{Sink, Source, Worker};
