# What a spec gave goes masked into the bundle, and at once its outcome.

# json TEXT: sets $json, a JSON string.
json() {
  case $1 in
  *[!A-Za-z0-9\ _./:,=@%+-]*)
    json=\"$(printf '%s' "$1" | tr '\001-\037\177' ' ' | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g')\"
    ;;
  *) json=\"$1\" ;;
  esac
}

# masked TEXT: sets $masked; a short text, as a reason.
masked() {
  masked=$(printf '%s\n' "$1" | calm sed -E "$mask")
}

sha256_of() {
  case $sha256 in
  '') sha256_of='' && return ;;
  openssl) sha256_of=$(openssl dgst -sha256 <"$1") && sha256_of=${sha256_of##* } ;;
  *) sha256_of=$($sha256 <"$1") && sha256_of=${sha256_of%% *} ;;
  esac
}

marks_in() {
  marks=0
  ! grep -q '<redacted:' "$1" || marks=$(($(tr '\000' ' ' <"$1" | grep -o '<redacted:' | wc -l)))
}

# keep_bounded FILE CONTENT MAX_BYTES: cuts a file of up to one byte more than that, at a line. Sets $cut.
keep_bounded() {
  cut=''
  [ "$(($(wc -c <"$1")))" -gt "$3" ] || return 0
  if [ "$2" = log ]; then
    cut=start
    calm sed 1d "$1" >"$1.cut"
    [ -s "$1.cut" ] || tail -c "$3" "$1" >"$1.cut"
  else
    cut=end
    head -c "$3" "$1" >"$1.cut"
    if [ -n "$(tail -c 1 "$1.cut" | tr '\000' x)" ]; then
      calm sed \$d "$1.cut" >"$1"
      [ ! -s "$1" ] || cat "$1" >"$1.cut"
    fi
  fi
  mv "$1.cut" "$1"
}

# keep ENTRY FILE BYTES_READ CUT: masks and holds it; it is written with what comes next.
keep() {
  case $nl$taken$nl in *"$nl$1$nl"*) return ;; esac
  if [ -n "$pending" ]; then put "$pending" "$scratch/pending"; fi
  pending=$1 taken=$taken$nl$1
  if ! calm sed -E "$mask" <"$2" 2>/dev/null >"$scratch/pending"; then
    : >"$scratch/pending"
    outcome=failed reason="no room for it in ${scratch%/*}"
  fi
  marks_in "$scratch/pending"
  k_marks=$marks
  if [ "$marks" -gt 0 ]; then marks_in "$2" && k_marks=$((k_marks - marks)); fi
  sha256_of "$scratch/pending"
  total_masked=$((total_masked + k_marks))
  json "$1"
  k_record="{\"path\":$json,\"bytesRead\":$3,\"bytesKept\":$(($(wc -c <"$scratch/pending")))${4:+,\"cut\":\"$4\"}"
  records="${records:+$records,}$k_record,\"sha256\":\"$sha256_of\",\"redactions\":$k_marks}"
}

# Writes the outcome of the spec, and what it gave.
record() {
  since "$spec_s" "$spec_c"
  r_line="{\"spec\":\"$id\",\"outcome\":\"$outcome\"${argv_json:+,\"argv\":$argv_json}${code:+,\"exitCode\":$code}"
  if [ -n "$reason" ]; then
    masked "$reason"
    reason=$masked
    json "$reason"
    r_reason=",\"reason\":$json"
  else
    r_reason=''
  fi
  r_line="$r_line${signal:+,\"signal\":\"$signal\"}$r_reason,\"startedAt\":\"$spec_started\",\"durationMs\":$((passed * 10))"
  printf '%s,"entries":[%s]}\n' "$r_line" "$records" >"$scratch/outcome"
  [ $done_specs = 0 ] || printf ',' >>"$scratch/outcomes"
  cat "$scratch/outcome" >>"$scratch/outcomes"
  if [ -n "$pending" ]; then
    put "$pending" "$scratch/pending" "outcomes/$id.json" "$scratch/outcome"
  else
    put "outcomes/$id.json" "$scratch/outcome"
  fi
  pending=''
  count_outcome
}

count_outcome() {
  done_specs=$((done_specs + 1))
  case $outcome in
  ok | truncated) collected=$((collected + 1)) ;;
  missing) absent=$((absent + 1)) ;;
  *)
    case $reason in 'left out by'*) ;; *) printf '  %s: %s\n' "$id" "$reason" >>"$scratch/troubles" ;; esac
    ;;
  esac
}
