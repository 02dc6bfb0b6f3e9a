#!/bin/sh
# sos 4.0, of Debian 12: it knows neither docker nor Kubernetes on Debian.
PYTHONPATH=/opt/sos-4.0/usr/lib/python3/dist-packages python3 /opt/sos-4.0/usr/bin/sos report --batch --quiet \
  --tmp-dir "$PWD" -o chrony,date,filesys,host,kernel,logs,memory,process,processor,systemd >log 2>&1 || cat log >&2
cat sosreport-*.tar.?z
