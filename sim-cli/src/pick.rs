//! The pick: which scenarios are meant.

use std::sync::Arc;

use sim_check::{AnyScenario, Entry, ParameterError, Registry};
use sim_net::nearest;

use crate::refusal::Refusal;

/// A scenario that was asked for.
pub(crate) struct Picked<'r> {
    entry: &'r Entry,
    // With other parameters, if some were given.
    changed: Option<Arc<dyn AnyScenario>>,
}

impl Picked<'_> {
    pub(crate) fn scenario(&self) -> &dyn AnyScenario {
        match &self.changed {
            Some(changed) => &**changed,
            None => self.entry.scenario(),
        }
    }
}

/// The one of that name.
pub(crate) fn one<'r>(registry: &'r Registry, name: &str) -> Result<&'r Entry, Refusal> {
    registry.get(name).ok_or_else(|| unknown(registry, name))
}

/// Those of these names, in which a `*` at the end stands for anything; each once, in the order of the words.
pub(crate) fn several<'r>(
    registry: &'r Registry,
    words: &[String],
) -> Result<Vec<&'r Entry>, Refusal> {
    let mut picked: Vec<&Entry> = Vec::new();
    for word in words {
        let entries: Vec<&Entry> = match word.strip_suffix('*') {
            Some(start) => registry.entries().iter().filter(|it| is_under(it, start)).collect(),
            None => registry.get(word).into_iter().collect(),
        };
        if entries.is_empty() {
            return Err(unknown(registry, word));
        }
        for entry in entries {
            if !picked.iter().any(|it| it.scenario().name() == entry.scenario().name()) {
                picked.push(entry);
            }
        }
    }
    Ok(picked)
}

fn is_under(entry: &Entry, start: &str) -> bool {
    entry.scenario().name().starts_with(start)
}

/// The same with these parameters, each `name=value`.
pub(crate) fn changed<'r>(entry: &'r Entry, sets: &[Setting]) -> Result<Picked<'r>, Refusal> {
    let mut picked = Picked { entry, changed: None };
    for Setting { name, value } in sets {
        let changed = picked.scenario().with(name, value);
        picked.changed = Some(changed.map_err(|error| {
            let known = picked.scenario().parameters();
            let near = nearest(name, known.iter().map(|(name, _)| name.as_str()));
            let is_unknown = matches!(error, ParameterError::Unknown { .. });
            let said = format!("scenario {:?}: {error}", picked.scenario().name());
            match near.filter(|_| is_unknown) {
                Some(near) => Refusal::new(said).help(format!("did you mean {near}?")),
                None => Refusal::new(said),
            }
        })?);
    }
    Ok(picked)
}

/// A parameter with its value: `orders=3`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Setting {
    pub(crate) name: String,
    pub(crate) value: String,
}

impl std::str::FromStr for Setting {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.split_once('=').ok_or("expected name=value, as orders=3")?;
        Ok(Self { name: name.to_owned(), value: value.to_owned() })
    }
}

fn unknown(registry: &Registry, word: &str) -> Refusal {
    let names = || registry.entries().iter().map(|entry| entry.scenario().name());
    let refusal = Refusal::new(format!("there is no scenario {word:?}"));
    let last = |name: &&str| name.rsplit('/').next() == Some(word);
    let ends: Vec<&str> = names().filter(last).collect();
    let start = format!("{word}/");
    if let [name] = ends[..] {
        return refusal.help(format!("did you mean {name}?"));
    }
    if names().any(|name| name.starts_with(&start)) {
        return refusal.help(format!("did you mean '{word}/*'?"));
    }
    match nearest(word, names()) {
        Some(near) => refusal.help(format!("did you mean {near}?")),
        None if registry.entries().is_empty() => refusal.help("there is none at all"),
        None => refusal.help("the command `list` tells which there are"),
    }
}
