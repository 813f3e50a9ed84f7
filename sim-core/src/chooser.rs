//! The chooser: settles each choice of a run by a seed, by calm or by a schedule, and records it.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::choice::{Base, Choice, Site};
use crate::key::Key;
use crate::schedule::Schedule;
use crate::stream::Stream;
use crate::tempo::Tempo;

/// Where the choices of a run come from, and whether they are kept.
#[derive(Clone, Debug)]
pub struct Choices {
    base: Base,
    forced: Vec<Choice>,
    recording: bool,
    yielding: bool,
    tempo: Tempo,
}

impl Choices {
    /// Drawn from a seed.
    pub const fn drawn(seed: u64) -> Self {
        Self::over(Base::Drawn(seed))
    }

    /// All calm.
    pub const fn calm() -> Self {
        Self::over(Base::Calm)
    }

    /// Over the silent world: nothing happens that isn't listed.
    pub const fn silent() -> Self {
        Self::over(Base::Silent)
    }

    /// Over any base world.
    pub const fn over(base: Base) -> Self {
        Self { base, forced: Vec::new(), recording: false, yielding: false, tempo: Tempo::Natural }
    }

    /// The choices of a schedule over its base world. Its steps are for [`World::follow`](crate::World::follow).
    pub fn forced(schedule: &Schedule) -> Self {
        Self::over(schedule.base).forcing(&schedule.choices)
    }

    /// These choices as well, whatever the base says.
    pub fn forcing(mut self, choices: &[Choice]) -> Self {
        self.forced.extend_from_slice(choices);
        self
    }

    /// Search the order among equals as well: a step may yield to others of its instant.
    pub const fn yielding(mut self) -> Self {
        self.yielding = true;
        self
    }

    /// How late messages are drawn to be. Over the calm and the silent world nothing is drawn, and this says nothing.
    pub const fn tempo(mut self, tempo: Tempo) -> Self {
        self.tempo = tempo;
        self
    }

    // The tempo that is to be drawn, and from which seed.
    pub(crate) const fn pace(&self) -> (Tempo, u64) {
        match self.base {
            Base::Drawn(seed) => (self.tempo, seed),
            Base::Calm | Base::Silent => (Tempo::Natural, 0),
        }
    }

    // Whether any step may yield; if not, nobody even asks.
    pub(crate) fn yields(&self) -> bool {
        self.yielding
            || self.pace().0 != Tempo::Natural
            || self.forced.iter().any(|choice| choice.site == Site::Yield)
    }

    /// Keep what was not calm, and the steps, so that the run can be told again.
    pub const fn recording(mut self) -> Self {
        self.recording = true;
        self
    }
}

/// A choice that was not calm.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) site: Site,
    pub(crate) key: Key,
    pub(crate) value: u64,
    pub(crate) words: Words,
}

/// What a recorded choice is about.
#[derive(Clone, Debug)]
pub(crate) enum Words {
    Text(String),
    // A message that the world keeps, and which copy of it: put into words when somebody asks. Of a delay: whether
    // others depend on it, so that the time of the arrival doesn't say all.
    Message { kept: usize, copy: u8, weighs: bool },
}

impl Recorded {
    // Whether others depend on this delay.
    pub(crate) const fn weighs(&self) -> bool {
        matches!(self.words, Words::Message { weighs: true, .. })
    }
}

#[derive(Debug)]
struct Forced {
    value: u64,
    entry: usize,
    used: bool,
}

/// Settles the choices of one run.
#[derive(Debug)]
pub(crate) struct Chooser {
    base: Base,
    streams: [Stream; Site::COUNT],
    forced: BTreeMap<(Site, Key), Forced>,
    // What each entry names. Of two with one name the later counts, but both may be stale.
    names: Vec<(Site, Key)>,
    out_of_range: Vec<usize>,
    recorded: Vec<Recorded>,
    recording: bool,
    // Invariant: true unless every choice is a plain draw that nobody keeps. Only then keys are computed.
    keyed: bool,
    // Invariant: true unless no keys are computed and the medium alone draws what becomes of a message.
    attentive: bool,
}

impl Chooser {
    pub(crate) fn new() -> Self {
        Self {
            base: Base::Calm,
            streams: core::array::from_fn(|site| Stream::new(0, site as u64)),
            forced: BTreeMap::new(),
            names: Vec::new(),
            out_of_range: Vec::new(),
            recorded: Vec::new(),
            recording: false,
            keyed: true,
            attentive: true,
        }
    }

    pub(crate) fn reset(&mut self, choices: &Choices) {
        self.base = choices.base;
        if let Base::Drawn(seed) = choices.base {
            self.streams = core::array::from_fn(|site| Stream::new(seed, site as u64));
        }
        self.forced.clear();
        self.names.clear();
        for (entry, choice) in choices.forced.iter().enumerate() {
            let forced = Forced { value: choice.value, entry, used: false };
            self.forced.insert((choice.site, choice.key), forced);
            self.names.push((choice.site, choice.key));
        }
        self.out_of_range.clear();
        self.recorded.clear();
        self.recording = choices.recording;
        self.keyed = !matches!(choices.base, Base::Drawn(_))
            || choices.recording
            || !choices.forced.is_empty();
        self.attentive = self.keyed || choices.pace().0 != Tempo::Natural;
    }

    pub(crate) const fn keyed(&self) -> bool {
        self.keyed
    }

    pub(crate) const fn attentive(&self) -> bool {
        self.attentive
    }

    pub(crate) const fn recording(&self) -> bool {
        self.recording
    }

    pub(crate) const fn silent(&self) -> bool {
        matches!(self.base, Base::Silent)
    }

    // The stream of a site, if the run is drawn.
    #[inline]
    pub(crate) const fn drawing(&mut self, site: Site) -> Option<&mut Stream> {
        match self.base {
            Base::Drawn(_) => Some(&mut self.streams[site as usize]),
            Base::Calm | Base::Silent => None,
        }
    }

    // What the choice is in the end: what the schedule says, else what was drawn, else calm.
    // A value that the choice doesn't allow is not obeyed, and counted.
    pub(crate) fn settle(
        &mut self,
        name: (Site, Key),
        max: u64,
        calm: u64,
        drawn: Option<u64>,
        words: impl FnOnce() -> Words,
    ) -> u64 {
        let mut value = drawn.map_or(calm, |drawn| drawn.min(max));
        if let Some(forced) = self.forced.get_mut(&name) {
            if forced.value > max {
                self.out_of_range.push(forced.entry);
            } else {
                value = forced.value;
            }
            forced.used = true;
        }
        self.keep(name, calm, value, words);
        value
    }

    // The forced value of a choice whose outcome shows only later, by `keep`.
    pub(crate) fn demanded(&mut self, name: (Site, Key), max: u64) -> Option<u64> {
        let forced = self.forced.get_mut(&name)?;
        forced.used = true;
        if forced.value > max {
            self.out_of_range.push(forced.entry);
            return None;
        }
        Some(forced.value)
    }

    pub(crate) fn keep(
        &mut self,
        (site, key): (Site, Key),
        calm: u64,
        value: u64,
        words: impl FnOnce() -> Words,
    ) {
        if self.recording && value != calm {
            self.recorded.push(Recorded { site, key, value, words: words() });
        }
    }

    pub(crate) fn recorded(&self) -> &[Recorded] {
        &self.recorded
    }

    // The entries that named nothing in this run.
    pub(crate) fn stale(&self) -> Vec<usize> {
        let used = |name| self.forced.get(name).is_some_and(|forced| forced.used);
        let names = self.names.iter().enumerate();
        names.filter(|(_, name)| !used(name)).map(|(entry, _)| entry).collect()
    }

    // The entries whose value their choice did not allow.
    pub(crate) fn out_of_range(&self) -> &[usize] {
        &self.out_of_range
    }
}
