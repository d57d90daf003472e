//! Files and folders, as a browser hands them over: all of them are read, and what is not is told.

use super::support::{Files, Page, Result, fake_link, is_full, visit};
use serde_json::json;
use std::{
    fs,
    io::Write,
    time::{Duration, Instant},
};

/// What stands above the list, or in its place.
const TITLE: &str = ".ranking__title";

/// Opens every group of what was not read and returns the reasons with their paths.
const UNREAD: &str = "
    const folds = [...document.querySelectorAll('.unread details')];
    for (const fold of folds) fold.open = true;
    await new Promise((later) => setTimeout(later, 100));
    return folds.map(({ dataset, querySelectorAll }, at) => [
      dataset.reason,
      [...folds[at].querySelectorAll('.unread__path')].map(({ textContent }) => textContent).sort(),
    ]);";

async fn unread(page: &Page) -> Result<Vec<(String, Vec<String>)>> {
    Ok(serde_json::from_value(page.js(UNREAD, &[]).await?)?)
}

/// Holds back the choice of files until the page is told to go on.
const HOLD_CHOICE: &str = "
    window.mayGoOn = false;
    document.addEventListener('change', (event) => {
      if (!window.mayGoOn) event.stopImmediatePropagation();
    }, true);";

const GO_ON: &str = "
    window.mayGoOn = true;
    document.querySelector('[data-part=file]').dispatchEvent(new Event('change', { bubbles: true }));";

/// Gives no content of a file of a certain name.
const LOCK_ONE: &str = "
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const entry = webkitGetAsEntry.call(this);
      const file = (_, reject) => reject(new DOMException('', 'NotReadableError'));
      return entry.name === 'locked.txt' ? { name: entry.name, isDirectory: false, file } : entry;
    };";

/// Lets no worker that reads files begin.
const HOLD_READERS: &str = "
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (message.kind !== 'read') postMessage.call(this, message, ...rest);
    };";

/// Breaks the worker that is given a certain file.
const BREAK_READERS: &str = "
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (message.kind === 'read' && message.jobs.some(({ path }) => path.includes('breaks'))) {
        // Once it has started.
        setTimeout(() => this.dispatchEvent(new Event('error')), 1000);
      } else postMessage.call(this, message, ...rest);
    };";

/// A tree as people have it: a long folder, nested ones, a hidden file, a repository.
fn project(files: &Files) -> Result {
    for at in 0..250 {
        files.write(
            &format!("project/many/{at}.log"),
            &format!("line\n{}\n", fake_link(&format!("many{}", at % 25))),
        )?;
    }
    for depth in ["a", "a/b", "a/b/c"] {
        files.write(
            &format!("project/{depth}/deep.env"),
            &format!("URL={}\n", fake_link("deep")),
        )?;
    }
    files.write("project/.env", &fake_link("hidden"))?;
    files.write("project/.git/HEAD", "ref: refs/heads/main\n")?;
    files.write("project/.git/config", "[core]\n\tbare = false\n")?;
    files.write("project/.git/objects/info/packs", "\n")?;
    Ok(())
}

#[test]
fn of_a_folder_everything_is_read_however_many_and_deep() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        project(&files)?;
        page.drop_paths(&[files.path("project")]).await?;
        page.scan_ended().await?;
        let given = page.text_of(".scanning__title").await?;
        assert_eq!(given, "project, 257 files in all, with a Git repository");
        assert_eq!(page.text_of(TITLE).await?, "27 secrets found");
        assert_eq!(unread(page).await?, []);
        let closing = page.text_of(".closing").await?;
        // A repository is read as one, and counted by its files.
        assert!(closing.contains("Looked into 257 files"), "{closing}");
        assert!(!closing.contains("hidden files"), "{closing}");
        page.assert_quiet_console().await
    })
}

#[test]
fn a_folder_without_hidden_files_says_so() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        files.write("plain/a.txt", &fake_link("a"))?;
        page.drop_paths(&[files.path("plain")]).await?;
        page.scan_ended().await?;
        let closing = page.text_of(".closing").await?;
        assert!(closing.contains("No hidden files were seen"), "{closing}");
        Ok(())
    })
}

#[test]
fn a_chosen_folder_is_read_like_a_dropped_one() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        files.write("plain/a.txt", &fake_link("a"))?;
        files.write("plain/inner/b.txt", &fake_link("b"))?;
        page.choose("folder", &[files.path("plain")]).await?;
        page.scan_ended().await?;
        assert_eq!(page.text_of(TITLE).await?, "2 secrets found");
        let places = page.text_of(".finds").await?;
        assert!(places.contains("plain/inner/b.txt"), "{places}");
        Ok(())
    })
}

#[test]
fn a_picked_folder_is_read_to_its_depth() -> Result {
    visit(async |page| {
        let text = fake_link("a");
        // The browser's own dialog cannot be driven; a folder of its own storage is the same to a page.
        let script = "
            const root = await navigator.storage.getDirectory();
            let folder = await root.getDirectoryHandle('picked', { create: true });
            for (const name of ['.config', 'deep', 'deeper']) folder = await folder.getDirectoryHandle(name, { create: true });
            const file = await folder.getFileHandle('app.env', { create: true });
            const writable = await file.createWritable();
            await writable.write(args[0]);
            await writable.close();
            const picked = await root.getDirectoryHandle('picked');
            window.showDirectoryPicker = async () => picked;";
        page.js(script, &[text.into()]).await?;
        page.click("[data-part=\"open-folder\"]").await?;
        page.scan_ended().await?;
        assert_eq!(page.text_of(TITLE).await?, "1 secret found");
        let places = page.text_of(".finds").await?;
        let path = "picked/.config/deep/deeper/app.env";
        assert!(places.contains(path), "{places}");
        let script =
            "(await navigator.storage.getDirectory()).removeEntry('picked', { recursive: true });";
        page.js(&format!("await {script}"), &[]).await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn pasted_files_are_read_whatever_name_or_picture_comes_with_them() -> Result {
    visit(async |page| {
        let script = "
            const [names, text, beside] = args;
            const clipboardData = new DataTransfer();
            for (const name of names) clipboardData.items.add(new File([text], name));
            if (beside) clipboardData.setData('text/plain', beside);
            document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));";
        let text = format!("first\u{0}\n{}\n", fake_link("a"));
        for beside in ["", "a.bin\nb.bin"] {
            let args = [json!(["a.bin", "b.bin"]), json!(text), json!(beside)];
            page.js(script, &args).await?;
            page.scan_ended().await?;
            assert_eq!(page.text_of(TITLE).await?, "1 secret found");
            page.click("[data-part=\"files\"] .button").await?;
        }
        // A copied text comes with its picture.
        let args = [
            json!(["image.png"]),
            json!("no text"),
            json!(fake_link("b")),
        ];
        page.js(script, &args).await?;
        page.wait_until("document.querySelector('[data-part=\"verdict\"]')")
            .await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn what_comes_while_a_scan_goes_on_ends_it_only_when_its_reader_says_so() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        files.write("plain/a.txt", &fake_link("a"))?;
        page.js(HOLD_READERS, &[]).await?;
        page.drop_paths(&[files.path("plain")]).await?;
        page.wait_until("document.querySelector('.scanning')")
            .await?;
        page.paste(&fake_link("pasted")).await?;
        let question = "[aria-label=\"A question\"]";
        page.wait_until("document.querySelector('[aria-label=\"A question\"]').checkVisibility()")
            .await?;
        let told = page.text_of(question).await?;
        assert!(told.contains("A scan is going on"), "{told}");
        // Neither the keys nor leaving end it by an oversight.
        let stays = "
            const leaving = new Event('beforeunload', { cancelable: true });
            dispatchEvent(leaving);
            return [document.activeElement.textContent, leaving.defaultPrevented];";
        assert_eq!(page.js(stays, &[]).await?, json!(["Keep this", true]));
        page.click("[aria-label=\"A question\"] .button:last-child")
            .await?;
        page.wait_until("!document.querySelector('[aria-label=\"A question\"]').checkVisibility()")
            .await?;
        page.paste(&fake_link("pasted")).await?;
        page.verdict_after(async |page| {
            page.click("[aria-label=\"A question\"] .button:first-child")
                .await
        })
        .await?;
        let script = "
            const leaving = new Event('beforeunload', { cancelable: true });
            dispatchEvent(leaving);
            return leaving.defaultPrevented;";
        assert_eq!(page.js(script, &[]).await?, false);
        page.assert_quiet_console().await
    })
}

#[test]
fn what_was_held_back_is_not_lost_when_the_scan_ends() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let found = files.write("found.bin", &format!("\0{}", fake_link("a")))?;
        let nothing = files.write("nothing.bin", "\0nothing in here")?;
        let hold = "
            const { postMessage } = Worker.prototype;
            Worker.prototype.postMessage = function (message, ...rest) {
              const send = () => postMessage.call(this, message, ...rest);
              if (message.kind === 'read') window.goOn = send;
              else send();
            };";
        page.js(hold, &[]).await?;
        let question = "document.querySelector('[aria-label=\"A question\"]')";
        page.choose("file", &[found]).await?;
        page.wait_until("window.goOn").await?;
        page.paste(&fake_link("pasted")).await?;
        page.js("window.goOn(); delete window.goOn;", &[]).await?;
        page.wait_until(&format!(
            "{question}.textContent.includes('The scan is over')"
        ))
        .await?;
        page.click("[aria-label=\"A question\"] .button:last-child")
            .await?;
        assert_eq!(page.text_of(TITLE).await?, "1 secret found");

        page.choose("file", &[nothing]).await?;
        page.wait_until("window.goOn").await?;
        page.paste(&fake_link("pasted")).await?;
        page.verdict_after(async |page| {
            page.js("window.goOn(); delete window.goOn;", &[]).await?;
            Ok(())
        })
        .await?;
        assert!(page.text_of(".verdict__sentence").await?.contains("pasted"));
        page.assert_quiet_console().await
    })
}

#[test]
fn a_folder_that_the_browser_refuses_gets_a_hint() -> Result {
    visit(async |page| {
        page.js(
            "window.showDirectoryPicker = async () => { throw new DOMException('', 'AbortError'); };",
            &[],
        )
        .await?;
        // The page asked for it when it started; it is there in this browser.
        page.click("[data-part=\"open-folder\"]").await?;
        page.wait_until("document.querySelector('[data-part=\"folder-hint\"]').checkVisibility()")
            .await?;
        let hint = page.text_of("[data-part=\"folder-hint\"]").await?;
        assert!(hint.contains("drop it here"), "{hint}");
        Ok(())
    })
}

#[test]
fn what_the_browser_does_not_give_is_told() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let paths = [
            files.write("a.txt", &fake_link("a"))?,
            files.write("locked.txt", &fake_link("b"))?,
        ];
        page.js(LOCK_ONE, &[]).await?;
        page.drop_paths(&paths).await?;
        page.scan_ended().await?;
        let expected = ("unreadable".to_owned(), vec!["locked.txt".to_owned()]);
        assert_eq!(unread(page).await?, [expected]);
        assert_eq!(page.text_of(TITLE).await?, "1 secret found");
        Ok(())
    })
}

#[test]
fn a_file_that_is_gone_is_told() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let paths = [
            files.write("a.txt", &fake_link("a"))?,
            files.write("gone.txt", &fake_link("b"))?,
        ];
        page.js(HOLD_CHOICE, &[]).await?;
        page.choose("file", &paths).await?;
        fs::remove_file(&paths[1])?;
        page.js(GO_ON, &[]).await?;
        page.scan_ended().await?;
        let told = unread(page).await?;
        assert!(
            matches!(&told[..], [(reason, paths)] if (reason == "vanished" || reason == "unreadable") && paths == &["gone.txt"]),
            "{told:?}"
        );
        Ok(())
    })
}

#[test]
fn stopping_is_at_once_and_tells_what_was_not_reached() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let mut paths = Vec::new();
        for at in 0..20 {
            paths.push(files.write(&format!("{at}.txt"), "nothing")?);
        }
        page.js(HOLD_READERS, &[]).await?;
        page.choose("file", &paths).await?;
        page.wait_until("document.querySelector('[data-deed=\"stop\"]')")
            .await?;
        page.click("[data-deed=\"pause\"]").await?;
        let title = page.text_of(".scanning__title").await?;
        assert!(title.starts_with("Pausing"), "{title}");
        let start = Instant::now();
        page.click("[data-deed=\"stop\"]").await?;
        page.scan_ended().await?;
        assert!(start.elapsed() < Duration::from_secs(2));
        let told = unread(page).await?;
        assert!(
            matches!(&told[..], [(reason, paths)] if reason == "stopped" && paths.len() == 20),
            "{told:?}"
        );
        // Nothing was found, and nothing is called clean.
        let text = page.text_of("[data-part=\"verdict\"]").await?;
        assert!(
            text.contains("Nothing found in what could be read"),
            "{text}"
        );
        assert!(!text.to_lowercase().contains("clean"), "{text}");
        Ok(())
    })
}

#[test]
fn a_file_that_breaks_a_worker_costs_only_itself() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let mut paths = vec![files.write("breaks.txt", &fake_link("broken"))?];
        for at in 0..12 {
            paths.push(files.write(&format!("{at}.txt"), &fake_link(&format!("c{at}")))?);
        }
        page.js(BREAK_READERS, &[]).await?;
        page.choose("file", &paths).await?;
        page.scan_ended().await?;
        let expected = ("fault".to_owned(), vec!["breaks.txt".to_owned()]);
        assert_eq!(unread(page).await?, [expected]);
        assert_eq!(page.text_of(TITLE).await?, "12 secrets found");
        Ok(())
    })
}

#[test]
fn where_nothing_is_found_it_says_what_was_looked_at_and_what_that_does_not_prove() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let paths = [
            files.write("a.txt", "no link in here")?,
            files.write("b.bin", "\0\0\0\0")?,
        ];
        page.choose("file", &paths).await?;
        page.scan_ended().await?;
        let text = page.text_of("[data-part=\"verdict\"]").await?;
        assert!(text.contains("Nothing found"), "{text}");
        assert!(text.contains("2 files"), "{text}");
        assert!(text.contains("is not found so"), "{text}");
        page.assert_quiet_console().await
    })
}

#[test]
fn a_small_text_file_is_read_as_a_text_and_scanned_when_it_seems_empty() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let one = files.write("one.txt", &fake_link("alone"))?;
        page.verdict_after(async |page| page.choose("file", &[one]).await)
            .await?;
        let text = page.text_of(".verdict__sentence").await?;
        assert!(text.contains("alone"), "{text}");
        assert_eq!(page.text_of(TITLE).await?, "");
        let none = files.write("none.txt", "no link in here")?;
        page.choose("file", &[none]).await?;
        page.scan_ended().await?;
        let text = page.text_of("[data-part=\"verdict\"]").await?;
        assert!(text.contains("Nothing found"), "{text}");
        Ok(())
    })
}

#[test]
fn nothing_is_asked_for_while_files_are_read() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        project(&files)?;
        page.network().await?;
        page.site.requests()?;
        page.drop_paths(&[files.path("project")]).await?;
        page.scan_ended().await?;
        page.click(".find__row").await?;
        page.wait_until("document.querySelector('.standing')")
            .await?;
        page.assert_no_requests().await
    })
}

#[test]
fn clearing_ends_the_workers_and_leaves_nothing() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        project(&files)?;
        page.js(
            "window.living = new Set();
             const Worker_ = window.Worker;
             window.Worker = class extends Worker_ {
               constructor(...how) { super(...how); window.living.add(this); }
               terminate() { window.living.delete(this); super.terminate(); }
             };",
            &[],
        )
        .await?;
        for way in ["clear", "paste"] {
            page.drop_paths(&[files.path("project")]).await?;
            page.scan_ended().await?;
            page.click(".find__row").await?;
            page.wait_until("document.querySelector('.standing')")
                .await?;
            if way == "clear" {
                page.click("[data-deed=\"clear\"]").await?;
            } else {
                page.verdict_after(async |page| page.paste(&fake_link("next")).await)
                    .await?;
                page.click("[data-part=\"clear\"]").await?;
            }
            page.wait_until("window.living.size === 0").await?;
            let left = "return ['many', 'contosoexample'].filter((word) =>
                document.querySelector('.intake').textContent.includes(word)
                || document.querySelector('[data-part=result]').textContent.includes(word));";
            assert_eq!(page.js(left, &[]).await?, json!([]), "{way}");
        }
        Ok(())
    })
}

#[test]
fn a_scan_can_be_begun_anew_while_one_is_going_on() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        project(&files)?;
        let other = [
            files.write("x.txt", &fake_link("x"))?,
            files.write("y.txt", &fake_link("y"))?,
        ];
        page.drop_paths(&[files.path("project")]).await?;
        page.drop_paths(&other).await?;
        page.wait_until("document.querySelector('.scanning__title')?.textContent === '2 files'")
            .await?;
        page.scan_ended().await?;
        assert_eq!(page.text_of(TITLE).await?, "2 secrets found");
        Ok(())
    })
}

#[test]
fn sizes_that_people_have_are_read_to_the_end() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let (count, megabytes) = if is_full() { (10_000, 1024) } else { (500, 16) };
        for at in 0..count {
            files.write(&format!("tree/{}/{at}.txt", at % 37), "nothing in here\n")?;
        }
        let path = files.write("tree/large.log", "")?;
        let mut log = fs::OpenOptions::new().append(true).open(path)?;
        let line = "2026-06-01T12:00:00Z GET /index.html 200 1234 in 12 ms, from 203.0.113.7\n";
        let block = line.repeat((1 << 20) / line.len());
        for _ in 0..megabytes {
            log.write_all(block.as_bytes())?;
        }
        writeln!(log, "{}", fake_link("last"))?;
        page.drop_paths(&[files.path("tree")]).await?;
        let start = Instant::now();
        while page
            .text_of("[data-deed=\"clear\"]:not([hidden])")
            .await?
            .is_empty()
        {
            assert!(
                start.elapsed() < Duration::from_mins(5),
                "it takes too long"
            );
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        page.scan_ended().await?;
        assert_eq!(page.text_of(TITLE).await?, "1 secret found");
        assert_eq!(unread(page).await?, []);
        let given = page.text_of(".scanning__title").await?;
        let expected = if is_full() { "10,001" } else { "501" };
        assert_eq!(given, format!("tree, {expected} files in all"));
        Ok(())
    })
}
