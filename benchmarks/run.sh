#!/usr/bin/env bash
# Races CompiledNets against PyTorch and ONNX Runtime on this machine, and writes results/<cpu>.md.
#
#   benchmarks/run.sh [--no-build] [--no-aot] [--only NAME...] [--threads N...] [--seconds S] [--json]
#   benchmarks/run.sh [--no-build] [--no-aot] --check      instead compares our outputs and losses with PyTorch's
#
# The first run installs the peers (PEERS names the folder; as root on Debian, system packages too) and exports their models.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."

build=yes aot=yes
while [ $# -gt 0 ]; do
  case $1 in
    --no-build) build= aot= ;;
    --no-aot) aot= ;;
    *) break ;;
  esac
  shift
done

if [ -n "$build" ]; then
  dotnet build -c Release -v quiet -nologo benchmarks/Ours >&2
fi
if [ -n "$aot" ]; then
  for project in Ours ColdStart; do
    dotnet publish -c Release -v quiet -nologo -r linux-x64 -p:NativeAot=true benchmarks/$project >&2 ||
      echo "benchmarks: no Native AOT program of $project (it wants clang): going on without it" >&2
  done
fi

source "$here/peers/setup.sh"
if [ "${1:-}" = --check ]; then
  [ -n "$PEER_MODELS" ] || exit 1
  exec "$here/Ours/bin/Release/net10.0/CompiledNets.Benchmarks.Ours" --check "$PEER_MODELS"
fi
exec "${PEER_PYTHON:-python3}" "$here/race/race.py" "$@"
