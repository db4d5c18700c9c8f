#!/usr/bin/env bash
# The demonstration: pre-trains on FashionMNIST, evaluates beside raw pixels, PCA and the untrained encoder, writes a page.
# eng/demo.sh [PRESET] [RUN]: another preset, another run folder.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v quiet --tl:off src/Semblance.Cli
preset=${1:-demo}
run=${2:-runs/$preset}
rm -rf "$run"
./semblance train --preset "$preset" --out "$run"
./semblance evaluate --run "$run" --baselines --parts knn,linear,clustering
./semblance report "$run"
