# What the person at the terminal is told at the end.

# trouble: remembers what became of $id when it is not as it should be, in plain words.
trouble() {
  case $outcome in
  denied) if [ "$user_id" = 0 ]; then t_words="not allowed: $reason"; else t_words="needs root ($reason)"; fi ;;
  skipped) t_words="skipped: $reason" ;;
  truncated)
    bytes_text "$cut_kept"
    if [ "$cut_end" = start ]; then t_words="kept the newest $size_text"; else t_words="kept the first $size_text"; fi
    bytes_text "$cut_read"
    t_words="$t_words of $size_text"
    ;;
  *) t_words=$reason ;;
  esac
  printf '%s\t%s\n' "$id" "$t_words" >>"$scratch/troubles"
}

# left_behind: remembers the process of $id that hangs, from $spec_stuck.
left_behind() {
  lb_pid=${spec_stuck#*:} lb_where=''
  lb_pid=${lb_pid%%[!0-9]*}
  case $spec_stuck in *'"wchan":"'*) lb_where=${spec_stuck#*'"wchan":"'} lb_where=" in ${lb_where%%\"*}" ;; esac
  case $spec_stuck in *'"mount":"'*) lb_mount=${spec_stuck#*'"mount":"'} lb_where="$lb_where on ${lb_mount%%\"*}" ;; esac
  printf 'Left behind: process %s of %s hangs in the kernel%s. It ends when what it waits for answers, at best by umount -f, else with a reboot.\n' \
    "$lb_pid" "$id" "$lb_where" >>"$scratch/stuck"
}

# One line for all that share a reason, as when the API server is down, in the order of the first of each.
tell_troubles() {
  tt_told=$nl
  while IFS=$tab read -r tt_first tt_words <&6; do
    case $tt_told in *"$nl$tt_words$nl"*) continue ;; esac
    tt_told=$tt_told$tt_words$nl tt_ids='' tt_count=0
    while IFS=$tab read -r tt_id tt_other <&7; do
      [ "$tt_other" != "$tt_words" ] || tt_ids="$tt_ids, $tt_id" tt_count=$((tt_count + 1))
    done 7<"$scratch/troubles"
    [ $tt_count -le 2 ] || tt_ids=", $tt_first and $((tt_count - 1)) more"
    printf '  %s: %s\n' "${tt_ids#, }" "$tt_words"
  done 6<"$scratch/troubles"
}

summarize() {
  printf '%s of %s things collected, %s are not on this node%s.\n' "$collected" $((SPEC_COUNT - left_out_specs)) "$absent" \
    "${interrupted:+, interrupted before the end}"
  [ ! -s "$scratch/troubles" ] || tell_troubles
  [ ! -s "$scratch/stuck" ] || cat "$scratch/stuck"
  if grep -q 'the deadline of' "$scratch/troubles" 2>/dev/null; then
    printf 'The time was up before all was collected: --deadline 15m gives more.\n'
  fi
  if grep -q 'has reached its limit' "$scratch/troubles" 2>/dev/null; then
    printf 'The bundle is full: --max-size 1G gives more room, --since 1d makes logs shorter.\n'
  fi
  [ $total_masked = 0 ] || tell_masked
  if [ -s "$scratch/suspects" ]; then
    printf 'Not masked, and may be secret; look before you send it:\n'
    first_few "$scratch/suspects" 'places: see suspects in manifest.json'
  fi
  [ "$user_id" = 0 ] || printf 'Not run as root: some things could not be read.\n'
  if [ "$output" = - ]; then
    if [ "$used_kib" = 0 ]; then bytes_text "$used_rest"; else size_text "$used_kib"; fi
    printf 'Bundle: standard output, %s%s\n' "$size_text" "${encrypt_to:+ before it was encrypted}"
    return
  fi
  sha256_of "$output"
  s_bytes=$(($(wc -c <"$output")))
  bytes_text "$s_bytes"
  printf 'Bundle: %s, %s, sha256 %s\n' "$output" "$size_text" "$sha256_of"
  if [ -n "$encrypt_to" ]; then
    printf 'Next: copy it to where the key is, then: age -d -i KEY %s > bundle.tar.gz, and nodetriage-analyze bundle.tar.gz -o report.html\n' "$output"
    return
  fi
  printf 'Next: copy it to where you work, then: nodetriage-analyze %s -o report.html\n' "$output"
}

# What was masked, by rule, and below each entry with its own.
tell_masked() {
  sort "$scratch/masked" >"$scratch/masked.sorted"
  tm_list='' tm_rule='' tm_count=0
  while read -r tm_next tm_more _ <&6; do
    if [ "$tm_next" != "$tm_rule" ]; then
      [ -z "$tm_rule" ] || tm_list="$tm_list, $tm_rule $tm_count"
      tm_rule=$tm_next tm_count=0
    fi
    tm_count=$((tm_count + tm_more))
  done 6<"$scratch/masked.sorted"
  tm_list="$tm_list, $tm_rule $tm_count"
  tm_s=s
  [ "$total_masked" != 1 ] || tm_s=''
  printf 'Masked: %s secret%s (%s), in\n' "$total_masked" "$tm_s" "${tm_list#, }"
  tm_entry='' tm_list=''
  {
    while read -r tm_rule tm_count tm_next <&6; do
      if [ "$tm_next" = "$tm_entry" ]; then
        tm_list="$tm_list, $tm_rule $tm_count"
      else
        [ -z "$tm_entry" ] || printf '  %s: %s\n' "$tm_entry" "$tm_list"
        tm_entry=$tm_next tm_list="$tm_rule $tm_count"
      fi
    done
    printf '  %s: %s\n' "$tm_entry" "$tm_list"
  } 6<"$scratch/masked" >"$scratch/masked.sorted"
  first_few "$scratch/masked.sorted" 'entries: see manifest.json'
}

# first_few FILE OF_WHAT
first_few() {
  ff_more=$(($(wc -l <"$1") - 10))
  head -n 10 "$1"
  [ $ff_more -le 0 ] || printf '  and %s more %s\n' $ff_more "$2"
}
