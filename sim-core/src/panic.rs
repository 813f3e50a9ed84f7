//! Panics of handlers, caught.
//!
//! The only module that sees `std`. A panic's place in the code is told to the process-wide hook alone, so one is
//! installed, once, in front of whatever was there; it is silent only while this thread runs a handler. Without
//! `std`, or where panics abort, a panic of a handler ends the process.

use alloc::string::String;

/// What a handler's panic said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Caught {
    pub(crate) message: String,
    /// File, line and column, where they could be had.
    pub(crate) location: String,
}

#[cfg(not(feature = "std"))]
pub(crate) fn catch<R>(act: impl FnOnce() -> R) -> Result<R, Caught> {
    Ok(act())
}

#[cfg(feature = "std")]
pub(crate) use with_std::catch;

#[cfg(feature = "std")]
mod with_std {
    extern crate std;

    use alloc::borrow::ToOwned;
    use alloc::boxed::Box;
    use alloc::string::{String, ToString};
    use core::any::Any;
    use core::cell::{Cell, RefCell};
    use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
    use std::sync::Once;
    use std::thread_local;

    use super::Caught;

    static HOOK: Once = Once::new();

    thread_local! {
        static IN_HANDLER: Cell<bool> = const { Cell::new(false) };
        static LOCATION: RefCell<String> = const { RefCell::new(String::new()) };
    }

    #[inline]
    pub(crate) fn catch<R>(act: impl FnOnce() -> R) -> Result<R, Caught> {
        HOOK.call_once(install);
        let outer = IN_HANDLER.replace(true);
        // What the handler could leave half done is its own actor, which ends, and the list of effects, which
        // is made for that.
        let result = catch_unwind(AssertUnwindSafe(act));
        IN_HANDLER.set(outer);
        result.map_err(|payload| Caught {
            message: message(&*payload),
            location: LOCATION.with_borrow_mut(core::mem::take),
        })
    }

    fn install() {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if IN_HANDLER.get() {
                let location = info.location().map(ToString::to_string).unwrap_or_default();
                LOCATION.set(location);
            } else {
                before(info);
            }
        }));
    }

    fn message(payload: &(dyn Any + Send)) -> String {
        payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "a value that is no text".to_owned())
    }
}
