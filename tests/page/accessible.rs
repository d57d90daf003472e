//! The page works for everyone: axe finds nothing, and nothing needs a wide screen.

use super::support::{Page, Result, visit};

/// Fake, and plainly so: the signature says "not-a-real-signature-only-a-demo".
const LINK: &str = "https://contosoexample.blob.core.windows.net/backups?sv=2022-11-02&sr=c&sp=rwdl\
    &se=2027-06-30&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D";

/// A desktop, a phone, and a desktop zoomed to 400 %.
const SIZES: &[(u32, u32)] = &[(1280, 720), (360, 640), (320, 256)];

#[test]
fn the_empty_page_is_accessible_at_every_size() -> Result {
    visit(check_all_sizes)
}

#[test]
fn a_verdict_is_accessible_at_every_size() -> Result {
    visit(async |page| {
        page.paste(LINK).await?;
        page.wait_until("document.querySelector('[data-part=\"verdict\"]')")
            .await?;
        check_all_sizes(page).await
    })
}

async fn check_all_sizes(page: &Page) -> Result {
    for &(width, height) in SIZES {
        page.resize(width, height).await?;
        let faults = page.accessibility_faults().await?;
        assert!(faults.is_empty(), "at {width} pixels: {faults:#?}");
        let fits = "const { scrollWidth, clientWidth } = document.documentElement;
                    return scrollWidth <= clientWidth;";
        assert_eq!(
            page.js(fits, &[]).await?,
            true,
            "{width} pixels need sideways scrolling"
        );
    }
    Ok(())
}
