# Encryption, by the program age: one process for the whole bundle, which reads from a fifo what goes to descriptor 3.

check_age() {
  find_program age || cannot '--encrypt-to needs the program age, and this node has none: nothing was collected, since it would not be encrypted'
  find_program mkfifo || cannot '--encrypt-to needs mkfifo, and this node has none: nothing was collected'
  # shellcheck disable=SC2086 # flags
  ca_said=$(age $encrypt_to </dev/null 2>&1 >/dev/null) || cannot "age refuses --encrypt-to: ${ca_said%%"$nl"*}"
}

# age writes where the bundle was to go; it must not end by the signal that ends us.
begin_age() {
  mkfifo "$scratch/plain" || cannot "cannot make a fifo in ${scratch%/*}: set TMPDIR"
  # Held by us at both ends until age has it: to open it for writing alone waits for a reader.
  exec 5<>"$scratch/plain"
  # shellcheck disable=SC2016
  ba_runs='trap "" 1 2 15; { echo ready >"$0/age.ready"; echo >&9; age "$@" 9>&-; } <"$0/plain"; echo $? >"$0/age.rc"; echo >&9'
  # shellcheck disable=SC2086
  $setsid sh -c "$ba_runs" "$scratch" $encrypt_to >&3 2>"$scratch/age.err" 3>&- 5>&- 8>&- 9>&9 &
  wait_for "$scratch/age.ready" 500 || cannot 'age could not be started'
  exec 3>"$scratch/plain"
  exec 5>&-
}

# With our end closed it reads the end of the bundle.
end_age() {
  wait_for "$scratch/age.rc" 6000 && read -r ea_rc <"$scratch/age.rc" && [ "$ea_rc" = 0 ] || break_off
}
