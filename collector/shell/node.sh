# What is known of the node before the first spec runs.

# Asks systemd, in one call, which of the units this node has: $units_not_found, $units_active.
ask_units() {
  units_not_found='' units_active=''
  set --
  for au_unit in $UNITS; do set -- "$@" "$au_unit.service"; done
  run document 1048577 800 systemctl show --no-pager -p Id -p LoadState -p ActiveState "$@"
  judge systemctl '' ''
  learn systemd "$d/err"
  if [ "$outcome" = ok ]; then
    # Blocks come in the order asked; their Id may be another name of the same unit.
    # shellcheck disable=SC2086 # a list of words
    set -- $UNITS
    au_blocks=$(($(grep -c '^LoadState=' "$d/out")))
    [ "$au_blocks" = $# ] || true >"$d/out"
    au_seen=''
    while IFS= read -r au_line <&6; do
      case $au_line in
      '')
        [ -z "$au_seen" ] || shift
        au_seen=''
        continue
        ;;
      LoadState=not-found) units_not_found="$units_not_found $1" ;;
      ActiveState=active | ActiveState=activating | ActiveState=reloading)
        units_active="$units_active $1=${au_line#*=}"
        ;;
      esac
      au_seen=1
    done 6<"$d/out"
  fi
  done_with_run
}

# state_of UNIT: sets $state, empty when it does not run.
state_of() {
  state=''
  case " $units_active " in *" $1="*) state=${units_active##*" $1="} && state=${state%% *} ;; esac
}

# Those of the paths that exist, asked through a child: $existing, a path a line.
ask_existing() {
  run file 0 300 ls -d "$@"
  existing=$(cat "$d/out")
  done_with_run
}

exists() {
  case $nl$existing$nl in *"$nl$1$nl"*) return 0 ;; esac
  return 1
}

# unit_file UNIT: sets $found.
unit_file() {
  for found in "/etc/systemd/system/$1.service" "/usr/local/lib/systemd/system/$1.service" \
    "/usr/lib/systemd/system/$1.service" "/lib/systemd/system/$1.service"; do
    ! exists "$found" || return 0
  done
  return 1
}

# How Kubernetes came onto this node: what runs counts first, then what is installed. Sets $kind and $kind_from.
find_kind() {
  set -- /etc/kubernetes/kubelet.conf /var/lib/kubelet/kubeadm-flags.env /var/lib/rancher/rke2
  for fk_unit in k3s k3s-agent rke2-server rke2-agent kubelet; do
    for fk_folder in /etc/systemd/system /usr/local/lib/systemd/system /usr/lib/systemd/system /lib/systemd/system; do
      set -- "$@" "$fk_folder/$fk_unit.service"
    done
  done
  ask_existing "$@"
  kubeadm=''
  for fk_file in /var/lib/kubelet/kubeadm-flags.env /etc/kubernetes/kubelet.conf; do
    ! exists "$fk_file" || kubeadm=$fk_file
  done
  for fk_known in k3s:k3s-server k3s-agent:k3s-agent rke2-server:rke2 rke2-agent:rke2; do
    kind=${fk_known#*:}
    state_of "${fk_known%%:*}"
    [ -z "$state" ] || { kind_from="${fk_known%%:*}.service is $state" && return; }
  done
  state_of kubelet
  [ -z "$state" ] || { of_kubelet "kubelet.service is $state" && return; }
  for fk_known in k3s:k3s-server k3s-agent:k3s-agent rke2-server:rke2 rke2-agent:rke2; do
    kind=${fk_known#*:}
    ! unit_file "${fk_known%%:*}" || { kind_from="$found exists" && return; }
  done
  kind=rke2 kind_from='/var/lib/rancher/rke2 exists'
  ! exists /var/lib/rancher/rke2 || return 0
  ! unit_file kubelet || { of_kubelet "$found exists" && return; }
  kind=kubeadm kind_from="$kubeadm exists"
  [ -z "$kubeadm" ] || return 0
  kind=other kind_from='no unit or file of k3s, rke2 or kubeadm was found'
}

of_kubelet() {
  if [ -n "$kubeadm" ]; then
    kind=kubeadm kind_from="$1, and $kubeadm exists"
  else
    kind=other kind_from="$1, but no file of kubeadm was found"
  fi
}

# Which node of the cluster this machine is. Sets $node_name and $name_from.
# shellcheck disable=SC2120 # they are set inside
find_name() {
  name_from=--node
  [ -z "$node_name" ] || return 0
  lower_host=$(printf '%s' "$hostname" | tr '[:upper:]' '[:lower:]')
  if [ -z "$kubectl" ]; then
    node_name=$lower_host name_from='the hostname, not checked: there is no kubectl'
    return
  fi
  eval "set -- $kubectl"
  run document 16777217 1000 "$@" get nodes "$ASK_NODES"
  judge "$1" '' ''
  reason=$reason${kubectl_hint:+${reason:+; }$kubectl_hint}
  learn api-server "$d/err"
  if [ "$outcome" = ok ]; then match_node "$d/out"; else
    masked "${reason:-$outcome}"
    node_name=$lower_host name_from="the hostname, not checked: $masked"
  fi
  done_with_run
}

# match_node FILE: lines of name, machine-id, host name label and addresses.
match_node() {
  mn_same=0 mn_first=''
  while IFS= read -r mn_line <&6; do
    fields_of "$mn_line"
    if [ -z "$machine_id" ] || [ "$mn_id" != "$machine_id" ]; then continue; fi
    mn_same=$((mn_same + 1)) mn_first=$mn_name
  done 6<"$1"
  if [ $mn_same = 1 ]; then
    node_name=$mn_first name_from="machine-id of node $mn_first"
    return
  fi
  for mn_wanted in "$lower_host" "${lower_host%%.*}" ''; do
    while IFS= read -r mn_line <&6; do
      fields_of "$mn_line"
      # Machines that were cloned share a machine-id.
      [ $mn_same = 0 ] || [ "$mn_id" = "$machine_id" ] || continue
      if [ -z "$mn_wanted" ]; then
        has_address || continue
        name_from="an address of this machine is one of node $mn_name"
      else
        [ "$mn_name" = "$mn_wanted" ] || [ "$mn_label" = "$mn_wanted" ] || continue
        name_from="hostname is that of node $mn_name"
      fi
      node_name=$mn_name
      return
    done 6<"$1"
  done
  name_from='no node of the cluster has the machine-id, hostname or an address of this machine: give --node'
}

fields_of() {
  mn_name=${1%%"$tab"*} mn_rest=${1#*"$tab"}
  mn_id=$(printf '%s' "${mn_rest%%"$tab"*}" | tr -d -) mn_rest=${mn_rest#*"$tab"}
  mn_label=$(printf '%s' "${mn_rest%%"$tab"*}" | tr '[:upper:]' '[:lower:]') mn_addresses=${mn_rest#*"$tab"}
}

has_address() {
  if [ -z "$own_addresses" ]; then
    run file 0 300 ip -o addr
    own_addresses=" $(sed -e '/^[0-9]*: lo /d' -e 's,.* inet6* \([^ /]*\).*,\1,' "$d/out" | tr '\n' ' ') "
    done_with_run
  fi
  for ha_one in $mn_addresses; do
    ! is_one_of "$ha_one" "$own_addresses" || return 0
  done
  return 1
}

# Sets $header: JSON without its last brace, written first into the bundle.
describe_node() {
  hostname=$(uname -n)
  read_small /etc/machine-id
  machine_id=$text
  read_small /proc/sys/kernel/random/boot_id
  boot_id=$text
  find_name
  find_kind
  header="{\"format\":\"nodetriage-bundle\",\"version\":$FORMAT_VERSION,\"collector\":{\"name\":\"sh\",\"version\":\"$VERSION\"},\"node\":{"
  [ -z "$node_name" ] || add_field name "$node_name" ,
  add_field nameFrom "$name_from" ,
  add_field hostname "$hostname" ,
  if [ -n "$machine_id" ]; then
    printf '%s' "$machine_id" >"$scratch/machine-id"
    sha256_of "$scratch/machine-id"
    [ -z "$sha256_of" ] || add_field machineIdHash "$(printf %.32s "$sha256_of")" ,
  fi
  [ -z "$boot_id" ] || add_field bootId "$boot_id" ,
  add_field kind "$kind" ,
  add_field kindFrom "$kind_from" '},'
  dn_zone=$(date +%z) dn_minutes=0
  case $dn_zone in
  [+-][0-9][0-9][0-9][0-9])
    dn_minutes=${dn_zone#???} dn_zone=${dn_zone%??}
    dn_minutes=$(((1${dn_zone#?} - 100) * 60 + 1$dn_minutes - 100))
    case $dn_zone in -*) dn_minutes=$((-dn_minutes)) ;; esac
    ;;
  esac
  now
  add_field startedAt "$(date -u +%Y-%m-%dT%H:%M:%S.000Z)" ,
  header="$header\"utcOffsetMinutes\":$dn_minutes,\"uptimeSeconds\":$now_s,\"user\":{\"id\":$user_id,"
  add_field name "$(id -un 2>/dev/null)" "},\"limits\":{\"deadlineSeconds\":$deadline,\"maxBytes\":$max_bytes"
  [ -z "$since_epoch" ] || header="$header,\"since\":\"$since_iso\""
  [ -z "$until_epoch" ] || header="$header,\"until\":\"$until_iso\""
  [ -z "$only_given" ] || add_only
  header="$header}"
}

add_only() {
  json "$only"
  header="$header,\"only\":$json"
}

# add_field NAME TEXT AFTER
add_field() {
  json "$2"
  header="$header\"$1\":$json$3"
}
