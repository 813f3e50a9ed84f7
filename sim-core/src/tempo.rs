//! The tempo: how late messages are drawn to be, where a search is after their order.
//!
//! What a link does most of the time is to deliver in order. A search for bugs of order may use all of what it *may* do:
//! a tempo draws only values that the medium allows, so whatever it finds could happen over that medium.

mod chains;

pub(crate) use chains::{Chains, Priority};

use crate::duration::Duration;
use crate::id::EventId;
use crate::source::Source;
use crate::stream::Stream;

/// How late the messages of a drawn run are. Losses, duplicates and timers are as ever.
///
/// ```
/// use sim_core::{Choices, Tempo};
///
/// // A run as the medium draws it has so many messages: `world.wire().sent`.
/// let horizon = 200;
/// let choices = Choices::drawn(42).tempo(Tempo::Chains { changes: 3, horizon });
/// # assert_eq!(format!("{choices:?}"), format!("{:?}", choices.clone()));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tempo {
    /// As the medium draws it.
    #[default]
    Natural,
    /// Each message has a place of its own, drawn evenly from all that the medium allows, and steps yield to others of
    /// their instant: partial order sampling, POS.
    Scattered,
    /// Messages that cause each other are chains with priorities: of those on their way the highest is on time, the
    /// lower ones are late and yield in ties. Every now and then the chain of the moment falls below the others:
    /// probabilistic concurrency testing over chains, PCT.
    ///
    /// A message extends the chain of the message that led to it last if it is the first to do so, and begins a chain
    /// otherwise. While such a run goes on, the causes of all its events are kept.
    Chains {
        /// How often a chain falls. A bug that takes so many orders, less one, asks for so many changes.
        changes: u32,
        /// Among how many messages, from the first of the run on, the changes are spread.
        horizon: u64,
    },
}

// No site has this number: other choices are drawn as ever.
const STREAM: u64 = u64::MAX;

/// The tempo of one run.
#[derive(Debug)]
pub(crate) struct Pace {
    tempo: Tempo,
    stream: Stream,
    chains: Chains,
}

impl Pace {
    pub(crate) const fn new() -> Self {
        Self { tempo: Tempo::Natural, stream: Stream::new(0, STREAM), chains: Chains::new() }
    }

    pub(crate) fn reset(&mut self, tempo: Tempo, seed: u64) {
        self.tempo = tempo;
        self.stream = Stream::new(seed, STREAM);
        self.chains.clear();
        if let Tempo::Chains { changes, horizon } = tempo {
            self.chains.plan(changes, horizon, &mut self.stream);
        }
    }

    // As `chains`, to tell them something.
    pub(crate) fn chains_mut(&mut self) -> Option<&mut Chains> {
        match self.tempo {
            Tempo::Natural | Tempo::Scattered => None,
            Tempo::Chains { .. } => Some(&mut self.chains),
        }
    }

    // The chains, if they set the tempo.
    pub(crate) fn chains(&self) -> Option<&Chains> {
        match self.tempo {
            Tempo::Natural | Tempo::Scattered => None,
            Tempo::Chains { .. } => Some(&self.chains),
        }
    }

    // How late the copies of a message are.
    pub(crate) fn delay(
        &mut self,
        message: EventId,
        causes: &[EventId],
        most: Duration,
        delays: &mut [Duration],
    ) {
        let Self { tempo, stream, chains } = self;
        let mut anywhere = || Duration::from_nanos(stream.between(0, most.as_nanos()));
        match tempo {
            Tempo::Natural => {}
            Tempo::Scattered => delays.fill_with(anywhere),
            Tempo::Chains { .. } => {
                // Further copies are nobody's chain.
                delays.fill_with(&mut anywhere);
                let late = chains.join(message, causes, most, stream);
                if let Some(first) = delays.first_mut() {
                    *first = late;
                }
            }
        }
    }
}
