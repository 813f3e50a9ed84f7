//! The text form of plans, layouts and links: how each is read and printed.
//!
//! A file per noun, with a `read` from a tree of values and a `tree` to print; what is as it is by default may be left
//! out, and is. What makes no sense by itself, a chance above one or a range that is upside down, is a mistake here,
//! where it can be underlined; what makes no sense in a world, such as a node that isn't there, is found later, and
//! [`PlanText`] knows where it stands.
//!
//! Deliberately absent: comments, which aren't kept, and names of nodes and actors, which aren't known.

mod amount;
mod episode;
mod family;
mod layout;
mod layout_place;
mod link;
mod links;
mod model;
mod name;
pub mod notation;
mod plan;
mod plan_text;
mod selector;
mod spread;

#[cfg(test)]
mod guide;
#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;

pub(crate) use plan_text::PlanText;
