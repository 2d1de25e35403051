#!/usr/bin/env bash
# Changes the engine's code in small ways and counts how many changes the tests notice (docs/mutation.md). Takes from minutes to hours
# and is no part of test.sh.
set -uo pipefail
cd "$(dirname "$0")"
root=$PWD
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Mutated code is not styled code.
export RunAnalyzers=false

usage() {
  cat <<'TEXT'
usage: ./mutate.sh money [-- OPTIONS]    the money paths, by the unit tests that concern them; at least 90 % must be noticed
       ./mutate.sh tables [OPTIONS]      the failover, merge and transition tables, by the simulation alone
       ./mutate.sh whole [OPTIONS]       all of Router.Core and Router.Rules, each by its unit tests; at least 75 % must be noticed
"money" is run by Stryker itself (options of dotnet-stryker go behind --, for instance: ./mutate.sh money -- --mutate '**/MergeTable.cs';
reports: artifacts/mutation/money/reports). The others take their mutants from Stryker and run them in bench/Router.Mutants, whose
options are --sample N, --worlds N, --workers N, --seed N and --list; results: artifacts/mutants.
TEXT
}

mutants() { dotnet run -c Release --project bench/Router.Mutants -- "$@"; }

# NAME CONFIG PROJECT TESTS OPTIONS…: one run of Stryker.
run() {
  local name=$1 config=$2 project=$3 tests=$4
  shift 4
  echo "== $name"
  (cd "src/$project" && dotnet stryker -f "../../build/mutation/$config.json" -p "$project.csproj" -tp "../../tests/$tests/$tests.csproj" \
    -O "$root/artifacts/mutation/$name" --skip-version-check "$@")
}

case "${1:-}" in
  -h | --help) usage; exit ;;
  money | tables | whole) what=$1; shift ;;
  *) usage; exit 2 ;;
esac
if [ "${1:-}" = -- ]; then shift; fi

dotnet tool restore || exit 1
case $what in
  money) run money money Router.Core Router.Core.Tests "$@" ;;
  tables) mutants Router.Core --by simulation --of build/mutation/tables.json "$@" ;;
  whole)
    failed=0
    for project in Router.Core Router.Rules; do
      echo "== $project"
      mutants $project --least 75 "$@" || failed=1
    done
    exit $failed
    ;;
esac
