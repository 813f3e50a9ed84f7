//! Ways into a tree of values.

use super::{Body, Kind, Value};

impl Value {
    /// What is found along a path of fields and positions: `fault.nodes.1`.
    pub(crate) fn find(&self, path: &str) -> Option<&Value> {
        path.split('.').try_fold(self, |value, step| match step.parse::<usize>() {
            Ok(position) => value.items().get(position),
            Err(_) => value.field(step),
        })
    }

    /// The first text in here of which this is true.
    pub(crate) fn find_text(&self, is_meant: &dyn Fn(&str) -> bool) -> Option<&Value> {
        match &self.bare().kind {
            Kind::Text(text) => is_meant(text).then_some(self),
            Kind::List(items) | Kind::Group(_, Body::Items(items)) => {
                items.iter().find_map(|item| item.find_text(is_meant))
            }
            Kind::Map(entries) => entries.iter().find_map(|(key, value)| {
                key.find_text(is_meant).or_else(|| value.find_text(is_meant))
            }),
            Kind::Group(_, Body::Fields(fields)) => {
                fields.iter().find_map(|field| field.value.find_text(is_meant))
            }
            Kind::Bool(_)
            | Kind::Number(_)
            | Kind::Char(_)
            | Kind::Option(_)
            | Kind::Group(_, Body::Bare) => None,
        }
    }
}
