//! What is said.

use std::collections::BTreeSet;

use sim_core::Protocol;

/// The protocol of a shop and a bank.
#[derive(Debug)]
pub struct ReliableDelivery;

/// What a client asks of the shop.
#[derive(Clone, Debug)]
pub struct Order(pub u32);

/// What they send each other.
#[derive(Clone, Debug)]
pub enum Message {
    /// Book this order, unless it is booked.
    Book {
        /// Its key.
        order: u32,
    },
    /// The order is booked.
    Booked {
        /// Its key.
        order: u32,
    },
}

/// What the judges hear.
#[derive(Debug)]
pub enum Fact {
    /// The shop has an order.
    Ordered(u32),
    /// The shop knows that it is booked.
    Confirmed(u32),
    /// The shop knows nothing, and asks no more.
    GaveUp(u32),
    /// The bank books an order.
    Books(u32),
    /// The bank begins, or begins again, with these orders in its books.
    Recovered(BTreeSet<u32>),
}

/// What they are reminded of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Timer {
    /// It is time for another attempt.
    Retry(u32),
    /// It is time to make safe what was written.
    Flush,
}

impl Protocol for ReliableDelivery {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = Order;
    type Outcome = ();
    type View = ();
}
