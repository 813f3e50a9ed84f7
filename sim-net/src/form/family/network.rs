//! Faults of the network: `Loss(chance: "5%", links: From("n1"))`.

use sim_core::{Duration, Ratio};

use crate::family::{Corruption, Duplicates, Family, Hold, Links, Loss, Reorder, SlowLink};
use crate::form::amount::{chance, chance_tree, duration, duration_tree, factor_tree, ratio};
use crate::form::links;
use crate::ron::{Group, Value, Variant, Wrong};

pub(super) const SLOW_LINK: Variant<Family> = Variant {
    name: "SlowLink",
    form: "(...)",
    fields: &["links", "factor", "extra"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::SlowLink(SlowLink {
            links: fields.or("links", Links::All, links::read)?,
            factor: fields.or("factor", Ratio::ONE, slowdown)?,
            extra: fields.or("extra", Duration::ZERO, duration)?,
        }))
    },
};

pub(super) const LOSS: Variant<Family> = Variant {
    name: "Loss",
    form: "(...)",
    fields: &["links", "chance"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::Loss(Loss {
            links: fields.or("links", Links::All, links::read)?,
            chance: fields.required("chance", chance)?,
        }))
    },
};

pub(super) const DUPLICATES: Variant<Family> = Variant {
    name: "Duplicates",
    form: "(...)",
    fields: &["links", "chance", "behind"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::Duplicates(Duplicates {
            links: fields.or("links", Links::All, links::read)?,
            chance: fields.required("chance", chance)?,
            behind: fields.or("behind", Duration::ZERO, duration)?,
        }))
    },
};

pub(super) const REORDER: Variant<Family> = Variant {
    name: "Reorder",
    form: "(...)",
    fields: &["links", "chance", "behind"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::Reorder(Reorder {
            links: fields.or("links", Links::All, links::read)?,
            chance: fields.required("chance", chance)?,
            behind: fields.required("behind", duration)?,
        }))
    },
};

pub(super) const CORRUPTION: Variant<Family> = Variant {
    name: "Corruption",
    form: "(...)",
    fields: &["links", "chance"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::Corruption(Corruption {
            links: fields.or("links", Links::All, links::read)?,
            chance: fields.required("chance", chance)?,
        }))
    },
};

pub(super) const HOLD: Variant<Family> = Variant {
    name: "Hold",
    form: "(...)",
    fields: &["links"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::Hold(Hold { links: fields.or("links", Links::All, links::read)? }))
    },
};

// A fault doesn't make a link faster.
fn slowdown(value: &Value) -> Result<Ratio, Wrong> {
    let factor = ratio(value)?;
    if factor < Ratio::ONE {
        let said = alloc::format!("a link can't be made faster: {factor} is below one");
        return Err(Wrong::new(value.span, said).expected("a factor from 1 on"));
    }
    Ok(factor)
}

fn on(name: &str, links: &Links) -> Group {
    Group::named(name).with_other("links", links, &Links::All, links::tree)
}

pub(super) fn slow_link(slow: &SlowLink) -> Value {
    let SlowLink { links, factor, extra } = slow;
    on("SlowLink", links)
        .with_other("factor", *factor, Ratio::ONE, factor_tree)
        .with_other("extra", *extra, Duration::ZERO, duration_tree)
        .value()
}

pub(super) fn loss(loss: &Loss) -> Value {
    let Loss { links, chance } = loss;
    on("Loss", links).with("chance", chance_tree(*chance)).value()
}

pub(super) fn duplicates(duplicates: &Duplicates) -> Value {
    let Duplicates { links, chance, behind } = duplicates;
    on("Duplicates", links)
        .with("chance", chance_tree(*chance))
        .with_other("behind", *behind, Duration::ZERO, duration_tree)
        .value()
}

pub(super) fn reorder(reorder: &Reorder) -> Value {
    let Reorder { links, chance, behind } = reorder;
    on("Reorder", links)
        .with("chance", chance_tree(*chance))
        .with("behind", duration_tree(*behind))
        .value()
}

pub(super) fn corruption(corruption: &Corruption) -> Value {
    let Corruption { links, chance } = corruption;
    on("Corruption", links).with("chance", chance_tree(*chance)).value()
}

pub(super) fn hold(hold: &Hold) -> Value {
    let Hold { links } = hold;
    on("Hold", links).value()
}
