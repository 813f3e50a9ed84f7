//! Keys: names for choices and steps that are made of meaning, so that they outlive edits.
//!
//! A message is named by the handler that sent it, its receiver, its kind and its rank among such. Starts,
//! timer firings, operations and faults are roots: their names don't depend on what led to them.
//! Deliberately absent: positions, indices, addresses, `derive(Hash)`.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::fmt::{self, Debug, Write};

use crate::mix::{TextHash, mix};

/// The name of a choice or a step within a run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u64);

impl Key {
    // What keys are while nobody asks for them.
    pub(crate) const NONE: Self = Self(0);

    pub(crate) const fn with(self, word: u64) -> Self {
        Self(mix(self.0, word))
    }

    // The key of the n-th copy of a message, in the order in which the copies arrive.
    pub(crate) const fn copy(self, ordinal: u8) -> Self {
        self.with(ordinal as u64)
    }
}

impl Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// What stays the same of a message or timer when its fields change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Kind(pub u64);

impl Kind {
    /// The leading word of a `Debug` text: the name of the variant or the struct.
    pub fn of(value: &impl Debug) -> Self {
        let mut word = LeadingWord { hash: TextHash::new() };
        // The writer answers with an error at the end of the word: there is nothing more to format.
        let _ = write!(word, "{value:?}");
        Self(word.hash.finish())
    }

    /// A kind by its name, for protocols that say their kinds themselves.
    pub fn named(name: &str) -> Self {
        Self(text_hash(name))
    }
}

struct LeadingWord {
    hash: TextHash,
}

impl Write for LeadingWord {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
        self.hash.write_str(&text[..end])?;
        if end < text.len() { Err(fmt::Error) } else { Ok(()) }
    }
}

/// A stable hash of a text.
pub(crate) fn text_hash(text: &str) -> u64 {
    let mut hash = TextHash::new();
    let _ = hash.write_str(text);
    hash.finish()
}

/// A stable hash of everything that `Debug` shows of a value.
pub(crate) fn content_hash(value: &impl Debug) -> u64 {
    let mut hash = TextHash::new();
    let _ = write!(hash, "{value:?}");
    hash.finish()
}

/// What a key is a name of: the same words in two roles must not meet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub(crate) enum Role {
    Start = 1,
    Message,
    Timer,
    Arming,
    Turn,
    Signal,
    Operation,
    Fault,
    Choose,
    Point,
    Disk,
    Crash,
    Restart,
    Service,
    Yield,
    Rest,
    Release,
    Depart,
    Target,
    Time,
}

/// Counts, per name, how often it was asked for. Sorted by name, in one piece: within a handler there are few names,
/// and a tree would be built and torn down for each.
#[derive(Default, Debug)]
struct Ordinals(Vec<(u64, u32)>);

impl Ordinals {
    fn next(&mut self, name: u64) -> u32 {
        match self.0.binary_search_by_key(&name, |(name, _)| *name) {
            Ok(found) => {
                self.0[found].1 += 1;
                self.0[found].1 - 1
            }
            Err(place) => {
                self.0.insert(place, (name, 1));
                0
            }
        }
    }
}

/// Gives out keys: roots over the whole run, and lineage within the running handler.
#[derive(Debug)]
pub(crate) struct Lineage {
    handler: Key,
    within: Ordinals,
    roots: BTreeMap<u64, u32>,
    // While a list is followed: the step that is taken, and the handler's key that its entry stands for.
    taken_for: Option<(Key, Key)>,
    // The key that the running handler would have, had its step the key of its entry.
    as_if: Option<Key>,
    // By the keys that things would have then: the keys that they have.
    aliases: BTreeMap<Key, Key>,
}

impl Lineage {
    pub(crate) const fn new() -> Self {
        Self {
            handler: Key::NONE,
            within: Ordinals(Vec::new()),
            roots: BTreeMap::new(),
            taken_for: None,
            as_if: None,
            aliases: BTreeMap::new(),
        }
    }

    pub(crate) fn reset(&mut self) {
        self.handler = Key::NONE;
        self.within.0.clear();
        self.roots.clear();
        self.taken_for = None;
        self.as_if = None;
        self.aliases.clear();
    }

    // The next step is taken for an entry whose handler has this key.
    pub(crate) const fn take_for(&mut self, step: Key, entry: Key) {
        self.taken_for = Some((step, entry));
    }

    // What is named so in a list that some step was taken for: its key in this run.
    pub(crate) fn alias(&self, key: Key) -> Option<Key> {
        self.aliases.get(&key).copied()
    }

    pub(crate) const fn aliases(&self) -> &BTreeMap<Key, Key> {
        &self.aliases
    }

    // From here on keys descend from this one.
    pub(crate) fn enter(&mut self, handler: Key) {
        self.handler = handler;
        self.within.0.clear();
        self.as_if = self.taken_for.and_then(|(step, entry)| {
            let is_its = handler == step || (0..u8::MAX).take(8).any(|it| step.copy(it) == handler);
            (is_its && handler != entry).then_some(entry)
        });
    }

    // The key of what the running handler leaves for later.
    pub(crate) const fn rest(&self) -> Key {
        self.handler.with(Role::Rest as u64)
    }

    // The next key of this name within the running handler.
    pub(crate) fn descend(&mut self, role: Role, name: u64) -> Key {
        let name = mix(role as u64, name);
        let ordinal = u64::from(self.within.next(name));
        let key = self.handler.with(name).with(ordinal);
        if let Some(as_if) = self.as_if {
            self.aliases.insert(as_if.with(name).with(ordinal), key);
        }
        key
    }

    // The next key of this name in the run.
    pub(crate) fn root(&mut self, role: Role, path: u64, name: u64) -> Key {
        let name = mix(mix(role as u64, path), name);
        let count = self.roots.entry(name).or_insert(0);
        *count += 1;
        let ordinal = *count - 1;
        Key(name).with(u64::from(ordinal))
    }

    // The key that `root` would give next.
    pub(crate) fn peek_root(&self, role: Role, path: u64, name: u64) -> Key {
        let name = mix(mix(role as u64, path), name);
        let ordinal = self.roots.get(&name).copied().unwrap_or(0);
        Key(name).with(u64::from(ordinal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    #[expect(dead_code, reason = "only their names are looked at")]
    enum Word {
        Unit,
        Tuple(u8, u8),
        Named { field: u8 },
    }

    #[test]
    fn a_kind_is_the_leading_word() {
        assert_eq!(Kind::of(&Word::Tuple(1, 2)), Kind::of(&Word::Tuple(3, 4)));
        assert_eq!(Kind::of(&Word::Named { field: 1 }), Kind::named("Named"));
        assert_eq!(Kind::of(&Word::Unit), Kind::named("Unit"));
    }

    #[test]
    fn content_sees_the_fields() {
        assert_ne!(content_hash(&Word::Tuple(1, 2)), content_hash(&Word::Tuple(1, 3)));
    }

    #[test]
    fn keys_of_one_handler_differ_by_rank() {
        let mut lineage = Lineage::new();
        lineage.enter(Key(5));
        let first = lineage.descend(Role::Message, 9);
        let second = lineage.descend(Role::Message, 9);
        assert_ne!(first, second);
        lineage.enter(Key(5));
        assert_eq!(lineage.descend(Role::Message, 9), first);
    }

    #[test]
    fn a_root_is_counted_over_the_whole_run() {
        let mut lineage = Lineage::new();
        let first = lineage.root(Role::Timer, 1, 2);
        lineage.enter(Key(5));
        assert_eq!(lineage.peek_root(Role::Timer, 1, 2), lineage.root(Role::Timer, 1, 2));
        assert_ne!(lineage.root(Role::Timer, 1, 2), first);
    }
}
