# Long steps run in a process group of their own: whatever ends the script, nothing of the step stays behind.

group=''

# start_group COMMAND...: starts it in the background; redirect its output at the call.
start_group() {
  # Job control gives it a group, and leaves it able to be interrupted.
  set -m
  "$@" </dev/null 9>&- &
  group=$!
  set +m
}

# Waits for the group's first process, ends what that left, and answers its exit code.
end_group() {
  local code=0
  wait "$group" || code=$?
  kill_group
  return "$code"
}

# Kindly at first, by force after ten seconds.
kill_group() {
  [ -n "$group" ] || return 0
  local leader="$group" turn
  group=''
  kill -TERM -- "-$leader" 2>/dev/null || return 0
  for turn in $(seq 1 100); do
    kill -0 -- "-$leader" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "-$leader" 2>/dev/null || true
}

# stopped CODE: the answer to Ctrl-C and the like.
stopped() {
  trap - INT TERM HUP
  printf 'Stopped.\n' >&2
  kill_group
  exit "$1"
}

trap 'stopped 130' INT
trap 'stopped 143' TERM HUP
trap kill_group EXIT
