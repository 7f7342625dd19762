//! Pages → PDF/A-1b (ISO 19005-1, level B), the same bytes for the same pages.
//!
//! genpdf makes the document: a page and, from the four cuts, the embedded fonts. A pass with lopdf then gives each page its size
//! and its content, cuts the fonts down to the characters used, and says what an archive must know: XMP, the sRGB output intent,
//! an id that comes from the content. Why the pass writes the content and not genpdf's elements: docs/adr/0002-paper.md.

mod content;
mod describe;
mod embed;
mod frame;

use crate::error::{Refused, Result};
use crate::fonts::{Face, Font};
use crate::layout::Paper;
use crate::page::Page;
use crate::texts::Texts;
use chrono::NaiveDate;
use lopdf::xref::XrefType;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};

/// What the document says about itself.
#[derive(Debug, Clone, Copy)]
pub struct Properties<'p> {
    /// Title.
    pub title: &'p str,
    /// Day it is made; the clock is not asked.
    pub date: NaiveDate,
}

/// One volume of a paper as a document of its own.
///
/// # Errors
/// `Pdf` when a step fails.
pub fn volume(paper: &Paper, index: usize) -> Result<Vec<u8>> {
    let volume = paper.volumes.get(index).ok_or(Refused::Pdf("volume"))?;
    let numbers = [("title", paper.title.as_str()), ("volume", &(index + 1).to_string()), ("of", &paper.volumes.len().to_string())];
    let title = if paper.volumes.len() > 1 { Texts::russian().format("paper-volume-title", &numbers) } else { paper.title.clone() };
    let sections: Vec<(&str, usize)> = paper.sections.iter().filter(|s| s.volume == index).map(|s| (s.title.as_str(), s.page)).collect();
    made(&volume.pages, Properties { title: &title, date: paper.date }, &sections)
}

/// Pages as a document.
///
/// # Errors
/// `Pdf` when a step fails, or when a text holds a character that its font lacks (step `glyph`): layouts refuse those before.
pub fn document(pages: &[Page], properties: Properties<'_>) -> Result<Vec<u8>> {
    made(pages, properties, &[])
}

/// Pages as a document whose outline leads to the sections.
fn made(pages: &[Page], properties: Properties<'_>, sections: &[(&str, usize)]) -> Result<Vec<u8>> {
    let used = Face::ALL
        .map(|face| Characters::used(face.font(), pages.iter().flat_map(Page::texts).filter(|t| t.face == face).map(|t| t.text.as_str())));
    if used.iter().any(|u| u.lacking) {
        return Err(Refused::Pdf("glyph"));
    }
    let (mut doc, numbers) = frame::document(pages.len())?;
    let mut id = blake3::Hasher::new();
    id.update(properties.title.as_bytes()).update(properties.date.to_string().as_bytes());
    let mut fonts = Dictionary::new();
    for (face, characters) in Face::ALL.into_iter().zip(&used) {
        let key = format!("F{}", face.index());
        if let Some(font) = embed::font(&mut doc, key.as_bytes(), face.font(), characters)? {
            fonts.set(key, font);
        }
    }
    let resources = doc.add_object(dictionary! { "Font" => fonts });
    for (number, page) in numbers.iter().zip(pages) {
        let stream = content::stream(page, &used);
        id.update(&stream);
        let contents = doc.add_object(Stream::new(Dictionary::new(), stream));
        let dict = doc.get_object_mut(*number).and_then(Object::as_dict_mut).map_err(|_| Refused::Pdf("page"))?;
        for unwanted in [&b"Rotate"[..], b"TrimBox", b"CropBox"] {
            dict.remove(unwanted);
        }
        let size = [page.size.w, page.size.h].map(|um| Object::Real(content::points(um)));
        let [w, h] = size;
        dict.set("MediaBox", vec![Object::Integer(0), Object::Integer(0), w, h]);
        dict.set("Resources", resources);
        dict.set("Contents", contents);
    }
    describe::document(&mut doc, properties)?;
    let places: Vec<(&str, ObjectId)> = sections.iter().filter_map(|(title, page)| Some((*title, *numbers.get(*page)?))).collect();
    describe::outline(&mut doc, &places)?;
    doc.prune_objects();
    doc.renumber_objects();
    doc.compress();
    doc.version = "1.4".to_owned();
    doc.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let id = Object::String(id.finalize().as_bytes()[..16].to_vec(), StringFormat::Hexadecimal);
    doc.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let mut out = Vec::new();
    doc.save_to(&mut out).map_err(|_| Refused::Pdf("save"))?;
    Ok(out)
}

/// The characters of one font and the numbers (CID) they have in the document: each character its own, so that text extracts as it
/// was written even where one glyph stands for two characters.
pub(crate) struct Characters {
    /// In order of their numbers, which begin with 1.
    all: Vec<char>,
    numbers: Vec<u16>,
    above: std::collections::BTreeMap<char, u16>,
    lacking: bool,
}

impl Characters {
    fn used<'t>(font: &Font, texts: impl Iterator<Item = &'t str>) -> Self {
        let mut numbers = vec![0u16; 0x2700];
        let mut above = std::collections::BTreeMap::new();
        for c in texts.flat_map(str::chars) {
            match numbers.get_mut(c as usize) {
                Some(n) => *n = 1,
                None => drop(above.insert(c, 1)),
            }
        }
        let mut all: Vec<char> = (0u32..).zip(&numbers).filter(|(_, n)| **n > 0).filter_map(|(c, _)| char::from_u32(c)).collect();
        all.extend(above.keys());
        for (n, c) in (1..).zip(&all) {
            match numbers.get_mut(*c as usize) {
                Some(place) => *place = n,
                None => drop(above.insert(*c, n)),
            }
        }
        let lacking = all.iter().any(|c| font.glyph(*c).id == 0);
        Self { all, numbers, above, lacking }
    }

    fn number(&self, c: char) -> u16 {
        self.numbers.get(c as usize).copied().unwrap_or_else(|| self.above.get(&c).copied().unwrap_or(0))
    }
}
