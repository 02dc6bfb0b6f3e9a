#!/bin/sh
# Rancher's logs collector of v2.x, on a node of kubeadm with docker.
node=kn1-$(date +%Y-%m-%d_%H_%M_%S)
mkdir "$node" && cd "$node" || exit 1
system() { n=$1 && shift && into "systeminfo/$n" "$@"; }
net() { n=$1 && shift && into "networking/$n" "$@"; }

system hostname hostname
system etchosts cat /etc/hosts
system etcresolvconf cat /etc/resolv.conf
system date date
system freeh free -h
system uptime uptime
system dmesg dmesg -T
system dfh df -h
system dfi df -i
system mount mount
system ps ps auxfww
system vmstat vmstat --wide 1 5
system top top -cbn1
system cpuinfo cat /proc/cpuinfo
system lscpu lscpu
system file-nr cat /proc/sys/fs/file-nr
system uname uname -a
system osrelease sh -c 'cat /etc/*release'
system lsblk lsblk
system sysctla sysctl -a
system systemd-units systemctl list-units
system systemd-unit-files systemctl list-unit-files
system service-statusall service --status-all
system conntrack conntrack -S
system packages-dpkg dpkg -l
net iptablessave iptables-save
net ipaddrshow ip addr show
net iproute ip route
net ipneighbour ip neighbour
net ssanp ss -anp
net netstat netstat --programs --all --numeric --tcp --udp
for unit in docker k3s containerd kubelet; do
  into "journald/$unit" journalctl "--unit=$unit" --since '7 days ago'
done
into docker/dockerinfo docker info
into docker/dockerpsa docker ps -a
into docker/etcdockerdaemon.json cat /etc/docker/daemon.json
into kubeadm/kubectl/nodes kubectl get nodes -o wide
into kubeadm/kubectl/nodesdescribe kubectl describe nodes
into kubeadm/kubectl/nodes.json kubectl get nodes -o json
into kubeadm/kubectl/version kubectl version
echo collected >collector-output.log
cd ..
packed
