# Sourced by ./test: runs the test projects one after the other and sums their results.

results="$root/artifacts/tests"
report="$root/tests/TestReport/bin/Release/net10.0/TestReport.dll"
running=''
# Longer than the slowest project ever took; --long has no such limit.
project_limit=1200

run_tests() {
  rm -rf -- "$results"
  mkdir -p -- "$results"
  trap 'end_tests 130' INT
  trap 'end_tests 143' TERM HUP
  trap stop_running EXIT
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
  # A session of its own, so that whatever a test left running can be ended with it.
  setsid "${limit[@]}" "$DOTNET" test "$1" -c Release --no-build --nologo --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" "${filter[@]}" </dev/null >"$results/$name.log" 2>&1 &
  running=$!
  local code=0
  wait "$running" || code=$?
  stop_running
  if [ "$verbose" = 1 ]; then cat -- "$results/$name.log"; fi
  "$DOTNET" "$report" project "$results/$name.trx" "$code" || true
}

# Ends the session of the test project that runs, kindly at first.
stop_running() {
  [ -n "$running" ] || return 0
  local session="$running" turn
  running=''
  kill -TERM -- "-$session" 2>/dev/null || return 0
  for turn in $(seq 1 100); do
    kill -0 -- "-$session" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "-$session" 2>/dev/null || true
}

end_tests() {
  trap - INT TERM HUP
  say "Stopped."
  stop_running
  exit "$1"
}
