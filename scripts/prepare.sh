# Sourced by ./run and ./test: checks the tools, installs the native parts, builds. Each step is skipped when nothing changed.
# Expects: root (the repository), verbose (0 or 1). Sets: DOTNET.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
stamps="$root/artifacts/stamps"
logs="$root/artifacts/logs"

say() { printf '%s\n' "$*"; }

# stop CODE CAUSE NEXT...: one clear error, then exit.
stop() {
  printf 'error %s: %s\n' "$1" "$2" >&2
  shift 2
  printf 'next: %s\n' "$1" >&2
  shift
  if [ "$#" -gt 0 ]; then printf '      %s\n' "$@" >&2; fi
  exit 1
}

. "$root/scripts/processes.sh"
. "$root/scripts/tools.sh"
. "$root/scripts/native-parts.sh"
. "$root/scripts/build.sh"

prepare_run() {
  check_dotnet
  has_native_parts run || check_node
  stop_when_missing
  open_workshop
  install_native_parts run
  build_when_changed app "$root/src/Functions/Functions.csproj" "$root/src/Cli/Cli.csproj"
  close_workshop
}

# The tests need Node.js even when all is installed: Azurite runs on it.
prepare_test() {
  check_dotnet
  check_node
  stop_when_missing
  open_workshop
  install_native_parts test
  build_when_changed all "$root/DataHound.sln"
  close_workshop
}

# Two commands started at once in one checkout prepare one after the other.
open_workshop() {
  if ! mkdir -p "$stamps" "$logs" 2>/dev/null || [ ! -w "$stamps" ]; then
    stop checkout_not_writable "The folder $root/artifacts cannot be written by $(id -un)." \
      "Use a checkout of your own, or give yourself the right: sudo chown -R $(id -un) '$root'"
  fi
  [ -n "${HOME:-}" ] && [ -w "$HOME" ] || export HOME="$root/artifacts/home"
  mkdir -p "$HOME"
  command -v flock >/dev/null 2>&1 || return 0
  exec 9>"$root/artifacts/.prepare.lock"
  if ! flock -n 9; then
    say "Waiting: another ./run or ./test prepares this checkout."
    flock 9
  fi
}

close_workshop() { exec 9>&- || true; }
