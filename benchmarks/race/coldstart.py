"""From starting a process to its first prediction of the MLP, as the caller sees it, and how large our program is."""

import json
import os
import shutil
import statistics
import subprocess
import time

from contestants import HERE, PEERS

NAME = "coldstart-mlp"
LAUNCHES = 15
TARGET_MILLISECONDS, TARGET_MEGABYTES = 15, 5
PROGRAM = HERE.parent / "ColdStart" / "bin" / "Release" / "net10.0" / "linux-x64" / "publish" / "CompiledNets.Benchmarks.ColdStart"


def cold_start():
    """The row: milliseconds by contestant, and the size of our program. Empty where Native AOT made none."""
    if not PROGRAM.exists():
        return {}
    return {
        "workload": NAME,
        "milliseconds": {"ours": ours(), **peers()},
        "megabytes": round(PROGRAM.stat().st_size / 1e6, 2),
        "target_milliseconds": TARGET_MILLISECONDS,
        "target_megabytes": TARGET_MEGABYTES,
    }


def ours():
    launch()  # fills the file cache
    return round(statistics.median(launch() for _ in range(LAUNCHES)), 2)


def launch():
    began = time.perf_counter()
    with subprocess.Popen([str(PROGRAM)], stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"predicted\n"
        return (time.perf_counter() - began) * 1e3


def peers():
    """Each peer's own program knows how to start it."""
    found = {}
    python, models = os.environ.get("PEER_PYTHON"), os.environ.get("PEER_MODELS")
    if python:
        found["pytorch"] = milliseconds([python, str(PEERS / "pytorch_peer.py"), "--only", NAME])
    if models and shutil.which("node"):
        found["onnxruntime (Node.js)"] = milliseconds(["node", str(PEERS / "ort_peer.mjs"), models, NAME])
    return found


def milliseconds(command):
    node_modules = os.path.join(os.environ.get("PEERS", ""), "node_modules")
    answer = subprocess.check_output(command, text=True, env={**os.environ, "NODE_PATH": node_modules})
    return round(json.loads(answer)["median_us"] / 1e3, 1)
