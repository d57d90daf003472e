//! Explains what Azure answered: finds error texts in whatever was pasted, and says why Azure
//! refused and what to do.
//!
//! `find` finds the marks of an answer and puts those of one answer together, `signed` and `compare`
//! read the string-to-sign in it, `explain` chooses what to say, by the link beside it where there is
//! one. What Azure writes, what it means and what to do are tables.

pub(crate) mod codes;
mod compare;
pub(crate) mod details;
mod escapes;
mod explain;
mod find;
pub(crate) mod fixes;
pub(crate) mod mistakes;
mod pattern;
mod read;
mod request;
pub(crate) mod sentences;
mod signed;
mod tell;
mod times;

pub(crate) use tell::errors;
