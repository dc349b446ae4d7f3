"""Races our program against PyTorch and ONNX Runtime, interleaved in one run; started by ../run.sh."""

import argparse
import json
import os
import subprocess
import sys

import coldstart
import report
from contestants import contestants, warn, workload_names
from rounds import race
from targets import LIMIT_PERCENT, LIMITS, MEMORY_BOUND, TARGETS

PEAK_TRIES = 3


def main():
    options = parse_options()
    racers, names = contestants(), [*workload_names(), coldstart.NAME]
    if unknown := set(options.only or []) - set(names):
        sys.exit(f"no workload is called {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    peak = machine_peak()
    for workload in options.only or names:
        if workload == coldstart.NAME:
            publish(coldstart.cold_start(), options.json)
            continue
        for threads in options.threads:
            row = alone if workload in LIMITS else raced
            publish(row(racers, workload, threads, options.seconds, peak), options.json)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="workloads to run (default: all)")
    parser.add_argument("--threads", nargs="+", type=int, default=sorted({1, os.cpu_count()}), help="default: 1 and all cores")
    parser.add_argument("--seconds", type=float, default=3, help="for each workload and contestant, over all rounds")
    parser.add_argument("--json", action="store_true", help="print one JSON object a row, and keep no results")
    return parser.parse_args()


def publish(row, as_json):
    if as_json:
        print(json.dumps(row), flush=True)
    elif row:
        print(report.line(row), flush=True)
        report.keep(row)


def machine_peak():
    """The machine's best by measure and threads: fp32-fma in GFLOP/s, read and triad in GB/s. Empty without the program.
    Of a few tries, since one may meet a moment in which the cores share a real one."""
    program = os.environ.get("MACHINE_PEAK")
    if not program:
        return {}
    best = {}
    for _ in range(PEAK_TRIES):
        for line in map(json.loads, subprocess.check_output([program], text=True).splitlines()):
            key = line["measure"], line["threads"]
            best[key] = max(line["best"], best.get(key, 0))
    return best


def raced(racers, workload, threads, seconds, peak):
    results, rounds = race(racers, workload, threads, seconds)
    ours = results["ours"]
    for name, result in results.items():
        if result.get("flops", ours["flops"]) != ours["flops"] or result.get("params", ours["params"]) != ours["params"]:
            warn(f"{workload}: {name} counts {result['flops']} operations and {result['params']} parameters, we {ours['flops']} and {ours['params']}")
    microseconds = {name: result["median_us"] for name, result in results.items()}
    target = TARGETS[workload]
    return {
        "workload": workload,
        "threads": threads,
        "median_us": microseconds,
        "min_us": {name: result["min_us"] for name, result in results.items()},
        "target": str(target),
        "reached": target.reached(rounds["ratio"], rounds["ratios"]),
        "gflops": round(ours["flops"] / ours["median_us"] / 1e3, 2),
        **share_of_peak(workload, threads, ours, peak),
        "allocated_bytes": ours["allocated_bytes"],
        "peak_mb": {name: result["peak_mb"] for name, result in results.items()},
        "configs": {name: result["config"] for name, result in results.items()},
        "versions": {name: result["peer"] for name, result in results.items()},
        **rounds,
    }


def alone(racers, workload, threads, seconds, peak):
    """A single step of ours beside the machine's limit."""
    results, rounds = race([racer for racer in racers if racer.name == "ours"], workload, threads, seconds)
    ours, measure = results["ours"], LIMITS[workload]
    used = (ours["flops"] or ours["bytes"]) / ours["median_us"] / 1e3
    percent = round(100 * used / peak[measure, threads], 1) if (measure, threads) in peak else None
    return {
        "workload": workload,
        "threads": threads,
        "median_us": {"ours": ours["median_us"]},
        "min_us": {"ours": ours["min_us"]},
        "limit": measure,
        "used": round(used, 1),
        "percent": percent,
        "reached": None if percent is None else percent >= LIMIT_PERCENT,
        **rounds,
    }


def share_of_peak(workload, threads, ours, peak):
    """How much of the machine's arithmetic is used, or of its memory's bandwidth where that binds."""
    if ("fp32-fma", threads) not in peak:
        return {"peak_percent": None, "bound": None}
    if workload in MEMORY_BOUND:
        used, most, bound = MEMORY_BOUND[workload] / ours["median_us"] / 1e3, peak["read", threads], "memory"
    else:
        used, most, bound = ours["flops"] / ours["median_us"] / 1e3, peak["fp32-fma", threads], "fma"
    return {"peak_percent": round(100 * used / most, 1), "bound": bound}


if __name__ == "__main__":
    try:
        main()
    except RuntimeError as problem:
        sys.exit(str(problem))
