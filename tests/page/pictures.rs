//! The pictures say what their text says: the time line in true proportion, the grid cell by cell.

use super::support::{Result, visit};
use crate::util::{fake_signature, fill};
use sas_lens::{Options, analyze};
use serde_json::{Value, json};

/// Links of every kind: account, service, delegation, with and without start, over and to come.
const LINKS: &[&str] = &[
    "https://contosoexample.blob.core.windows.net/?sv=2020-08-04&ss=bfqt&srt=sco&sp=rwdlacupitfx&se=2051-10-06T07:09:59Z&st=2021-10-05T23:09:59Z&spr=https,http&sig={sig}",
    "https://contosoexample.blob.core.windows.net/c/a.txt?sv=2022-11-02&sr=b&sp=r&st=2026-06-01T10:00:00Z&se=2026-06-01T11:00:00Z&skoid=11111111-1111-1111-1111-111111111111&sktid=11111111-1111-1111-1111-111111111111&skt=2026-06-01T09:00:00Z&ske=2026-06-02T09:00:00Z&sks=b&skv=2022-11-02&spr=https&sig={sig}",
    "https://contosoexample.blob.core.windows.net/c/a.txt?sv=2022-11-02&sr=b&sp=r&st=2030-01-01T00:00:00Z&se=2030-01-05T00:00:00Z&skoid=11111111-1111-1111-1111-111111111111&sktid=11111111-1111-1111-1111-111111111111&skt=2030-01-01T00:00:00Z&ske=2030-01-03T00:00:00Z&sks=b&skv=2022-11-02&sig={sig}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=racwdl&se=2099-01-01&sig={sig}",
    "https://contosoexample.file.core.windows.net/share?sv=2022-11-02&sr=s&sp=rl&st=2019-01-01&se=2020-01-01&sig={sig}",
    "https://contosoexample.queue.core.windows.net/q?sv=2022-11-02&sp=rp&se=9999-12-31T23:59:59Z&sig={sig}",
    "https://contosoexample.table.core.windows.net/t?sv=2019-02-02&tn=t&sp=raud&se=2027-01-01&sig={sig}",
    "https://contosoexample.blob.core.windows.net/?sv=2022-11-02&ss=q&srt=c&sp=d&se=2027-01-01&sig={sig}",
];

/// Where the time line puts its marks, where it should, and what the text beside it says.
const LINE: &str = "
    const line = document.querySelector('.timeline');
    const box = line.getBoundingClientRect();
    const left = (element) => (element.getBoundingClientRect().left - box.left) / box.width;
    const pins = [...line.querySelectorAll('.timeline__pin')].map((pin) => ({
      role: pin.dataset.role, at: Number(pin.dataset.at), left: left(pin) + pin.getBoundingClientRect().width / 2 / box.width,
    }));
    const listed = [...document.querySelectorAll('.moments__item')].map((item) => ({
      role: item.dataset.role, at: Number(item.dataset.at), time: item.querySelector('time')?.dateTime ?? '',
    }));
    const bars = Object.fromEntries(['used', 'left', 'key'].map((name) => {
      const bar = line.querySelector(`.timeline__${name}`);
      if (!bar) return [name, null];
      const { left: from, right: to } = bar.getBoundingClientRect();
      return [name, [(from - box.left) / box.width, (to - box.left) / box.width]];
    }));
    return { pins, listed, bars, label: line.getAttribute('aria-label'), summary: line.parentElement.querySelector('p').textContent, width: box.width };";

#[test]
fn the_time_line_is_to_scale_and_says_what_its_text_says() -> Result {
    visit(async |page| {
        for link in LINKS {
            page.show_verdict(&fill(link, &fake_signature())).await?;
            let line = page.js(LINE, &[]).await?;
            let listed = line["listed"].as_array().cloned().unwrap_or_default();
            let seconds = |mark: &Value| mark["at"].as_f64().unwrap_or(f64::NAN);
            // The text: in order of time, each with the moment that the picture uses.
            assert!(
                listed
                    .windows(2)
                    .all(|pair| seconds(&pair[0]) <= seconds(&pair[1])),
                "{link}: {listed:?}"
            );
            for mark in &listed {
                if let Some(time) = mark["time"].as_str().filter(|time| !time.is_empty()) {
                    let moment = chrono::DateTime::parse_from_rfc3339(time)
                        .map_err(|error| error.to_string())?;
                    #[expect(clippy::cast_precision_loss, reason = "seconds of this era")]
                    let at = moment.timestamp() as f64;
                    assert!((at - seconds(mark)).abs() < 1.0, "{link}: {mark}");
                }
            }
            // The picture: each mark where its moment belongs, to the pixel.
            let (first, last) = (seconds(&listed[0]), seconds(&listed[listed.len() - 1]));
            let width = line["width"].as_f64().unwrap_or(1.0);
            let place = |at: f64| (at - first) / (last - first).max(60.0);
            let near = |a: f64, b: f64| (a - b).abs() * width < 2.5;
            let pins = line["pins"].as_array().cloned().unwrap_or_default();
            assert!(pins.len() >= 2, "{link}: {pins:?}");
            for pin in &pins {
                let twin = listed.iter().find(|mark| mark["role"] == pin["role"]);
                assert_eq!(twin.map(&seconds), Some(seconds(pin)), "{link}: {pin}");
                let left = pin["left"].as_f64().unwrap_or(f64::NAN);
                assert!(
                    near(left, place(seconds(pin))),
                    "{link}: {pin} {}",
                    place(seconds(pin))
                );
            }
            let at = |role: &str| {
                listed
                    .iter()
                    .find(|mark| mark["role"] == role)
                    .map(&seconds)
            };
            let bar = |name: &str, end: usize| line["bars"][name][end].as_f64();
            let (now, end) = (at("now").unwrap_or(f64::NAN), at("end").unwrap_or(f64::NAN));
            let joint = now.clamp(first, end);
            assert!(
                bar("left", 1).is_some_and(|to| near(to, place(end))) || now > end,
                "{link}"
            );
            assert!(
                bar("used", 1).is_some_and(|to| near(
                    to,
                    place(joint).max(place(at("start").unwrap_or(first)))
                )),
                "{link}: {line}"
            );
            assert_eq!(bar("key", 0).is_some(), at("key-start").is_some(), "{link}");
            if let (Some(from), Some(to)) = (at("key-start"), at("key-end")) {
                assert!(
                    bar("key", 0).is_some_and(|left| near(left, place(from))),
                    "{link}"
                );
                assert!(
                    bar("key", 1).is_some_and(|left| near(left, place(to))),
                    "{link}"
                );
            }
            let (label, summary) = (
                line["label"].to_string(),
                line["summary"].as_str().unwrap_or("-"),
            );
            assert!(label.contains(summary), "{label} {summary}");
        }
        Ok(())
    })
}

/// The grid as it is read: a row's name, then its cells as shown.
const GRID: &str = "
    return [...document.querySelectorAll('.grid tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => ({
        harm: cell.dataset.harm ?? '',
        word: cell.querySelector('.grid__harm')?.textContent ?? '',
        letters: cell.querySelector('.grid__letters')?.textContent ?? '',
        text: cell.textContent,
      })));";

#[test]
fn the_grid_shows_what_the_core_says() -> Result {
    const SERVICES: [&str; 4] = ["blob", "file", "queue", "table"];
    const TARGETS: [&str; 3] = ["service", "container", "object"];
    visit(async |page| {
        for link in LINKS {
            let text = fill(link, &fake_signature());
            page.show_verdict(&text).await?;
            let grid = page.js(GRID, &[]).await?;
            let report = json!(analyze(&text, &Options::at(chrono::DateTime::UNIX_EPOCH)));
            let cells = report["tokens"][0]["access"]["cells"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            assert!(!cells.is_empty(), "{link}");
            for (row, service) in SERVICES.iter().enumerate() {
                for (column, target) in TARGETS.iter().enumerate() {
                    let shown = &grid[row][column];
                    let cell = cells
                        .iter()
                        .find(|cell| cell["service"] == *service && cell["target"] == *target);
                    let Some(cell) = cell else {
                        assert_eq!(shown["text"], "nothing", "{link}");
                        continue;
                    };
                    assert_eq!(shown["harm"], cell["harm"], "{link}");
                    assert_eq!(shown["letters"], cell["letters"], "{link}");
                    let word = shown["word"].as_str().unwrap_or_default().to_lowercase();
                    assert_eq!(json!(word), cell["harm"], "{link}");
                }
            }
        }
        Ok(())
    })
}

#[test]
fn without_a_readable_end_or_with_terms_on_the_server_there_is_no_false_picture() -> Result {
    visit(async |page| {
        let text = fill(
            "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&si=readers&sig={sig}",
            &fake_signature(),
        );
        page.show_verdict(&text).await?;
        let pictures = page
            .js(
                "return document.querySelectorAll('.timeline, .grid').length;",
                &[],
            )
            .await?;
        assert_eq!(pictures, 0);
        Ok(())
    })
}
