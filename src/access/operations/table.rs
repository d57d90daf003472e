//! The operations of Table Storage.

super::operations! {
    Table:
    "table/get-table-service-properties" "Get Table Service Properties" GET "/?restype=service&comp=properties" =>
        ReadEverything ["read-settings"];
        account 's' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-table-service-properties";
    "table/set-table-service-properties" "Set Table Service Properties" PUT "/?restype=service&comp=properties" ["Content-Type: application/xml"] body =>
        HideTraces ["change-settings"];
        account 's' "w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-table-service-properties"
        "It can switch logging off and open the account to other websites.";
    "table/get-table-service-stats" "Get Table Service Stats" GET "/?restype=service&comp=stats" =>
        Other ["read-settings"];
        account 's' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-table-service-stats"
        "It is answered by the secondary host only.";
    "table/query-tables" "Query Tables" GET "/Tables" ["Accept: application/json"] =>
        ReadEverything ["list-tables"];
        account 'c' "l";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/query-tables";
    "table/create-table" "Create Table" POST "/Tables" ["Accept: application/json" "Content-Type: application/json"] body =>
        PlantFiles ["create-containers"];
        account 'c' "c|w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/create-table";
    "table/delete-table" "Delete Table" DELETE "/Tables('{table}')" ["Accept: application/json"] =>
        Destroy ["delete-containers"];
        account 'c' "d";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/delete-table";
    "table/get-table-acl" "Get Table ACL" GET "/{table}?comp=acl" =>
        ReadEverything [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-table-acl";
    "table/set-table-acl" "Set Table ACL" PUT "/{table}?comp=acl" ["Content-Type: application/xml"] body =>
        ExtendAccess [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-table-acl"
        "It would change the table's stored access policies.";
    "table/query-entities" "Query Entities" GET "/{table}()" ["Accept: application/json"] =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "t" "r";
        "https://learn.microsoft.com/rest/api/storageservices/query-entities";
    "table/insert-entity" "Insert Entity" POST "/{table}" ["Accept: application/json" "Content-Type: application/json"] body =>
        PlantFiles ["add-entries"];
        account 'o' "a";
        scoped "t" "a";
        "https://learn.microsoft.com/rest/api/storageservices/insert-entity";
    "table/insert-or-merge-entity" "Insert Or Merge Entity" MERGE "/{table}(PartitionKey='{partition}',RowKey='{row}')" ["Accept: application/json" "Content-Type: application/json"] body =>
        PlantFiles ["add-entries" "change-data"];
        account 'o' "a&u";
        scoped "t" "a&u";
        "https://learn.microsoft.com/rest/api/storageservices/insert-or-merge-entity";
    "table/insert-or-replace-entity" "Insert Or Replace Entity" PUT "/{table}(PartitionKey='{partition}',RowKey='{row}')" ["Accept: application/json" "Content-Type: application/json"] body =>
        PlantFiles ["add-entries" "change-data"];
        account 'o' "a&u";
        scoped "t" "a&u";
        "https://learn.microsoft.com/rest/api/storageservices/insert-or-replace-entity";
    "table/update-entity" "Update Entity" PUT "/{table}(PartitionKey='{partition}',RowKey='{row}')" ["If-Match: *" "Accept: application/json" "Content-Type: application/json"] body =>
        PlantFiles ["change-data"];
        account 'o' "u";
        scoped "t" "u";
        "https://learn.microsoft.com/rest/api/storageservices/update-entity2";
    "table/merge-entity" "Merge Entity" MERGE "/{table}(PartitionKey='{partition}',RowKey='{row}')" ["If-Match: *" "Accept: application/json" "Content-Type: application/json"] body =>
        PlantFiles ["change-data"];
        account 'o' "u";
        scoped "t" "u";
        "https://learn.microsoft.com/rest/api/storageservices/merge-entity";
    "table/delete-entity" "Delete Entity" DELETE "/{table}(PartitionKey='{partition}',RowKey='{row}')" ["If-Match: *" "Accept: application/json"] =>
        Destroy ["delete-data"];
        account 'o' "d";
        scoped "t" "d";
        "https://learn.microsoft.com/rest/api/storageservices/delete-entity1";
    "table/batch" "Entity group transaction" POST "/$batch" ["Content-Type: multipart/mixed; boundary={boundary}"] body =>
        PlantFiles ["read-data" "add-entries" "change-data" "delete-data"];
        account 'o' "r|a|u|d";
        scoped "t" "r|a|u|d";
        "https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions"
        "Each request inside it needs its own permission.";
}
