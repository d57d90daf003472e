//! Works out the ids of the objects in packs that have no index.

use super::fault::Fault;
use super::hash::Id;
use super::order::Children;
use super::store::Store;
use super::take::Take;
use crate::scan::walk::Leave;
use std::collections::HashMap;
use std::ops::Range;

/// Puts objects together, those first that others build on, and names them by their hash. An object
/// that builds on one by its id finds it once that has its own.
pub(super) fn identify(
    store: &mut Store<'_>,
    named: &mut Vec<(u32, Id)>,
    range: Range<u32>,
    take: &mut dyn Take,
) -> Result<(), Leave> {
    let children = Children::of(store, range.clone());
    let mut waiting: HashMap<Id, Vec<u32>> = HashMap::new();
    let mut ready: Vec<u32> = range
        .clone()
        .filter(|number| store.id(*number).is_some())
        .collect();
    let own = |number: &u32| range.contains(number);
    for (number, id) in named.extract_if(.., |(number, _)| own(number)) {
        match store.find(id.bytes()) {
            Some(base) if !own(&base) => {
                join(store, number, base);
                ready.push(number);
            }
            _ => waiting.entry(id).or_default().push(number),
        }
    }
    while let Some(number) = ready.pop() {
        let id = match store.id(number) {
            Some(id) => id,
            None => match name(store, number, take) {
                Ok(id) => id,
                Err(Fault::Leave(leave)) => return Err(leave),
                // Whoever reads it tells.
                Err(_) => continue,
            },
        };
        let named = waiting.remove(&id).unwrap_or_default();
        for child in named.into_iter().chain(children.of_base(number)) {
            join(store, child, number);
            ready.push(child);
        }
    }
    Ok(())
}

fn join(store: &mut Store<'_>, number: u32, base: u32) {
    let kind = store.kind(base);
    if let Some(entry) = store.entry_mut(number) {
        entry.base = base;
        entry.kind = kind;
    }
    if let Some(entry) = store.entry_mut(base) {
        entry.is_base = true;
    }
}

fn name(store: &mut Store<'_>, number: u32, take: &mut dyn Take) -> Result<Id, Fault> {
    let kind = store.kind(number).ok_or(Fault::NoBase)?;
    let bytes = store.read(number, take)?;
    let mut hasher = store.hash.hasher(kind.name(), bytes.len() as u64);
    hasher.update(&bytes);
    let id = hasher.finish();
    store.set_id(number, id);
    Ok(id)
}
