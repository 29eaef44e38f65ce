# The tools that must be on the machine. What is missing is told all at once, with what to type on Debian 12.

missing=()

# need NAME LINE...: remembers a missing tool and how to install it.
need() {
  missing+=("$1")
  shift
  missing_help+=("$@")
}
missing_help=()

stop_when_missing() {
  [ "${#missing[@]}" -gt 0 ] || return 0
  local names
  names="$(printf '%s, ' "${missing[@]}")"
  stop tools_missing "This machine lacks: ${names%, }." "Type this (Debian 12), then run the same command again:" "${missing_help[@]}"
}

check_dotnet() {
  if ! DOTNET="$(find_dotnet)"; then
    need ".NET 10 SDK" \
      "  sudo apt-get update && sudo apt-get install -y curl ca-certificates libicu72" \
      "  curl -fsSLo packages-microsoft-prod.deb https://packages.microsoft.com/config/debian/12/packages-microsoft-prod.deb" \
      "  sudo dpkg -i packages-microsoft-prod.deb && sudo apt-get update && sudo apt-get install -y dotnet-sdk-10.0" \
      "  (without root: curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0)"
    return 0
  fi
  PATH="$(dirname -- "$DOTNET"):$PATH"
  export PATH
  check_icu
}

# Prints the first dotnet that has a .NET 10 SDK: on the PATH, in DOTNET_ROOT, or where the install script puts it.
find_dotnet() {
  local candidate
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet"; do
    if [ -x "$candidate" ] && "$candidate" --list-sdks 2>/dev/null | grep -q '^10\.'; then
      readlink -f -- "$candidate"
      return 0
    fi
  done
  return 1
}

# .NET ends with a long trace when the ICU library is missing, so look first.
check_icu() {
  [ "$(uname -s)" = Linux ] && [ "${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-0}" != 1 ] || return 0
  local ldconfig
  ldconfig="$(PATH="$PATH:/sbin:/usr/sbin" command -v ldconfig)" || return 0
  case "$("$ldconfig" -p 2>/dev/null)" in
    *libicuuc.so*) ;;
    *) need "the library ICU, which .NET uses" "  sudo apt-get update && sudo apt-get install -y libicu72" ;;
  esac
}

check_node() {
  local version=''
  if command -v node >/dev/null 2>&1; then version="$(node --version 2>/dev/null || true)"; fi
  local major="${version#v}"
  major="${major%%.*}"
  if [ "${major:-0}" -lt 20 ]; then
    need "Node.js 20 or newer (${version:-none} is installed)" \
      "  sudo apt-get update && sudo apt-get install -y curl ca-certificates" \
      "  curl -fsSL https://deb.nodesource.com/setup_20.x | sudo -E bash - && sudo apt-get install -y nodejs"
  elif ! command -v npm >/dev/null 2>&1; then
    need "npm" "  sudo apt-get update && sudo apt-get install -y npm"
  fi
}
