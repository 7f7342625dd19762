//! Floods: what a computer of the school that lies may send costs the others in proportion to its size, and no act of theirs afterwards.
//!
//! Nothing is timed here (`zhurnal-bench flood` does that): what is counted is what was judged again, and what is kept.

use std::collections::BTreeMap;

use zhurnal::event::segment::head_message;
use zhurnal::event::{ChainId, Segment};
use zhurnal::keys::sign::Context;
use zhurnal::rights::{Branch, Chains, Ground, LawEvent, Spot, Why, evaluate};
use zhurnal::store::Write;

use super::prelude::*;
use crate::support::acts::bytes;
use crate::support::flooded::{AT, Chain, School, person};
use crate::support::world::{MAX_HEADS, names, row};

#[test]
fn a_second_branch_is_judged_and_nothing_else_is_again() {
    let mut s = School::new();
    s.marks(300);
    let mut c = s.of_teacher();
    let mut second = c.fork();
    for n in 0..50 {
        c.mark(Square(L1, "p1", "w1"), 2 + n % 4);
    }
    s.receive(&[c.take()]);
    second.write(l::SEEN, vec![], names(&[]));
    assert_eq!(s.receive(&[second.take()]), 0);
    // A write of a cell is judged beside the others of the cell, and beside nothing more.
    second.mark(Square(L1, "p1", "w1"), 3);
    assert_eq!(s.receive(&[second.take()]), 50);
    s.proven();
}

#[test]
fn what_was_seen_is_kept_once_for_each_branch_however_often_it_is_named() {
    let mut chains = Chains::default();
    let id_of = |nonce| ChainId { device: device("device X"), volume: YEAR, nonce };
    let begin = |chains: &mut Chains, nonce| {
        let mut b = Branch::new(id_of(nonce), 0, None, 0, [0; 32]);
        b.next = 100_000;
        chains.add(b)
    };
    let me = begin(&mut chains, 0);
    let others: Vec<u32> = (1..=500).map(|n| begin(&mut chains, n)).collect();
    for idx in 0..50_000 {
        let branch = others[idx as usize % others.len()];
        chains.add_seen(me, idx, Spot { year: true, branch, idx: 7 }, None);
    }
    assert_eq!(chains.seen_places(), 500);
    assert_eq!(chains.last_seen(me, 499, (true, others[498])), Some(7));
    assert_eq!(chains.last_seen(me, 499, (true, others[499])), None);
    chains.add_seen(me, 60_000, Spot { year: true, branch: others[0], idx: 9 }, None);
    assert_eq!([60_000, 60_001].map(|idx| chains.last_seen(me, idx, (true, others[0]))), [7, 9].map(Some));
    assert_eq!(chains.seen_places(), 501);
}

#[test]
fn a_branch_of_a_thousand_branches_knows_what_it_comes_from() {
    let mut chains = Chains::default();
    let mut parent = None;
    for n in 0..1000u32 {
        let mut b = Branch::new(ChainId { device: device("device X"), volume: YEAR, nonce: 1 }, 0, parent, 2 * n, [0; 32]);
        b.next = 2 * n + 4;
        parent = Some((chains.add(b), 2 * n + 1));
    }
    let naive = |mut m: u32, mut j: u32, n: u32, i: u32| loop {
        if m == n {
            break i <= j;
        }
        match chains.get(m).and_then(|b| b.parent) {
            Some((p, k)) => (m, j) = (p, k),
            None => break false,
        }
    };
    for (m, n) in (1..=1000).step_by(37).flat_map(|m| (1..=1000).step_by(41).map(move |n| (m, n))) {
        for i in [2 * n - 2, 2 * n - 1, 2 * n, 2 * n + 1] {
            assert_eq!(chains.reaches(m, 2 * m, n, i), naive(m, 2 * m, n, i), "{m} {n} {i}");
        }
    }
    assert_eq!(chains.depth(1000), 999);
}

#[test]
fn windows_that_are_void_are_not_among_those_that_a_mark_looks_at() {
    let (mut registry, mut year) = (Chains::default(), Chains::default());
    registry.add(Branch::new(ChainId { device: device("device X"), volume: REGISTRY, nonce: 1 }, 0, None, 0, [0; 32]));
    let mut b = Branch::new(ChainId { device: device("device X"), volume: YEAR, nonce: 2 }, 0, None, 0, [0; 32]);
    b.next = 500;
    let branch = year.add(b);
    let law = |idx: u32| {
        let scope = Scope::Window { groups: vec![], from: L1.date - 5, to: L1.date };
        let value = Cut { automatic: true, ..cut(scope, vec![], false, 2) }.to_value();
        let event = Event::new(AT, row(l::CUT), vec![id(&format!("window {idx}")).into()], value);
        LawEvent { spot: Spot { year: true, branch, idx }, hash: [0; 32], law: Law::read(&event), event, proof: true }
    };
    let laws: Vec<LawEvent> = (0..500).map(law).collect();
    assert!(laws.iter().all(|e| e.law.is_some()));
    let statutes = evaluate(&laws, None, &Ground { registry: &registry, year: Some(&year), hash: &|_| None });
    assert_eq!((statutes.verdicts.len(), statutes.cuts.len(), statutes.index.windows.len()), (500, 0, 0));
}

#[test]
fn the_next_write_of_a_cell_with_two_thousand_judges_none_of_them_again() {
    let mut s = School::new();
    s.mark(C1, 2);
    let mut c = s.of_teacher();
    for n in 0..2000 {
        c.mark(C1, 2 + n % 4);
    }
    s.receive(&[c.take()]);
    assert!(s.value(C1).1, "two sides: what O wrote, and the liar's last");
    for mark in [3, 5, 4] {
        assert_eq!(s.mark(C1, mark).judged_again, 0);
        assert_eq!(s.value(C1), (Some(mark), false));
    }
    assert_eq!(s.count(YEAR, "superseded"), 2003);
    s.proven();
}

#[test]
fn a_cell_of_a_thousand_sides_is_written_and_closed_by_few_writes() {
    let mut s = School::new();
    s.mark(C1, 2);
    let mut chains = Vec::new();
    for n in 0..1000 {
        let mut c = s.of_teacher();
        c.mark(C1, 2 + n % 4);
        chains.push(c.take());
    }
    s.receive(&chains);
    for last in [false, false, true] {
        s.mark(C1, 5);
        assert_eq!(s.value(C1), (Some(5), !last));
    }
    s.proven();
}

#[test]
fn void_and_held_entries_are_not_judged_again_for_what_others_are_given() {
    let mut s = School::new();
    let mut c = s.pen(YEAR);
    c.session(&person(T2));
    for n in 0..400 {
        c.mark(Square(Lesson { date: L1.date + n, ..L2 }, "p1", "w1"), 5);
    }
    s.receive(&[c.take()]);
    assert_eq!(s.count(YEAR, "void"), 400);
    assert_eq!(s.load(T1, "C").judged_again, 0);
    assert_eq!(s.load(T2, L2.group).judged_again, 400, "the load is theirs");
    assert_eq!([s.count(YEAR, "void"), s.count(YEAR, "held")], [0, 400]);
    assert_eq!(s.load(T1, "D").judged_again, 0);
    s.proven();
}

#[test]
fn a_ladder_of_passwords_makes_no_later_law_event_judge_anything_again() {
    let mut s = School::new();
    s.marks(100);
    let mut c = s.pen(REGISTRY);
    let mut now = person(T2);
    c.session(&now);
    for n in 0..300 {
        now = c.change(&now, &format!("ladder {n}"));
        c.session(&now);
    }
    s.receive(&[c.take()]);
    assert_eq!([s.count(REGISTRY, "held"), s.count(REGISTRY, "void")], [0, 0], "each step of the ladder counts");
    assert_eq!([s.role().judged_again, s.load(T1, "C").judged_again], [0, 0]);
    let checkpoint = Write::new(l::CHECKPOINT, vec![], Value::Array(vec![])).at_heads();
    for _ in 0..2 {
        assert_eq!(s.home.act_alone(REGISTRY, std::slice::from_ref(&checkpoint)).unwrap().judged_again, 0);
    }
    s.proven();
}

#[test]
fn passwords_changed_in_a_hundred_places_at_once_all_wait() {
    let mut s = School::new();
    let mut chains = Vec::new();
    for n in 0..100 {
        let mut c = s.pen(REGISTRY);
        c.session(&person(T2));
        c.change(&person(T2), &format!("sibling {n}"));
        chains.push(c.take());
    }
    s.receive(&chains);
    assert_eq!(s.count(REGISTRY, "held"), 100);
    assert!(s.home.of_hand(REGISTRY).unwrap().iter().all(|e| e.why == Why::TwoChanges));
    s.proven();
}

/// Cutting off, the witness's checkpoint and the closing, whatever the number of chains.
fn all_chains_are_named(n: usize) {
    let mut s = School::new();
    let (heads, segments) = s.chains(n);
    s.receive(&segments);
    let place = |name: &str| vec![id(name).into()];
    let scope = Scope::Lessons { groups: vec![id(L1.group)], from: L1.date, to: L1.date, terms: vec![] };
    s.act(DEP, YEAR, &[Write::new(l::CUT, place("lock"), cut(scope, vec![], false, 2).to_value()).at_heads()]);
    let away = Scope::Device(device("device X").0, vec![]);
    s.act(ADM, REGISTRY, &[Write::new(l::CUT, place("away"), cut(away, vec![], false, 1).to_value()).at_heads()]);
    let checkpoint = Write::new(l::CHECKPOINT, vec![], Value::Array(vec![])).at_heads();
    s.home.act_alone(REGISTRY, &[checkpoint]).unwrap();
    let closing = vec![Value::Array(vec![]), "order 1".into(), 20_900.into(), Value::Array(vec![])];
    s.act(ADM, YEAR, &[Write::new(l::CLOSE_YEAR, vec![], closing.into()).at_heads()]);
    // Each of them names all of the liar's chains, in its own value, in parts, or in several events.
    let all = [REGISTRY, YEAR].map(|v| s.home.segments(v, &BTreeMap::new()).unwrap()).concat();
    let mut named: BTreeMap<u16, usize> = BTreeMap::new();
    for event in all.iter().flat_map(|s| &s.events).filter_map(|b| Event::from_bytes(b)) {
        let list = match Law::read(&event) {
            Some(Law::Cut(c)) => c.heads,
            Some(Law::CloseYear { heads, .. } | Law::HeadsPart(heads) | Law::Checkpoint(heads)) => heads,
            _ => continue,
        };
        assert!(list.len() <= MAX_HEADS);
        *named.entry(event.kind).or_default() += list.iter().filter(|h| heads.contains(h)).count();
    }
    assert_eq!(named[&l::CHECKPOINT], n);
    assert_eq!(named[&l::CUT] + named[&l::CLOSE_YEAR] + named[&l::HEADS_PART], 3 * n);
    s.proven();
}

#[test]
fn eleven_hundred_chains_are_cut_off_checkpointed_and_closed() {
    all_chains_are_named(1100);
}

#[test]
fn five_thousand_chains_are_cut_off_checkpointed_and_closed() {
    all_chains_are_named(5000);
}

#[test]
fn a_chain_of_forks_is_judged_as_if_made_anew() {
    let mut s = School::new();
    let mut c = s.of_teacher();
    let mut segments = vec![c.take()];
    for n in 0..200 {
        let mut next = c.fork();
        c.mark(C1, 2 + n % 4);
        c.mark(C2, 2 + n % 4);
        segments.push(c.take());
        next.write(journal::ATTENDANCE, [L1.key(), vec![id(&format!("pupil {n}")).into()]].concat(), vec![1.into(), 0.into()]);
        segments.push(next.take());
        c = next;
    }
    s.receive(&segments);
    // The same once more is known, wherever it stands.
    let again = s.home.receive(&segments).unwrap();
    assert_eq!((again.joined, again.known), (0, segments.iter().map(|x| x.events.len() as u64).sum()));
    assert_eq!(s.role().judged_again, 0);
    assert_eq!(s.mark(Square(L1, "p3", "w1"), 4).judged_again, 0);
    s.proven();
}

#[test]
fn many_branches_at_one_place_are_told_apart() {
    let mut s = School::new();
    let mut c = s.of_teacher();
    let first = c.take();
    let branches: Vec<Segment> = (0..60)
        .map(|n| {
            let mut b = c.fork();
            b.mark(Square(Lesson { date: L1.date + n, ..L1 }, "p1", "w1"), 5);
            b.mark(Square(Lesson { date: L1.date + n, ..L1 }, "p2", "w1"), 4);
            b.take()
        })
        .collect();
    s.receive(&[first]);
    for b in &branches {
        s.receive(std::slice::from_ref(b));
    }
    let again = s.home.receive(&branches).unwrap();
    assert_eq!((again.joined, again.known), (0, 120));
    s.proven();
}

#[test]
fn what_waits_for_each_other_joins_when_the_last_comes() {
    let mut s = School::new();
    let mut chains: Vec<Chain> = (0..60).map(|_| s.pen(YEAR)).collect();
    let mut before: Vec<Head> = Vec::new();
    let mut segments = Vec::new();
    for c in &mut chains {
        let head = c.write(l::SEEN, vec![], names(&before));
        before = vec![head];
        segments.push(c.take());
    }
    for (n, segment) in segments.iter().enumerate().skip(1).rev() {
        let got = s.home.receive(std::slice::from_ref(segment)).unwrap();
        assert_eq!((got.joined, got.waiting), (0, (60 - n) as u64));
    }
    let got = s.home.receive(&segments[..1]).unwrap();
    assert_eq!((got.joined, got.waiting), (60, 0));
    s.proven();
}

#[test]
fn numbers_beyond_the_last_index_are_refused_and_poison_nothing() {
    let mut s = School::new();
    let last = i64::from(u32::MAX);
    let gap = |first: i64, last: i64| {
        let key = vec![device("device X").0.into(), 2026.into(), bytes(&[0; 8]), first.into()];
        (key, vec![last.into(), bytes(&[1; 32])])
    };
    let mut c = s.pen(REGISTRY);
    c.session(&person(T1));
    for (first, last) in [(0, last), (last, last), (0, i64::MAX), (0, -1), (0x7FFF_FFFF, 0x7FFF_FFFF), (0, 0x7FFF_FFFE)] {
        let (key, value) = gap(first, last);
        c.write(l::GAP, key, value);
    }
    s.receive(&[c.take()]);
    assert_eq!(s.count(REGISTRY, "void"), 6);
    let (key, value) = gap(0, last);
    assert_eq!(s.home.act(&person(ADM), REGISTRY, &[Write::new(l::GAP, key, value.into())]).unwrap_err().code, "bad-payload");
    // The greatest loss that can be told, by who may tell it; then segments at the end of what an index can be.
    let (key, value) = gap(0, 0x7FFF_FFFE);
    s.act(ADM, REGISTRY, &[Write::new(l::GAP, key, value.into())]);
    let chain = ChainId { device: device("device X"), volume: YEAR, nonce: 0 };
    let event = Event::new(AT, row(l::SEEN), vec![], names(&[])).to_bytes();
    for first in [u32::MAX, u32::MAX - 1, 0x7FFF_FFFF, 0x7FFF_FFFE] {
        for n in [1, 3] {
            let mut seg = Segment { chain, first, prev: [1; 32], events: vec![event.clone(); n], signature: [0; 64] };
            if let Some(head) = seg.head() {
                seg.signature = sign(&pair("device X"), Context::HEAD, &head_message(&head));
            }
            s.home.receive(&[seg]).unwrap();
        }
    }
    assert_eq!(s.mark(C1, 4).events, 1);
    s.proven();
}
