//! The floods themselves: signed segments as a computer of the school can make them.

use crate::homes::Result;
use crate::liar::{AT, Prey};
use crate::pen::{Pen, names};
use crate::school::{Person, YEAR, id, pair};
use zhurnal::event::kinds::{journal as j, ledger as l, year as y};
use zhurnal::event::segment::user_key_message;
use zhurnal::event::{ChainId, Cut, Head, Scope, Segment, Value, Volume};
use zhurnal::keys::sign::Context;
use zhurnal::store::Author;

fn key_value(user: [u8; 16], key: &zhurnal::keys::SigningKey, at: (ChainId, u32)) -> Value {
    let proof = key.sign(Context::USER_KEY, &[&user_key_message(&user, &at.0, at.1)]);
    let public = Value::Bytes(key.public().0.to_vec());
    let (none, proof) = (Value::Array(vec![]), Value::Bytes(proof.0.to_vec()));
    vec![id("salt").into(), 1.into(), 1.into(), 1.into(), public, false.into(), none, proof].into()
}

fn change(pen: &mut Pen, user: [u8; 16], word: &str) -> Person {
    let next = Person { user, key: pair(word) };
    let value = key_value(user, &next.key, pen.place());
    pen.write(AT, l::USER_KEY, vec![user.into()], value, vec![]);
    next
}

pub fn ladder(p: &mut Prey) -> Result<Vec<Segment>> {
    let (mut pen, user) = (p.chain(Volume::REGISTRY), p.teacher.user().0);
    pen.session(AT, &p.teacher);
    for n in 0..1000 {
        let next = change(&mut pen, user, &format!("ladder {n}"));
        pen.session(AT, &next);
    }
    Ok(pen.take())
}

pub fn siblings(p: &mut Prey) -> Result<Vec<Segment>> {
    let user = p.teacher.user().0;
    let mut out = Vec::new();
    for n in 0..1000 {
        let mut pen = p.chain(Volume::REGISTRY);
        pen.session(AT, &p.teacher);
        change(&mut pen, user, &format!("sibling {n}"));
        out.extend(pen.take());
    }
    Ok(out)
}

pub fn windows(p: &mut Prey) -> Result<Vec<Segment>> {
    let mut pen = p.chain(YEAR);
    let date = p.square.get(1).and_then(Value::int).unwrap_or_default();
    for _ in 0..2000 {
        let scope = Scope::Window { groups: vec![], from: date - 20, to: date };
        let cut = Cut { scope, heads: vec![], void: false, automatic: true, stratum: 2, parts: vec![] };
        pen.write(AT + 86_400 * 400, l::CUT, vec![p.fresh()], cut.to_value(), vec![]);
    }
    Ok(pen.take())
}

pub fn writes(p: &mut Prey) -> Result<Vec<Segment>> {
    let mut pen = p.of_teacher()?;
    for n in 0..2000 {
        pen.write(AT, j::MARK, p.square.clone(), (2 + n % 4).into(), vec![]);
    }
    Ok(pen.take())
}

pub fn conflicts(p: &mut Prey) -> Result<Vec<Segment>> {
    let mut out = Vec::new();
    for n in 0..500 {
        let mut pen = p.of_teacher()?;
        pen.write(AT, j::MARK, p.square.clone(), (2 + n % 4).into(), vec![]);
        out.extend(pen.take());
    }
    Ok(out)
}

pub fn sessions(p: &mut Prey) -> Result<Vec<Segment>> {
    let mut pen = p.chain(YEAR);
    for _ in 0..5000 {
        pen.session(AT, &p.teacher);
        pen.session(AT, &p.deputy);
    }
    Ok(pen.take())
}

pub fn forks(p: &mut Prey) -> Result<Vec<Segment>> {
    let mut pen = p.of_teacher()?;
    let mut out = Vec::new();
    for n in 0..1000 {
        let mut other = pen.clone();
        pen.seen(AT + n, &[]);
        pen.seen(AT + n, &[]);
        out.extend(pen.take());
        other.take();
        other.seen(AT + 100_000 + n, &[]);
        pen = other;
        out.extend(pen.take());
    }
    Ok(out)
}

pub fn void_marks(p: &mut Prey) -> Result<Vec<Segment>> {
    let mut pen = p.of_teacher()?;
    for _ in 0..10_000 {
        let mut key = p.square.clone();
        if let Some(group) = key.first_mut() {
            *group = p.fresh();
        }
        pen.write(AT, j::MARK, key, 5.into(), vec![]);
    }
    Ok(pen.take())
}

pub fn void_loads(p: &mut Prey) -> Result<Vec<Segment>> {
    let mut pen = p.chain(YEAR);
    pen.session(AT, &p.teacher);
    let key = vec![p.teacher.user().0.into(), p.square.first().cloned().unwrap_or_default()];
    for _ in 0..2000 {
        pen.write(AT, y::LOAD, key.clone(), vec![100.into(), Value::Null, Value::Null].into(), vec![]);
    }
    Ok(pen.take())
}

pub fn void_certificates(p: &mut Prey) -> Result<Vec<Segment>> {
    let mut pen = p.chain(Volume::REGISTRY);
    pen.session(AT, &p.teacher);
    let device = p.book.home().device();
    let known = p.book.home().ask(Volume::REGISTRY, |r| r.cell(l::DEVICE, &[device.0.into()]))?.ok_or("the computer has no certificate")?;
    for _ in 0..2000 {
        pen.write(AT, l::DEVICE, known.key.clone(), known.value.clone(), vec![]);
    }
    Ok(pen.take())
}

/// The write that the square shows.
fn shown(p: &Prey) -> Result<Head> {
    let cell = p.book.home().ask(YEAR, |r| r.cell(j::MARK, &p.square))?.ok_or("the square is empty")?;
    Ok(p.book.home().head_at(YEAR, cell.at)?)
}

pub fn decisions(p: &mut Prey) -> Result<Vec<Segment>> {
    let mut pen = p.chain(YEAR);
    pen.session(AT, &p.deputy);
    let value: Value = vec![names(&[shown(p)?]), true.into(), 2.into()].into();
    for _ in 0..1000 {
        pen.write(AT, l::DECIDE, vec![p.fresh()], value.clone(), vec![]);
    }
    Ok(pen.take())
}

pub fn opens(p: &mut Prey) -> Result<Vec<Segment>> {
    let mut pen = p.chain(YEAR);
    pen.session(AT, &p.deputy);
    let scope = Scope::Lessons { groups: vec![id("nobody's")], from: 10_000, to: 10_001, terms: vec![] };
    let cut = Cut { scope, heads: vec![], void: false, automatic: false, stratum: 2, parts: vec![] };
    let lock = pen.write(AT, l::CUT, vec![p.fresh()], cut.to_value(), vec![]);
    let value: Value = vec![names(&[lock]), 2.into()].into();
    for _ in 0..1000 {
        pen.write(AT, l::OPEN, vec![p.fresh()], value.clone(), vec![]);
    }
    Ok(pen.take())
}

pub fn locks(p: &mut Prey) -> Result<Vec<Segment>> {
    let mut pen = p.chain(YEAR);
    pen.session(AT, &p.deputy);
    for _ in 0..2000 {
        let scope = Scope::Lessons { groups: vec![], from: 10_000, to: 10_001, terms: vec![] };
        let cut = Cut { scope, heads: vec![], void: false, automatic: false, stratum: 2, parts: vec![] };
        pen.write(AT, l::CUT, vec![p.fresh()], cut.to_value(), vec![]);
    }
    Ok(pen.take())
}

pub fn checkpoints(p: &mut Prey) -> Result<Vec<Segment>> {
    let (heads, mut out) = p.chains(10);
    let mut pen = p.chain(Volume::REGISTRY);
    for _ in 0..2000 {
        pen.write(AT, l::CHECKPOINT, vec![], names(&heads), vec![]);
    }
    out.extend(pen.take());
    Ok(out)
}
