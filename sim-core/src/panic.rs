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

#[cfg(feature = "std")]
pub(crate) use with_std::Catcher;
#[cfg(not(feature = "std"))]
pub(crate) use without_std::Catcher;

#[cfg(not(feature = "std"))]
mod without_std {
    use super::Caught;

    /// Runs handlers.
    #[derive(Debug)]
    pub(crate) struct Catcher;

    /// While it lives, handlers are run.
    #[derive(Debug)]
    pub(crate) struct Watch;

    #[expect(clippy::unused_self, reason = "with `std` it is used")]
    impl Catcher {
        pub(crate) const fn new() -> Self {
            Self
        }

        pub(crate) const fn watch(&self) -> Watch {
            Watch
        }

        #[inline]
        #[expect(clippy::unnecessary_wraps, reason = "with `std` it may fail")]
        pub(crate) fn catch<R>(&self, act: impl FnOnce() -> R) -> Result<R, Caught> {
            Ok(act())
        }
    }
}

#[cfg(feature = "std")]
mod with_std {
    extern crate std;

    use alloc::borrow::ToOwned;
    use alloc::boxed::Box;
    use alloc::rc::Rc;
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;
    use core::any::Any;
    use core::cell::{Cell, RefCell};
    use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
    use std::sync::Once;
    use std::thread_local;

    use super::Caught;

    static HOOK: Once = Once::new();

    thread_local! {
        // The worlds that run on this thread, the innermost last: a handler may run a world of its own.
        static RUNNING: RefCell<Vec<Rc<Cell<bool>>>> = const { RefCell::new(Vec::new()) };
        static LOCATION: RefCell<String> = const { RefCell::new(String::new()) };
    }

    /// Runs handlers and catches their panics.
    //
    // The flag is a field of the world and not of the thread: it is set for each handler, and reaching a field
    // is so much cheaper. The thread learns once per run where to look.
    #[derive(Debug)]
    pub(crate) struct Catcher {
        in_handler: Rc<Cell<bool>>,
    }

    /// While it lives, the hook knows the catcher.
    #[derive(Debug)]
    pub(crate) struct Watch;

    impl Catcher {
        pub(crate) fn new() -> Self {
            Self { in_handler: Rc::default() }
        }

        pub(crate) fn watch(&self) -> Watch {
            HOOK.call_once(install);
            RUNNING.with_borrow_mut(|running| running.push(self.in_handler.clone()));
            Watch
        }

        #[inline]
        pub(crate) fn catch<R>(&self, act: impl FnOnce() -> R) -> Result<R, Caught> {
            self.in_handler.set(true);
            // What the handler could leave half done is its own actor, which ends, and the list of effects, which
            // is made for that.
            let result = catch_unwind(AssertUnwindSafe(act));
            self.in_handler.set(false);
            result.map_err(|payload| caught(&*payload))
        }
    }

    impl Drop for Watch {
        fn drop(&mut self) {
            // Where the thread is about to end, nobody looks any more.
            let _ = RUNNING.try_with(|running| running.borrow_mut().pop());
        }
    }

    fn install() {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            // A panic while the thread is being taken down finds nothing here, and is not ours.
            let in_handler = RUNNING
                .try_with(|running| running.borrow().last().is_some_and(|flag| flag.get()))
                .unwrap_or(false);
            if in_handler {
                let location = info.location().map(ToString::to_string).unwrap_or_default();
                let _ = LOCATION.try_with(|place| *place.borrow_mut() = location);
            } else {
                before(info);
            }
        }));
    }

    #[cold]
    fn caught(payload: &(dyn Any + Send)) -> Caught {
        let message = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "a value that is no text".to_owned());
        Caught { message, location: LOCATION.with_borrow_mut(core::mem::take) }
    }
}
