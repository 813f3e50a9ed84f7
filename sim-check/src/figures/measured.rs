//! What was measured: figures by name, which can be added up.

use std::fmt;

use super::{Availability, Distribution, Latency, Messages, Throughput, text};

/// A figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Figure {
    /// How long things took.
    Latency(Latency),
    /// How many of something there were each time: messages in a mailbox, messages for a call.
    Counts(Distribution),
    /// How many of something there were in a window of time.
    Throughput(Throughput),
    /// In how many windows of time something came of it.
    Availability(Availability),
    /// How many messages were sent for an operation.
    Messages(Messages),
}

impl Figure {
    // Nothing, if they are of different kinds or have different windows.
    fn and(self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Latency(one), Self::Latency(other)) => Some(Self::Latency(one.and(other))),
            (Self::Counts(one), Self::Counts(other)) => Some(Self::Counts(one.and(other))),
            (Self::Throughput(one), Self::Throughput(other)) if one.window == other.window => {
                Some(Self::Throughput(one.and(other)))
            }
            (Self::Availability(one), Self::Availability(other)) if one.window == other.window => {
                Some(Self::Availability(one.and(other)))
            }
            (Self::Messages(one), Self::Messages(other)) => Some(Self::Messages(one.and(other))),
            (
                Self::Latency(_)
                | Self::Counts(_)
                | Self::Throughput(_)
                | Self::Availability(_)
                | Self::Messages(_),
                _,
            ) => None,
        }
    }
}

/// What was measured in some runs: the figures that a scenario wants, in the order in which it names them.
///
/// As text it is a table of at most 80 columns, as a picture see [`plot`](crate::render::plot()).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Measured {
    runs: u64,
    figures: Vec<(String, Figure)>,
}

/// Two measurements can't be added up, because they are not of the same figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FiguresDiffer {
    /// The first figure that the other doesn't have, or has in another way; in words.
    pub figure: String,
}

impl fmt::Display for FiguresDiffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "figure {:?} is not the same in both", self.figure)
    }
}

impl std::error::Error for FiguresDiffer {}

impl Measured {
    /// Of one run.
    pub(crate) const fn of_run(figures: Vec<(String, Figure)>) -> Self {
        Self { runs: 1, figures }
    }

    /// In how many runs.
    pub const fn runs(&self) -> u64 {
        self.runs
    }

    /// The figures with their names, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Figure)> {
        self.figures.iter().map(|(name, figure)| (name.as_str(), figure))
    }

    /// The figure of that name.
    pub fn get(&self, name: &str) -> Option<&Figure> {
        self.iter().find(|(known, _)| *known == name).map(|(_, figure)| figure)
    }

    /// The figure of that name, if it says how long things took.
    pub fn latency(&self, name: &str) -> Option<&Latency> {
        if let Some(Figure::Latency(latency)) = self.get(name) { Some(latency) } else { None }
    }

    /// The figure of that name, if it says how many of something there were each time.
    pub fn counts(&self, name: &str) -> Option<&Distribution> {
        if let Some(Figure::Counts(counts)) = self.get(name) { Some(counts) } else { None }
    }

    /// The figure of that name, if it says how many of something there were in a window of time.
    pub fn throughput(&self, name: &str) -> Option<&Throughput> {
        if let Some(Figure::Throughput(throughput)) = self.get(name) {
            Some(throughput)
        } else {
            None
        }
    }

    /// The figure of that name, if it says in how many windows of time something came of it.
    pub fn availability(&self, name: &str) -> Option<&Availability> {
        if let Some(Figure::Availability(available)) = self.get(name) {
            Some(available)
        } else {
            None
        }
    }

    /// The figure of that name, if it says how many messages were sent for an operation.
    pub fn messages(&self, name: &str) -> Option<&Messages> {
        if let Some(Figure::Messages(messages)) = self.get(name) { Some(messages) } else { None }
    }

    /// What was measured in both, as if it had been measured at once. What was measured in no run adds nothing.
    ///
    /// # Errors
    /// They are not of the same figures; nothing was added.
    pub fn and(self, other: &Self) -> Result<Self, FiguresDiffer> {
        if other.runs == 0 {
            return Ok(self);
        }
        if self.runs == 0 {
            return Ok(other.clone());
        }
        if self.figures.len() != other.figures.len() {
            let (more, less) = if self.figures.len() > other.figures.len() {
                (&self, other)
            } else {
                (other, &self)
            };
            let missing = more.iter().find(|(name, _)| less.get(name).is_none());
            let figure = missing.map_or("", |(name, _)| name).to_owned();
            return Err(FiguresDiffer { figure });
        }
        let mut figures = Vec::with_capacity(self.figures.len());
        for ((name, figure), (other_name, other)) in self.figures.into_iter().zip(&other.figures) {
            let both = figure.and(other).filter(|_| name == *other_name);
            match both {
                Some(both) => figures.push((name, both)),
                None => return Err(FiguresDiffer { figure: name }),
            }
        }
        Ok(Self { runs: self.runs + other.runs, figures })
    }
}

/// A table of at most 80 columns.
impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::table(self))
    }
}
