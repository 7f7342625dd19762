//! The notation of shapes, as `docs/FORMAT.md` explains it.

use zhurnal::event::kinds::year;
use zhurnal::event::spec::{In, KindSpec, Need, Permission, Places, Shape};

/// A shape in the notation.
pub fn shape(s: &Shape) -> String {
    match s {
        Shape::Null => "null".into(),
        Shape::Bool => "bool".into(),
        Shape::Int(lo, hi) => format!("int({lo}..{hi})"),
        Shape::Date => "date".into(),
        Shape::Instant => "instant".into(),
        Shape::Text(max, full) => format!("text({}..{max})", u8::from(*full)),
        Shape::Id => "id".into(),
        Shape::Bytes(n) => format!("bytes({n})"),
        Shape::Blob(n) => format!("blob({n})"),
        Shape::Head => "head".into(),
        Shape::Cell => "cell".into(),
        Shape::Opt(s) => format!("opt({})", shape(s)),
        Shape::List(s, max) => format!("list({}, {max})", shape(s)),
        Shape::Tuple(f) => tuple(f),
        Shape::OneOf(alts) => {
            let alts: Vec<String> = alts.iter().map(|(name, f)| format!("{name}{}", tuple(f))).collect();
            format!("oneof({})", alts.join("; "))
        }
    }
}

/// Named items in order.
pub fn tuple(fields: &[(&str, Shape)]) -> String {
    let items: Vec<String> = fields.iter().map(|(name, s)| format!("{name}: {}", shape(s))).collect();
    format!("[{}]", items.join(", "))
}

/// Name of a permission, `snake_case`.
pub fn permission(p: Permission) -> String {
    let mut out = String::new();
    for c in format!("{p:?}").chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Who may, in the notation.
pub fn need(n: Need) -> String {
    match n {
        Need::Root => "root".into(),
        Need::Device => "device".into(),
        Need::Witness => "witness".into(),
        Need::Admin => "admin".into(),
        Need::AdminOrRoot => "admin or root".into(),
        Need::OwnKey => "own key".into(),
        Need::ByPayload => "by payload".into(),
        Need::Role(p) => format!("role({})", permission(p)),
        Need::Page(p) => format!("page({})", permission(p)),
        Need::Homeroom(p) => format!("homeroom({})", permission(p)),
        Need::Anyone => "anyone".into(),
    }
}

/// Who may, with what the row asks besides: one's own cell, the computer with the stamp.
pub fn who(k: &KindSpec) -> String {
    let own = k.own.map(|i| format!(", own(key.{i})")).unwrap_or_default();
    let stamp = match (k.stamp, k.code) {
        (false, _) => "",
        (true, year::PRINTED) => ", stamp(final)",
        (true, _) => ", stamp",
    };
    format!("{}{own}{stamp}", need(k.need))
}

/// Volume, in the notation.
pub fn volume(v: In) -> &'static str {
    match v {
        In::Registry => "registry",
        In::Year => "year",
        In::Both => "both",
    }
}

/// Where scopes look, in the notation.
pub fn places(p: &Places) -> String {
    let of = |name: &str, item: Option<usize>| item.map(|i| format!("{name}=key.{i}"));
    let all = [of("group", p.group), of("date", p.date), of("slot", p.slot), of("term", p.term), of("class", p.class)];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// One row of the table of kinds.
pub fn row(k: &KindSpec) -> String {
    format!(
        "| {} | {} | `{}` | {} | {} | `{}` | `{}` | {} | {} | {} | {} |",
        k.code,
        k.version,
        k.name,
        volume(k.volume),
        k.stratum,
        tuple(k.key),
        shape(&k.value),
        who(k),
        if k.clears { "yes" } else { "no" },
        places(&k.places),
        k.about
    )
}
