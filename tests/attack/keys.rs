//! Passwords that were replaced, slips, keys without proof.

use super::prelude::*;

crate::stories::play! {
    a_changed_password_signs_nothing_more_from_elsewhere
    what_the_witness_knew_before_a_change_stays_in_every_order
    a_change_that_says_it_knew_nothing_takes_nothing_that_the_witness_knew
    a_change_founded_in_an_old_password_a_year_later_moves_nothing
    of_two_changes_the_one_the_witness_heard_first_stands
    two_changes_that_nobody_orders_both_wait_until_a_reset
    a_slip_signs_its_own_replacement_only
    a_slip_used_after_its_replacement_is_held
    a_reset_stands_over_a_change_that_it_did_not_know
    two_resets_at_once_end_each_other_and_a_third_settles
    an_admin_resets_no_admin_but_one_whom_the_root_removed
    a_teacher_made_admin_keeps_the_old_marks
    an_admin_s_own_change_counts_from_a_computer_of_the_root_only
    another_s_public_key_is_not_registered_as_one_s_own
    a_proof_made_for_one_place_proves_nothing_at_another
    annulling_a_liar_s_keys_leaves_the_same_key_of_another_user_alone
    an_admin_gives_no_lasting_key_and_nobody_changes_to_a_slip_or_to_the_same_key
    a_key_is_given_once
    keys_that_found_each_other_found_nothing
}

fn a_changed_password_signs_nothing_more_from_elsewhere<N: Node>(w: &mut World<N>) {
    let old = w.passwords[&user(T1)].clone();
    w.give_key(J, T1, pair("t1's next"));
    w.login(J, T1);
    let m = w.mark(J, C1, 5);
    w.login_with(K, T1, old);
    let late = w.mark(K, C2, 4);
    w.sync();
    for c in 0..4 {
        assert_eq!([m, late].map(|h| w.fate(c, h)), [Applied, Held].map(Some));
        assert_eq!((w.in_doubt(c, late), w.listed(c, late), w.value(c, C2)), (true, false, None));
    }
    w.decide(O, &[late], true);
    w.sync();
    assert_eq!(w.fate(J, late), Some(Held), "nobody decides who signed");
    let again = w.write(J, YEAR, Draft::new(journal::MARK, C2.key(), 4).refs(vec![late]));
    w.sync();
    assert_eq!((w.fate(K, again), w.fate(K, late), w.in_doubt(K, late), w.value(K, C2)), (Some(Applied), Some(Held), false, Some(4)));
    in_every_order(w);
}

fn what_the_witness_knew_before_a_change_stays_in_every_order<N: Node>(w: &mut World<N>) {
    let known = w.mark(K, D1, 3);
    w.login(K, T1);
    let m = w.mark(K, C1, 4);
    w.pull(O, K);
    w.checkpoint(O);
    let change = w.give_key(J, T1, pair("t1's next"));
    w.sync();
    assert_eq!([known, m, change].map(|h| w.fate(P, h)), [Some(Applied); 3]);
    in_every_order(w);
}

fn a_change_that_says_it_knew_nothing_takes_nothing_that_the_witness_knew<N: Node>(w: &mut World<N>) {
    let half_a_year = [w.mark(J, C1, 4), w.mark(J, C2, 4)];
    w.login(K, T1);
    let elsewhere = w.mark(K, Square(L1, "p1", "w2"), 4);
    w.sync();
    w.checkpoint(O);
    let change = w.give_key_knowing(J, T1, &pair("t1's next"), false, &[]);
    w.sync();
    assert_eq!([half_a_year[0], half_a_year[1], elsewhere, change].map(|h| w.fate(O, h)), [Some(Applied); 4]);
    in_every_order(w);
}

fn a_change_founded_in_an_old_password_a_year_later_moves_nothing<N: Node>(w: &mut World<N>) {
    let old = w.passwords[&user(T1)].clone();
    let before = w.mark(J, C1, 5);
    w.give_key(J, T1, pair("t1's next"));
    w.login(J, T1);
    let after = w.mark(J, C2, 5);
    w.sync();
    w.checkpoint(O);
    w.login_with(K, T1, old);
    let change = w.give_key_knowing(K, T1, &pair("a thief's"), false, &[]);
    w.login_with(K, T1, pair("a thief's"));
    let forged = w.mark(K, C1, 2);
    w.sync();
    assert_eq!([before, after, change, forged].map(|h| w.fate(O, h)), [Applied, Applied, Held, Held].map(Some));
    assert_eq!((w.reason(O, change), w.value(O, C1)), (Some(Reason::KeyReplaced), Some(5)));
    in_every_order(w);
}

fn of_two_changes_the_one_the_witness_heard_first_stands<N: Node>(w: &mut World<N>) {
    let old = w.passwords[&user(T1)].clone();
    let first = w.give_key(J, T1, pair("t1's next"));
    w.login(J, T1);
    let m = w.mark(J, C1, 5);
    w.login_with(K, T1, old);
    let second = w.give_key_knowing(K, T1, &pair("a thief's"), false, &[]);
    w.pull(P, J);
    w.pull(P, K);
    assert_eq!([first, second, m].map(|h| w.fate(P, h)), [Some(Held); 3]);
    assert_eq!(w.reason(P, first), Some(Reason::TwoChanges));
    w.pull(O, J);
    w.checkpoint(O);
    w.sync();
    assert_eq!([first, second, m].map(|h| w.fate(P, h)), [Applied, Held, Applied].map(Some));
    in_every_order(w);
}

fn two_changes_that_nobody_orders_both_wait_until_a_reset<N: Node>(w: &mut World<N>) {
    let old = w.passwords[&user(T1)].clone();
    let unknown = w.mark(J, C1, 3);
    let first = w.give_key(J, T1, pair("t1's next"));
    w.login_with(K, T1, old.clone());
    let second = w.give_key_knowing(K, T1, &pair("a thief's"), false, &[]);
    w.login(J, T1);
    let m = w.mark(J, C2, 5);
    w.sync();
    w.checkpoint(O);
    w.sync();
    assert_eq!([first, second, m, unknown].map(|h| w.fate(O, h)), [Some(Held); 4], "each ends the old key, which the other did not know");
    assert_eq!((w.reason(O, first), w.reason(O, m)), (Some(Reason::TwoChanges), Some(Reason::KeyUnknown)));
    w.login(O, ADM);
    w.give_key(O, T1, pair("slip of the reset"));
    w.sync();
    w.login(J, T1);
    let again = w.write(J, YEAR, Draft::new(journal::MARK, C2.key(), 5).refs(vec![m]));
    w.sync();
    assert_eq!((w.fate(O, again), w.in_doubt(O, m), w.value(O, C2)), (Some(Applied), false, Some(5)));
    in_every_order(w);
}

fn a_slip_signs_its_own_replacement_only<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    w.give_key(O, T1, pair("slip of the reset"));
    w.sync();
    w.login_with(J, T1, pair("slip of the reset"));
    let m = w.mark(J, C1, 5);
    w.login(J, T1);
    let n = w.mark(J, C2, 5);
    w.sync();
    assert_eq!([m, n].map(|h| w.fate(O, h)), [Void, Applied].map(Some));
    assert_eq!(w.reason(O, m), Some(Reason::Temporary));
}

fn a_slip_used_after_its_replacement_is_held<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    w.give_key(O, T1, pair("slip of the reset"));
    w.sync();
    w.login(J, T1);
    let m = w.mark(J, C1, 5);
    w.sync();
    w.checkpoint(O);
    w.login_with(K, T1, pair("slip of the reset"));
    let change = w.give_key_knowing(K, T1, &pair("a thief's"), false, &[]);
    w.sync();
    assert_eq!([m, change].map(|h| w.fate(O, h)), [Applied, Held].map(Some));
    in_every_order(w);
}

fn a_reset_stands_over_a_change_that_it_did_not_know<N: Node>(w: &mut World<N>) {
    let change = w.give_key(J, T1, pair("t1's next"));
    w.login(J, T1);
    let m = w.mark(J, C1, 5);
    w.login(O, ADM);
    let reset = w.give_key(O, T1, pair("slip of the reset"));
    w.sync();
    assert_eq!([change, reset, m].map(|h| w.fate(P, h)), [Held, Applied, Held].map(Some));
    w.login(J, T1);
    let again = w.write(J, YEAR, Draft::new(journal::MARK, C1.key(), 5).refs(vec![m]));
    w.sync();
    assert_eq!((w.fate(P, again), w.in_doubt(P, m)), (Some(Applied), false));
    in_every_order(w);
}

fn two_resets_at_once_end_each_other_and_a_third_settles<N: Node>(w: &mut World<N>) {
    let name = second_admin(w);
    w.login(O, ADM);
    w.give_key(O, T1, pair("slip by adm"));
    w.login(P, name);
    w.give_key(P, T1, pair("slip by adm2"));
    w.sync();
    let marks = [(J, "slip by adm", C1), (K, "slip by adm2", C2)].map(|(c, slip, square)| {
        w.login_with(c, T1, pair(slip));
        let own = pair(&format!("after {slip}"));
        w.give_key(c, T1, own.clone());
        w.login_with(c, T1, own);
        w.mark(c, square, 5)
    });
    w.sync();
    assert_eq!(marks.map(|h| w.fate(O, h)), [Some(Held); 2], "nobody knows which slip was t1's");
    w.login(O, ADM);
    w.give_key(O, T1, pair("third slip"));
    w.sync();
    w.login(J, T1);
    let m = w.mark(J, C1, 4);
    w.sync();
    assert_eq!(w.fate(P, m), Some(Applied));
    in_every_order(w);
}

fn an_admin_resets_no_admin_but_one_whom_the_root_removed<N: Node>(w: &mut World<N>) {
    let name = second_admin(w);
    w.login(P, name);
    let reset = w.give_key_knowing(P, ADM, &pair("slip for adm"), true, &[]);
    w.sync();
    assert_eq!((w.fate(O, reset), w.reason(O, reset)), (Some(Held), Some(Reason::RootKey)));
    w.decide_in(P, REGISTRY, &[reset], true, 1);
    w.sync();
    assert_eq!(w.fate(O, reset), Some(Held));
    w.root_cut_now(O, Scope::Admin(user(ADM)), false);
    w.sync();
    let after = w.give_key_knowing(P, ADM, &pair("another slip for adm"), true, &[]);
    w.sync();
    assert_eq!(w.fate(O, after), Some(Applied));
}

fn a_teacher_made_admin_keeps_the_old_marks<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync();
    w.write_root(O, l::ADMIN, vec![user(T1).into()], true.into());
    w.root_key(O, T1, pair("t1 the admin"));
    w.sync();
    w.login(P, T1);
    let role = w.give_role(P, T2, "reader", &[], &[]);
    w.sync();
    assert_eq!([m, role].map(|h| w.fate(K, h)), [Some(Applied); 2]);
    in_every_order(w);
}

fn an_admin_s_own_change_counts_from_a_computer_of_the_root_only<N: Node>(w: &mut World<N>) {
    w.login(J, ADM);
    let at_journal = w.give_key_knowing(J, ADM, &pair("adm's at J"), false, &[]);
    w.login(P, ADM);
    let at_office = w.give_key(P, ADM, pair("adm's at P"));
    w.sync();
    assert_eq!([at_journal, at_office].map(|h| w.fate(K, h)), [Void, Applied].map(Some));
}

fn another_s_public_key_is_not_registered_as_one_s_own<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync();
    // t2 proves with the one key it has.
    w.prepare(K, REGISTRY, true, true);
    let mut value = key_value(user(T2), &pair("t2's next"), false, &[], w.place(K));
    value[4] = Value::Bytes(public(&w.passwords[&user(T1)]).to_vec());
    let stolen = w.write(K, REGISTRY, Draft::new(l::USER_KEY, vec![user(T2).into()], value));
    w.sync();
    assert_eq!((w.fate(O, stolen), w.reason(O, stolen)), (Some(Void), Some(Reason::Payload)));
    w.login(O, ADM);
    w.annul(O, T2, vec![]);
    w.sync();
    assert_eq!(w.fate(K, m), Some(Applied));
}

fn a_proof_made_for_one_place_proves_nothing_at_another<N: Node>(w: &mut World<N>) {
    w.prepare(K, REGISTRY, true, true);
    let (chain, idx) = w.place(K);
    let value = key_value(user(T2), &pair("t2's next"), false, &[], (chain, idx + 1));
    let replayed = w.write(K, REGISTRY, Draft::new(l::USER_KEY, vec![user(T2).into()], value));
    let right = w.give_key(K, T2, pair("t2's next"));
    w.sync();
    assert_eq!([replayed, right].map(|h| w.fate(O, h)), [Void, Applied].map(Some));
}

fn annulling_a_liar_s_keys_leaves_the_same_key_of_another_user_alone<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync();
    w.login(O, ADM);
    let key = public(&w.passwords[&user(T1)]);
    w.cut(O, REGISTRY, &cut(Scope::Keys(user(T2), vec![key]), vec![], true, 1));
    w.sync();
    assert_eq!(w.fate(K, m), Some(Applied));
}

fn an_admin_gives_no_lasting_key_and_nobody_changes_to_a_slip_or_to_the_same_key<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    let lasting = w.give_key_knowing(O, T1, &pair("chosen by adm"), false, &[]);
    let slip = w.give_key_knowing(J, T1, &pair("a slip of one's own"), true, &[]);
    let same = w.passwords[&user(T1)].clone();
    let same = w.give_key_knowing(J, T1, &same, false, &[]);
    w.sync();
    assert_eq!([lasting, slip, same].map(|h| w.fate(P, h)), [Some(Void); 3]);
    let m = w.mark(J, C1, 5);
    assert_eq!(w.fate(J, m), Some(Applied));
}

fn a_key_is_given_once<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    let first = w.give_key_knowing(O, T1, &pair("slip"), true, &[]);
    let again = w.give_key_knowing(O, T1, &pair("slip"), true, &[]);
    w.login_with(J, T1, pair("slip"));
    let own = w.give_key_knowing(J, T1, &pair("slip"), false, &[]);
    w.sync();
    assert_eq!([first, again, own].map(|h| w.fate(P, h)), [Applied, Void, Void].map(Some));
    // By the root's hand the same key is no slip any more.
    let by_root = w.root_key(O, T1, pair("slip"));
    w.sync();
    assert_eq!([first, by_root].map(|h| w.fate(P, h)), [Void, Applied].map(Some));
}

fn keys_that_found_each_other_found_nothing<N: Node>(w: &mut World<N>) {
    w.login_with(J, T1, pair("one"));
    let other = w.give_key_knowing(J, T1, &pair("other"), false, &[]);
    w.login_with(K, T1, pair("other"));
    let one = w.give_key_knowing(K, T1, &pair("one"), false, &[]);
    let m = w.mark(K, C1, 2);
    w.sync();
    assert_eq!([one, other, m].map(|h| (w.fate(O, h), w.reason(O, h))), [(Some(Held), Some(Reason::KeyUnknown)); 3]);
}
