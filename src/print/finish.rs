//! The pass after genpdf: fonts cut down to the glyphs used, text that extracts as it was written, no clock, the same bytes
//! for the same paper.
//!
//! genpdf 0.2 embeds every font whole, makes `ToUnicode` from a map in which one glyph may stand for any of several characters,
//! and puts random ids and the present time in. Glyph numbers in the pages stay as they are: `CIDToGIDMap` leads them to
//! their places in the subset.

use crate::error::{Error, Result};
use chrono::NaiveDate;
use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A font as the pages use it.
pub(super) struct UsedFont {
    /// PostScript name.
    pub name: &'static str,
    /// The file embedded.
    pub data: &'static [u8],
    /// Glyphs used and the characters they were printed for.
    pub glyphs: BTreeMap<u16, char>,
}

/// Finishes what genpdf made; `fonts` in the order genpdf was given them.
pub(super) fn finish(raw: &[u8], fonts: &[UsedFont], title: &str, date: NaiveDate) -> Result<Vec<u8>> {
    let mut doc = Document::load_mem(raw).map_err(|_| failed("load"))?;
    doc.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    for (index, font) in fonts.iter().enumerate() {
        embed(&mut doc, format!("F{index}").as_bytes(), font)?;
    }
    describe(&mut doc, title, date)?;
    doc.prune_objects();
    doc.renumber_objects();
    doc.compress();
    doc.version = "1.4".to_owned();
    let mut out = Vec::new();
    // The id comes from everything else: once without it, once with it.
    doc.trailer.remove(b"ID");
    doc.save_to(&mut out).map_err(|_| failed("save"))?;
    let id = Object::String(blake3::hash(&out).as_bytes()[..16].to_vec(), StringFormat::Hexadecimal);
    doc.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    out.clear();
    doc.save_to(&mut out).map_err(|_| failed("save"))?;
    Ok(out)
}

fn failed(step: &'static str) -> Error {
    Error::other("sheet-pdf").with("detail", step)
}

fn is_font(object: &Object, name: &[u8]) -> bool {
    let Ok(dict) = object.as_dict() else { return false };
    let is = |key: &[u8], value: &[u8]| dict.get(key).and_then(Object::as_name).is_ok_and(|n| n == value);
    is(b"Subtype", b"Type0") && is(b"BaseFont", name)
}

/// Replaces one font by its subset; takes an unused one out.
fn embed(doc: &mut Document, key: &[u8], font: &UsedFont) -> Result<()> {
    let id = doc.objects.iter().find(|(_, o)| is_font(o, key)).map(|(id, _)| *id).ok_or_else(|| failed("font"))?;
    if font.glyphs.is_empty() {
        drop_font(doc, id);
        return Ok(());
    }
    let mut remapper = subsetter::GlyphRemapper::new();
    let places: BTreeMap<u16, u16> = font.glyphs.keys().map(|g| (*g, remapper.remap(*g))).collect();
    let file = subsetter::subset(font.data, 0, &remapper).map_err(|_| failed("subset"))?;
    let length = i64::try_from(file.len()).map_err(|_| failed("subset"))?;
    let file = doc.add_object(Stream::new(dictionary! { "Length1" => length }, file));
    let map = doc.add_object(Stream::new(Dictionary::new(), gid_map(&places)));
    let unicode = doc.add_object(Stream::new(Dictionary::new(), to_unicode(&font.glyphs)));
    let name = Object::Name(format!("{}+{}", tag(&font.glyphs), font.name).into_bytes());

    let top = doc.get_object_mut(id).and_then(Object::as_dict_mut).map_err(|_| failed("font"))?;
    top.set("BaseFont", name.clone());
    top.set("ToUnicode", unicode);
    let below = top.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).map_err(|_| failed("font"))?;
    let below = below.first_mut().ok_or_else(|| failed("font"))?.as_dict_mut().map_err(|_| failed("font"))?;
    let widths = used_widths(below.get(b"W").and_then(Object::as_array).map_err(|_| failed("widths"))?, &font.glyphs);
    below.set("BaseFont", name.clone());
    below.set("CIDToGIDMap", map);
    below.set("W", widths);
    let descriptor = below.get(b"FontDescriptor").and_then(Object::as_reference).map_err(|_| failed("descriptor"))?;
    let descriptor = doc.get_object_mut(descriptor).and_then(Object::as_dict_mut).map_err(|_| failed("descriptor"))?;
    descriptor.set("FontName", name);
    descriptor.set("FontFile2", file);
    Ok(())
}

fn drop_font(doc: &mut Document, id: ObjectId) {
    for object in doc.objects.values_mut() {
        if let Ok(dict) = object.as_dict_mut() {
            let keys: Vec<Vec<u8>> = dict.iter().filter(|(_, v)| v.as_reference().is_ok_and(|r| r == id)).map(|(k, _)| k.clone()).collect();
            for key in keys {
                dict.remove(&key);
            }
        }
    }
    doc.objects.remove(&id);
}

/// Six capital letters that name the subset.
fn tag(glyphs: &BTreeMap<u16, char>) -> String {
    let mut h = blake3::Hasher::new();
    for glyph in glyphs.keys() {
        h.update(&glyph.to_be_bytes());
    }
    h.finalize().as_bytes()[..6].iter().map(|b| char::from(b'A' + b % 26)).collect()
}

/// Two bytes a glyph number of the pages: its place in the subset.
fn gid_map(places: &BTreeMap<u16, u16>) -> Vec<u8> {
    let last = places.keys().last().copied().unwrap_or(0);
    (0..=last).flat_map(|cid| places.get(&cid).copied().unwrap_or(0).to_be_bytes()).collect()
}

fn to_unicode(glyphs: &BTreeMap<u16, char>) -> Vec<u8> {
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let all: Vec<(&u16, &char)> = glyphs.iter().collect();
    for block in all.chunks(100) {
        let _ = writeln!(out, "{} beginbfchar", block.len());
        for (glyph, c) in block {
            let _ = write!(out, "<{glyph:04X}> <");
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "{unit:04X}");
            }
            out.push_str(">\n");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out.into_bytes()
}

/// `[first [w w …] first [w …] …]` with the used glyphs alone.
fn used_widths(all: &[Object], glyphs: &BTreeMap<u16, char>) -> Vec<Object> {
    let mut out = Vec::new();
    for pair in all.chunks(2) {
        let (Some(Ok(first)), Some(Ok(widths))) = (pair.first().map(Object::as_i64), pair.get(1).map(Object::as_array)) else { continue };
        for (cid, width) in (first..).zip(widths) {
            if u16::try_from(cid).is_ok_and(|g| glyphs.contains_key(&g)) {
                out.extend([Object::Integer(cid), Object::Array(vec![width.clone()])]);
            }
        }
    }
    out
}

fn describe(doc: &mut Document, title: &str, date: NaiveDate) -> Result<()> {
    let info = dictionary! {
        "Title" => lopdf::text_string(title),
        "Creator" => lopdf::text_string("Журнал"),
        "CreationDate" => Object::string_literal(date.format("D:%Y%m%d000000Z").to_string()),
    };
    let info = doc.add_object(info);
    doc.trailer.set("Info", info);
    let catalog = doc.catalog_mut().map_err(|_| failed("catalog"))?;
    for unwanted in [&b"Outlines"[..], b"OCProperties", b"Metadata", b"PageMode", b"PageLayout"] {
        catalog.remove(unwanted);
    }
    catalog.set("Lang", lopdf::text_string("ru-RU"));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    Ok(())
}
