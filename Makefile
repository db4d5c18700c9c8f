# setup: install what is missing   build: native library and all projects   demo: from a fresh machine to a report
# test: every test, ends with "N passed, N failed"   bench: benchmarks (BENCH=micro: BenchmarkDotNet)   format: code style   clean: remove what was built
.PHONY: setup build demo test bench format clean
.DEFAULT_GOAL := build

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
BUILD := dotnet build -c Release --nologo -v quiet --tl:off

setup:
	@eng/setup.sh

build: setup
	@$(BUILD) Semblance.slnx

demo: setup
	@eng/demo.sh

test: build
	@eng/test.sh

bench: setup
ifeq ($(firstword $(BENCH)),micro)
	@$(BUILD) bench/Semblance.Micro
	@set -f; artifacts/bin/Semblance.Micro/release/Semblance.Micro $(wordlist 2,$(words $(BENCH)),$(BENCH))
else
	@$(BUILD) bench/Semblance.Bench
	@artifacts/bin/Semblance.Bench/release/Semblance.Bench $(BENCH)
endif

format:
	@dotnet format Semblance.slnx

clean:
	@rm -rf artifacts
