# How much of the bundle's limit is left. In KiB: some shells count in 32 bits.

# add_used BYTES: to $used_kib.
add_used() {
  used_rest=$((used_rest + $1))
  used_kib=$((used_kib + used_rest / 1024)) used_rest=$((used_rest % 1024))
}

# Sets $room_kib, less what the outcomes to come and the manifest take.
room() {
  if [ -n "$used_is_old" ]; then
    used_is_old='' used_kib=0 used_rest=0
    add_used "$(($(wc -c <"$output.partial")))"
  fi
  room_kib=$((max_kib - used_kib - 8 - (SPEC_COUNT - done_specs) / 2 - outcomes_bytes / 3072))
}

# whether_room: 1 when the bundle is full. The exact size is asked for only when what went in could have filled it.
whether_room() {
  [ "$raw_kib" -ge "$((max_kib / 2 - 512))" ] || return 0
  room
  [ "$room_kib" -gt 0 ]
}

# fit FILE SIZE CONTENT: cuts a masked file to what is left; compresses it only when it might not fit. Sets $cut.
fit() {
  raw_kib=$((raw_kib + $2 / 1024 + 2)) fit_size=$2
  [ "$raw_kib" -ge "$((max_kib / 2 - 512))" ] || return 0
  room
  # gzip makes nothing larger than by a few bytes.
  [ "$((fit_size / 1000 + 1))" -ge "$room_kib" ] || return 0
  while :; do
    # shellcheck disable=SC2086
    fit_kib=$(($(calm $compress <"$1" | wc -c) / 1024 + 1))
    [ "$fit_kib" -gt "$room_kib" ] || return 0
    fit_part=0
    [ "$room_kib" -le 0 ] || fit_part=$((room_kib * 90 / fit_kib))
    fit_size=$((fit_size / 100 * fit_part))
    if [ "$3" = log ]; then cut=start; else cut=end; fi
    if [ "$fit_size" = 0 ]; then
      true >"$1"
      return
    fi
    keep_part "$1" "$cut" "$fit_size"
    fit_size=$(($(wc -c <"$1")))
  done
}

# keep_part FILE CUT BYTES: the last lines when the start is cut, or the first ones; of one long line, so many bytes.
keep_part() {
  if [ "$2" = start ]; then
    calm tail -c $(($3 + 1)) "$1" >"$1.part"
    calm sed 1d "$1.part" >"$1.cut"
    [ -s "$1.cut" ] || calm tail -c "$3" "$1" >"$1.cut"
  else
    calm head -c "$3" "$1" >"$1.cut"
    if [ -n "$(tail -c 1 "$1.cut" | tr '\000' x)" ]; then
      calm sed \$d "$1.cut" >"$1.part"
      [ ! -s "$1.part" ] || cat "$1.part" >"$1.cut"
    fi
  fi
  calm mv "$1.cut" "$1"
  rm -f "$1.part"
}

# size_text KIB: sets $size_text, as in 200.0 MiB.
size_text() {
  st_unit=KiB st_tenths=$(($1 * 10))
  if [ "$1" -ge 1048576 ]; then
    st_unit=GiB st_tenths=$((($1 / 1024 * 10 + 512) / 1024))
  elif [ "$1" -ge 1024 ]; then
    st_unit=MiB st_tenths=$((($1 * 10 + 512) / 1024))
  fi
  size_text="$((st_tenths / 10)).$((st_tenths % 10)) $st_unit"
}

# bytes_text BYTES: the same of bytes.
bytes_text() {
  if [ "$1" -lt 1024 ]; then size_text="$1 bytes"; else size_text $((($1 + 512) / 1024)); fi
}
