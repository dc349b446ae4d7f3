#!/usr/bin/env bash
# Races CompiledNets against PyTorch on this machine's GPU, and writes results/gpu-<device>.md.
#
#   benchmarks/gpu/run.sh [gpu.py's options]
#   ILGPU_LIB=<folder of ILGPU.dll> benchmarks/gpu/run.sh ...      where the package cannot be restored
#   benchmarks/gpu/run.sh --publish                                only makes our program: one file that needs no .NET
#
# A machine without .NET takes the published file of another: copy the repository with benchmarks/gpu/bin.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if command -v dotnet > /dev/null; then
  dotnet publish "$here" -c Release -r linux-x64 -v quiet -nologo -p:UseIlgpu=true ${ILGPU_LIB:+-p:IlgpuLib="$ILGPU_LIB"} >&2
fi
[ "${1:-}" = --publish ] || exec "${PEER_PYTHON:-python3}" "$here/gpu.py" "$@"
