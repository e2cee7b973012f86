#!/usr/bin/env python3
"""Proposes compound terms of the field from running text, for a person to choose from.

    python3 dictionaries/terms/find_compounds.py TEXT... > candidates.tsv

Reads UTF-8 texts, cuts them with MeCab and IPADIC (Debian packages mecab and
mecab-ipadic-utf8), and takes runs of two to six nouns (with prefixes and suffixes). A run is
ranked by its C-value (Frantzi, Ananiadou & Mima 2000: frequency, less that of the longer runs
around it, times log2 of its length + 1) and shown with the smaller of its two branching
entropies: a word that stands in many surroundings is a unit, a piece of one longer word is not.
Runs that `compounds.csv` beside this script already holds are left out.
"""

import collections
import math
import pathlib
import re
import subprocess
import sys
import unicodedata

MECAB = ["mecab", "-d", "/var/lib/mecab/dic/ipadic-utf8", "-b", "1000000"]
LONGEST = 6
LEAST_FREQUENCY = 3
# Numbers, pronouns and words of time never belong to a term.
OUTSIDE = {"数", "代名詞", "非自立", "副詞可能", "特殊"}


def sentences(path):
    """Joins the lines that a PDF broke inside a sentence, then cuts at 。 and blank lines."""
    text = unicodedata.normalize("NFKC", pathlib.Path(path).read_text(encoding="utf-8"))
    text = re.sub(r"(?<=[^\s。:])\n\s*\n?(?=[぀-ヿ一-鿿])", "", text)
    return [s for s in re.split(r"[。\n]+", text) if s.strip()]


def noun_runs(lines):
    """Yields (words before, run, words after) for every maximal run of nouns."""
    out = subprocess.run(MECAB, input="\n".join(lines), capture_output=True, text=True, check=True)
    run, before = [], "^"
    for row in out.stdout.splitlines():
        surface, _, features = row.partition("\t")
        parts = features.split(",")
        in_term = (
            len(parts) > 1
            and (parts[0] in ("名詞", "接頭詞"))
            and parts[1] not in OUTSIDE
            and re.fullmatch(r"[぀-ヿ一-鿿A-Za-z々ー]+", surface)
        )
        if in_term:
            run.append(surface)
            continue
        if run:
            yield before, tuple(run), surface
        run, before = [], surface


def main(paths):
    known = pathlib.Path(__file__).with_name("compounds.csv")
    listed = set()
    if known.exists():
        listed = {row.split(",")[0] for row in known.read_text(encoding="utf-8").splitlines()}
    count, left, right = (collections.Counter(), *(
        collections.defaultdict(collections.Counter) for _ in range(2)
    ))
    inside = collections.defaultdict(collections.Counter)
    lines = [line for path in paths for line in sentences(path)]
    for before, run, after in noun_runs(lines):
        for i in range(len(run)):
            for j in range(i + 2, min(i + LONGEST, len(run)) + 1):
                piece = run[i:j]
                count[piece] += 1
                left[piece][run[i - 1] if i else before] += 1
                right[piece][run[j] if j < len(run) else after] += 1
                if j - i < len(run):
                    inside[piece][run] += 1

    def entropy(counter):
        total = sum(counter.values())
        return -sum(n / total * math.log2(n / total) for n in counter.values())

    rows = []
    for piece, n in count.items():
        if n < LEAST_FREQUENCY or "".join(piece) in listed:
            continue
        longer = inside[piece]
        nested = sum(longer.values()) / len(longer) if longer else 0
        value = math.log2(len(piece) + 1) * (n - nested)
        rows.append((value, n, min(entropy(left[piece]), entropy(right[piece])), piece))
    for value, n, branching, piece in sorted(rows, key=lambda r: (-r[0], r[3])):
        print(f"{''.join(piece)}\t{value:.1f}\t{n}\t{branching:.2f}\t{'|'.join(piece)}")


if __name__ == "__main__":
    main(sys.argv[1:])
