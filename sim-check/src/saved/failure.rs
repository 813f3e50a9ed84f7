//! Failure ids, as they are written.

use std::cmp::Ordering;

use sim_net::notation::{Group, Shape, Value, Wrong, list, name, quoted};

use crate::failure::FailureId;

const FAILURE: Shape = Shape {
    name: "Failure",
    noun: "failure",
    form: "(property: \"...\", anomaly: \"...\")",
    fields: &["property", "anomaly", "roles"],
};

pub(super) fn read(value: &Value) -> Result<FailureId, Wrong> {
    let fields = FAILURE.read(value)?;
    Ok(FailureId {
        property: fields.required("property", name)?,
        anomaly: fields.required("anomaly", name)?,
        roles: fields.or("roles", Vec::new(), roles)?,
    })
}

// Sorted, each once: otherwise the same failure would have two names.
fn roles(value: &Value) -> Result<Vec<String>, Wrong> {
    let roles = list(value, "list of roles", name)?;
    for (item, pair) in value.items().iter().skip(1).zip(roles.windows(2)) {
        let said = match pair[0].cmp(&pair[1]) {
            Ordering::Less => continue,
            Ordering::Equal => format!("{} is given twice", quoted(&pair[1])),
            Ordering::Greater => {
                format!("{} stands behind {}", quoted(&pair[1]), quoted(&pair[0]))
            }
        };
        return Err(Wrong::new(item.span(), said).expected("roles in their order, each once"));
    }
    Ok(roles)
}

pub(super) fn tree(failure: &FailureId) -> Value {
    let FailureId { property, anomaly, roles } = failure;
    let roles = Some(roles).filter(|roles| !roles.is_empty());
    Group::anonymous()
        .with("property", Value::text(property))
        .with("anomaly", Value::text(anomaly))
        .with_some("roles", roles, |roles| Value::list(roles, Value::text))
        .value()
}
