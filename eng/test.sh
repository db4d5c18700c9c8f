#!/usr/bin/env bash
# Runs every built test program and adds up their own counts. The last line is "N passed, N failed".
# Give project names to run only those: eng/test.sh Semblance.Cli.Tests
set -uo pipefail
cd "$(dirname "$0")/.."

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"
broken=0

run() {
    local name=$1
    local program=artifacts/bin/$name/release/$name
    local trx=$results/$name.trx
    local log=$results/$name.log
    local started=$SECONDS
    if [ ! -x "$program" ]; then
        echo "test: $name is not built - $program does not exist - run 'make build'" >&2
        return 1
    fi
    timeout --kill-after=10 "${TEST_LIMIT:-1200}" "$program" -trx "$trx" -noLogo -noColor </dev/null >"$log" 2>&1
    local code=$?
    printf '%-28s %4d s\n' "$name" $((SECONDS - started))
    local counters
    counters=$(grep -o '<Counters [^>]*>' "$trx" 2>/dev/null)
    [ $code -eq 0 ] && [ -n "$counters" ] && return 0
    cat "$log"
    [[ $counters == *' failed="'[1-9]* ]] && return 0 # its failures are counted below
    echo "test: $name broke - exit code $code, ${counters:-no counts} - its last words stand above" >&2
    return 1
}

if [ $# -gt 0 ]; then names=("$@"); else names=($(cd tests && ls -d *.Tests)); fi
for name in "${names[@]}"; do
    run "$name" || broken=$((broken + 1))
done

# A program that crashed or gave no counts is one failure; it must never look like success.
cat "$results"/*.trx 2>/dev/null | awk -v broken=$broken -f eng/count.awk | tee "$results/counts.txt"
exit "${PIPESTATUS[1]}"
