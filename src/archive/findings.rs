//! What a verification finds, and what the three words follow from: *intact*, *authentic*, *true*.

use crate::api::types::{ArchiveProblem, ArchiveVerdict};
use std::collections::BTreeMap;

/// Problems named at most; the rest is counted.
const MOST_PROBLEMS: usize = 200;
/// Codes of doubts about who signed: they stand in an intact archive.
const KEY: &str = "key";
/// Codes of what tables, papers and the manifest say against the ledger.
const UNTRUE: &str = "untrue";
/// A paper that proves nothing.
const DRAFT: &str = "draft";

/// What was found so far.
#[derive(Debug)]
pub struct Findings {
    /// What is known of the archive; its words come with [`Findings::verdict`].
    pub verdict: ArchiveVerdict,
    more: u32,
    damaged: bool,
    untrue: bool,
}

impl Findings {
    /// Of an archive that nothing is known of.
    #[must_use]
    pub fn new(compared: bool) -> Self {
        let verdict = ArchiveVerdict {
            intact: false,
            authentic: false,
            holds: false,
            folded: false,
            compared,
            school: String::new(),
            year: 0,
            interim: false,
            made: String::new(),
            fingerprint: String::new(),
            files: 0,
            events: 0,
            drafts: 0,
            problems: Vec::new(),
        };
        Self { verdict, more: 0, damaged: false, untrue: false }
    }

    /// Adds one: text `archive-<code>`, the file it is about (empty: the archive itself), arguments of the text.
    pub fn add(&mut self, code: &str, file: &str, args: &[(&str, &str)]) {
        if code == DRAFT {
            self.verdict.drafts = self.verdict.drafts.saturating_add(1);
        } else if code.starts_with(UNTRUE) {
            self.untrue = true;
        } else if !code.starts_with(KEY) {
            self.damaged = true;
        }
        if self.verdict.problems.len() >= MOST_PROBLEMS {
            self.more += 1;
            return;
        }
        let args = args.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        self.verdict.problems.push(ArchiveProblem { code: code.to_owned(), file: file.to_owned(), args });
    }

    /// True while nothing differs from what was signed.
    #[must_use]
    pub fn intact(&self) -> bool {
        !self.damaged
    }

    /// The verdict: authentic and true is only what is intact, true only what was folded and compared to the end.
    #[must_use]
    pub fn verdict(mut self) -> ArchiveVerdict {
        if self.more > 0 {
            let args = BTreeMap::from([("count".to_owned(), self.more.to_string())]);
            self.verdict.problems.push(ArchiveProblem { code: "more".to_owned(), file: String::new(), args });
        }
        let v = &mut self.verdict;
        v.intact = !self.damaged;
        v.authentic &= v.intact;
        v.folded &= v.intact;
        v.holds = v.folded && !self.untrue;
        self.verdict
    }
}
