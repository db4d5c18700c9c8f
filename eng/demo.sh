#!/usr/bin/env bash
# The demonstration: pre-trains on FashionMNIST, evaluates beside raw pixels, PCA and the untrained encoder, writes a page.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v quiet --tl:off src/Semblance.Cli
run=${1:-runs/demo}
[ -e "$run/config.json" ] && ./semblance runs delete "$run" --yes
./semblance train --preset demo --out "$run"
./semblance evaluate --run "$run" --baselines
./semblance report "$run"
