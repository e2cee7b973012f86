#!/bin/sh
# Makes ipadic-src-utf8.tar.zst from the files of Debian's package mecab-ipadic.
#
#     sh dictionaries/ipadic/rebuild.sh [FOLDER]
#
# FOLDER holds the package's files; by default /usr/share/mecab/dic/ipadic, where
# `apt install mecab-ipadic` puts them. Needs GNU tar, iconv and zstd. iconv, not another
# converter: they map some characters (−, ‖) differently.
set -eu
source=${1:-/usr/share/mecab/dic/ipadic}
target=$(cd "$(dirname "$0")" && pwd)/ipadic-src-utf8.tar.zst
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
for file in "$source"/*.csv "$source"/char.def "$source"/unk.def "$source"/matrix.def; do
    iconv -f EUC-JP -t UTF-8 "$file" >"$work/$(basename "$file")"
done
cd "$work"
LC_ALL=C tar --format=gnu --owner=0 --group=0 --numeric-owner \
    --mtime='2007-08-01 00:00:00 UTC' -cf - *.csv char.def unk.def matrix.def |
    zstd -19 -T0 -q -f -o "$target"
sha256sum "$target"
