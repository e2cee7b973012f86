//! XOR obfuscation, method 1: a password → an array of 16 bytes that undoes it.
//!
//! Source: MS-OFFCRYPTO 2.3.7.1–2.3.7.3; tables as printed there.

use zeroize::Zeroizing;

use super::Refusal;

/// Only so much of a password counts.
const PASSWORD_BYTES: usize = 15;

const PADDING: [u8; 15] =
    [0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00];

const INITIAL_CODES: [u16; 15] = [
    0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E, 0x1872, 0xE139, 0xD40F, 0x84F9,
    0x280C, 0xA96A, 0x4EC3,
];

const MATRIX: [u16; 105] = [
    0xAEFC, 0x4DD9, 0x9BB2, 0x2745, 0x4E8A, 0x9D14, 0x2A09, 0x7B61, 0xF6C2, 0xFDA5, 0xEB6B, 0xC6F7,
    0x9DCF, 0x2BBF, 0x4563, 0x8AC6, 0x05AD, 0x0B5A, 0x16B4, 0x2D68, 0x5AD0, 0x0375, 0x06EA, 0x0DD4,
    0x1BA8, 0x3750, 0x6EA0, 0xDD40, 0xD849, 0xA0B3, 0x5147, 0xA28E, 0x553D, 0xAA7A, 0x44D5, 0x6F45,
    0xDE8A, 0xAD35, 0x4A4B, 0x9496, 0x390D, 0x721A, 0xEB23, 0xC667, 0x9CEF, 0x29FF, 0x53FE, 0xA7FC,
    0x5FD9, 0x47D3, 0x8FA6, 0x0F6D, 0x1EDA, 0x3DB4, 0x7B68, 0xF6D0, 0xB861, 0x60E3, 0xC1C6, 0x93AD,
    0x377B, 0x6EF6, 0xDDEC, 0x45A0, 0x8B40, 0x06A1, 0x0D42, 0x1A84, 0x3508, 0x6A10, 0xAA51, 0x4483,
    0x8906, 0x022D, 0x045A, 0x08B4, 0x1168, 0x76B4, 0xED68, 0xCAF1, 0x85C3, 0x1BA7, 0x374E, 0x6E9C,
    0x3730, 0x6E60, 0xDCC0, 0xA9A1, 0x4363, 0x86C6, 0x1DAD, 0x3331, 0x6662, 0xCCC4, 0x89A9, 0x0373,
    0x06E6, 0x0DCC, 0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48C4,
];

/// The two check values of a file.
pub(super) struct XorScheme {
    pub(super) key: u16,
    pub(super) verifier: u16,
}

/// A password that fits.
pub(super) struct XorKey {
    array: [u8; 16],
}

impl XorScheme {
    /// The key of a password.
    pub(super) fn key(&self, password: &str) -> Result<XorKey, Refusal> {
        let password = single_bytes(password);
        let key = key_of(&password).ok_or(Refusal::WrongPassword)?;
        if key != self.key || verifier_of(&password) != self.verifier {
            return Err(Refusal::WrongPassword);
        }
        let [low, high] = key.to_le_bytes();
        let mut array = [0; 16];
        let filled = password.iter().chain(&PADDING);
        for ((slot, byte), mask) in array.iter_mut().zip(filled).zip([low, high].iter().cycle()) {
            *slot = (byte ^ mask).rotate_left(2);
        }
        Ok(XorKey { array })
    }
}

impl XorKey {
    /// Undoes bytes in place; `start` is their offset in the stream plus their record's length.
    pub(super) fn apply(&self, start: usize, data: &mut [u8]) {
        for (byte, mask) in data.iter_mut().zip(self.array.iter().cycle().skip(start % 16)) {
            *byte = byte.rotate_left(3) ^ mask;
        }
    }
}

/// Each character as one byte: its low half, or the high half where the low one is zero.
fn single_bytes(password: &str) -> Zeroizing<Vec<u8>> {
    let byte = |unit: u16| match unit.to_le_bytes() {
        [0, high] => high,
        [low, _] => low,
    };
    Zeroizing::new(password.encode_utf16().map(byte).take(PASSWORD_BYTES).collect())
}

/// The password's 16-bit key; `None` for an empty password.
fn key_of(password: &[u8]) -> Option<u16> {
    let mut key = *INITIAL_CODES.get(password.len().checked_sub(1)?)?;
    let bits = password.iter().rev().flat_map(|byte| (0..7).rev().map(move |bit| byte >> bit & 1));
    for (bit, element) in bits.zip(MATRIX.iter().rev()) {
        if bit == 1 {
            key ^= element;
        }
    }
    Some(key)
}

fn verifier_of(password: &[u8]) -> u16 {
    let length = u8::try_from(password.len()).unwrap_or(u8::MAX);
    let bytes = password.iter().rev().chain(std::iter::once(&length));
    let rotate = |sum: u16| ((sum << 1) & 0x7FFF) | (sum >> 14 & 1);
    bytes.fold(0, |sum, byte| rotate(sum) ^ u16::from(*byte)) ^ 0xCE4B
}
