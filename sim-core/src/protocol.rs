//! The one trait that names a protocol's types.

use core::fmt::Debug;

use crate::channel::Channel;
use crate::key::Kind;
use crate::mix::mix;

/// A protocol: the types that its actors exchange with each other, with the environment and with the judges.
///
/// What a protocol doesn't use is `()`.
///
/// ```
/// use sim_core::Protocol;
///
/// struct Payments;
///
/// #[derive(Clone, Debug)]
/// enum Message { Pay { order: u64 }, Paid { order: u64 } }
///
/// #[derive(Debug)]
/// enum Fact { Charged(u64) }
///
/// impl Protocol for Payments {
///     type Message = Message;
///     type Fact = Fact;
///     type Timer = ();
///     type Operation = ();
///     type Outcome = ();
///     type View = ();
/// }
///
/// assert_eq!(Payments::kind(&Message::Pay { order: 7 }), Payments::kind(&Message::Pay { order: 8 }));
/// assert_ne!(Payments::kind(&Message::Pay { order: 7 }), Payments::kind(&Message::Paid { order: 7 }));
/// ```
pub trait Protocol: 'static {
    /// What actors send each other.
    type Message: Clone + Debug;
    /// What an actor tells the judges.
    type Fact: Debug;
    /// What an actor is reminded of. Two equal timers of one actor are the same timer.
    type Timer: Clone + Eq + Debug;
    /// What a client asks for.
    type Operation: Clone + Debug;
    /// What a client gets.
    type Outcome: Debug;
    /// What properties may see of an actor's state.
    type View;

    /// The kind of a message: what stays the same when its fields change.
    ///
    /// The leading word of its `Debug` text, unless the protocol says otherwise.
    fn kind(message: &Self::Message) -> Kind {
        Kind::of(message)
    }

    /// In which way a message travels to another node.
    ///
    /// As a datagram, unless the protocol says otherwise. It may depend on the kind of the message, not on its fields.
    #[inline]
    fn channel(message: &Self::Message) -> Channel {
        let _ = message;
        Channel::Datagram
    }

    /// How many bytes a message takes up on a wire whose bandwidth is limited.
    ///
    /// Its size in memory, unless the protocol says otherwise.
    fn size(message: &Self::Message) -> u64 {
        size_of_val(message) as u64
    }

    /// Damages a message on its way; equal seeds damage equally.
    ///
    /// Does nothing, unless the protocol says what damage is. Of bytes it may be [`flip_bit`].
    fn damage(message: &mut Self::Message, seed: u32) {
        let _ = (message, seed);
    }
}

/// Turns over one bit of some bytes, for [`Protocol::damage`]: equal seeds turn over the same one. No bytes stay as they
/// are.
///
/// ```
/// let mut bytes = [0_u8; 4];
/// sim_core::flip_bit(&mut bytes, 7);
/// assert_eq!(bytes.iter().map(|byte| byte.count_ones()).sum::<u32>(), 1);
/// sim_core::flip_bit(&mut bytes, 7);
/// assert_eq!(bytes, [0; 4]);
/// ```
pub fn flip_bit(bytes: &mut [u8], seed: u32) {
    // Neighbouring seeds, in neighbouring messages, turn over bits that are far apart.
    let bits = bytes.len() as u64 * 8;
    if let Some(bit) = mix(u64::from(seed), 0).checked_rem(bits)
        && let Ok(byte) = usize::try_from(bit / 8)
    {
        bytes[byte] ^= 1 << (bit % 8);
    }
}
