//! Block ciphers by the names that protected files give them, in the two modes they use.

use aes::{Aes128, Aes192, Aes256};
use cbc::Decryptor;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, InnerIvInit, KeyInit};
use des::{Des, TdesEde3};
use rc2::Rc2;

use super::Refusal;

/// A block cipher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cipher {
    Aes,
    Des,
    TripleDes,
    Rc2,
}

impl Cipher {
    /// The cipher of this name, as in `cipherAlgorithm="AES"`.
    pub(super) fn named(name: &str) -> Result<Self, Refusal> {
        match name {
            "AES" => Ok(Self::Aes),
            "DES" => Ok(Self::Des),
            "3DES" | "3DES_112" => Ok(Self::TripleDes),
            "RC2" => Ok(Self::Rc2),
            _ => Err(Refusal::UnknownScheme),
        }
    }

    /// The plain bytes of whole blocks chained to each other (CBC).
    pub(super) fn unchain(self, key: &[u8], iv: &[u8], data: &[u8]) -> Result<Vec<u8>, Refusal> {
        let mut plain = data.to_vec();
        match (self, key.len()) {
            (Self::Aes, 16) => unchained(keyed::<Aes128>(key)?, iv, &mut plain),
            (Self::Aes, 24) => unchained(keyed::<Aes192>(key)?, iv, &mut plain),
            (Self::Aes, 32) => unchained(keyed::<Aes256>(key)?, iv, &mut plain),
            (Self::Des, 8) => unchained(keyed::<Des>(key)?, iv, &mut plain),
            (Self::TripleDes, 24) => unchained(keyed::<TdesEde3>(key)?, iv, &mut plain),
            (Self::Rc2, 5..=16) => {
                unchained(Rc2::new_with_eff_key_len(key, key.len() * 8), iv, &mut plain)
            }
            _ => Err(Refusal::UnknownScheme),
        }?;
        Ok(plain)
    }
}

/// The plain bytes of whole AES blocks, each on its own (ECB).
pub(super) fn aes_blocks(key: &[u8], data: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut plain = data.to_vec();
    match key.len() {
        16 => each_block(&keyed::<Aes128>(key)?, &mut plain),
        24 => each_block(&keyed::<Aes192>(key)?, &mut plain),
        32 => each_block(&keyed::<Aes256>(key)?, &mut plain),
        _ => Err(Refusal::UnknownScheme),
    }?;
    Ok(plain)
}

fn keyed<C: KeyInit>(key: &[u8]) -> Result<C, Refusal> {
    C::new_from_slice(key).map_err(|_| Refusal::UnknownScheme)
}

fn unchained<C: BlockCipherDecrypt>(cipher: C, iv: &[u8], data: &mut [u8]) -> Result<(), Refusal> {
    let chain = Decryptor::inner_iv_slice_init(cipher, iv).map_err(|_| Refusal::UnknownScheme)?;
    chain.decrypt_padded::<NoPadding>(data).map_err(|_| Refusal::Damaged)?;
    Ok(())
}

fn each_block<C: BlockCipherDecrypt>(cipher: &C, data: &mut [u8]) -> Result<(), Refusal> {
    for block in data.chunks_mut(C::block_size()) {
        cipher.decrypt_block(block.try_into().map_err(|_| Refusal::Damaged)?);
    }
    Ok(())
}
