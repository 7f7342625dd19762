//! What other programs see in a PDF: words with their boxes, pixels, faults. A missing program fails the test.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A word as poppler reads it, in points from the upper left corner.
#[derive(Debug, Clone)]
pub struct Word {
    pub x: f64,
    pub y: f64,
    pub right: f64,
    pub bottom: f64,
    pub text: String,
}

impl Word {
    pub fn middle(&self) -> (f64, f64) {
        ((self.x + self.right) / 2.0, (self.y + self.bottom) / 2.0)
    }
}

pub struct Pdf {
    _dir: tempfile::TempDir,
    pub path: PathBuf,
}

pub fn saved(bytes: &[u8]) -> Pdf {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("paper.pdf");
    std::fs::write(&path, bytes).unwrap();
    Pdf { _dir: dir, path }
}

fn run(program: &str, args: &[&str], path: &Path) -> Vec<u8> {
    let mut all: Vec<String> = args.iter().map(|a| (*a).to_owned()).collect();
    let place = all.iter().position(|a| a == "FILE").unwrap();
    all[place] = path.to_str().unwrap().to_owned();
    let out = Command::new(program).args(&all).output().unwrap_or_else(|e| panic!("{program}: {e}; scripts/deps.sh installs it"));
    let err = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success() && err.is_empty(), "{program}: {err}");
    out.stdout
}

/// Words of every page.
pub fn words(pdf: &Pdf) -> Vec<Vec<Word>> {
    let text = String::from_utf8(run("pdftotext", &["-bbox", "FILE", "-"], &pdf.path)).unwrap();
    let mut pages = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            pages.push(Vec::new());
        } else if let Some(rest) = line.strip_prefix("<word ") {
            let (attributes, text) = rest.split_once('>').unwrap();
            let number = |name: &str| {
                let from = attributes.split_once(&format!("{name}=\"")).unwrap().1;
                from.split_once('"').unwrap().0.parse::<f64>().unwrap()
            };
            let text =
                text.trim_end_matches("</word>").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            pages.last_mut().unwrap().push(Word {
                x: number("xMin"),
                y: number("yMin"),
                right: number("xMax"),
                bottom: number("yMax"),
                text,
            });
        }
    }
    pages
}

/// The text of every page in the order of the file, white space squeezed.
pub fn texts(pdf: &Pdf) -> Vec<String> {
    let all = String::from_utf8(run("pdftotext", &["-raw", "FILE", "-"], &pdf.path)).unwrap();
    all.trim_end_matches('\u{c}').split('\u{c}').map(|page| page.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// A page in grey pixels.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

/// Draws a page with poppler at so many dots an inch.
pub fn picture(pdf: &Pdf, page: usize, dpi: u32) -> Picture {
    let (n, dpi) = ((page + 1).to_string(), dpi.to_string());
    let raw = run("pdftoppm", &["-gray", "-r", &dpi, "-f", &n, "-l", &n, "FILE"], &pdf.path);
    // P5, width, height, 255, then the bytes.
    let mut at = 0;
    let mut next = || {
        let from = at;
        while !raw[at].is_ascii_whitespace() {
            at += 1;
        }
        at += 1;
        String::from_utf8(raw[from..at - 1].to_vec()).unwrap()
    };
    assert_eq!(next(), "P5");
    let (width, height) = (next().parse().unwrap(), next().parse().unwrap());
    assert_eq!(next(), "255");
    let pixels = raw[at..].to_vec();
    assert_eq!(pixels.len(), width * height);
    Picture { width, height, pixels }
}

/// Preflight of PDFBox on PDF/A-1b: nothing, or its list of faults.
pub fn preflight(pdf: &Pdf) -> Result<(), String> {
    let jars = ["preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "commons-io", "jaxb-api", "javax.activation"];
    let path = jars.map(|j| format!("/usr/share/java/{j}.jar")).join(":");
    let out = Command::new("java")
        .args(["-cp", &path, "org.apache.pdfbox.preflight.Validator_A1b"])
        .arg(&pdf.path)
        .output()
        .expect("java and libpdfbox2-java: scripts/deps.sh installs them");
    let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    if out.status.success() && said.contains("is a valid PDF/A-1b file") { Ok(()) } else { Err(said) }
}
