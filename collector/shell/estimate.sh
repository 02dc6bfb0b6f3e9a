# What would be collected, and how large: sizes of files, use of the journal, and for commands what they mostly say.

# estimate_spec: adds what the spec would give, bounded by its cap, to $estimated_kib.
estimate_add() {
  ea_kib=$1
  [ "$ea_kib" -le "$((max / 1024))" ] || ea_kib=$((max / 1024))
  estimated_kib=$((estimated_kib + ea_kib))
  [ -n "$estimate_silent" ] || [ "$ea_kib" -lt 64 ] || { size_text "$ea_kib" && printf '%12s  %s\n' "$size_text" "$id"; }
}

# kib_of PATH...: sets $kib, of all of them together; through a child.
kib_of() {
  kib=0
  run file 0 300 stat -L -c %s "$@"
  while read -r ko_size <&6; do
    case $ko_size in
    '' | *[!0-9]*) ;;
    # By thousands: some shells count in 32 bits.
    ????*) kib=$((kib + ${ko_size%???} * 125 / 128 + 1)) ;;
    *) kib=$((kib + 1)) ;;
    esac
  done 6<"$d/out"
  done_with_run
}

estimate_file() {
  kib_of "$1"
  estimate_add "$kib"
}

# estimate_glob PATTERN HIDDEN MAX_FILES
estimate_glob() {
  run file 0 300 sh -c "$list_matches" sh "$1" "$2"
  sort -u "$d/out" 2>/dev/null | grep '^/' | tail -n "$3" >"$scratch/matches"
  done_with_run
  set --
  while IFS= read -r eg_match <&6; do set -- "$@" "$eg_match"; done 6<"$scratch/matches"
  [ $# -gt 0 ] || return 0
  kib_of "$@"
  estimated_kib=$((estimated_kib + kib))
  [ -n "$estimate_silent" ] || [ "$kib" -lt 64 ] || { size_text "$kib" && printf '%12s  %s\n' "$size_text" "$id"; }
}

# estimate_command PROGRAM: all journals together are as large as the journal, other logs and documents small.
estimate_command() {
  case $1 in
  journalctl) journal_cap_kib=$((journal_cap_kib + max / 1024)) ;;
  dmesg) estimated_kib=$((estimated_kib + 256)) ;;
  *) ! find_program "$1" || estimated_kib=$((estimated_kib + 16)) ;;
  esac
}

# What journald says it takes: `take up 16.0M in the file system`. Sets $kib.
journal_kib() {
  kib=0
  run document 4096 800 journalctl --disk-usage
  read -r jk_line 2>/dev/null <"$d/out" || jk_line=''
  done_with_run
  jk_size=${jk_line#* take up } jk_size=${jk_size%% *}
  case $jk_size in
  [0-9]*G) jk_unit=1048576 ;;
  [0-9]*M) jk_unit=1024 ;;
  [0-9]*K) jk_unit=1 ;;
  *) return 0 ;;
  esac
  jk_size=${jk_size%?}
  number "${jk_size%%.*}" && kib=$((number * jk_unit))
}

# Sets $estimated_kib and $packed_kib: text packs to about an eighth.
measure() {
  estimated_kib=0 journal_cap_kib=0
  specs
  id=journal
  if [ $journal_cap_kib -gt 0 ]; then
    journal_kib
    [ "$kib" -le $journal_cap_kib ] || kib=$journal_cap_kib
    max=2147482624
    estimate_add "$kib"
  fi
  packed_kib=$((estimated_kib / 8 + 64))
  [ $packed_kib -le "$max_kib" ] || packed_kib=$max_kib
}

estimate() {
  estimate_silent=$quiet
  measure
  size_text $estimated_kib
  e_plain=$size_text
  size_text $packed_kib
  printf 'About %s, some %s compressed; never more than %s (--max-size).\n' "$e_plain" "$size_text" "$limit_text"
}

# Before the start: the place may hold less than is expected.
warn_of_little_room() {
  [ "$output" != - ] || return 0
  case $output in /*/*) wlr_folder=${output%/*} ;; /*) wlr_folder=/ ;; */*) wlr_folder=${output%/*} ;; *) wlr_folder=. ;; esac
  run document 65536 300 df -Pk "$wlr_folder"
  wlr_free=''
  { read -r _ && read -r _ _ _ wlr_free _; } 2>/dev/null <"$d/out"
  done_with_run
  case $wlr_free in '' | *[!0-9]*) return 0 ;; esac
  [ "${#wlr_free}" -le 9 ] && [ "$wlr_free" -lt "$max_kib" ] || return 0
  estimating=1 estimate_silent=1
  measure
  estimating=''
  [ "$wlr_free" -lt $packed_kib ] || return 0
  size_text "$wlr_free"
  wlr_free=$size_text
  size_text $packed_kib
  complain "little room in $wlr_folder: $wlr_free are free, and about $size_text are expected. Way out: -o - to a disk elsewhere."
}
