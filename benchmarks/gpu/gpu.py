#!/usr/bin/env python3
"""Races CompiledNets against PyTorch on one GPU, row by row in turn, and writes ../results/gpu-<device>.md.

    benchmarks/gpu/gpu.py [--program FILE] [--only NAME...] [--batches N...] [--sizes N...] [--seconds S] [--rounds N] [--host]

--host uses the processor on both sides, to look for mistakes: with tiny sizes, and nothing is written unless --out says where.
"""

import argparse
import datetime
import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "peers"))

import torch_side  # noqa: E402 (it imports the peers' models)

# What we want: our steps per second as a multiple of PyTorch's, eager.
TARGETS = {"mlp": 1.0, "lenet": 1.0, "vae": 1.0, "textnet": 1.0, "kerascnn": 0.7, "gpt": 0.7, "resnet18": 0.7, "sgemm": 0.75, "tf32": 0.5}
NETWORKS = ["mlp", "lenet", "kerascnn", "textnet", "gpt", "vae", "resnet18"]
PUBLISHED = HERE / "bin" / "Release" / "net10.0" / "linux-x64" / "publish" / "CompiledNets.Benchmarks.Gpu"


def main():
    options = parse_options()
    rows = [f"{name}-{size}" for name in ("sgemm", "tf32") if wanted(options, name) for size in options.sizes]
    rows += [f"{name}-{batch}" for name in NETWORKS if wanted(options, name) for batch in options.batches]
    command = [str(options.program), "--seconds", str(options.seconds)] + (["--host"] if options.host else [])
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as ours:
        first = ours.stdout.readline()
        if not first:
            sys.exit("our program found no device: see above")
        device = json.loads(first)["device"]
        measured = []
        for row in rows:
            measured.append(race(row, ours, options))
            print(cells(columns(measured[-1])), flush=True)
        ours.stdin.close()
    text = document(device, measured, options)
    path = options.out or (None if options.host else HERE.parent / "results" / f"gpu-{slug(device)}.md")
    if path:
        path.write_text(text)
        print(f"written: {path}")
    else:
        print("\n" + text)


def race(row, ours, options):
    """Both sides in turn, some rounds; of each the fastest round, for the other rounds were disturbed."""
    mine, peer = [], []
    for _ in range(options.rounds):
        mine.append(ask(ours, row))
        peer.append(torch_side.measure(row, options.seconds, options.host))
    return {"row": row, "ours": best(mine), "peer": best(peer)}


def ask(ours, row):
    ours.stdin.write(row + "\n")
    ours.stdin.flush()
    answer = ours.stdout.readline()
    return json.loads(answer) if answer else sys.exit(f"our program ended at {row}")


def best(rounds):
    """The fastest round."""
    good = [each for each in rounds if "error" not in each]
    return min(good, key=lambda each: each["us"]) if good else rounds[0]


def document(device, rows, options):
    parts = [
        f"# {device}",
        "A step is gradients and an update by Adam (gpt: AdamW) of a batch that is on the device already; its time is the median over blocks of steps of which each "
        f"block was waited for once, the better of {options.rounds} rounds, in which both sides took turns. The ratio is our speed over PyTorch's, eager, in float32 "
        "without TF32 (rows tf32: with it). Memory is what the device holds for a network, its data and its optimiser: with PyTorch, what its allocator took at most.",
        "\n".join([cells(HEAD), cells(["---"] + ["---:"] * (len(HEAD) - 2) + ["---"])] + [cells(columns(row)) for row in rows]),
    ]
    ratios = [(ratio(row), TARGETS[name_of(row)]) for row in rows if ratio(row) is not None]
    reached = sum(value >= target for value, target in ratios)
    parts.append(f"{reached} of {len(ratios)} ratios reached. Measured {datetime.date.today().isoformat()} at {commit()}; {torch_side.versions(options.host)}.")
    return "\n\n".join(parts) + "\n"


HEAD = ["row", "ours, µs", "PyTorch, µs", "ours, TFLOP/s", "ratio", "target", "launches", "PyTorch's", "ours, MiB", "PyTorch's", ""]


def columns(row):
    mine, peer = row["ours"], row["peer"]
    speed = ""
    if name_of(row) in ("sgemm", "tf32") and "us" in mine:
        size = int(row["row"].split("-")[1])
        speed = f"{2 * size**3 / mine['us'] / 1e6:.2f}"
    value, target = ratio(row), TARGETS[name_of(row)]
    verdict = mine.get("error", peer.get("error", "")) if value is None else "reached" if value >= target else "missed"
    return [
        row["row"], number(mine, "us"), number(peer, "us"), speed, "" if value is None else f"{value:.2f}", f"{target:g}",
        number(mine, "launches"), number(peer, "launches"), mebibytes(mine), mebibytes(peer), verdict,
    ]  # fmt: skip


def ratio(row):
    mine, peer = row["ours"], row["peer"]
    return peer["us"] / mine["us"] if "us" in mine and "us" in peer else None


def name_of(row):
    return row["row"].split("-")[0]


def number(side, key):
    return f"{side[key]:.4g}" if side.get(key) is not None else ""


def mebibytes(side):
    return f"{side['bytes'] / 2**20:.0f}" if side.get("bytes", -1) >= 0 else ""


def cells(values):
    return "| " + " | ".join(str(value) for value in values) + " |"


def slug(device):
    return re.sub(r"[^a-z0-9]+", "-", device.lower()).strip("-")


def commit():
    try:
        return subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "a copy without git"


def wanted(options, name):
    return not options.only or name in options.only


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=PUBLISHED, help="our side, published as run.sh does")
    parser.add_argument("--only", nargs="+", choices=sorted(TARGETS), default=[])
    parser.add_argument("--batches", nargs="+", type=int, default=[64, 512])
    parser.add_argument("--sizes", nargs="+", type=int, default=[1024, 4096, 8192], help="of square products")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--host", action="store_true")
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
