//! How enumerations of events are declared: number, name and meaning at one place, from which `docs/FORMAT.md` is checked.

/// One enumeration as FORMAT.md shows it.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Name, `kebab-case`.
    pub name: &'static str,
    /// Fields that hold it, `kind.field`; a key's and a value's alike.
    pub fields: &'static [&'static str],
    /// Number, name, meaning.
    pub rows: &'static [(u8, &'static str, &'static str)],
}

/// Declares enumerations whose numbers stand in events, and a `TABLES` of them all.
macro_rules! codes {
    ($(
        #[doc = $about:literal]
        $name:ident $table:literal in [$($field:literal),* $(,)?] {
            $(#[doc = $meaning:literal] $row:ident = $code:literal $id:literal,)*
        }
    )*) => {
        $(
            #[doc = $about]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[repr(u8)]
            pub enum $name { $(#[doc = $meaning] $row = $code,)* }
            impl $name {
                /// As FORMAT.md shows it.
                pub const TABLE: $crate::school::table::Table = $crate::school::table::Table {
                    name: $table,
                    fields: &[$($field),*],
                    rows: &[$(($code, $id, $meaning)),*],
                };
                /// All, by number.
                pub const ALL: &'static [Self] = &[$(Self::$row),*];
                /// The number in events. It never changes.
                #[must_use]
                pub const fn code(self) -> u8 {
                    self as u8
                }
                /// The name, `kebab-case`: a key of the message catalogue after the table's name.
                #[must_use]
                pub const fn id(self) -> &'static str {
                    match self { $(Self::$row => $id,)* }
                }
                /// Reads a number; `None` for one that this program does not know, which is kept and shown as a number.
                #[must_use]
                pub const fn from_code(code: i64) -> Option<Self> {
                    match code { $($code => Some(Self::$row),)* _ => None }
                }
            }
        )*
        /// Every enumeration of this module.
        pub const TABLES: &[$crate::school::table::Table] = &[$($name::TABLE),*];
    };
}
pub(crate) use codes;
