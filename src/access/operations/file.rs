//! The operations of Azure Files.

super::operations! {
    File:
    "file/list-shares" "List Shares" GET "/?comp=list" =>
        ReadEverything ["list-containers"];
        account 's' "l";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/list-shares";
    "file/get-file-service-properties" "Get File Service Properties" GET "/?restype=service&comp=properties" =>
        ReadEverything ["read-settings"];
        account 's' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-file-service-properties";
    "file/set-file-service-properties" "Set File Service Properties" PUT "/?restype=service&comp=properties" ["Content-Type: application/xml"] body =>
        ExtendAccess ["change-settings"];
        account 's' "w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-file-service-properties"
        "It can open the account to other websites.";
    "file/create-share" "Create Share" PUT "/{share}?restype=share" =>
        PlantFiles ["create-containers"];
        account 'c' "c|w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/create-share";
    "file/snapshot-share" "Snapshot Share" PUT "/{share}?restype=share&comp=snapshot" =>
        Other ["create-containers"];
        account 'c' "c|w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/snapshot-share";
    "file/get-share-properties" "Get Share Properties" HEAD "/{share}?restype=share" =>
        ReadEverything ["read-properties"];
        account 'c' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-share-properties";
    "file/get-share-metadata" "Get Share Metadata" HEAD "/{share}?restype=share&comp=metadata" =>
        ReadEverything ["read-properties"];
        account 'c' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-share-metadata";
    "file/get-share-stats" "Get Share Stats" GET "/{share}?restype=share&comp=stats" =>
        ReadEverything ["read-properties"];
        account 'c' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-share-stats";
    "file/set-share-properties" "Set Share Properties" PUT "/{share}?restype=share&comp=properties" ["x-ms-share-quota: {gigabytes}"] =>
        Other ["change-container-metadata"];
        account 'c' "w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-share-properties";
    "file/set-share-metadata" "Set Share Metadata" PUT "/{share}?restype=share&comp=metadata" ["x-ms-meta-{name}: {value}"] =>
        Other ["change-container-metadata"];
        account 'c' "w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-share-metadata";
    "file/delete-share" "Delete Share" DELETE "/{share}?restype=share" ["x-ms-delete-snapshots: include"] =>
        Destroy ["delete-containers"];
        account 'c' "d";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/delete-share";
    "file/restore-share" "Restore Share" PUT "/{share}?restype=share&comp=undelete" ["x-ms-deleted-share-name: {name}" "x-ms-deleted-share-version: {version}"] =>
        Other [];
        account '?' "unsettled change";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/restore-share";
    "file/get-share-acl" "Get Share ACL" GET "/{share}?restype=share&comp=acl" =>
        ReadEverything [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-share-acl";
    "file/set-share-acl" "Set Share ACL" PUT "/{share}?restype=share&comp=acl" ["Content-Type: application/xml"] body =>
        ExtendAccess [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-share-acl"
        "It would change the share's stored access policies.";
    "file/create-permission" "Create Permission" PUT "/{share}?restype=share&comp=filepermission" ["Content-Type: application/json"] body =>
        ExtendAccess [];
        account '?' "unsettled change";
        scoped "s" "unsettled change";
        "https://learn.microsoft.com/rest/api/storageservices/create-permission";
    "file/get-permission" "Get Permission" GET "/{share}?restype=share&comp=filepermission" ["x-ms-file-permission-key: {key}"] =>
        ReadEverything [];
        account '?' "unsettled";
        scoped "s" "unsettled";
        "https://learn.microsoft.com/rest/api/storageservices/get-permission";
    "file/lease-share" "Lease Share" PUT "/{share}?restype=share&comp=lease" ["x-ms-lease-action: acquire" "x-ms-lease-duration: 60"] =>
        ExtendAccess [];
        account '?' "unsettled change";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/lease-share";
    "file/list-directories-and-files" "List Directories and Files" GET "/{share}[/{directory}]?restype=directory&comp=list" =>
        ReadEverything ["list-items"];
        account 'c' "l";
        scoped "s" "l";
        "https://learn.microsoft.com/rest/api/storageservices/list-directories-and-files";
    "file/create-directory" "Create Directory" PUT "/{share}/{new-directory}?restype=directory" ["x-ms-file-permission: inherit" "x-ms-file-attributes: None" "x-ms-file-creation-time: now" "x-ms-file-last-write-time: now"] =>
        PlantFiles ["add-data"];
        account 'o' "c|w";
        scoped "s" "c?|w?";
        "https://learn.microsoft.com/rest/api/storageservices/create-directory";
    "file/get-directory-properties" "Get Directory Properties" HEAD "/{share}/{directory}?restype=directory" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "s" "r?";
        "https://learn.microsoft.com/rest/api/storageservices/get-directory-properties";
    "file/get-directory-metadata" "Get Directory Metadata" HEAD "/{share}/{directory}?restype=directory&comp=metadata" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "s" "r?";
        "https://learn.microsoft.com/rest/api/storageservices/get-directory-metadata";
    "file/set-directory-metadata" "Set Directory Metadata" PUT "/{share}/{directory}?restype=directory&comp=metadata" ["x-ms-meta-{name}: {value}"] =>
        Other ["replace-data"];
        account 'o' "w";
        scoped "s" "w?";
        "https://learn.microsoft.com/rest/api/storageservices/set-directory-metadata";
    "file/set-directory-properties" "Set Directory Properties" PUT "/{share}/{directory}?restype=directory&comp=properties" ["x-ms-file-permission: preserve" "x-ms-file-attributes: preserve" "x-ms-file-creation-time: preserve" "x-ms-file-last-write-time: preserve"] =>
        Other ["replace-data"];
        account 'o' "w";
        scoped "s" "w?";
        "https://learn.microsoft.com/rest/api/storageservices/set-directory-properties";
    "file/delete-directory" "Delete Directory" DELETE "/{share}/{directory}?restype=directory" =>
        Destroy ["delete-data"];
        account 'o' "d";
        scoped "s" "d?";
        "https://learn.microsoft.com/rest/api/storageservices/delete-directory";
    "file/create-file-new" "Create File, new name" PUT "/{share}/{new-file}" ["x-ms-type: file" "x-ms-content-length: {length}" "x-ms-file-permission: inherit" "x-ms-file-attributes: None" "x-ms-file-creation-time: now" "x-ms-file-last-write-time: now"] =>
        PlantFiles ["add-data"];
        account 'o' "c|w";
        scoped "f s" "c|w";
        "https://learn.microsoft.com/rest/api/storageservices/create-file";
    "file/create-file-overwrite" "Create File, overwrite" PUT "/{share}/{file}" ["x-ms-type: file" "x-ms-content-length: {length}" "x-ms-file-permission: inherit" "x-ms-file-attributes: None" "x-ms-file-creation-time: now" "x-ms-file-last-write-time: now"] =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "f s" "w";
        "https://learn.microsoft.com/rest/api/storageservices/create-file";
    "file/get-file" "Get File" GET "/{share}/{file}" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "f s" "r";
        "https://learn.microsoft.com/rest/api/storageservices/get-file";
    "file/get-file-properties" "Get File Properties" HEAD "/{share}/{file}" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "f s" "r";
        "https://learn.microsoft.com/rest/api/storageservices/get-file-properties";
    "file/get-file-metadata" "Get File Metadata" HEAD "/{share}/{file}?comp=metadata" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "f s" "r";
        "https://learn.microsoft.com/rest/api/storageservices/get-file-metadata";
    "file/set-file-properties" "Set File Properties" PUT "/{share}/{file}?comp=properties" ["x-ms-content-type: {type}" "x-ms-file-permission: preserve" "x-ms-file-attributes: preserve" "x-ms-file-creation-time: preserve" "x-ms-file-last-write-time: preserve"] =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "f s" "w";
        "https://learn.microsoft.com/rest/api/storageservices/set-file-properties";
    "file/set-file-metadata" "Set File Metadata" PUT "/{share}/{file}?comp=metadata" ["x-ms-meta-{name}: {value}"] =>
        Other ["replace-data"];
        account 'o' "w";
        scoped "f s" "w";
        "https://learn.microsoft.com/rest/api/storageservices/set-file-metadata";
    "file/put-range" "Put Range: update" PUT "/{share}/{file}?comp=range" ["x-ms-write: update" "x-ms-range: bytes=0-{last}" "Content-Type: application/octet-stream"] body =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "f s" "w";
        "https://learn.microsoft.com/rest/api/storageservices/put-range";
    "file/clear-range" "Put Range: clear" PUT "/{share}/{file}?comp=range" ["x-ms-write: clear" "x-ms-range: bytes=0-{last}"] =>
        Destroy ["replace-data"];
        account 'o' "w";
        scoped "f s" "w";
        "https://learn.microsoft.com/rest/api/storageservices/put-range";
    "file/put-range-from-url" "Put Range From URL" PUT "/{share}/{file}?comp=range" ["x-ms-write: update" "x-ms-range: bytes=0-{last}" "x-ms-source-range: bytes=0-{last}" "x-ms-copy-source: {source}"] =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "f s" "w";
        "https://learn.microsoft.com/rest/api/storageservices/put-range-from-url"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "file/list-ranges" "List Ranges" GET "/{share}/{file}?comp=rangelist" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "f s" "r";
        "https://learn.microsoft.com/rest/api/storageservices/list-ranges";
    "file/delete-file" "Delete File" DELETE "/{share}/{file}" =>
        Destroy ["delete-data"];
        account 'o' "d";
        scoped "f s" "d";
        "https://learn.microsoft.com/rest/api/storageservices/delete-file2";
    "file/copy-file-new" "Copy File, to a new name" PUT "/{share}/{new-file}" ["x-ms-copy-source: {source}"] =>
        PlantFiles ["add-data"];
        account 'o' "c|w";
        scoped "f s" "c|w";
        "https://learn.microsoft.com/rest/api/storageservices/copy-file"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "file/copy-file-overwrite" "Copy File, overwrite" PUT "/{share}/{file}" ["x-ms-copy-source: {source}"] =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "f s" "w";
        "https://learn.microsoft.com/rest/api/storageservices/copy-file"
        "What is copied must be readable by itself: public, or with a link of its own.";
    "file/abort-copy-file" "Abort Copy File" PUT "/{share}/{file}?comp=copy&copyid={copy}" ["x-ms-copy-action: abort"] =>
        Other ["replace-data"];
        account 'o' "w";
        scoped "f s" "w";
        "https://learn.microsoft.com/rest/api/storageservices/abort-copy-file";
    "file/list-handles" "List Handles" GET "/{share}/{file}?comp=listhandles" =>
        ReadEverything [];
        account '?' "unsettled";
        scoped "f s" "unsettled";
        "https://learn.microsoft.com/rest/api/storageservices/list-handles";
    "file/force-close-handles" "Force Close Handles" PUT "/{share}/{file}?comp=forceclosehandles" ["x-ms-handle-id: *"] =>
        Other [];
        account '?' "unsettled change";
        scoped "f s" "unsettled change";
        "https://learn.microsoft.com/rest/api/storageservices/force-close-handles";
    "file/rename-file" "Rename File" PUT "/{share}/{elsewhere}?comp=rename" ["x-ms-file-rename-source: {host}/{share}/{file}?{link}"] =>
        Destroy [];
        account '?' "unsettled change";
        scoped "f s" "unsettled change";
        "https://learn.microsoft.com/rest/api/storageservices/rename-file";
    "file/rename-directory" "Rename Directory" PUT "/{share}/{elsewhere}?restype=directory&comp=rename" ["x-ms-file-rename-source: {host}/{share}/{directory}?{link}"] =>
        Destroy [];
        account '?' "unsettled change";
        scoped "s" "unsettled change";
        "https://learn.microsoft.com/rest/api/storageservices/rename-directory";
    "file/lease-file" "Lease File" PUT "/{share}/{file}?comp=lease" ["x-ms-lease-action: acquire" "x-ms-lease-duration: -1"] =>
        ExtendAccess [];
        account '?' "unsettled change";
        scoped "f s" "unsettled change";
        "https://learn.microsoft.com/rest/api/storageservices/lease-file";
    "file/mount-smb" "Mount a share by SMB" SMB "/{share}" =>
        ReadEverything [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/azure/storage/common/authorize-data-access"
        "A token opens a share by web requests only.";
    "file/mount-nfs" "Mount a share by NFS" NFS "/{share}" =>
        ReadEverything [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/azure/storage/common/authorize-data-access"
        "A token opens a share by web requests only.";
}
