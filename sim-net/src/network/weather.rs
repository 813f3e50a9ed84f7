//! What can be done to a network from outside: episodes begin and end, and in the end all is healed.

use alloc::boxed::Box;
use alloc::rc::Rc;
use core::fmt;

use crate::plan::Episode;

/// Something that is done to a network.
#[derive(Clone, PartialEq, Eq)]
pub enum Weather {
    /// An episode begins.
    Begins(Rc<Episode>),
    /// An episode ends.
    Ends(Rc<Episode>),
    /// What a rule of a network [holds back](crate::RuleAction::Hold) is released, and the rule is over.
    Released(Box<str>),
    /// All that goes on ends, nodes are up but for those that crashed for good, links are calm from now on.
    Healed,
}

impl fmt::Debug for Weather {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begins(episode) => write!(f, "{} begins", episode.label),
            Self::Ends(episode) => write!(f, "{} ends", episode.label),
            Self::Released(rule) => write!(f, "{rule} is released"),
            Self::Healed => write!(f, "all is healed"),
        }
    }
}
