//! The summary: how often each fault struck, and what it hit.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use sim_core::Time;

/// How often each fault struck, and what it hit: a plan that never bites is visible here.
///
/// Episodes that never began are not in it; compare with the plan.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// The episodes that began, in the order in which they did.
    pub fired: Vec<Fired>,
    /// The clauses of the network, by name, with how many messages each hit.
    pub clauses: Vec<(String, u64)>,
}

/// What an episode did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fired {
    /// Its label.
    pub label: String,
    /// Its family.
    pub family: &'static str,
    /// When it began.
    pub begun: Time,
    /// When it ended, if it did.
    pub ended: Option<Time>,
    /// The names of the nodes that it hit, if it is a fault of nodes.
    pub nodes: Vec<String>,
    /// How many messages it hit, if it is a fault of the network: dropped, held back or slowed down by it; of a fault of
    /// chance, how many were lost, duplicated, put aside or damaged while it was in force.
    pub messages: u64,
}

impl Fired {
    /// Whether it hit anything.
    pub fn bit(&self) -> bool {
        self.messages > 0 || !self.nodes.is_empty()
    }
}

impl Summary {
    /// How many episodes of each family began and how many of them hit something, by name.
    pub fn families(&self) -> Vec<(&'static str, usize, usize)> {
        let mut families: Vec<(&'static str, usize, usize)> = Vec::new();
        for fired in &self.fired {
            let index = families.iter().position(|(name, ..)| *name == fired.family);
            let index = index.unwrap_or_else(|| {
                families.push((fired.family, 0, 0));
                families.len() - 1
            });
            families[index].1 += 1;
            families[index].2 += usize::from(fired.bit());
        }
        families.sort_unstable();
        families
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.fired.is_empty() && self.clauses.is_empty() {
            return f.write_str("no episode began\n");
        }
        for Fired { label, family, begun, ended, nodes, messages } in &self.fired {
            write!(f, "{label} ({family}) {begun}")?;
            match ended {
                Some(ended) => write!(f, " to {ended}")?,
                None => f.write_str(" to the end")?,
            }
            match (messages, nodes.as_slice()) {
                (0, []) => f.write_str(": hit nothing")?,
                (0, nodes) => write!(f, ": hit {}", nodes.join(" "))?,
                (1, _) => f.write_str(": hit 1 message")?,
                (count, _) => write!(f, ": hit {count} messages")?,
            }
            f.write_str("\n")?;
        }
        for (name, messages) in &self.clauses {
            match messages {
                0 => writeln!(f, "{name} (clause): hit nothing")?,
                1 => writeln!(f, "{name} (clause): hit 1 message")?,
                count => writeln!(f, "{name} (clause): hit {count} messages")?,
            }
        }
        Ok(())
    }
}
