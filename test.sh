#!/usr/bin/env bash
# Builds everything, checks formatting, runs every test. Needs the .NET SDK that global.json names and nothing else.
# The last line is "N passed, N failed"; the exit code is 0 only where all is well.
set -uo pipefail
cd "$(dirname "$0")"
exec </dev/null
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# CI=true restores from the lock files only, so what is tested is what is pinned.
export CI=true
configuration=Release
results=artifacts/test-results

end() { echo "$1 passed, $2 failed"; [ "$2" -eq 0 ]; exit; }

stop() { echo; echo "FAILED: $1"; end 0 1; }

step() { echo; echo "== $*"; "$@"; }

if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --version >/dev/null 2>&1; then
  wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json)
  echo "No .NET SDK $wanted or newer was found (global.json names it)."
  echo "Install one from https://dotnet.microsoft.com/download/dotnet/10.0, or without root:"
  echo "  curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0"
  echo '  export PATH="$HOME/.dotnet:$PATH"'
  stop "the .NET SDK is missing"
fi

step dotnet restore Router.sln --locked-mode || stop "restore (a changed reference needs its packages.lock.json: dotnet restore --force-evaluate)"
step dotnet build Router.sln -c $configuration --no-restore || stop "build (warnings are errors)"
step dotnet format Router.sln --verify-no-changes --no-restore || stop "formatting (dotnet format Router.sln mends it)"

passed=0 failed=0 broken=""
mkdir -p $results
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  echo; echo "== $name"
  dotnet test "$project" -c $configuration --no-build --blame-hang-timeout 5m --blame-hang-dump-type none --results-directory $results \
    2>&1 | tee "$results/$name.log"
  code=${PIPESTATUS[0]}
  summary=$(grep -E '^(Passed|Failed)! +- ' "$results/$name.log" | tail -1)
  if [ -z "$summary" ]; then
    # The test process died, or there is no test in it: both are failures.
    failed=$((failed + 1)); broken="$broken $name"
    continue
  fi
  wrong=$(echo "$summary" | sed -E 's/.*Failed: +([0-9]+).*/\1/')
  passed=$((passed + $(echo "$summary" | sed -E 's/.*Passed: +([0-9]+).*/\1/')))
  if [ "$code" -ne 0 ] && [ "$wrong" -eq 0 ]; then wrong=1; fi
  failed=$((failed + wrong))
  if [ "$wrong" -ne 0 ]; then broken="$broken $name"; fi
done

echo
if [ -n "$broken" ]; then echo "Not well:$broken (logs in $results)"; fi
if [ "$passed" -eq 0 ]; then stop "no test was run"; fi
end $passed $failed
