//! Papers straight to a printer; recovery sheets as two files, one a secret, until they are gone.

use super::desk::{self, ADMIN, ADMIN_PASSWORD, Desk, OWN_PASSWORD};
use super::page_school::School;
use super::papers::{Out, filled, plan, save, words};
use super::two::typed;
use crate::support::printers::{Job, OFFICE, Printing, TEACHERS};
use serde_json::{Value as Json, json};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use zhurnal::platform::printers::{Order, Printers, Sides};
use zhurnal::time::FixedClock;

const NAMES: [&str; 4] = ["Агафонова", "Ёлкин", "Иванова", "Заречная"];

fn order(paper: &Json, more: Json) -> Json {
    let mut order = json!({ "paper": paper["paper"], "printer": OFFICE, "copies": 1, "sides": "one" });
    order.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    order
}

fn send(of: &Desk, order: Json) -> Json {
    of.done(&of.ok("print.send", order))
}

fn refused(of: &Desk, order: Json) -> (String, String) {
    let error = match of.call("print.send", order) {
        Ok(started) => of.job(&started).error.expect("refused"),
        Err(e) => e,
    };
    (error.code, error.args.get("detail").cloned().unwrap_or_default())
}

/// What a person reads in what was printed.
fn said(job: &Job, dir: &Path) -> String {
    let file = dir.join("printed.pdf");
    fs::write(&file, &job.pdf).unwrap();
    let said = words(&file);
    fs::remove_file(file).unwrap();
    said
}

fn after<'a>(job: &'a Job, flag: &str) -> Vec<&'a str> {
    job.args.windows(2).filter(|w| w[0] == flag).map(|w| w[1].as_str()).collect()
}

/// A folder with a school's home in it and a print service, at the sheet's stage.
fn at_the_sheet(dir: &Path) -> (Desk, Printing) {
    let home = dir.join("home");
    let service = Printing::install(&desk::programs(&home));
    let desk = desk::open(&home, &Arc::new(FixedClock::at(desk::NOON)), None);
    desk.ok("school.create", desk::school());
    (desk, service)
}

#[test]
fn printers_are_listed_with_how_they_stand_and_what_is_in_the_way_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk::open(&dir.path().join("home"), &Arc::new(FixedClock::at(desk::NOON)), None);
    let obstacle = |wanted: &str| assert_eq!(desk.ok("printers.list", json!({})), json!({ "printers": [], "obstacle": wanted }));
    obstacle("program");
    let service = Printing::install(&desk::programs(&dir.path().join("home")));
    let stands = |office: &str, teachers: &str| {
        let row = |name: &str, usual: bool, queue: &str| json!({ "name": name, "usual": usual, "queue": queue });
        let wanted = json!({ "printers": [row(OFFICE, true, office), row(TEACHERS, false, teachers)], "obstacle": null });
        assert_eq!(desk.ok("printers.list", json!({})), wanted);
    };
    stands("ready", "ready");
    service.set(
        "states",
        &format!("printer {TEACHERS} disabled since now -\n\tPaused\nprinter {OFFICE} now printing x-1.  enabled since now\n"),
    );
    stands("ready", "paused");
    service.set("accepts", &format!("{OFFICE} not accepting requests since now -\n\tfull\n{TEACHERS} accepting requests since now\n"));
    stands("refusing", "paused");
    service.set("names", "");
    obstacle("none");
    service.set("down", "");
    obstacle("service");
}

#[test]
fn a_draft_goes_to_the_printer_to_the_byte_as_it_is_saved_and_names_nobody() {
    let (school, out) = (School::found(), Out::new());
    let service = Printing::install(&desk::programs(school.dir.path()));
    let shown = plan(&school.deputy, "journal", &school.class);
    let file = out.file("а.pdf");
    save(&school.deputy, &shown, &file, None).done();
    let pages = shown["pages"].as_u64().unwrap();
    let sent = send(&school.deputy, order(&shown, json!({ "printer": TEACHERS, "copies": 2, "sides": "long" })));
    assert_eq!(sent, json!({ "printer": TEACHERS, "pages": pages, "jobs": 1 }));
    let sent = send(&school.deputy, order(&shown, json!({ "pages": [2, 3] })));
    assert_eq!(sent, json!({ "printer": OFFICE, "pages": 2, "jobs": 1 }));
    let jobs = service.jobs();
    assert_eq!(jobs.len(), 2);
    assert!(jobs.iter().all(|j| j.pdf == fs::read(&file).unwrap()));
    let options = ["-d", TEACHERS, "-n", "2", "-t", "Классный журнал", "-o", "sides=two-sided-long-edge", "-o", "media=A4"];
    assert_eq!(jobs[0].args, options);
    assert_eq!((after(&jobs[1], "-P"), after(&jobs[1], "-o")), (vec!["2-3"], vec!["sides=one-sided", "media=A4"]));
    // A bare environment: what a shell may hold in its own stays out.
    const KEPT: [&str; 11] = ["PATH", "HOME", "USER", "LOGNAME", "CUPS_SERVER", "KRB5CCNAME", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_"];
    let names = jobs[0].environment.lines().filter_map(|l| l.split_once('=')).map(|(name, _)| name);
    assert_eq!(names.filter(|name| !KEPT.contains(name)).collect::<Vec<_>>(), Vec::<&str>::new());
    for job in &jobs {
        let told = job.args.join(" ");
        assert!(!NAMES.iter().any(|n| told.contains(n)) && !told.contains("5А"), "{told}");
    }
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1, "nothing but what was saved");
    send(&school.deputy, order(&plan(&school.deputy, "summary", &school.class), json!({ "sides": "short" })));
    assert_eq!(after(&service.jobs()[2], "-t"), ["Сводная ведомость"]);
}

#[test]
fn a_final_is_printed_from_the_very_bytes_of_its_act() {
    let (school, out) = (filled(), Out::new());
    let service = Printing::install(&desk::programs(school.dir.path()));
    let shown = plan(&school.deputy, "journal", &school.class);
    let file = out.file("чистовик.pdf");
    save(&school.deputy, &shown, &file, Some(OWN_PASSWORD)).done();
    let bytes = fs::read(&file).unwrap();
    // Whatever happens to the file: what was signed is what is printed.
    fs::write(&file, "другое").unwrap();
    send(&school.deputy, order(&shown, json!({ "sides": "long" })));
    send(&school.deputy, order(&shown, json!({ "pages": [1, 1] })));
    let jobs = service.jobs();
    assert_eq!((jobs.len(), jobs.iter().all(|j| j.pdf == bytes)), (2, true));
    assert_eq!(refused(&school.admin, order(&shown, json!({}))).0, "plan-unknown", "somebody else's");
    school.deputy.ok("session.logout", json!({}));
    school.deputy.log_in("zavuch", OWN_PASSWORD);
    assert_eq!(refused(&school.deputy, order(&shown, json!({}))).0, "plan-unknown", "gone with the session");
}

#[test]
fn what_stands_in_the_way_of_printing_is_said_in_words() {
    let school = School::found();
    let shown = plan(&school.deputy, "summary", &school.class);
    let code = |more: Json| refused(&school.deputy, order(&shown, more)).0;
    assert_eq!(code(json!({})), "printer-program");
    let service = Printing::install(&desk::programs(school.dir.path()));
    for (more, wanted) in [
        (json!({ "printer": "нет такого" }), "printer-unknown"),
        (json!({ "copies": 0 }), "print-copies"),
        (json!({ "copies": 100 }), "print-copies"),
        (json!({ "sides": "middle" }), "print-sides"),
        (json!({ "pages": [0, 1] }), "print-pages"),
        (json!({ "pages": [1, 999] }), "print-pages"),
        (json!({ "paper": "none" }), "plan-unknown"),
    ] {
        assert_eq!(code(more), wanted);
    }
    service.set("refuse", "");
    assert_eq!(refused(&school.deputy, order(&shown, json!({}))), ("printer-refused".into(), "Error - unsupported format.".into()));
    service.unset("refuse");
    service.set("states", &format!("printer {OFFICE} disabled since now -\n\tPaused\n"));
    assert_eq!(code(json!({})), "printer-paused");
    service.set("accepts", &format!("{OFFICE} not accepting requests since now -\n\tfull\n"));
    assert_eq!(code(json!({})), "printer-refusing");
    service.set("names", "");
    assert_eq!(code(json!({})), "printer-none");
    assert_eq!(service.jobs().len(), 0);
}

#[test]
fn a_print_service_that_does_not_answer_is_not_waited_for() {
    let dir = tempfile::tempdir().unwrap();
    let service = Printing::install(dir.path());
    let printers = Printers::at(dir.path().into()).within(Duration::from_secs(2));
    let order = Order { printer: OFFICE, title: "т", copies: 1, sides: Sides::One, pages: None };
    assert_eq!(printers.print(b"%PDF", &order).unwrap(), format!("{OFFICE}-1"));
    service.set("hang", "");
    // More than a pipe holds: the writer must not wait for ever either.
    let error = printers.print(&vec![b'x'; 1 << 20], &order).unwrap_err();
    assert_eq!((error.code, error.args["seconds"].as_str()), ("printer-timeout", "2"));
}

#[test]
fn sheets_go_to_the_printer_one_by_one_and_no_file_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let (desk, service) = at_the_sheet(dir.path());
    let before: usize = walk(dir.path()).len();
    let print = |paper: &str| desk.ok("school.sheet_print", json!({ "paper": paper, "printer": OFFICE }));
    assert_eq!(print("copy-1"), json!({ "printed": ["copy-1"], "saved": [], "kept": false }));
    assert_eq!(print("copy-2")["kept"], false);
    assert_eq!(print("sealed"), json!({ "printed": ["copy-1", "copy-2", "sealed"], "saved": [], "kept": true }));
    assert_eq!(desk.ok("school.sheet", json!({}))["papers"]["kept"], true);
    assert_eq!(desk.refused("school.sheet_print", json!({ "paper": "copy-3", "printer": OFFICE })), "sheet-paper");
    let jobs = service.jobs();
    let said: Vec<String> = jobs.iter().map(|job| said(job, dir.path())).collect();
    let groups: Vec<String> = serde_json::from_value(desk.ok("school.sheet", json!({}))["groups"].clone()).unwrap();
    for (i, (said, own)) in said.iter().zip(["Экземпляр 1 из 2", "Экземпляр 2 из 2", "Следующий лист восстановления"]).enumerate()
    {
        assert!(said.contains(own), "{said}");
        assert_eq!(groups.iter().all(|g| said.contains(g)), i < 2, "each paper has its own secret alone");
    }
    for job in &jobs {
        let told = job.args.join(" ");
        assert_eq!((after(job, "-n"), after(job, "-t"), after(job, "-P").len()), (vec!["1"], vec!["Документ журнала"], 0));
        assert!(told.contains("one-sided") && !told.contains("восстановлен") && !groups.iter().any(|g| told.contains(g)), "{told}");
    }
    // Three files of each job were made by the service of the test, and its counter.
    assert_eq!(walk(dir.path()).len(), before + 3 * 3 + 1, "no file of ours");
    desk.ok("school.sheet_done", json!({}));
    desk.log_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(desk.ok("app.state", json!({})).get("sheet_files"), None);
    assert_eq!(sheets_finding(&desk), (true, "sheets-none".to_owned()));
}

#[test]
fn a_sheet_that_does_not_leave_the_queue_is_withdrawn() {
    let dir = tempfile::tempdir().unwrap();
    let (desk, service) = at_the_sheet(dir.path());
    service.set("stuck", "");
    assert_eq!(desk.refused("school.sheet_print", json!({ "paper": "sealed", "printer": OFFICE })), "printer-stuck");
    assert_eq!(service.cancelled(), format!("-x {OFFICE}-1\n"), "with its file");
    assert_eq!(desk.ok("school.sheet", json!({}))["papers"], json!({ "printed": [], "saved": [], "kept": false }));
    // A journal may wait in its queue.
    let other = tempfile::tempdir().unwrap();
    let service = Printing::install(other.path());
    service.set("stuck", "");
    let order = Order { printer: OFFICE, title: "т", copies: 1, sides: Sides::Long, pages: None };
    assert!(Printers::at(other.path().into()).print(b"%PDF", &order).is_ok() && service.cancelled().is_empty());
}

fn walk(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() { out.extend(walk(&entry.path())) } else { out.push(entry.path()) }
    }
    out
}

fn sheets_finding(desk: &Desk) -> (bool, String) {
    let report = desk.ok("doctor", json!({}));
    let found = report["findings"].as_array().unwrap().iter().find(|f| f["area"] == "sheets").unwrap();
    assert!(!report.to_string().contains(".pdf"), "a report names no files");
    (found["ok"].as_bool().unwrap(), found["code"].as_str().unwrap().to_owned())
}

fn save_sheet(desk: &Desk, file: &str, to: &Path) -> Json {
    let token = desk.token("school.sheet_save", to);
    desk.ok("school.sheet_save", json!({ "file": file, "token": token }))
}

fn here(desk: &Desk) -> Vec<(String, String, bool)> {
    let files = desk.ok("sheets.files", json!({}))["files"].clone();
    let text = |v: &Json| v.as_str().unwrap().to_owned();
    files.as_array().unwrap().iter().map(|f| (text(&f["name"]), text(&f["file"]), f["here"].as_bool().unwrap())).collect()
}

#[test]
fn sheets_are_saved_as_two_files_of_their_owner_and_told_of_until_they_are_gone() {
    let dir = tempfile::tempdir().unwrap();
    let (desk, _) = at_the_sheet(dir.path());
    let stick = dir.path().join("флешка");
    fs::create_dir(&stick).unwrap();
    let (present, sealed) = (dir.path().join("лист.pdf"), stick.join("конверт.pdf"));
    assert_eq!(save_sheet(&desk, "present", &present), json!({ "printed": [], "saved": ["present"], "kept": false }));
    assert_eq!(save_sheet(&desk, "sealed", &sealed)["kept"], true);
    for file in [&present, &sealed] {
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
    }
    let seeds = [typed(&present, 1), typed(&present, 2), typed(&sealed, 1)];
    assert!(seeds[0] == seeds[1] && seeds[0] != seeds[2] && !seeds[2].is_empty(), "no file holds both");
    assert!(typed(&sealed, 2).is_empty() && typed(&present, 3).is_empty());
    desk.ok("school.sheet_done", json!({}));
    desk.log_in(ADMIN, ADMIN_PASSWORD);
    let both = [("лист.pdf".to_owned(), "present".to_owned(), true), ("конверт.pdf".to_owned(), "sealed".to_owned(), true)];
    assert_eq!(here(&desk), both);
    assert_eq!(desk.ok("app.state", json!({}))["sheet_files"].as_array().unwrap().len(), 2);
    assert_eq!(sheets_finding(&desk), (false, "sheets-left".to_owned()));
    // Whose school it is not is told nothing.
    let teacher = desk.colleague("petrov", &["teacher"]);
    assert_eq!(teacher.ok("app.state", json!({})).get("sheet_files"), None);
    assert_eq!(teacher.refused("sheets.files", json!({})), "no-right");
    assert_eq!(teacher.refused("sheets.delete", json!({ "printed": true, "compared": true })), "no-right");
    for unsure in [json!({ "printed": true, "compared": false }), json!({ "printed": false, "compared": true })] {
        assert_eq!(desk.refused("sheets.delete", unsure), "sheet-files-unsure");
    }
    assert!(present.exists() && sealed.exists());
    // The flash drive is taken out: nobody can say that the file is gone.
    let away = dir.path().join("вынута");
    fs::rename(&stick, &away).unwrap();
    let sure = json!({ "printed": true, "compared": true });
    let left = desk.ok("sheets.delete", sure.clone());
    assert_eq!((left["files"].as_array().unwrap().len(), &left["files"][0]["here"]), (1, &json!(false)));
    assert!(!present.exists());
    assert_eq!(sheets_finding(&desk).1, "sheets-left");
    fs::rename(&away, &stick).unwrap();
    assert_eq!(desk.ok("sheets.delete", sure), json!({ "files": [] }));
    assert!(!sealed.exists());
    assert_eq!((here(&desk), sheets_finding(&desk).0), (vec![], true));
}

#[test]
fn only_the_sheet_itself_is_deleted_and_what_a_person_deleted_is_not_told_of_again() {
    let dir = tempfile::tempdir().unwrap();
    let (desk, _) = at_the_sheet(dir.path());
    let (present, sealed) = (dir.path().join("лист.pdf"), dir.path().join("конверт.pdf"));
    let stick = dir.path().join("флешка");
    fs::create_dir(&stick).unwrap();
    save_sheet(&desk, "present", &present);
    save_sheet(&desk, "sealed", &sealed);
    save_sheet(&desk, "sealed", &stick.join("ещё раз.pdf"));
    desk.ok("school.sheet_done", json!({}));
    desk.log_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(here(&desk).len(), 3);
    fs::remove_file(&present).unwrap();
    fs::write(&sealed, "отчёт о питании").unwrap();
    fs::remove_dir_all(&stick).unwrap();
    assert_eq!(here(&desk), [("ещё раз.pdf".to_owned(), "sealed".to_owned(), false)]);
    let sure = json!({ "printed": true, "compared": true, "away_destroyed": true });
    assert_eq!(desk.ok("sheets.delete", sure), json!({ "files": [] }));
    assert_eq!(fs::read_to_string(&sealed).unwrap(), "отчёт о питании");
    assert_eq!(sheets_finding(&desk), (true, "sheets-none".to_owned()));
}

#[test]
fn a_rotation_waits_for_both_new_sheets_on_paper_or_in_files() {
    let dir = tempfile::tempdir().unwrap();
    let (desk, service) = at_the_sheet(dir.path());
    let sealed = dir.path().join("конверт.pdf");
    save_sheet(&desk, "sealed", &sealed);
    let groups = typed(&sealed, 1);
    desk.ok("school.sheet_done", json!({}));
    let rotation = desk.ok("root.plan", json!({ "sealed": groups }))["rotation"].clone();
    let print = |paper: &str| desk.ok("root.sheet_print", json!({ "rotation": rotation, "paper": paper, "printer": OFFICE }));
    let rotate = || desk.call("root.rotate", json!({ "rotation": rotation }));
    print("copy-1");
    print("copy-2");
    assert_eq!(rotate().unwrap_err().code, "rotation-unsaved", "without the following sheet a lost one is not replaced");
    assert_eq!(print("sealed")["kept"], true);
    let jobs = service.jobs();
    assert!(said(&jobs[0], dir.path()).contains("Корневой ключ № 2") && said(&jobs[2], dir.path()).contains("Корневой ключ № 3"));
    rotate().unwrap();
    assert_eq!(desk.refused("root.sheet_print", json!({ "rotation": rotation, "paper": "copy-1", "printer": OFFICE })), "plan-unknown");
}

#[test]
fn slips_with_passwords_go_to_the_printer_and_nowhere_else() {
    let dir = tempfile::tempdir().unwrap();
    let admin = desk::fresh(dir.path());
    let service = Printing::install(&desk::programs(dir.path()));
    let slip = |n: usize| json!({ "name": format!("Громова Тамара {n}"), "position": "учитель", "login": format!("gromova.{n}"), "password": format!("kuzov-lampa-{n}-more") });
    let slips: Vec<Json> = (10..24).map(slip).collect();
    let request = json!({ "printer": OFFICE, "slips": slips });
    let sent = admin.done(&admin.ok("print.slips", request.clone()));
    assert_eq!(sent, json!({ "printer": OFFICE, "pages": 0, "jobs": 1 }));
    let jobs = service.jobs();
    let said = said(&jobs[0], dir.path());
    for n in 10..24 {
        for word in [format!("Громова Тамара {n}"), format!("gromova.{n}"), format!("kuzov-lampa-{n}-more")] {
            assert!(said.contains(&word), "{word}: {said}");
        }
    }
    let told = jobs[0].args.join(" ");
    assert!(!told.contains("kuzov") && !told.contains("Громова") && told.contains("Документ журнала"), "{told}");
    for path in walk(dir.path()).into_iter().filter(|p| !p.to_string_lossy().contains("job-")) {
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.windows(11).any(|w| w == b"kuzov-lampa"), "{}", path.display());
    }
    service.set("stuck", "");
    let stuck = admin.job(&admin.ok("print.slips", request)).error.unwrap().code;
    assert_eq!((stuck.as_str(), service.cancelled().lines().count()), ("printer-stuck", 1));
    assert_eq!(admin.refused("print.slips", json!({ "printer": OFFICE, "slips": [] })), "slips-none");
    let teacher = admin.colleague("petrov", &["teacher"]);
    assert_eq!(teacher.refused("print.slips", json!({ "printer": OFFICE, "slips": [slip(1)] })), "no-right");
}
