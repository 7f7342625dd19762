//! A demo school with a computer that lies: enrolled rightly, in the hands of people whose passwords it has heard.

use crate::homes::{self, Result};
use crate::measure::{Took, median, timed};
use crate::pen::Pen;
use crate::school::{Computer, SEAL, YEAR, id};
use std::path::Path;
use std::sync::Arc;
use zhurnal::api::App;
use zhurnal::book::{Book, UserAuthor};
use zhurnal::demo::PASSWORD;
use zhurnal::event::kinds::{journal as j, ledger as l, year as y};
use zhurnal::event::{Cut, Head, Scope, Segment, Value, Volume};
use zhurnal::store::{Author, Write};

/// Claimed time of what it writes.
pub const AT: i64 = 1_811_000_000;

/// A copy of a demo school, open, with the liar's computer in it.
pub struct Prey {
    /// The school's own computer, of the office, the witness.
    pub book: Arc<Book>,
    /// An admin, a deputy and a teacher.
    pub admin: UserAuthor,
    /// The deputy.
    pub deputy: UserAuthor,
    /// The teacher.
    pub teacher: UserAuthor,
    /// Key of a mark in the teacher's page that may be corrected.
    pub square: Vec<Value>,
    liar: Computer,
    nonce: u64,
    written: i64,
    _app: Arc<App>,
}

impl Prey {
    /// Of the school at `from`, copied to `to`. The liar's computer is of the office where the flood asks for one.
    pub fn of(from: &Path, to: &Path, capabilities: &[i64]) -> Result<Self> {
        homes::copy(from, to)?;
        let app = homes::open_school(to)?;
        let book = app.book()?;
        let author = |login: &str| -> Result<UserAuthor> { Ok(book.log_in(login, PASSWORD)?.author) };
        let (admin, deputy) = (author("admin")?, author("zavuch")?);
        let liar = Computer::of("liar");
        let list: Vec<Value> = capabilities.iter().map(|c| (*c).into()).collect();
        let value = vec![Value::Bytes(liar.key.public().0.to_vec()), Value::Bytes(SEAL.to_vec()), list.into(), "liar".into()];
        // What a flood costs once it is in: a day's measure does not keep it out.
        let enrolled = [
            Write::new(l::DEVICE, vec![liar.device.0.into()], value.into()),
            Write::new(l::ADMIT, vec![liar.device.0.into()], true.into()),
        ];
        book.home().act(&admin, Volume::REGISTRY, &enrolled)?;
        let loads = book.loads()?;
        let mut marks = book.home().ask(YEAR, |r| r.cells(j::MARK))?;
        // The last lessons are locked by no term and no window.
        marks.sort_by_key(|m| std::cmp::Reverse(m.key.get(1).and_then(Value::int)));
        for mark in marks.iter().filter(|m| !m.conflict).take(2000) {
            let Some(load) = mark.key.first().and_then(Value::id).and_then(|g| loads.iter().find(|x| x.group == g)) else { continue };
            let teacher = author(&book.login_of(zhurnal::id::UserId(load.user))?)?;
            let write = Write::new(j::MARK, mark.key.clone(), 4.into());
            if book.home().act(&teacher, YEAR, &[write]).is_ok() {
                let square = mark.key.clone();
                return Ok(Self { book, admin, deputy, teacher, square, liar, nonce: 0, written: 0, _app: app });
            }
        }
        Err("no mark of the demo school may be corrected".into())
    }

    /// A new chain of the liar's computer.
    pub fn chain(&mut self, volume: Volume) -> Pen {
        self.nonce += 1;
        Pen::new(self.liar.clone(), volume, self.nonce)
    }
    /// A chain of the teacher's at the liar's computer, which has heard of the load.
    pub fn of_teacher(&mut self) -> Result<Pen> {
        let key = [self.teacher.user().0.into(), self.square.first().cloned().unwrap_or_default()];
        let load = self.book.home().ask(YEAR, |r| r.cell(y::LOAD, &key))?.ok_or("the teacher has no load")?;
        let head = self.book.home().head_at(YEAR, load.at)?;
        let mut pen = self.chain(YEAR);
        pen.seen(AT, &[head]);
        pen.session(AT, &self.teacher);
        Ok(pen)
    }
    /// Chains that hold one event, in the year.
    pub fn chains(&mut self, n: usize) -> (Vec<Head>, Vec<Segment>) {
        let (mut heads, mut segments) = (Vec::new(), Vec::new());
        for _ in 0..n {
            let mut pen = self.chain(YEAR);
            pen.seen(AT, &[]);
            heads.extend(pen.head());
            segments.extend(pen.take());
        }
        (heads, segments)
    }
    /// Everything of it must come in.
    pub fn flood(&self, segments: &[Segment]) -> Result<Took> {
        let (got, took) = timed(|| self.book.home().receive(segments));
        let (got, sent) = (got?, segments.iter().map(|s| s.events.len() as u64).sum::<u64>());
        if got.joined != sent { Err(format!("of {sent} events joined {}: {got:?}", got.joined).into()) } else { Ok(took) }
    }

    /// A new word for ids.
    pub fn fresh(&mut self) -> Value {
        self.written += 1;
        id(&format!("flood {}", self.written)).into()
    }
    /// A mark of the teacher's, in a square that has been written before.
    pub fn mark(&mut self) -> Result<()> {
        self.written += 1;
        let write = Write::new(j::MARK, self.square.clone(), (2 + self.written % 4).into());
        self.book.home().act(&self.teacher, YEAR, &[write]).map(drop).map_err(Into::into)
    }
    /// A role, by the admin.
    pub fn role(&mut self) -> Result<()> {
        self.written += 1;
        let value = vec![Value::Array(vec![24.into()]), Value::Array(vec![]), Value::Array(vec![]), Value::Null, Value::Null];
        let key = vec![self.deputy.user().0.into(), format!("flood {}", self.written).into()];
        self.book.home().act(&self.admin, Volume::REGISTRY, &[Write::new(l::ROLE, key, value.into())]).map(drop).map_err(Into::into)
    }
    /// A load for somebody, by the deputy.
    pub fn load(&mut self) -> Result<()> {
        let group = self.fresh();
        let value = vec![100.into(), Value::Null, Value::Null];
        let key = vec![self.deputy.user().0.into(), group];
        self.book.home().act(&self.deputy, YEAR, &[Write::new(y::LOAD, key, value.into())]).map(drop).map_err(Into::into)
    }
    /// A cut of everything that is here: nothing of anybody's is outside.
    pub fn cut(&mut self) -> Result<()> {
        let scope = Scope::Lessons { groups: vec![id("nobody's")], from: 20_000, to: 20_001, terms: vec![] };
        let cut = Cut { scope, heads: vec![], void: false, automatic: false, stratum: 2, parts: vec![] };
        let write = Write::new(l::CUT, vec![self.fresh()], cut.to_value()).at_heads();
        self.book.home().act(&self.deputy, YEAR, &[write]).map(drop).map_err(Into::into)
    }
    /// A checkpoint of the witness.
    pub fn checkpoint(&mut self) -> Result<()> {
        let write = Write::new(l::CHECKPOINT, vec![], Value::Array(vec![])).at_heads();
        self.book.home().act_alone(Volume::REGISTRY, &[write]).map(drop).map_err(Into::into)
    }
    /// The middle of several.
    pub fn middle(&mut self, runs: usize, what: fn(&mut Self) -> Result<()>) -> Result<Took> {
        let mut took = Vec::with_capacity(runs);
        for _ in 0..runs {
            let (done, t) = timed(|| what(self));
            done?;
            took.push(t);
        }
        Ok(median(&took))
    }
}

/// How many bytes bundles hold.
pub fn size(segments: &[Segment]) -> usize {
    segments.iter().map(|s| s.to_bytes().len()).sum()
}
