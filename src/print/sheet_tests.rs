#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;
use crate::keys::root::RootSeed;
use crate::keys::secret::Secret;
use crate::keys::sheet::GROUPS;
use crate::texts::Texts;
use std::path::Path;
use std::process::Command;
use zhurnal_paper::page::Mark;

fn data(school: &str) -> SheetData {
    SheetData {
        school: school.to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 8, 31).unwrap(),
        seed: SheetSeed { number: 1, seed: RootSeed(Secret::new(std::array::from_fn(|i| (i * 37 + 11) as u8))) },
        next: SheetSeed { number: 2, seed: RootSeed(Secret::new(std::array::from_fn(|i| (i * 91 + 5) as u8))) },
    }
}

const SCHOOL: &str = "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 12 имени Героя Советского Союза \
А. Ё. Щербаковой» городского округа Верхнеозёрск";

fn file(data: &SheetData, file: SheetFile) -> Vec<u8> {
    sheet_file(data, file).unwrap().to_vec()
}

/// What poppler reads from one page.
fn extracted(pdf: &[u8], page: u32) -> String {
    let page = page.to_string();
    extracted_pages(pdf, &["-f", &page, "-l", &page])
}

/// What poppler reads. A missing poppler fails the test.
fn extracted_pages(pdf: &[u8], pages: &[&str]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sheet.pdf");
    std::fs::write(&path, pdf).unwrap();
    let out = Command::new("pdftotext").arg("-layout").args(pages).arg(&path).arg("-").output().expect("poppler-utils");
    assert!(out.status.success() && out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The groups of an extracted page, read as a person would type them: numbers and all.
fn typed(text: &str) -> SheetSeed {
    let numbered =
        |l: &&str| l.split_whitespace().next().is_some_and(|w| w.ends_with('.') && w.trim_end_matches('.').parse::<u8>().is_ok());
    let rows: Vec<&str> = text.lines().filter(numbered).collect();
    assert_eq!(rows.len(), 7, "{text}");
    SheetSeed::parse(&rows.join("\n")).unwrap()
}

#[test]
fn the_text_extracted_from_every_page_equals_the_data() {
    let data = data(SCHOOL);
    let (present, sealed) = (file(&data, SheetFile::Present), file(&data, SheetFile::Sealed));
    let (usual, next) = ("Лист восстановления", "Следующий лист восстановления");
    for (pdf, page, seed, title) in [(&present, 1, &data.seed, usual), (&present, 2, &data.seed, usual), (&sealed, 1, &data.next, next)] {
        let text = extracted(pdf, page);
        let read = typed(&text);
        assert!(read.number == seed.number && read.seed.0.same_as(&seed.seed.0), "page {page}");
        let flat = squeezed(&text);
        let fingerprint = fingerprint_shown(&seed.seed.signing().public());
        for wanted in [title, SCHOOL, "31.08.2026", &format!("Корневой ключ № {}.", seed.number), &fingerprint, "Подпись"]
        {
            assert!(flat.contains(wanted), "page {page} lacks {wanted}:\n{text}");
        }
        let (why, keep): (_, &[&str]) = if title == next { (NEXT_WHY, &NEXT_KEEP) } else { (WHY, &KEEP) };
        assert!(flat.contains(why), "{text}");
        for rule in keep {
            assert!(flat.contains(rule), "page {page} lacks {rule}:\n{text}");
        }
    }
    assert!(extracted(&present, 1).contains("Экземпляр 1 из 2") && extracted(&present, 2).contains("Экземпляр 2 из 2"));
}

/// Where a sheet is typed in is said in the words of the screen.
#[test]
fn a_sheet_sends_to_the_screen_by_its_own_words() {
    let word = |id: &str| format!("«{}»", Texts::russian().format(id, &[]));
    assert!(KEEP[2].contains(&word("login-by-sheet")) && NEXT_WHY.contains(&word("login-by-sheet")));
}

#[test]
fn no_file_and_no_paper_holds_both_seeds() {
    let data = data("Школа № 1");
    let says = |pdf: &[u8], seed: &SheetSeed| {
        let text = extracted_pages(pdf, &[]);
        let found = seed.groups().iter().filter(|g| text.contains(*g)).count();
        assert!(found == 0 || found == GROUPS);
        found > 0
    };
    let both = |pdf: &[u8]| (says(pdf, &data.seed), says(pdf, &data.next));
    assert_eq!(SheetFile::ALL.map(|f| both(&file(&data, f))), [(true, false), (false, true)]);
    assert_eq!(SheetPaper::ALL.map(|p| both(&sheet_copy(&data, p).unwrap())), [(true, false), (true, false), (false, true)]);
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let of = |school: &str| file(&data(school), SheetFile::Present);
    let first = of(SCHOOL);
    assert_eq!(blake3::hash(&first), blake3::hash(&of(SCHOOL)));
    assert_ne!(blake3::hash(&first), blake3::hash(&of("Школа № 1")));
    assert!(first.len() < 200_000, "{} bytes", first.len());
}

#[test]
fn the_file_is_sound_by_qpdf() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sheet.pdf");
    std::fs::write(&path, file(&data(SCHOOL), SheetFile::Present)).unwrap();
    let out = Command::new("qpdf").arg("--check").arg(&path).output().expect("qpdf");
    assert!(out.status.success(), "{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
}

#[test]
fn a_name_of_three_hundred_signs_still_fits_even_as_one_word() {
    for name in ["Школа ".repeat(50), "Щ".repeat(300)] {
        let data = data(name.trim());
        let text = extracted(&file(&data, SheetFile::Present), 1).replace(char::is_whitespace, "");
        assert!(text.contains(&name.replace(' ', "")));
        typed(&extracted(&file(&data, SheetFile::Sealed), 1));
    }
    assert_eq!(sheet_file(&data(&"щ".repeat(301)), SheetFile::Present).unwrap_err().code, "sheet-too-long");
}

#[test]
fn a_sign_the_font_lacks_is_named_and_never_printed_as_a_box() {
    let e = sheet_copy(&data("Школа 漢"), SheetPaper::First).unwrap_err();
    assert_eq!((e.code, e.args["character"].as_str()), ("sheet-glyph", "漢"));
}

#[test]
fn no_mark_leaves_the_margins_and_no_texts_meet() {
    let data = data(SCHOOL);
    for paper in SheetPaper::ALL {
        apart(&paper.page(&data).unwrap());
    }
}

fn apart(page: &Page) {
    let mut boxes: Vec<(i32, i32, i32, i32)> = Vec::new();
    for mark in &page.marks {
        match mark {
            Mark::Text(t) => {
                let right = t.x + t.width();
                assert!(t.x >= LEFT && right <= RIGHT + 300, "{}", t.text);
                // A third of the size stands for a line's height: glyph boxes of neighbouring lines may touch, texts may not.
                boxes.push((t.x, right, t.y - i32::from(t.size) * 30, t.y));
            }
            Mark::Line { from, to, .. } => assert!(from.0 >= LEFT && to.0 <= RIGHT && to.1 < 297_000),
            Mark::Fill { .. } | Mark::Sign { .. } => panic!("the sheet has no areas"),
        }
    }
    for (i, a) in boxes.iter().enumerate() {
        for b in &boxes[i + 1..] {
            assert!(a.1 <= b.0 || b.1 <= a.0 || a.3 <= b.2 || b.3 <= a.2, "{a:?} {b:?}");
        }
    }
}

/// Writes the pages as pictures to look at: `ZHURNAL_PICTURES=dir cargo test -p zhurnal --lib pictures_of_the_sheet`.
#[test]
fn pictures_of_the_sheet() {
    let Ok(dir) = std::env::var("ZHURNAL_PICTURES") else { return };
    for kind in SheetFile::ALL {
        let path = Path::new(&dir).join(format!("{}.pdf", kind.id()));
        std::fs::write(&path, file(&data(SCHOOL), kind)).unwrap();
        let ok = Command::new("pdftoppm").args(["-png", "-r", "80"]).arg(&path).arg(path.with_extension("")).status().unwrap();
        assert!(ok.success());
    }
}
