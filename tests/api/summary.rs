//! The summary sheet through dispatch: live from finals, decided to the word (S-01, S-02).

use super::desk;
use super::page_school::{School, final_of, text};
use serde_json::{Value as Json, json};

/// After the year's end, the people back at their computers.
fn in_june(s: &School) {
    s.admin.clock.set(desk::NOON + 230 * 86_400);
    for d in [&s.teacher, &s.homeroom, &s.deputy, &s.other] {
        d.ok("session.unlock", json!({ "password": desk::OWN_PASSWORD }));
    }
    s.admin.ok("session.unlock", json!({ "password": desk::ADMIN_PASSWORD }));
}
fn sheet(s: &School, of: &desk::Desk) -> Json {
    of.ok("summary.sheet", json!({ "class": s.class }))
}
fn pupil(sheet: &Json, word: &str) -> Json {
    sheet["pupils"].as_array().unwrap().iter().find(|p| p["id"] == text(word)).unwrap().clone()
}
fn decision(what: &str, to: &str) -> Json {
    json!({ "decision": what, "to": to, "protocol": "5", "date": "2027-05-26" })
}

#[test]
fn the_sheet_is_live_from_finals_and_counts_what_is_missing() {
    let s = School::found();
    in_june(&s);
    let empty = sheet(&s, &s.homeroom);
    let shorts: Vec<&str> = empty["periods"].as_array().unwrap().iter().map(|p| p["short"].as_str().unwrap()).collect();
    assert_eq!(shorts, ["I", "II", "III", "IV", "Год"]);
    let subjects: Vec<&str> = empty["subjects"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(subjects, ["История", "Математика"]);
    // Four pupils × five periods × two subjects; the one who left in October misses none.
    assert_eq!(empty["missing"], 40);
    s.one(final_of("elkin", "q1", Some(4)));
    s.one(final_of("elkin", "year", Some(5)));
    let after = sheet(&s, &s.homeroom);
    assert_eq!(
        (&after["missing"], &pupil(&after, "elkin")["marks"]),
        (
            &json!(38),
            &json!([{ "period": 0, "subject": 1, "mark": 4, "conflict": false, "groups": [] }, { "period": 4, "subject": 1, "mark": 5, "conflict": false, "groups": [] }])
        )
    );
    assert_eq!(pupil(&after, "zhukov")["note"], "выбыл(а) с 09.10.2026, пр. № 95-у от 08.10.2026");
    assert_eq!(after["homeroom"], "Петров\u{a0}П.\u{a0}П.");
    // Who teaches one subject does not see all of them.
    assert_eq!(s.teacher.refused("summary.sheet", json!({ "class": s.class })), "no-right");
    assert_eq!(sheet(&s, &s.deputy)["decides"], true);
}

#[test]
fn the_council_decides_to_the_word_and_an_equal_decision_writes_nothing() {
    let s = School::found();
    in_june(&s);
    let decide = |of: &desk::Desk, pupils: &[&str], decision: Json| {
        let pupils: Vec<String> = pupils.iter().map(|p| text(p)).collect();
        of.call("summary.decide", json!({ "class": s.class, "pupils": pupils, "decision": decision }))
    };
    decide(&s.homeroom, &["elkin", "belov"], decision("promoted", "")).unwrap();
    decide(&s.deputy, &["agafonova"], decision("repeat", "")).unwrap();
    decide(&s.homeroom, &["yakovleva"], decision("conditional", "6Б")).unwrap();
    let told = sheet(&s, &s.homeroom);
    let words = |word: &str| pupil(&told, word)["words"].as_str().unwrap().to_owned();
    assert_eq!(words("elkin"), "переведён(а) в 6 класс, протокол педсовета № 5 от 26.05.2027");
    assert_eq!(words("agafonova"), "оставлен(а) на повторный курс обучения в 5 классе, протокол педсовета № 5 от 26.05.2027");
    assert_eq!(words("yakovleva"), "условно переведён(а) в 6Б класс, протокол педсовета № 5 от 26.05.2027");
    let events = |s: &School| s.clean()["volumes"].as_array().unwrap().iter().map(|v| v["events"].as_u64().unwrap()).sum::<u64>();
    let before = events(&s);
    decide(&s.homeroom, &["elkin", "belov"], decision("promoted", "6")).unwrap();
    assert_eq!(events(&s), before);
    decide(&s.homeroom, &["belov"], Json::Null).unwrap();
    assert_eq!(pupil(&sheet(&s, &s.homeroom), "belov")["decision"], Json::Null);
    for (pupils, decision, code) in [
        (["elkin"], decision("finished-nine", ""), "decision-grade"),
        (["elkin"], decision("forgiven", ""), "decision-unknown"),
        (["nobody"], decision("promoted", ""), "pupil-unknown"),
        (["elkin"], json!({ "decision": "promoted", "to": "", "protocol": " ", "date": "2027-05-26" }), "protocol-empty"),
        (["elkin"], json!({ "decision": "promoted", "to": "", "protocol": "5", "date": "2027-06-26" }), "protocol-date"),
        (["elkin"], json!({ "decision": "promoted", "to": "", "protocol": "5", "date": "26.05.2027" }), "bad-date"),
    ] {
        assert_eq!(decide(&s.homeroom, &pupils, decision).unwrap_err().code, code);
    }
    for of in [&s.teacher, &s.other, &s.admin] {
        assert_eq!(decide(of, &["elkin"], decision("promoted", "")).unwrap_err().code, "no-right");
    }
}

#[test]
fn an_award_is_given_from_the_schools_list_and_taken_back() {
    let s = School::found();
    in_june(&s);
    let award = |of: &desk::Desk, protocol: &str| {
        let asked =
            json!({ "class": s.class, "pupil": text("elkin"), "award": "Похвальный лист", "protocol": protocol, "date": "2027-05-26" });
        of.call("summary.award", asked)
    };
    assert_eq!(sheet(&s, &s.homeroom)["awards"].as_array().unwrap()[..2], [json!("Похвальный лист"), json!("Похвальная грамота")]);
    award(&s.homeroom, "5").unwrap();
    assert_eq!(pupil(&sheet(&s, &s.homeroom), "elkin")["awards"], json!(["Похвальный лист"]));
    assert_eq!(award(&s.teacher, "5").unwrap_err().code, "no-right");
    award(&s.deputy, "").unwrap();
    assert_eq!(pupil(&sheet(&s, &s.homeroom), "elkin")["awards"], json!([]));
    s.clean();
}
