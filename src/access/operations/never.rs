//! What no token of any kind can do: managing the account itself.

super::operations! {
    Account:
    "account/list-keys" "Storage Accounts - List Keys" POST "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/{account}/listKeys?api-version={version}" =>
        ExtendAccess [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storagerp/storage-accounts/list-keys";
    "account/regenerate-key" "Storage Accounts - Regenerate Key" POST "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/{account}/regenerateKey?api-version={version}" =>
        ExtendAccess [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storagerp/storage-accounts/regenerate-key";
    "account/set-firewall" "Storage Accounts - Update: the firewall" PATCH "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/{account}?api-version={version}" =>
        ExtendAccess [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storagerp/storage-accounts/update";
    "account/assign-role" "Role Assignments - Create" PUT "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/{account}/providers/Microsoft.Authorization/roleAssignments/{assignment}?api-version={version}" =>
        ExtendAccess [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/authorization/role-assignments/create";
    "account/delete-account" "Storage Accounts - Delete" DELETE "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/{account}?api-version={version}" =>
        Destroy [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storagerp/storage-accounts/delete";
    "account/set-lifecycle-rules" "Management Policies - Create Or Update" PUT "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/{account}/managementPolicies/default?api-version={version}" =>
        Destroy [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storagerp/management-policies/create-or-update"
        "It would set rules by which Azure deletes or moves old data.";
    "account/set-blob-inventory" "Blob Inventory Policies - Create Or Update" PUT "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/{account}/inventoryPolicies/default?api-version={version}" =>
        ReadEverything [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storagerp/blob-inventory-policies/create-or-update"
        "It would have Azure write lists of all files.";
    "account/set-container-immutability-policy" "Blob Containers - Create Or Update Immutability Policy" PUT "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/{account}/blobServices/default/containers/{container}/immutabilityPolicies/default?api-version={version}" =>
        HideTraces [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storagerp/blob-containers/create-or-update-immutability-policy"
        "It would lock a whole container against changes, or unlock it.";
}
