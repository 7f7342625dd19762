//! A random school.
