#!/usr/bin/env bash
# Races CompiledNets against PyTorch on this machine's GPU, and writes results/gpu-<device>.md.
#
#   benchmarks/gpu/run.sh [gpu.py's options]
#   ILGPU_LIB=<folder of ILGPU.dll> benchmarks/gpu/run.sh ...      where the package cannot be restored
#   benchmarks/gpu/run.sh --publish                                only makes our program: one file that needs no .NET
#   benchmarks/gpu/run.sh --try                                    no race: every row once at batch 1, by the tests' stand-in for ILGPU, in a minute
#
# A machine without .NET takes the published file of another: copy the repository with benchmarks/gpu/bin.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=${PEER_PYTHON:-python3}
if [ "${1:-}" = --try ]; then
  dotnet build "$here" -c Release -v quiet -nologo >&2
  program=$here/bin/Release/net10.0/CompiledNets.Benchmarks.Gpu
  ILGPU_STANDIN_RACES=0 exec "$python" "$here/gpu.py" --program "$program" --host --sizes 64 --batches 1 --seconds 0.1 --rounds 1
fi

if command -v dotnet > /dev/null; then
  dotnet publish "$here" -c Release -r linux-x64 -v quiet -nologo -p:UseIlgpu=true ${ILGPU_LIB:+-p:IlgpuLib="$ILGPU_LIB"} >&2
fi
[ "${1:-}" = --publish ] || exec "$python" "$here/gpu.py" "$@"
