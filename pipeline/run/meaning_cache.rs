//! Meaning cache (意味の控え): what texts meant in earlier runs, kept in the user's cache folder.
//!
//! It holds hashes and vectors, no text, and changes nothing but the time a run takes: a cache
//! that cannot be read or written is as good as none.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use etcetera::BaseStrategy as _;

use crate::cli::Options;
use crate::text::Meanings;

/// The folder below the user's cache folder, and the file in it.
const PLACE: &str = "torimatome/meanings.bin";

/// Beyond this the file is begun anew; 40 MiB hold a hundred thousand texts.
const MOST_BYTES: u64 = 40 << 20;

/// Where meanings are remembered.
pub(super) struct MeaningCache {
    /// `None` when nothing shall be, or can be, remembered.
    file: Option<PathBuf>,
}

impl MeaningCache {
    /// The user's own cache, unless the options forbid it.
    pub(super) fn of(options: &Options) -> Self {
        let folder = etcetera::choose_base_strategy().ok().map(|places| places.cache_dir());
        Self { file: folder.filter(|_| !options.no_cache).map(|folder| folder.join(PLACE)) }
    }

    /// What ships with the program and what earlier runs learned.
    pub(super) fn load(&self) -> Meanings {
        let mut meanings = Meanings::shipped();
        let small = |file: &&PathBuf| fs::metadata(file).is_ok_and(|meta| meta.len() <= MOST_BYTES);
        let bytes = self.file.as_ref().filter(small).and_then(|file| fs::read(file).ok());
        meanings.remember(&bytes.unwrap_or_default());
        meanings
    }

    /// Keeps what is new, in one step, so that a run at the same time reads all or nothing.
    pub(super) fn save(&self, meanings: &Meanings) {
        let Some((file, folder)) = self.file.as_ref().and_then(|file| Some((file, file.parent()?)))
        else {
            return;
        };
        if meanings.learned() == 0 || fs::create_dir_all(folder).is_err() {
            return;
        }
        let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut new| {
            new.write_all(&meanings.to_cache())?;
            new.persist(file).map_err(|error| error.error)
        });
        // The next run learns again what could not be kept.
        drop(written);
    }
}
