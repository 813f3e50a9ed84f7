//! Links: `(latency: "5ms", loss: "1%")`, or one that has a name, and what differs from it.

use alloc::format;
use core::fmt;

use sim_core::{Duration, Ratio, Site, Spread};

use super::amount::{self, chance, chance_tree, duration, duration_tree};
use super::spread;
use crate::link::{Bandwidth, Bursts, Duplication, EarlyDrop, Link, LinkLoss, Order, Reordering};
use crate::mistake::{self, Mistake};
use crate::ron::{Choice, Group, Kind, Shape, Value, Variant, Wrong, nearest, one_of, quoted};

pub(super) const LINK: Shape = Shape {
    name: "Link",
    noun: "link",
    form: "(latency: ...)",
    fields: &[
        "latency",
        "spread",
        "loss",
        "duplication",
        "reordering",
        "corruption",
        "order",
        "bandwidth",
    ],
};

pub(super) const DUPLICATION: Shape = Shape {
    name: "Duplication",
    noun: "duplication",
    form: "(chance: ...)",
    fields: &["chance", "copies", "behind"],
};

pub(super) const REORDERING: Shape = Shape {
    name: "Reordering",
    noun: "reordering",
    form: "(chance: ..., behind: ...)",
    fields: &["chance", "behind"],
};

pub(super) const BANDWIDTH: Shape = Shape {
    name: "Bandwidth",
    noun: "bandwidth",
    form: "(rate: ...)",
    fields: &["rate", "queue", "early"],
};

pub(super) const EARLY_DROP: Shape = Shape {
    name: "EarlyDrop",
    noun: "early drop",
    form: "(from: ..., to: ..., chance: ...)",
    fields: &["from", "to", "chance"],
};

pub(super) const LOSSES: Choice<LinkLoss> = Choice {
    noun: "loss",
    or: Some("a chance"),
    variants: &[Variant {
        name: "Bursts",
        form: "(...)",
        fields: &["begin", "end", "fair", "foul"],
        read: |given| {
            let fields = given.fields()?;
            Ok(LinkLoss::Bursts(Bursts {
                begin: fields.required("begin", chance)?,
                end: fields.required("end", chance)?,
                fair: fields.or("fair", Ratio::ZERO, chance)?,
                foul: fields.or("foul", Ratio::ONE, chance)?,
            }))
        },
    }],
};

pub(super) const ORDERS: Choice<Order> = Choice {
    noun: "order",
    or: None,
    variants: &[
        Variant {
            name: "Loose",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Order::Loose),
        },
        Variant {
            name: "Kept",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Order::Kept),
        },
    ],
};

/// The most further copies: the first one counts among those that a message can have.
pub(super) const COPIES_MAX: u8 = Site::COPIES_MAX - 1;

// What a link is where nothing is said: at once, each message once.
const PLAIN: Link = Link::new(Duration::ZERO);

impl Link {
    /// Reads a link in RON; `file` is what a mistake names it.
    ///
    /// What is left out is as plain as can be: no latency, no loss, no limit.
    ///
    /// ```
    /// use sim_net::Link;
    /// let link = Link::read("link", r#"(latency: "20ms", spread: Exponential("2ms"), loss: "0.5%")"#)?;
    /// assert_eq!(link.latency, sim_core::millis(20));
    /// assert_eq!(Link::read("again", &link.to_string())?, link);
    /// # Ok::<(), sim_net::Mistake>(())
    /// ```
    ///
    /// # Errors
    /// The text is no link, or one that makes no sense.
    pub fn read(file: &str, text: &str) -> Result<Link, Mistake> {
        mistake::read(file, text, read)
    }
}

/// In RON, as [`Link::read`] reads it.
impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        tree(self).fmt(f)
    }
}

pub(super) fn read(value: &Value) -> Result<Link, Wrong> {
    let link = read_link(value)?;
    link.check().map_err(|error| Wrong::new(value.span, format!("{error}")))?;
    Ok(link)
}

fn read_link(value: &Value) -> Result<Link, Wrong> {
    if let Kind::Text(text) = &value.kind
        && Link::PRESETS.contains(&text.as_str())
    {
        let help = format!("write {} without quotes", quoted(text));
        return Err(value.is_no("link").expected(one_of(Link::PRESETS)).help(help));
    }
    let Kind::Group(Some(name), body) = &value.kind else { return with(PLAIN, value) };
    if name.text == LINK.name {
        return with(PLAIN, value);
    }
    let Some(base) = Link::preset(&name.text) else {
        let wrong = Wrong::new(name.span, format!("there is no link {}", quoted(&name.text)));
        let expected = format!("`{}` or {}", LINK.form, one_of(Link::PRESETS));
        return Err(wrong.expected(expected).near(nearest(&name.text, Link::PRESETS)));
    };
    if body.is_empty() {
        return Ok(base);
    }
    // What stands behind the name differs from the link of that name.
    with(base, &Value { span: value.span, kind: Kind::Group(None, body.clone()) })
}

// A link that is like another but for the fields that are given.
fn with(base: Link, value: &Value) -> Result<Link, Wrong> {
    let fields = LINK.read(value)?;
    let Link { latency, spread, loss, duplication, reordering, corruption, order, bandwidth } =
        base;
    Ok(Link {
        latency: fields.or("latency", latency, duration)?,
        spread: fields.or("spread", spread, spread::read)?,
        loss: fields.or("loss", loss, read_loss)?,
        duplication: fields.or("duplication", duplication, read_duplication)?,
        reordering: fields.or("reordering", reordering, read_reordering)?,
        corruption: fields.or("corruption", corruption, chance)?,
        order: fields.or("order", order, |value| ORDERS.read(value))?,
        bandwidth: match fields.given("bandwidth") {
            None => bandwidth,
            Some(_) => fields.optional("bandwidth", read_bandwidth)?,
        },
    })
}

fn read_loss(value: &Value) -> Result<LinkLoss, Wrong> {
    match value.kind {
        Kind::Text(_) | Kind::Number(_) => chance(value).map(LinkLoss::Independent),
        Kind::Bool(_)
        | Kind::Char(_)
        | Kind::List(_)
        | Kind::Map(_)
        | Kind::Option(_)
        | Kind::Group(..) => LOSSES.read(value),
    }
}

fn read_duplication(value: &Value) -> Result<Duplication, Wrong> {
    let fields = DUPLICATION.read(value)?;
    let chance = fields.required("chance", chance)?;
    // Where there are no further copies, their number says nothing.
    let (least, most) = if chance.is_zero() { (0, u8::MAX) } else { (1, COPIES_MAX) };
    Ok(Duplication {
        chance,
        copies: fields.or("copies", 1, amount::whole(least, most.into()))?,
        behind: fields.or("behind", Spread::None, spread::read)?,
    })
}

fn read_reordering(value: &Value) -> Result<Reordering, Wrong> {
    let fields = REORDERING.read(value)?;
    Ok(Reordering {
        chance: fields.required("chance", chance)?,
        behind: fields.required("behind", spread::read)?,
    })
}

fn read_bandwidth(value: &Value) -> Result<Bandwidth, Wrong> {
    let fields = BANDWIDTH.read(value)?;
    Ok(Bandwidth {
        rate: fields.required("rate", amount::whole(1, u64::MAX))?,
        queue: fields.optional("queue", amount::whole(0, u64::MAX))?,
        early: fields.optional("early", read_early_drop)?,
    })
}

fn read_early_drop(value: &Value) -> Result<EarlyDrop, Wrong> {
    let fields = EARLY_DROP.read(value)?;
    let from = fields.required("from", amount::whole(0, u64::MAX))?;
    let to = fields.required("to", amount::whole(0, u64::MAX))?;
    if to < from {
        let span = fields.given("to").map_or(fields.span(), |value| value.span);
        let wrong = Wrong::new(span, format!("{to} is below the {from} where drops begin"));
        return Err(wrong.expected("no fewer bytes than in `from`"));
    }
    Ok(EarlyDrop { from, to, chance: fields.required("chance", chance)? })
}

pub(super) fn tree(link: &Link) -> Value {
    let Link { latency, spread, loss, duplication, reordering, corruption, order, bandwidth } =
        link;
    Group::anonymous()
        .with_other("latency", *latency, PLAIN.latency, duration_tree)
        .with_other("spread", spread, &PLAIN.spread, spread::tree)
        .with_other("loss", *loss, PLAIN.loss, loss_tree)
        .with_other("duplication", duplication, &PLAIN.duplication, duplication_tree)
        .with_other("reordering", reordering, &PLAIN.reordering, reordering_tree)
        .with_other("corruption", *corruption, PLAIN.corruption, chance_tree)
        .with_other("order", *order, PLAIN.order, order_tree)
        .with_some("bandwidth", *bandwidth, bandwidth_tree)
        .value()
}

fn loss_tree(loss: LinkLoss) -> Value {
    match loss {
        LinkLoss::Independent(chance) => chance_tree(chance),
        LinkLoss::Bursts(Bursts { begin, end, fair, foul }) => Group::named("Bursts")
            .with("begin", chance_tree(begin))
            .with("end", chance_tree(end))
            .with_other("fair", fair, Ratio::ZERO, chance_tree)
            .with_other("foul", foul, Ratio::ONE, chance_tree)
            .value(),
    }
}

fn duplication_tree(duplication: &Duplication) -> Value {
    let Duplication { chance, copies, behind } = duplication;
    Group::anonymous()
        .with("chance", chance_tree(*chance))
        .with_other("copies", *copies, 1, Value::number)
        .with_other("behind", behind, &Spread::None, spread::tree)
        .value()
}

fn reordering_tree(reordering: &Reordering) -> Value {
    let Reordering { chance, behind } = reordering;
    Group::anonymous()
        .with("chance", chance_tree(*chance))
        .with("behind", spread::tree(behind))
        .value()
}

fn order_tree(order: Order) -> Value {
    match order {
        Order::Loose => Value::word("Loose"),
        Order::Kept => Value::word("Kept"),
    }
}

fn bandwidth_tree(bandwidth: Bandwidth) -> Value {
    let Bandwidth { rate, queue, early } = bandwidth;
    Group::anonymous()
        .with("rate", Value::number(rate))
        .with_some("queue", queue, Value::number)
        .with_some("early", early, early_drop_tree)
        .value()
}

fn early_drop_tree(early: EarlyDrop) -> Value {
    let EarlyDrop { from, to, chance } = early;
    Group::anonymous()
        .with("from", Value::number(from))
        .with("to", Value::number(to))
        .with("chance", chance_tree(chance))
        .value()
}
