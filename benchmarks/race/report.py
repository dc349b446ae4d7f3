"""Keeps the rows of a machine in results/<cpu>.json, and writes results/<cpu>.md from them."""

import datetime
import json
import os
import platform
import re
import statistics
import subprocess
from pathlib import Path

import coldstart
from targets import BATCH_WORK, LIMIT_PERCENT, LIMITS, SPEEDUP_OF_TWO, TARGETS

RESULTS = Path(__file__).resolve().parent.parent / "results"


def keep(row):
    """Replaces what was known about this workload on so many threads."""
    path = RESULTS / f"{slug()}.json"
    path.parent.mkdir(exist_ok=True)
    rows = json.loads(path.read_text()) if path.exists() else []
    row = {**row, "date": datetime.date.today().isoformat(), "commit": commit()}
    rows = [other for other in rows if key(other) != key(row)] + [row]
    order = [*TARGETS, *LIMITS, coldstart.NAME]
    rows.sort(key=lambda each: (each.get("threads", 0), order.index(each["workload"])))
    path.write_text("[\n" + ",\n".join(json.dumps(each) for each in rows) + "\n]\n")
    path.with_suffix(".md").write_text(document(rows))


def key(row):
    return row["workload"], row.get("threads")


def document(rows):
    parts = [f"# {cpu()}, {os.cpu_count()} cores", INTRODUCTION]
    races = [row for row in rows if row["workload"] in TARGETS]
    for threads in sorted({row["threads"] for row in races}):
        chosen = [row for row in races if row["threads"] == threads]
        parts.append(f"## {threads} thread{'s' if threads > 1 else ''}\n\n" + table(chosen))
    parts += limits([row for row in rows if row["workload"] in LIMITS])
    parts += [start(row) for row in rows if row["workload"] == coldstart.NAME]
    parts += native(races) + speedups(races)
    reached = sum(row["reached"] is True for row in races)
    parts.append(f"{reached} of {len(races)} ratios reached. Measured {dates(rows)} at {commits(rows)}; {versions(races)}.")
    return "\n\n".join(parts) + "\n"


def limits(rows):
    """Single steps beside the machine's best: a line a step and number of threads."""
    if not rows:
        return []
    lines = [cells(("step", "threads", "µs", "", "of the machine's", "target", "")), cells(["---"] + ["---:"] * 5 + ["---"])]
    for row in sorted(rows, key=lambda each: (list(LIMITS).index(each["workload"]), each["threads"])):
        unit = "GFLOP/s" if row["limit"] == "fp32-fma" else "GB/s"
        share = "" if row["percent"] is None else f"{row['percent']:.0f} %"
        name = row["workload"] + ("" if row["undisturbed"] else " (disturbed)")
        told = "" if row["reached"] is None else verdict(row["reached"])
        lines.append(cells((name, str(row["threads"]), amount(row["median_us"]["ours"]), f"{amount(row['used'])} {unit}", share, f"{LIMIT_PERCENT} %", told)))
    return ["## Single steps, beside the machine's multiply-adds and its memory (STREAM's triad)\n\n" + "\n".join(lines)]


def speedups(races):
    """What a second core gives where there is a batch to share."""
    times = {key(row): row["median_us"]["ours"] for row in races}
    found = {name: times[name, 1] / times[name, 2] for name in BATCH_WORK if {(name, 1), (name, 2)} <= times.keys()}
    if not found:
        return []
    told = ", ".join(f"{name} {times:.2f}" for name, times in found.items())
    return [f"Two threads against one on batches, to reach {SPEEDUP_OF_TWO:g}: {told}."]


def start(row):
    """Start to first prediction, and the size of the program."""
    lines = [cells(("the MLP's first prediction", "ms", "target", "")), cells(("---", "---:", "---:", "---"))]
    for name, time in row["milliseconds"].items():
        target = row["target_milliseconds"] if name == "ours" else None
        lines.append(cells((name, f"{time:.1f}", "" if target is None else f"< {target}", "" if target is None else verdict(time < target))))
    size, most = row["megabytes"], row["target_megabytes"]
    lines.append(cells(("size of our program, MB", f"{size:.2f}", f"< {most}", verdict(size < most))))
    return "## Start\n\n" + "\n".join(lines)


def native(races):
    """How Native AOT's steady state compares with the JIT's, over all rows."""
    shares = {f"{row['workload']} on {row['threads']}": 1 / row["ratios"]["ours-aot"] for row in races if "ours-aot" in row["ratios"]}
    if not shares:
        return []
    least = min(shares, key=shares.get)
    slower = sum(share < 0.95 for share in shares.values())
    return [f"Native AOT against the JIT, to reach 0.95: median {statistics.median(shares.values()):.2f}, "
            f"least {shares[least]:.2f} ({least}); {slower} of {len(shares)} rows below."]  # fmt: skip


def verdict(reached):
    return {True: "reached", False: "not reached", None: "no peer"}[reached]


INTRODUCTION = """Written by `benchmarks/run.sh`; [docs/performance.md](../../docs/performance.md) says how to read it. Times are
medians in microseconds of interleaved rounds; *ratio* is the best peer's time over ours, more is better; *peak* is the share of the
machine's fp32 multiply-add rate measured in the same run, or of its memory bandwidth (b)."""

HEAD = ("workload", "ours", "PyTorch", "ONNX Runtime", "ratio", "target", "", "AOT/JIT", "GFLOP/s", "peak", "B/run", "MiB")


def table(rows):
    lines = [cells(HEAD), cells(["---"] + ["---:"] * 5 + ["---"] + ["---:"] * 5)]
    return "\n".join(lines + [cells(columns(row)) for row in rows])


def columns(row):
    times = row["median_us"]
    native = row["ratios"].get("ours-aot")
    percent = "" if row["peak_percent"] is None else f"{row['peak_percent']:.0f} %{' b' if row['bound'] == 'memory' else ''}"
    return (
        row["workload"] + ("" if row["undisturbed"] else " (disturbed)"),
        *(amount(times.get(name)) for name in ("ours", "pytorch", "onnxruntime")),
        "" if row["ratio"] is None else f"{row['ratio']:.2f}",
        row["target"],
        verdict(row["reached"]),
        "" if native is None else f"{1 / native:.2f}",
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
    if row["workload"] == coldstart.NAME:
        return f"{row['workload']:18} {row['milliseconds']} ms, {row['megabytes']} MB"
    times = "  ".join(f"{name} {amount(time)}" for name, time in row["median_us"].items())
    quiet = "" if row["undisturbed"] else "  (disturbed)"
    if row["workload"] in LIMITS:
        return f"{row['workload']:18} {row['threads']} thr  {times}  {row['used']} ({row['limit']}), {row['percent']} % of the machine's{quiet}"
    return f"{row['workload']:18} {row['threads']} thr  {times}  ratio {row['ratio']} (target {row['target']}: {verdict(row['reached'])}){quiet}"


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
