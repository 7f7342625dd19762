//! From the store to paper: what the journal says stands on the pages; finals want the stamp, the password and nothing missing.

use super::desk::{self, Desk, OWN_PASSWORD};
use super::page_school::{School, absence, final_of, id, mark, of_lesson, text, worked, written};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use zhurnal::event::kinds::year as y;
use zhurnal::event::{Value, Volume};
use zhurnal::store::Write;

/// 1 June 2027, noon in Moscow: the year is over.
const JUNE: i64 = 1_811_840_400;

pub fn plan(of: &Desk, what: &str, class: &str) -> Json {
    of.done(&of.ok("print.plan", json!({ "what": what, "class": class })))
}

pub fn save(of: &Desk, plan: &Json, to: &Path, password: Option<&str>) -> desk::Ended {
    let token = of.token("print.save", to);
    let request = json!({ "paper": plan["paper"], "final_print": password.is_some(), "token": token, "password": password });
    match of.call("print.save", request) {
        Err(e) => desk::Ended::Refused(e.code),
        Ok(started) => {
            let job = of.job(&started);
            job.error.map_or(desk::Ended::Done(job.result), |e| desk::Ended::Refused(e.code))
        }
    }
}

/// True when a text is there, wherever its lines were broken and its words divided.
fn says(said: &str, text: &str) -> bool {
    let plain = |t: &str| t.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>();
    plain(said).contains(&plain(text))
}

/// What a person reads in a PDF, in the order in which it was drawn.
pub(super) fn words(pdf: &Path) -> String {
    let out = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(pdf).arg("-").output().expect("pdftotext");
    assert!(out.status.success());
    String::from_utf8(out.stdout).unwrap()
}

fn codes(plan: &Json) -> Vec<String> {
    plan["lacks"].as_array().unwrap().iter().map(|l| l["code"].as_str().unwrap().to_owned()).collect()
}

pub(super) struct Out(tempfile::TempDir);
impl Out {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }
}

#[test]
fn a_draft_says_what_the_journal_says_and_what_is_missing() {
    let (school, out) = (School::found(), Out::new());
    school.one(mark("2026-09-02", 2, "agafonova", Some(5)));
    school.one(absence("2026-09-02", 2, "elkin", Some(1)));
    school.one(mark("2026-09-02", 2, "elkin", Some(4)));
    school.one(worked("2026-09-03", 3, "agafonova", "essay", 1, 4));
    school.one(worked("2026-09-03", 3, "agafonova", "essay", 2, 5));
    school.one(of_lesson("topic", "2026-09-02", 2, Some("Натуральные числа и нуль")));
    school.one(of_lesson("homework", "2026-09-02", 2, Some("§ 1, задача № 17")));
    let plan = plan(&school.deputy, "journal", &school.class);
    assert_eq!(plan["title"], "Классный журнал 5А, 2026/2027");
    assert_eq!(plan["may_final"], true);
    for lack in ["year-runs", "topics", "decisions"] {
        assert!(codes(&plan).contains(&lack.to_owned()), "{lack}: {:?}", codes(&plan));
    }
    let mut groups: Vec<&str> =
        plan["lacks"].as_array().unwrap().iter().filter(|l| l["code"] == "topics").filter_map(|l| l["group"].as_str()).collect();
    groups.sort_unstable();
    let mut wanted = [text("maths"), text("history")];
    wanted.sort_unstable();
    assert_eq!(groups, wanted, "a lack leads to its group");
    let file = out.file("Журнал 5А.pdf");
    let saved = save(&school.deputy, &plan, &file, None).done();
    assert_eq!(
        (&saved["file"], &saved["files"], &saved["pages"], &saved["checkpoint"]),
        (&json!("Журнал 5А.pdf"), &json!(1), &plan["pages"], &Json::Null)
    );
    assert_eq!(saved["hash"], blake3::hash(&std::fs::read(&file).unwrap()).to_hex().to_string());
    let said = words(&file);
    for word in [
        "ЧЕРНОВИК",
        "Агафонова Полина",
        "Ёлкин Артём",
        "Математика",
        "История",
        "Натуральные числа и нуль",
        "§ 1, задача № 17",
        "н4",
        "4/5",
        "02.09",
        "выбыл(а) с 09.10.2026, пр. № 95-у от 08.10.2026",
        "прибыл(а)",
        "МБОУ «Заречная СОШ»",
    ] {
        assert!(says(&said, word), "{word} is not in the journal: {said}");
    }
    assert!(!says(&said, "Подписано ключом"), "a draft is not signed");
}

#[test]
fn pages_are_shown_to_the_one_who_asked_while_at_the_keyboard() {
    let school = School::found();
    let plan = plan(&school.deputy, "journal", &school.class);
    let (id, pages) = (plan["paper"].as_str().unwrap(), plan["pages"].as_u64().unwrap());
    assert_eq!(plan["sizes"].as_array().unwrap().len() as u64, pages);
    let page = |of: &Desk, n: u64| of.app.paper_page(&of.session, id, u32::try_from(n).unwrap());
    for n in 1..=pages {
        let svg = String::from_utf8(page(&school.deputy, n).unwrap()).unwrap();
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"), "page {n}");
    }
    assert_eq!(page(&school.deputy, pages + 1).unwrap_err().code, "paper-page");
    assert_eq!(page(&school.deputy, 0).unwrap_err().code, "paper-page");
    assert_eq!(page(&school.admin, 1).unwrap_err().code, "plan-unknown", "somebody else's");
    school.deputy.ok("session.lock", json!({}));
    assert_eq!(page(&school.deputy, 1).unwrap_err().code, "session-locked");
    school.deputy.ok("session.logout", json!({}));
    assert_eq!(page(&school.deputy, 1).unwrap_err().code, "session-none");
}

#[test]
fn papers_are_for_those_who_print_and_the_homeroom_teacher_finals_for_those_who_print() {
    let (school, out) = (School::found(), Out::new());
    let ask = |class: &str| json!({ "what": "summary", "class": class });
    for nobody in [&school.teacher, &school.other] {
        assert_eq!(nobody.refused("print.plan", ask(&school.class)), "no-right");
    }
    let other = school.admin.ok("classes.create", json!({ "grade": 5, "letter": "Б" }))["id"].as_str().unwrap().to_owned();
    assert_eq!(school.homeroom.refused("print.plan", ask(&other)), "no-right");
    let own = plan(&school.homeroom, "summary", &school.class);
    assert_eq!(own["may_final"], false);
    assert_eq!(save(&school.homeroom, &own, &out.file("a.pdf"), Some(OWN_PASSWORD)).refused(), "print-no-stamp");
    assert!(matches!(save(&school.homeroom, &own, &out.file("a.pdf"), None), desk::Ended::Done(_)), "a draft of the own class");
    assert_eq!(school.deputy.refused("print.plan", json!({ "what": "poem", "class": school.class })), "paper-unknown");
    let mine = plan(&school.deputy, "summary", &school.class);
    assert_eq!(save(&school.deputy, &mine, &out.file("b.pdf"), Some("не тот пароль вовсе")).refused(), "password-wrong");
    assert!(!out.file("b.pdf").exists());
}

/// The whole year of the class is filled: topics, finals, decisions.
pub fn filled() -> School {
    let school = School::found();
    let history = vec![Write::new(
        y::LOAD,
        vec![School::user(&school.teacher), Value::Id(id("history"))],
        Value::Array(vec![100.into(), Value::Null, Value::Null]),
    )];
    school.write(Volume(2026), history);
    school.one(mark("2026-09-02", 2, "agafonova", Some(3)));
    school.admin.clock.set(JUNE);
    for of in [&school.teacher, &school.deputy, &school.homeroom] {
        of.ok("session.unlock", json!({ "password": OWN_PASSWORD }));
    }
    school.admin.ok("session.unlock", json!({ "password": desk::ADMIN_PASSWORD }));
    for group in ["maths", "history"] {
        let page = school.teacher.ok("journal.page", json!({ "group": text(group), "term": "year" }));
        let mut changes: Vec<Json> = Vec::new();
        for l in page["lessons"].as_array().unwrap() {
            let cell = json!({ "what": "topic", "group": text(group), "date": l["date"], "slot": l["slot"] });
            changes.push(json!({ "cell": cell, "text": format!("Тема урока {}", l["number"]) }));
        }
        for pupil in ["agafonova", "elkin", "yakovleva", "belov"] {
            for (term, cell) in [("q1", 1), ("q2", 1), ("q3", 1), ("q4", 1), ("year", 2)] {
                let mut change = final_of(pupil, term, Some(4));
                change["cell"]["group"] = json!(text(group));
                change["cell"]["cell"] = json!(cell);
                changes.push(change);
            }
        }
        let done = written(&school.teacher, &changes);
        assert!(done.iter().all(|d| d["refused"] == Json::Null), "{group}: {:?}", done.iter().find(|d| d["refused"] != Json::Null));
    }
    let decision = json!({ "decision": "promoted", "to": "6", "protocol": "5", "date": "2027-05-28" });
    let pupils = ["agafonova", "elkin", "yakovleva", "belov"].map(text);
    school.homeroom.ok("summary.decide", json!({ "class": school.class, "pupils": pupils, "decision": decision }));
    school
}

#[test]
fn a_final_bears_the_checkpoint_that_contains_it_and_the_archive_holds_the_very_file() {
    let (school, out) = (filled(), Out::new());
    let book = school.admin.app.book().unwrap();
    let shown = plan(&school.deputy, "journal", &school.class);
    assert_eq!(shown["lacks"], json!([]), "nothing is missing");
    let file = out.file("Журнал 5А.pdf");
    assert_eq!(save(&school.deputy, &shown, &file, None).done()["checkpoint"], Json::Null, "a draft first");
    let saved = save(&school.deputy, &shown, &file, Some(OWN_PASSWORD)).done();
    let checkpoint = saved["checkpoint"].as_str().unwrap();
    assert_eq!(checkpoint.len(), 16);
    let said = words(&file);
    // The paper shows it in fours, as people compare it.
    assert!(says(&said, checkpoint), "{checkpoint}: {said}");
    assert!(says(&said, "Подписано ключом школы") && !says(&said, "ЧЕРНОВИК"));
    assert!(says(&said, "переведён(а) в 6 класс, протокол педсовета № 5 от 28.05.2027"), "{said}");
    // The act names the bytes and the checkpoint; the checkpoint names everything on the paper.
    let printed: Vec<Value> =
        book.home().dump(Volume(2026)).unwrap().into_iter().filter(|((k, _), _)| *k == y::PRINTED).map(|(_, (v, _))| v).collect();
    assert_eq!(printed.len(), 1);
    let bytes = std::fs::read(&file).unwrap();
    let items = printed[0].items().unwrap();
    assert_eq!(items[3].bytes().unwrap(), blake3::hash(&bytes).as_bytes());
    let hash = items[4].bytes().unwrap();
    assert_eq!(&blake3::Hash::from_bytes(hash.try_into().unwrap()).to_hex().as_str()[..16], checkpoint);
    let fates = book.home().fates(Volume::REGISTRY).unwrap();
    let fate = fates.iter().find(|(head, _)| head.hash == hash).map(|(_, fate)| *fate);
    assert_eq!(fate, Some("applied"), "the witness's checkpoint stands");
    school.clean();
    // The archive finds the very file again from the journal.
    let archive = |name: &str| {
        let token = school.deputy.token("archive.make", &out.file(name));
        school.deputy.done(&school.deputy.ok("archive.make", json!({ "token": token })));
        let mut zip = zip::ZipArchive::new(std::fs::File::open(out.file(name)).unwrap()).unwrap();
        let mut inside = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_name("журналы/5А.pdf").unwrap(), &mut inside).unwrap();
        inside
    };
    assert_eq!(archive("год.zip"), bytes);
    // What was seen is not what would be printed now.
    let before = plan(&school.deputy, "journal", &school.class);
    school.one(mark("2026-09-02", 2, "agafonova", Some(5)));
    assert_eq!(save(&school.deputy, &before, &out.file("b.pdf"), Some(OWN_PASSWORD)).refused(), "paper-changed");
    assert!(!out.file("b.pdf").exists());
    let corrected = out.file("исправлено.pdf");
    std::fs::write(&corrected, archive("год 2.zip")).unwrap();
    let said = words(&corrected);
    assert!(says(&said, "ЧЕРНОВИК"), "the journal says something else now");
    assert!(says(&said, "Исправления") && says(&said, "01.06.2027"), "a mark changed after the day of the lesson is told (R-06): {said}");
}

#[test]
fn what_is_missing_blocks_a_final_and_nothing_is_left_behind() {
    let (school, out) = (filled(), Out::new());
    school.one(of_lesson("topic", "2026-09-02", 2, None));
    let shown = plan(&school.deputy, "journal", &school.class);
    assert_eq!(codes(&shown), ["topics"]);
    assert_eq!(save(&school.deputy, &shown, &out.file("a.pdf"), Some(OWN_PASSWORD)).refused(), "paper-lacks");
    assert_eq!(std::fs::read_dir(out.0.path()).unwrap().count(), 0);
    assert_eq!(
        school.deputy.refused("print.save", json!({ "paper": shown["paper"], "final_print": true, "token": "x" })),
        "password-missing"
    );
}

/// Hours a week of history in the curriculum, in hundredths.
fn asked_of_history(school: &School, hours: i64) {
    let part = |v: Vec<Value>| Value::Array(v);
    let programme = Write::new(y::PROGRAMME, vec![Value::Id(id("programme"))], part(vec!["Общая".into(), 1.into(), false.into()]));
    let key = vec![Value::Id(id("programme")), Value::Id(id("history subject")), 5.into()];
    let curriculum = Write::new(y::CURRICULUM, key, part(vec![hours.into(), hours.into(), 1.into(), 1.into()]));
    school.write(Volume(2026), vec![programme, curriculum]);
}

#[test]
fn a_programme_that_was_not_given_whole_blocks_a_final_however_full_the_timetable_is() {
    let (school, out) = (filled(), Out::new());
    // C-01: two hours a week of 34 weeks are asked for, the timetable has one.
    asked_of_history(&school, 200);
    let shown = plan(&school.deputy, "journal", &school.class);
    assert_eq!(codes(&shown), ["behind"]);
    assert_eq!(shown["lacks"][0]["group"], text("history"));
    let file = out.file("a.pdf");
    save(&school.deputy, &shown, &file, None).done();
    let said = words(&file);
    assert!(says(&said, "Отставание") && says(&said, "Программа выполнена."), "{said}");
    assert_eq!(save(&school.deputy, &shown, &out.file("b.pdf"), Some(OWN_PASSWORD)).refused(), "paper-lacks");
    // What the curriculum asks was given.
    asked_of_history(&school, 50);
    assert_eq!(codes(&plan(&school.deputy, "journal", &school.class)), [] as [&str; 0]);
}

#[test]
fn a_term_that_is_not_over_is_not_judged() {
    let (school, out) = (School::found(), Out::new());
    asked_of_history(&school, 200);
    let shown = plan(&school.deputy, "journal", &school.class);
    assert!(!codes(&shown).contains(&"behind".to_owned()), "{:?}", codes(&shown));
    let file = out.file("a.pdf");
    save(&school.deputy, &shown, &file, None).done();
    let said = words(&file);
    assert!(says(&said, "ч., пока проведено 0 ч."), "{said}");
    assert!(!says(&said, "Программа выполнена") && !says(&said, "Отставание"), "{said}");
}

/// The class has no marks at all, as grade 1.
fn without_marks(school: &School) {
    let scale = |cell: i64| {
        let key = vec![Value::Null, 5.into(), Value::Null, cell.into(), super::page_school::day("01.09.2026").into()];
        Write::new(y::SCALE, key, Value::Array(vec![Value::Array(Vec::new()), "".into()]))
    };
    school.write(Volume(2026), (0..=4).map(scale).collect());
}

#[test]
fn a_grade_without_marks_has_its_subjects_with_words_and_no_columns_of_finals() {
    let (school, out) = (School::found(), Out::new());
    without_marks(&school);
    school.admin.clock.set(JUNE);
    for of in [&school.deputy, &school.homeroom] {
        of.ok("session.unlock", json!({ "password": OWN_PASSWORD }));
    }
    let sheet = school.homeroom.ok("summary.sheet", json!({ "class": school.class }));
    assert_eq!((sheet["subjects"].as_array().unwrap().len(), &sheet["missing"]), (2, &json!(0)));
    let of = |word: &str| {
        let all = sheet["pupils"].as_array().unwrap().iter();
        all.filter(|p| p["id"] == text(word)).flat_map(|p| p["marks"].as_array().unwrap().clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("elkin").len(), 10, "two subjects, four terms and the year");
    assert!(of("elkin").iter().all(|m| m["mark"] == 16));
    assert_eq!(of("zhukov"), [] as [Json; 0], "left in October");
    let summary = out.file("ведомость.pdf");
    save(&school.deputy, &plan(&school.deputy, "summary", &school.class), &summary, None).done();
    let said = words(&summary);
    assert!(says(&said, "безотм") && says(&said, "Математика"), "{said}");
    let file = out.file("журнал.pdf");
    let shown = plan(&school.deputy, "journal", &school.class);
    assert!(!codes(&shown).contains(&"finals".to_owned()));
    save(&school.deputy, &shown, &file, None).done();
    // Only the pages of missed lessons and the summary sheet have terms.
    let sections = shown["sections"].as_array().unwrap();
    let until = sections.iter().find(|s| s[0].as_str().unwrap().starts_with("Сведения")).unwrap()[1].as_u64().unwrap();
    let out = Command::new("pdftotext").args(["-raw", "-f", "4", "-l", &(until - 1).to_string()]).arg(&file).arg("-").output().unwrap();
    let spreads = String::from_utf8(out.stdout).unwrap();
    assert!(spreads.contains("по плану") && !spreads.contains("I ч.") && !spreads.contains("Год"), "{spreads}");
}

#[test]
fn a_substitute_signs_by_full_name_and_a_remark_says_whose_it_is() {
    let (school, out) = (School::found(), Out::new());
    let day = |text: &str| Value::from(super::page_school::day(text));
    let book = school.admin.app.book().unwrap();
    let deputy = book.log_in("zavuch", OWN_PASSWORD).unwrap().author;
    let key = vec![Value::Id(id("maths")), day("10.09.2026"), 3.into(), School::user(&school.other)];
    let substitute = Write::new(y::SUBSTITUTION, key, Value::Array(vec![Value::Null, 1.into(), "болезнь".into(), 100.into(), Value::Null]));
    let value = vec![School::user(&school.teacher), "Записать темы".into(), Value::Null, day("20.10.2026"), Value::Null];
    let remark = Write::new(y::REMARK, vec![Value::Id(id("maths")), Value::Id(id("remark"))], Value::Array(value));
    book.home().act(&deputy, Volume(2026), &[substitute, remark]).unwrap();
    let file = out.file("a.pdf");
    save(&school.deputy, &plan(&school.deputy, "journal", &school.class), &file, None).done();
    let said = words(&file);
    assert!(says(&said, "замена: Петров Пётр Петрович, подпись ____________"), "{said}");
    assert!(says(&said, "Математика: Записать темы — Петров Пётр Петрович"), "{said}");
}

/// A device stands where the file is to be: what is written to it would be lost.
fn device(path: &Path) {
    std::os::unix::fs::symlink("/dev/full", path).unwrap();
}

#[test]
fn a_place_that_holds_no_file_refuses_papers_and_archives_and_leaves_neither_file_nor_act() {
    let (school, out) = (filled(), Out::new());
    let book = school.admin.app.book().unwrap();
    let printed = || book.home().dump(Volume(2026)).unwrap().into_keys().filter(|(k, _)| *k == y::PRINTED).count();
    let shown = plan(&school.deputy, "journal", &school.class);
    let file = out.file("Журнал 5А.pdf");
    device(&file);
    for password in [None, Some(OWN_PASSWORD)] {
        assert_eq!(save(&school.deputy, &shown, &file, password).refused(), "file-not-plain");
        assert_eq!((std::fs::read_dir(out.0.path()).unwrap().count(), printed()), (1, 0));
    }
    std::fs::remove_file(&file).unwrap();
    save(&school.deputy, &shown, &file, Some(OWN_PASSWORD)).done();
    assert_eq!((file.exists(), printed()), (true, 1), "when there is a place for it");
    let zip = out.file("год.zip");
    let make = || {
        let token = school.deputy.token("archive.make", &zip);
        school.deputy.job(&school.deputy.ok("archive.make", json!({ "token": token })))
    };
    device(&zip);
    assert_eq!(make().error.unwrap().code, "file-not-plain");
    assert_eq!(std::fs::read_dir(out.0.path()).unwrap().count(), 2);
    std::fs::remove_file(&zip).unwrap();
    std::fs::write(&zip, b"the archive of yesterday").unwrap();
    assert!(make().error.is_none());
    assert!(std::fs::read(&zip).unwrap().starts_with(b"PK"));
    assert_eq!(std::fs::read_dir(out.0.path()).unwrap().count(), 2);
    school.clean();
}

#[test]
fn a_summary_sheet_for_good_has_every_final_and_every_decision() {
    let (school, out) = (filled(), Out::new());
    let shown = plan(&school.deputy, "summary", &school.class);
    assert_eq!(shown["lacks"], json!([]));
    let file = out.file("Ведомость.pdf");
    save(&school.deputy, &shown, &file, Some(OWN_PASSWORD)).done();
    let said = words(&file);
    for word in ["Агафонова Полина Игоревна", "Яковлева Анна Игоревна", "переведён(а) в 6 класс", "Год"]
    {
        assert!(says(&said, word), "{word}: {said}");
    }
    let plain: String = said.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    assert_eq!(plain.matches("протоколпедсовета№5").count(), 4, "{said}");
}
