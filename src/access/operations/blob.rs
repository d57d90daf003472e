//! The operations of Blob Storage.

super::operations! {
    Blob:
    "blob/list-containers" "List Containers" GET "/?comp=list" =>
        ReadEverything ["list-containers"];
        account 's' "l";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/list-containers2";
    "blob/get-blob-service-properties" "Get Blob Service Properties" GET "/?restype=service&comp=properties" =>
        ReadEverything ["read-settings"];
        account 's' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-blob-service-properties";
    "blob/set-blob-service-properties" "Set Blob Service Properties" PUT "/?restype=service&comp=properties" ["Content-Type: application/xml"] body =>
        HideTraces ["change-settings"];
        account 's' "w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-blob-service-properties"
        "It can switch logging off, open the account to other websites and turn on its public website.";
    "blob/get-blob-service-stats" "Get Blob Service Stats" GET "/?restype=service&comp=stats" =>
        Other ["read-settings"];
        account 's' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-blob-service-stats"
        "It is answered by the secondary host only.";
    "blob/get-account-information" "Get Account Information" GET "{here}?restype=account&comp=properties" =>
        Other [];
        account '*' "any";
        scoped "b bs bv c d" "any";
        "https://learn.microsoft.com/rest/api/storageservices/get-account-information"
        "It tells the account's type, and whether it has real folders.";
    "blob/get-user-delegation-key" "Get User Delegation Key" POST "/?restype=service&comp=userdelegationkey" ["Content-Type: application/xml"] body =>
        ExtendAccess [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-user-delegation-key";
    "blob/find-blobs-by-tags" "Find Blobs by Tags" GET "/?comp=blobs&where={condition}" =>
        ReadEverything ["find-by-tags-anywhere"];
        account 'o' "f";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/find-blobs-by-tags";
    "blob/batch" "Blob Batch" POST "/?comp=batch" ["Content-Type: multipart/mixed; boundary={boundary}"] body =>
        Destroy ["delete-data"];
        account '?' "unsettled";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/blob-batch"
        "Each request inside a batch needs its own permission.";
    "blob/preflight" "Preflight Blob Request" OPTIONS "/{container}/{blob}" ["Origin: {website}" "Access-Control-Request-Method: GET"] =>
        Other [];
        account '*' "nothing";
        scoped "b bs bv c d" "nothing";
        "https://learn.microsoft.com/rest/api/storageservices/preflight-blob-request";
    "blob/create-container" "Create Container" PUT "/{container}?restype=container" =>
        PlantFiles ["create-containers"];
        account 'c' "c|w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/create-container";
    "blob/get-container-properties" "Get Container Properties" HEAD "/{container}?restype=container" =>
        ReadEverything ["read-properties"];
        account 'c' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-container-properties";
    "blob/get-container-metadata" "Get Container Metadata" HEAD "/{container}?restype=container&comp=metadata" =>
        ReadEverything ["read-properties"];
        account 'c' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-container-metadata";
    "blob/set-container-metadata" "Set Container Metadata" PUT "/{container}?restype=container&comp=metadata" ["x-ms-meta-{name}: {value}"] =>
        Other ["change-container-metadata"];
        account 'c' "w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-container-metadata";
    "blob/lease-container" "Lease Container: acquire, renew, change or release" PUT "/{container}?restype=container&comp=lease" ["x-ms-lease-action: acquire" "x-ms-lease-duration: 60"] =>
        ExtendAccess ["change-container-metadata"];
        account 'c' "w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/lease-container";
    "blob/lease-container-break" "Lease Container: break" PUT "/{container}?restype=container&comp=lease" ["x-ms-lease-action: break"] =>
        ExtendAccess ["delete-containers" "change-container-metadata"];
        account 'c' "w|d@2017-07-29";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/lease-container";
    "blob/delete-container" "Delete Container" DELETE "/{container}?restype=container" =>
        Destroy ["delete-containers"];
        account 'c' "d";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/delete-container";
    "blob/get-container-acl" "Get Container ACL" GET "/{container}?restype=container&comp=acl" =>
        ReadEverything [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-container-acl";
    "blob/set-container-acl" "Set Container ACL" PUT "/{container}?restype=container&comp=acl" ["Content-Type: application/xml"] body =>
        ExtendAccess [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-container-acl"
        "It would make a container public, or change its stored access policies.";
    "blob/list-blobs" "List Blobs" GET "/{container}?restype=container&comp=list[&prefix={directory}/]" =>
        ReadEverything ["list-items"];
        account 'c' "l";
        scoped "c d?" "l";
        "https://learn.microsoft.com/rest/api/storageservices/list-blobs";
    "blob/find-blobs-by-tags-container" "Find Blobs by Tags in Container" GET "/{container}?restype=container&comp=blobs&where={condition}" =>
        ReadEverything ["find-by-tags"];
        account 'c' "f?";
        scoped "c" "f";
        "https://learn.microsoft.com/rest/api/storageservices/find-blobs-by-tags-container";
    "blob/batch-container" "Blob Batch in a container" POST "/{container}?restype=container&comp=batch" ["Content-Type: multipart/mixed; boundary={boundary}"] body =>
        Destroy ["delete-data"];
        account '?' "unsettled";
        scoped "c" "unsettled";
        "https://learn.microsoft.com/rest/api/storageservices/blob-batch"
        "Each request inside a batch needs its own permission.";
    "blob/restore-container" "Restore Container" PUT "/{container}?restype=container&comp=undelete" ["x-ms-deleted-container-name: {name}" "x-ms-deleted-container-version: {version}"] =>
        Other ["create-containers"];
        account '?' "unsettled change";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/restore-container";
    "blob/rename-container" "Rename Container" PUT "/{new-container}?restype=container&comp=rename" ["x-ms-source-container-name: {container}"] =>
        Other [];
        account '?' "unsettled change";
        scoped "" "never";
        "https://github.com/Azure/azure-rest-api-specs/blob/08686280c143a8ed7d7de05a862daf1bbb159b5a/specification/storage/data-plane/Microsoft.BlobStorage/preview/2021-12-02/blob.json";
    "blob/put-blob-new" "Put Blob, new name" PUT "/{container}/{new-blob}" ["x-ms-blob-type: BlockBlob" "If-None-Match: *" "Content-Type: application/octet-stream"] body =>
        PlantFiles ["add-data"];
        account 'o' "c|w";
        scoped "b bs bv c d" "c|w";
        "https://learn.microsoft.com/rest/api/storageservices/put-blob";
    "blob/put-blob-overwrite" "Put Blob, overwrite" PUT "/{container}/{blob}" ["x-ms-blob-type: BlockBlob" "Content-Type: application/octet-stream"] body =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/put-blob";
    "blob/put-blob-from-url-new" "Put Blob From URL, new name" PUT "/{container}/{new-blob}" ["x-ms-blob-type: BlockBlob" "If-None-Match: *" "x-ms-copy-source: {source}"] =>
        PlantFiles ["add-data"];
        account 'o' "c?|w?";
        scoped "b bs bv c d" "c?|w?";
        "https://learn.microsoft.com/rest/api/storageservices/put-blob-from-url"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "blob/put-blob-from-url-overwrite" "Put Blob From URL, overwrite" PUT "/{container}/{blob}" ["x-ms-blob-type: BlockBlob" "x-ms-copy-source: {source}"] =>
        PlantFiles ["replace-data"];
        account 'o' "w?";
        scoped "b bs bv c d" "w?";
        "https://learn.microsoft.com/rest/api/storageservices/put-blob-from-url"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "blob/get-blob" "Get Blob" GET "/{container}/{blob}" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "b bs bv c d" "r";
        "https://learn.microsoft.com/rest/api/storageservices/get-blob";
    "blob/get-blob-properties" "Get Blob Properties" HEAD "/{container}/{blob}" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "b bs bv c d" "r";
        "https://learn.microsoft.com/rest/api/storageservices/get-blob-properties";
    "blob/get-blob-properties-system" "Get Blob Properties, system properties only" HEAD "/{container}/{blob}" =>
        ReadEverything ["read-data" "read-access-lists"];
        account 'o' "r|e?";
        scoped "b bs bv c d" "r|e";
        "https://learn.microsoft.com/rest/api/storageservices/get-blob-properties";
    "blob/get-blob-metadata" "Get Blob Metadata" HEAD "/{container}/{blob}?comp=metadata" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "b bs bv c d" "r";
        "https://learn.microsoft.com/rest/api/storageservices/get-blob-metadata";
    "blob/set-blob-properties" "Set Blob Properties" PUT "/{container}/{blob}?comp=properties" ["x-ms-blob-content-type: {type}"] =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/set-blob-properties";
    "blob/set-blob-metadata" "Set Blob Metadata" PUT "/{container}/{blob}?comp=metadata" ["x-ms-meta-{name}: {value}"] =>
        Other ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/set-blob-metadata";
    "blob/get-blob-tags" "Get Blob Tags" GET "/{container}/{blob}?comp=tags" =>
        ReadEverything ["change-tags"];
        account 'o' "t";
        scoped "b bs bv c" "t";
        "https://learn.microsoft.com/rest/api/storageservices/get-blob-tags";
    "blob/set-blob-tags" "Set Blob Tags" PUT "/{container}/{blob}?comp=tags" ["Content-Type: application/xml"] body =>
        Other ["change-tags"];
        account 'o' "t";
        scoped "b bs bv c" "t";
        "https://learn.microsoft.com/rest/api/storageservices/set-blob-tags";
    "blob/put-blob-with-tags-new" "Put Blob with tags, new name" PUT "/{container}/{new-blob}" ["x-ms-blob-type: BlockBlob" "If-None-Match: *" "x-ms-tags: {tags}" "Content-Type: application/octet-stream"] body =>
        PlantFiles ["add-data"];
        account 'o' "c&t?|w&t?";
        scoped "b bs bv c" "c&t?|w&t?";
        "https://learn.microsoft.com/rest/api/storageservices/put-blob"
        "Other requests that write can set tags in the same way.";
    "blob/put-blob-with-tags-overwrite" "Put Blob with tags, overwrite" PUT "/{container}/{blob}" ["x-ms-blob-type: BlockBlob" "x-ms-tags: {tags}" "Content-Type: application/octet-stream"] body =>
        PlantFiles ["replace-data"];
        account 'o' "w&t?";
        scoped "b bs bv c" "w&t?";
        "https://learn.microsoft.com/rest/api/storageservices/put-blob"
        "Other requests that write can set tags in the same way.";
    "blob/delete-blob" "Delete Blob, with its snapshots" DELETE "/{container}/{blob}" ["x-ms-delete-snapshots: include"] =>
        Destroy ["delete-data"];
        account 'o' "d";
        scoped "b bs bv c d" "d";
        "https://learn.microsoft.com/rest/api/storageservices/delete-blob";
    "blob/delete-blob-version" "Delete Blob, one version" DELETE "/{container}/{blob}?versionid={version}" =>
        HideTraces ["delete-versions"];
        account 'o' "x";
        scoped "b bv c" "x";
        "https://learn.microsoft.com/rest/api/storageservices/delete-blob";
    "blob/delete-blob-permanently" "Delete Blob, a deleted snapshot or version for good" DELETE "/{container}/{blob}?versionid={version}&deletetype=permanent" =>
        HideTraces ["purge-deleted"];
        account 'o' "y";
        scoped "b bs bv c" "y";
        "https://learn.microsoft.com/rest/api/storageservices/delete-blob"
        "It works only where the account allows permanent deletion.";
    "blob/undelete-blob" "Undelete Blob" PUT "/{container}/{blob}?comp=undelete" =>
        Other ["replace-data"];
        account 'o' "w?";
        scoped "b bs bv c d" "w?";
        "https://learn.microsoft.com/rest/api/storageservices/undelete-blob";
    "blob/lease-blob" "Lease Blob: acquire, renew, change or release" PUT "/{container}/{blob}?comp=lease" ["x-ms-lease-action: acquire" "x-ms-lease-duration: 60"] =>
        ExtendAccess ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/lease-blob";
    "blob/lease-blob-break" "Lease Blob: break" PUT "/{container}/{blob}?comp=lease" ["x-ms-lease-action: break"] =>
        ExtendAccess ["delete-data" "replace-data"];
        account 'o' "w|d@2017-07-29";
        scoped "b bs? bv? c d" "w|d@2017-07-29";
        "https://learn.microsoft.com/rest/api/storageservices/lease-blob";
    "blob/snapshot-blob" "Snapshot Blob" PUT "/{container}/{blob}?comp=snapshot" =>
        Other ["add-data"];
        account 'o' "c|w";
        scoped "b bs bv c d" "c|w";
        "https://learn.microsoft.com/rest/api/storageservices/snapshot-blob";
    "blob/copy-blob-new" "Copy Blob, to a new name" PUT "/{container}/{new-blob}" ["x-ms-copy-source: {source}" "If-None-Match: *"] =>
        PlantFiles ["add-data"];
        account 'o' "c|w";
        scoped "b bs bv c d" "c|w";
        "https://learn.microsoft.com/rest/api/storageservices/copy-blob"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "blob/copy-blob-overwrite" "Copy Blob, overwrite" PUT "/{container}/{blob}" ["x-ms-copy-source: {source}"] =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/copy-blob"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "blob/copy-blob-from-url-new" "Copy Blob From URL, to a new name" PUT "/{container}/{new-blob}" ["x-ms-copy-source: {source}" "x-ms-requires-sync: true" "If-None-Match: *"] =>
        PlantFiles ["add-data"];
        account 'o' "c|w";
        scoped "b bs bv c d" "c|w";
        "https://learn.microsoft.com/rest/api/storageservices/copy-blob-from-url"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "blob/copy-blob-from-url-overwrite" "Copy Blob From URL, overwrite" PUT "/{container}/{blob}" ["x-ms-copy-source: {source}" "x-ms-requires-sync: true"] =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/copy-blob-from-url"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "blob/incremental-copy-blob" "Incremental Copy Blob" PUT "/{container}/{blob}?comp=incrementalcopy" ["x-ms-copy-source: {source}"] =>
        PlantFiles ["add-data"];
        account 'o' "c|w";
        scoped "b bs bv c d" "c|w";
        "https://learn.microsoft.com/rest/api/storageservices/incremental-copy-blob"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "blob/abort-copy-blob" "Abort Copy Blob" PUT "/{container}/{blob}?comp=copy&copyid={copy}" ["x-ms-copy-action: abort"] =>
        Other ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/abort-copy-blob";
    "blob/put-block" "Put Block" PUT "/{container}/{blob}?comp=block&blockid={block}" ["Content-Type: application/octet-stream"] body =>
        PlantFiles ["add-data" "replace-data"];
        account 'o' "w|c@2026-04-06";
        scoped "b bs bv c d" "w|c@2026-04-06";
        "https://learn.microsoft.com/rest/api/storageservices/put-block";
    "blob/put-block-from-url" "Put Block From URL" PUT "/{container}/{blob}?comp=block&blockid={block}" ["x-ms-copy-source: {source}"] =>
        PlantFiles ["add-data" "replace-data"];
        account 'o' "w|c@2026-04-06";
        scoped "b bs bv c d" "w|c@2026-04-06";
        "https://learn.microsoft.com/rest/api/storageservices/put-block-from-url"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "blob/put-block-list-new" "Put Block List, new name" PUT "/{container}/{new-blob}?comp=blocklist" ["If-None-Match: *" "Content-Type: application/xml"] body =>
        PlantFiles ["add-data"];
        account 'o' "w|c@2026-04-06";
        scoped "b bs bv c d" "w|c@2026-04-06";
        "https://learn.microsoft.com/rest/api/storageservices/put-block-list";
    "blob/put-block-list-overwrite" "Put Block List, overwrite" PUT "/{container}/{blob}?comp=blocklist" ["Content-Type: application/xml"] body =>
        PlantFiles ["replace-data"];
        account 'o' "w|c@2026-04-06?";
        scoped "b bs bv c d" "w|c@2026-04-06?";
        "https://learn.microsoft.com/rest/api/storageservices/put-block-list";
    "blob/get-block-list" "Get Block List" GET "/{container}/{blob}?comp=blocklist&blocklisttype=all" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "b bs bv c d" "r";
        "https://learn.microsoft.com/rest/api/storageservices/get-block-list";
    "blob/query-blob-contents" "Query Blob Contents" POST "/{container}/{blob}?comp=query" ["Content-Type: application/xml"] body =>
        ReadEverything ["read-data"];
        account 'o' "r?";
        scoped "b bs bv c d" "r?";
        "https://learn.microsoft.com/rest/api/storageservices/query-blob-contents";
    "blob/set-blob-tier" "Set Blob Tier" PUT "/{container}/{blob}?comp=tier" ["x-ms-access-tier: {tier}"] =>
        Destroy ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/set-blob-tier"
        "Data in the archive tier cannot be read until it is brought back.";
    "blob/set-blob-expiry" "Set Blob Expiry" PUT "/{container}/{blob}?comp=expiry" ["x-ms-expiry-option: RelativeToNow" "x-ms-expiry-time: {milliseconds}"] =>
        Destroy ["replace-data"];
        account 'o' "w?";
        scoped "b bs bv c d" "w?";
        "https://learn.microsoft.com/rest/api/storageservices/set-blob-expiry"
        "It needs an account with real folders (a hierarchical namespace).";
    "blob/set-blob-immutability-policy" "Set Blob Immutability Policy" PUT "/{container}/{blob}?comp=immutabilityPolicies" ["x-ms-immutability-policy-until-date: {date}" "x-ms-immutability-policy-mode: Unlocked"] =>
        HideTraces ["change-legal-holds"];
        account 'o' "i";
        scoped "b bs bv c" "i";
        "https://learn.microsoft.com/rest/api/storageservices/set-blob-immutability-policy";
    "blob/delete-blob-immutability-policy" "Delete Blob Immutability Policy" DELETE "/{container}/{blob}?comp=immutabilityPolicies" =>
        HideTraces ["change-legal-holds"];
        account 'o' "i";
        scoped "b bs bv c" "i";
        "https://learn.microsoft.com/rest/api/storageservices/delete-blob-immutability-policy";
    "blob/set-blob-legal-hold" "Set Blob Legal Hold" PUT "/{container}/{blob}?comp=legalhold" ["x-ms-legal-hold: false"] =>
        HideTraces ["change-legal-holds"];
        account 'o' "i";
        scoped "b bs bv c" "i";
        "https://learn.microsoft.com/rest/api/storageservices/set-blob-legal-hold";
    "blob/put-page" "Put Page: update" PUT "/{container}/{blob}?comp=page" ["x-ms-page-write: update" "x-ms-range: bytes=0-511" "Content-Type: application/octet-stream"] body =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/put-page";
    "blob/put-page-from-url" "Put Page From URL" PUT "/{container}/{blob}?comp=page" ["x-ms-page-write: update" "x-ms-range: bytes=0-511" "x-ms-source-range: bytes=0-511" "x-ms-copy-source: {source}"] =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/put-page-from-url"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "blob/clear-page" "Put Page: clear" PUT "/{container}/{blob}?comp=page" ["x-ms-page-write: clear" "x-ms-range: bytes=0-511"] =>
        Destroy ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/put-page";
    "blob/get-page-ranges" "Get Page Ranges" GET "/{container}/{blob}?comp=pagelist" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "b bs bv c d" "r";
        "https://learn.microsoft.com/rest/api/storageservices/get-page-ranges";
    "blob/append-block" "Append Block" PUT "/{container}/{blob}?comp=appendblock" ["Content-Type: application/octet-stream"] body =>
        PlantFiles ["append-data" "replace-data"];
        account 'o' "a|w";
        scoped "b bs bv c d" "a|w";
        "https://learn.microsoft.com/rest/api/storageservices/append-block";
    "blob/append-block-from-url" "Append Block From URL" PUT "/{container}/{blob}?comp=appendblock" ["x-ms-copy-source: {source}"] =>
        PlantFiles ["append-data" "replace-data"];
        account 'o' "a|w";
        scoped "b bs bv c d" "a|w";
        "https://learn.microsoft.com/rest/api/storageservices/append-block-from-url"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "blob/append-blob-seal" "Append Blob Seal" PUT "/{container}/{blob}?comp=seal" =>
        Other ["replace-data"];
        account 'o' "w?";
        scoped "b bs bv c d" "w?";
        "https://learn.microsoft.com/rest/api/storageservices/append-blob-seal";
}
