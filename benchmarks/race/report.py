"""Keeps the rows of a machine in results/<cpu>.json, and writes results/<cpu>.md from them."""

import datetime
import json
import os
import platform
import re
import subprocess
from pathlib import Path

from targets import TARGETS

RESULTS = Path(__file__).resolve().parent.parent / "results"


def keep(row):
    """Replaces what was known about this workload on so many threads."""
    path = RESULTS / f"{slug()}.json"
    path.parent.mkdir(exist_ok=True)
    rows = json.loads(path.read_text()) if path.exists() else []
    row = {**row, "date": datetime.date.today().isoformat(), "commit": commit()}
    rows = [other for other in rows if (other["workload"], other["threads"]) != (row["workload"], row["threads"])] + [row]
    order = list(TARGETS)
    rows.sort(key=lambda each: (each["threads"], order.index(each["workload"])))
    path.write_text("[\n" + ",\n".join(json.dumps(each) for each in rows) + "\n]\n")
    path.with_suffix(".md").write_text(document(rows))


def document(rows):
    parts = [f"# {cpu()}, {os.cpu_count()} cores", INTRODUCTION]
    for threads in sorted({row["threads"] for row in rows}):
        chosen = [row for row in rows if row["threads"] == threads]
        parts.append(f"## {threads} thread{'s' if threads > 1 else ''}\n\n" + table(chosen))
    reached = sum(row["reached"] is True for row in rows)
    parts.append(f"{reached} of {len(rows)} targets reached. Measured {dates(rows)} at {commits(rows)}; {versions(rows)}.")
    return "\n\n".join(parts) + "\n"


INTRODUCTION = """Written by `benchmarks/run.sh`; [docs/performance.md](../../docs/performance.md) says how to read it. Times are
medians in microseconds of interleaved rounds; *ratio* is the best peer's time over ours, more is better; *peak* is the share of the
machine's fp32 multiply-add rate measured in the same run, or of its memory bandwidth (b)."""

HEAD = ("workload", "ours", "PyTorch", "ONNX Runtime", "ratio", "target", "", "AOT/JIT", "GFLOP/s", "peak", "B/run", "MiB")


def table(rows):
    lines = [cells(HEAD), cells(["---"] + ["---:"] * 5 + ["---"] + ["---:"] * 5)]
    return "\n".join(lines + [cells(columns(row)) for row in rows])


def columns(row):
    times = row["median_us"]
    native = times.get("ours-aot")
    percent = "" if row["peak_percent"] is None else f"{row['peak_percent']:.0f} %{' b' if row['bound'] == 'memory' else ''}"
    return (
        row["workload"] + ("" if row["undisturbed"] else " (disturbed)"),
        *(amount(times.get(name)) for name in ("ours", "pytorch", "onnxruntime")),
        "" if row["ratio"] is None else f"{row['ratio']:.2f}",
        row["target"],
        {True: "reached", False: "not reached", None: "no peer"}[row["reached"]],
        "" if native is None else f"{times['ours'] / native:.2f}",
        amount(row["gflops"]),
        percent,
        f"{row['allocated_bytes']:.0f}",
        f"{row['peak_mb']['ours']:.0f}",
    )


def cells(texts):
    return "| " + " | ".join(texts) + " |"


def amount(number):
    if number is None:
        return ""
    return f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"


def line(row):
    """A row for the terminal."""
    times = "  ".join(f"{name} {amount(time)}" for name, time in row["median_us"].items())
    verdict = {True: "reached", False: "not reached", None: "no peer"}[row["reached"]]
    quiet = "" if row["undisturbed"] else "  (disturbed)"
    return f"{row['workload']:18} {row['threads']} thr  {times}  ratio {row['ratio']} (target {row['target']}: {verdict}){quiet}"


def dates(rows):
    return " and ".join(sorted({row["date"] for row in rows}))


def commits(rows):
    return ", ".join(sorted({row["commit"] for row in rows}))


def versions(rows):
    known = {}
    for row in rows:
        known.update(row["versions"])
    return ", ".join(sorted(set(known.values()) - {"compilednets"}))


def commit():
    try:
        return subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=RESULTS.parent, text=True).strip()
    except (OSError, subprocess.CalledProcessError):
        return "an unknown commit"


def cpu():
    """The processor's name, and its family and model, since virtual machines often give half of the name."""
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return platform.processor() or platform.machine()
    fields = dict(re.findall(r"^(model name|cpu family|model)\s*: (.*)$", info.read_text(), re.MULTILINE))
    if "model name" not in fields:
        return platform.machine()
    return f"{fields['model name']} family {fields['cpu family']} model {fields['model']}"


def slug():
    return re.sub(r"[^a-z0-9]+", "-", f"{cpu()} {os.cpu_count()} cores".lower()).strip("-")
