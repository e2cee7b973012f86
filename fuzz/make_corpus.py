#!/usr/bin/env python3
"""Makes fuzz/corpus from the fixtures: whole files, and the parts of archives one by one."""

import pathlib
import struct
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
# The archives whose parts the targets replace, and what they are called.
BASES = {
    "xlsx_part": "forms/marks_of_all_kinds.xlsx",
    "xlsb_part": "grid/same/book.xlsb",
    "ods_part": "grid/same/book.ods",
}
CODES = ["General", "0.00%", "#,##0;[Red]-#,##0", "yyyy/m/d", 'ggge"年"m"月"d"日"', "[$-411]ge.m.d",
         "[DBNum1]0", "# ?/?", "0.00E+00", "[h]:mm:ss", "@", '_ * #,##0_ ;_ * "-"_ ', "m/d/yy h:mm"]
VALUES = [0.0, 1.0, -1.5, 45123.75, 1e308, float("nan")]


def put(target, name, content):
    folder = ROOT / "fuzz" / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]


def main():
    workbooks = [path for path in sorted(FIXTURES.rglob("*"))
                 if path.suffix in {".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"}]
    for number, path in enumerate(workbooks):
        name = f"{number:03}_{path.suffix[1:]}"
        put("xls" if path.suffix == ".xls" else "whole_file", name, path.read_bytes())
        if "protected" in path.name:
            put("whole_file", name, path.read_bytes())
    for target, base in BASES.items():
        places = {name: index for index, (name, _) in enumerate(parts(FIXTURES / base))}
        endings = {"xlsx_part": {".xlsx", ".xlsm"}, "xlsb_part": {".xlsb"}, "ods_part": {".ods"}}
        for number, path in enumerate(workbooks):
            if path.suffix not in endings[target]:
                continue
            if not zipfile.is_zipfile(path):
                continue
            for name, content in parts(path):
                # Drawings and comments of other books stand in for this book's first ones.
                if name in places and len(content) < 100_000:
                    place = places[name]
                    put(target, f"{number:03}_{place:03}", bytes([place]) + content)
    for code_number, code in enumerate(CODES):
        for value_number, value in enumerate(VALUES):
            content = struct.pack("<d", value) + code.encode()
            put("number_format", f"{code_number:02}_{value_number}", content)
    count = sum(1 for path in (ROOT / "fuzz" / "corpus").rglob("*") if path.is_file())
    print(f"{count} files in fuzz/corpus", file=sys.stderr)


if __name__ == "__main__":
    main()
