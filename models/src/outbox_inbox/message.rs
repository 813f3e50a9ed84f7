//! What is said.

use sim_core::Protocol;

/// The protocol of a shop, a broker and a warehouse.
#[derive(Debug)]
pub struct OutboxInbox;

/// What a client asks of the shop.
#[derive(Clone, Debug)]
pub struct Order(pub u32);

/// What they send each other.
#[derive(Clone, Debug)]
pub enum Message {
    /// From the shop to the broker: a row of the outbox.
    Publish {
        /// Which order.
        order: u32,
    },
    /// From the broker to the shop: the message is safe.
    Published {
        /// Which order.
        order: u32,
    },
    /// From the broker to the warehouse: a message.
    Deliver {
        /// Which order.
        order: u32,
    },
    /// From the warehouse to the broker: the message may be deleted.
    Consumed {
        /// Which order.
        order: u32,
    },
}

/// What the judges hear.
#[derive(Debug)]
pub enum Fact {
    /// An order is committed in the database of the shop.
    Ordered(u32),
    /// An order is committed in the database of the warehouse.
    Shipped(u32),
}

/// It is time to send again what nobody has acknowledged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timer;

impl Protocol for OutboxInbox {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = Order;
    type Outcome = ();
    type View = ();
}
