//! The failure id: what stays the same of a failure when the run is another one.

use std::fmt;

use crate::verdict::Violation;

/// The name of a failure: what stays the same when the run is another one.
///
/// Two violations with the same name are the same failure, whatever values and events they are made of. A schedule is
/// made smaller only while this stays the same.
///
/// ```
/// use sim_check::{FailureId, Violation};
/// let violation = Violation::new("two values decided", "A and B").involving(["replica", "leader"]);
/// let id = FailureId::of("agreement", &violation);
/// assert_eq!(id.to_string(), "agreement: two values decided (leader, replica)");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FailureId {
    /// The property that doesn't hold.
    pub property: String,
    /// Which kind of wrong.
    pub anomaly: String,
    /// Who is involved, by role and not by name; sorted, each once.
    pub roles: Vec<String>,
}

impl FailureId {
    /// The name of this violation of a property.
    pub fn of(property: &str, violation: &Violation) -> Self {
        let mut roles: Vec<String> = violation.roles.iter().copied().map(String::from).collect();
        roles.sort_unstable();
        roles.dedup();
        Self { property: property.into(), anomaly: violation.anomaly.into(), roles }
    }
}

/// In one line: `agreement: two values decided (leader, replica)`.
impl fmt::Display for FailureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.property, self.anomaly)?;
        if self.roles.is_empty() { Ok(()) } else { write!(f, " ({})", self.roles.join(", ")) }
    }
}
