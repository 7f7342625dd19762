//! What is made verifies, says what it is, and holds what the journal holds.

use super::school::{archived, problems, small, verdict};
use crate::api::desk;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use zhurnal::archive::manifest::LAYOUT;

fn content(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = Vec::new();
    zip.by_name(name).unwrap().read_to_end(&mut out).unwrap();
    out
}

#[test]
fn an_archive_is_intact_for_everybody_and_authentic_for_who_knows_the_fingerprint() {
    let dir = tempfile::tempdir().unwrap();
    let (made, bytes) = archived(&small(dir.path()), dir.path());
    assert_eq!(made["interim"], true, "the year is open");
    let fingerprint = made["fingerprint"].as_str().unwrap();
    let nobody = verdict(&bytes, None);
    assert_eq!((nobody.intact, nobody.authentic, nobody.compared, problems(&nobody)), (true, false, false, vec![]));
    let shouted = fingerprint.to_uppercase();
    let spaced = format!("{} {} {} {}", &shouted[..4], &shouted[4..8], &shouted[8..12], &shouted[12..]);
    let known = verdict(&bytes, Some(&spaced));
    assert_eq!((known.intact, known.authentic, known.holds, problems(&known)), (true, true, true, vec![]));
    assert_eq!((known.school.as_str(), known.year, known.interim), ("МБОУ «Заречная СОШ»", 2026, true));
    assert_eq!(known.made, "2026-10-15T09:00:00Z");
    assert!(known.events > 20 && u64::from(known.files) == made["files"].as_u64().unwrap());
    let other = verdict(&bytes, Some("aaaaaaaaaaaaaaaa"));
    assert_eq!((other.intact, other.authentic, problems(&other)), (true, false, vec![("key-other".into(), String::new())]));
}

#[test]
fn the_window_verifies_with_its_own_school_for_trust() {
    let dir = tempfile::tempdir().unwrap();
    let desk = small(dir.path());
    let (made, bytes) = archived(&desk, dir.path());
    assert_eq!(made["bytes"].as_u64().unwrap(), bytes.len() as u64);
    let token = desk.token("archive.verify", &dir.path().join("архив.zip"));
    let said = desk.done(&desk.ok("archive.verify", json!({ "token": token, "trust": null })));
    for word in ["intact", "authentic", "true", "folded", "compared"] {
        assert_eq!(said[word], json!(true), "{word}: {said}");
    }
    let left = std::fs::read_dir(desk.app.home().join("temp")).unwrap().count();
    assert_eq!(left, 0, "the home that was folded into is gone");
}

#[test]
fn tables_say_what_the_journal_says_in_both_forms_and_fit_their_schema() {
    let dir = tempfile::tempdir().unwrap();
    let (_, bytes) = archived(&small(dir.path()), dir.path());
    let schema: Value = serde_json::from_slice(&content(&bytes, "данные/схема.json")).unwrap();
    let pupils: Value = serde_json::from_slice(&content(&bytes, "данные/обучающиеся.json")).unwrap();
    let named: Vec<&str> = pupils.as_array().unwrap().iter().map(|p| p["surname"].as_str().unwrap()).collect();
    assert_eq!(named, ["Агафонова", "Белов", "Яковлева"]);
    assert_eq!((&pupils[0]["birth"], &pupils[0]["sex"]), (&json!("2016-02-03"), &json!("женский")));
    let wanted: BTreeSet<&str> =
        schema["$defs"]["pupils"]["items"]["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(pupils[0].as_object().unwrap().keys().map(String::as_str).collect::<BTreeSet<_>>(), wanted);
    let csv = String::from_utf8(content(&bytes, "данные/обучающиеся.csv")).unwrap();
    assert!(
        csv.starts_with("\u{FEFF}№;Фамилия;Имя;Отчество;Дата рождения;Пол\r\n1;Агафонова;Полина;Ильинична;03.02.2016;женский\r\n"),
        "{csv}"
    );
    let movement: Value = serde_json::from_slice(&content(&bytes, "данные/движение.json")).unwrap();
    assert_eq!((&movement[2]["pupil"], &movement[2]["class_id"]), (&json!(3), &json!(2)), "the third pupil came to the second class");
}

/// First half of the BLAKE3 of what every archive carries or is made with. The verifier compares bytes: an archive of last year must be
/// made again by the program of next year, so words of tables and of the first file never change.
const FINAL: [(&str, &str); 4] = [
    ("данные/схема.json", "b8c661e3ab4a9c39504309d8ecba6e7f"),
    ("данные/обучающиеся.csv", "1b13434d404084de8c6b28042c094dbd"),
    ("данные/движение.json", "438bbce44c79bb5de030ace9b91d4f84"),
    ("ПРОЧТИ.txt", "391717489ecf44450cee3525e3d47062"),
];
/// Papers may be laid out otherwise: then `LAYOUT` is raised, and older drafts prove nothing any more.
const OF_LAYOUT: (u16, [(&str, &str); 2]) =
    (1, [("журналы/5А.pdf", "7b6613bc5f983f4714eb040b3ce2a2c9"), ("ведомости/5А.pdf", "c7b7fe151a3ccbebcdddf28db1bc1e71")]);

#[test]
fn what_an_archive_is_made_of_is_final() {
    let dir = tempfile::tempdir().unwrap();
    let (made, bytes) = archived(&small(dir.path()), dir.path());
    let digest = |name: &str| {
        let mut content = content(&bytes, name);
        // The fingerprint alone is each school's own.
        if name == "ПРОЧТИ.txt" {
            let shown = made["fingerprint"].as_str().unwrap().to_uppercase();
            let fours: Vec<&str> = shown.as_bytes().chunks(4).map(|c| std::str::from_utf8(c).unwrap()).collect();
            content = String::from_utf8(content).unwrap().replace(&fours.join(" "), "").into_bytes();
        }
        blake3::hash(&content).to_hex()[..32].to_owned()
    };
    let all = |of: &[(&str, &str)]| of.iter().map(|(name, _)| (name.to_string(), digest(name))).collect::<Vec<_>>();
    let wanted = |of: &[(&str, &str)]| of.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect::<Vec<_>>();
    assert_eq!(all(&FINAL), wanted(&FINAL), "never changes");
    assert_eq!((LAYOUT, all(&OF_LAYOUT.1)), (OF_LAYOUT.0, wanted(&OF_LAYOUT.1)), "raise LAYOUT, then this");
}

#[test]
fn a_stranger_is_told_in_russian_what_this_is() {
    let dir = tempfile::tempdir().unwrap();
    let (made, bytes) = archived(&small(dir.path()), dir.path());
    let text = String::from_utf8(content(&bytes, "ПРОЧТИ.txt")).unwrap();
    for word in ["МБОУ «Заречная СОШ»", "2026/2027", "15.10.2026", "промежуточный", "zhurnal verify", "записи/2026.bin"]
    {
        assert!(text.contains(word), "{word}: {text}");
    }
    let fingerprint = made["fingerprint"].as_str().unwrap().to_uppercase();
    assert!(text.contains(&format!("{} {}", &fingerprint[..4], &fingerprint[4..8])));
    assert!(!text.contains("archive-readme") && !text.contains('{'));
}

#[test]
fn a_failed_archive_leaves_what_was_there() {
    let dir = tempfile::tempdir().unwrap();
    let desk = small(dir.path());
    let path = dir.path().join("нет такой папки/архив.zip");
    let token = desk.token("archive.make", &path);
    let job = desk.job(&desk.ok("archive.make", json!({ "token": token })));
    assert_eq!((job.state.as_str(), job.error.unwrap().code.as_str()), ("failed", "file-not-found"));
    let kept = dir.path().join("прежний.zip");
    std::fs::write(&kept, b"old").unwrap();
    let book = desk.app.book().unwrap();
    let failed = book.make_archive(&kept, &|_, _| Err(zhurnal::Error::other("broken")), &|_, _| true).unwrap_err();
    assert_eq!((failed.code, std::fs::read(&kept).unwrap()), ("broken", b"old".to_vec()));
    let stopped = book.make_archive(&kept, &|_, _| Ok(Vec::new()), &|_, _| false).unwrap_err();
    assert_eq!((stopped.code, std::fs::read_dir(dir.path()).unwrap().count()), ("cancelled", 3), "nothing half written is left");
}

#[test]
fn an_archive_during_which_somebody_wrote_is_not_made() {
    let dir = tempfile::tempdir().unwrap();
    let desk = small(dir.path());
    let path = dir.path().join("архив.zip");
    let writes = |_: &zhurnal::book::Book, _: &[u8; 16]| {
        let again = desk::Desk { app: desk.app.clone(), session: desk.app.session(), clock: desk.clock.clone() };
        again.log_in(desk::ADMIN, desk::ADMIN_PASSWORD);
        let letter = ["В", "Г"].into_iter().find(|l| again.call("classes.create", json!({ "grade": 5, "letter": l })).is_ok());
        assert!(letter.is_some());
        Ok(Vec::new())
    };
    let refused = desk.app.book().unwrap().make_archive(&path, &writes, &|_, _| true).unwrap_err();
    assert_eq!((refused.code, path.exists()), ("archive-changed", false));
}
