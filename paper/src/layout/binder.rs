//! Pages in the order of their sheets: which side they stand on, where a volume ends, what the contents will say.
//!
//! A volume (том) is cover, numbered pages, certification sheet. Page 1 is the first side after the cover; sheet n carries pages
//! 2n − 1 and 2n. A block of pages is never torn between volumes.

use super::pen::Pen;
use crate::page::{Page, PageSize};

/// Where a block begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// On the next page.
    Next,
    /// On a left-hand page: facing pages.
    Left,
}

/// A section's pages in one volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub title: String,
    pub teacher: String,
    /// From 0.
    pub volume: usize,
    /// From 1.
    pub first: usize,
    pub last: usize,
}

/// Pages collected so far.
pub(super) struct Binder {
    /// Numbered pages of each volume.
    pub volumes: Vec<Vec<Page>>,
    pub entries: Vec<Entry>,
    /// The most numbered pages in a volume.
    limit: usize,
    /// Pages that the contents take at the start of each volume.
    contents: usize,
    section: (String, String),
}

impl Binder {
    pub fn new(limit: usize, contents: usize) -> Self {
        let mut binder = Self { volumes: Vec::new(), entries: Vec::new(), limit, contents, section: (String::new(), String::new()) };
        binder.open_volume();
        binder
    }

    fn open_volume(&mut self) {
        self.volumes.push((0..self.contents).map(|_| Page::new(PageSize::A4)).collect());
    }

    /// The blocks that follow belong to this section.
    pub fn section(&mut self, title: &str, teacher: &str) {
        self.section = (title.to_owned(), teacher.to_owned());
        let at = self.here();
        self.entries.push(Entry { title: title.to_owned(), teacher: teacher.to_owned(), volume: at.0, first: 0, last: 0 });
    }

    /// Volume from 0, and number of the next page.
    fn here(&self) -> (usize, usize) {
        (self.volumes.len().saturating_sub(1), self.volumes.last().map_or(0, Vec::len) + 1)
    }

    /// Makes room for a block of so many pages.
    pub fn block(&mut self, pages: usize, side: Side) {
        let pad = |next: usize| usize::from(side == Side::Left && next % 2 == 1);
        let (_, next) = self.here();
        if next - 1 + pad(next) + pages > self.limit && next - 1 > self.contents {
            self.open_volume();
        }
        let (_, next) = self.here();
        if pad(next) == 1
            && let Some(volume) = self.volumes.last_mut()
        {
            volume.push(Page::new(PageSize::A4));
        }
    }

    /// The next page, to draw on.
    pub fn pen(&self, size: PageSize) -> Pen {
        Pen::new(size, self.here().1 % 2 == 1)
    }

    /// A page drawn.
    pub fn push(&mut self, pen: Pen) {
        let (volume, number) = self.here();
        if let Some(pages) = self.volumes.last_mut() {
            pages.push(pen.page);
        }
        let (title, teacher) = self.section.clone();
        match self.entries.last_mut() {
            Some(e) if e.first == 0 => (e.volume, e.first, e.last) = (volume, number, number),
            Some(e) if e.volume == volume => e.last = number,
            _ => self.entries.push(Entry { title, teacher, volume, first: number, last: number }),
        }
    }
}
