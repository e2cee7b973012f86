#!/usr/bin/env python3
"""Reads a folder of broken, hostile and protected workbooks, each on its own, and prints a table.

    cargo build --release
    python3 tests/hostile_survey.py FOLDER [--program target/release/torimatome]

A line for each file that was not read: how it ended, seconds, peak memory, the reason. Then the
totals: read, refused with a reason, crashed, the slowest and the largest. Exit status 1 when a
file crashed, went over a limit of time or memory, or was refused without being named.

EXPECTED.tsv in FOLDER, where there is one, gives passwords (column `password`) and the number of
filled cells that another reader found (`nonempty_cells`), which is compared with ours.
"""

import argparse
import concurrent.futures
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

EXTENSIONS = {".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".xlt", ".xltx", ".xltm", ".ots"}


def read(program, path, passwords):
    """One file in a process of its own: its exit status, output, seconds and peak memory."""
    command = [program, "inspect", str(path), "--json", "--lang", "en"]
    command += ["--password-file", passwords]
    began = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - began
        out.seek(0)
        err.seek(0)
        said = err.read().decode(errors="replace").strip()
        # The memory is the largest of the program and its worker.
        return os.waitstatus_to_exitcode(status), out.read(), said, seconds, usage.ru_maxrss / 1024


def judge(status, out, said, name):
    """How a file ended (read, refused, unnamed, crashed), why, and its filled cells."""
    if status not in (0, 1, 3) or "panicked" in said:
        return "crashed", f"status {status}: {said[:200]}", 0
    if status == 1:
        reason = said.splitlines()[0] if said else ""
        return ("refused" if name in said else "unnamed"), reason, 0
    sheets = json.loads(out)["sheets"]
    unread = sum(cell["shape"] is None for sheet in sheets for cell in sheet["unread"])
    return "read", "", unread + sum(len(sheet["fields"]) for sheet in sheets)


def files_below(folder, expected):
    """Every file that is a workbook by its name or stands in the table."""
    listed = lambda path: str(path.relative_to(folder)) in expected
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and (path.suffix.lower() in EXTENSIONS or listed(path))
    )


def read_all(files, expected, given):
    passwords = sorted({row["password"] for row in expected.values() if row.get("password")})
    with tempfile.TemporaryDirectory() as folder:
        listed = pathlib.Path(folder) / "passwords.txt"
        listed.write_text("\n".join(passwords) + "\n", encoding="utf-8")
        with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
            return list(pool.map(lambda path: read(given.program, path, str(listed)), files))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--program", default="target/release/torimatome")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments.add_argument("--seconds", type=float, default=30)
    arguments.add_argument("--mebibytes", type=float, default=512)
    given = arguments.parse_args()

    expected = {}
    table = given.folder / "EXPECTED.tsv"
    if table.exists():
        with table.open(encoding="utf-8") as rows:
            expected = {row["file"]: row for row in csv.DictReader(rows, delimiter="\t")}
    files = files_below(given.folder, expected)
    totals, slowest, largest, differing, over = {}, (0, ""), (0, ""), [], []
    for path, result in zip(files, read_all(files, expected, given)):
        status, out, said, seconds, mebibytes = result
        relative = str(path.relative_to(given.folder))
        ending, reason, cells = judge(status, out, said, path.name)
        totals[ending] = totals.get(ending, 0) + 1
        slowest, largest = max(slowest, (seconds, relative)), max(largest, (mebibytes, relative))
        if seconds > given.seconds or mebibytes > given.mebibytes:
            over.append(relative)
        if ending != "read":
            print(f"{ending:8} {seconds:6.2f} s {mebibytes:5.0f} MiB  {relative}: {reason}")
        theirs = expected.get(relative, {}).get("nonempty_cells", "")
        if theirs.isdigit() and int(theirs) != cells:
            differing.append((relative, int(theirs), cells))
    for relative, theirs, ours in differing:
        print(f"cells    {relative}: another reader found {theirs}, we {ours}")
    print(f"files    {len(files)}")
    for ending in ("read", "refused", "unnamed", "crashed"):
        print(f"{ending:8} {totals.get(ending, 0)}")
    print(f"over the limits {len(over)} {' '.join(over)}")
    print(f"slowest  {slowest[0]:.2f} s {slowest[1]}")
    print(f"largest  {largest[0]:.0f} MiB {largest[1]}")
    sys.exit(1 if over or totals.get("crashed") or totals.get("unnamed") else 0)


if __name__ == "__main__":
    main()
