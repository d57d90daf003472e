"""Makes tokens with Microsoft's Python libraries, one JSON object a line, the same ones for the same
seed: python tokens.py COUNT SEED. Every line says what was put in, so that what is read can be
compared with it, and what the library signed."""

import base64
import json
import random
import sys
import uuid
from datetime import date, datetime, timezone

from azure.core.credentials import AzureNamedKeyCredential
from azure.data import tables
from azure.storage import blob, filedatalake as lake, fileshare as file, queue
from azure.storage.blob._shared.models import UserDelegationKey as BlobKey
from azure.storage.fileshare._shared.models import UserDelegationKey as FileKey
from azure.storage.queue._shared.models import UserDelegationKey as QueueKey
from azure.storage.fileshare._shared_access_signature import FileSharedAccessSignature
from azure.storage.queue._shared_access_signature import QueueSharedAccessSignature

ACCOUNT = "sastestacct"
# Invented: the bytes 0 to 63, and 255 down to 224.
KEY = base64.b64encode(bytes(range(64))).decode()
DELEGATION_KEY = base64.b64encode(bytes(range(255, 223, -1))).decode()
NAMED = AzureNamedKeyCredential(ACCOUNT, KEY)

# The libraries sign in one layout and write one version. Where the layout is older than that, they
# can be told to write the versions in between.
OLD_VERSIONS = ["2015-04-05", "2017-11-09", "2019-02-02", "2020-12-06", "2023-11-03", "2025-05-05"]
NEW_VERSIONS = ["2025-07-05", "2025-11-05", "2026-02-06", "2026-04-06", "2026-06-06"]

count, seed = int(sys.argv[1]), int(sys.argv[2])
rng = random.Random(seed)

# Characters that encoders and signers treat differently.
LETTERS = (
    list("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" * 2)
    + list("-_.~ +%&=?#!$'()*,;:@[]\"<>^`{}|")
    + list("éÅßøñçžłжйαωשלاب中文日本語한국🙂𝒳")
    + ["e\u0301", "%2F", "%25", "%20", "&amp;", "&sp=", "?sv=", "\u00a0", "\u3000"]
)


def chance(odds):
    return rng.random() < odds


def maybe(odds, make):
    return make() if chance(odds) else None


def text(least, most):
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(least, most)))


def segment():
    name = text(1, 14)
    return "dots" if name in (".", "..") else name


def path(deepest):
    return "/".join(segment() for _ in range(rng.randint(1, deepest)))


def guid():
    return str(uuid.UUID(int=rng.getrandbits(128)))


def letters(choices):
    return "".join(letter for letter in choices if chance(0.5)) or choices[0]


def address():
    return ".".join(str(rng.randrange(256)) for _ in range(4))


def ip_range():
    return address() if chance(0.5) else f"{address()}-{address()}"


def moment(first_year, years):
    """A moment as a caller may give it, and as it stands in the token."""
    when = datetime(
        first_year + rng.randrange(years), rng.randint(1, 12), rng.randint(1, 28),
        rng.randrange(24), rng.randrange(60), rng.randrange(60), tzinfo=timezone.utc,
    )
    form = rng.randrange(6)
    if form == 0:
        day = date(when.year, when.month, when.day)
        return day, f"{day.isoformat()}T00:00:00Z"
    # Text is written into the token as it is: a day, or a time without seconds.
    if form == 1:
        return when.strftime("%Y-%m-%d"), when.strftime("%Y-%m-%d")
    if form == 2:
        return when.strftime("%Y-%m-%dT%H:%MZ"), when.strftime("%Y-%m-%dT%H:%MZ")
    return when, when.strftime("%Y-%m-%dT%H:%M:%SZ")


def stamp():
    when = datetime(2020 + rng.randrange(8), rng.randint(1, 12), rng.randint(1, 28), rng.randrange(24))
    return when.strftime("%Y-%m-%dT%H:%M:%S") + f".{rng.randrange(10 ** 7):07}Z"


def base():
    """What every kind has in common, and what it becomes in the query."""
    start, written_start = maybe(0.5, lambda: moment(2015, 10)) or (None, None)
    expiry, written_expiry = moment(2026, 40)
    values = {
        "start": start,
        "expiry": expiry,
        "ip": maybe(0.4, ip_range),
        "protocol": maybe(0.6, lambda: rng.choice(["https", "https,http"])),
    }
    params = {"st": written_start, "se": written_expiry, "sip": values["ip"], "spr": values["protocol"]}
    return values, params


def policy(values, params):
    """Moves what a policy on the server may hold out of the token."""
    if not chance(0.3):
        return
    values["policy_id"] = params["si"] = text(1, 40)
    if chance(0.4):
        values["permission"] = params["sp"] = None
    if chance(0.4):
        values["expiry"] = params["se"] = None


def response_headers(values, params):
    for name, key in {
        "cache_control": "rscc",
        "content_disposition": "rscd",
        "content_encoding": "rsce",
        "content_language": "rscl",
        "content_type": "rsct",
    }.items():
        if chance(0.3):
            values[name] = params[key] = text(1, 20)


def delegation(model, service, params):
    """A delegation key, and what it becomes in the query."""
    key = model()
    key.signed_oid = params["skoid"] = guid()
    key.signed_tid = params["sktid"] = guid()
    key.signed_start = params["skt"] = f"{2020 + rng.randrange(8)}-01-02T03:04:05Z"
    key.signed_expiry = params["ske"] = f"{2028 + rng.randrange(8)}-05-06T07:08:09Z"
    key.signed_service = params["sks"] = service
    key.signed_version = params["skv"] = rng.choice(NEW_VERSIONS)
    key.signed_delegated_user_tid = params["skdutid"] = maybe(0.4, guid)
    key.value = DELEGATION_KEY
    return key


def record(names):
    return {name: text(0, 12) for name in names if chance(0.6)}


def required(values, params, given):
    """Headers and query parameters that a request has to carry."""
    headers = record(["x-ms-client-request-id", "X-Ms-Version", "If-Match", "x-custom"])
    queries = record(["comp", "prefix", "delimiter", "my-own", "Größe", "with blank"])
    if headers:
        values["request_headers"] = given["headers"] = headers
        params["srh"] = ",".join(headers)
    if queries:
        values["request_query_params"] = given["queries"] = queries
        params["srq"] = ",".join(queries)


def endpoint(service):
    return rng.choice(
        [f"https://{ACCOUNT}.{service}.core.windows.net"] * 5
        + [
            f"https://{ACCOUNT}.{service}.core.usgovcloudapi.net",
            f"https://{ACCOUNT}.z1{rng.randrange(10)}.{service}.storage.azure.net",
        ]
    )


def account_token():
    module, service = rng.choice([(blob, "b"), (queue, "q"), (file, "f"), (lake, "b")])
    values, params = base()
    values["permission"] = params["sp"] = letters("rwdxylacupfti")
    values["resource_types"] = params["srt"] = letters("sco")
    values["services"] = params["ss"] = letters("bqtf")
    if module in (blob, lake):
        values["encryption_scope"] = params["ses"] = maybe(0.3, lambda: text(1, 20))
    params["sv"] = blob._shared.constants.X_MS_VERSION
    signed = []
    token = module.generate_account_sas(ACCOUNT, KEY, sts_hook=signed.append, **values)
    host = endpoint({"b": "blob", "q": "queue", "t": "table", "f": "file"}[params["ss"][0]])
    return "storage-account", f"{host}/", token, signed[0], params, {}


def table_account_token():
    values, params = base()
    params["sp"] = letters("rwdlacu")
    params["srt"] = letters("soc")
    params["ss"] = "t"
    params["sv"] = "2019-02-02"
    token = tables.generate_account_sas(
        NAMED,
        resource_types=params["srt"],
        permission=params["sp"],
        expiry=values["expiry"],
        start=values["start"],
        ip_address_or_range=values["ip"],
        protocol=values["protocol"],
    )
    return "storage-account", f"{endpoint('table')}/", token, None, params, {}


def blob_token(is_delegated):
    form = rng.choice(["b", "b", "c", "bs", "bv", "d"])
    values, params = base()
    given = {}
    container = rng.choice(["photos", "logs-2024", "$web", "a0b"])
    values["permission"] = params["sp"] = letters("racwdxyltfmei" if form == "c" else "racwdxytmei")
    params["sr"] = form
    params["sv"] = blob._shared.constants.X_MS_VERSION
    host = endpoint("blob")
    name = path(4)
    extra = ""
    if form == "bs":
        values["snapshot"] = params["snapshot"] = stamp()
        extra = f"?snapshot={params['snapshot']}"
    if form == "bv":
        values["version_id"] = params["versionid"] = stamp()
        extra = f"?versionid={params['versionid']}"
    if form == "d":
        values["is_directory"] = True
        # Also the root of the container, which has no name.
        name = "" if chance(0.2) else name
        params["sdd"] = str(len(name.split("/"))) if name else "0"
    response_headers(values, params)
    values["encryption_scope"] = params["ses"] = maybe(0.3, lambda: text(1, 20))
    if is_delegated:
        values["user_delegation_key"] = delegation(BlobKey, "b", params)
        values["user_delegation_oid"] = params["sduoid"] = maybe(0.4, guid)
        values["correlation_id"] = params["scid"] = maybe(0.3, guid)
        if chance(0.5):
            values["preauthorized_agent_object_id"] = params["saoid"] = guid()
        else:
            values["agent_object_id"] = params["suoid"] = guid()
        required(values, params, given)
    else:
        values["account_key"] = KEY
        policy(values, params)
    signed = []
    if form == "c":
        token = blob.generate_container_sas(ACCOUNT, container, sts_hook=signed.append, **values)
        url = f"{host}/{container}"
    else:
        token = blob.generate_blob_sas(ACCOUNT, container, name, sts_hook=signed.append, **values)
        client = blob.BlobClient(host, container, name or "x")
        url = client.url if name else f"{host}/{container}"
    kind = "user-delegation" if is_delegated else "service"
    return f"storage-{kind}-blob", url + extra, token, signed[0], params, given


def lake_token(is_delegated):
    form = rng.choice(["b", "c", "d"])
    values, params = base()
    given = {}
    params["sr"] = form
    params["sv"] = blob._shared.constants.X_MS_VERSION
    values["permission"] = params["sp"] = letters("racwdmeop" if form == "b" else "racwdlmeop")
    response_headers(values, params)
    values["encryption_scope"] = params["ses"] = maybe(0.3, lambda: text(1, 20))
    credential = KEY
    if is_delegated:
        credential = delegation(lake.UserDelegationKey, "b", params)
        values["user_delegation_oid"] = params["sduoid"] = maybe(0.4, guid)
        values["correlation_id"] = params["scid"] = maybe(0.3, guid)
        if chance(0.5):
            values["preauthorized_agent_object_id"] = params["saoid"] = guid()
        else:
            values["agent_object_id"] = params["suoid"] = guid()
        required(values, params, given)
    else:
        policy(values, params)
    host = endpoint("dfs")
    system = lake.FileSystemClient(host, "filesystem")
    signed = []
    values["sts_hook"] = signed.append
    if form == "c":
        token = lake.generate_file_system_sas(ACCOUNT, "filesystem", credential, **values)
        url = system.url
    elif form == "d":
        name = path(4)
        token = lake.generate_directory_sas(ACCOUNT, "filesystem", name, credential, **values)
        params["sdd"] = str(len(name.split("/")))
        url = system.get_file_client(name).url
    else:
        folder, name = maybe(0.7, lambda: path(3)), segment()
        token = lake.generate_file_sas(ACCOUNT, "filesystem", folder, name, credential, **values)
        url = system.get_file_client(f"{folder}/{name}" if folder else name).url
    kind = "user-delegation" if is_delegated else "service"
    return f"storage-{kind}-blob", url, token, signed[0], params, given


def file_token(is_delegated):
    form = rng.choice(["f", "f", "s"])
    values, params = base()
    params["sr"] = form
    values["permission"] = params["sp"] = letters("rcwd" if form == "f" else "rcwdl")
    response_headers(values, params)
    if is_delegated:
        key = delegation(FileKey, "f", params)
        values["user_delegation_oid"] = params["sduoid"] = maybe(0.4, guid)
        signer = FileSharedAccessSignature(ACCOUNT, user_delegation_key=key)
        versions = NEW_VERSIONS
    else:
        policy(values, params)
        signer = FileSharedAccessSignature(ACCOUNT, KEY)
        versions = OLD_VERSIONS + NEW_VERSIONS
    signer.x_ms_version = params["sv"] = rng.choice(versions + [signer.x_ms_version])
    signed = []
    values["sts_hook"] = signed.append
    host = endpoint("file")
    if form == "s":
        token = signer.generate_share("share1", **values)
        url = f"{host}/share1"
    else:
        folder, name = maybe(0.7, lambda: path(3)), segment()
        token = signer.generate_file("share1", folder, name, **values)
        whole = f"{folder}/{name}" if folder else name
        url = file.ShareFileClient(host, "share1", whole, credential=NAMED).url
    kind = "user-delegation" if is_delegated else "service"
    return f"storage-{kind}-file", url, token, signed[0], params, {}


def queue_token(is_delegated):
    values, params = base()
    values["permission"] = params["sp"] = letters("raup")
    if is_delegated:
        key = delegation(QueueKey, "q", params)
        values["user_delegation_oid"] = params["sduoid"] = maybe(0.4, guid)
        signer = QueueSharedAccessSignature(ACCOUNT, user_delegation_key=key)
        versions = NEW_VERSIONS
    else:
        policy(values, params)
        signer = QueueSharedAccessSignature(ACCOUNT, KEY)
        versions = OLD_VERSIONS + NEW_VERSIONS
    signer.x_ms_version = params["sv"] = rng.choice(versions + [signer.x_ms_version])
    signed = []
    token = signer.generate_queue("orders-2024", sts_hook=signed.append, **values)
    kind = "user-delegation" if is_delegated else "service"
    return f"storage-{kind}-queue", f"{endpoint('queue')}/orders-2024", token, signed[0], params, {}


def table_token():
    values, params = base()
    name = rng.choice(["Employees", "orders", "T2024", "MixedCaseTable"])
    params.update(tn=name, sv="2019-02-02", sp=letters("raud"))
    ranges = {}
    if chance(0.5):
        ranges["start_pk"] = params["spk"] = text(1, 12)
        ranges["start_rk"] = params["srk"] = maybe(0.5, lambda: text(1, 12))
    if chance(0.5):
        ranges["end_pk"] = params["epk"] = text(1, 12)
        ranges["end_rk"] = params["erk"] = maybe(0.5, lambda: text(1, 12))
    params["si"] = maybe(0.2, lambda: text(1, 30))
    token = tables.generate_table_sas(
        NAMED,
        name,
        permission=params["sp"],
        expiry=values["expiry"],
        start=values["start"],
        ip_address_or_range=values["ip"],
        protocol=values["protocol"],
        policy_id=params["si"],
        **ranges,
    )
    return "storage-service-table", f"{endpoint('table')}/{name}", token, None, params, {}


MAKERS = [
    account_token,
    table_account_token,
    lambda: blob_token(False),
    lambda: blob_token(True),
    lambda: blob_token(True),
    lambda: lake_token(False),
    lambda: lake_token(True),
    lambda: file_token(False),
    lambda: file_token(True),
    lambda: queue_token(False),
    lambda: queue_token(True),
    table_token,
]

for at in range(count):
    kind, url, token, signed, params, given = MAKERS[at % len(MAKERS)]()
    line = {
        "name": f"python {at}",
        "kind": kind,
        "link": f"{url}{'&' if '?' in url else '?'}{token}",
        "key": DELEGATION_KEY if "user-delegation" in kind else KEY,
        "params": {key: value for key, value in params.items() if value is not None},
        "stringToSign": signed,
        **given,
    }
    print(json.dumps(line))
