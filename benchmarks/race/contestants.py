"""The programs that race, each a process that answers lines `WORKLOAD SECONDS` with JSON."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / "peers"
OURS = HERE.parent / "Ours" / "bin" / "Release"


@dataclass(frozen=True)
class Contestant:
    name: str
    command: list[str]
    environment: dict[str, str]
    workloads: frozenset[str] | None = None  # None: all of them

    def knows(self, workload):
        return self.workloads is None or workload in self.workloads

    def start(self, threads):
        return Server(self, threads)


class Server:
    """A contestant's process."""

    def __init__(self, contestant, threads):
        self.name = contestant.name
        self.process = subprocess.Popen(
            [*contestant.command, "--serve", "--threads", str(threads)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **contestant.environment},
        )  # fmt: skip

    def time(self, workload, seconds):
        self.process.stdin.write(f"{workload} {seconds}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.name} died on {workload} (exit code {self.process.wait()})")
        return json.loads(answer)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def contestants():
    """Those that are installed: see peers/setup.sh, which sets the variables."""
    found = [Contestant("ours", [str(OURS / "net10.0" / "CompiledNets.Benchmarks.Ours")], {})]
    native = OURS / "net10.0" / "linux-x64" / "publish" / "CompiledNets.Benchmarks.Ours"
    if native.exists():
        found.append(Contestant("ours-aot", [str(native)], {}))
    python = os.environ.get("PEER_PYTHON")
    if python:
        allocator = {"LD_PRELOAD": os.environ["TCMALLOC"]} if os.environ.get("TCMALLOC") else {}
        found.append(Contestant("pytorch", [python, str(PEERS / "pytorch_peer.py")], allocator))
    library, models = os.environ.get("ORT_LIBRARY"), os.environ.get("PEER_MODELS")
    if python and library and models:
        exported = frozenset(about.parent.name for about in Path(models).glob("*/about.json"))
        command = [python, str(PEERS / "ort_native_peer.py"), models, "--library", library]
        found.append(Contestant("onnxruntime", command, {}, exported))
    return found


def workload_names():
    """All workloads, as our program lists them."""
    listing = subprocess.check_output([str(OURS / "net10.0" / "CompiledNets.Benchmarks.Ours"), "--list"], text=True)
    return listing.split()


def warn(message):
    print(message, file=sys.stderr, flush=True)
