//! What requests are sent to: never something else than the row says, nor outside of the link.

use super::support::{account, operation, parts, read, scoped};
use sas_lens::report::Request;

fn request(link: &str, id: &str) -> Request {
    operation(&read(link), id).request.clone().unwrap()
}

#[track_caller]
fn assert_paths(link: &str, expected: &[(&str, &str)]) {
    let token = read(link);
    for (id, path) in expected {
        let request = operation(&token, id).request.as_ref().unwrap();
        assert_eq!(request.path, *path, "{id} with {link}");
    }
}

fn directory_link(path: &str, depth: usize) -> String {
    let letters = "racwdlmeop";
    format!(
        "https://contosoexample.dfs.core.windows.net/{path}?sv=2022-11-02&sr=d&sdd={depth}\
         &sp={letters}&se=2026-06-04"
    )
}

#[test]
fn a_new_name_is_not_the_name_in_the_link() {
    assert_paths(
        &scoped("blob", "sv=2026-04-06&sr=c&sp=racwdxyltfmeopi"),
        &[
            ("blob/put-blob-new", "/c/<new-blob>"),
            ("blob/put-blob-from-url-new", "/c/<new-blob>"),
            ("blob/put-blob-with-tags-new", "/c/<new-blob>"),
            ("blob/copy-blob-new", "/c/<new-blob>"),
            ("blob/copy-blob-from-url-new", "/c/<new-blob>"),
            ("blob/put-block-list-new", "/c/<new-blob>?comp=blocklist"),
            ("dfs/create-path-new", "/c/<new-path>?resource=file"),
            ("blob/put-blob-overwrite", "/c/d/e.txt"),
        ],
    );
    assert_paths(
        &scoped("file", "sv=2022-11-02&sr=s&sp=rcwdl"),
        &[
            ("file/create-file-new", "/c/<new-file>"),
            ("file/copy-file-new", "/c/<new-file>"),
            (
                "file/create-directory",
                "/c/<new-directory>?restype=directory",
            ),
            ("file/create-file-overwrite", "/c/d/e.txt"),
        ],
    );
}

#[test]
fn a_link_for_one_file_creates_that_file_and_says_what_becomes_of_the_old_one() {
    let link = scoped("file", "sv=2022-11-02&sr=f&sp=cw");
    let token = read(&link);
    for id in ["file/create-file-new", "file/copy-file-new"] {
        let operation = operation(&token, id);
        assert_eq!(operation.request.as_ref().unwrap().path, "/c/d/e.txt");
        let note = operation.note.as_ref().unwrap();
        assert!(
            note.text
                .ends_with("If the file exists, it is replaced, or the request is refused."),
            "{}",
            note.text
        );
    }
    // For blobs the request itself says that nothing is to be replaced.
    let put = request(
        &scoped("blob", "sv=2022-11-02&sr=b&sp=c"),
        "blob/put-blob-new",
    );
    assert_eq!(put.path, "/c/d/e.txt");
    assert!(put.curl.contains("'If-None-Match: *'"));
}

#[test]
fn a_move_goes_from_the_link_to_a_new_name() {
    let query = "se=2026-06-04&sv=2022-11-02&sr=c&sp=m&sig=<signature>";
    let link = scoped("blob", "sv=2022-11-02&sr=c&sp=m");
    let rename = request(&link, "dfs/rename");
    assert_eq!(rename.path, "/c/<new-path>");
    let (address, headers) = parts(&rename);
    let source = format!("x-ms-rename-source: /c/d/e.txt?{query}");
    assert!(headers.contains(&source), "{headers:?}");
    assert!(address.query().unwrap().contains("sp=m&sig="));
    // The new place is outside of a link for one blob.
    let link = scoped("blob", "sv=2022-11-02&sr=b&sp=m");
    let rename = request(&link, "dfs/rename");
    assert_eq!(rename.path, "/c/<new-path>");
    let (address, headers) = parts(&rename);
    let source = format!(
        "x-ms-rename-source: /c/d/e.txt?{}",
        query.replace("sr=c", "sr=b")
    );
    assert!(headers.contains(&source), "{headers:?}");
    assert!(!address.query().unwrap().contains("sp=m"), "{address}");
    let link = scoped("file", "sv=2022-11-02&sr=s&sp=rcwdl");
    let host = "https://contosoexample.file.core.windows.net";
    for (id, target, source) in [
        ("rename-file", "/c/<new-path>?comp=rename", "d/e.txt"),
        (
            "rename-directory",
            "/c/<new-path>?restype=directory&comp=rename",
            "<directory>",
        ),
    ] {
        let rename = request(&link, &format!("file/{id}"));
        assert_eq!(rename.path, target);
        let source = format!(
            "x-ms-file-rename-source: {host}/c/{source}?se=2026-06-04&sv=2022-11-02&sr=s&sp=rcwdl\
             &sig=<signature>"
        );
        assert!(parts(&rename).1.contains(&source), "{}", rename.curl);
    }
    let container = request(
        "https://contosoexample.blob.core.windows.net/old?sv=2022-11-02&ss=b&srt=c&sp=w\
         &se=2026-06-04",
        "blob/rename-container",
    );
    assert_eq!(
        container.path,
        "/<new-container>?restype=container&comp=rename"
    );
    assert!(container.curl.contains("'x-ms-source-container-name: old'"));
}

#[test]
fn requests_stay_within_a_directory() {
    // The link names the directory and nothing in it.
    assert_paths(
        &directory_link("fs/dir", 1),
        &[
            ("dfs/read", "/fs/dir/<path>"),
            ("blob/get-blob", "/fs/dir/<blob>"),
            ("blob/put-blob-overwrite", "/fs/dir/<blob>"),
            ("blob/put-blob-new", "/fs/dir/<new-blob>"),
            ("dfs/create-path-new", "/fs/dir/<new-path>?resource=file"),
            ("dfs/delete", "/fs/dir/<path>"),
            ("dfs/delete-recursive", "/fs/dir?recursive=true"),
            ("dfs/set-access-control", "/fs/dir?action=setAccessControl"),
            (
                "dfs/list-paths",
                "/fs?resource=filesystem&recursive=true&directory=dir",
            ),
            ("dfs/rename", "/fs/dir/<new-path>"),
            (
                "blob/list-blobs",
                "/fs?restype=container&comp=list&prefix=dir/",
            ),
            (
                "blob/get-account-information",
                "/fs/dir?restype=account&comp=properties",
            ),
        ],
    );
    // It names something in the directory.
    assert_paths(
        &directory_link("fs/dir/sub/f.txt", 1),
        &[
            ("dfs/read", "/fs/dir/sub/f.txt"),
            ("dfs/delete-recursive", "/fs/dir?recursive=true"),
            ("dfs/create-path-new", "/fs/dir/<new-path>?resource=file"),
            (
                "dfs/list-paths",
                "/fs?resource=filesystem&recursive=true&directory=dir",
            ),
        ],
    );
    // It names less than the directory.
    assert_paths(
        &directory_link("fs/dir", 2),
        &[
            ("blob/get-blob", "/fs/<directory>/<blob>"),
            ("dfs/delete-recursive", "/fs/<directory>?recursive=true"),
            (
                "blob/get-account-information",
                "/fs/<directory>?restype=account&comp=properties",
            ),
            (
                "blob/list-blobs",
                "/fs?restype=container&comp=list&prefix=<directory>/",
            ),
        ],
    );
    // The root is no narrower than the container.
    assert_paths(
        &directory_link("fs", 0),
        &[
            ("dfs/list-paths", "/fs?resource=filesystem&recursive=true"),
            ("dfs/read", "/fs/<path>"),
            ("blob/list-blobs", "/fs?restype=container&comp=list"),
        ],
    );
}

#[test]
fn nothing_is_asked_that_the_request_can_do_without() {
    assert_paths(
        &scoped("blob", "sv=2022-11-02&sr=c&sp=l"),
        &[("dfs/list-paths", "/c?resource=filesystem&recursive=true")],
    );
    assert_paths(
        &scoped("file", "sv=2022-11-02&sr=s&sp=l"),
        &[(
            "file/list-directories-and-files",
            "/c?restype=directory&comp=list",
        )],
    );
    assert_paths(
        &account("sv=2022-11-02&ss=bf&srt=c&sp=l"),
        &[
            (
                "dfs/list-paths",
                "/<container>?resource=filesystem&recursive=true",
            ),
            (
                "file/list-directories-and-files",
                "/<share>?restype=directory&comp=list",
            ),
        ],
    );
}

#[test]
fn a_version_has_no_snapshots() {
    let link = scoped(
        "blob",
        "versionid=2024-05-06T07:08:09.1234567Z&sv=2022-11-02&sr=bv&sp=d",
    );
    let delete = request(&link, "blob/delete-blob");
    assert_eq!(
        delete.path,
        "/c/d/e.txt?versionid=2024-05-06T07:08:09.1234567Z"
    );
    assert!(!delete.curl.contains("x-ms-delete-snapshots"));
}

#[test]
fn a_path_that_a_client_would_change_is_not_written() {
    let host = "https://contosoexample.blob.core.windows.net";
    let query = "sv=2022-11-02&sr=b&sp=rd&se=2026-06-04";
    for path in ["c/%2e%2e/x", "c/a/../b", "c/a/.", "c/%2E/b", "c/a%2F..%2Fb"] {
        assert_paths(
            &format!("{host}/{path}?{query}"),
            &[("blob/delete-blob", "/c/<blob>")],
        );
    }
    assert_paths(
        &format!("{host}/../x?sv=2022-11-02&sr=c&sp=r&se=2026-06-04"),
        &[("blob/get-blob", "/<container>/x")],
    );
    // Names may hold and start with dots.
    assert_paths(
        &format!("{host}/c/.../..b?{query}"),
        &[("blob/delete-blob", "/c/.../..b")],
    );
    // Bytes that are no text.
    assert_paths(
        &format!("{host}/c/%FF.txt?{query}"),
        &[("blob/get-blob", "/c/<blob>")],
    );
    // A slash at the end is part of a blob's name, and signed.
    for path in ["c/b/", "c/b%2F", "c/b//"] {
        let expected = format!("/{}", path.replace("%2F", "/"));
        assert_paths(
            &format!("{host}/{path}?{query}"),
            &[("blob/get-blob", &expected)],
        );
    }
}
