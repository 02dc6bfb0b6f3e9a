# The bundle: tar headers by hand, so that nothing is staged; each spec is a gzip member of its own, so that
# what a kill leaves can be read.

# In a terminal Ctrl-C reaches all of us: what writes the archive must not end by it.
calm() (
  trap '' 1 2 15
  exec "$@"
)

nuls() {
  nuls='' nuls_left=$1
  while [ "$nuls_left" -ge 64 ]; do
    nuls=$nuls$NULS_64 nuls_left=$((nuls_left - 64))
  done
  while [ "$nuls_left" -gt 0 ]; do
    nuls="$nuls\\000" nuls_left=$((nuls_left - 1))
  done
}

# Sets $tar_prefix and $tar_name, or returns 1 for a path that ustar cannot hold.
split_path() {
  tar_prefix='' tar_name=$1
  [ "${#tar_name}" -gt 100 ] || return 0
  tar_prefix=${1%/*} tar_name=${1##*/}
  while [ "${#tar_prefix}" -gt 155 ]; do
    case $tar_prefix in */*) ;; *) return 1 ;; esac
    tar_name=${tar_prefix##*/}/$tar_name tar_prefix=${tar_prefix%/*}
  done
  [ "${#tar_name}" -le 100 ]
}

# octal WIDTH NUMBER: sets $octal, and adds its digits to $sum.
octal() {
  octal='' oc_rest=$2
  while [ "${#octal}" -lt "$1" ]; do
    octal=$((oc_rest % 8))$octal sum=$((sum + oc_rest % 8)) oc_rest=$((oc_rest / 8))
  done
}

# sum_of TEXT: sets $sum, of its bytes.
sum_of() {
  case $1 in
  "$entry") sum=$entry_sum ;;
  "outcomes/$id.json") sum=$outcome_sum ;;
  *)
    sum=0
    for so_byte in $(printf %s "$1" | od -An -v -tu1); do sum=$((sum + so_byte)); done
    ;;
  esac
}

# tar_header TYPE SIZE: of $tar_prefix and $tar_name.
tar_header() {
  if [ -n "$tar_prefix" ]; then sum_of "$tar_prefix$tar_name"; else sum_of "$tar_name"; fi
  octal 11 "$2"
  th_size=$octal
  octal 11 "$started_seconds"
  th_time=$octal
  # What is the same in all: mode 0000600, two owners 0000000, ustar, 00, and eight blanks that stand for the sum.
  # The digits of size and time count 48 each and more.
  sum=$((sum + 43 * 48 + 6 + 559 + 96 + 256))
  case $1 in L) sum=$((sum + 76)) ;; *) sum=$((sum + 48)) ;; esac
  octal 6 $sum
  nuls $((100 - ${#tar_name}))
  th_format="%s${nuls}0000600\\0000000000\\0000000000\\000%s\\000%s\\000%s\\000 %s"
  nuls 100
  th_format="$th_format${nuls}ustar\\00000"
  nuls 80
  th_format="$th_format$nuls%s"
  nuls $((167 - ${#tar_prefix}))
  # shellcheck disable=SC2059 # a format that we made
  printf "$th_format$nuls" "$tar_name" "$th_size" "$th_time" "$octal" "$1" "$tar_prefix"
}

# tar_padding SIZE
tar_padding() {
  nuls $(((512 - $1 % 512) % 512))
  # shellcheck disable=SC2059
  printf "$nuls"
}

# tar_begin PATH SIZE: all of an entry that goes before its bytes.
tar_begin() {
  if ! split_path "$1"; then
    # What ustar cannot name goes before it, as GNU tar does.
    tar_prefix='' tar_name=././@LongLink
    tar_header L $((${#1} + 1))
    printf '%s\000' "$1"
    tar_padding $((${#1} + 1))
    tar_prefix='' tar_name=$(printf '%.100s' "$1")
  fi
  tar_header 0 "$2"
}

# tar_file PATH FILE SIZE
tar_file() {
  tar_begin "$1" "$3"
  cat "$2"
  tar_padding "$3"
}

# tar_line PATH LINE SIZE
tar_line() {
  tar_begin "$1" "$3"
  printf '%s\n' "$2"
  tar_padding "$3"
}

# What waits to be written, then the entry that was made last, then what is given: tar_file or tar_line and its words.
tar_all() {
  trap '' 1 2 15
  [ -z "$held" ] || cat "$scratch/held"
  [ -z "$pending" ] || tar_file "$pending" "$scratch/pending" "$pending_size"
  [ $# = 0 ] || "$@"
}

tar_end() {
  nuls 1024
  # shellcheck disable=SC2059
  printf "$nuls"
}

# put [tar_file|tar_line|tar_end WORD...]: a gzip member of the bundle. Ends the collector when the output breaks off.
put() {
  # shellcheck disable=SC2086 # a program and its flag
  if [ -n "$counted" ]; then
    tar_all "$@" | calm $compress >"$scratch/z" && calm cat "$scratch/z" >&3 || break_off
    add_used "$(($(wc -c <"$scratch/z")))"
    true >"$scratch/z"
  else
    tar_all "$@" | calm $compress >&3 || break_off
    used_is_old=1
  fi
  [ -z "$held" ] || true >"$scratch/held"
  held='' pending=''
}

# hold LINE SIZE: the outcome of a spec that took no time: a spec later it is written with the rest.
hold() {
  tar_line "outcomes/$id.json" "$1" "$2" >>"$scratch/held" && held=1
}

break_off() {
  if [ "$output" = - ]; then
    complain 'cannot go on writing to the output stream.'
  else
    complain "cannot go on writing $output: no space left on the disk, the disk gives errors, or no process is left on the node. What was written is readable: $output.partial. Way out: -o - to a disk elsewhere."
  fi
  exec 3>&-
  exit 3
}

# Opens the output as descriptor 3; what an earlier collector left is replaced, a link is not followed.
open_output() {
  [ "$output" != - ] && [ -z "$encrypt_to" ] || counted=1
  if [ "$output" = - ]; then
    exec 3>&1 1>&2
  else
    for oo_place in "$output" "$output.partial"; do
      if [ -h "$oo_place" ] || { [ -e "$oo_place" ] && [ ! -f "$oo_place" ]; }; then
        cannot "cannot write $oo_place exists and is not a regular file"
      fi
    done
    rm -f "$output.partial" 2>/dev/null
    (set -C && : >"$output.partial") 2>/dev/null || cannot_write
    exec 3>>"$output.partial"
  fi
  [ -z "$encrypt_to" ] || begin_age
}

# Brings the bundle to its end, and gives it its name.
close_output() {
  exec 3>&-
  [ -z "$encrypt_to" ] || end_age
  [ "$output" = - ] || mv -f "$output.partial" "$output" || cannot_write
}

cannot_write() {
  case $output in */*) cw_folder=${output%/*} ;; *) cw_folder=. ;; esac
  [ -d "${cw_folder:-/}" ] || cannot "cannot write $output: the folder does not exist"
  # Root may write wherever the filesystem lets anybody.
  [ -w "${cw_folder:-/}" ] || [ "$user_id" = 0 ] || cannot "cannot write $output: this user may not write there"
  [ -w "${cw_folder:-/}" ] || cannot "cannot write $output: the filesystem is read-only"
  cannot "cannot write $output: no space left on the disk, or the filesystem is read-only"
}
