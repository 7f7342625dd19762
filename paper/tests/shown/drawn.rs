//! What is drawn: ink where a text stands and nowhere else, PDF/A by a validator, the same bytes again, pages as they were looked at.

use super::tools::{picture, preflight, saved, texts};
use super::{checks, school};
use zhurnal_paper::model::Status;
use zhurnal_paper::page::{Mark, Page, Rect, Role};
use zhurnal_paper::{Paper, pdf, svg};

fn paper(status: Status) -> Paper {
    let mut model = school::journal(12);
    model.groups.truncate(2);
    model.status = status;
    zhurnal_paper::journal(model).unwrap()
}

#[test]
fn no_text_leaves_its_column_and_none_overlap_on_any_page_of_a_year() {
    for status in [Status::Draft, school::for_good()] {
        let mut model = school::journal(30);
        model.status = status;
        let paper = zhurnal_paper::journal(model).unwrap();
        for (n, page) in paper.pages().enumerate() {
            checks::sound(page, &format!("page {n}"));
        }
    }
}

#[test]
fn ink_is_where_the_texts_are_and_nowhere_else() {
    const DPI: u32 = 72;
    let paper = paper(Status::Draft);
    let file = saved(&pdf::volume(&paper, 0).unwrap());
    let pages = &paper.volumes[0].pages;
    for n in [0, 2, 3, 4, pages.len() - 2, pages.len() - 1] {
        let (page, seen) = (&pages[n], picture(&file, n, DPI));
        let dot = |um: i32| (f64::from(um) * f64::from(DPI) / 25_400.0) as i32;
        let mut allowed = vec![false; seen.pixels.len()];
        let mut allow = |r: Rect| {
            for y in dot(r.y) - 2..=dot(r.bottom()) + 2 {
                for x in dot(r.x) - 2..=dot(r.right()) + 2 {
                    if (0..seen.width as i32).contains(&x) && (0..seen.height as i32).contains(&y) {
                        allowed[y as usize * seen.width + x as usize] = true;
                    }
                }
            }
        };
        for mark in &page.marks {
            match mark {
                Mark::Line { from, to, .. } => {
                    allow(Rect::new(from.0.min(to.0), from.1.min(to.1), (to.0 - from.0).abs(), (to.1 - from.1).abs()))
                }
                Mark::Fill { area, .. } | Mark::Sign { area, .. } => allow(*area),
                Mark::Text(t) => allow(t.bounds()),
            }
        }
        for t in page.texts() {
            let b = t.bounds();
            let inked = (dot(b.y)..=dot(b.bottom()))
                .any(|y| (dot(b.x)..=dot(b.right())).any(|x| seen.pixels[y as usize * seen.width + x as usize] < 170));
            assert!(inked, "page {n}: no ink at «{}»", t.text);
        }
        for (i, (grey, allowed)) in seen.pixels.iter().zip(&allowed).enumerate() {
            assert!(*allowed || *grey > 200, "page {n}: ink at {} {} that no mark put there", i % seen.width, i / seen.width);
        }
    }
}

#[test]
fn drafts_and_finals_and_the_summary_sheet_are_valid_pdf_a_1b() {
    let mut summary = school::journal(30).summary;
    summary.status = school::for_good();
    let summary = zhurnal_paper::summary_sheet(summary).unwrap();
    for (name, paper) in [("draft", paper(Status::Draft)), ("final", paper(school::for_good())), ("summary", summary)] {
        let bytes = pdf::volume(&paper, 0).unwrap();
        preflight(&saved(&bytes)).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(bytes, pdf::volume(&paper, 0).unwrap(), "{name}: other bytes for the same pages");
    }
}

#[test]
fn preflight_finds_a_fault_when_there_is_one() {
    let bytes = pdf::volume(&paper(Status::Draft), 0).unwrap();
    let at = bytes.windows(9).position(|w| w == b"GTS_PDFA1").unwrap();
    let mut spoiled = bytes;
    spoiled[at + 8] = b'7';
    let said = preflight(&saved(&spoiled)).unwrap_err();
    assert!(said.contains("not valid") || said.contains("not a valid"), "{said}");
}

#[test]
fn every_page_of_a_draft_says_so_and_no_page_of_a_final_does() {
    let (draft, good) = (paper(Status::Draft), paper(school::for_good()));
    for page in draft.pages() {
        assert_eq!(checks::of(page, Role::Draft), ["ЧЕРНОВИК"]);
        assert!(checks::of(page, Role::Proof).is_empty());
    }
    let seen = texts(&saved(&pdf::volume(&good, 0).unwrap()));
    assert_eq!(seen.len(), good.pages().count());
    for ((n, page), seen) in good.pages().enumerate().zip(seen) {
        assert!(checks::of(page, Role::Draft).is_empty());
        let wanted = "Подписано ключом школы ABCD EFGH IJKL MNOP. Контрольная отметка 0f3a 9c51 d27b e684. 15.06.2027";
        assert!(seen.contains(wanted), "page {n}: {seen}");
        // The statutory wording belongs to certificates alone (domain 10).
        assert!(!seen.to_lowercase().contains("электронной подписью"), "page {n}");
    }
}

#[test]
fn the_preview_has_every_text_of_the_page_at_its_place() {
    let paper = paper(Status::Draft);
    for page in paper.pages() {
        let svg = svg::page(page);
        assert_eq!(svg.matches("<text ").count(), page.texts().count());
        for t in page.texts() {
            let place = format!("<text x=\"{}\" y=\"{}\" font-family=\"{}\"", t.x / 10, t.y / 10, t.face.font().window);
            let found = svg.split(&place).skip(1).any(|rest| rest.split('>').nth(1).is_some_and(|s| s.starts_with(&escaped(&t.text))));
            assert!(found, "«{}» is not in the preview", t.text);
        }
        assert!(!svg.contains("style") && !svg.contains("script"));
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Pages that were looked at, by the BLAKE3 of their marks. After a wanted change: look at the new pictures (`pictures_of_papers`), then
/// `ZHURNAL_GOLDEN=write cargo test --workspace --test paper -- golden`.
#[test]
fn golden_pages_are_those_that_were_looked_at() {
    let paper = paper(school::for_good());
    let summary = zhurnal_paper::summary_sheet(school::journal(12).summary).unwrap();
    let hash = |p: &Page| blake3::hash(format!("{p:?}").as_bytes()).to_hex()[..16].to_owned();
    let mut found = String::new();
    for (name, paper) in [("journal", &paper), ("summary", &summary)] {
        for (n, page) in paper.pages().enumerate() {
            found.push_str(&format!("{name} {n} {}\n", hash(page)));
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden.txt");
    if std::env::var("ZHURNAL_GOLDEN").is_ok_and(|v| v == "write") {
        std::fs::write(path, &found).unwrap();
    }
    let wanted = std::fs::read_to_string(path).unwrap();
    for (found, wanted) in found.lines().zip(wanted.lines()) {
        assert_eq!(found, wanted);
    }
    assert_eq!(found.lines().count(), wanted.lines().count());
}
