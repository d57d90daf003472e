//! Measures what the project promises about speed. `cargo xtask bench` runs this and prints it.

mod scanning;

use super::{
    examples::EXAMPLES,
    shift::shift_after,
    support::{Page, Result, visit_in_real_time},
};
use chrono::{DateTime, TimeDelta};
use sas_lens::Options;
use serde_json::{Value, json};
use std::{
    env, fs,
    hint::black_box,
    time::{Duration, Instant},
};

/// Links of different kinds; the signatures say "not-a-real-signature-only-a-demo".
const LINKS: &[&str] = &[
    "https://contosoexample.blob.core.windows.net/?sv=2020-08-04&ss=bfqt&srt=sco&sp=rwdlacupitfx\
     &se=2051-10-06T07:09:59Z&st=2021-10-05T23:09:59Z&spr=https,http\
     &sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D",
    "https://contosoexample.blob.core.windows.net/reports/2026/q1.csv?sv=2022-11-02&sr=b&sp=r\
     &se=2026-11-24T13:00:00Z&spr=https&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D",
    "https://contosoexample.blob.core.windows.net/backups?sv=2021-12-02&sr=c&si=nightly\
     &sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D",
    "https://contosoexample.file.core.windows.net/share/a.txt?sv=2023-01-03&sr=f&sp=rcwd\
     &se=2027-01-01&sip=203.0.113.0-203.0.113.255\
     &sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D",
];

/// The moment the reports speak about: 24 November 2026, 12:00 UTC.
const NOW_MILLIS: i64 = 1_795_521_600_000;

const PASTES: usize = 200;
const MANY: usize = 10_000;
/// How long the core runs for its speed.
const RUN: Duration = Duration::from_secs(2);

#[test]
#[ignore = "a measurement: `cargo xtask bench` runs it"]
fn measure() -> Result {
    visit_in_real_time(async |page| {
        let mut figures = vec![layout_shift(page).await?];
        figures.extend(pastes(page).await?);
        figures.extend(many_links(page).await?);
        figures.extend(core_speed(page).await?);
        figures.extend(scanning::scanning(page, NOW_MILLIS).await?);
        fs::write(env::var("SAS_LENS_FIGURES")?, json!(figures).to_string())?;
        Ok(())
    })
}

/// A row of the table: what, how much, and what it must be.
fn figure(what: &str, value: &str, must: &str) -> Value {
    json!([what, value, must])
}

async fn layout_shift(page: &Page) -> Result<Value> {
    let mut most: f64 = 0.0;
    for (example, ..) in EXAMPLES {
        let button = format!("[data-example=\"{example}\"]");
        let shift = shift_after(page, async |page| page.press_on(&button).await).await?;
        most = most.max(shift.late).max(shift.unasked);
        page.open_anew().await?;
    }
    for link in LINKS {
        let shift = shift_after(page, async |page| page.paste_by_keys(link).await).await?;
        most = most.max(shift.late).max(shift.unasked);
        page.open_anew().await?;
    }
    Ok(figure(
        "Layout shift, worst",
        &format!("{most:.4}"),
        "0.0001",
    ))
}

async fn pastes(page: &Page) -> Result<Vec<Value>> {
    let script = "
        const [links, count] = args;
        const frame = () => new Promise(requestAnimationFrame);
        const verdict = () => document.querySelector('[data-part=\"verdict\"]');
        const changed = (before) => new Promise((resolve) => {
          const observer = new MutationObserver(() => {
            if (verdict() === null || verdict() === before) return;
            observer.disconnect();
            resolve();
          });
          observer.observe(document.body, { childList: true, subtree: true });
        });
        const samples = [];
        for (let turn = 0; turn < count; turn += 1) {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', links[turn % links.length]);
          const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
          await frame();
          // At no fixed place within a frame, as people paste.
          await new Promise((later) => setTimeout(later, Math.random() * 20));
          const shown = changed(verdict());
          const start = performance.now();
          document.body.dispatchEvent(paste);
          await shown;
          const updated = performance.now() - start;
          await frame();
          await frame();
          samples.push([updated, performance.now() - start]);
        }
        return samples;";
    let answer = page.js(script, &[json!(LINKS), json!(PASTES)]).await?;
    let samples: Vec<(f64, f64)> = serde_json::from_value(answer)?;
    let (updated, painted): (Vec<_>, Vec<_>) = samples.into_iter().unzip();
    let row = |what: &str, times: Vec<f64>, must: &str| {
        let (p50, p95) = percentiles(times);
        figure(what, &format!("{p50:.1} / {p95:.1} ms"), must)
    };
    Ok(vec![
        row("Paste to verdict in the document, p50 / p95", updated, ""),
        row("Paste to painted verdict, p50 / p95", painted, "p95 50 ms"),
    ])
}

async fn many_links(page: &Page) -> Result<Vec<Value>> {
    let script = "
        const [links, count] = args;
        const lines = Array.from({ length: count }, (_, line) => `${line} ${links[line % links.length]}`);
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', lines.join('\\n'));
        const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
        let longest = 0;
        const observer = new PerformanceObserver((list) => {
          longest = Math.max(longest, ...list.getEntries().map(({ duration }) => duration));
        });
        observer.observe({ type: 'longtask' });
        const list = document.querySelector('[data-part=\"result-list\"]');
        const filled = new Promise((resolve) => {
          new MutationObserver(() => list.childElementCount > 0 && resolve()).observe(list, { childList: true });
        });
        const start = performance.now();
        document.body.dispatchEvent(paste);
        await filled;
        await new Promise((later) => requestAnimationFrame(() => requestAnimationFrame(later)));
        const time = performance.now() - start;
        await new Promise((later) => setTimeout(later, 500));
        return [time, longest];";
    let answer = page.js(script, &[json!(LINKS), json!(MANY)]).await?;
    let (time, longest): (f64, f64) = serde_json::from_value(answer)?;
    // The browser reports tasks from 50 ms on.
    let longest = if longest > 0.0 {
        format!("{longest:.0} ms")
    } else {
        "under 50 ms".to_owned()
    };
    Ok(vec![
        figure(
            "10,000 links pasted, to a sorted list",
            &format!("{time:.0} ms"),
            "1000 ms",
        ),
        figure("  longest task of the page meanwhile", &longest, "50 ms"),
    ])
}

async fn core_speed(page: &Page) -> Result<Vec<Value>> {
    let script = "
        const [links, now, millis] = args;
        const { analyze } = await import('/pkg/sas_lens.js');
        const start = performance.now();
        let count = 0;
        while (performance.now() - start < millis) {
          for (const link of links) analyze(link, now);
          count += links.length;
        }
        return count / ((performance.now() - start) / 1000);";
    let millis = u64::try_from(RUN.as_millis())?;
    let answer = page
        .js(script, &[json!(LINKS), json!(NOW_MILLIS), json!(millis)])
        .await?;
    let in_page = answer.as_f64().ok_or("no number came back")?;
    let native = native_speed()?;
    Ok(vec![
        figure(
            "Reports per second, WebAssembly in the page",
            &format!("{in_page:.0}"),
            "",
        ),
        figure(
            "Reports per second, native, one thread",
            &format!("{native:.0}"),
            "",
        ),
        figure(
            "  native against WebAssembly",
            &format!("{:.1} x", native / in_page),
            "",
        ),
    ])
}

fn native_speed() -> Result<f64> {
    let now = DateTime::UNIX_EPOCH + TimeDelta::milliseconds(NOW_MILLIS);
    let options = Options::at(now);
    let start = Instant::now();
    let mut count = 0_u32;
    while start.elapsed() < RUN {
        for link in LINKS {
            // As the page does: up to the serialised report.
            black_box(serde_json::to_string(&sas_lens::analyze(
                black_box(link),
                &options,
            ))?);
            count += 1;
        }
    }
    Ok(f64::from(count) / start.elapsed().as_secs_f64())
}

/// Returns the 50th and the 95th percentile.
fn percentiles(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| {
        let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
        times.get(place).copied().unwrap_or(f64::NAN)
    };
    (at(50), at(95))
}
