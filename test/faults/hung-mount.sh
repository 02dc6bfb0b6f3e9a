#!/bin/sh
# hung-mount.sh DIR: mounts at DIR what behaves like a network mount whose server is gone: a FUSE filesystem
# that takes every request and answers none. Whoever touches it sleeps in the kernel (state D) and does not end,
# not even by SIGKILL, until this script does. Prints a line when it is up. Needs root and /dev/fuse.
set -eu
exec 3<>/dev/fuse
mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0,allow_other hung "$1"
# The kernel introduces itself once: only the number of that request is needed, to answer it.
number=$(dd bs=132k count=1 2>/dev/null <&3 | od -An -to1 -j8 -N8 | sed 's/ /\\/g')
nuls() { printf '\\000%.0s' $(seq "$1"); }
# struct fuse_out_header, then struct fuse_init_out of protocol 7.23, which every kernel since 3.15 speaks.
answer="\\120\\000\\000\\000$(nuls 4)$number\\007\\000\\000\\000\\027\\000\\000\\000$(nuls 8)\\014\\000\\011\\000"
# shellcheck disable=SC2059 # a format that we made
printf "$answer\\000\\020\\000\\000\\001\\000\\000\\000$(nuls 36)" | dd bs=80 count=1 iflag=fullblock >&3 2>/dev/null
echo ready
while dd bs=132k count=1 <&3 >/dev/null 2>&1; do :; done
