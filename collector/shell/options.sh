# Options.

usage() {
  cat <<'END'
sh collect.sh [options]

Collects what explains the state of this k3s or Kubernetes node into one file.

  -o, --output FILE   Where to write the bundle; - is standard output
  --deadline TIME     The run ends within this time: 300, 300s, 5m or 1h; by default 300 s
  --max-size SIZE     Of the compressed bundle: 200 (MiB), 200M or 1G; by default 200 MiB
  --since WHEN        Logs from then on: 2h, 3d, 2026-05-01 or '2026-05-01 10:00', the node's local time
  --until WHEN        Logs until then, in the same words
  --node NAME         Name of this node in the cluster, when it is not found by itself
  --kubectl COMMAND   How to call kubectl, such as 'k3s kubectl'
  --kubeconfig FILE   Given to kubectl, never collected
  --only LIST         Collect only these: ids or areas of --list, parted by commas
  --skip LIST         Leave these out
  --encrypt-to age1.. Encrypt the bundle to this age recipient; may be given several times. Needs the program age.
                      A run that is killed then leaves a file of which age gives back only what came before
                      its last 64 KiB, and that with an error.
  --list, --dry-run   Print what would be collected and why, and do nothing else
  --estimate          Tell how large the bundle would be, and do nothing else
  --quiet             No progress, no summary
  --help, --version

  ssh node 'sudo sh -s -- -o -' < collect.sh > node.tar.gz     leave nothing on the node

Exit codes: 0 bundle written, whatever was found; 2 could not begin (unknown flag, output cannot be written);
3 the output broke off, for instance by a full disk; 130 interrupted, the bundle is closed and readable.
END
}

parse_options() {
  output='' node_name='' kubectl_line='' kubeconfig='' only='' only_given='' skip='' listing='' quiet='' estimating=''
  deadline=300 max_kib=204800 since_given='' since_epoch='' since_iso='' encrypt_to=''
  until_given='' until_epoch='' until_iso=''
  while [ $# -gt 0 ]; do
    po_flag=$1 po_value='' po_has=''
    shift
    case $po_flag in
    --*=*) po_value=${po_flag#*=} po_flag=${po_flag%%=*} po_has=1 ;;
    -o?*) po_value=${po_flag#-o} po_flag=-o po_has=1 ;;
    esac
    case $po_flag in
    -o | --output | --node | --kubectl | --kubeconfig | --only | --skip | --deadline | --max-size | --since | --until | --encrypt-to)
      if [ -z "$po_has" ]; then
        [ $# -gt 0 ] || cannot "$po_flag needs a value (see --help)"
        po_value=$1
        shift
      fi
      [ -n "$po_value" ] || cannot "$po_flag needs a value (see --help)"
      ;;
    --obfuscate)
      cannot '--obfuscate needs nodetriage-collect, the Node.js program: sh cannot keep addresses apart and networks together. Take the bundle with it, or encrypt it: --encrypt-to'
      ;;
    --extra-file | --extra-command | --profile)
      cannot "$po_flag needs nodetriage-collect, the Node.js program"
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
    --deadline) read_deadline "$po_value" ;;
    --max-size) read_max_size "$po_value" ;;
    --since) since_given=$po_value ;;
    --until) until_given=$po_value ;;
    --encrypt-to) read_recipient "$po_value" ;;
    --list | --dry-run) listing=1 ;;
    --estimate) estimating=1 ;;
    --quiet) quiet=1 ;;
    --help) usage && exit 0 ;;
    --version) printf '%s\n' "$VERSION" && exit 0 ;;
    -*) cannot "unknown option $po_flag (see --help)" ;;
    *) cannot "unexpected words on the command line: $po_flag (see --help)" ;;
    esac
  done
  check_words "$only,$skip"
}

# number WORD: sets $number, without zeros before it; 1 when it is none, or more than a shell can count.
number() {
  case $1 in '' | *[!0-9]*) return 1 ;; esac
  number=$1
  while :; do
    case $number in 0?*) number=${number#0} ;; *) break ;; esac
  done
  [ "${#number}" -le 7 ]
}

read_deadline() {
  case $1 in *h) rd_unit=3600 ;; *m) rd_unit=60 ;; *) rd_unit=1 ;; esac
  number "${1%[smh]}" && [ "$number" -gt 0 ] && [ "$number" -le $((604800 / rd_unit)) ] ||
    cannot "--deadline $1 is not a time such as 300, 300s, 5m or 1h"
  deadline=$((number * rd_unit))
}

read_max_size() {
  case $1 in *[Gg]) rms_unit=1048576 ;; *[Kk]) rms_unit=1 ;; *) rms_unit=1024 ;; esac
  number "${1%[KkMmGg]}" && [ "$number" -gt 0 ] && [ "$number" -le $((1073741824 / rms_unit)) ] ||
    cannot "--max-size $1 is not a size such as 200 (MiB), 200M or 1G"
  max_kib=$((number * rms_unit))
}

# Sets $max_bytes, in digits: a shell that counts in 32 bits cannot.
spell_max_bytes() {
  smb_thousands=$((max_kib / 1000 * 1024 + max_kib % 1000 * 1024 / 1000)) smb_rest=$((max_kib % 1000 * 1024 % 1000))
  max_bytes=$smb_rest
  [ $smb_thousands = 0 ] || max_bytes=$smb_thousands$(printf %03d $smb_rest)
  size_text "$max_kib"
  limit_text=$size_text
}

read_recipient() {
  case $1 in
  age1*[!0-9a-z]* | age1) cannot "--encrypt-to $1 is not an age recipient: it begins with age1" ;;
  age1*) encrypt_to="$encrypt_to -r $1" ;;
  *) cannot "--encrypt-to $1 is not an age recipient: it begins with age1" ;;
  esac
}

# Sets $since_epoch and $since_iso from $since_given, and the same of --until.
read_times() {
  [ -z "$since_given" ] || {
    read_time --since "$since_given"
    since_epoch=$epoch since_iso=$iso
  }
  [ -z "$until_given" ] || {
    read_time --until "$until_given"
    until_epoch=$epoch until_iso=$iso
  }
}

# read_time FLAG WORDS: sets $epoch and $iso.
read_time() {
  rt_flag=$1 rt_words=$2
  rt_now=$(date +%s)
  case $rt_words in
  @*) epoch=${rt_words#@} && number_long "$epoch" && [ "${#epoch}" -le 10 ] || not_a_time ;;
  *[smhdw])
    case $rt_words in *w) rt_unit=604800 ;; *d) rt_unit=86400 ;; *h) rt_unit=3600 ;; *m) rt_unit=60 ;; *) rt_unit=1 ;; esac
    number "${rt_words%?}" && [ "$number" -le $((rt_now / rt_unit)) ] || not_a_time
    epoch=$((rt_now - number * rt_unit))
    ;;
  [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) read_date "$rt_words 00:00:00" ;;
  [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][\ T][0-9][0-9]:[0-9][0-9]) read_date "$rt_words:00" ;;
  [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][\ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]) read_date "$rt_words" ;;
  *) not_a_time ;;
  esac
  [ "$epoch" -le "$rt_now" ] || cannot "$rt_flag $rt_words lies in the future of this node's clock"
  iso "$epoch"
}

not_a_time() {
  cannot "$rt_flag $rt_words is not a time such as 2h, 3d, 2026-05-01 or '2026-05-01 10:00'"
}

# read_date 'YYYY-MM-DD HH:MM:SS': asks the node's date, which knows its zone, and whether it has understood.
read_date() {
  rdt_date=${1%%[ T]*} rdt_time=${1##*[ T]}
  epoch=$(date -d "$rdt_date $rdt_time" +%s 2>/dev/null) && number_long "$epoch" ||
    cannot "the date program of this node cannot read $rt_flag $rt_words, or there is no such day: give how long ago, such as 3d"
  [ "$(date -d "@$epoch" '+%Y-%m-%d %H:%M:%S' 2>/dev/null)" = "$rdt_date $rdt_time" ] || not_a_time
}

number_long() {
  case $1 in '' | *[!0-9]*) return 1 ;; esac
}

# iso SECONDS: sets $iso, as in 2026-05-01T10:00:00.000Z. Days of the calendar by arithmetic, years begin in March.
iso() {
  iso_days=$(($1 / 86400 + 719468)) iso_rest=$(($1 % 86400))
  iso_era=$((iso_days / 146097)) iso_day=$((iso_days % 146097))
  iso_year=$(((iso_day - iso_day / 1460 + iso_day / 36524 - iso_day / 146096) / 365))
  iso_day=$((iso_day - (365 * iso_year + iso_year / 4 - iso_year / 100)))
  iso_month=$(((5 * iso_day + 2) / 153))
  iso_day=$((iso_day - (153 * iso_month + 2) / 5 + 1)) iso_year=$((iso_year + iso_era * 400))
  if [ $iso_month -lt 10 ]; then iso_month=$((iso_month + 3)); else iso_month=$((iso_month - 9)) iso_year=$((iso_year + 1)); fi
  iso=$(printf '%04d-%02d-%02dT%02d:%02d:%02d.000Z' $iso_year $iso_month $iso_day \
    $((iso_rest / 3600)) $((iso_rest / 60 % 60)) $((iso_rest % 60)))
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
