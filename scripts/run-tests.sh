# Sourced by ./test: runs the test projects one after the other and sums their results.

results="$root/artifacts/tests"
report="$root/tests/TestReport/bin/Release/net10.0/TestReport.dll"
# Longer than the slowest project ever took; --long has no such limit.
project_limit=1200

run_tests() {
  rm -rf -- "$results"
  mkdir -p -- "$results"
  local project
  for project in "$root"/tests/*/*.csproj; do
    if grep -q 'IsTestSupport>true' -- "$project"; then continue; fi
    run_project "$project"
  done
  "$DOTNET" "$report" total "$results"
}

run_project() {
  local name limit=()
  name="$(basename -- "$1" .csproj)"
  if [ -z "${DATAHOUND_LONG_TESTS:-}" ] && command -v timeout >/dev/null; then limit=(timeout --kill-after=30 "$project_limit"); fi
  : >"$results/$name.log"
  start_group "${limit[@]}" "$DOTNET" test "$1" -c Release --no-build --nologo --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" "${filter[@]}" >"$results/$name.log" 2>&1
  local code=0
  end_group || code=$?
  if [ "$verbose" = 1 ]; then cat -- "$results/$name.log"; fi
  "$DOTNET" "$report" project "$results/$name.trx" "$code" || true
}
