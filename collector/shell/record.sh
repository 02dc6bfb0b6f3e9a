# What a spec gave goes masked into the bundle, and at once its outcome.

# json TEXT: sets $json, a JSON string.
json() {
  case $1 in
  *[!A-Za-z0-9\ _./:,=@%+-]*)
    case $1 in
    *[!A-Za-z0-9\ _./:,=@%+\(\)\<\>\;\'\{\}-]*)
      json=\"$(printf '%s' "$1" | tr '\001-\037\177' ' ' | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g')\"
      ;;
    *) json=\"$1\" ;;
    esac
    ;;
  *) json=\"$1\" ;;
  esac
}

# masked TEXT: sets $masked; a short text, as a reason. Many in a row have the same, and sed takes 20 ms to read the rules.
masked() {
  case $1 in
  # Our own words.
  'left out by --'* | 'there is no unit '*.service' on this node' | 'there is no file /'*) masked=$1 ;;
  interrupted | 'no time left: '* | 'no room left: '* | 'no file matches /'* | *' did not end in its time') masked=$1 ;;
  "${masked_before-}") masked=${masked_gave-} ;;
  *)
    masked=$(printf '%s\n' "$1" | calm sed -E "$mask")
    masked_before=$1 masked_gave=$masked
    ;;
  esac
}

sha256_of() {
  case $sha256 in
  '') sha256_of='' && return ;;
  openssl) sha256_of=$(openssl dgst -sha256 <"$1") && sha256_of=${sha256_of##* } ;;
  *) sha256_of=$($sha256 <"$1") && sha256_of=${sha256_of%% *} ;;
  esac
}

# marks_in FILE TO: how often each rule has masked, `COUNT <redacted:RULE>` a line.
marks_in() {
  tr '\000' ' ' <"$1" | grep -o '<redacted:[a-z0-9-]*>' | sort | uniq -c >"$2"
}

# count_marks FILE ENTRY: what masking has put into $scratch/pending. Sets $marks and $marks_json.
count_marks() {
  marks=0 marks_json=''
  grep -q '<redacted:' "$scratch/pending" || return 0
  marks_in "$scratch/pending" "$scratch/marks"
  if grep -q '<redacted:' "$1"; then marks_in "$1" "$scratch/marks.before"; else true >"$scratch/marks.before"; fi
  while read -r cm_count cm_mark <&6; do
    while read -r cm_before cm_old <&7; do
      [ "$cm_old" != "$cm_mark" ] || cm_count=$((cm_count - cm_before))
    done 7<"$scratch/marks.before"
    [ "$cm_count" -gt 0 ] || continue
    cm_rule=${cm_mark#<redacted:} cm_rule=${cm_rule%>}
    marks=$((marks + cm_count)) marks_json="${marks_json:+$marks_json,}\"$cm_rule\":$cm_count"
    printf '%s %s %s\n' "$cm_rule" "$cm_count" "$2" >>"$scratch/masked"
  done 6<"$scratch/marks"
}

# find_suspects FILE ENTRY: what was left and looks like a secret all the same, the first few. Sets $suspects_json.
find_suspects() {
  suspects_json='' fs_last='' fs_left=$MAX_SUSPECTS
  grep -qE -e "$SUSPECT" -e "$SUSPECT_HEX" "$1" || return 0
  tr '\000' ' ' <"$1" >"$scratch/text"
  {
    grep -noE -e "$SUSPECT" "$scratch/text" | grep -E -e "$ALSO_1" | grep -E -e "$ALSO_2" | grep -E -e "$ALSO_3"
    grep -noE -e "$SUSPECT_HEX" "$scratch/text"
  } | sort -t : -k 1,1n >"$scratch/found"
  true >"$scratch/text"
  while IFS= read -r fs_text <&6; do
    fs_line=${fs_text%%:*} fs_text=${fs_text#*:}
    [ "$fs_line" != "$fs_last" ] && [ "$fs_left" -gt 0 ] || continue
    fs_last=$fs_line fs_left=$((fs_left - 1))
    fs_random=${fs_text##*[!A-Za-z0-9+/_-]}
    fs_name=${fs_text#"${fs_text%%[A-Za-z]*}"} fs_name=${fs_name%%[!A-Za-z_.-]*}
    fs_says="a random string of ${#fs_random} characters after"
    suspects_json="${suspects_json:+$suspects_json,}{\"line\":$fs_line,\"looksLike\":\"$fs_says \\\"$fs_name\\\"\"}"
    printf '  %s:%s: %s "%s"\n' "$2" "$fs_line" "$fs_says" "$fs_name" >>"$scratch/suspects"
  done 6<"$scratch/found"
}

# keep_bounded FILE CONTENT MAX_BYTES: cuts a file of $size bytes to that, at a line. Sets $cut.
keep_bounded() {
  cut=''
  [ "$size" -gt "$3" ] || return 0
  if [ "$2" = log ]; then cut=start; else cut=end; fi
  keep_part "$1" $cut "$3"
}

# keep ENTRY FILE BYTES_READ CUT: masks and holds it; it is written with what comes next.
keep() {
  case $nl$taken$nl in *"$nl$1$nl"*) return ;; esac
  [ -z "$pending" ] || put
  taken=$taken$nl$1 cut=$4
  if ! calm sed -E "$mask" <"$2" 2>/dev/null >"$scratch/pending"; then
    true >"$scratch/pending"
    outcome=failed reason="no room for it in ${scratch%/*}"
  fi
  pending_size=$(($(wc -c <"$scratch/pending")))
  fit "$scratch/pending" "$pending_size" "$content"
  if [ "$fit_size" != "$pending_size" ]; then
    pending_size=$fit_size
    [ "$outcome" != ok ] || outcome=truncated
  fi
  [ -z "$cut" ] || cut_end=${cut_end:-$cut} cut_kept=$((cut_kept + pending_size)) cut_read=$((cut_read + $3))
  pending=$1
  count_marks "$2" "$1"
  find_suspects "$scratch/pending" "$1"
  sha256_of "$scratch/pending"
  total_masked=$((total_masked + marks))
  json "$1"
  k_record="{\"path\":$json,\"bytesRead\":$3,\"bytesKept\":$pending_size${cut:+,\"cut\":\"$cut\"},\"sha256\":\"$sha256_of\""
  records="${records:+$records,}$k_record,\"redactions\":$marks${marks_json:+,\"redactedBy\":{$marks_json\}}${suspects_json:+,\"suspects\":[$suspects_json]}}"
}

# Writes the outcome of the spec, and what it gave.
record() {
  since "$spec_s" "$spec_c"
  r_line="{\"spec\":\"$id\",\"outcome\":\"$outcome\"${argv_json:+,\"argv\":$argv_json}${code:+,\"exitCode\":$code}"
  r_reason=''
  if [ -n "$reason" ]; then
    masked "$reason"
    reason=$masked
    json "$reason"
    r_reason=",\"reason\":$json"
  fi
  r_line="$r_line${signal:+,\"signal\":\"$signal\"}$r_reason,\"startedAt\":\"$spec_started\",\"durationMs\":$((passed * 10))"
  r_line="$r_line${spec_stuck:+,\"stuck\":$spec_stuck},\"entries\":[$records]}"
  r_comma=,
  [ $done_specs != 0 ] || r_comma=''
  printf '%s%s\n' "$r_comma" "$r_line" >>"$scratch/outcomes"
  # Bytes, not characters.
  case $r_line in
  *[!A-Za-z0-9\ _./:,=@%+\(\)\<\>\;\'\"\{\}\[\]-]*) r_size=$(($(printf '%s\n' "$r_line" | wc -c))) ;;
  *) r_size=$((${#r_line} + 1)) ;;
  esac
  outcomes_bytes=$((outcomes_bytes + r_size))
  if [ -z "$pending" ]; then hold "$r_line" $r_size; else put tar_line "outcomes/$id.json" "$r_line" $r_size; fi
  count_outcome
}

count_outcome() {
  done_specs=$((done_specs + 1))
  [ -z "$spec_stuck" ] || left_behind
  case $outcome in
  ok) collected=$((collected + 1)) ;;
  truncated)
    collected=$((collected + 1))
    trouble
    ;;
  missing) absent=$((absent + 1)) ;;
  *)
    case $reason in
    'left out by'*) left_out_specs=$((left_out_specs + 1)) ;;
    *) trouble ;;
    esac
    ;;
  esac
}
