# Builds with Release settings, and only when a source file changed: starting MSBuild alone would cost seconds.

# build_when_changed NAME PROJECT...: NAME is app (what ./run needs) or all (with the tests).
build_when_changed() {
  local name="$1" log="$logs/build-$1.log" state
  shift
  state="$(source_state "$name")"
  if [ -r "$stamps/build-$name" ] && [ "$(cat -- "$stamps/build-$name")" = "$state" ] && is_built; then return 0; fi

  say "Building ..."
  : >"$log"
  local project
  for project in "$@"; do build_one "$project" "$log"; done
  printf '%s\n' "$state" >"$stamps/build-$name"
  if [ "$name" = all ]; then source_state app >"$stamps/build-app"; fi
}

build_one() {
  # No build server stays behind: whoever runs ./run finds no process of ours afterwards.
  local arguments=(build "$1" -c Release --nologo -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false)
  start_group "$DOTNET" "${arguments[@]}" >>"$2" 2>&1
  local code=0
  end_group || code=$?
  if [ "$verbose" = 1 ]; then cat -- "$2"; fi
  [ "$code" -ne 0 ] || return 0
  grep -E 'error' -- "$2" | sort -u | head -n 20 >&2 || true
  if grep -qE 'error NU[0-9]+' -- "$2"; then
    stop packages_not_restored "The NuGet packages could not be fetched (the whole log: $2)." \
      "Check the network, then run the same command again."
  fi
  stop build_failed "The build failed (the whole log: $2)." "Repair what the lines above name, then run the same command again."
}

# A hash of the name, size and time of every source file. A file that was added, changed or removed changes it.
source_state() {
  local folders=(src)
  if [ "$1" = all ]; then folders+=(tests bench); fi
  (
    cd -- "$root"
    "$DOTNET" --list-sdks 2>/dev/null
    find . -maxdepth 1 -type f \( -name '*.props' -o -name '*.targets' -o -name '*.sln' -o -name global.json -o -name host.json \
      -o -name BannedSymbols.txt -o -name .editorconfig \) -printf '%p %s %T@\n' | LC_ALL=C sort
    for folder in "${folders[@]}"; do
      [ -d "$folder" ] || continue
      find "$folder" \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort
    done
  ) >"$stamps/.state-$1.$$"
  file_hash "$stamps/.state-$1.$$"
  rm -f -- "$stamps/.state-$1.$$"
}

is_built() {
  [ -e "$root/src/Cli/bin/Release/net10.0/DataHound.Cli.dll" ] && [ -e "$root/src/Functions/bin/Release/net10.0/DataHound.Functions.dll" ]
}
