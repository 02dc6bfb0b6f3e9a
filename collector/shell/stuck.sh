# What hangs in the kernel (state D) and is left behind, and what else would hang on the same mount.

# mount_of PATH: sets $mount_point and $mount_type, of the mount that it lies on.
mount_of() {
  mount_point='' mount_type=''
  [ -r /proc/self/mountinfo ] || return 0
  while read -r _ _ _ _ mo_point mo_rest <&6; do
    case $mo_point in *\\*) mo_point=$(printf %b "$mo_point") ;; esac
    case ${1%/}/ in
    "${mo_point%/}/"*)
      [ "${#mo_point}" -ge "${#mount_point}" ] || continue
      mo_rest=${mo_rest#* - }
      mount_point=$mo_point mount_type=${mo_rest%% *}
      ;;
    esac
  done 6</proc/self/mountinfo
}

# look_at_stuck PROGRAM ARG...: of the process in $d/pid. Sets $stuck_json and $stuck_mount.
look_at_stuck() {
  stuck_json='' stuck_mount='' las_line=''
  read -r las_pid 2>/dev/null <"$d/pid" || return 0
  stuck_json="{\"pid\":$las_pid"
  if IFS= read -r las_line 2>/dev/null <"/proc/$las_pid/wchan" || [ -n "${las_line-}" ]; then
    [ "$las_line" = 0 ] || { json "$las_line" && stuck_json="$stuck_json,\"wchan\":$json"; }
  fi
  las_stack=''
  if true 2>/dev/null <"/proc/$las_pid/stack"; then
    while IFS= read -r las_line <&6; do
      json "$las_line"
      las_stack="${las_stack:+$las_stack,}$json"
    done 2>/dev/null 6<"/proc/$las_pid/stack"
  fi
  stuck_json="$stuck_json${las_stack:+,\"stack\":[$las_stack]}"
  shift
  for las_word; do
    path_in "$las_word" || continue
    mount_of "$path"
    [ -n "$mount_point" ] && [ "$mount_point" != / ] || continue
    stuck_mount="$mount_point ($mount_type)"
    json "$stuck_mount"
    stuck_json="$stuck_json,\"mount\":$json"
    break
  done
  stuck_json="$stuck_json}"
}

# path_in WORD: sets $path, when the word is one or ends with one, as in --root=/mnt.
path_in() {
  path=''
  case $1 in
  /*) path=$1 ;;
  -*=/*) path=${1#*=} ;;
  esac
  [ -n "$path" ]
}

# What hung on a mount is told once; what else lies there is not asked. From $stuck_mount and $reason.
learn_mount() {
  [ -n "$stuck_mount" ] || return 0
  case $nl$hung_mounts in
  *"$nl$stuck_mount$tab"*) ;;
  *) hung_mounts=$hung_mounts$stuck_mount$tab$reason$nl ;;
  esac
  [ -n "$down_mounts" ] || set_down mounts "$stuck_mount did not answer: $reason"
}

# on_hung_mount WORD...: whether one of the words is a path on a mount that hangs. Sets $why_hung.
on_hung_mount() {
  [ -n "$hung_mounts" ] || return 1
  for ohm_word; do
    path_in "$ohm_word" || continue
    mount_of "$path"
    case $nl$hung_mounts in
    *"$nl$mount_point ($mount_type)$tab"*) ;;
    *) continue ;;
    esac
    why_hung=${hung_mounts#*"$mount_point ($mount_type)$tab"}
    why_hung="$mount_point ($mount_type) did not answer: ${why_hung%%"$nl"*}"
    return 0
  done
  return 1
}
