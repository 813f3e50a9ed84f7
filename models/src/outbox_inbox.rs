//! Outbox and inbox: a change of a database and its message, both or none, over crashes.
//!
//! A shop takes orders into its database, and a warehouse ships them; between the two there is a broker with a durable queue.
//! The shop writes the order and a row of its *outbox* in one transaction. A relay publishes rows until the broker
//! acknowledges them, and only then deletes them. The warehouse writes what it ships and the name of the message, in its
//! *inbox*, in one transaction, and only then tells the broker that it has consumed the message; what is in the inbox is not
//! shipped again.
//!
//! It guarantees that each order that was committed is shipped once, and nothing else is, over loss, duplication, partitions
//! and crashes. A shop that publishes beside its transaction ships orders that it never took; one that deletes rows when it
//! has sent them, and a warehouse that consumes before it has shipped, lose orders.

mod broker;
mod message;
mod mutants;
mod scenario;
mod shop;
mod warehouse;

pub use broker::Broker;
pub use message::{Fact, Message, Order, OutboxInbox, Timer};
pub use mutants::Mutant;
pub use scenario::{entries, outbox_inbox};
pub use shop::Shop;
pub use warehouse::Warehouse;
