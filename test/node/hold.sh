#!/bin/sh
# hold.sh ROOTFS DIR NAME [systemd-nspawn arguments]
#
# Holds one throw-away node. Run in a mount namespace of its own, so that whatever happens to the tests
# no mount outlives it. Reads one word a line from standard input: boot, crash; answers each with
# one line. At the end of input, which also comes when the tests are killed, nothing is left.
#   DIR (empty) gets a tmpfs with an overlay over ROOTFS at DIR/root: all that the node writes, kept from
#   one boot to the next.
set -eu
rootfs=$1 dir=$2 name=$3
shift 3

# The node gets the plain cgroup2 tree and a group of its own in it, also where the host still has version 1.
group=/sys/fs/cgroup/$name
umount -R /sys/fs/cgroup 2>/dev/null || umount -l /sys/fs/cgroup 2>/dev/null || :
mount -t cgroup2 none /sys/fs/cgroup
mount -t tmpfs -o size=2G,mode=755 none "$dir"
mkdir "$dir/root" "$dir/upper" "$dir/work"
chmod 755 "$dir/upper"
mount -t overlay overlay -o "lowerdir=$rootfs,upperdir=$dir/upper,workdir=$dir/work" "$dir/root"

nspawn='' leader=''

boot() {
  mkdir -p "$group"
  # docker needs the three system calls, and overlay2 needs a directory that is not itself an overlay.
  # shellcheck disable=SC2016 # expanded by the inner shell
  sh -c 'echo $$ >"$0/cgroup.procs"; exec "$@"' "$group" \
    setpriv --pdeathsig KILL systemd-nspawn --quiet --register=no --keep-unit --machine="$name" --hostname=kn1 --directory="$dir/root" \
    --private-network --console=pipe --system-call-filter='keyctl add_key bpf' \
    --tmpfs=/var/lib/docker:mode=0711 --tmpfs=/var/lib/containerd "$@" --boot </dev/null >>"$dir/console" 2>&1 &
  nspawn=$!
  while kill -0 "$nspawn" 2>/dev/null; do
    for leader in $(pgrep -P "$nspawn"); do
      if [ "$(cat "/proc/$leader/comm" 2>/dev/null)" = systemd ]; then
        echo "booted $leader"
        return
      fi
    done
    sleep 0.05
  done
  nspawn=''
  echo "failed $(tail -n 1 "$dir/console")"
}

# A power cut: only the kernel ends the processes.
crash() {
  [ -n "$nspawn" ] || return 0
  kill -KILL "$leader"
  wait "$nspawn" || :
  nspawn=''
}

end() {
  crash
  find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || :
  cd /
  umount -l "$dir/root" "$dir" && rmdir "$dir"
}
trap end EXIT
trap 'exit 143' HUP INT TERM

echo ready
while read -r word; do
  case $word in
  boot) boot "$@" ;;
  crash) crash && echo crashed ;;
  esac
done
