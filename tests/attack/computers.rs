//! Signatures of others, strangers, capabilities, gaps.

use super::prelude::*;
use zhurnal::event::{ChainId, Segment};
use zhurnal::id::DeviceId;

use crate::support::acts::bytes;
use crate::support::world::Pen;

crate::stories::play! {
    a_key_of_anybody_s_signs_for_no_root_and_no_other_computer
    a_deputy_s_chain_is_not_continued_behind_his_session
    honest_segments_go_in_whatever_lie_came_first
    a_stranger_introduced_by_a_stranger_is_not_in_the_set
    an_id_that_is_not_of_its_keys_introduces_nobody
    an_entry_from_a_computer_without_the_journal_is_void
    a_final_print_wants_the_stamp_and_a_draft_does_not
    a_capability_taken_back_leaves_the_other
    a_computer_whose_certificate_fell_comes_right_by_another_admin_s
    a_gap_declared_on_a_journal_computer_joins_nothing
    a_gap_hides_no_lock_that_is_found
    a_gap_of_the_registry_speaks_of_a_year_s_chain_and_one_of_a_year_of_its_own
    a_session_replayed_in_another_chain_is_void
    a_head_over_a_fork_of_lies_takes_nothing_from_the_chain
}

/// A pupil of computers: enrolled for the journal, and a liar.
fn liar<N: Node>(w: &mut World<N>) -> usize {
    w.login(O, ADM);
    let x = w.add_computer("device X");
    w.enrol(O, x, &[1]);
    w.sync();
    w.login(x, T1);
    x
}
/// Events behind each other in a chain, as anybody can write them.
fn chain(mut pen: Pen, events: Vec<Event>) -> Vec<Placed> {
    let mut place = |e| {
        let placed = pen.place(e);
        pen.tip = Some(placed.head());
        placed
    };
    events.into_iter().map(&mut place).collect()
}
fn forged<N: Node>(chain: &[Placed], word: &str) -> Segment {
    World::<N>::forge(chain, &pair(word))
}

fn a_key_of_anybody_s_signs_for_no_root_and_no_other_computer<N: Node>(w: &mut World<N>) {
    let x = liar(w);
    let root = w.roots[0].chain.device;
    let office = w.computers[O].device;
    let mine = vec![bytes(&public(&pair("device X"))), bytes(&[1; 32]), Value::Array(vec![1.into(), 2.into()]), "X".into()];
    let lies = [root, office].map(|d| w.write(x, REGISTRY, Draft::new(l::DEVICE, vec![d.0.into()], mine.clone())));
    let of_root = chain(
        Pen::new(ChainId { device: root, volume: REGISTRY, nonce: 77 }),
        vec![raw(l::ADMIN, vec![user(T1).into()], true), raw(l::DEVICE, vec![office.0.into()], mine.clone())],
    );
    let of_office = chain(Pen::new(ChainId { device: office, volume: YEAR, nonce: 78 }), vec![raw(l::SEEN, vec![], Value::Array(vec![]))]);
    for c in [J, P] {
        w.offer(c, forged::<N>(&of_root, "device X"));
        w.offer(c, forged::<N>(&of_office, "device X"));
    }
    w.sync();
    for c in [J, P] {
        w.offer(c, forged::<N>(&of_root, "device X"));
    }
    let m = w.mark(J, C1, 5);
    w.sync();
    for c in [J, P] {
        assert_eq!(lies.map(|h| w.fate(c, h)), [Some(Void); 2]);
        let books = w.books(c);
        let none = |h: &Head| books.fate(h).is_none() && !books.volume(h.chain.volume).waiting.contains(h);
        assert!(of_root.iter().chain(&of_office).all(|p| none(&p.head())), "neither in the set nor waiting");
        assert_eq!(w.fate(c, m), Some(Applied));
    }
}

fn a_deputy_s_chain_is_not_continued_behind_his_session<N: Node>(w: &mut World<N>) {
    liar(w);
    w.login(O, DEP);
    w.give_load(O, T2, L1);
    w.sync();
    let pen = w.computers[O].pens[&YEAR].clone();
    let load = raw(y::LOAD, vec![user(T1).into(), id("B").into()], vec![100.into(), Value::Null, Value::Null]);
    let lie = chain(pen, vec![load]);
    w.offer(J, forged::<N>(&lie, "device X"));
    let honest = w.give_load(O, T1, Lesson { group: "C", ..L1 });
    assert_eq!((honest.chain, honest.idx), (lie[0].chain, lie[0].idx), "the same place");
    w.sync();
    w.offer(P, forged::<N>(&lie, "device X"));
    for c in [J, P] {
        let books = w.books(c);
        assert_eq!((books.fate(&honest), books.fate(&lie[0].head())), (Some(Applied), None));
    }
}

fn honest_segments_go_in_whatever_lie_came_first<N: Node>(w: &mut World<N>) {
    liar(w);
    let m = w.mark(J, C1, 5);
    let own: Vec<Placed> = w.computers[J].known.iter().filter(|p| p.chain == m.chain).cloned().collect();
    // The very events of J, under a head by somebody else.
    w.offer(P, forged::<N>(&own, "device X"));
    assert!(w.books(P).fate(&m).is_none());
    w.pull(P, J);
    assert_eq!(w.fate(P, m), Some(Applied));
    w.sync();
    assert_eq!(*w.books(P), *w.books(O));
}

fn a_stranger_introduced_by_a_stranger_is_not_in_the_set<N: Node>(w: &mut World<N>) {
    let x = liar(w);
    let z = w.add_computer("device Z");
    w.login(x, ADM);
    let introduced = w.enrol(x, z, &[1, 2]);
    w.pull(z, x);
    w.login(z, T1);
    let m = w.mark(z, C1, 5);
    w.sync();
    let books = w.books(O);
    assert_eq!((books.fate(&introduced), books.fate(&m)), (Some(Void), None));
    assert!(!books.year.waiting.contains(&m));
    // A second office computer of an admin's making introduces nobody either.
    w.login(O, ADM);
    let y = w.add_computer("device Y");
    w.enrol(O, y, &[1, 2]);
    w.pull(y, O);
    w.login(y, ADM);
    let v = w.add_computer("device V");
    let second = w.enrol(y, v, &[1]);
    w.pull(v, y);
    w.login(v, T2);
    let n = w.mark(v, D1, 5);
    w.sync();
    let books = w.books(O);
    assert_eq!((books.fate(&second), books.fate(&n)), (Some(Void), None));
    // Introduced rightly, all of it is there.
    w.login(O, ADM);
    w.enrol(O, z, &[1]);
    w.sync();
    assert_eq!(w.fate(P, m), Some(Applied));
}

fn an_id_that_is_not_of_its_keys_introduces_nobody<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    let z = w.add_computer("device Z");
    let (key, value) = w.certificate(z, &[1]);
    let mut items = value.items().unwrap().to_vec();
    items[1] = bytes(&[9; 32]);
    let lie = w.write(O, REGISTRY, Draft::new(l::DEVICE, key, items));
    w.pull(z, O);
    w.login(z, T1);
    let m = w.mark(z, C1, 5);
    w.pull(O, z);
    let books = w.books(O);
    assert_eq!((books.fate(&lie), books.fate(&m)), (Some(Void), None));
}

fn an_entry_from_a_computer_without_the_journal_is_void<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    let x = w.add_computer("device X");
    w.enrol(O, x, &[2]);
    w.sync();
    w.login(x, DEP);
    let m = w.mark(x, C1, 5);
    let load = w.give_load(x, T1, L2);
    w.sync();
    assert_eq!([m, load].map(|h| w.fate(O, h)), [Void, Applied].map(Some));
    assert_eq!(w.reason(O, m), Some(Reason::Capability));
}

fn a_final_print_wants_the_stamp_and_a_draft_does_not<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    w.give_role(O, DEP, "printer", &[Permission::Print, Permission::Stitch], &[]);
    w.sync();
    w.login(O, DEP);
    let print = |word: &str, good: bool| {
        let value = vec![1.into(), Value::Null, 3.into(), bytes(&[1; 32]), bytes(&[2; 32]), good.into()];
        Draft::new(y::PRINTED, vec![id(word).into()], value)
    };
    let stitched = |word: &str| Draft::new(y::STITCHED, vec![id(word).into()], vec![3.into(), 20_800.into(), "dep".into()]);
    let at = |w: &mut World<N>, c: usize, word: &str| {
        [print(&format!("{word} draft"), false), print(word, true), stitched(word)].map(|draft| w.write(c, YEAR, draft))
    };
    let (with, without) = (at(w, O, "by O"), at(w, P, "by P"));
    w.sync();
    assert_eq!(with.map(|h| w.fate(J, h)), [Some(Applied); 3]);
    assert_eq!(without.map(|h| w.fate(J, h)), [Applied, Void, Void].map(Some));
}

fn a_capability_taken_back_leaves_the_other<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    let x = w.add_computer("device X");
    w.enrol(O, x, &[1, 2]);
    w.sync();
    w.login(O, ADM);
    let device = w.computers[x].device.0;
    w.cut_now(O, REGISTRY, Scope::Device(device, vec![2]), false, 1);
    w.sync();
    w.login(x, DEP);
    let (load, m) = (w.give_load(x, T1, L2), w.mark(x, C1, 4));
    w.login(x, T2);
    let change = w.give_key(x, T2, pair("t2's next"));
    w.sync();
    assert_eq!([load, m, change].map(|h| w.fate(O, h)), [Held, Applied, Applied].map(Some), "an own change asks for either of two");
    w.cut_now(O, REGISTRY, Scope::Device(device, vec![1, 2]), false, 1);
    let second = w.give_key(x, T2, pair("t2's third"));
    w.sync();
    assert_eq!(w.fate(O, second), Some(Held));
}

fn a_computer_whose_certificate_fell_comes_right_by_another_admin_s<N: Node>(w: &mut World<N>) {
    let name = second_admin(w);
    let heads = w.heads(O, REGISTRY);
    w.login(O, name);
    let x = w.add_computer("device X");
    let first = w.enrol(O, x, &[1]);
    w.sync();
    w.login(x, T1);
    let m = w.mark(x, C1, 5);
    w.sync();
    w.root_cut(O, Scope::Author(user(name)), heads, true);
    w.sync();
    assert_eq!([first, m].map(|h| w.fate(J, h)), [Void, Held].map(Some));
    assert!(w.in_doubt(J, m) && w.reason(J, m) == Some(Reason::Certificate));
    w.login(O, ADM);
    let second = w.enrol(O, x, &[1]);
    w.sync();
    assert_eq!([second, m].map(|h| w.fate(J, h)), [Some(Applied); 2]);
    in_every_order(w);
}

fn a_gap_declared_on_a_journal_computer_joins_nothing<N: Node>(w: &mut World<N>) {
    let lost = w.mark(J, C1, 3);
    let after = w.mark(J, C2, 4);
    w.login(K, ADM);
    w.pull_if(K, J, |p| p.hash != lost.hash);
    let gap = w.gap(K, lost.idx, lost);
    assert_eq!(w.books(K).fate(&after), None);
    assert!(w.books(K).year.waiting.contains(&after));
    assert_eq!(w.fate(K, gap), Some(Void));
    w.sync();
    assert_eq!([lost, after].map(|h| w.fate(O, h)), [Some(Applied); 2]);
}

fn a_gap_hides_no_lock_that_is_found<N: Node>(w: &mut World<N>) {
    let lock = w.lock(P, L1);
    let load = w.give_load(P, T2, L1);
    w.login(O, ADM);
    let own = lock.chain;
    w.pull_if(O, P, |p| p.chain == own && p.hash != lock.hash);
    w.gap(O, lock.idx, lock);
    let m = w.mark(J, C1, 5);
    w.pull(O, J);
    assert_eq!([load, m].map(|h| w.fate(O, h)), [Held, Applied].map(Some));
    w.sync();
    assert_eq!([lock, load, m].map(|h| w.fate(O, h)), [Applied, Applied, Held].map(Some));
    in_every_order(w);
}

fn a_gap_of_the_registry_speaks_of_a_year_s_chain_and_one_of_a_year_of_its_own<N: Node>(w: &mut World<N>) {
    let lost = w.mark(J, C1, 3);
    let after = w.mark(J, C2, 4);
    w.login(O, ADM);
    w.pull_if(O, J, |p| p.hash != lost.hash);
    let gap = |volume: i64| {
        let key = vec![lost.chain.device.0.into(), volume.into(), bytes(&lost.chain.nonce.to_be_bytes()), i64::from(lost.idx).into()];
        Draft::new(l::GAP, key, vec![i64::from(lost.idx).into(), bytes(&lost.hash)])
    };
    w.write(O, YEAR, gap(0));
    w.write(O, REGISTRY, gap(2027));
    assert_eq!(w.books(O).fate(&after), None);
    w.write(O, REGISTRY, gap(2026));
    assert_eq!(w.fate(O, after), Some(Held));
}

fn a_session_replayed_in_another_chain_is_void<N: Node>(w: &mut World<N>) {
    w.mark(J, C1, 3);
    w.sync();
    let session = w.computers[J].known.iter().find_map(|p| match Law::read(&p.event) {
        Some(Law::Session { user: u, key, signature }) if u == user(T1) && p.chain.volume == YEAR => Some((key, signature)),
        _ => None,
    });
    let (key, signature) = session.unwrap();
    let replayed = w.session(K, YEAR, user(T1), key, signature);
    let draft = w.mark_draft(K, C1, 2).unsigned();
    let m = w.write(K, YEAR, draft);
    w.sync();
    assert_eq!([replayed, m].map(|h| w.fate(O, h)), [Some(Void); 2]);
    assert_eq!(w.value(O, C1), Some(3));
}

fn a_head_over_a_fork_of_lies_takes_nothing_from_the_chain<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 3);
    w.sync();
    // A computer that belongs to nobody, under a head of its own making.
    let nobody = chain(Pen::new(ChainId { device: DeviceId([5; 16]), volume: YEAR, nonce: 5 }), vec![raw(journal::MARK, C1.key(), 2)]);
    for c in 0..4 {
        w.offer(c, forged::<N>(&nobody, "device X"));
        assert_eq!((w.fate(c, m), w.value(c, C1)), (Some(Applied), Some(3)));
    }
}
