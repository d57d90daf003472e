//! How requests are written: where they go, and what they carry.

use super::support::{DELEGATED, account, operation, parts, read, scoped, words};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sas_lens::report::Request;

fn request(link: &str, id: &str) -> Request {
    operation(&read(link), id).request.clone().unwrap()
}

fn host(link: &str, id: &str) -> String {
    let request = request(link, id);
    let words = words(&request.curl);
    let address = words
        .into_iter()
        .find(|word| word.starts_with("http"))
        .unwrap();
    let (_, rest) = address.split_once("://").unwrap();
    rest.split(['/', '?']).next().unwrap().to_owned()
}

#[test]
fn a_request_is_made_from_the_link() {
    let link = scoped("blob", "sv=2022-11-02&sr=c&sp=rwl&spr=https");
    let list = request(&link, "blob/list-blobs");
    assert_eq!(list.method, "GET");
    assert_eq!(list.path, "/c?restype=container&comp=list");
    assert_eq!(
        list.curl,
        "curl 'https://contosoexample.blob.core.windows.net/c?restype=container&comp=list\
         &se=2026-06-04&sv=2022-11-02&sr=c&sp=rwl&spr=https&sig=<signature>' \
         -H 'x-ms-version: 2023-11-03'"
    );
    let put = request(&link, "blob/put-blob-new");
    assert_eq!(put.path, "/c/<new-blob>");
    assert_eq!(
        put.curl,
        "curl -X PUT 'https://contosoexample.blob.core.windows.net/c/<new-blob>\
         ?se=2026-06-04&sv=2022-11-02&sr=c&sp=rwl&spr=https&sig=<signature>' \
         -H 'x-ms-version: 2023-11-03' -H 'x-ms-blob-type: BlockBlob' -H 'If-None-Match: *' \
         -H 'Content-Type: application/octet-stream' --data-binary '@<file>'"
    );
    let head = request(&link, "blob/get-blob-properties");
    assert!(head.curl.starts_with("curl --head 'https://"));
}

#[test]
fn what_the_link_does_not_say_is_a_placeholder() {
    let link = account("sv=2022-11-02&ss=bqt&srt=sco&sp=rwdlaup");
    assert_eq!(request(&link, "blob/get-blob").path, "/<container>/<blob>");
    assert_eq!(
        request(&link, "queue/delete-message").path,
        "/<queue>/messages/<message>?popreceipt=<receipt>"
    );
    assert_eq!(
        request(&link, "table/delete-entity").path,
        "/<table>(PartitionKey='<partition>',RowKey='<row>')"
    );
    let (_, headers) = parts(&request(&link, "table/delete-entity"));
    assert!(headers.contains(&"If-Match: *".to_owned()));
    let (_, headers) = parts(&request(&link, "blob/copy-blob-new"));
    assert!(headers.contains(&"x-ms-copy-source: <source>".to_owned()));
    // The account of a bare token is not known.
    let bare = "?se=2026-06-04&sv=2022-11-02&sr=c&sp=r";
    assert_eq!(
        host(bare, "blob/get-blob"),
        "<account>.blob.core.windows.net"
    );
    assert_eq!(request(bare, "blob/get-blob").path, "/<container>/<blob>");
}

#[test]
fn an_account_link_names_what_its_own_service_has() {
    let link = "https://contosoexample.queue.core.windows.net/orders?sv=2022-11-02&ss=bq&srt=co\
        &sp=rp&se=2026-06-04";
    assert_eq!(request(link, "queue/get-messages").path, "/orders/messages");
    // The queue's name is no container's.
    assert_eq!(request(link, "blob/get-blob").path, "/<container>/<blob>");
}

#[test]
fn each_service_has_its_own_host() {
    let all = "sv=2022-11-02&ss=bfqt&srt=sco&sp=rwl&se=2026-06-04";
    for (base, expected) in [
        (
            "https://contosoexample.blob.core.windows.net/",
            [
                "contosoexample.dfs.core.windows.net",
                "contosoexample.queue.core.windows.net",
                "contosoexample-secondary.blob.core.windows.net",
            ],
        ),
        (
            "https://contosoexample.dfs.core.usgovcloudapi.net/",
            [
                "contosoexample.dfs.core.usgovcloudapi.net",
                "contosoexample.queue.core.usgovcloudapi.net",
                "contosoexample-secondary.blob.core.usgovcloudapi.net",
            ],
        ),
        (
            "https://contosoexample.z07.file.storage.azure.net/",
            [
                "contosoexample.z07.dfs.storage.azure.net",
                "contosoexample.z07.queue.storage.azure.net",
                "contosoexample-secondary.z07.blob.storage.azure.net",
            ],
        ),
        (
            "https://contosoexample.z13.web.core.windows.net/",
            [
                "contosoexample.dfs.core.windows.net",
                "contosoexample.queue.core.windows.net",
                "contosoexample-secondary.blob.core.windows.net",
            ],
        ),
        (
            "https://contosoexample.privatelink.blob.core.windows.net/",
            [
                "contosoexample.dfs.core.windows.net",
                "contosoexample.queue.core.windows.net",
                "contosoexample-secondary.blob.core.windows.net",
            ],
        ),
        (
            "https://contosoexample-secondary.z07.blob.storage.azure.net/",
            [
                "contosoexample-secondary.z07.dfs.storage.azure.net",
                "contosoexample-secondary.z07.queue.storage.azure.net",
                "contosoexample-secondary.z07.blob.storage.azure.net",
            ],
        ),
        (
            "https://files.contoso.example/",
            [
                "<account>.dfs.core.windows.net",
                "<account>.queue.core.windows.net",
                // The second copy has another host.
                "<account>-secondary.blob.core.windows.net",
            ],
        ),
    ] {
        let link = format!("{base}?{all}");
        let hosts = [
            "dfs/read",
            "queue/list-queues",
            "blob/get-blob-service-stats",
        ];
        assert_eq!(hosts.map(|id| host(&link, id)), expected, "{base}");
    }
}

#[test]
fn the_secondary_host_is_only_read_from() {
    let link = "https://contosoexample-secondary.blob.core.windows.net/c/b?sv=2022-11-02&sr=b\
        &sp=rw&se=2026-06-04";
    let secondary = "contosoexample-secondary.blob.core.windows.net";
    assert_eq!(host(link, "blob/get-blob"), secondary);
    assert_eq!(
        host(link, "blob/put-blob-overwrite"),
        "contosoexample.blob.core.windows.net"
    );
    // Taking messages is more than reading, and file shares have no second copy.
    let link = "https://contosoexample-secondary.queue.core.windows.net/orders?sv=2022-11-02\
        &ss=qf&srt=sco&sp=rlp&se=2026-06-04";
    for (id, expected) in [
        (
            "queue/get-messages",
            "contosoexample.queue.core.windows.net",
        ),
        (
            "queue/peek-messages",
            "contosoexample-secondary.queue.core.windows.net",
        ),
        ("file/get-file", "contosoexample.file.core.windows.net"),
    ] {
        assert_eq!(host(link, id), expected, "{id}");
    }
}

#[test]
fn the_second_copy_of_a_website_shows_its_container() {
    let link = "https://contosoexample-secondary.z13.web.core.windows.net/index.html\
        ?sv=2022-11-02&sr=b&sp=rw&se=2026-06-04";
    let get = request(link, "blob/get-blob");
    assert_eq!(get.path, "/$web/index.html");
    assert_eq!(
        host(link, "blob/get-blob"),
        "contosoexample-secondary.blob.core.windows.net"
    );
    assert_eq!(read(link).resource.container.as_deref(), Some("$web"));
    // Its whole path is below that.
    let link = "https://contosoexample.z13.web.core.windows.net/a/b.html?sv=2022-11-02&sr=c&sp=r\
        &se=2026-06-04";
    assert_eq!(request(link, "blob/get-blob").path, "/$web/a/b.html");
}

#[test]
fn statistics_are_not_asked_of_a_host_that_does_not_have_them() {
    for base in [
        "https://files.contoso.example/",
        "https://10.0.0.4/contosoexample/",
        "",
    ] {
        let link = format!("{base}?sv=2022-11-02&ss=b&srt=s&sp=r&se=2026-06-04");
        assert_eq!(
            host(&link, "blob/get-blob-service-stats"),
            "<account>-secondary.blob.core.windows.net"
        );
    }
}

#[test]
fn the_emulator_has_ports_for_services() {
    let link = "http://127.0.0.1:10000/devstoreaccount1/c/b.txt?sv=2022-11-02&ss=bfqt&srt=sco\
        &sp=rwl&se=2026-06-04";
    let address = |id: &str| parts(&request(link, id)).0;
    let blob = address("blob/get-blob");
    assert_eq!(
        (blob.scheme(), blob.port(), blob.path()),
        ("http", Some(10000), "/devstoreaccount1/c/b.txt")
    );
    let queue = address("queue/list-queues");
    assert_eq!(
        (queue.port(), queue.path()),
        (Some(10001), "/devstoreaccount1/")
    );
    let stats = address("table/get-table-service-stats");
    assert_eq!(
        (stats.port(), stats.path()),
        (Some(10002), "/devstoreaccount1-secondary/")
    );
    // It has neither Data Lake nor file shares.
    let token = read(link);
    let is_missing = |id: &str| id.starts_with("dfs/") || id.starts_with("file/");
    assert!(
        !token
            .access
            .operations
            .iter()
            .any(|one| is_missing(&one.id))
    );
    // The address of its second copy leads to the same account.
    let copy = link.replace("devstoreaccount1", "devstoreaccount1-secondary");
    let token = read(&copy);
    assert_eq!(token.resource.account.as_deref(), Some("devstoreaccount1"));
    for (id, path) in [
        ("blob/get-blob", "/devstoreaccount1/c/b.txt"),
        ("blob/put-blob-overwrite", "/devstoreaccount1/c/b.txt"),
        (
            "blob/get-blob-service-stats",
            "/devstoreaccount1-secondary/",
        ),
    ] {
        assert_eq!(parts(&request(&copy, id)).0.path(), path, "{id}");
    }
}

#[test]
fn the_disks_of_azure_have_no_data_lake() {
    let token = read(
        "https://md-abc123.z12.blob.storage.azure.net/d/abcd?sv=2018-03-28&sr=b&sp=r&se=2026-06-04",
    );
    assert!(
        token
            .access
            .operations
            .iter()
            .all(|one| !one.id.starts_with("dfs/"))
    );
    let path = "/d/abcd";
    assert_eq!(
        operation(&token, "blob/get-blob")
            .request
            .as_ref()
            .unwrap()
            .path,
        path
    );
}

#[test]
fn a_snapshot_or_version_is_named_in_each_request() {
    let moment = "2024-05-06T07:08:09.1234567Z";
    let link = scoped(
        "blob",
        &format!("sv=2022-11-02&sr=bs&sp=rdy&snapshot={moment}"),
    );
    let with = |path: &str| format!("/c/d/e.txt?{path}snapshot={moment}");
    assert_eq!(request(&link, "blob/get-blob").path, with(""));
    assert_eq!(
        request(&link, "blob/delete-blob-permanently").path,
        with("") + "&deletetype=permanent"
    );
    assert_eq!(
        request(&link, "blob/get-block-list").path,
        with("comp=blocklist&blocklisttype=all&")
    );
    // A snapshot has no snapshots.
    assert!(
        !request(&link, "blob/delete-blob")
            .curl
            .contains("x-ms-delete-snapshots")
    );
    let link = scoped(
        "blob",
        &format!("sv=2022-11-02&sr=bv&sp=x&versionid={moment}"),
    );
    assert_eq!(
        request(&link, "blob/delete-blob-version").path,
        format!("/c/d/e.txt?versionid={moment}")
    );
    // Neither counts in a link for the blob itself.
    let link = scoped(
        "blob",
        &format!("sv=2022-11-02&sr=b&sp=r&snapshot={moment}"),
    );
    assert_eq!(request(&link, "blob/get-blob").path, "/c/d/e.txt");
}

#[test]
fn what_the_request_must_carry_beside_the_link_is_there() {
    let user = "sduoid=99999999-2222-3333-4444-555555555555";
    let link = scoped(
        "blob",
        &format!("sv=2026-04-06&sr=c&sp=r&sks=b{DELEGATED}&{user}&srh=x-a,x-b&srq=tag"),
    );
    let (address, headers) = parts(&request(&link, "blob/get-blob"));
    for header in [
        "Authorization: Bearer <access-token>",
        "x-a: <value>",
        "x-b: <value>",
    ] {
        assert!(headers.contains(&header.to_owned()), "{header}");
    }
    assert!(headers.contains(&"x-ms-version: 2026-04-06".to_owned()));
    assert!(
        address
            .query_pairs()
            .any(|(name, value)| name == "tag" && value == "<value>")
    );
}

#[test]
fn the_query_is_read_back_as_it_was() {
    let wanted = [
        ("si", "a b+c&d=e'f%"),
        ("sip", "1.2.3.4-1.2.3.9"),
        ("rscd", "file; n=\"x\""),
    ];
    let params: Vec<String> = wanted
        .iter()
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
        .collect();
    let link = scoped(
        "blob",
        &format!(
            "sv=2022-11-02&sr=c&sp=r&{}&comp=list&junk=1",
            params.join("&")
        ),
    );
    let (address, _) = parts(&request(&link, "blob/get-blob"));
    let read: Vec<(String, String)> = address
        .query_pairs()
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    for (name, value) in wanted {
        assert!(
            read.contains(&(name.to_owned(), value.to_owned())),
            "{name} in {address}"
        );
    }
    // What the pasted request asked for is not part of another.
    assert!(
        !read
            .iter()
            .any(|(name, _)| name == "comp" || name == "junk")
    );
    assert!(!address.query().unwrap().contains('+'));
}
