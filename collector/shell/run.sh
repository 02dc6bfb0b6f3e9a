# Runs one program with a time limit, without timeout(1) and without ever waiting for a child that hangs.

# The clock that nobody sets, in hundredths of a second; split, because some shells count in 32 bits.
now() {
  if read -r now_up _ 2>/dev/null </proc/uptime; then
    now_s=${now_up%.*} now_c=${now_up#*.} now_c=${now_c#0}
  else
    now_s=$(date +%s) now_c=0
  fi
}

# since SECONDS HUNDREDTHS: sets $passed.
since() {
  now
  passed=$(((now_s - $1) * 100 + now_c - $2))
}

# Sets $left, the hundredths of a second that programs may still run: what is held is to be masked and written, too.
time_left() {
  since "$main_s" "$main_c"
  left=$((deadline * 100 - reserve - passed))
}

# shellcheck disable=SC2016 # for another shell
ticking='trap "" 1 2 15; while sleep "$1"; do echo || exit; done'

# A fifo that says when to look: who has ended says so there, and a clock ticks there, so that a wait has an end.
# Who writes holds the writing end alone: when the collector is killed, it goes, too.
begin_ticks() {
  ticker=''
  { [ -r "/proc/$$/stat" ] && mkfifo "$scratch/wake"; } 2>/dev/null || {
    exec 9>/dev/null
    return 0
  }
  exec 8<>"$scratch/wake"
  exec 9>"$scratch/wake"
  tick
}

tick() {
  bt_pause=1
  [ -z "$sleeps_fractions" ] || bt_pause=0.2
  $setsid sh -c "$ticking" sh $bt_pause </dev/null >&9 2>/dev/null 3>&- 8>&- 9>&- &
  ticker=$!
}

# The kernel may have killed it for want of memory: nobody would wake us.
is_ticking() {
  [ -n "$ticker" ] && read -r _ _ it_state _ 2>/dev/null <"/proc/$ticker/stat" && [ "$it_state" != Z ]
}

end_ticks() {
  [ -z "${ticker-}" ] || kill -s KILL "$ticker" 2>/dev/null
}

# wait_for FILE HUNDREDTHS [interruptible]: until FILE says something. 1: too late, 2: interrupted.
wait_for() {
  [ ! -s "$1" ] || return 0
  now
  wait_s=$now_s wait_c=$now_c wait_turn=0
  if [ -n "$ticker" ] && ! is_ticking; then tick; fi
  while [ ! -s "$1" ]; do
    [ -z "$interrupted" ] || [ -z "${3-}" ] || return 2
    since "$wait_s" "$wait_c"
    [ "$passed" -lt "$2" ] || return 1
    wait_turn=$((wait_turn + 1))
    # What is held would be lost if we were killed while we wait.
    [ -z "$held" ] || put
    # A signal ends the read, in some shells after it.
    if [ -n "$ticker" ] && { read -r _ <&8 || [ -n "$interrupted" ]; }; then continue; fi
    if [ -z "$sleeps_fractions" ]; then sleep 1; elif [ $wait_turn -le 12 ]; then sleep 0.01; else sleep 0.1; fi
  done
}

# shellcheck disable=SC2016 # for another shell
tell_pid_and_become='echo $$ >"$0"; exec "$@"'

# What runs beside the program, in a process group of its own: it holds the pipes, so that the collector never
# does. 7 is the program's stderr: what the shell says of its end is not. 9 wakes the collector. tee can be
# killed when the program cannot: then the rest of the pipe gets its end and writes what it has.
# shellcheck disable=SC2016
runner='
become=$1 setsid=$2 counts=$3 d=$4 mode=$5 max=$6
shift 6
echo $$ >"$d/runner"
run() {
  (exec $setsid sh -c "$become" "$d/pid" "$@" 2>&7 7>&- 9>&-)
  echo $? >"$d/rc"
  echo >&9
}
both() { { run "$@" 7>&1 >&4 4>&- | { head -c 65536 >"$d/err"; cat; } >/dev/null 4>&-; } 4>&1; }
pump() {
  if [ -n "$counts" ]; then
    { sh -c "$become" "$d/pump" tee /dev/fd/5 | wc -c >"$d/bytes"; } 5>&1
  else
    sh -c "$become" "$d/pump" cat
  fi
}
case $mode in
file) run "$@" >"$d/out" 7>"$d/err" ;;
document) both "$@" | pump | { head -c "$max" >"$d/out"; cat >/dev/null; } ;;
log) both "$@" | pump | tail -c "$max" >"$d/out" ;;
esac
echo end >"$d/end"
echo >&9'

# send SIGNAL FILE: to the process group whose number FILE holds.
send() {
  read -r send_pid 2>/dev/null <"$2" || return 0
  if [ -n "$setsid" ]; then kill -s "$1" -- "-$send_pid" 2>/dev/null; else kill -s "$1" "$send_pid" 2>/dev/null; fi
  return 0
}

# Sets $d, an empty folder for one run: the one that the last run gave back, or a new one.
take_folder() {
  d=$free_d free_d=''
  if [ -n "$d" ]; then
    for tf_file in out err said rc end pid runner pump bytes; do
      true >"$d/$tf_file" || return 1
    done
    return 0
  fi
  runs=$((runs + 1))
  d=$scratch/$runs
  # true, not a colon: with that one a shell ends when it may not write.
  mkdir "$d" 2>/dev/null && true >"$d/out" && true >"$d/err"
}

# run MODE MAX_BYTES HUNDREDTHS PROGRAM ARG...: MODE is document (the first bytes), log (the last) or file (the
# program itself bounds what it says). Sets $end (exited, timeout, deadline, interrupted, not-found, not-allowed),
# $rc, $abandoned, and $d, a folder with out and err; `done_with_run` takes it back.
run() {
  run_mode=$1 run_max=$2 run_limit=$3
  shift 3
  rc='' abandoned='' end=exited run_late=timeout stuck_json='' stuck_mount=''
  if ! take_folder 2>/dev/null; then
    end=no-scratch dirty="$dirty $d "
    return 0
  fi
  find_program "$1" || { end=$why_not_found && return 0; }
  [ -z "$interrupted" ] || [ -n "$preparing" ] || { end=interrupted && return 0; }
  time_left
  if [ "$left" -lt "$run_limit" ]; then run_limit=$left run_late=deadline; fi
  [ "$run_limit" -ge 10 ] || run_limit=10
  # shellcheck disable=SC2086 # setsid or nothing
  $setsid sh -c "$runner" sh "$tell_pid_and_become" "$setsid" "$counts" "$d" "$run_mode" "$run_max" "$@" \
    </dev/null >/dev/null 2>&1 3>&- 8>&- 9>&9 &
  wait_for "$d/rc" "$run_limit" interruptible
  case $? in
  1) end=$run_late ;;
  2) end=interrupted ;;
  esac
  if [ $end != exited ]; then
    send TERM "$d/pid"
    wait_for "$d/rc" 100 || {
      send KILL "$d/pid"
      wait_for "$d/rc" 100 || abandoned=1
    }
  fi
  [ -z "$abandoned" ] || look_at_stuck "$@"
  # A child that has ended may leave another behind that holds its output open.
  if [ -n "$abandoned" ] || ! wait_for "$d/end" 50; then
    [ -n "$abandoned" ] || send KILL "$d/pid"
    wait_for "$d/end" 20 || {
      ! read -r pump_pid 2>/dev/null <"$d/pump" || kill -s KILL "$pump_pid" 2>/dev/null
      wait_for "$d/end" 100
      send KILL "$d/runner"
    }
  fi
  [ $end = exited ] && [ -s "$d/end" ] || dirty="$dirty $d "
  [ $end = exited ] || send KILL "$d/pid"
  [ ! -s "$d/rc" ] || read -r rc <"$d/rc"
}

done_with_run() {
  give_back "$d"
}

# give_back FOLDER: for the next run, unless someone may still write into it.
give_back() {
  case $dirty in *" $1 "*) gb_dirty=1 ;; *) gb_dirty='' ;; esac
  if [ -z "$gb_dirty$free_d" ]; then free_d=$1; else rm -rf "$1"; fi
}

# find_program NAME: as execvp does. Sets $why_not_found.
find_program() {
  why_not_found=not-found
  case $1 in
  */*)
    [ -x "$1" ] && [ ! -d "$1" ] && return 0
    [ ! -e "$1" ] || why_not_found=not-allowed
    return 1
    ;;
  esac
  fp_rest=$PATH:
  while [ -n "$fp_rest" ]; do
    fp_folder=${fp_rest%%:*} fp_rest=${fp_rest#*:}
    [ -f "$fp_folder/$1" ] || continue
    [ ! -x "$fp_folder/$1" ] || return 0
    why_not_found=not-allowed
  done
  return 1
}

# What this user gets of a small file, read through a child, without the line's end: $text, empty when nothing.
read_small() {
  text=''
  run file 65536 300 head -c 65536 "$1"
  [ "$end.$rc" != exited.0 ] || text=$(cat "$d/out")
  done_with_run
}
