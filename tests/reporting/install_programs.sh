#!/bin/sh
# What the tests look at pages and workbooks with, as Debian has it, where there is none yet and we may install. Where we
# may not the tests skip and say so; where CI=true they fail. So this never fails itself.
set -u

wanted=""
command -v "${DWH_CHROMIUM:-chromium}" >/dev/null 2>&1 || wanted="chromium"
# Calc alone, without windows: a quarter of what the whole of LibreOffice takes.
command -v "${DWH_SOFFICE:-soffice}" >/dev/null 2>&1 || wanted="$wanted libreoffice-calc-nogui"
if [ -z "$wanted" ]; then
    exit 0
fi

without() {
    echo "$1: de tests die ${wanted# } nodig hebben worden overgeslagen" >&2
    exit 0
}

command -v apt-get >/dev/null 2>&1 || without "geen apt-get"
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    without "geen rechten om te installeren"
fi
echo "voor de tests wordt geinstalleerd: ${wanted# }" >&2
$as_root apt-get update -qq || without "apt-get update lukte niet"
# One by one: where one cannot be had, the other still can.
for package in $wanted; do
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null ||
        echo "$package kon niet worden geinstalleerd: de tests ermee worden overgeslagen" >&2
done
exit 0
