//! How the page is seen and when: colours, motion, paper; and a clock that stands still.

use super::{Page, Result};
use chrono::{DateTime, Utc};
use serde_json::json;

/// The colours that a reader's system asks for.
#[derive(Clone, Copy, Default)]
pub(crate) enum Scheme {
    #[default]
    Light,
    Dark,
}

/// How a reader's system shows pages. The default is light, on a screen, with motion.
#[derive(Clone, Copy, Default)]
pub(crate) struct Look {
    pub(crate) scheme: Scheme,
    /// The system's own few colours in place of the page's.
    pub(crate) forced_colors: bool,
    pub(crate) reduced_motion: bool,
    /// As on paper.
    pub(crate) print: bool,
}

/// The looks in which every state of the page is checked, by name.
pub(crate) const LOOKS: [(&str, Look); 4] = {
    let light = Look {
        scheme: Scheme::Light,
        forced_colors: false,
        // Pictures are taken of what stands still.
        reduced_motion: true,
        print: false,
    };
    [
        ("light", light),
        (
            "dark",
            Look {
                scheme: Scheme::Dark,
                ..light
            },
        ),
        (
            "forced",
            Look {
                forced_colors: true,
                ..light
            },
        ),
        (
            "print",
            Look {
                print: true,
                ..light
            },
        ),
    ]
};

impl Page {
    /// Shows the page as a reader's system would. Stays so when a page is opened anew.
    pub(crate) async fn emulate(&self, look: Look) -> Result {
        let chosen = |is_on, name| if is_on { name } else { "" };
        let scheme = match look.scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let features = [
            ("prefers-color-scheme", scheme),
            ("forced-colors", chosen(look.forced_colors, "active")),
            (
                "prefers-reduced-motion",
                chosen(look.reduced_motion, "reduce"),
            ),
        ];
        let features = features.map(|(name, value)| json!({ "name": name, "value": value }));
        let media =
            json!({ "media": if look.print { "print" } else { "screen" }, "features": features });
        self.devtools("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    /// Lets every page opened from now on live in one moment, in UTC and English, so that it looks
    /// the same on every day and machine. Timers run on.
    pub(super) async fn stop_the_clock(&self, now: DateTime<Utc>) -> Result {
        let script = format!(
            "Date.now = () => {};
             Date = new Proxy(Date, {{
               construct: (date, args, made) => Reflect.construct(date, args.length > 0 ? args : [date.now()], made),
               apply: (date) => new date(date.now()).toString(),
             }});",
            now.timestamp_millis()
        );
        for (method, params) in [
            (
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": script }),
            ),
            (
                "Emulation.setTimezoneOverride",
                json!({ "timezoneId": "UTC" }),
            ),
            ("Emulation.setLocaleOverride", json!({ "locale": "en" })),
        ] {
            self.devtools(method, params).await?;
        }
        Ok(())
    }
}
