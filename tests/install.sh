#!/bin/sh
# install.sh: what the end-to-end tests need beyond Rust. As root it installs what is missing (Debian 12);
# as anybody else it names the missing packages and fails. Nothing is started: the tests start their own servers.
set -eu

missing=
need() { # PROGRAM PACKAGE
    [ -x "$1" ] || missing="$missing $2"
}
need /usr/bin/cc gcc
need /usr/bin/make make
need /usr/lib/dovecot/imap dovecot-imapd
need /usr/lib/dovecot/lmtp dovecot-lmtpd
need /usr/sbin/exim4 exim4-daemon-light
need /usr/bin/openssl openssl
need /usr/bin/curl curl
# A CalDAV server (tests/freebusy.rs).
need /usr/bin/xandikos xandikos
need /usr/bin/systemd-analyze systemd
# The programs that read every calendar object once more (tests/readers.rs).
site=/usr/lib/python3/dist-packages
need /usr/bin/python3 python3
have() { # FILE PACKAGE
    [ -e "$1" ] || missing="$missing $2"
}
have $site/icalendar python3-icalendar
have $site/recurring_ical_events.py python3-recurring-ical-events
have $site/vobject python3-vobject
have $site/dateutil python3-dateutil
have $site/gi python3-gi
set -- /usr/lib/*/girepository-1.0/ICalGLib-3.0.typelib /usr/lib/girepository-1.0/ICalGLib-3.0.typelib
if [ ! -e "$1" ] && [ ! -e "${2:-}" ]; then missing="$missing gir1.2-ical-3.0"; fi
# They count with the system's zones, which must be no older than those compiled in.
zones=$(sed -n '1s/^# version //p' /usr/share/zoneinfo/tzdata.zi 2>/dev/null || true)
if [ "$(printf '%s\n2026f\n' "$zones" | sort | head -n 1)" != 2026f ]; then missing="$missing tzdata"; fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "the end-to-end tests need:$missing" >&2
    echo "install with: sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

# The packages start their services; a policy of "no" keeps them from doing so, and is taken away again.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
# shellcheck disable=SC2086 # one word for each package
apt-get -qq install -y --no-install-recommends $missing >/dev/null
