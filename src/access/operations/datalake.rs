//! The operations of Data Lake Storage: the same data as blobs, behind another host.

super::operations! {
    Dfs:
    "dfs/list-filesystems" "Filesystem - List" GET "/?resource=account" =>
        ReadEverything ["list-containers"];
        account 's' "l";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/filesystem/list";
    "dfs/create-filesystem" "Filesystem - Create" PUT "/{container}?resource=filesystem" =>
        PlantFiles ["create-containers"];
        account 'c' "c|w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/filesystem/create";
    "dfs/get-filesystem-properties" "Filesystem - Get Properties" HEAD "/{container}?resource=filesystem" =>
        ReadEverything ["read-properties"];
        account 'c' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/filesystem/get-properties";
    "dfs/set-filesystem-properties" "Filesystem - Set Properties" PATCH "/{container}?resource=filesystem" ["x-ms-properties: {properties}"] =>
        Other ["change-container-metadata"];
        account 'c' "w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/filesystem/set-properties";
    "dfs/delete-filesystem" "Filesystem - Delete" DELETE "/{container}?resource=filesystem" =>
        Destroy ["delete-containers"];
        account 'c' "d";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/filesystem/delete";
    "dfs/list-paths" "Path - List" GET "/{container}?resource=filesystem&recursive=true[&directory={directory}]" =>
        ReadEverything ["list-items"];
        account 'c' "l";
        scoped "c d" "l";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/list";
    "dfs/create-path-new" "Path - Create, new file or directory" PUT "/{container}/{new-path}?resource=file" ["If-None-Match: *"] =>
        PlantFiles ["add-data"];
        account 'o' "c|w";
        scoped "b bs bv c d" "c|w";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/create";
    "dfs/create-path-overwrite" "Path - Create, overwrite" PUT "/{container}/{path}?resource=file" =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/create";
    "dfs/append" "Path - Update: append" PATCH "/{container}/{path}?action=append&position={position}" ["Content-Type: application/octet-stream"] body =>
        PlantFiles ["append-data" "replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w|a?";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/update";
    "dfs/flush" "Path - Update: flush" PATCH "/{container}/{path}?action=flush&position={position}" =>
        PlantFiles ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/update";
    "dfs/set-properties" "Path - Update: set properties" PATCH "/{container}/{path}?action=setProperties" ["x-ms-properties: {properties}"] =>
        Other ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/update";
    "dfs/read" "Path - Read" GET "/{container}/{path}" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "b bs? bv? c d" "r";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/read";
    "dfs/get-properties" "Path - Get Properties" HEAD "/{container}/{place}" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "b bs? bv? c d" "r";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/get-properties";
    "dfs/get-status" "Path - Get Properties: get status" HEAD "/{container}/{place}?action=getStatus" =>
        ReadEverything ["read-data" "read-access-lists"];
        account 'o' "r?|e?";
        scoped "b bs? bv? c d" "e|r?";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/get-properties";
    "dfs/get-access-control" "Path - Get Properties: get access control" HEAD "/{container}/{place}?action=getAccessControl" =>
        ReadEverything ["read-access-lists"];
        account '?' "unsettled";
        scoped "b bs? bv? c d" "e";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/get-properties"
        "It needs an account with real folders (a hierarchical namespace).";
    "dfs/check-access" "Path - Get Properties: check access" HEAD "/{container}/{place}?action=checkAccess&fsAction={action}" =>
        ReadEverything ["read-access-lists"];
        account '?' "unsettled";
        scoped "b bs? bv? c d" "e";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/get-properties"
        "It needs an account with real folders (a hierarchical namespace).";
    "dfs/set-access-control" "Path - Update: set access control" PATCH "/{container}/{place}?action=setAccessControl" ["x-ms-acl: {acl}"] =>
        ExtendAccess ["change-rights"];
        account '?' "unsettled change";
        scoped "b bs bv c d" "p|e?";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/update"
        "It needs an account with real folders (a hierarchical namespace).";
    "dfs/set-access-control-recursive" "Path - Update: set access control of everything below" PATCH "/{container}/{directory}?action=setAccessControlRecursive&mode=modify" ["x-ms-acl: {acl}"] =>
        ExtendAccess ["change-rights"];
        account '?' "unsettled change";
        scoped "c d" "p|e?";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/update"
        "It needs an account with real folders (a hierarchical namespace).";
    "dfs/set-owner" "Path - Update: set owner or group" PATCH "/{container}/{place}?action=setAccessControl" ["x-ms-owner: {owner}"] =>
        ExtendAccess ["change-owners"];
        account '?' "unsettled change";
        scoped "b bs bv c d" "o|e?";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/update"
        "It needs an account with real folders (a hierarchical namespace).";
    "dfs/rename" "Path - Create: rename or move" PUT "/{container}/{elsewhere}" ["x-ms-rename-source: /{container}/{path}?{link}"] =>
        Destroy ["move-data"];
        account '?' "unsettled change";
        scoped "b bs bv c d" "m|w&d?";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/create"
        "It needs an account with real folders. The place it is moved from needs a link too: this one, or another.";
    "dfs/lease" "Path - Lease" POST "/{container}/{path}" ["x-ms-lease-action: acquire" "x-ms-lease-duration: 60" "x-ms-proposed-lease-id: {lease}"] =>
        ExtendAccess ["replace-data"];
        account 'o' "w";
        scoped "b bs bv c d" "w";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/lease";
    "dfs/delete" "Path - Delete" DELETE "/{container}/{path}" =>
        Destroy ["delete-data"];
        account 'o' "d";
        scoped "b bs bv c d" "d";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/delete";
    "dfs/delete-recursive" "Path - Delete, a directory with everything in it" DELETE "/{container}/{directory}?recursive=true" =>
        Destroy ["delete-data"];
        account 'o' "d";
        scoped "c d" "d";
        "https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/delete";
}
