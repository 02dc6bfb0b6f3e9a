#!/bin/sh
# eks-log-collector.sh 0.7.
since=$(date -d '10 days ago' '+%Y-%m-%d %H:%M')

into kernel/dmesg.current dmesg
into kernel/dmesg.human.current dmesg --ctime
into kernel/uname.txt uname -a
into system/instance-id.txt echo i-0123456789abcdef0
into system/pkglist.txt dpkg --list
into system/services.txt systemctl list-units
into system/top.txt top -b -n 1
into system/ps.txt ps fauxwww --headers
into system/ps-threads.txt ps -eTF --headers
into system/netstat.txt netstat -plant
into system/last_reboot.txt last reboot
into storage/mounts.txt sh -c 'mount; echo; df --human-readable'
into storage/inodes.txt df --inodes
into storage/lsblk.txt lsblk
into storage/fstab.txt cat /etc/fstab
into networking/iptables-save.txt iptables-save
into networking/conntrack.txt conntrack -S
into networking/iproute.txt ip route show table all
into networking/resolv.conf cat /etc/resolv.conf
into sysctls/sysctl_all.txt sysctl --all
into docker/docker.log journalctl -u docker --since "$since"
into docker/docker-info.txt docker info
into docker/docker-version.txt docker version
into containerd/containerd-config.txt containerd config dump
into containerd/containerd-log.txt journalctl -u containerd --since "$since"
into kubelet/kubelet.log journalctl -u kubelet --since "$since"
into kubelet/kubelet_service.txt systemctl cat kubelet
into kubelet/config.json cat /var/lib/kubelet/config.yaml
into nodeadm/nodeadm-run.log journalctl -u nodeadm-run
packed
