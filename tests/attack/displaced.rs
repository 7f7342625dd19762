//! Passwords named a second time, by whoever knows them, and what hangs on the first naming.

use super::prelude::*;

crate::stories::play! {
    a_former_password_named_without_a_session_takes_nothing_back
    a_former_password_named_under_itself_takes_nothing_back
    a_slip_named_by_a_colleague_takes_nothing_back
    a_password_named_by_another_admin_takes_nothing_back_that_the_witness_knew
    a_slip_and_a_former_password_together_take_nothing_back_that_the_witness_knew
    a_password_named_again_after_the_closing_takes_nothing_from_the_year
    a_password_named_under_a_session_that_is_not_right_takes_nothing_back
    a_former_root_names_no_password_again
}

/// A computer whose id comes before O's, where passwords of the miniature school were given: ties go to the least.
fn lesser<N: Node>(w: &mut World<N>) -> usize {
    let first = w.computers[O].device;
    let word = (0..).map(|n| format!("device X{n}")).find(|word| crate::support::school::device(word) < first).unwrap();
    w.login(O, ADM);
    let x = w.add_computer(&word);
    w.enrol(O, x, &[1]);
    w.sync();
    x
}
/// t1 wrote under a password that was replaced since, and writes on; the witness has written down all of it, or nothing.
fn replaced<N: Node>(w: &mut World<N>, heard: bool) -> [Head; 2] {
    let before = w.mark(J, C1, 5);
    w.sync();
    if heard {
        w.checkpoint(O);
        w.sync();
    }
    w.give_key(J, T1, pair("t1's next"));
    w.login(J, T1);
    let after = w.mark(J, C2, 4);
    w.sync();
    if heard {
        w.checkpoint(O);
        w.sync();
    }
    [before, after]
}
/// Names a user's key on a computer in its session, or without one, and says nothing of what was seen.
fn name<N: Node>(w: &mut World<N>, c: usize, of: &str, key: &str, temporary: bool, session: bool) -> Head {
    w.prepare(c, REGISTRY, session, false);
    let value = key_value(user(of), &pair(key), temporary, &[], w.place(c));
    w.write(c, REGISTRY, Draft::new(l::USER_KEY, vec![user(of).into()], value).unsigned().unseen())
}
fn all_stand<N: Node>(w: &mut World<N>, honest: &[Head], lie: Head) {
    w.sync();
    for c in [O, K] {
        for h in honest {
            assert_eq!((w.fate(c, *h), w.reason(c, *h)), (Some(Applied), Some(Reason::Fine)));
        }
        assert_ne!(w.fate(c, lie), Some(Applied));
    }
    in_every_order(w);
}

fn a_former_password_named_without_a_session_takes_nothing_back<N: Node>(w: &mut World<N>) {
    let honest = replaced(w, false);
    w.new_chains(K);
    let lie = name(w, K, T1, "password t1", true, false);
    all_stand(w, &honest, lie);
}

fn a_former_password_named_under_itself_takes_nothing_back<N: Node>(w: &mut World<N>) {
    let x = lesser(w);
    let honest = replaced(w, false);
    w.login_with(x, T1, pair("password t1"));
    let lie = name(w, x, T1, "password t1", false, true);
    all_stand(w, &honest, lie);
}

fn a_slip_named_by_a_colleague_takes_nothing_back<N: Node>(w: &mut World<N>) {
    let x = lesser(w);
    let honest = replaced(w, false);
    w.login(x, T2);
    let lie = name(w, x, T1, "slip t1", true, true);
    all_stand(w, &honest, lie);
}

fn a_password_named_by_another_admin_takes_nothing_back_that_the_witness_knew<N: Node>(w: &mut World<N>) {
    let other = second_admin(w);
    let honest = replaced(w, true);
    w.login(P, other);
    let lie = name(w, P, T1, "password t1", true, true);
    w.login(O, other);
    let second = name(w, O, T1, "slip t1", true, true);
    w.sync();
    assert_eq!(w.fate(J, second), Some(Void));
    all_stand(w, &honest, lie);
}

fn a_slip_and_a_former_password_together_take_nothing_back_that_the_witness_knew<N: Node>(w: &mut World<N>) {
    let x = lesser(w);
    let honest = replaced(w, true);
    w.login_with(x, T1, pair("slip t1"));
    let lie = name(w, x, T1, "password t1", false, true);
    // And the computer falls, so that what it named would never count.
    let device = w.computers[x].device.0;
    w.login(O, ADM);
    w.sync();
    w.cut(O, REGISTRY, &cut(Scope::Device(device, vec![]), vec![], true, 1));
    all_stand(w, &honest, lie);
}

fn a_password_named_again_after_the_closing_takes_nothing_from_the_year<N: Node>(w: &mut World<N>) {
    let x = lesser(w);
    let honest = replaced(w, true);
    w.login(O, ADM);
    w.close_year(O);
    w.sync();
    w.login_with(x, T1, pair("slip t1"));
    let lie = name(w, x, T1, "password t1", false, true);
    w.login(P, ADM);
    let second = name(w, P, T1, "password t1", true, true);
    w.sync();
    assert_eq!(w.fate(O, second), Some(Void));
    all_stand(w, &honest, lie);
}

fn a_password_named_under_a_session_that_is_not_right_takes_nothing_back<N: Node>(w: &mut World<N>) {
    let x = lesser(w);
    let honest = replaced(w, false);
    w.session(x, REGISTRY, user(T1), public(&pair("slip t1")), [7; 64]);
    let value = key_value(user(T1), &pair("password t1"), false, &[], w.place(x));
    let lie = w.write(x, REGISTRY, Draft::new(l::USER_KEY, vec![user(T1).into()], value).unsigned().unseen());
    all_stand(w, &honest, lie);
}

fn a_former_root_names_no_password_again<N: Node>(w: &mut World<N>) {
    let honest = replaced(w, false);
    w.rotate(O, false);
    w.sync();
    let pen = &w.roots[0];
    let at = (pen.chain, pen.tip.map_or(0, |t| t.idx + 1));
    let value = key_value(user(T1), &pair("password t1"), false, &[], at);
    let lie = w.write_as_root(1, P, l::USER_KEY, vec![user(T1).into()], value.into());
    all_stand(w, &honest, lie);
}
