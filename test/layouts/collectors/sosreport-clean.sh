#!/bin/sh
# Obfuscated as it is collected. A name of three letters is none for sos: it must be told.
sos report --batch --quiet --clean --keywords kn1 --tmp-dir "$PWD" -o chrony,date,docker,filesys,host,kernel,kubernetes,logs,systemd \
  >log 2>&1 || cat log >&2
cat sosreport-*-obfuscated.tar.xz
