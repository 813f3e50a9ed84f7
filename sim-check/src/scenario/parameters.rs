//! Parameters: the numbers that a scenario is made from, read, printed and made smaller.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use sim_core::Protocol;

use super::Scenario;

/// What a scenario is made from: how many nodes, clients, orders, and what is switched on.
///
/// One method names the fields; it serves to print, to read and to make smaller.
///
/// ```
/// use sim_check::{Fields, Parameters};
///
/// #[derive(Clone)]
/// struct Cluster { nodes: u64, durable: bool }
///
/// impl Parameters for Cluster {
///     fn fields(&mut self, fields: &mut Fields<'_>) {
///         fields.number("nodes", &mut self.nodes, 1..=7);
///         fields.flag("durable", &mut self.durable);
///     }
/// }
///
/// let mut cluster = Cluster { nodes: 3, durable: true };
/// cluster.set("nodes", "5")?;
/// assert_eq!(cluster.texts(), [("nodes".into(), "5".into()), ("durable".into(), "true".into())]);
/// assert_eq!(cluster.set("nodse", "5").unwrap_err().to_string(),
///     "there is no parameter \"nodse\"; expected one of nodes, durable");
/// assert_eq!(cluster.set("nodes", "9").unwrap_err().to_string(),
///     "parameter \"nodes\" is 9; expected a number from 1 to 7");
/// # Ok::<(), sim_check::ParameterError>(())
/// ```
pub trait Parameters: Clone + Send + Sync + 'static {
    /// Names each field once, always in the same order.
    fn fields(&mut self, fields: &mut Fields<'_>);

    /// All of them as texts.
    fn texts(&self) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        self.clone().fields(&mut Fields { visit: Visit::Print(&mut texts) });
        texts
    }

    /// Sets one.
    ///
    /// # Errors
    /// There is none of that name, or the text is no value of it; nothing was set.
    fn set(&mut self, name: &str, text: &str) -> Result<(), ParameterError> {
        let mut known = Vec::new();
        let mut result = None;
        let visit = Visit::Set { name, text, known: &mut known, result: &mut result };
        self.fields(&mut Fields { visit });
        result.unwrap_or_else(|| {
            Err(ParameterError::Unknown { name: name.into(), known: known.join(", ") })
        })
    }

    /// All that differ from these in one field, which is smaller: the smallest first.
    fn smaller(&self) -> Vec<Self> {
        let mut texts = Vec::new();
        self.clone().fields(&mut Fields { visit: Visit::Smaller(&mut texts) });
        let made = texts.into_iter().filter_map(|(name, text)| {
            let mut smaller = self.clone();
            smaller.set(name, &text).ok().map(|()| smaller)
        });
        made.collect()
    }
}

/// Visits the fields of parameters.
pub struct Fields<'a> {
    visit: Visit<'a>,
}

enum Visit<'a> {
    Print(&'a mut Vec<(String, String)>),
    Set {
        name: &'a str,
        text: &'a str,
        known: &'a mut Vec<&'static str>,
        result: &'a mut Option<Result<(), ParameterError>>,
    },
    Smaller(&'a mut Vec<(&'static str, String)>),
}

impl Fields<'_> {
    /// A number within a range; smaller is nearer to its start.
    pub fn number(&mut self, field: &'static str, value: &mut u64, range: RangeInclusive<u64>) {
        match &mut self.visit {
            Visit::Print(texts) => texts.push((field.into(), value.to_string())),
            Visit::Set { name, text, known, result } => {
                known.push(field);
                if *name == field {
                    let read = text.parse().ok().filter(|number| range.contains(number));
                    let read = read.map(|number| *value = number);
                    let expected = format!("a number from {} to {}", range.start(), range.end());
                    **result = Some(read.ok_or_else(|| wrong(field, text, expected)));
                }
            }
            Visit::Smaller(texts) => {
                // The least, halfway, one less: a shrinker takes the first that serves.
                let least = *range.start();
                let mut candidates =
                    vec![least, least + value.saturating_sub(least) / 2, value.saturating_sub(1)];
                candidates.retain(|candidate| range.contains(candidate) && *candidate < *value);
                candidates.dedup();
                texts.extend(candidates.into_iter().map(|number| (field, number.to_string())));
            }
        }
    }

    /// Something that is on or off; off is smaller.
    pub fn flag(&mut self, field: &'static str, value: &mut bool) {
        match &mut self.visit {
            Visit::Print(texts) => texts.push((field.into(), value.to_string())),
            Visit::Set { name, text, known, result } => {
                known.push(field);
                if *name == field {
                    let read = text.parse().ok().map(|flag| *value = flag);
                    let expected = "true or false".to_owned();
                    **result = Some(read.ok_or_else(|| wrong(field, text, expected)));
                }
            }
            Visit::Smaller(texts) => {
                if *value {
                    texts.push((field, false.to_string()));
                }
            }
        }
    }
}

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let visit = match self.visit {
            Visit::Print(_) => "print",
            Visit::Set { .. } => "set",
            Visit::Smaller(_) => "smaller",
        };
        write!(f, "Fields({visit})")
    }
}

fn wrong(name: &str, text: &str, expected: String) -> ParameterError {
    ParameterError::Value { name: name.into(), text: text.into(), expected }
}

/// Why a parameter was not set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ParameterError {
    /// There is none of that name.
    Unknown {
        /// The name as it was given.
        name: String,
        /// Those that there are.
        known: String,
    },
    /// The text is no value of it.
    Value {
        /// The name.
        name: String,
        /// The text.
        text: String,
        /// What it should be.
        expected: String,
    },
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, known } if known.is_empty() => {
                write!(f, "there is no parameter {name:?}: the scenario has none")
            }
            Self::Unknown { name, known } => {
                write!(f, "there is no parameter {name:?}; expected one of {known}")
            }
            Self::Value { name, text, expected } => {
                write!(f, "parameter {name:?} is {text}; expected {expected}")
            }
        }
    }
}

impl std::error::Error for ParameterError {}

/// What else a scenario could be, with other parameters.
pub(crate) struct Variation<P: Protocol> {
    pub(crate) texts: Vec<(String, String)>,
    with: Arc<Remake<P>>,
    smaller: Arc<dyn Fn() -> Vec<Scenario<P>> + Send + Sync>,
}

// The scenario with one parameter set.
type Remake<P> = dyn Fn(&str, &str) -> Result<Scenario<P>, ParameterError> + Send + Sync;

impl<P: Protocol> Clone for Variation<P> {
    fn clone(&self) -> Self {
        Self { texts: self.texts.clone(), with: self.with.clone(), smaller: self.smaller.clone() }
    }
}

impl<P: Protocol> Scenario<P> {
    /// A scenario that is made from parameters, so that they can be set by name, saved, and made smaller.
    pub fn of<T: Parameters>(
        parameters: &T,
        make: impl Fn(&T) -> Self + Clone + Send + Sync + 'static,
    ) -> Self {
        let (set, make_set) = (parameters.clone(), make.clone());
        let with = move |name: &str, text: &str| {
            let mut parameters = set.clone();
            parameters.set(name, text)?;
            Ok(Self::of(&parameters, make_set.clone()))
        };
        let (less, make_less) = (parameters.clone(), make.clone());
        let smaller = move || {
            less.smaller().into_iter().map(|less| Self::of(&less, make_less.clone())).collect()
        };
        let texts = parameters.texts();
        let variation = Variation { texts, with: Arc::new(with), smaller: Arc::new(smaller) };
        Self { variation: Some(variation), ..make(parameters) }
    }

    /// Its parameters by name, as texts.
    pub fn parameters(&self) -> Vec<(String, String)> {
        self.variation.as_ref().map(|it| it.texts.clone()).unwrap_or_default()
    }

    /// The same with one parameter set.
    ///
    /// # Errors
    /// There is none of that name, or the text is no value of it.
    pub fn with(&self, name: &str, text: &str) -> Result<Self, ParameterError> {
        match &self.variation {
            Some(variation) => (variation.with)(name, text),
            None => Err(ParameterError::Unknown { name: name.into(), known: String::new() }),
        }
    }

    // The same with one parameter smaller, each in turn.
    pub(crate) fn smaller(&self) -> Vec<Self> {
        self.variation.as_ref().map(|it| (it.smaller)()).unwrap_or_default()
    }
}
