//! The shapes of the report, as they are serialised.

use super::message::Message;
use serde::{Deserialize, Serialize};

/// The version of the report's shape.
pub const SCHEMA_VERSION: u32 = 1;

macro_rules! shape {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase")]
        $vis struct $name { $($body)* }
    };
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "kebab-case")]
        $vis enum $name { $($body)* }
    };
}
#[cfg(feature = "full")]
pub(crate) use shape;

#[cfg(feature = "full")]
mod batch;
mod operations;
#[cfg(feature = "full")]
mod scanned;
mod server_errors;

#[cfg(feature = "full")]
pub use batch::*;
pub use operations::*;
#[cfg(feature = "full")]
pub use scanned::*;
pub use server_errors::*;

shape! {
    /// Everything that was read from one input.
    pub struct Report {
        /// The version of this shape; see [`SCHEMA_VERSION`].
        pub schema: u32,
        /// What made the report.
        pub tool: Tool,
        /// The moment the report speaks about, RFC 3339, UTC.
        pub now: String,
        /// The signatures found, in the order of the input.
        pub tokens: Vec<TokenReport>,
        /// Indices into `tokens`, most dangerous first.
        pub ranking: Vec<u32>,
        /// What was seen and not read, with the reason. Nothing is dropped in silence.
        pub skipped: Vec<Skipped>,
        /// What else was recognised: other vendors' links, keys, links without a signature.
        pub notes: Vec<Note>,
        /// A partition of the input: every character belongs to exactly one segment.
        pub segments: Vec<Segment>,
        /// What Azure answered, where the text holds such answers. Only the full build looks for
        /// them.
        #[serde(default, skip_serializing_if = "is_left_out")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub server_errors: Vec<ServerError>,
    }
}

/// Whether a list of the full build is left out. The first build never fills one, and saying so here
/// spares it the code that would write one.
fn is_left_out<T>(list: &[T]) -> bool {
    cfg!(not(feature = "full")) || list.is_empty()
}

shape! {
    /// The program that made a report.
    pub struct Tool {
        /// Always `sas-lens`.
        pub name: String,
        /// The version of the crate.
        pub version: String,
    }
}

shape! {
    /// A range of the input, in both counts that readers use. Ends are exclusive.
    #[derive(Copy, Default)]
    pub struct Span {
        /// First byte (UTF-8).
        pub byte_start: u32,
        /// One past the last byte (UTF-8).
        pub byte_end: u32,
        /// First UTF-16 unit, as JavaScript counts.
        pub utf16_start: u32,
        /// One past the last UTF-16 unit.
        pub utf16_end: u32,
    }
}

shape! {
    /// One piece of the input.
    pub struct Segment {
        /// What the piece is.
        pub kind: SegmentKind,
        /// Where it is.
        pub span: Span,
        /// The token it belongs to, an index into `tokens`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub token: Option<u32>,
        /// The parameter it belongs to, an index into that token's `params`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub param: Option<u32>,
    }
}

shape! {
    /// What a piece of the input is.
    pub enum SegmentKind {
        /// Text that belongs to no token.
        Text,
        /// A wrapping that was taken off: quotes, a redirect, a command.
        Carrier,
        /// `https://`
        Scheme,
        /// A user name and password in front of the host, with the `@`. Never to be shown unless
        /// asked for.
        UserInfo,
        /// The host and port.
        Host,
        /// The path after the host.
        Path,
        /// `?`, `&` or `=`
        Separator,
        /// A parameter's name.
        Name,
        /// A parameter's value.
        Value,
        /// `#` and what follows.
        Fragment,
    }
}

shape! {
    /// One shared access signature or key, explained.
    pub struct TokenReport {
        /// Which kind of signature it is.
        pub kind: Kind,
        /// The kind's name and what it means, in one sentence.
        pub kind_meaning: Message,
        /// What it points at.
        pub resource: Resource,
        /// Every parameter, in the order of the input.
        pub params: Vec<Param>,
        /// Whether it works now.
        pub state: State,
        /// When it works.
        pub validity: Validity,
        /// What it allows.
        pub access: Access,
        /// What the rules found, worst first.
        pub findings: Vec<Finding>,
        /// The judgement.
        pub verdict: Verdict,
        /// SHA-256 of the decoded signature text, upper-case hex, as Azure's storage logs carry it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub fingerprint: Option<String>,
        /// How to find out who used it; only in the full build.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub usage: Option<Usage>,
        /// Where in the input it stands.
        pub location: Location,
        /// How it was wrapped, outermost first.
        pub carriers: Vec<String>,
        /// What was undone to read it.
        pub repairs: Vec<Repair>,
    }
}

shape! {
    /// Which kind of signature a token is.
    pub enum Kind {
        /// An account SAS, signed with an account key.
        StorageAccount,
        /// A service SAS for blobs or Data Lake paths.
        StorageServiceBlob,
        /// A service SAS for Azure Files.
        StorageServiceFile,
        /// A service SAS for a queue.
        StorageServiceQueue,
        /// A service SAS for a table.
        StorageServiceTable,
        /// A user delegation SAS for blobs or Data Lake paths.
        StorageUserDelegationBlob,
        /// A user delegation SAS for Azure Files.
        StorageUserDelegationFile,
        /// A user delegation SAS for a queue.
        StorageUserDelegationQueue,
        /// A user delegation SAS for a table; in preview, its layout is not published.
        StorageUserDelegationTable,
        /// Storage parameters that fit no documented kind.
        StorageUnknown,
        /// A storage connection string with an account key.
        StorageConnectionString,
        /// A storage account key alone.
        StorageAccountKey,
        /// A token of Service Bus, Event Hubs, Relay or Notification Hubs, which share their hosts.
        ServiceBus,
        /// The same, signed by one of the rules that every notification hub has.
        NotificationHubs,
        /// A connection string of one of these with a key.
        ServiceBusConnectionString,
        /// A token of an IoT hub or one of its devices.
        IotHub,
        /// A token of the device provisioning service.
        IotProvisioning,
        /// A connection string of either with a key.
        IotConnectionString,
        /// A token that publishes to an Event Grid topic or domain.
        EventGrid,
        /// A callback link of Logic Apps or Power Automate.
        LogicApps,
        /// A token of API Management's own management interface.
        ApiManagement,
        /// A Cosmos DB token for one request, signed with an account key.
        CosmosMasterToken,
        /// A Cosmos DB token that a permission on the server made.
        CosmosResourceToken,
        /// A sign-in token in the form that Cosmos DB asks for.
        CosmosEntraToken,
        /// A Cosmos DB connection string with an account key.
        CosmosConnectionString,
        /// An Azure Maps token.
        AzureMaps,
        /// A key of an Azure Functions app.
        FunctionKey,
        /// A key of another Azure product, known by its name or by the mark in it.
        AzureKey,
    }
}

shape! {
    /// What a token points at, as far as the link says.
    #[derive(Default)]
    pub struct Resource {
        /// The level that the signature covers: `account`, `container`, `directory`, `blob`, …, or
        /// `namespace`, `device`, … of another product.
        pub level: String,
        /// What the signature covers, in words.
        pub covers: String,
        /// `blob`, `dfs`, `file`, `queue`, `table` or `web`, from the host; or the product, such as
        /// `service-bus`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub service: Option<String>,
        /// The cloud the host belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub cloud: Option<String>,
        /// The form of the host: `standard`, `secondary`, `dns-zone`, `private-link`, `emulator`, `custom`, …
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub host_form: Option<String>,
        /// The host as written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub host: Option<String>,
        /// The storage account, when the host names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub account: Option<String>,
        /// The container, share, queue or table.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub container: Option<String>,
        /// The path below it, percent-decoded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub path: Option<String>,
        /// What the host and path mean, in sentences.
        pub remarks: Vec<Message>,
    }
}

shape! {
    /// One parameter of the query.
    pub struct Param {
        /// The name as written; secrets are replaced. `…` for parameters that are not told apart.
        pub name: String,
        /// The documented name it was read as, such as `se`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub key: Option<String>,
        /// The parameter in words, such as "Expiry".
        pub title: String,
        /// Where the parameter is documented.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub source: Option<String>,
        /// The value as written; secrets are replaced.
        pub raw: String,
        /// The value, percent-decoded once; secrets are replaced.
        pub value: String,
        /// Whether `name`, `raw` or `value` hides a secret: its characters in the input are not to be
        /// shown either.
        pub redacted: bool,
        /// Whether `name` hides one, so that the name in the input is not to be shown either.
        pub name_redacted: bool,
        /// What this value means.
        pub meaning: Message,
        /// Whether the value is as it should be.
        pub standing: Standing,
        /// For `sp`, `ss` and `srt`: each letter.
        pub letters: Vec<Letter>,
        /// For times: the moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub moment: Option<Moment>,
        /// Where name, `=` and value stand.
        pub span: Span,
        /// Where the value stands.
        pub value_span: Span,
    }
}

shape! {
    /// One letter of a value that is a set of letters.
    pub struct Letter {
        /// The letter.
        pub letter: String,
        /// Its name, such as "read".
        pub name: String,
        /// What it means in this token.
        pub meaning: Message,
        /// Whether it has any effect in this token.
        pub effective: bool,
        /// Where it stands.
        pub span: Span,
    }
}

shape! {
    /// Whether a parameter is as it should be.
    pub enum Standing {
        /// As documented.
        Ok,
        /// Worth knowing.
        Note,
        /// Likely a mistake or a danger.
        Warning,
        /// Against the documents; Azure should refuse it.
        Invalid,
    }
}

shape! {
    /// Whether a token works now, as far as the link says.
    pub enum State {
        /// Inside its time window.
        Live,
        /// Its start is in the future.
        NotYetValid,
        /// Its end has passed.
        Expired,
        /// A stored access policy on the server decides.
        SetByPolicy,
        /// Against the documents; Azure should refuse it as written.
        Malformed,
    }
}

shape! {
    /// When a token works.
    #[derive(Default)]
    pub struct Validity {
        /// The start, when stated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub start: Option<Moment>,
        /// The end that counts: the earlier of the expiry and the delegation key's expiry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub end: Option<Moment>,
        /// The delegation key's start.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub key_start: Option<Moment>,
        /// The delegation key's end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub key_end: Option<Moment>,
        /// From start to end, in words; from now when no start is stated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub life: Option<String>,
        /// The same in seconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "number"))]
        pub life_seconds: Option<i64>,
        /// Whether `life` counts from now, because no start is stated: it is what is left of a life
        /// whose length is not known.
        pub life_from_now: bool,
        /// The times in one sentence.
        pub summary: Message,
    }
}

shape! {
    /// A moment in time.
    pub struct Moment {
        /// RFC 3339, UTC.
        pub utc: String,
        /// For people, in UTC.
        pub text: String,
        /// Seen from now: "in 30 years", "2 days ago".
        pub relative: String,
        /// Seconds since 1970, UTC.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        pub epoch_seconds: i64,
    }
}

shape! {
    /// What a token allows.
    pub struct Access {
        /// All outcomes in one sentence.
        pub summary: Message,
        /// What the holder can do, worst first.
        pub outcomes: Vec<Outcome>,
        /// What narrows it: network, protocol, a bound user, agreed headers.
        pub limits: Vec<Message>,
        /// What it looks as if it allowed, and does not.
        pub near_misses: Vec<Message>,
        /// The same outcomes by place: one cell for each service and target where it can do
        /// anything. Empty when the server decides.
        pub cells: Vec<Cell>,
        /// Every request to the services that the token concerns, in the order of the table. Empty
        /// when the build leaves them out, the kind of token is not known, or a text holds many.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub operations: Vec<Operation>,
    }
}

shape! {
    /// What the holder can do on one target of one service.
    pub struct Cell {
        /// `blob`, `file`, `queue` or `table`.
        pub service: String,
        /// What it acts on.
        pub target: Target,
        /// The worst that is possible there.
        pub harm: Harm,
        /// The permission letters that count there, in the order of the grants table.
        pub letters: String,
        /// False where no source settles whether Azure allows any of it.
        pub certain: bool,
    }
}

shape! {
    /// What a permission acts on; the three letters of `srt`.
    pub enum Target {
        /// A whole service: its settings, and the list of its containers.
        Service,
        /// Containers, shares, queues and tables as such, and the list of their items.
        Container,
        /// Blobs, files, messages and rows.
        Object,
    }
}

shape! {
    /// One thing that the holder can do.
    pub struct Outcome {
        /// A stable name, such as `delete-data`.
        pub id: String,
        /// How bad that is.
        pub harm: Harm,
        /// What an attacker would use it for.
        pub goal: Goal,
        /// In one sentence.
        pub message: Message,
        /// The permission letters that allow it.
        pub letters: String,
        /// The services it holds for.
        pub services: Vec<String>,
        /// False where no source settles whether Azure allows it.
        pub certain: bool,
    }
}

shape! {
    /// What an attacker would use an outcome for, worst first.
    pub enum Harm {
        /// Destroy data or its recovery copies.
        Destroy,
        /// Change existing data, settings or rights.
        Change,
        /// Add data.
        Add,
        /// Read data.
        Read,
        /// Learn names.
        List,
    }
}

shape! {
    /// What one rule found.
    pub struct Finding {
        /// The rule's id.
        pub rule: String,
        /// How bad it is.
        pub severity: Severity,
        /// How sure the rule is.
        pub confidence: Confidence,
        /// The rule's name in words.
        pub title: String,
        /// What is wrong, in one or two sentences.
        pub message: Message,
        /// What to do, as an instruction.
        pub remedy: Message,
        /// Where: the first is the main place. Never empty.
        pub spans: Vec<Span>,
        /// The parameters concerned, indices into `params`.
        pub params: Vec<u32>,
        /// Where the fact comes from.
        pub sources: Vec<String>,
    }
}

shape! {
    /// How bad a finding is.
    pub enum Severity {
        /// Act now.
        Critical,
        /// Act soon.
        High,
        /// Should be better.
        Medium,
        /// Worth knowing.
        Low,
        /// For understanding only.
        Info,
        /// Well done.
        Good,
    }
}

shape! {
    /// How sure a rule is.
    pub enum Confidence {
        /// It stands in the link.
        Certain,
        /// Very likely; something that the link does not say could change it.
        Likely,
        /// Possible; sources differ or are old.
        Possible,
    }
}

impl Severity {
    /// Reads a severity as it stands in a report, such as `high`.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [
            ("critical", Self::Critical),
            ("high", Self::High),
            ("medium", Self::Medium),
            ("low", Self::Low),
            ("info", Self::Info),
            ("good", Self::Good),
        ]
        .into_iter()
        .find(|(known, _)| *known == name)
        .map(|(_, severity)| severity)
    }
}

shape! {
    /// The judgement of a token.
    pub struct Verdict {
        /// One of six levels.
        pub level: Level,
        /// The level in words.
        pub title: String,
        /// Who can do what, to what, until when: one sentence.
        pub sentence: Message,
        /// How much it opens: a row of the published table.
        pub impact: Impact,
        /// For how long and to whom: a column of the published table.
        pub exposure: Exposure,
        /// How it can be stopped: a row of the published table.
        pub revocability: Revocability,
        /// Why this level.
        pub reasons: Vec<Message>,
        /// What to do now, in order.
        pub actions: Vec<Action>,
        /// What the link does not say.
        pub unknowns: Vec<Message>,
    }
}

shape! {
    /// The levels of a verdict, worst first.
    pub enum Level {
        /// Stop it now.
        Severe,
        /// More than it should be.
        Elevated,
        /// Permissions or expiry sit on the server.
        Unknown,
        /// Too damaged or incomplete to judge.
        Unreadable,
        /// Little, and for a short time.
        Contained,
        /// Expired.
        Spent,
    }
}

shape! {
    /// How much a token opens.
    pub enum Impact {
        /// Change or destroy data across the account.
        Account,
        /// Read across the account, or change many items.
        Broad,
        /// Read many items, or change one.
        Bounded,
        /// Read one item.
        Item,
        /// Nothing.
        Nothing,
        /// The server knows.
        Unknown,
    }
}

shape! {
    /// For how long a token still works.
    pub enum Exposure {
        /// Up to an hour.
        Hour,
        /// Up to a day.
        Day,
        /// Up to a week.
        Week,
        /// Up to a year.
        Year,
        /// More than a year.
        Beyond,
        /// It has expired.
        Over,
        /// The server knows.
        Unknown,
    }
}

shape! {
    /// How a token can be stopped before it expires.
    pub enum Revocability {
        /// Only by replacing the key that signed it, or the key itself, which others may use too.
        KeyOnly,
        /// By changing its stored access policy, or by itself in another way.
        Policy,
        /// By revoking delegation keys or the signer's role.
        Delegation,
        /// Not known.
        Unknown,
    }
}

shape! {
    /// One thing to do.
    pub struct Action {
        /// The instruction.
        pub message: Message,
        /// Commands that carry it out.
        pub commands: Vec<Command>,
    }
}

shape! {
    /// A command ready to be run.
    pub struct Command {
        /// The shell it is for.
        pub shell: Shell,
        /// The command, one or more lines.
        pub text: String,
        /// What must be filled in, and why.
        pub warnings: Vec<Message>,
    }
}

shape! {
    /// The tools that commands are written for.
    pub enum Shell {
        /// Azure CLI, in a POSIX shell.
        AzureCli,
        /// Azure PowerShell.
        #[serde(rename = "powershell")]
        PowerShell,
    }
}

shape! {
    /// How to find out who used a token, in the records that Azure Monitor keeps.
    pub struct Usage {
        /// What to look for: the token's fingerprint. Absent when this copy has no whole signature.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub fingerprint: Option<String>,
        /// Queries ready to run; those for the services that the token opens first.
        pub queries: Vec<LogQuery>,
        /// What a hit tells, and what no hit does.
        pub tells: Vec<Message>,
    }
}

shape! {
    /// One query in KQL, the language of Azure Monitor.
    pub struct LogQuery {
        /// The table that is asked, such as `StorageBlobLogs`, or `all`.
        pub table: String,
        /// What it finds, in a few words.
        pub title: String,
        /// Which requests it looks for.
        pub aim: QueryAim,
        /// Whether the token opens the service whose table is asked.
        pub reached: bool,
        /// The query, one or more lines.
        pub text: String,
    }
}

shape! {
    /// Which requests a query looks for.
    pub enum QueryAim {
        /// Those made with this token.
        ThisLink,
        /// Those made with any shared access signature.
        AnyLink,
    }
}

shape! {
    /// Where a token stands in the input.
    #[derive(Copy, Default)]
    pub struct Location {
        /// From 1.
        pub line: u32,
        /// From 1, in characters.
        pub column: u32,
        /// The whole token, wrapping excluded.
        pub span: Span,
    }
}

shape! {
    /// One kind of damage that was undone.
    pub struct Repair {
        /// A stable name, such as `html-escapes`.
        pub kind: String,
        /// How often.
        pub count: u32,
        /// What was undone, in one sentence.
        pub message: Message,
    }
}

shape! {
    /// Something seen and not read.
    pub struct Skipped {
        /// Why.
        pub message: Message,
        /// Where.
        pub span: Span,
    }
}

shape! {
    /// Something recognised that is not explained further, such as a signature of another vendor.
    pub struct Note {
        /// A stable name, such as `aws-presigned-url`.
        pub kind: String,
        /// Its name in words.
        pub title: String,
        /// What it is and what follows.
        pub message: Message,
        /// How bad it is to have leaked it.
        pub severity: Severity,
        /// Where.
        pub span: Span,
    }
}

shape! {
    /// The short form of a report, for long lists.
    pub struct Survey {
        /// The version of this shape.
        pub schema: u32,
        /// One row for each token, most dangerous first.
        pub rows: Vec<SurveyRow>,
        /// What was seen and not read.
        pub skipped: Vec<Skipped>,
        /// What else was recognised.
        pub notes: Vec<Note>,
    }
}

shape! {
    /// One token of a survey.
    pub struct SurveyRow {
        /// The token's place among all tokens of the input, from 0.
        pub index: u32,
        /// The verdict's level.
        pub level: Level,
        /// The level in words.
        pub title: String,
        /// The verdict's sentence.
        pub sentence: String,
        /// Which kind of signature it is.
        pub kind: Kind,
        /// Whether it works now.
        pub state: State,
        /// The storage account, when the host names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub account: Option<String>,
        /// Where it stands.
        pub location: Location,
    }
}
