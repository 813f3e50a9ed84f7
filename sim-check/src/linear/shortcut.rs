//! The shortcut: what a specification can say of calls without a search.

use sim_core::EventId;

/// A call as a [`Specification`](super::Specification) sees it that is asked for a shortcut. None of them failed.
#[derive(Clone, Copy, Debug)]
pub struct CallSpan<'a, I, O> {
    /// What was asked for.
    pub input: &'a I,
    /// What was told; nothing, if nobody knows how the call ended: it may take effect at any later time, or never.
    pub output: Option<&'a O>,
    /// When it was made.
    pub begin: EventId,
    /// When it was over; never, if nobody knows how it ended.
    pub end: Option<EventId>,
}

/// What can be said of the calls to an object without a search. Calls are named by their places.
///
/// ```
/// use sim_check::linear::queue::{Queue, QueueInput, QueueOutput};
/// use sim_check::linear::{CallSpan, Shortcut, Specification};
/// use sim_core::EventId;
///
/// // 1 was there before 2 came, but 2 was given away and 1 wasn't.
/// let calls = [
///     (QueueInput::Enqueue(1), QueueOutput::Enqueued),
///     (QueueInput::Enqueue(2), QueueOutput::Enqueued),
///     (QueueInput::Enqueue(3), QueueOutput::Enqueued),
///     (QueueInput::Dequeue, QueueOutput::Dequeued(Some(2))),
/// ];
/// let spans: Vec<_> = (0..)
///     .zip(&calls)
///     .map(|(number, (input, output))| CallSpan {
///         input,
///         output: Some(output),
///         begin: EventId::nth(2 * number),
///         end: Some(EventId::nth(2 * number + 1)),
///     })
///     .collect();
/// assert_eq!(Queue::new().shortcut(&spans), Shortcut::NoOrder(vec![0, 1, 3]));
/// assert_eq!(Queue::new().shortcut(&spans[..3]), Shortcut::Order);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shortcut {
    /// It takes a search.
    Search,
    /// They have an order.
    Order,
    /// These of them have none, even if there are no others.
    NoOrder(Vec<usize>),
    /// They are calls to objects that know nothing of each other, so that each object can be judged on its own.
    Apart(Vec<Vec<usize>>),
}
