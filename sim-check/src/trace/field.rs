//! Fields: the values within events, as they stand in files.

use sim_core::{DropCause, Duration, Exit};

use super::happening::Who;
use super::read::{Fields, Wrong};
use crate::render::Object;

/// A value within an event, in a file.
pub(super) trait Field: Sized {
    fn write(&self, key: &str, object: &mut Object);
    fn read(key: &'static str, fields: &mut Fields) -> Result<Self, Wrong>;
}

impl Field for Who {
    fn write(&self, key: &str, object: &mut Object) {
        object.number(key, self.0 as u64);
    }

    fn read(key: &'static str, fields: &mut Fields) -> Result<Self, Wrong> {
        fields.index(key).map(Self)
    }
}

impl Field for u32 {
    fn write(&self, key: &str, object: &mut Object) {
        object.number(key, u64::from(*self));
    }

    fn read(key: &'static str, fields: &mut Fields) -> Result<Self, Wrong> {
        fields.small(key)
    }
}

impl Field for u8 {
    fn write(&self, key: &str, object: &mut Object) {
        object.number(key, u64::from(*self));
    }

    fn read(key: &'static str, fields: &mut Fields) -> Result<Self, Wrong> {
        fields.small(key)
    }
}

impl Field for u64 {
    fn write(&self, key: &str, object: &mut Object) {
        object.wide(key, *self);
    }

    fn read(key: &'static str, fields: &mut Fields) -> Result<Self, Wrong> {
        fields.wide(key)
    }
}

impl Field for bool {
    fn write(&self, key: &str, object: &mut Object) {
        object.flag(key, *self);
    }

    fn read(key: &'static str, fields: &mut Fields) -> Result<Self, Wrong> {
        fields.flag(key)
    }
}

impl Field for Duration {
    fn write(&self, key: &str, object: &mut Object) {
        object.wide(key, self.as_nanos());
    }

    fn read(key: &'static str, fields: &mut Fields) -> Result<Self, Wrong> {
        fields.wide(key).map(Self::from_nanos)
    }
}

impl Field for DropCause {
    fn write(&self, key: &str, object: &mut Object) {
        object.text(key, &format!("{self:?}"));
    }

    fn read(key: &'static str, fields: &mut Fields) -> Result<Self, Wrong> {
        let name = fields.text(key)?;
        let found = Self::ALL.into_iter().find(|cause| format!("{cause:?}") == name);
        found.ok_or_else(|| Wrong::new(format!("a reason in {key:?}"), format!("{name:?}")))
    }
}

const EXITS: [Exit; 4] = [Exit::Stopped, Exit::Panicked, Exit::Linked, Exit::Unreachable];

const fn name_of_exit(exit: Exit) -> &'static str {
    match exit {
        Exit::Stopped => "Stopped",
        Exit::Panicked => "Panicked",
        Exit::Linked => "Linked",
        Exit::Unreachable => "Unreachable",
    }
}

impl Field for Exit {
    fn write(&self, key: &str, object: &mut Object) {
        object.text(key, name_of_exit(*self));
    }

    fn read(key: &'static str, fields: &mut Fields) -> Result<Self, Wrong> {
        let name = fields.text(key)?;
        let found = EXITS.into_iter().find(|exit| name_of_exit(*exit) == name);
        found.ok_or_else(|| Wrong::new(format!("an exit in {key:?}"), format!("{name:?}")))
    }
}
