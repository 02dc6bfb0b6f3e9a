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

# tar_header TYPE SIZE: of $tar_prefix and $tar_name.
tar_header() {
  th_numbers=$(printf '%011o %011o' "$2" "$started_seconds")
  # The blank in it counts 32, the eight blanks that stand for the checksum 256.
  th_sum=224
  for th_byte in $(printf '%s' "$tar_name${tar_prefix}000060000000000000000${th_numbers}$1ustar00" | od -An -v -tu1); do
    th_sum=$((th_sum + th_byte))
  done
  th_sum=$(printf '%06o' $th_sum)
  nuls $((100 - ${#tar_name}))
  th_format="%s${nuls}0000600\\0000000000\\0000000000\\000%s\\000%s\\000%s\\000 %s"
  nuls 100
  th_format="$th_format${nuls}ustar\\00000"
  nuls 80
  th_format="$th_format$nuls%s"
  nuls $((167 - ${#tar_prefix}))
  # shellcheck disable=SC2059 # a format that we made
  printf "$th_format$nuls" "$tar_name" "${th_numbers% *}" "${th_numbers#* }" "$th_sum" "$1" "$tar_prefix"
}

# tar_padding SIZE
tar_padding() {
  nuls $(((512 - $1 % 512) % 512))
  # shellcheck disable=SC2059
  printf "$nuls"
}

# tar_entry PATH FILE
tar_entry() {
  if ! split_path "$1"; then
    # What ustar cannot name goes before it, as GNU tar does.
    tar_prefix='' tar_name=././@LongLink
    tar_header L $((${#1} + 1))
    printf '%s\000' "$1"
    tar_padding $((${#1} + 1))
    tar_prefix='' tar_name=$(printf '%.100s' "$1")
  fi
  te_size=$(($(wc -c <"$2")))
  tar_header 0 $te_size
  cat "$2"
  tar_padding $te_size
}

# put PATH FILE [PATH FILE...]: a member of the bundle. Ends the collector when the output breaks off.
put() {
  # shellcheck disable=SC2086 # a program and its flag
  tar_entries "$@" | calm $compress >&3 || break_off
}

tar_entries() {
  trap '' 1 2 15
  while [ $# -gt 0 ]; do
    if [ "$1" = end ]; then
      nuls 1024
      # shellcheck disable=SC2059
      printf "$nuls"
      return
    fi
    tar_entry "$1" "$2"
    shift 2
  done
}

break_off() {
  if [ "$output" = - ]; then
    complain 'cannot go on writing to the output stream.'
  else
    complain "cannot go on writing $output: no space left on the disk, or the disk gives errors. What was written is readable: $output.partial. Way out: -o - to a disk elsewhere."
  fi
  exit 3
}

# Opens the output as descriptor 3; what an earlier collector left is replaced, a link is not followed.
open_output() {
  if [ "$output" = - ]; then
    exec 3>&1 1>&2
    return
  fi
  for oo_place in "$output" "$output.partial"; do
    if [ -h "$oo_place" ] || { [ -e "$oo_place" ] && [ ! -f "$oo_place" ]; }; then
      cannot "cannot write $oo_place exists and is not a regular file"
    fi
  done
  rm -f "$output.partial" 2>/dev/null
  (set -C && : >"$output.partial") 2>/dev/null || cannot_write
  exec 3>>"$output.partial"
}

cannot_write() {
  case $output in */*) cw_folder=${output%/*} ;; *) cw_folder=. ;; esac
  [ -d "${cw_folder:-/}" ] || cannot "cannot write $output: the folder does not exist"
  [ -w "${cw_folder:-/}" ] || cannot "cannot write $output: this user may not write there"
  cannot "cannot write $output: no space left on the disk, or the filesystem is read-only"
}
