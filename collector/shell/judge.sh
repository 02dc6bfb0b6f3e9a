# What the end of a program means for the bundle: $outcome and $reason.

# says FILE PATTERN [i]
says() {
  grep -q"${3-}"E -e "$2" "$1"
}

shorten() {
  [ "${#short}" -le 300 ] || short=$(printf '%.300s…' "$short")
}

# The first line that says something: kubectl puts lines of its own log before it. Sets $short.
first_line() {
  short=''
  while IFS=" $tab$cr" read -r fl_line || [ -n "$fl_line" ]; do
    [ -n "$fl_line" ] || continue
    case $fl_line in
    [IWEF][0-9][0-9][0-9][0-9]' '*) [ -n "$short" ] || short=$fl_line ;;
    *)
      short=$fl_line
      break
      ;;
    esac
  done <"$1"
  shorten
}

# The first line that matches, without regard to case. Sets $short.
line_that() {
  short=$(grep -iE -e "$2" "$1" | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e 1q)
  shorten
}

# is_one_of WORD LIST
is_one_of() {
  [ -n "$1" ] || return 1
  case " $2 " in *" $1 "*) return 0 ;; esac
  return 1
}

# Sets $signal and $code from $rc: a shell says 128 + n, some 256 + n or 384 + n.
split_rc() {
  signal='' code=$rc
  [ -n "$rc" ] && [ "$rc" -gt 128 ] || return 0
  sr_number=$((rc % 128))
  [ $sr_number -ge 1 ] && [ $sr_number -le 31 ] || return 0
  signal=$(kill -l $sr_number 2>/dev/null) || { signal='' && return 0; }
  signal=SIG${signal#SIG} code=''
}

# judge PROGRAM OK_EXITS MISSING_EXITS: of what is in $d.
judge() {
  reason='' outcome=ok code='' signal=''
  case $end in
  not-found) outcome=missing reason="there is no $1 on this node" && return ;;
  not-allowed) outcome=denied reason="this user may not run $1" && return ;;
  no-scratch) outcome=failed reason="no room for its output in ${scratch%/*}" && return ;;
  interrupted) split_rc && code='' outcome=failed reason='stopped: the collector was interrupted' && return ;;
  timeout | deadline)
    split_rc
    code='' outcome=timeout reason="$1 did not end in its time"
    [ $end = timeout ] || reason="$1 was stopped: the deadline of $deadline s has come"
    [ -z "$abandoned" ] || reason="$reason, not even when killed: it hangs in the kernel (state D)"
    return
    ;;
  esac
  split_rc
  said=$d/said
  tr -d '\000' <"$d/err" >"$said"
  if [ -s "$said" ] && says_absent "$said"; then
    outcome=missing
    return
  fi
  if says "$said" "$JOURNAL_DENIED"; then
    outcome=denied reason='the system journal needs root'
  elif [ "$code" = 0 ] || is_one_of "$code" "$2"; then
    return
  elif [ -n "$code" ] && is_one_of "$code" "$3"; then
    first_line "$said"
    outcome=missing reason=$short
  elif says "$said" "$DENIED" i; then
    line_that "$said" "$DENIED"
    outcome=denied reason=$short
  else
    first_line "$said"
    outcome=failed reason=$short
    [ -n "$reason" ] || reason=${signal:+ended by $signal}
    [ -n "$reason" ] || reason="exit code $code, and not a word why"
  fi
}

# learn DEPENDENCY NAME PATTERN: from $outcome and what is in FILE. Who did not answer is not asked again.
learn() {
  [ -n "$1" ] || return 0
  depends "$1"
  [ -z "$down" ] || return 0
  case $outcome in
  timeout) ;;
  failed)
    [ -s "$2" ] && says "$2" "$dependency_pattern" i || return 0
    ! says "$2" "$ANSWERED" || return 0
    ;;
  *) return 0 ;;
  esac
  set_down "$1" "$dependency_name did not answer: ${reason:-it hangs}"
}

set_down() {
  case $1 in
  api-server) down_api=$2 ;;
  docker) down_docker=$2 ;;
  cri) down_cri=$2 ;;
  systemd) down_systemd=$2 ;;
  mounts) down_mounts=$2 ;;
  esac
}
