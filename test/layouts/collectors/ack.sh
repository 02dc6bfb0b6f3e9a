#!/bin/sh
# diagnose_k8s.sh of ACK: files of many commands, each in a frame.
at=tmp/diagnose_$(date +%s)
mkdir -p "$at/daemon_status" "$at/logs" && cd "$at" || exit 1

# framed FILE COMMAND...
framed() {
  into_file=$1
  shift
  {
    echo "-----------------run $*------------------"
    timeout 10 "$@" 2>&1 </dev/null || echo "failed to collect info: $*"
    echo "------------End of $1----------------"
  } >>"$into_file"
}

framed system_info uname -a
framed system_info cat /etc/os-release
framed system_info sysctl -a
for unit in ntpd chronyd kubelet firewalld docker containerd; do framed service_status service "$unit" status; done
framed system_status uptime
framed system_status top -b -n 1
framed system_status ps -ef
framed system_status df -h
framed system_status cat /proc/mounts
framed memory_info cat /proc/meminfo
framed network_info ip addr
framed network_info ip route
framed network_info iptables-save
framed network_info netstat -anp
echo 'ps -ef command works fine' >ps_command_status
into daemon_status/docker_daemon.json cat /etc/docker/daemon.json
into daemon_status/10-kubeadm.conf cat /etc/systemd/system/kubelet.service.d/10-kubeadm.conf
into daemon_status/kubelet.service cat /etc/systemd/system/kubelet.service
into logs/dmesg.log dmesg
for unit in kubelet docker containerd; do into "logs/$unit.log" journalctl -n 10000 -u "$unit"; done
cd "$OLDPWD" || exit 1
packed
