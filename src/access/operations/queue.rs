//! The operations of Queue Storage.

super::operations! {
    Queue:
    "queue/list-queues" "List Queues" GET "/?comp=list" =>
        ReadEverything ["list-containers"];
        account 's' "l";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/list-queues1";
    "queue/get-queue-service-properties" "Get Queue Service Properties" GET "/?restype=service&comp=properties" =>
        ReadEverything ["read-settings"];
        account 's' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-queue-service-properties";
    "queue/set-queue-service-properties" "Set Queue Service Properties" PUT "/?restype=service&comp=properties" ["Content-Type: application/xml"] body =>
        HideTraces ["change-settings"];
        account 's' "w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-queue-service-properties"
        "It can switch logging off and open the account to other websites.";
    "queue/get-queue-service-stats" "Get Queue Service Stats" GET "/?restype=service&comp=stats" =>
        Other ["read-settings"];
        account 's' "r";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-queue-service-stats"
        "It is answered by the secondary host only.";
    "queue/create-queue" "Create Queue" PUT "/{queue}" =>
        PlantFiles ["create-containers"];
        account 'c' "c|w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/create-queue4";
    "queue/delete-queue" "Delete Queue" DELETE "/{queue}" =>
        Destroy ["delete-containers"];
        account 'c' "d";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/delete-queue3";
    "queue/get-queue-metadata" "Get Queue Metadata" GET "/{queue}?comp=metadata" =>
        ReadEverything ["read-properties"];
        account 'c' "r";
        scoped "q" "r";
        "https://learn.microsoft.com/rest/api/storageservices/get-queue-metadata"
        "It also tells about how many messages wait.";
    "queue/set-queue-metadata" "Set Queue Metadata" PUT "/{queue}?comp=metadata" ["x-ms-meta-{name}: {value}"] =>
        Other ["change-container-metadata"];
        account 'c' "w";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-queue-metadata";
    "queue/get-queue-acl" "Get Queue ACL" GET "/{queue}?comp=acl" =>
        ReadEverything [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/get-queue-acl";
    "queue/set-queue-acl" "Set Queue ACL" PUT "/{queue}?comp=acl" ["Content-Type: application/xml"] body =>
        ExtendAccess [];
        account '-' "never";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/set-queue-acl"
        "It would change the queue's stored access policies.";
    "queue/put-message" "Put Message" POST "/{queue}/messages" ["Content-Type: application/xml"] body =>
        PlantFiles ["add-entries"];
        account 'o' "a";
        scoped "q" "a";
        "https://learn.microsoft.com/rest/api/storageservices/put-message";
    "queue/get-messages" "Get Messages" GET "/{queue}/messages" =>
        ReadEverything ["consume-messages"];
        account 'o' "p";
        scoped "q" "p";
        "https://learn.microsoft.com/rest/api/storageservices/get-messages";
    "queue/peek-messages" "Peek Messages" GET "/{queue}/messages?peekonly=true" =>
        ReadEverything ["read-data"];
        account 'o' "r";
        scoped "q" "r";
        "https://learn.microsoft.com/rest/api/storageservices/peek-messages";
    "queue/delete-message" "Delete Message" DELETE "/{queue}/messages/{message}?popreceipt={receipt}" =>
        Destroy ["consume-messages"];
        account 'o' "p";
        scoped "q" "p";
        "https://learn.microsoft.com/rest/api/storageservices/delete-message2";
    "queue/clear-messages" "Clear Messages" DELETE "/{queue}/messages" =>
        Destroy ["delete-data"];
        account 'o' "d";
        scoped "" "never";
        "https://learn.microsoft.com/rest/api/storageservices/clear-messages";
    "queue/update-message" "Update Message" PUT "/{queue}/messages/{message}?popreceipt={receipt}&visibilitytimeout=0" ["Content-Type: application/xml"] body =>
        PlantFiles ["change-data"];
        account 'o' "u";
        scoped "q" "u";
        "https://learn.microsoft.com/rest/api/storageservices/update-message"
        "It needs a receipt, which only whoever took or put the message has.";
    "queue/preflight" "Preflight Queue Request" OPTIONS "/{queue}/messages" ["Origin: {website}" "Access-Control-Request-Method: GET"] =>
        Other [];
        account '*' "nothing";
        scoped "q" "nothing";
        "https://learn.microsoft.com/rest/api/storageservices/preflight-queue-request";
}
