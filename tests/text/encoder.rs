//! The sentence encoder against the engine of the package its weights come from.
//!
//! `fixtures/text/encoder_vectors.bin` was made with `dictionaries/encoder/reference.py`, which
//! says how to run it.

use std::fs;

use rayon::ThreadPoolBuilder;
use torimatome::text::encoder::{DIMENSIONS, Encoder};

const SENTENCES: &str = "fixtures/text/encoder_sentences.txt";
const VECTORS: &str = "fixtures/text/encoder_vectors.bin";

/// The reference vectors: a scale (f32) and 384 shares of it (int8) each.
fn reference() -> Vec<Vec<f32>> {
    let bytes = fs::read(VECTORS).unwrap();
    let vector = |row: &[u8]| {
        let scale = f32::from_le_bytes(row[..4].try_into().unwrap()) / 127.0;
        row[4..].iter().map(|share| f32::from(share.cast_signed()) * scale).collect()
    };
    bytes.chunks_exact(4 + DIMENSIONS).map(vector).collect()
}

fn cosine(one: &[f32], other: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(one, other) / (dot(one, one) * dot(other, other)).sqrt()
}

#[test]
fn vectors_equal_those_of_the_reference_engine() {
    let encoder = Encoder::built_in().unwrap();
    let text = fs::read_to_string(SENTENCES).unwrap();
    let sentences: Vec<&str> = text.lines().collect();
    let reference = reference();
    assert_eq!((sentences.len(), reference.len()), (1000, 1000));
    let ours = encoder.embed(&sentences);
    let mut least = (1.0, "");
    for ((sentence, ours), reference) in sentences.iter().zip(&ours).zip(&reference) {
        let similarity = cosine(ours, reference);
        if similarity < least.0 {
            least = (similarity, sentence);
        }
    }
    println!("least cosine of 1000 sentences: {} ({})", least.0, least.1);
    assert!(least.0 >= 0.999, "{least:?}");
}

#[test]
fn batches_and_threads_change_no_bit() {
    let encoder = Encoder::built_in().unwrap();
    let text = fs::read_to_string(SENTENCES).unwrap();
    let sentences: Vec<&str> = text.lines().step_by(25).collect();
    let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let together = pool(2).install(|| encoder.embed(&sentences));
    let one_thread = pool(1).install(|| encoder.embed(&sentences));
    let alone: Vec<_> = sentences.iter().flat_map(|text| encoder.embed(&[text])).collect();
    assert_eq!(together, one_thread);
    assert_eq!(together, alone);
}

#[test]
fn every_text_has_a_unit_vector() {
    let encoder = Encoder::built_in().unwrap();
    assert_eq!(encoder.embed(&[]), Vec::<Vec<f32>>::new());
    let odd = ["", " ", "\u{0}", "🙂🙂", "Grüße aus Zürich", "العربية", &"長い文。".repeat(400)];
    for (text, vector) in odd.iter().zip(encoder.embed(&odd)) {
        assert_eq!(vector.len(), DIMENSIONS);
        let length = vector.iter().map(|component| component * component).sum::<f32>();
        assert!((length - 1.0).abs() < 1e-4, "{text}: {length}");
    }
}
