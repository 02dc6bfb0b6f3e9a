# The order of things, and what the person at the terminal is told.

complain() {
  printf 'collect.sh: %s\n' "$1" >&2
}

cannot() {
  complain "$1"
  exit 2
}

progress() {
  [ -z "$quiet" ] && [ "${id%%/*}" != "$area" ] || return 0
  area=${id%%/*}
  since "$main_s" "$main_c"
  printf '%s/%s  %s s  %s\n' "$done_specs" "$SPEC_COUNT" $((passed / 100)) "$area" >&2
}

# The tools without which nothing can be collected, or not safely.
check_tools() {
  for ct_tool in cat date grep head mkdir mv od rm sed sh sleep sort tail tr uname uniq wc; do
    find_program $ct_tool || cannot "this node has no $ct_tool"
  done
  command -v printf >/dev/null 2>&1 || cannot 'this node has no printf'
  # What cannot be masked does not leave the node.
  [ "$(printf 'token=%s\n' hunter2 | sed -E "$mask" 2>/dev/null)" = 'token=<redacted:credential>' ] ||
    cannot 'the sed of this node cannot mask secrets: nothing is collected'
  setsid='' sleeps_fractions='' counts='' sha256='' compress=cat
  ! find_program setsid || setsid=setsid
  ! sleep 0.01 2>/dev/null || sleeps_fractions=1
  [ ! -e /dev/fd/0 ] || ! find_program tee || counts=1
  # Half the processor time of level 6 for a few percent more bytes: the node has better to do.
  ! find_program gzip || if printf x | gzip -4 -c >/dev/null 2>&1; then compress='gzip -4 -c'; else compress='gzip -c'; fi
  if find_program sha256sum; then sha256=sha256sum; elif find_program openssl; then sha256=openssl; fi
}

# The lowest priority: what we run must not make the node worse.
step_back() {
  { ! find_program renice || renice -n 19 -p $$; ! find_program ionice || ionice -c 3 -p $$; } >/dev/null 2>&1
}

# A folder for the one entry that is being made.
make_scratch() {
  for ms_place in "${TMPDIR:-/tmp}" /tmp /var/tmp /dev/shm /run; do
    ms_made=$ms_place/nodetriage.$$.$(date +%s)
    (umask 077 && mkdir "$ms_made") 2>/dev/null || continue
    # Only what is ours is taken away at the end.
    scratch=$ms_made
    if printf '%s' "$SPEC_IDS" 2>/dev/null >"$scratch/outcomes" && [ -s "$scratch/outcomes" ]; then
      : >"$scratch/outcomes"
      return
    fi
    rm -rf "$scratch"
    scratch=''
  done
  cannot "no room for scratch files in ${TMPDIR:-/tmp}, /var/tmp, /dev/shm or /run: set TMPDIR"
}

default_output() {
  # Read from a pipe, as by `ssh node sh -s`, the script leaves nothing behind.
  if [ ! -f "$0" ] && [ ! -t 1 ]; then output=- && return; fi
  output=nodetriage-$(uname -n)-$(date -u +%Y%m%dT%H%M%SZ).tar
  [ "$compress" = cat ] || output=$output.gz
  [ -z "$encrypt_to" ] || output=$output.age
}

# Folders that sudo and cron leave out, and none that means where we happen to stand.
make_path() {
  mp_rest=${PATH-}:$SEARCHED_TOO: mp_path=''
  while [ -n "$mp_rest" ]; do
    mp_folder=${mp_rest%%:*} mp_rest=${mp_rest#*:}
    case :$mp_path: in
    *":$mp_folder:"*) ;;
    *) case $mp_folder in /*) mp_path=${mp_path:+$mp_path:}$mp_folder ;; esac ;;
    esac
  done
  PATH=$mp_path
  export PATH
}

main() {
  exec </dev/null
  make_path
  parse_options "$@"
  interrupted='' preparing='' scratch='' area='' taken='' pending='' own_addresses='' runs=0 free_d='' dirty='' d='' ticker=''
  done_specs=0 left_out_specs=0 collected=0 absent=0 total_masked=0 held='' used_kib=0 used_rest=0 used_is_old='' raw_kib=0 outcomes_bytes=0
  down_api='' down_docker='' down_cri='' down_systemd='' down_mounts='' hung_mounts=''
  id='' entry='' entry_sum=0 outcome_sum=0 spec_s='' counted=''
  if [ -n "$listing" ]; then
    specs
    return 0
  fi
  check_tools
  read_times
  spell_max_bytes
  [ -z "$encrypt_to" ] || check_age
  [ -n "$output" ] || default_output
  [ -n "$estimating" ] || [ "$output" != - ] || [ ! -t 1 ] ||
    cannot 'a bundle is not for a terminal: redirect it, or give -o FILE'
  step_back
  now
  main_s=$now_s main_c=$now_c started_seconds=$(date +%s) user_id=$(id -u 2>/dev/null || echo -1)
  # To kill what runs, to mask and write what is held.
  reserve=$((deadline * 10))
  [ $reserve -le 1500 ] || reserve=1500
  [ $reserve -ge 300 ] || reserve=300
  [ $reserve -le $((deadline * 50)) ] || reserve=$((deadline * 50))
  # Before there is anything that a signal could leave behind.
  trap leave 0
  trap 'interrupted=1' 1 2 15
  make_scratch
  begin_ticks
  if [ -n "$estimating" ]; then
    estimate
    return 0
  fi
  warn_of_little_room
  open_output
  ask_units
  find_kubectl
  describe_node
  printf '%s}\n' "$header" >"$scratch/header"
  put tar_file header.json "$scratch/header" "$(($(wc -c <"$scratch/header")))"
  specs
  {
    printf '%s,"finishedAt":"%s","outcomes":[\n' "$header" "$(date -u +%Y-%m-%dT%H:%M:%S.000Z)"
    cat "$scratch/outcomes"
    printf ']}\n'
  } >"$scratch/manifest"
  put tar_file manifest.json "$scratch/manifest" "$(($(wc -c <"$scratch/manifest")))"
  put tar_end
  close_output
  [ -n "$quiet" ] || summarize >&2
  [ -z "$interrupted" ] || return 130
}

# Nothing stays: no process, no file.
leave() {
  if [ -n "$d" ] && [ ! -s "$d/end" ]; then
    send KILL "$d/pid"
    send KILL "$d/runner"
  fi
  # bash tells of what was killed.
  exec 2>/dev/null
  end_ticks
  [ -z "$scratch" ] || rm -rf "$scratch"
}
