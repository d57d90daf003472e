//! Whether anything jumps while an answer appears.

use super::support::{Page, Result};
use serde::Deserialize;

/// How far the page moved under its reader's eyes, in the browser's measure: 0 is not at all.
#[derive(Debug, Deserialize, PartialEq)]
pub(super) struct Shift {
    /// All that moved after the verdict was first painted.
    pub(super) late: f64,
    /// All that moved without being asked for, from the text to a second after its verdict.
    pub(super) unasked: f64,
}

/// Starts to watch; the answer is there a second after the next verdict.
const WATCH: &str = "
    const verdict = () => document.querySelector('[data-part=\"verdict\"]');
    const before = verdict();
    const entries = [];
    const watch = new PerformanceObserver((list) => entries.push(...list.getEntries()));
    watch.observe({ type: 'layout-shift' });
    const frame = () => new Promise(requestAnimationFrame);
    const shown = new Promise((resolve) => {
      const changes = new MutationObserver(() => {
        if (verdict() === null || verdict() === before) return;
        changes.disconnect();
        resolve();
      });
      changes.observe(document.body, { childList: true, subtree: true });
    });
    window.shift = shown.then(async () => {
      await frame();
      await frame();
      // In the frame after that of the verdict: what moves from here on moves in view. A frame's
      // own time would be too early, since a slow frame begins late.
      const painted = performance.now();
      await new Promise((later) => setTimeout(later, 1000));
      entries.push(...watch.takeRecords());
      const sum = (some) => some.reduce((total, { value }) => total + value, 0);
      return {
        late: sum(entries.filter(({ startTime }) => startTime >= painted)),
        unasked: sum(entries.filter(({ hadRecentInput }) => !hadRecentInput)),
      };
    });";

/// Measures what moves when something is done that leads to a verdict. It must be done with keys or
/// the mouse: what a script does, nobody asked for.
pub(super) async fn shift_after(
    page: &Page,
    deed: impl AsyncFnOnce(&Page) -> Result,
) -> Result<Shift> {
    page.js(WATCH, &[]).await?;
    deed(page).await?;
    Ok(serde_json::from_value(
        page.js("return shift;", &[]).await?,
    )?)
}
