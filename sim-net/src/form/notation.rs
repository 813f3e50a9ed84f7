//! The notation of plans, for files of other things that hold a plan or look like one.
//!
//! A text is RON, read into a tree of [`Value`]s that know where they stand, so that whatever is wrong with one is
//! underlined in its text, however deep it is and whoever finds it. A reader takes a value apart: a [`Shape`] into its
//! [`Fields`], a [`Choice`] into one of its alternatives, [`list`], [`entries`], [`text`], [`name`], [`whole`],
//! [`duration`], [`named`] into what they say. A printer puts one together, with [`Group`] and what [`Value`] offers.
//!
//! ```
//! use sim_net::notation::{Fields, Group, Shape, Value, Wrong, read, whole};
//! use sim_net::Plan;
//!
//! const STORM: Shape =
//!     Shape { name: "Storm", noun: "storm", form: "(force: 12)", fields: &["force", "plan"] };
//!
//! fn storm(value: &Value) -> Result<(u8, Plan), Wrong> {
//!     let fields: Fields = STORM.read(value)?;
//!     Ok((fields.required("force", whole(0, 12))?, fields.or("plan", Plan::new(), Plan::read_value)?))
//! }
//!
//! let (force, plan) = read("storm.ron", "(force: 9, plan: (heal: \"5s\"))", storm)?;
//! let printed = Group::anonymous().with("force", Value::number(force)).with("plan", plan.to_value()).value();
//! assert_eq!(printed.to_string(), r#"(force: 9, plan: (heal: "5s", episodes: []))"#);
//!
//! let mistake = read("storm.ron", "(force: 9, plan: (hael: \"5s\"))", storm).unwrap_err();
//! assert_eq!((mistake.line, mistake.column), (1, 19));
//! assert_eq!(mistake.help.as_deref(), Some("did you mean `heal`?"));
//! # Ok::<(), sim_net::Mistake>(())
//! ```
//!
//! Deliberately absent: files, and other notations.

pub use super::amount::{duration, entries, list, whole};
pub use super::name::{name, text};
pub use crate::mistake::read;
pub use crate::ron::{
    Choice, Fields, Given, Group, Shape, Span, Value, Variant, Wrong, named, quoted,
};
