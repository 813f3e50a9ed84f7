//! The zoo: protocols with planted bugs.
//!
//! Each model is a protocol as a good engineer would write it, with what it promises as properties, and mutants of it: the
//! same protocol with one bug in one line. A scenario that the correct protocol passes finds each of them.

pub mod two_phase_commit;

use sim_check::Registry;

/// All models and their mutants.
///
/// ```
/// let zoo = sim_models::zoo();
/// assert!(zoo.get("two_phase_commit").is_some_and(|entry| entry.expected().is_none()));
/// assert!(zoo.get("two_phase_commit/decides-alone").is_some_and(|entry| entry.expected().is_some()));
/// ```
pub fn zoo() -> Registry {
    let zoo = Registry::new();
    zoo.with(two_phase_commit::entries())
}
