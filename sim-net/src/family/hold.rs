//! Hold: messages are held back, and released when the episode ends.

use crate::family::Links;

/// Messages are held back just before they would arrive, and released when the episode ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hold {
    /// Which messages.
    pub links: Links,
}

impl Hold {
    /// These messages are held back.
    pub const fn on(links: Links) -> Self {
        Self { links }
    }
}
