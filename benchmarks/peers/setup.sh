# Sourced by ../run.sh: finds or installs what the peers need, and says what is missing. Everything that is not a system package
# goes to $PEERS (default: a folder in the user's cache). Sets
#   PEER_PYTHON   a python3 with torch          TCMALLOC      the allocator that is fair to PyTorch
#   ORT_LIBRARY   ONNX Runtime's library        PEER_MODELS   models, inputs and answers, exported by PyTorch (1.3 GB)
#   MACHINE_PEAK  the program that measures what the machine can do

PEERS=${PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/compilednets-peers}
mkdir -p "$PEERS"
peers_source=$(dirname "${BASH_SOURCE[0]}")

missing() { echo "benchmarks: $*" >&2; }

python_with() {  # the first python3 that can import all of these
  local candidate
  for candidate in "${PEER_PYTHON:-}" python3 /usr/bin/python3; do
    if [ -n "$candidate" ] && "$candidate" -c "import ${1// /, }" 2>/dev/null; then echo "$candidate"; return; fi
  done
}

if [ -z "$(python_with torch\ onnx)" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  # Debian's torch is 1.13 with oneDNN and OpenBLAS; README.md says why these two libraries.
  { apt-get update -qq && apt-get install -y -qq gcc python3-torch python3-onnx libtcmalloc-minimal4 libopenblas0-openmp libopenblas0-pthread-; } \
    >"$PEERS/apt.log" 2>&1 || missing "apt-get could not install PyTorch: see $PEERS/apt.log"
fi
PEER_PYTHON=$(python_with torch)
[ -n "$PEER_PYTHON" ] || missing "no python3 with torch: going on without PyTorch and ONNX Runtime (Debian: apt install python3-torch python3-onnx)"

TCMALLOC=$(ldconfig -p 2>/dev/null | awk '/libtcmalloc_minimal\.so/ && !found++ { print $NF }')
[ -n "$TCMALLOC" ] || missing "no libtcmalloc_minimal: PyTorch trains slower without it"

if [ ! -x "$PEERS/machine_peak" ]; then
  gcc -O3 -march=native -pthread "$peers_source/machine_peak.c" -o "$PEERS/machine_peak" 2>"$PEERS/gcc.log" ||
    missing "machine_peak.c was not built, so there is no placement check and no share of the peak: see $PEERS/gcc.log"
fi
MACHINE_PEAK=
[ ! -x "$PEERS/machine_peak" ] || MACHINE_PEAK=$PEERS/machine_peak

ort_library() { ls "$PEERS"/node_modules/onnxruntime-node/bin/napi-v*/linux/x64/libonnxruntime.so.1 2>/dev/null | tail -n 1; }
if [ -z "$(ort_library)" ] && [ -n "$PEER_PYTHON" ]; then
  npm install --silent --ignore-scripts --prefix "$PEERS" onnxruntime-node@1.30.0 >"$PEERS/npm.log" 2>&1 ||
    missing "npm could not install onnxruntime-node, going on without ONNX Runtime: see $PEERS/npm.log"
fi
ORT_LIBRARY=$(ort_library)

PEER_MODELS=
if [ -n "$PEER_PYTHON" ] && [ -n "$ORT_LIBRARY" ]; then
  if [ ! -e "$PEERS/models/.complete" ]; then
    { "$PEER_PYTHON" "$peers_source/export_onnx.py" "$PEERS/models" && "$PEER_PYTHON" "$peers_source/export_training.py" "$PEERS/models" &&
      touch "$PEERS/models/.complete"; } >"$PEERS/export.log" 2>&1 ||
      missing "the models could not be exported, going on without ONNX Runtime: see $PEERS/export.log"
  fi
  [ ! -e "$PEERS/models/.complete" ] || PEER_MODELS=$PEERS/models
fi

export PEERS PEER_PYTHON TCMALLOC MACHINE_PEAK ORT_LIBRARY PEER_MODELS PYTHONDONTWRITEBYTECODE=1
