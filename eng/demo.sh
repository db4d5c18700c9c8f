#!/usr/bin/env bash
# The demonstration: pre-trains on FashionMNIST, evaluates, writes a page. Builds first if need be.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v quiet --tl:off src/Semblance.Cli
run=${1:-runs/demo}
rm -rf "$run"
./semblance train --preset demo --out "$run"
./semblance report "$run"
