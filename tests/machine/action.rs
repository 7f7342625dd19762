//! What may happen, as data: it replays from any part of the list, because choices are taken modulo what there is.

use zhurnal::event::Permission;

use crate::support::school::{L1, L2, Lesson, O, P, Square, T1, T2};

/// A small generator of its own, so that seeds stay valid for ever (SplitMix64).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        // Mixed first: a state that grows with the seed by the generator's own step would give all seeds one sequence, shifted.
        let mut first = Self(seed ^ 0x1234_5678);
        Self(first.next() ^ seed.rotate_left(32))
    }
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }
    pub fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }
    pub fn often(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// How honest a write is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Honest,
    /// What was seen is left out.
    Unseen,
    /// The refs are left out.
    NoRefs,
}

/// One thing that happens. Numbers named `pick` choose among what there is.
#[derive(Debug, Clone)]
pub enum Action {
    Mark {
        c: usize,
        square: Square,
        mark: i64,
        manner: Manner,
    },
    Clear {
        c: usize,
        square: Square,
    },
    /// Several computers write one square without exchange.
    Collide {
        square: Square,
        first: i64,
    },
    /// Topics, attendance, reasons, plan topics, persons.
    Other {
        c: usize,
        pick: u64,
    },
    Lock {
        o: usize,
        lesson: Lesson,
    },
    LockBoth {
        lesson: Lesson,
    },
    RegistryLock {
        lesson: Lesson,
    },
    Reopen {
        o: usize,
        pick: u64,
    },
    Window {
        lesson: Lesson,
    },
    Grant {
        o: usize,
        user: &'static str,
        lesson: Lesson,
    },
    Revoke {
        o: usize,
        user: &'static str,
        lesson: Lesson,
    },
    GiveBack {
        o: usize,
        user: &'static str,
        lesson: Lesson,
    },
    Substitute {
        o: usize,
        user: &'static str,
        lesson: Lesson,
    },
    Role {
        user: &'static str,
        permission: Permission,
    },
    TakeRole {
        user: &'static str,
        permission: Permission,
    },
    Permit {
        o: usize,
        user: &'static str,
        square: Square,
    },
    UsePermit {
        c: usize,
        pick: u64,
        mark: i64,
    },
    Withdraw {
        o: usize,
        pick: u64,
    },
    Decide {
        o: usize,
        pick: u64,
        many: bool,
        yes: bool,
    },
    AdminDecides {
        pick: u64,
        yes: bool,
    },
    Annul {
        user: &'static str,
        back: u64,
    },
    RootAnnulsAdmin {
        back: u64,
    },
    Dismiss {
        user: &'static str,
    },
    Remove {
        c: usize,
        void: bool,
    },
    Reset {
        user: &'static str,
    },
    OwnPassword {
        c: usize,
    },
    Login {
        c: usize,
        user: &'static str,
    },
    Pull {
        to: usize,
        from: usize,
    },
    PullPart {
        to: usize,
        from: usize,
        part: u64,
    },
    /// One chain by flash drive.
    Flash {
        to: usize,
        from: usize,
        pick: u64,
    },
    /// Everything again, backwards and one by one.
    Again {
        to: usize,
        from: usize,
    },
    Sync,
    Clone {
        c: usize,
    },
    Restore {
        c: usize,
        back: u64,
    },
    RollBack {
        c: usize,
        back: u64,
    },
    Clock {
        c: usize,
        years: i64,
    },
    Unknown {
        c: usize,
        square: Square,
    },
    Malformed {
        c: usize,
        pick: u64,
    },
    ForgedSession {
        c: usize,
        user: &'static str,
        square: Square,
    },
    /// A bundle is declared lost that still lies somewhere.
    Gap {
        c: usize,
        pick: u64,
    },
    Erase {
        o: usize,
    },
    Checkpoint,
    CloseYear,
    /// The program ends without a word and starts again.
    Crash {
        c: usize,
    },
    /// It ends between the registry, just received, and the year's judgement by it.
    CrashAmid {
        to: usize,
        from: usize,
    },
    /// The office goes on to a newer program and requires it of all.
    Require,
    Upgrade {
        c: usize,
    },
    /// Towards the end of a school's life.
    Destroy,
    /// The witness catches up with days that passed.
    Windows {
        from: i64,
        days: i64,
    },
    /// A load or a role whose last day is past; the witness ends such grants.
    GrantUntil {
        o: usize,
        user: &'static str,
        lesson: Lesson,
        role: bool,
    },
    EndGrants {
        pick: u64,
    },
    /// Two admins give slips without exchange.
    TwoResets {
        user: &'static str,
    },
    /// The sealed sheet is opened; the old root goes on somewhere.
    Rotate {
        by_predecessor: bool,
    },
    OldRoot {
        c: usize,
    },
    /// By the sheet: another admin from now on.
    RemoveAdmin {
        void: bool,
    },
    /// Somebody who lies.
    Lie {
        c: usize,
        to: usize,
        pick: u64,
        lie: Lie,
        square: Square,
    },
}

/// What a dishonest computer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// Goes on in somebody else's chain, or in the root's, under a key of its own.
    ForgedHead,
    /// Honest events, offered under a head by somebody else.
    ForeignHead,
    /// A certificate for an id that is not of its keys.
    ForeignDevice,
    /// A session taken from another chain.
    ReplayedSession,
    /// Names a head that nobody has; what follows waits.
    SeenNobodyHas,
    /// Writes under a password that was replaced.
    OldPassword,
    /// Replaces a replaced password again, and says it knew nothing.
    OldChange,
    /// Replaces its password again and again.
    SpamOfChanges,
    /// A computer that a journal computer introduces.
    Stranger,
    /// Declares lost what is not, by a hash of its own, or where it may not.
    WrongGap,
    /// A chain of which only the end is handed on.
    WithheldPart,
    /// Names a replaced password once more: without a session, under itself, under a colleague's, under its successor.
    NamedAgain,
    /// A cut whose heads lie anywhere, and that says nothing of what was seen.
    HeadsOfAnywhere,
    /// A new chain that says it has seen one event alone.
    OneSeen,
}

const SQUARES: [Square; 8] = [
    Square(L1, "p1", "w1"),
    Square(L1, "p1", "w2"),
    Square(L1, "p2", "w1"),
    Square(L1, "p2", "w2"),
    Square(L2, "p1", "w1"),
    Square(L2, "p1", "w2"),
    Square(L2, "p2", "w1"),
    Square(L2, "p2", "w2"),
];

impl Action {
    pub fn random(r: &mut Random) -> Self {
        // Half of the writes meet in two squares.
        let square = if r.often(50) { r.of(&[SQUARES[0], SQUARES[4]]) } else { r.of(&SQUARES) };
        let (c, to, from) = (any(r), any(r), any(r));
        let o = r.of(&[O, P]);
        let user = r.of(&[T1, T2]);
        let person = r.of(&[T1, T2, "dep"]);
        let lesson = r.of(&[L1, L2]);
        let (pick, back) = (r.next() % 1000, r.below(25));
        let mark = 1 + i64::try_from(r.below(5)).unwrap();
        let permission = r.of(&[Permission::AnyJournal, Permission::Lock, Permission::Decide, Permission::Structure]);
        match r.below(306) {
            0..40 => Self::Mark { c, square, mark, manner: Manner::Honest },
            40..44 => Self::Mark { c, square, mark, manner: Manner::Unseen },
            44..47 => Self::Mark { c, square, mark, manner: Manner::NoRefs },
            47..51 => Self::Clear { c, square },
            51..65 => Self::Collide { square, first: mark },
            65..69 => Self::Other { c, pick },
            69..73 => Self::Lock { o, lesson },
            73 => Self::LockBoth { lesson },
            74 => Self::RegistryLock { lesson },
            75..83 => Self::Reopen { o, pick },
            83..86 => Self::Window { lesson },
            86..90 => Self::Grant { o, user, lesson },
            90..92 => Self::Revoke { o, user, lesson },
            92..97 => Self::GiveBack { o, user, lesson },
            97 => Self::Substitute { o, user, lesson },
            98..100 => Self::Role { user, permission },
            100 => Self::TakeRole { user: person, permission },
            101..105 => Self::Permit { o, user, square },
            105..111 => Self::UsePermit { c, pick, mark },
            111..113 => Self::Withdraw { o, pick },
            113..126 => Self::Decide { o, pick, many: r.often(40), yes: r.often(75) },
            126..128 => Self::AdminDecides { pick, yes: r.often(60) },
            128..130 => Self::Annul { user: r.of(&[T1, T2]), back },
            130..132 => Self::Annul { user: person, back },
            132 => Self::RootAnnulsAdmin { back },
            133 => Self::Dismiss { user: person },
            134 => Self::Remove { c: r.of(&[P, 2, 3]), void: r.often(50) },
            135..137 => Self::Reset { user: person },
            137..140 => Self::OwnPassword { c },
            140..144 => Self::Login { c, user: r.of(&[T1, T2, "dep", "adm"]) },
            144..164 => Self::Pull { to, from },
            164..174 => Self::PullPart { to, from, part: r.below(4) + 1 },
            174..179 => Self::Flash { to, from, pick },
            179..181 => Self::Again { to, from },
            181..191 => Self::Sync,
            191..193 => Self::Clone { c },
            193..195 => Self::Restore { c, back },
            195..197 => Self::RollBack { c, back },
            197..199 => Self::Clock { c, years: r.of(&[-10, 0, 10]) },
            199..201 => Self::Unknown { c, square },
            201..203 => Self::Malformed { c, pick },
            203..206 => Self::ForgedSession { c, user, square },
            206..211 => Self::Gap { c, pick },
            211 => Self::Erase { o },
            212..219 => Self::Checkpoint,
            219..222 => Self::Decide { o, pick, many: true, yes: r.often(85) },
            222..225 => Self::Unknown { c, square },
            225 => {
                if r.often(15) {
                    Self::CloseYear
                } else {
                    Self::Sync
                }
            }
            226..232 => Self::Crash { c },
            232..237 => Self::CrashAmid { to, from },
            237 => Self::Require,
            238..244 => Self::Upgrade { c },
            244..248 => Self::Destroy,
            248..252 => Self::Windows { from: lesson.date - i64::try_from(r.below(4)).unwrap(), days: i64::try_from(r.below(4)).unwrap() },
            252..256 => Self::GrantUntil { o, user, lesson, role: r.often(40) },
            256..260 => Self::EndGrants { pick },
            260..262 => Self::TwoResets { user },
            262 => Self::Rotate { by_predecessor: r.often(50) },
            263..265 => Self::OldRoot { c },
            265 => Self::RemoveAdmin { void: r.often(40) },
            _ => {
                let lie = r.of(&[
                    Lie::ForgedHead,
                    Lie::ForeignHead,
                    Lie::ForeignDevice,
                    Lie::ReplayedSession,
                    Lie::SeenNobodyHas,
                    Lie::OldPassword,
                    Lie::OldPassword,
                    Lie::OldPassword,
                    Lie::OldChange,
                    Lie::SpamOfChanges,
                    Lie::Stranger,
                    Lie::WrongGap,
                    Lie::WithheldPart,
                ]);
                // By a number that is drawn already: the seeds of before play on as they did.
                let lie = match pick % 20 {
                    0 | 1 => Lie::NamedAgain,
                    2 => Lie::HeadsOfAnywhere,
                    3 => Lie::OneSeen,
                    _ => lie,
                };
                Self::Lie { c, to, pick, lie, square }
            }
        }
    }
}

/// Computers are taken modulo their number; 4 and 5 are clones when there are any.
fn any(r: &mut Random) -> usize {
    r.of(&[0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5])
}
