# The native parts from npm: libduckdb, Postgres binaries and, for the tests, Azurite.
# A stamp inside node_modules holds the hash of the lock file and the scope, so that npm runs only when something changed.

# has_native_parts SCOPE: run (without Azurite) or test (everything).
has_native_parts() {
  local wanted found=''
  wanted="$(file_hash "$root/package-lock.json")"
  if [ -r "$root/node_modules/.datahound-stamp" ]; then found="$(cat -- "$root/node_modules/.datahound-stamp")"; fi
  [ "$found" = "$wanted test" ] || [ "$found" = "$wanted $1" ] || is_linked
}

# A linked folder belongs to another checkout: npm would empty that one.
is_linked() { [ -L "$root/node_modules" ] && [ -e "$root/node_modules/@duckdb" ]; }

install_native_parts() {
  local scope="$1" modules="$root/node_modules" log="$logs/npm.log"
  if has_native_parts "$scope"; then return 0; fi
  local arguments=(ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  if [ "$scope" = run ]; then arguments+=(--omit=dev); fi
  say "Installing the native parts (npm ${arguments[0]}) ..."
  start_group env -C "$root" npm "${arguments[@]}" >"$log" 2>&1
  if ! end_group; then
    tail -n 15 -- "$log" >&2
    stop native_parts_not_installed "npm could not install the native parts (above: the end of $log)." \
      "Check the network and the free space on the disk, then run the same command again."
  fi
  if ! compgen -G "$modules/@duckdb/node-bindings-*" >/dev/null; then
    stop platform_not_supported "There is no libduckdb for $(uname -s) $(uname -m) among the native parts." \
      "Use Linux on x64 or arm64, or macOS."
  fi
  printf '%s %s\n' "$(file_hash "$root/package-lock.json")" "$scope" >"$modules/.datahound-stamp"
}

file_hash() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum <"$1" | cut -d' ' -f1; else shasum -a 256 <"$1" | cut -d' ' -f1; fi
}
