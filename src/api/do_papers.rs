//! Papers: laid out to look at, saved as drafts, printed for good.

use super::app::App;
use super::operations::Call;
use super::plans::Plans;
use super::session::Session;
use super::types::{JobId, PaperAsk, PaperSave, PaperSaved, Stage, Typed};
use crate::book::{Book, Drawn, PaperKind, UserAuthor, Viewer};
use crate::error::{Error, Result};
use crate::id::ClassId;
use crate::staged::Staged;
use std::path::Path;
use std::sync::Arc;

pub(super) fn plan(call: &Call<'_>, asked: PaperAsk) -> Result<JobId> {
    let kind = PaperKind::parse(&asked.what)?;
    let class = ClassId::parse(&asked.class)?;
    let (book, app, present) = (call.app.book()?, Arc::clone(call.app), call.present()?);
    let (user, viewer) = (present.user, Viewer { user: present.user, rights: &present.rights });
    book.may_draw(&viewer, class)?;
    let may_final = book.may_final(&viewer)?;
    call.app.jobs.start(Some(user), "stage-drawing", move |progress| {
        progress.go_on()?;
        let drawn = book.draw_paper(kind, class)?;
        progress.go_on()?;
        let id = Plans::<Drawn>::id()?;
        let shown = to_json(&drawn.plan(&id, may_final), "print.plan")?;
        app.papers.keep(id, user, drawn);
        Ok(shown)
    })
}

pub(super) fn save(call: &Call<'_>, asked: PaperSave) -> Result<JobId> {
    let (book, app, present) = (call.app.book()?, Arc::clone(call.app), call.present()?);
    let drawn = app.papers.get(&asked.paper, present.user)?;
    let author = if asked.final_print { Some(signer(call, &book, asked.password)?) } else { None };
    let path = call.app.files().take(&asked.token)?;
    call.app.jobs.start(Some(present.user), "stage-printing", move |progress| {
        progress.go_on()?;
        let saved = match author {
            None => draft(&drawn, &path)?,
            Some(author) => {
                let saved = for_good(&app, &book, &author, &drawn, &path)?;
                app.papers.forget(&asked.paper);
                saved
            }
        };
        to_json(&saved, "print.save")
    })
}

/// Who signs a final: the person at the keyboard, who types the password again (design.md 3).
fn signer(call: &Call<'_>, book: &Book, password: Option<Typed>) -> Result<UserAuthor> {
    let present = call.present()?;
    let viewer = Viewer { user: present.user, rights: &present.rights };
    if !book.may_final(&viewer)? {
        return Err(Error::denied("print-no-stamp"));
    }
    let password = password.filter(|p| !p.is_empty()).ok_or_else(|| Error::usage("password-missing"))?;
    let _one = call.app.passwords.lock();
    Ok(book.log_in_again(present.user, &password)?.author)
}

fn draft(drawn: &Drawn, path: &Path) -> Result<PaperSaved> {
    let files = drawn.drafts()?;
    let file = Staged::write(path, &files)?.commit()?;
    Ok(saved(file, &files, drawn.pages(), drawn.sheets(), None))
}

/// The files lie complete on the disk before the act says so; then they come into place.
fn for_good(app: &App, book: &Book, author: &UserAuthor, drawn: &Drawn, path: &Path) -> Result<PaperSaved> {
    let made = book.make_final(drawn)?;
    let staged = Staged::write(path, &made.files)?;
    let done = book.printed(author, &made)?;
    app.touched(&done.touched);
    let file = staged.commit()?;
    Ok(saved(file, &made.files, made.pages, made.sheets, Some(made.checkpoint)))
}

fn saved(file: String, files: &[Vec<u8>], pages: u32, sheets: u32, checkpoint: Option<String>) -> PaperSaved {
    let hash = files.first().map(|f| blake3::hash(f).to_hex().to_string()).unwrap_or_default();
    PaperSaved { file, files: u32::try_from(files.len()).unwrap_or(u32::MAX), pages, sheets, hash, checkpoint }
}

impl App {
    /// A page of a paper that this session's person has had laid out, as SVG; n from 1. For the page protocols of shells.
    ///
    /// # Errors
    /// `session-none`, `session-locked`; `plan-unknown`; `paper-page` beyond its last page.
    pub fn paper_page(&self, session: &Session, paper: &str, n: u32) -> Result<Vec<u8>> {
        match session.stage(self)? {
            Stage::Ready => {}
            Stage::Locked => return Err(Error::denied("session-locked")),
            _ => return Err(Error::denied("session-none")),
        }
        let drawn = self.papers.get(paper, session.present()?.user)?;
        let page = drawn.page_svg(n).ok_or_else(|| Error::usage("paper-page").with("page", n))?;
        Ok(page.into_bytes())
    }
}

fn to_json(value: &impl serde::Serialize, operation: &str) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|_| Error::other("bad-response").with("operation", operation))
}
