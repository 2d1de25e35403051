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
usage: ./mutate.sh money                          the money paths, by the unit tests that concern them; at least 90 % must be noticed
       ./mutate.sh tables                         the failover, merge and transition tables, by the simulation alone
       ./mutate.sh whole [Router.Core/Folder …]   all of Router.Core and Router.Rules folder by folder, or only the folders named;
                                                  at least 75 % must be noticed in each
Options of dotnet-stryker go behind --, for instance: ./mutate.sh money -- --concurrency 1 --mutate '**/MergeTable.cs'
Reports: artifacts/mutation/<name>/reports (mutation-report.html, mutation-report.json).
SIMULATION_SEEDS and SIMULATION_FROM say which worlds every change has to live through in "tables"; 60 from seed 1 by default.
TEXT
}

# NAME CONFIG PROJECT TESTS OPTIONS…: one run of Stryker.
run() {
  local name=$1 config=$2 project=$3 tests=$4
  shift 4
  echo "== $name"
  (cd "src/$project" && dotnet stryker -f "../../build/mutation/$config.json" -p "$project.csproj" -tp "../../tests/$tests/$tests.csproj" \
    -O "$root/artifacts/mutation/$name" --skip-version-check "$@")
}

folders() {
  if [ $# -gt 0 ]; then printf '%s\n' "$@"; return; fi
  # The files that stand in no folder come last, as the project itself.
  for project in Router.Core Router.Rules; do
    (cd src && find "$project" -mindepth 1 -maxdepth 1 -type d ! -name bin ! -name obj | LC_ALL=C sort)
  done
  echo Router.Rules
}

whole() {
  local options=() names=() failed=0 folder project where
  while [ $# -gt 0 ] && [ "$1" != -- ]; do names+=("$1"); shift; done
  if [ $# -gt 0 ]; then shift; options=("$@"); fi
  while read -r folder; do
    project=${folder%%/*}
    if [ "$folder" = "$project" ]; then where="*.cs"; else where="${folder#*/}/**/*.cs"; fi
    if [ ! -d "src/$folder" ]; then echo "There is no folder src/$folder."; return 2; fi
    run "whole-${folder//\//-}" whole "$project" "$project.Tests" --mutate "$where" ${options[@]+"${options[@]}"} </dev/null || failed=1
  done < <(folders ${names[@]+"${names[@]}"})
  return $failed
}

case "${1:-}" in
  -h | --help) usage; exit ;;
  money | tables | whole) what=$1; shift ;;
  *) usage; exit 2 ;;
esac

dotnet tool restore || exit 1
if [ "$what" = whole ]; then whole "$@"; exit; fi
if [ "${1:-}" = -- ]; then shift; fi
if [ "$what" = money ]; then run money money Router.Core Router.Core.Tests "$@"; exit; fi
export SIMULATION_SEEDS=${SIMULATION_SEEDS:-60} SIMULATION_FROM=${SIMULATION_FROM:-1} SIMULATION_STOP=first
run tables tables Router.Core Router.Simulation.Tests "$@"
