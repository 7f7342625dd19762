//! The school apart from its journal, pure: numbers of enumerations in events, the calendar, the lessons of a year, names of subjects and positions. May be called by everything.

pub mod calendar;
pub mod codes;
pub mod lessons;
pub mod loads;
pub mod position;
pub mod profile;
pub mod subject;
pub mod table;
pub mod week;
