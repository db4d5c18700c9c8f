#!/usr/bin/env bash
# Installs what Semblance needs and is not there. Silent and quick when nothing is missing.
set -euo pipefail

engine=(libtorch-dev libgloo-dev libopenblas0-pthread libopencv-imgcodecs-dev libopencv-imgproc-dev)
[ -n "${SEMBLANCE_LIBTORCH:-}" ] && engine=(libopencv-imgcodecs-dev libopencv-imgproc-dev)
packages=(cmake g++ "${engine[@]}" dataset-fashion-mnist)

say() { printf 'setup: %s\n' "$*" >&2; }

if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    say "the .NET 10 SDK is missing - 'dotnet --list-sdks' shows no 10.0 - install it from https://dot.net/download and run 'make setup' again"
    exit 1
fi

if ! command -v dpkg-query >/dev/null; then
    for tool in cmake c++; do
        command -v "$tool" >/dev/null && continue
        say "$tool is missing - this is no Debian system, so nothing is installed for you - install CMake 3.18 or later, a C++17 compiler," \
            "OpenCV 4 (imgcodecs and imgproc with headers) and libtorch (then export SEMBLANCE_LIBTORCH=/path/to/libtorch); docs/install.md has the list"
        exit 1
    done
    exit 0
fi

missing=()
installed=" $(dpkg-query --show --showformat='${Package}/${db:Status-Status} ' "${packages[@]}" 2>/dev/null || true)"
for package in "${packages[@]}"; do
    [[ $installed == *" $package/installed "* ]] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    say "packages are missing: ${missing[*]} - only root may install them, and sudo asks for a password -" \
        "run: sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}"
    exit 1
fi

say "installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" </dev/null >>"$log" 2>&1
}
if ! install update || ! install install --no-install-recommends "${missing[@]}"; then
    tail -n 20 "$log" >&2
    say "apt-get failed - its last lines stand above - Debian 12 and later have these packages; see docs/install.md for other systems"
    exit 1
fi
