//! The facts of Azure Storage signatures, as tables with a source in each row. Code asks them and
//! repeats none of their rows.

pub(crate) mod grants;
pub(crate) mod hosts;
pub(crate) mod resources;
pub(crate) mod table;
pub(crate) mod versions;

use crate::report::Kind;

/// The four storage services; a Data Lake path is a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Service {
    Blob,
    File,
    Queue,
    Table,
}

impl Service {
    pub(crate) const ALL: [Self; 4] = [Self::Blob, Self::File, Self::Queue, Self::Table];

    /// Reads a letter of `ss` or of `sks`.
    pub(crate) fn from_letter(letter: char) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|service| service.letter() == letter)
    }

    pub(crate) fn letter(self) -> char {
        match self {
            Self::Blob => 'b',
            Self::File => 'f',
            Self::Queue => 'q',
            Self::Table => 't',
        }
    }

    /// The service's name in a report.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::File => "file",
            Self::Queue => "queue",
            Self::Table => "table",
        }
    }

    /// The service's name in a sentence.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Blob => "Blob Storage",
            Self::File => "Azure Files",
            Self::Queue => "Queue Storage",
            Self::Table => "Table Storage",
        }
    }

    /// What its containers are called.
    pub(crate) fn containers(self) -> &'static str {
        match self {
            Self::Blob => "containers",
            Self::File => "file shares",
            Self::Queue => "queues",
            Self::Table => "tables",
        }
    }

    /// One of its containers.
    pub(crate) fn container(self) -> &'static str {
        match self {
            Self::Blob => "container",
            Self::File => "file share",
            Self::Queue => "queue",
            Self::Table => "table",
        }
    }

    /// What its items are called.
    pub(crate) fn items(self) -> &'static str {
        match self {
            Self::Blob => "blobs",
            Self::File => "files",
            Self::Queue => "messages",
            Self::Table => "table rows",
        }
    }
}

/// Who signed a token, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Signed with an account key, for the account.
    Account,
    /// Signed with an account key, for one container or item.
    Service,
    /// Signed with a delegation key that a Microsoft Entra identity fetched.
    UserDelegation,
    /// No documented kind fits.
    Unknown,
}

impl Kind {
    pub(crate) fn new(family: Family, service: Service) -> Self {
        match (family, service) {
            (Family::Account, _) => Self::StorageAccount,
            (Family::Service, Service::Blob) => Self::StorageServiceBlob,
            (Family::Service, Service::File) => Self::StorageServiceFile,
            (Family::Service, Service::Queue) => Self::StorageServiceQueue,
            (Family::Service, Service::Table) => Self::StorageServiceTable,
            (Family::UserDelegation, Service::Blob) => Self::StorageUserDelegationBlob,
            (Family::UserDelegation, Service::File) => Self::StorageUserDelegationFile,
            (Family::UserDelegation, Service::Queue) => Self::StorageUserDelegationQueue,
            (Family::UserDelegation, Service::Table) => Self::StorageUserDelegationTable,
            (Family::Unknown, _) => Self::StorageUnknown,
        }
    }

    pub(crate) fn family(self) -> Family {
        match self {
            Self::StorageAccount => Family::Account,
            Self::StorageServiceBlob
            | Self::StorageServiceFile
            | Self::StorageServiceQueue
            | Self::StorageServiceTable => Family::Service,
            Self::StorageUserDelegationBlob
            | Self::StorageUserDelegationFile
            | Self::StorageUserDelegationQueue
            | Self::StorageUserDelegationTable => Family::UserDelegation,
            _ => Family::Unknown,
        }
    }

    /// The one service of a service or user delegation SAS.
    pub(crate) fn service(self) -> Option<Service> {
        match self {
            Self::StorageServiceBlob | Self::StorageUserDelegationBlob => Some(Service::Blob),
            Self::StorageServiceFile | Self::StorageUserDelegationFile => Some(Service::File),
            Self::StorageServiceQueue | Self::StorageUserDelegationQueue => Some(Service::Queue),
            Self::StorageServiceTable | Self::StorageUserDelegationTable => Some(Service::Table),
            _ => None,
        }
    }
}
