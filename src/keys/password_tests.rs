#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;

const SCHOOL: AnyId = AnyId([1; 16]);

fn key(password: &str, school: &AnyId, salt: u8) -> String {
    user_key(password, school, &[salt; 16], KdfCost::insecure_for_tests()).unwrap().public().to_string()
}

fn refusal(password: &str) -> &'static str {
    PasswordRule::Ordinary.check(password, "ivanova").unwrap_err().code
}

#[test]
fn the_same_password_makes_the_same_key_and_another_salt_or_school_another() {
    assert_eq!(key("верный пароль", &SCHOOL, 1), key("верный пароль", &SCHOOL, 1));
    assert_ne!(key("верный пароль", &SCHOOL, 1), key("верный пароль", &SCHOOL, 2));
    assert_ne!(key("верный пароль", &SCHOOL, 1), key("верный пароль", &AnyId([2; 16]), 1));
    assert_ne!(key("верный пароль", &SCHOOL, 1), key("Верный пароль", &SCHOOL, 1));
}

#[test]
fn й_typed_as_one_character_or_as_two_makes_the_same_key() {
    assert_eq!(key("чужой пароль", &SCHOOL, 1), key("чужои\u{306} пароль", &SCHOOL, 1));
}

#[test]
fn the_floor_of_costs_holds_for_new_keys_and_the_ceiling_for_all() {
    assert!(KdfCost::checked(19 * 1024, 2, 1).is_ok());
    for (m, t, p) in [(19 * 1024 - 1, 2, 1), (64 * 1024, 1, 1), (64 * 1024, 3, 0), (64 * 1024, 3, 5), (1 << 21, 3, 1), (64 * 1024, 17, 1)] {
        assert_eq!(KdfCost::checked(m, t, p).unwrap_err().code, "kdf-cost");
    }
    assert!(KdfCost::recorded(8, 1, 1).is_ok());
    assert!(
        KdfCost::recorded(u32::MAX, u32::MAX, u32::MAX).is_err()
            && KdfCost::recorded(0, 0, 0).is_err()
            && KdfCost::recorded(8, 1, 2).is_err()
    );
    let usual = KdfCost::default();
    assert!(KdfCost::checked(usual.memory_kib(), usual.passes(), usual.lanes()).is_ok());
}

#[test]
fn an_admins_password_is_longer_than_a_teachers() {
    assert!(PasswordRule::Ordinary.check("кружка-дуб", "ivanova").is_ok());
    let e = PasswordRule::Strong.check("кружка-дуб", "ivanova").unwrap_err();
    assert_eq!((e.code, e.args["min"].as_str()), ("password-short", "14"));
    assert!(PasswordRule::Strong.check("кружка-дуб-сом-9", "ivanova").is_ok());
    assert_eq!(refusal("кружка-ду"), "password-short");
    assert_eq!(refusal(&"кружка-дуб".repeat(30)), "password-long");
}

#[test]
fn common_words_are_found_behind_digits_case_layout_and_repetition() {
    for p in [
        "Пароль2026!",
        "пароль-пароль",
        "ghbdtnghbdtn",
        "GHBDTN2026",
        "qwertyuiop",
        "йцукенгшщз",
        "1q2w3e4r5t6y",
        "Qwerty123456",
        "password123",
        "vfhbyf2010",
        "Марина-1985",
        "учительница",
        "математика1",
        "Gfhjkm!2027",
    ] {
        assert_eq!(refusal(p), "password-common", "{p}");
    }
}

#[test]
fn digits_alone_few_signs_and_the_login_are_refused() {
    assert_eq!(refusal("89161234567"), "password-digits");
    assert_eq!(refusal("12.03.1985!"), "password-digits");
    assert_eq!(refusal("ааббааббаабб"), "password-monotone");
    assert_eq!(refusal("моя-Ivanova-7"), "password-login");
    assert_eq!(refusal("шмфтщмф-кот"), "password-login");
}

#[test]
fn good_passwords_pass() {
    for p in ["синий чайник у окна", "tR7#kd-ploskost", "жук—ехал—в—поезде", "correct horse battery"] {
        assert!(PasswordRule::Strong.check(p, "ivanova").is_ok(), "{p}");
    }
}

#[test]
fn the_list_holds_several_hundred_words() {
    assert!(COMMON.len() >= 400, "{}", COMMON.len());
}

#[test]
fn a_temporary_password_is_legible_strong_and_each_time_another() {
    let made: Vec<String> = (0..50).map(|_| temporary().unwrap().to_string()).collect();
    for p in &made {
        let groups: Vec<&str> = p.split('-').collect();
        assert!(groups.len() == 4 && groups.iter().all(|g| g.len() == 4), "{p}");
        assert!(!p.contains(|c: char| "0o1ilszgq".contains(c)), "{p}");
        assert!(PasswordRule::Strong.check(p, "ivanova").is_ok(), "{p}");
    }
    assert_eq!(made.iter().collect::<HashSet<_>>().len(), 50);
}

#[test]
fn the_vector_of_the_format_stays() {
    assert_eq!(key("синий чайник у окна", &SCHOOL, 7), "5mo5meetvxhtve4qkeux7xp36bqoyfseoyjp3hanp64jddrqurga");
}
