//! Archives that the school's own computer signed and that lie: intact, authentic, and not true.

use crate::api::desk::{OWN_PASSWORD, PASSPHRASE};
use crate::api::page_school::{School, mark};
use crate::api::papers::{filled, plan, save};
use crate::archive::forged::{Files, files, forge, manifest, signed};
use crate::archive::school::{archived, problems, small, verdict};
use serde_json::json;
use std::sync::LazyLock;
use zhurnal::api::types::ArchiveVerdict;
use zhurnal::archive::manifest::{LAYOUT, Manifest, hex, unhex};
use zhurnal::archive::names;
use zhurnal::archive::stream::{MAGIC, segments};
use zhurnal::event::segment::head_message;
use zhurnal::event::{Segment, Volume};
use zhurnal::keys::{Context, KeyStorage, SigningKey, Vault};

const YEAR: &str = "записи/2026.bin";
const MARKS: &str = "данные/отметки";
const JOURNAL: &str = "журналы/5А.pdf";
const SHEET: &str = "ведомости/5А.pdf";

/// A school's archive with a journal that was printed for good and a sheet that is a draft; one made when a mark had been changed.
struct Made {
    archive: Vec<u8>,
    later: Vec<u8>,
    trust: String,
    key: SigningKey,
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let (school, out) = (filled(), tempfile::tempdir().unwrap());
    let shown = plan(&school.deputy, "journal", &school.class);
    save(&school.deputy, &shown, &out.path().join("журнал.pdf"), Some(OWN_PASSWORD)).done();
    let archive = |school: &School| archived(&school.deputy, out.path());
    let (made, before) = archive(&school);
    school.one(mark("2026-09-02", 2, "agafonova", Some(5)));
    let later = archive(&school).1;
    let vault = Vault::open(school.home(), KeyStorage::File, Some(PASSPHRASE)).unwrap();
    let (trust, key) = (made["fingerprint"].as_str().unwrap().to_owned(), vault.device().signing.clone());
    Made { archive: before, later, trust, key }
});

/// What is said of the archive with other files or another manifest, signed by the stamp's own key: intact and authentic in any case.
fn said(change: &dyn Fn(&mut Files, &mut Manifest)) -> ArchiveVerdict {
    let v = verdict(&forge(&MADE.archive, &MADE.key, change), Some(&MADE.trust));
    assert!(v.intact && v.authentic, "{:?}", v.problems);
    v
}

fn lies(change: &dyn Fn(&mut Files, &mut Manifest)) -> ArchiveVerdict {
    let v = said(change);
    assert!(!v.holds, "{:?}", v.problems);
    v
}

fn content<'f>(files: &'f mut Files, name: &str) -> &'f mut Vec<u8> {
    &mut files.iter_mut().find(|(n, _)| n == name).unwrap().1
}

/// Lines of a table's JSON, changed; the commas are put right again.
fn rows(files: &mut Files, table: &str, change: &dyn Fn(&mut Vec<String>)) {
    let json = content(files, &format!("{table}.json"));
    let text = String::from_utf8(json.clone()).unwrap();
    let mut rows: Vec<String> =
        text.trim_start_matches("[\n").trim_end_matches("\n]\n").lines().map(|l| l.trim_end_matches(',').to_owned()).collect();
    change(&mut rows);
    *json = format!("[\n{}\n]\n", rows.join(",\n")).into_bytes();
}

/// Lines of a table's CSV, changed; the first holds the headings.
fn records(files: &mut Files, table: &str, change: &dyn Fn(&mut Vec<String>)) {
    let csv = content(files, &format!("{table}.csv"));
    let text = String::from_utf8(csv.clone()).unwrap();
    let mut lines: Vec<String> = text.split_terminator("\r\n").map(str::to_owned).collect();
    change(&mut lines);
    *csv = lines.iter().flat_map(|l| [l.as_str(), "\r\n"]).collect::<String>().into_bytes();
}

/// Code, file and arguments of every problem.
fn told(v: &ArchiveVerdict) -> Vec<(&str, &str, Vec<&str>)> {
    v.problems.iter().map(|p| (p.code.as_str(), p.file.as_str(), p.args.values().map(String::as_str).collect())).collect()
}

#[test]
fn an_honest_archive_with_finals_and_drafts_is_true() {
    let v = said(&|_, _| ());
    assert_eq!((v.holds, v.folded, v.drafts, problems(&v)), (true, true, 0, vec![]));
    let later = verdict(&MADE.later, Some(&MADE.trust));
    assert_eq!((later.holds, problems(&later)), (true, vec![]), "after a correction the journal is a draft again");
    assert!(files(&MADE.archive).iter().any(|(n, _)| n == JOURNAL));
}

/// First half of the BLAKE3 of all tables of the year that is filled here: words of enumerations among them. They never change.
const TABLES: &str = "5dd1b171f17e750a52ca1d437fdb2360";

#[test]
fn every_table_of_a_year_is_final() {
    let mut hasher = blake3::Hasher::new();
    // Who teaches has a random id here, and of equal names the id decides the number.
    let numbered = |n: &str| ["классы", "сотрудники", "учителя групп"].iter().any(|t| n.contains(t));
    for (name, content) in files(&MADE.archive).iter().filter(|(n, _)| n.starts_with("данные/") && !numbered(n)) {
        hasher.update(name.as_bytes()).update(content);
    }
    assert_eq!(&hasher.finalize().to_hex()[..32], TABLES);
}

#[test]
fn a_replaced_mark_is_found_with_its_row_and_what_the_ledger_says() {
    let v = lies(&|files, _| {
        rows(files, MARKS, &|rows| rows[0] = rows[0].replace("\"mark\":\"3\"", "\"mark\":\"5\""));
        records(files, MARKS, &|lines| lines[1] = format!("{};5", lines[1].strip_suffix(";3").unwrap()));
    });
    let csv = ("untrue-cell", "данные/отметки.csv", vec!["Отметка", "5", "3", "1"]);
    assert_eq!(told(&v), [csv, ("untrue-cell", "данные/отметки.json", vec!["mark", "5", "3", "1"])]);
}

#[test]
fn a_removed_row_and_an_invented_one_are_found() {
    let v = lies(&|files, _| rows(files, "данные/итоги", &|rows| drop(rows.remove(1))));
    let [("untrue-removed", "данные/итоги.json", args)] = &told(&v)[..] else { panic!("{:?}", v.problems) };
    assert_eq!(args[1], "2");
    let v = lies(&|files, _| rows(files, MARKS, &|rows| rows.push(rows[0].replace("2026-09-02", "2026-09-09"))));
    let [("untrue-row", "данные/отметки.json", args)] = &told(&v)[..] else { panic!("{:?}", v.problems) };
    assert_eq!((args[0].contains("2026-09-09"), args[1]), (true, "2"));
    let v = lies(&|files, _| content(files, "данные/отметки.json").extend_from_slice(b"x"));
    assert_eq!(told(&v)[0].0, "untrue-form");
}

#[test]
fn two_pupils_who_were_swapped_are_found() {
    let name = |row: &str, given: &str| row.contains(given);
    let v = lies(&|files, _| {
        rows(files, "данные/обучающиеся", &|rows| {
            assert!(name(&rows[0], "Агафонова") && name(&rows[1], "Белов"));
            let (a, b) = (rows[0].replace("\"id\":1", "\"id\":2"), rows[1].replace("\"id\":2", "\"id\":1"));
            (rows[0], rows[1]) = (b, a);
        });
    });
    let cell = ("untrue-cell", "данные/обучающиеся.json", vec!["surname", "Белов", "Агафонова", "1"]);
    assert_eq!(told(&v), [cell]);
}

#[test]
fn a_table_that_was_added_or_left_out_and_another_order_are_found() {
    let v = lies(&|files, _| files.insert(1, ("данные/премии.csv".to_owned(), b"x".to_vec())));
    assert_eq!(told(&v), [("untrue-added", "данные/премии.csv", vec![])]);
    let v = lies(&|files, _| files.retain(|(n, _)| n != "данные/итоги.csv"));
    assert_eq!(told(&v), [("untrue-missing", "данные/итоги.csv", vec![])]);
    let v = lies(&|files, _| files.swap(0, 1));
    assert_eq!(told(&v), [("untrue-order", names::MANIFEST, vec![])]);
}

#[test]
fn a_replaced_paper_is_found_whether_it_was_printed_for_good_or_not() {
    let changed = |name: &str| {
        let other = files(&MADE.later).into_iter().find(|(n, _)| n == name).unwrap().1;
        let v = lies(&|files, _| content(files, name).clone_from(&other));
        assert_eq!(told(&v), [("untrue-paper", name, vec![])], "what another state of the journal gives");
    };
    changed(JOURNAL);
    for name in [JOURNAL, SHEET] {
        let v = lies(&|files, _| content(files, name).push(b'\n'));
        assert_eq!(told(&v), [("untrue-paper", name, vec![])]);
    }
    let v = lies(&|files, _| {
        let sheet = content(files, SHEET).clone();
        *content(files, JOURNAL) = sheet;
    });
    assert_eq!(told(&v), [("untrue-paper", JOURNAL, vec![])], "another paper of the class");
}

#[test]
fn a_paper_that_was_printed_for_good_stands_on_its_act_after_the_journal_has_changed() {
    let printed = files(&MADE.archive).into_iter().find(|(n, _)| n == JOURNAL).unwrap().1;
    let bytes = forge(&MADE.later, &MADE.key, &|files, _| content(files, JOURNAL).clone_from(&printed));
    let v = verdict(&bytes, Some(&MADE.trust));
    assert_eq!((v.authentic, v.holds, problems(&v)), (true, true, vec![]));
}

#[test]
fn of_papers_laid_out_by_another_version_finals_are_proved_and_drafts_prove_nothing() {
    let other = |m: &mut Manifest| m.papers = LAYOUT + 1;
    let v = said(&|_, m| other(m));
    assert_eq!((v.holds, v.drafts, told(&v)), (true, 1, vec![("draft", SHEET, vec![])]));
    let v = said(&|files, m| {
        other(m);
        content(files, JOURNAL).push(b'\n');
    });
    let drafts = [("draft", JOURNAL, vec![]), ("draft", SHEET, vec![])];
    assert_eq!((v.holds, v.drafts, told(&v)), (true, 2, drafts.to_vec()), "never called printed for good");
    let v = lies(&|files, m| {
        other(m);
        rows(files, MARKS, &|rows| rows[0] = rows[0].replace("\"mark\":\"3\"", "\"mark\":\"5\""));
    });
    assert_eq!(v.problems.iter().filter(|p| p.code == "untrue-cell").count(), 1, "tables are compared all the same");
}

#[test]
fn what_the_manifest_and_the_first_file_say_follows_from_the_ledger_too() {
    let v = lies(&|_, m| m.school.name = "Гимназия № 1".to_owned());
    assert!(told(&v).contains(&("untrue-label", names::MANIFEST, vec!["school"])));
    let v = lies(&|_, m| m.interim = !m.interim);
    assert!(told(&v).contains(&("untrue-label", names::MANIFEST, vec!["interim"])));
    let v = lies(&|files, _| {
        let text = String::from_utf8(content(files, names::README).clone()).unwrap();
        *content(files, names::README) = text.replace("Отпечаток этой школы: ", "Отпечаток этой школы: AAAA ").into_bytes();
    });
    assert_eq!(told(&v), [("untrue-file", names::README, vec![])]);
    let v = lies(&|_, m| m.made = "вчера".to_owned());
    assert_eq!((told(&v), v.folded), (vec![("untrue-unread", "", vec!["archive-moment"])], false));
}

/// The year's ledger with the office's chain cut short under a head that its computer signs anew, and the number of events.
fn cut(files: &mut Files, m: &mut Manifest, left: usize) {
    let ledger = content(files, YEAR);
    let mut all = segments(Volume(2026), &mut ledger.as_slice()).unwrap();
    let own = |s: &&mut Segment| hex(&s.chain.device.0) == m.signer.device;
    let last = all.iter_mut().filter(own).max_by_key(|s| s.first).unwrap();
    m.events -= (last.events.len() - left) as u64;
    last.events.truncate(left);
    last.signature = MADE.key.sign(Context::HEAD, &[&head_message(&last.head().unwrap())]).0;
    *ledger = all.iter().fold(MAGIC.to_vec(), |out, s| [out, s.to_bytes()].concat());
}

#[test]
fn a_ledger_whose_end_was_cut_off_under_an_older_head_contradicts_its_own_checkpoint() {
    let whole = segments(Volume(2026), &mut content(&mut files(&MADE.archive), YEAR).as_slice()).unwrap();
    let count = whole.iter().map(|s| s.events.len()).max().unwrap();
    // The act that says what was printed alone: the checkpoint before it still holds, but the paper is no final any more.
    let v = lies(&|files, m| cut(files, m, count - 1));
    assert_eq!(told(&v), [("untrue-paper", JOURNAL, vec![])]);
    let v = lies(&|files, m| cut(files, m, count / 2));
    assert!(told(&v).contains(&("untrue-cut", "", vec!["1"])), "{:?}", v.problems);
}

#[test]
fn what_was_cut_off_before_any_checkpoint_is_an_earlier_state_and_is_not_told_from_one() {
    let dir = tempfile::tempdir().unwrap();
    let desk = small(dir.path());
    let (made, before) = archived(&desk, dir.path());
    desk.ok("classes.create", json!({ "grade": 7, "letter": "Я" }));
    let (_, after) = archived(&desk, dir.path());
    assert_ne!(before, after);
    let v = verdict(&before, made["fingerprint"].as_str());
    assert!(v.authentic && v.holds, "nothing in it says that more was written: copies are compared, and papers with their checkpoints");
}

#[test]
fn an_archive_of_another_school_is_true_and_nobody_s_who_is_trusted() {
    let dir = tempfile::tempdir().unwrap();
    let (_, other) = archived(&small(dir.path()), dir.path());
    let v = verdict(&other, Some(&MADE.trust));
    assert_eq!((v.intact, v.authentic, v.holds), (true, false, true));
    assert_eq!(told(&v), [("key-other", "", vec![])]);
    // Its registry under the trusted school's manifest: the chains are nobody's.
    let theirs = content(&mut files(&other), names::REGISTRY).clone();
    let bytes = forge(&MADE.archive, &MADE.key, &|files, _| content(files, names::REGISTRY).clone_from(&theirs));
    assert!(!verdict(&bytes, Some(&MADE.trust)).intact);
}

#[test]
fn a_year_under_the_label_of_another_is_found() {
    let labelled = |with: &dyn Fn(&mut Files, &mut Manifest)| {
        forge(&MADE.archive, &MADE.key, &|files, m| {
            m.year = 2025;
            files.iter_mut().find(|(n, _)| n == YEAR).unwrap().0 = "записи/2025.bin".to_owned();
            with(files, m);
        })
    };
    let v = verdict(&labelled(&|_, _| ()), Some(&MADE.trust));
    assert_eq!(told(&v), [("ledger", "записи/2025.bin", vec!["form"])], "the year stands in every chain's name");
    let empty = labelled(&|files, m| {
        let ledger = content(files, "записи/2025.bin");
        let all = segments(Volume(2026), &mut ledger.as_slice()).unwrap();
        m.events -= all.iter().map(|s| s.events.len() as u64).sum::<u64>();
        *ledger = MAGIC.to_vec();
    });
    let v = verdict(&empty, Some(&MADE.trust));
    assert_eq!((v.intact, v.authentic, v.holds), (true, true, false));
    let said = told(&v);
    assert!(said.iter().any(|p| p.0 == "untrue-row" && p.1 == "данные/отметки.json"), "{said:?}");
    assert!(said.contains(&("untrue-added", JOURNAL, vec![])), "{said:?}");
}

#[test]
fn a_stamp_whose_certificate_is_void_makes_a_true_archive_that_is_not_authentic() {
    // The certificate is given by no root: the registry's root chain without it would not be proved, so another computer signs.
    let stranger = SigningKey::from_seed(&zhurnal::keys::Secret::new([9; 32]));
    let v = verdict(&forge(&MADE.archive, &stranger, &|_, _| ()), Some(&MADE.trust));
    assert_eq!((v.intact, v.authentic, v.holds), (true, false, true));
    assert_eq!(told(&v), [("key", "", vec![])]);
}

#[test]
fn a_manifest_that_names_a_file_twice_is_none() {
    let mut all = files(&MADE.archive);
    all.truncate(all.len() - 2);
    let mut twice = manifest(&MADE.archive);
    twice.files.push(twice.files[1].clone());
    let v = verdict(&signed(&all, &twice, &MADE.key), Some(&MADE.trust));
    assert_eq!((v.intact, told(&v)), (false, vec![("manifest", names::MANIFEST, vec![])]));
    let mut shouted = manifest(&MADE.archive);
    let mut other = shouted.files[1].clone();
    other.name = other.name.to_uppercase();
    assert!(unhex::<32>(&other.blake3).is_some());
    shouted.files.push(other);
    assert!(!verdict(&signed(&all, &shouted, &MADE.key), None).intact);
}
