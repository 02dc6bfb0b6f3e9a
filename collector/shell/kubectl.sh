# How kubectl is called on this node: $kubectl, words quoted for eval, and $kubectl_json, the same masked, for people.

# split_words TEXT: sets $words, quoted for eval. Blanks part them unless quoted; no variables, no globs.
split_words() {
  words='' sw_word='' sw_quoted='' sw_in=bare sw_rest=$1
  while [ -n "$sw_rest" ]; do
    sw_char=${sw_rest%"${sw_rest#?}"} sw_rest=${sw_rest#?}
    case $sw_in,$sw_char in
    single,\' | double,\") sw_in=bare ;;
    single,*) sw_word=$sw_word$sw_char ;;
    *,\\)
      sw_word=$sw_word${sw_rest%"${sw_rest#?}"} sw_rest=${sw_rest#?}
      ;;
    double,*) sw_word=$sw_word$sw_char ;;
    bare,\') sw_in=single sw_quoted=1 ;;
    bare,\") sw_in=double sw_quoted=1 ;;
    "bare, " | "bare,$tab" | "bare,$nl") end_word ;;
    *) sw_word=$sw_word$sw_char ;;
    esac
  done
  end_word
}

end_word() {
  [ -z "$sw_word$sw_quoted" ] || add_word "$sw_word"
  sw_word='' sw_quoted=''
}

# add_word WORD: to $words.
add_word() {
  aw_word=$(printf '%s' "$1" | sed "s/'/'\\\\''/g")
  words="${words:+$words }'$aw_word'"
}

find_kubectl() {
  kubectl='' kubectl_json='' kubectl_hint='' words=''
  if [ -n "$kubectl_line" ]; then split_words "$kubectl_line"; else find_kubectl_program; fi
  [ -n "$words" ] || return 0
  if [ -n "$kubeconfig" ]; then
    add_word "--kubeconfig=$kubeconfig"
  elif [ -z "$kubectl_line${KUBECONFIG-}${KUBERNETES_SERVICE_HOST-}" ]; then
    fk_found=''
    for fk_config in $KUBECONFIGS "${HOME:-/root}/.kube/config"; do
      run file 0 300 head -c 1 "$fk_config"
      [ "$end.$rc" != exited.0 ] || fk_found=$fk_config
      done_with_run
      [ -z "$fk_found" ] || break
    done
    if [ -n "$fk_found" ]; then add_word "--kubeconfig=$fk_found"; else
      kubectl_hint='no kubeconfig that this user may read was found: give --kubeconfig'
    fi
  fi
  add_word "$REQUEST_TIMEOUT"
  kubectl=$words
  eval "set -- $kubectl"
  fk_secret=''
  for fk_word; do
    case $fk_secret$fk_word in
    yes-*) fk_secret='' ;;
    yes*) fk_word='<redacted:credential>' fk_secret='' ;;
    esac
    if printf '%s\n' "$fk_word" | grep -qE -e "$SECRET_FLAG"; then fk_secret=yes; fi
    masked "$fk_word"
    json "$masked"
    kubectl_json="${kubectl_json:+$kubectl_json,}$json"
  done
}

# Sets $words.
find_kubectl_program() {
  for fkp_name in kubectl k3s; do
    fkp_rest=$PATH:
    while [ -n "$fkp_rest" ]; do
      fkp_file=${fkp_rest%%:*}/$fkp_name fkp_rest=${fkp_rest#*:}
      [ -f "$fkp_file" ] || continue
      add_word "$fkp_file"
      [ $fkp_name = kubectl ] || add_word kubectl
      return
    done
  done
  # shellcheck disable=SC2153 # given by the generator
  [ ! -f "$RKE2_KUBECTL" ] || add_word "$RKE2_KUBECTL"
}
