#!/usr/bin/env bash
# The demonstration: pre-trains on FashionMNIST, evaluates beside raw pixels, PCA and the untrained encoder, writes a page.
# eng/demo.sh [PRESET] [RUN]: another preset, another run folder. An earlier run of that name is replaced.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v quiet --tl:off src/Semblance.Cli
preset=${1:-demo}
run=${2:-runs/$preset}
if [ -e "$run/config.json" ]; then ./semblance runs delete "$run" --yes; fi
./semblance train --preset "$preset" --out "$run"
./semblance evaluate --run "$run" --baselines --parts knn,linear,clustering
./semblance report "$run"
