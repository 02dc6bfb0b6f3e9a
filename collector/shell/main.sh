# Options, the order of things, and what the person at the terminal is told.

complain() {
  printf 'collect.sh: %s\n' "$1" >&2
}

cannot() {
  complain "$1"
  exit 2
}

usage() {
  cat <<'END'
sh collect.sh [options]

Collects what explains the state of this k3s or Kubernetes node into one file.

  -o, --output FILE   Where to write the bundle; - is standard output
  --node NAME         Name of this node in the cluster, when it is not found by itself
  --kubectl COMMAND   How to call kubectl, such as 'k3s kubectl'
  --kubeconfig FILE   Given to kubectl, never collected
  --only LIST         Collect only these: ids or areas of --list, parted by commas
  --skip LIST         Leave these out
  --list              Print what would be collected and why, and do nothing else
  --quiet             No progress, no summary
  --help, --version

  ssh node 'sudo sh -s -- -o -' < collect.sh > node.tar.gz     leave nothing on the node

Exit codes: 0 bundle written, whatever was found; 2 could not begin (unknown flag, output cannot be written);
3 the output broke off, for instance by a full disk; 130 interrupted, the bundle is closed and readable.
END
}

parse_options() {
  output='' node_name='' kubectl_line='' kubeconfig='' only='' only_given='' skip='' listing='' quiet=''
  while [ $# -gt 0 ]; do
    po_flag=$1 po_value='' po_has=''
    shift
    case $po_flag in
    --*=*) po_value=${po_flag#*=} po_flag=${po_flag%%=*} po_has=1 ;;
    -o?*) po_value=${po_flag#-o} po_flag=-o po_has=1 ;;
    esac
    case $po_flag in
    -o | --output | --node | --kubectl | --kubeconfig | --only | --skip)
      if [ -z "$po_has" ]; then
        [ $# -gt 0 ] || cannot "$po_flag needs a value (see --help)"
        po_value=$1
        shift
      fi
      [ -n "$po_value" ] || cannot "$po_flag needs a value (see --help)"
      ;;
    *) [ -z "$po_has" ] || cannot "unknown option $po_flag=... (see --help)" ;;
    esac
    case $po_flag in
    -o | --output) output=$po_value ;;
    --node) node_name=$po_value ;;
    --kubectl) kubectl_line=$po_value ;;
    --kubeconfig) kubeconfig=$po_value ;;
    --only) only=$po_value only_given=1 ;;
    --skip) skip=$po_value ;;
    --list) listing=1 ;;
    --quiet) quiet=1 ;;
    --help) usage && exit 0 ;;
    --version) printf '%s\n' "$VERSION" && exit 0 ;;
    -*) cannot "unknown option $po_flag (see --help)" ;;
    *) cannot "unexpected words on the command line: $po_flag (see --help)" ;;
    esac
  done
  check_words "$only,$skip"
}

# names WORD ID
names() {
  case $2 in "$1" | "$1"/*) return 0 ;; esac
  return 1
}

# named_in LIST ID: whether one of the words, parted by commas, names it.
named_in() {
  ni_rest=$1,
  while [ -n "$ni_rest" ]; do
    ni_word=${ni_rest%%,*} ni_rest=${ni_rest#*,}
    ni_word=${ni_word# } ni_word=${ni_word% }
    [ -z "$ni_word" ] || ! names "$ni_word" "$2" || return 0
  done
  return 1
}

check_words() {
  cw_rest=$1,
  while [ -n "$cw_rest" ]; do
    cw_word=${cw_rest%%,*} cw_rest=${cw_rest#*,}
    cw_word=${cw_word# } cw_word=${cw_word% }
    [ -n "$cw_word" ] || continue
    case " $SPEC_IDS" in
    *" $cw_word "* | *" $cw_word/"*) ;;
    *) cannot "there is nothing named $cw_word to collect: see --list" ;;
    esac
  done
}

# Sets $why_left_out for $id.
left_out() {
  why_left_out=''
  if [ -n "$only_given" ] && ! named_in "$only" "$id"; then
    why_left_out='left out by --only'
  elif [ -n "$skip" ] && named_in "$skip" "$id"; then
    why_left_out='left out by --skip'
  fi
}

progress() {
  [ -z "$quiet" ] && [ "${id%%/*}" != "$area" ] || return 0
  area=${id%%/*}
  since "$main_s" "$main_c"
  printf '%s/%s  %s s  %s\n' "$done_specs" "$SPEC_COUNT" $((passed / 100)) "$area" >&2
}

# The tools without which nothing can be collected, or not safely.
check_tools() {
  for ct_tool in cat date grep head mkdir mv od rm sed sh sleep sort tail tr uname wc; do
    find_program $ct_tool || cannot "this node has no $ct_tool"
  done
  # What cannot be masked does not leave the node.
  [ "$(printf 'token=%s\n' hunter2 | sed -E "$mask" 2>/dev/null)" = 'token=<redacted:credential>' ] ||
    cannot 'the sed of this node cannot mask secrets: nothing is collected'
  setsid='' sleeps_fractions='' counts='' sha256='' compress=cat
  ! find_program setsid || setsid=setsid
  ! sleep 0.01 2>/dev/null || sleeps_fractions=1
  [ ! -e /dev/fd/0 ] || ! find_program tee || counts=1
  ! find_program gzip || compress='gzip -c'
  if find_program sha256sum; then sha256=sha256sum; elif find_program openssl; then sha256=openssl; fi
}

# The lowest priority: what we run must not make the node worse.
step_back() {
  { ! find_program renice || renice -n 19 -p $$; ! find_program ionice || ionice -c 3 -p $$; } >/dev/null 2>&1
}

# A folder for the one entry that is being made.
make_scratch() {
  for ms_place in "${TMPDIR:-/tmp}" /tmp /var/tmp /dev/shm /run; do
    scratch=$ms_place/nodetriage.$$.$(date +%s)
    (umask 077 && mkdir "$scratch") 2>/dev/null || continue
    if printf '%s' "$SPEC_IDS" 2>/dev/null >"$scratch/outcomes" && [ -s "$scratch/outcomes" ]; then
      : >"$scratch/outcomes"
      return
    fi
    rm -rf "$scratch"
  done
  cannot "no room for scratch files in ${TMPDIR:-/tmp}, /var/tmp, /dev/shm or /run: set TMPDIR"
}

default_output() {
  # Read from a pipe, as by `ssh node sh -s`, the script leaves nothing behind.
  if [ ! -f "$0" ] && [ ! -t 1 ]; then output=- && return; fi
  output=nodetriage-$(uname -n)-$(date -u +%Y%m%dT%H%M%SZ).tar
  [ "$compress" = cat ] || output=$output.gz
}

main() {
  exec </dev/null
  parse_options "$@"
  interrupted='' preparing='' area='' taken='' pending='' own_addresses='' runs=0
  done_specs=0 collected=0 absent=0 total_masked=0
  down_api='' down_docker='' down_cri='' down_systemd='' down_mounts='' output_is_ours=''
  if [ -n "$listing" ]; then
    specs
    return 0
  fi
  check_tools
  [ -n "$output" ] || default_output
  [ "$output" != - ] || [ ! -t 1 ] || cannot 'a bundle is not for a terminal: redirect it, or give -o FILE'
  step_back
  now
  main_s=$now_s main_c=$now_c started_seconds=$(date +%s) user_id=$(id -u 2>/dev/null || echo -1)
  make_scratch
  trap 'rm -rf "$scratch"' 0
  trap 'interrupted=1' 1 2 15
  open_output
  ask_units
  find_kubectl
  describe_node
  printf '%s}\n' "$header" >"$scratch/header"
  put header.json "$scratch/header"
  specs
  {
    printf '%s,"finishedAt":"%s","outcomes":[\n' "$header" "$(date -u +%Y-%m-%dT%H:%M:%S.000Z)"
    cat "$scratch/outcomes"
    printf ']}\n'
  } >"$scratch/manifest"
  put manifest.json "$scratch/manifest" end
  exec 3>&-
  [ "$output" = - ] || mv "$output.partial" "$output" || cannot_write
  [ -n "$quiet" ] || summarize >&2
  [ -z "$interrupted" ] || return 130
}

summarize() {
  printf '%s of %s things collected, %s are not on this node%s.\n' "$collected" "$SPEC_COUNT" "$absent" \
    "${interrupted:+, interrupted before the end}"
  [ ! -s "$scratch/troubles" ] || cat "$scratch/troubles"
  [ $total_masked = 0 ] || printf 'Masked: %s secrets.\n' "$total_masked"
  [ "$user_id" = 0 ] || printf 'Not run as root: some things could not be read.\n'
  if [ "$output" = - ]; then
    printf 'Bundle: standard output\n'
    return
  fi
  sha256_of "$output"
  printf 'Bundle: %s, %s bytes, sha256 %s\n' "$output" "$(($(wc -c <"$output")))" "$sha256_of"
  printf 'Next: copy it to where you work, then: nodetriage-analyze %s -o report.html\n' "$output"
}
