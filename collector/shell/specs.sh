# One function for each kind of spec.

# begin ID ENTRY CONTENT MAX_BYTES HUNDREDTHS DEPENDENCY INSTEAD SUM SUM DOES WHY: 1 when it is not to be run.
# INSTEAD: it has something smaller to run when its dependency hangs. SUM: of the bytes of its entry and its outcome.
begin() {
  id=$1 entry=$2 content=$3 max=$4 limit=$5 dependency=$6 entry_sum=$8 outcome_sum=$9
  left_out
  if [ -n "$listing" ]; then
    shift 9
    [ -n "$why_left_out" ] || printf '%s\n    %s\n    %s\n' "$id" "$1" "$2"
    return 1
  fi
  if [ -n "$estimating" ]; then
    [ -z "$why_left_out" ]
    return
  fi
  outcome='' reason='' code='' signal='' argv_json='' records='' cut_end='' cut_kept=0 cut_read=0 best='' best_d='' ok_exits='' missing_exits=''
  spec_stuck='' best_stuck='' since_flag='' instead=''
  spec_time
  if [ -n "$why_left_out" ]; then
    conclude skipped "$why_left_out"
    return 1
  fi
  progress
  if [ -n "$interrupted" ]; then
    conclude skipped interrupted
    return 1
  fi
  time_left
  if [ "$left" -le 0 ]; then
    conclude skipped "no time left: the deadline of $deadline s has come"
    return 1
  fi
  if ! whether_room; then
    conclude skipped "no room left: the bundle has reached its limit of $limit_text"
    return 1
  fi
  down=''
  [ -z "$dependency" ] || depends "$dependency"
  [ -n "$down" ] || return 0
  [ -z "$7" ] || { instead=1 && return 0; }
  conclude skipped "$down"
  return 1
}

# When the spec begins: $spec_s and $spec_c, and $spec_started by the clock of the node, asked at most once a second.
spec_time() {
  now
  [ "$now_s" = "$spec_s" ] || spec_started=$(date -u +%Y-%m-%dT%H:%M:%S.000Z)
  spec_s=$now_s spec_c=$now_c
}

# conclude OUTCOME REASON: there is nothing else to tell of this spec.
conclude() {
  outcome=$1 reason=$2
  record
}

# worth BYTES: nothing said is an answer when all went well, and nothing at all otherwise.
worth() {
  case $outcome in
  ok | truncated) return 0 ;;
  missing) return 1 ;;
  esac
  [ "$1" -gt 0 ]
}

# Cuts $d/out to the cap, and to what can be masked in the time left. Sets $bytes_read, $size and $cut.
bound() {
  size=$(($(wc -c <"$d/out"))) b_max=$max
  bytes_read=$size
  if [ "$size" -gt 1048576 ]; then
    time_left
    [ "$left" -ge 0 ] || left=0
    # An old processor masks and packs some 2 MiB in a second.
    [ "$((left + reserve / 2))" -ge 3200 ] || b_max=$(((left + reserve / 2) * 20971))
    [ "$b_max" -le "$max" ] || b_max=$max
  fi
  keep_bounded "$d/out" "$content" "$b_max"
  [ -z "$cut" ] || [ "$outcome" != ok ] || outcome=truncated
}

# read_path PATH: sets $outcome and $reason, leaves $d.
read_path() {
  if on_hung_mount "$1"; then
    outcome=skipped reason=$why_hung
    return
  fi
  if [ "$content" = log ]; then rp_program='tail'; else rp_program='head'; fi
  run file 0 "$limit" $rp_program -c $((max + 1)) "$1"
  outcome=ok reason=''
  case $end in
  timeout)
    outcome=timeout reason="$1 could not be read in its time"
    spec_stuck=$stuck_json
    learn_mount
    ;;
  deadline) outcome=timeout reason="$rp_program was stopped: the deadline of $deadline s has come" spec_stuck=$stuck_json ;;
  interrupted) outcome=failed reason='stopped: the collector was interrupted' ;;
  exited)
    [ "$rc" != 0 ] || return 0
    if says "$d/err" "$FILE_ABSENT"; then
      outcome=missing reason="there is no file $1"
    elif says "$d/err" "$FILE_DENIED"; then
      outcome=denied reason="this user may not read $1"
    else
      first_line "$d/err"
      outcome=failed reason=${short:-$rp_program failed on $1}
    fi
    ;;
  no-scratch) outcome=failed reason="no room for it in ${scratch%/*}" ;;
  *) outcome=failed reason="$rp_program could not be run on this node" ;;
  esac
}

# keep_file ENTRY PATH: what read_path has got.
keep_file() {
  [ "$outcome" != skipped ] || return 0
  kf_outcome=$outcome
  [ ! -f "$d/out" ] || bound
  if [ "$outcome" = truncated ] && [ "$kf_outcome" = ok ]; then
    kf_d=$d
    run file 0 300 stat -L -c %s "$2"
    if [ "$end.$rc" = exited.0 ] && read -r kf_size <"$d/out" && [ "${#kf_size}" -ge "${#bytes_read}" ]; then
      # As text: a shell that counts in 32 bits does not know the size of a large log.
      [ "${#kf_size}" = "${#bytes_read}" ] && [ "$kf_size" -lt "$bytes_read" ] || bytes_read=$kf_size
    fi
    done_with_run
    d=$kf_d
  fi
  [ ! -f "$d/out" ] || ! worth "$bytes_read" || keep "$1" "$d/out" "$bytes_read" "$cut"
  done_with_run
}

# file_spec PATH
file_spec() {
  if [ -n "$estimating" ]; then
    estimate_file "$1"
    return
  fi
  read_path "$1"
  keep_file "$entry" "$1"
  record
}

# Worst first: one file that could not be read must not look as if all were.
rank() {
  case $1 in
  timeout) rank=1 ;;
  failed) rank=2 ;;
  denied) rank=3 ;;
  skipped) rank=4 ;;
  truncated) rank=5 ;;
  ok) rank=6 ;;
  *) rank=7 ;;
  esac
}

# shellcheck disable=SC2016 # for another shell
list_matches='IFS=
for f in $1 $2; do if [ -f "$f" ]; then printf "%s\n" "$f"; fi; done'

# glob_spec PATTERN PATTERN_OF_HIDDEN MAX_FILES
glob_spec() {
  if [ -n "$estimating" ]; then
    estimate_glob "$@"
    return
  fi
  if on_hung_mount "${1%%\**}"; then
    conclude skipped "$why_hung"
    return
  fi
  run file 0 "$limit" sh -c "$list_matches" sh "$1" "$2"
  # A name with a line's end in it is not one that we could read.
  sort -u "$d/out" 2>/dev/null | grep '^/' | tail -n "$3" >"$scratch/matches"
  gs_end=$end worst=8 worst_outcome='' worst_reason=''
  done_with_run
  case $gs_end in
  timeout)
    reason="$1 could not be searched in its time" spec_stuck=$stuck_json
    learn_mount
    conclude timeout "$reason"
    return
    ;;
  deadline)
    conclude timeout "sh was stopped: the deadline of $deadline s has come"
    return
    ;;
  esac
  while IFS= read -r match <&6; do
    if is_forbidden "$match"; then
      outcome=skipped reason="$match may hold keys or passwords: never opened"
    else
      read_path "$match"
      keep_file "files$match" "$match"
    fi
    rank "$outcome"
    [ $rank -ge $worst ] || { worst=$rank worst_outcome=$outcome worst_reason=$reason; }
    # What hangs once hangs again: they lie in the same folder.
    if [ "$outcome" = timeout ] || [ -n "$interrupted" ]; then break; fi
  done 6<"$scratch/matches"
  if [ -n "$worst_outcome" ]; then conclude "$worst_outcome" "$worst_reason"; else conclude missing "no file matches $1"; fi
}

# unit_exists UNIT: or says that the node has none.
unit_exists() {
  if [ -n "$estimating" ] || ! is_one_of "$1" "$units_not_found"; then return 0; fi
  conclude missing "there is no unit $1.service on this node"
  return 1
}

# attempt ARGV_JSON PROGRAM ARG...: 1 when the next one is to be tried.
attempt() {
  if [ -n "$estimating" ]; then
    estimate_command "$2"
    return
  fi
  [ -z "$instead" ] || return 0
  at_json=$1
  shift
  if on_hung_mount "$@"; then
    best=skipped best_reason=$why_hung best_code='' best_signal='' best_d=''
    return
  fi
  if [ -n "$since_flag" ] && [ -n "$since_epoch$until_epoch" ]; then
    at_program=$1
    shift
    [ -z "$until_epoch" ] || {
      set -- "--until=@$until_epoch" "$@"
      at_json="${at_json%%,*},\"--until=@$until_epoch\",${at_json#*,}"
    }
    [ -z "$since_epoch" ] || {
      set -- "$since_flag@$since_epoch" "$@"
      at_json="${at_json%%,*},\"$since_flag@$since_epoch\",${at_json#*,}"
    }
    set -- "$at_program" "$@"
  fi
  run "$content" $((max + 1)) "$limit" "$@"
  judge "$1" "$ok_exits" "$missing_exits"
  case $outcome in missing | failed) answered='' ;; *) answered=1 ;; esac
  if [ -z "$best" ] || [ -n "$answered" ] || [ "$best.$outcome" = missing.failed ]; then
    [ -z "$best_d" ] || give_back "$best_d"
    best=$outcome best_d=$d argv_json=$at_json best_reason=$reason best_code=$code best_signal=$signal
    best_stuck=$stuck_json best_mount=$stuck_mount best_end=$end
  else
    done_with_run
  fi
  [ -z "$answered" ] && [ -z "$interrupted" ] || return 0
  # "There is no such unit" is an answer; a program that is not there may have a stand-in.
  [ "$outcome.$end" = missing.exited ]
}

# when_hung ARGV_JSON PROGRAM ARG...: asks for less when what it depends on hangs, or it hung itself.
when_hung() {
  [ -z "$estimating" ] || return 0
  if [ -z "$instead" ]; then
    [ "$best.$best_end" = timeout.timeout ] || return 0
    reason=$best_reason outcome=$best stuck_mount=$best_mount
    learn_mount
    learn "$dependency" /dev/null
    give_back "$best_d"
  fi
  instead='' best='' best_d='' spec_stuck=$best_stuck
  attempt "$@"
  depends "$dependency"
  case $best in
  ok | truncated) best_reason="${down%% did not answer:*} did not answer: only the node's own folders were asked" ;;
  esac
}

# What the best attempt gave.
end_command() {
  [ -z "$estimating" ] || return 0
  outcome=$best d=$best_d reason=$best_reason code=$best_code signal=$best_signal cut='' bytes_read=0
  if [ -z "$d" ]; then
    record
    return
  fi
  spec_stuck=${best_stuck:-$spec_stuck} stuck_mount=$best_mount
  if [ -f "$d/out" ]; then
    bound
    [ ! -s "$d/bytes" ] || bytes_read=$(tr -d ' ' <"$d/bytes")
    ! worth "$size" || keep "$entry" "$d/out" "$bytes_read" "$cut"
    if [ -s "$d/err" ] && [ "$outcome" != missing ]; then
      keep "${entry%.*}.stderr.txt" "$d/err" "$(($(wc -c <"$d/err")))" ''
    fi
  fi
  learn_mount
  [ "$best_end" = deadline ] || learn "$dependency" "$d/err"
  done_with_run
  record
}

# kubectl_spec ARGS_JSON ARG...
kubectl_spec() {
  if [ -n "$estimating" ]; then
    estimate_command kubectl
    return
  fi
  if [ -z "$kubectl" ]; then
    conclude missing 'there is no kubectl on this node: give --kubectl'
    return
  fi
  case $1 in
  *'{node}'*)
    if [ -z "$node_name" ]; then
      conclude skipped 'the name of this node is not known: give --node'
      return
    fi
    ;;
  esac
  json "$node_name"
  ks_name=${json#?}
  name_node "$1" "${ks_name%?}"
  ks_json="[$kubectl_json,$named]" ks_left=$#
  shift
  while [ $((ks_left -= 1)) -gt 0 ]; do
    name_node "$1" "$node_name"
    shift
    set -- "$@" "$named"
  done
  eval "set -- $kubectl \"\$@\""
  attempt "$ks_json" "$@"
  end_command
}

# name_node TEXT NAME: sets $named, the text with the name where {node} stands.
name_node() {
  named='' nn_rest=$1
  while :; do
    case $nn_rest in
    *'{node}'*) named=$named${nn_rest%%'{node}'*}$2 nn_rest=${nn_rest#*'{node}'} ;;
    *) break ;;
    esac
  done
  named=$named$nn_rest
}
