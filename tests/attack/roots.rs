//! Roots that end, admins that leave or steal.

use super::prelude::*;
use crate::support::roots::{document, read};

crate::stories::play! {
    the_sealed_sheet_rotates_and_the_old_root_signs_no_more
    an_old_root_is_in_force_until_the_new_one_is_known
    a_document_signed_by_the_predecessor_is_followed_by_who_follows_neither
    an_old_root_cuts_no_later_one
    a_root_that_nobody_committed_to_is_no_root
    a_removed_admin_enrols_resets_and_requires_nothing_and_teaches_on
    an_admin_s_cut_and_closing_of_an_account_end_no_admin
    a_stolen_admin_computer_enrols_nobody_after_the_roots_cut
    an_admin_grant_of_false_gives_nothing
    a_required_level_of_a_removed_admin_stops_nobody
    a_level_that_no_program_has_falls_with_the_admin_whom_the_sheet_ends
    a_level_that_no_program_has_falls_with_the_root_that_required_it
    a_checkpoint_is_reached_by_the_root_s_cut_of_its_computer_alone
}

fn the_sealed_sheet_rotates_and_the_old_root_signs_no_more<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync();
    let rotated = w.rotate(O, false);
    let late = w.write_as_root(1, P, l::ADMIN, vec![user(T2).into()], true.into());
    w.sync();
    assert_eq!([rotated, m, late].map(|h| w.fate(K, h)), [Applied, Applied, Void].map(Some));
    assert_eq!(w.reason(K, late), Some(Reason::Cut));
    w.write_root(O, l::ADMIN, vec![user(T2).into()], true.into());
    w.root_key(O, T2, pair("t2 the admin"));
    w.sync();
    w.login(P, T2);
    let role = w.give_role(P, T1, "reader", &[], &[]);
    w.sync();
    assert_eq!(w.fate(K, role), Some(Applied), "done again under the new sheet");
    in_every_order(w);
}

fn an_old_root_is_in_force_until_the_new_one_is_known<N: Node>(w: &mut World<N>) {
    w.rotate(O, true);
    let late = w.write_as_root(1, P, l::ADMIN, vec![user(DEP).into()], true.into());
    assert_eq!(w.fate(P, late), Some(Applied), "as all law");
    w.pull(P, O);
    assert_eq!(w.fate(P, late), Some(Void));
}

fn a_document_signed_by_the_predecessor_is_followed_by_who_follows_neither<N: Node>(w: &mut World<N>) {
    // Two ceremonies with one sealed sheet: the first at O without the sheet in force, the second at P with it.
    w.add_root();
    let sheets = [(O, false, "one"), (P, true, "other")];
    let mut tips = Vec::new();
    for (n, (c, by_predecessor, sheet)) in sheets.into_iter().enumerate() {
        let device = w.roots[1].chain.device;
        w.roots[1] = crate::support::world::Pen::new(zhurnal::event::ChainId { device, volume: REGISTRY, nonce: 50 + n as u64 });
        w.write_root_document(c, by_predecessor, sheet);
        tips.push(w.write_root(c, r::SETTING, vec!["x".into()], "y".into()));
    }
    // Root 3 follows the document that P has.
    let first = read(&document(1, None, false, ""), None);
    let second = read(&document(2, first.as_ref(), true, "other"), first.as_ref());
    w.add_root();
    let third = document(3, second.as_ref(), true, "");
    w.write_root(P, l::ROOT, vec![3.into()], vec![Value::Bytes(third)].into());
    let admin = w.write_root(P, l::ADMIN, vec![user(T1).into()], true.into());
    w.pull_if(J, P, |p| p.chain.device != w_third(admin));
    w.pull(K, O);
    w.pull(J, P);
    assert_eq!(w.fate(J, admin), Some(Applied), "who comes to both follows the one that the predecessor signed");
    assert!(tips.iter().all(|t| t.chain.device == tips[0].chain.device), "one root, whichever document opens it");
}
fn w_third(h: Head) -> zhurnal::id::DeviceId {
    h.chain.device
}

fn an_old_root_cuts_no_later_one<N: Node>(w: &mut World<N>) {
    w.rotate(O, true);
    let later = w.roots[1].chain.device.0;
    w.sync();
    let value = cut(Scope::Device(later, vec![]), vec![], true, 0).to_value();
    let lie = w.write_as_root(1, P, l::CUT, vec![id("lie").into()], value);
    let given = w.write_root(O, l::ADMIN, vec![user(T2).into()], true.into());
    w.sync();
    assert_eq!([lie, given].map(|h| w.fate(K, h)), [Void, Applied].map(Some));
}

fn a_root_that_nobody_committed_to_is_no_root<N: Node>(w: &mut World<N>) {
    // Root 3's key says it is root 2.
    w.add_root();
    w.add_root();
    let first = read(&document(1, None, false, ""), None);
    let lie = document(3, first.as_ref(), false, "");
    w.write_root(J, l::ROOT, vec![2.into()], vec![Value::Bytes(lie)].into());
    let admin = w.write_root(J, l::ADMIN, vec![user(T1).into()], true.into());
    w.sync();
    for c in 0..4 {
        assert_eq!(w.fate(c, admin), None);
        assert!(w.books(c).registry.waiting.is_empty());
    }
}

fn a_removed_admin_enrols_resets_and_requires_nothing_and_teaches_on<N: Node>(w: &mut World<N>) {
    w.login(O, DEP);
    w.give_load(O, ADM, L1);
    w.sync();
    w.root_cut_now(O, Scope::Admin(user(ADM)), false);
    w.sync();
    w.login(P, ADM);
    let x = w.add_computer("device X");
    let acts = [w.enrol(P, x, &[1, 2]), w.give_key_knowing(P, T1, &pair("slip"), true, &[]), w.give_role(P, ADM, "all", DEPUTY, &[])];
    let m = w.mark(P, C1, 5);
    w.sync();
    assert_eq!(acts.map(|h| (w.fate(K, h), w.reason(K, h))), [(Some(Held), Some(Reason::GrantInDoubt)); 3]);
    assert_eq!(w.fate(K, m), Some(Applied));
    let lock = w.lock(P, L2);
    let n = w.mark(K, D1, 5);
    w.sync();
    assert_eq!([lock, n].map(|h| w.fate(K, h)), [Held, Applied].map(Some), "an ended grant puts no lock in force");
}

fn an_admin_s_cut_and_closing_of_an_account_end_no_admin<N: Node>(w: &mut World<N>) {
    let name = second_admin(w);
    w.login(P, name);
    let dismissal = w.dismiss(P, ADM);
    w.sync();
    w.login(O, ADM);
    let role = w.give_role(O, T2, "reader", &[], &[]);
    w.sync();
    assert_eq!([dismissal, role].map(|h| w.fate(K, h)), [Some(Applied); 2], "what admins write is not reached by admins");
    w.root_cut_now(O, Scope::Author(user(ADM)), true);
    let after = w.give_role(O, T2, "another", &[], &[]);
    w.sync();
    assert_eq!(w.fate(K, after), Some(Void));
}

fn a_stolen_admin_computer_enrols_nobody_after_the_roots_cut<N: Node>(w: &mut World<N>) {
    w.sync();
    let device = w.computers[P].device.0;
    w.root_cut_now(O, Scope::Device(device, vec![]), true);
    w.login(P, ADM);
    let x = w.add_computer("device X");
    let enrolled = w.enrol(P, x, &[1, 2]);
    let key = w.give_key_knowing(P, ADM, &pair("a thief's"), false, &[]);
    w.pull(x, P);
    w.login(x, T1);
    let m = w.mark(x, C1, 5);
    w.sync();
    assert_eq!([enrolled, key].map(|h| w.fate(K, h)), [Some(Void); 2]);
    assert_ne!(w.books(K).fate(&m), Some(Applied));
    assert_eq!(w.value(K, C1), None);
}

fn an_admin_grant_of_false_gives_nothing<N: Node>(w: &mut World<N>) {
    let no = w.write_root(O, l::ADMIN, vec![user(T1).into()], false.into());
    w.root_key(O, T1, pair("t1's by the root"));
    w.sync();
    w.login(P, T1);
    let role = w.give_role(P, T2, "reader", &[], &[]);
    w.sync();
    assert_eq!([no, role].map(|h| w.fate(K, h)), [Some(Void); 2]);
}

fn a_required_level_of_a_removed_admin_stops_nobody<N: Node>(w: &mut World<N>) {
    let heads = w.heads(O, REGISTRY);
    w.login(O, ADM);
    w.computers[O].level = zhurnal::event::LEVEL + 1;
    let act = w.require(O, zhurnal::event::LEVEL + 1);
    w.sync();
    assert!(!w.writes(J));
    w.root_cut(O, Scope::Admin(user(ADM)), heads, false);
    w.sync();
    assert_eq!(w.fate(J, act), Some(Held));
    let m = w.mark(J, C1, 5);
    assert_eq!(w.fate(J, m), Some(Applied));
}

fn a_checkpoint_is_reached_by_the_root_s_cut_of_its_computer_alone<N: Node>(w: &mut World<N>) {
    let before = w.checkpoint(O);
    w.login(O, ADM);
    w.sync();
    let device = w.computers[O].device.0;
    let by_admin = w.cut_now(O, REGISTRY, Scope::Device(device, vec![]), true, 1);
    let after = w.checkpoint(O);
    w.sync();
    assert_eq!([by_admin, before, after].map(|h| w.fate(K, h)), [Some(Applied); 3]);
    w.root_cut(P, Scope::Device(device, vec![]), vec![before], true);
    let last = w.checkpoint(O);
    w.sync();
    assert_eq!([before, after, last].map(|h| w.fate(K, h)), [Applied, Void, Void].map(Some));
}

fn a_level_that_no_program_has_falls_with_the_admin_whom_the_sheet_ends<N: Node>(w: &mut World<N>) {
    w.login(P, ADM);
    let before = w.heads(P, REGISTRY);
    let level = w.require(P, 60_000);
    w.sync();
    assert_eq!(w.fate(J, level), Some(Applied));
    assert!((0..4).all(|c| !w.writes(c)));
    w.root_cut(O, Scope::Author(user(ADM)), before, true);
    w.sync();
    assert_eq!(w.fate(J, level), Some(Void));
    let m = w.mark(J, C1, 5);
    w.sync();
    assert_eq!(w.fate(K, m), Some(Applied));
    in_every_order(w);
}

fn a_level_that_no_program_has_falls_with_the_root_that_required_it<N: Node>(w: &mut World<N>) {
    let before = w.roots[0].tip.unwrap();
    let level = w.write_root(P, l::REQUIRE, vec![60_000.into()], true.into());
    w.sync();
    assert!(!w.writes(O));
    // The sealed sheet is opened where nobody can write any more, and ends the thief at what came before.
    w.add_root();
    w.write_root_document(O, false, "");
    w.root_cut(O, Scope::Device(before.chain.device.0, vec![]), vec![before], true);
    w.sync();
    assert_eq!(w.fate(J, level), Some(Void));
    let m = w.mark(J, C1, 5);
    assert_eq!(w.fate(J, m), Some(Applied));
    in_every_order(w);
}
