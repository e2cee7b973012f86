//! Protection: a file under a password and passwords to try → the plain workbook's bytes.
//!
//! Every scheme states a check value, so a wrong password is known as wrong and never yields
//! rubbish. Nothing here is stored, logged or written.
//! Source: MS-OFFCRYPTO, MS-XLS 2.2.10, ODF 1.3 part 2 section 3.

/// Office Open XML since 2010.
mod agile;
/// Block ciphers by name.
mod ciphers;
/// Hash functions by name.
mod hashing;
/// `OpenDocument` spreadsheets.
mod open_document;
/// The two streams of a protected package.
mod package;
/// BIFF under RC4, with keys of its own or of `CryptoAPI`.
mod rc4;
/// `OpenDocument` files encrypted as a whole.
mod sealed_document;
/// Office Open XML of 2007.
mod standard;
/// BIFF: which bytes of which records are protected.
mod xls;
/// BIFF under XOR obfuscation.
mod xor;

use super::sniff::Content;
use super::{FileFormat, Limits};

/// What Excel uses when a person sets no password but protects the structure.
pub(super) const DEFAULT_PASSWORD: &str = "VelvetSweatshop";

/// Why a protected file stays closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The password is wrong.
    WrongPassword,
    /// The scheme is none of those known here.
    UnknownScheme,
    /// The file contradicts itself or is cut short.
    Damaged,
    /// The content is not what was protected: its seal does not fit.
    Tampered,
    /// The password would have to be hashed more often than the limit allows.
    TooManyRounds,
    /// The plain content would be larger than the limit.
    TooLarge,
}

/// A protected file, ready to try passwords on.
pub(super) enum Locked {
    Package(package::Package),
    Xls(xls::LockedStream),
    OpenDocument(open_document::LockedArchive),
}

/// The protection of a file; `None` when it has none.
///
/// # Errors
/// Everything but [`Refusal::WrongPassword`].
pub(super) fn of(
    content: Content,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Option<Locked>, Refusal> {
    match content {
        Content::ProtectedPackage => {
            package::Package::read(bytes, limits).map(Locked::Package).map(Some)
        }
        Content::ProtectedOds => {
            open_document::LockedArchive::read(bytes, limits).map(Locked::OpenDocument).map(Some)
        }
        Content::Workbook(FileFormat::Xls) => Ok(xls::LockedStream::read(bytes)?.map(Locked::Xls)),
        Content::Workbook(_) | Content::Crowded | Content::Foreign(_) => Ok(None),
    }
}

impl Locked {
    /// The plain workbook.
    pub(super) fn open(&self, password: &str) -> Result<Vec<u8>, Refusal> {
        match self {
            Self::Package(package) => package.open(password),
            Self::Xls(stream) => stream.open(password),
            Self::OpenDocument(archive) => archive.open(password),
        }
    }
}

/// A password as the Office formats hash it: UTF-16, low byte first.
fn utf16(password: &str) -> zeroize::Zeroizing<Vec<u8>> {
    zeroize::Zeroizing::new(password.encode_utf16().flat_map(u16::to_le_bytes).collect())
}

/// The bytes cut or filled up to a length.
fn fitted(mut bytes: Vec<u8>, length: usize, filler: u8) -> Vec<u8> {
    bytes.resize(length, filler);
    bytes
}

/// The little-endian number at an offset.
fn number<const N: usize>(bytes: &[u8], offset: usize) -> Result<[u8; N], Refusal> {
    let end = offset.checked_add(N).ok_or(Refusal::Damaged)?;
    bytes.get(offset..end).and_then(|part| part.try_into().ok()).ok_or(Refusal::Damaged)
}

fn number16(bytes: &[u8], offset: usize) -> Result<u16, Refusal> {
    number(bytes, offset).map(u16::from_le_bytes)
}

fn number32(bytes: &[u8], offset: usize) -> Result<u32, Refusal> {
    number(bytes, offset).map(u32::from_le_bytes)
}
