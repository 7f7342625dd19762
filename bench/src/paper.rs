//! Papers: a class journal of a whole year, beside Typst drawing the same words on the same pages in the same run, and beside
//! genpdf's own elements putting the same marks down (docs/adr/0002-paper.md).

use crate::homes::Result;
use crate::measure::{Figure, timed};
use crate::sample;
use genpdf::fonts::{FontData, FontFamily};
use genpdf::style::Style;
use genpdf::{Element, Mm, Position, RenderResult, Size};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use zhurnal_paper::fonts::Face;
use zhurnal_paper::page::{Mark, Page};
use zhurnal_paper::{Paper, pdf};

/// Pages a second wanted of ours.
const GOAL: f64 = 250.0;

/// The figures of papers; `python`: an interpreter that has the package `typst`.
pub fn run(dir: &Path, python: &Path, runs: usize) -> Result<Vec<Figure>> {
    let mut model = sample::journal(28);
    model.status = sample::for_good();
    let (mut best, mut bytes, mut pages) = (Duration::MAX, Vec::new(), Vec::new());
    for _ in 0..runs {
        let model = model.clone();
        let (made, took) = timed(|| -> Result<(Paper, Vec<u8>)> {
            let paper = zhurnal_paper::journal(model).map_err(|e| e.to_string())?;
            let bytes = pdf::volume(&paper, 0).map_err(|e| e.to_string())?;
            Ok((paper, bytes))
        });
        let paper;
        (paper, bytes) = made?;
        best = best.min(took.wall);
        pages = paper.volumes.into_iter().next().map(|v| v.pages).unwrap_or_default();
    }
    // Before anything else asks for memory.
    let peak = peak();
    let count = pages.len() as f64;
    let ours = count / best.as_secs_f64();
    let elements = elements(&pages, runs)?;
    let file = dir.join("pages.json");
    std::fs::write(&file, dump(&pages))?;
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/fonts");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("typst_pages.py");
    let out = Command::new(python).arg(&script).arg(&file).arg(&fonts).arg(runs.to_string()).arg(dir.join("typst.pdf")).output()?;
    if !out.status.success() {
        return Err(format!("{}: {}", script.display(), String::from_utf8_lossy(&out.stderr)).into());
    }
    let typst: serde_json::Value = serde_json::from_slice(&out.stdout)?;
    let seconds = typst["seconds"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).fold(f64::MAX, f64::min);
    let theirs = count / seconds;
    let kilobytes = bytes.len() as f64 / count / 1024.0;
    let their_kilobytes = typst["bytes"].as_f64().unwrap_or(0.0) / count / 1024.0;
    Ok(vec![
        Figure {
            name: format!("class journal of {count} pages, layout and finished PDF/A, best of {runs}"),
            ours: format!("{ours:.0} pages/s"),
            baseline: format!("Typst, placed texts: {theirs:.0} pages/s"),
            ratio: format!("{:.1}", ours / theirs),
            wanted: "≥ 2 ×",
            met: ours >= 2.0 * theirs,
        },
        Figure {
            name: "the same against the goal, beside the same marks by genpdf's elements, unfinished".into(),
            ours: format!("{ours:.0} pages/s"),
            baseline: format!("genpdf: {:.0} pages/s", count / elements.as_secs_f64()),
            ratio: format!("{:.1}", ours * elements.as_secs_f64() / count),
            wanted: "≥ 250 pages/s",
            met: ours >= GOAL,
        },
        Figure {
            name: "kilobytes a page".into(),
            ours: format!("{kilobytes:.1}"),
            baseline: format!("Typst: {their_kilobytes:.1}"),
            ratio: String::new(),
            wanted: "≤ 4",
            met: kilobytes <= 4.0,
        },
        Figure {
            name: "peak memory of the process (VmHWM), model, pages and file in it".into(),
            ours: format!("{peak} MB"),
            baseline: String::new(),
            ratio: String::new(),
            wanted: "≤ 100 MB",
            met: peak <= 100,
        },
    ])
}

/// The most memory this process has held, in MB.
fn peak() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// The pages for the baseline's script.
fn dump(pages: &[Page]) -> String {
    let all: Vec<serde_json::Value> = pages
        .iter()
        .map(|p| {
            let texts: Vec<_> = p.texts().map(|t| serde_json::json!([t.x, t.y, t.face.index(), t.size, t.turned, t.text])).collect();
            let lines: Vec<_> = p
                .marks
                .iter()
                .filter_map(|m| if let Mark::Line { from, to, width } = m { Some([from.0, from.1, to.0, to.1, *width]) } else { None })
                .collect();
            serde_json::json!({ "w": p.size.w, "h": p.size.h, "texts": texts, "lines": lines })
        })
        .collect();
    serde_json::Value::Array(all).to_string()
}

/// genpdf's own way: every text by `print_str`, every line by `draw_line`; turned texts lie, for it cannot turn them.
fn elements(pages: &[Page], runs: usize) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..runs {
        let pages = pages.to_vec();
        let (done, took) = timed(|| -> Result<()> {
            let [text, bold, mono, title] = Face::ALL.map(|f| FontData::new(f.font().data.to_vec(), None));
            let mut doc = genpdf::Document::new(FontFamily { regular: text?, bold: bold?, italic: mono?, bold_italic: title? });
            doc.set_minimal_conformance();
            doc.set_paper_size(Size::new(420, 420));
            doc.push(Elements(pages.into_iter()));
            let mut out = Vec::new();
            Ok(doc.render(&mut out)?)
        });
        done?;
        best = best.min(took.wall);
    }
    Ok(best)
}

struct Elements(std::vec::IntoIter<Page>);

fn mm(um: i32) -> Mm {
    Mm::from(f64::from(um)) / 1000.0
}

impl Element for Elements {
    fn render(
        &mut self,
        context: &genpdf::Context,
        area: genpdf::render::Area<'_>,
        _: Style,
    ) -> std::result::Result<RenderResult, genpdf::error::Error> {
        for mark in self.0.next().map(|p| p.marks).unwrap_or_default() {
            match mark {
                Mark::Text(t) => {
                    let points = u8::try_from(t.size / 10).unwrap_or(u8::MAX);
                    let style = Style::new().with_font_size(points);
                    let style = match t.face {
                        Face::Text => style,
                        Face::Bold => style.bold(),
                        Face::Mono => style.italic(),
                        Face::Title => style.bold().italic(),
                    };
                    area.print_str(&context.font_cache, Position::new(mm(t.x), mm(t.y)), style, t.text)?;
                }
                Mark::Line { from, to, .. } => {
                    area.draw_line([from, to].map(|(x, y)| Position::new(mm(x), mm(y))).to_vec(), Style::new());
                }
                Mark::Fill { .. } | Mark::Sign { .. } => {}
            }
        }
        Ok(RenderResult { size: Size::new(1, 1), has_more: self.0.len() > 0 })
    }
}
