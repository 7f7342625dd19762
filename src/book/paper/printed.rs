//! Finals that were printed, as their acts tell: what an archive's papers are measured by.

use super::PaperKind;
use crate::archive::names::Namer;
use crate::book::Book;
use crate::book::cells::Parts;
use crate::error::Result;
use crate::event::Hash;
use crate::event::kinds::year as y;
use crate::id::ClassId;
use crate::time::school_date;
use std::collections::BTreeMap;

/// Between a class and the number of a volume, in the name of a file.
pub(super) const VOLUME: &str = ", том ";

/// A final that was printed.
pub(super) struct Printed {
    pub date: chrono::NaiveDate,
    pub checkpoint: Hash,
    /// BLAKE3 of its files.
    pub hashes: Vec<Vec<u8>>,
}

/// The last final of a class, as an archive may hold it.
pub(in crate::book) struct LastFinal {
    /// Names of its files begin so: `журналы/5А`.
    name: String,
    /// The checkpoint it bears.
    pub checkpoint: Hash,
    hashes: Vec<Vec<u8>>,
}

impl LastFinal {
    /// True when a file of an archive, by its name and BLAKE3, is one of this final's.
    pub fn is(&self, name: &str, hash: &[u8]) -> bool {
        let rest = name.strip_prefix(&self.name).and_then(|r| r.strip_suffix(".pdf"));
        let own = rest.is_some_and(|r| r.is_empty() || r.starts_with(VOLUME) || r.starts_with(" ("));
        own && self.hashes.iter().any(|h| h == hash)
    }
}

impl Book {
    /// Finals of a class that were printed, the latest last.
    pub(super) fn finals_printed(&self, kind: PaperKind, class: ClassId) -> Result<Vec<Printed>> {
        self.home.ask(self.year, |reader| {
            let mut out: BTreeMap<(i64, Hash), Vec<Vec<u8>>> = BTreeMap::new();
            for c in reader.cells(y::PRINTED)? {
                let v = &c.value;
                let mine = v.int_at(0) == kind.code() && v.id_at(1) == Some(class.0) && v.flag_at(5);
                let checkpoint = v.blob(4).and_then(|h| Hash::try_from(h).ok());
                if let (true, Some(checkpoint), Some(hash)) = (mine, checkpoint, v.blob(3)) {
                    out.entry((reader.claim(c.at)?, checkpoint)).or_default().push(hash);
                }
            }
            let one = |((claim, checkpoint), hashes)| Printed { date: school_date(claim, self.zone), checkpoint, hashes };
            Ok(out.into_iter().map(one).collect())
        })
    }

    /// The last final of every class and kind of paper.
    pub(in crate::book) fn last_finals(&self) -> Result<Vec<LastFinal>> {
        let mut out = Vec::new();
        for (class, title) in self.classes_in_order()? {
            for kind in [PaperKind::Journal, PaperKind::Summary] {
                if let Some(Printed { checkpoint, hashes, .. }) = self.finals_printed(kind, ClassId(class))?.pop() {
                    let name = Namer::default().name(kind.folder(), &title, "pdf").trim_end_matches(".pdf").to_owned();
                    out.push(LastFinal { name, checkpoint, hashes });
                }
            }
        }
        Ok(out)
    }
}
