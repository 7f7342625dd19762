//! The witness's own cuts, what bounds them, and lists of heads that are long.

use super::prelude::*;
use zhurnal::event::ChainId;
use zhurnal::event::segment::session_message;
use zhurnal::keys::sign::Context;

use crate::support::world::Pen;

crate::stories::play! {
    a_window_that_catches_up_holds_what_touches_old_cells
    windows_of_one_computer_never_overlap
    an_open_makes_room_for_another_window
    a_window_of_a_whole_year_or_of_days_to_come_says_the_impossible
    two_witnesses_each_hold_what_they_did_not_know
    a_lying_witness_s_window_is_lifted_by_an_open
    an_ended_role_is_held_and_the_load_stays
    a_clock_set_back_does_not_lengthen_a_role
    the_witness_ends_nothing_that_has_no_end
    the_office_ends_one_of_several_grants_by_hand
    an_open_gives_an_ended_grant_back
    a_permit_ends_with_its_last_day
    a_late_end_of_a_grant_is_what_the_later_write_says
    no_number_of_chains_makes_a_cut_impossible
    parts_that_are_not_on_its_own_path_make_a_cut_void
}

fn a_window_that_catches_up_holds_what_touches_old_cells<N: Node>(w: &mut World<N>) {
    let old = w.mark(J, C1, 2);
    w.sync();
    let window = w.windows(O, L1.date - 5, L1.date + 5);
    w.sync();
    let (corrected, first) = (w.mark(J, C1, 5), w.mark(J, C2, 4));
    w.sync();
    assert_eq!([window, old, corrected, first].map(|h| w.fate(K, h)), [Applied, Applied, Held, Applied].map(Some));
}

fn windows_of_one_computer_never_overlap<N: Node>(w: &mut World<N>) {
    let first = w.windows(O, L1.date - 5, L1.date);
    let second = w.windows(O, L1.date, L1.date + 2);
    let third = w.windows(O, L1.date + 1, L1.date + 2);
    w.sync();
    assert_eq!([first, second, third].map(|h| w.fate(K, h)), [Applied, Void, Applied].map(Some));
    assert_eq!(w.reason(K, second), Some(Reason::Overlap));
    in_every_order(w);
}

fn an_open_makes_room_for_another_window<N: Node>(w: &mut World<N>) {
    let first = w.windows(O, L1.date - 5, L1.date);
    w.login(O, DEP);
    w.reopen(O, &[first]);
    let second = w.windows(O, L1.date - 5, L1.date);
    w.sync();
    assert_eq!([first, second].map(|h| w.fate(K, h)), [Some(Applied); 2]);
}

fn a_window_of_a_whole_year_or_of_days_to_come_says_the_impossible<N: Node>(w: &mut World<N>) {
    let today = w.now.div_euclid(86_400);
    let cases = [(today - 62, today), (today, today + 1), (today, today - 1), (20_665, 20_670)];
    let lies = cases.map(|(from, to)| w.windows(O, from, to));
    let registry = {
        let scope = Scope::Window { groups: vec![], from: today, to: today };
        w.cut(O, REGISTRY, &Cut { automatic: true, ..cut(scope, vec![], false, 2) })
    };
    let good = w.windows(O, today - 30, today);
    w.sync();
    assert_eq!(lies.map(|h| w.fate(K, h)), [Some(Void); 4], "2026-07-31 is no day of the year");
    assert_eq!([registry, good].map(|h| w.fate(K, h)), [Void, Applied].map(Some));
}

fn two_witnesses_each_hold_what_they_did_not_know<N: Node>(w: &mut World<N>) {
    w.root_certificate(P, &[1, 2, 3]);
    let old = w.mark(J, C1, 2);
    w.sync();
    let corrected = w.mark(J, C1, 3);
    w.pull(O, J);
    let windows = [w.window(O, L1.date), w.window(P, L1.date)];
    w.sync();
    assert_eq!(windows.map(|h| w.fate(K, h)), [Some(Applied); 2]);
    assert_eq!([old, corrected].map(|h| w.fate(K, h)), [Applied, Held].map(Some), "P had not heard of it");
}

fn a_lying_witness_s_window_is_lifted_by_an_open<N: Node>(w: &mut World<N>) {
    w.mark(J, C1, 2);
    w.sync();
    let window = w.window(O, L1.date);
    w.login(P, DEP);
    w.pull(P, O);
    w.reopen(P, &[window]);
    w.sync();
    let m = w.mark(J, C1, 3);
    w.sync();
    assert_eq!(w.fate(K, m), Some(Applied));
}

/// A role of t2 whose last day is past, in a school where t2 also has a load.
fn ending_role<N: Node>(w: &mut World<N>, to: i64) -> Head {
    w.login(O, ADM);
    let codes = Value::Array(vec![i64::from(Permission::AnyJournal as u8).into()]);
    let value = vec![codes, Value::Array(vec![]), Value::Array(vec![]), Value::Null, to.into()];
    let role = w.write(O, REGISTRY, Draft::new(l::ROLE, vec![user(T2).into(), "helper".into()], value));
    w.sync();
    role
}

fn an_ended_role_is_held_and_the_load_stays<N: Node>(w: &mut World<N>) {
    let role = ending_role(w, 20_700);
    let before = w.mark(K, C1, 4);
    w.sync();
    let end = w.end_grants(O, &[role]);
    let unheard = w.mark(K, C2, 4);
    w.sync();
    let (after, own) = (w.mark(K, C2, 5), w.mark(K, D1, 5));
    w.sync();
    assert_eq!([end, role, before, unheard, after, own].map(|h| w.fate(O, h)), [Applied, Applied, Applied, Held, Held, Applied].map(Some));
    assert_eq!(w.reason(O, after), Some(Reason::GrantInDoubt));
    w.decide_in(O, YEAR, &[after], true, 1);
    w.login(O, DEP);
    w.decide(O, &[after], true);
    assert_eq!(w.fate(O, after), Some(Applied), "a doubt of right");
    in_every_order(w);
}

fn a_clock_set_back_does_not_lengthen_a_role<N: Node>(w: &mut World<N>) {
    let role = ending_role(w, 20_700);
    w.end_grants(O, &[role]);
    w.sync();
    w.computers[K].skew = -100 * 86_400;
    let m = w.mark(K, C1, 4);
    w.sync();
    assert_eq!(w.fate(O, m), Some(Held));
}

fn the_witness_ends_nothing_that_has_no_end<N: Node>(w: &mut World<N>) {
    let role = ending_role(w, 30_000);
    let endless = {
        w.login(O, ADM);
        w.give_role(O, T1, "helper", &[Permission::AnyJournal], &[])
    };
    w.end_grants(O, &[role, endless]);
    w.sync();
    let (m, n) = (w.mark(K, C1, 4), w.mark(J, D1, 4));
    let by_other = w.end_grants(P, &[role]);
    w.sync();
    assert_eq!([m, n, by_other].map(|h| w.fate(O, h)), [Applied, Applied, Void].map(Some));
}

fn the_office_ends_one_of_several_grants_by_hand<N: Node>(w: &mut World<N>) {
    w.login(O, DEP);
    let load = w.give_load(O, T1, L2);
    w.sync();
    w.login(O, DEP);
    let scope = Scope::Grant(vec![load]);
    let end = w.cut_now(O, YEAR, scope, false, 2);
    w.sync();
    let (ended, other) = (w.mark(J, D1, 5), w.mark(J, C1, 5));
    w.sync();
    assert_eq!([end, ended, other].map(|h| w.fate(K, h)), [Applied, Held, Applied].map(Some));
}

fn an_open_gives_an_ended_grant_back<N: Node>(w: &mut World<N>) {
    let load = w.give_load(O, T1, L2);
    let end = w.cut_now(O, YEAR, Scope::Grant(vec![load]), false, 2);
    w.reopen(O, &[end]);
    w.sync();
    let m = w.mark(J, D1, 5);
    w.sync();
    assert_eq!(w.fate(K, m), Some(Applied));
}

fn a_permit_ends_with_its_last_day<N: Node>(w: &mut World<N>) {
    w.lock(O, L1);
    let cell = vec![i64::from(journal::MARK).into(), C1.key().into()];
    let value = vec![user(T1).into(), Value::Array(vec![cell.into()]), "".into(), 20_700.into()];
    let permit = w.write(O, YEAR, Draft::new(l::PERMIT, vec![id("permit").into()], value));
    w.sync();
    let before = w.mark_under(J, C1, 4, "permit");
    w.sync();
    w.end_grants(O, &[permit]);
    w.sync();
    let after = w.mark_under(J, C1, 3, "permit");
    w.sync();
    assert_eq!([before, after].map(|h| w.fate(K, h)), [Applied, Held].map(Some));
}

fn a_late_end_of_a_grant_is_what_the_later_write_says<N: Node>(w: &mut World<N>) {
    let load = w.give_load(O, T1, L2);
    let end = w.end_grants(O, &[load]);
    w.sync();
    let m = w.mark(J, D1, 5);
    w.sync();
    assert_eq!([end, m].map(|h| w.fate(K, h)), [Some(Applied); 2], "it has no end yet");
    let value = vec![100.into(), Value::Null, 20_700.into()];
    let limited = w.write(O, YEAR, Draft::new(y::LOAD, vec![user(T1).into(), id("B").into()], value));
    w.end_grants(O, &[load, limited]);
    w.sync();
    let n = w.mark(J, Square(L2, "p2", "w1"), 5);
    w.sync();
    assert_eq!([limited, n].map(|h| w.fate(K, h)), [Applied, Held].map(Some));
}

fn no_number_of_chains_makes_a_cut_impossible<N: Node>(w: &mut World<N>) {
    let (device, key) = (w.computers[J].device, w.passwords[&user(T1)].clone());
    let mut events = Vec::new();
    for nonce in 0..1100 {
        let mut pen = Pen::new(ChainId { device, volume: YEAR, nonce: 100_000 + nonce });
        let signature = sign(&key, Context::SESSION, &session_message(&pen.chain, 0));
        let session = vec![user(T1).into(), Value::Bytes(public(&key).to_vec()), Value::Bytes(signature.to_vec())];
        let square = Square(L1, "p1", ["w1", "w2"][usize::from(nonce % 2 == 0)]);
        for event in [raw(l::SESSION, vec![], session), raw(journal::MARK, square.key(), 2)] {
            let placed = pen.place(event);
            pen.tip = Some(placed.head());
            events.push(placed);
        }
    }
    w.deliver(O, &events);
    w.login(O, DEP);
    let lock = w.lock(O, L1);
    let points = [w.checkpoint(O), w.checkpoint(O)];
    assert_eq!(w.fate(O, lock), Some(Applied));
    assert_eq!(points.map(|h| w.fate(O, h)), [Some(Applied); 2]);
    let m = w.mark(J, C1, 5);
    w.pull(O, J);
    assert_eq!(w.fate(O, m), Some(Held));
    let last = &events[events.len() - 1];
    assert_eq!(w.fate(O, last.head()), Some(Held), "its author had not seen the load there, and not for the lock");
    assert_eq!(w.reason(O, last.head()), Some(Reason::GrantUnseen));
}

fn parts_that_are_not_on_its_own_path_make_a_cut_void<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync();
    let heads = w.heads(O, YEAR);
    let (own, other) = (w.part(O, YEAR, &heads), w.part(P, YEAR, &heads));
    w.sync();
    let mut write = |parts: Vec<Head>, word: &str| {
        let lock = Cut { parts, ..cut(World::<N>::lock_scope(L1), vec![], false, 2) };
        w.write(O, YEAR, Draft::new(l::CUT, vec![id(word).into()], lock.to_value()))
    };
    let (good, foreign, none) = (write(vec![own], "a"), write(vec![other], "b"), write(vec![m], "c"));
    w.sync();
    assert_eq!([own, other, good, foreign, none, m].map(|h| w.fate(K, h)), [Applied, Applied, Applied, Void, Void, Applied].map(Some));
}
