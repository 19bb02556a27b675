#!/bin/bash
# systemd.sh [BINARY]: the shipped unit under a real systemd, from its installation to a full disk.
#
# Makes a small Debian 12 in a folder of its own, boots it with systemd-nspawn (no network, no other part of this
# machine is touched), installs beadle as systemd/README.md says, on Maildirs and then between a real Dovecot and a real
# Exim with their passwords in the unit's credentials, and looks at what an operator would see.
# Needs root and the packages mmdebstrap and systemd-container; takes about two minutes, most of them for the
# Debian. KEEP=1 leaves the folder and prints it; TREE=FOLDER uses a Debian with the same packages that is there already.
# It is not part of tests/run.sh: a container that is itself a container may not boot another. Where it cannot be done it
# says NOT CHECKED and ends with 77.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${1:-target/release/beadle}
unchecked() { printf 'NOT CHECKED, the unit under a real systemd: %s\n' "$*" >&2; exit 77; }
[ "$(id -u)" -eq 0 ] || unchecked "only root may boot a container"
[ -x "$binary" ] || { echo "systemd.sh: no $binary; cargo build --release" >&2; exit 66; }
for program in mmdebstrap systemd-nspawn nsenter; do
    command -v "$program" >/dev/null || unchecked "no $program here: apt-get install mmdebstrap systemd-container"
done

work=$(mktemp -d /var/tmp/beadle-systemd.XXXXXX)
tree=${TREE:-$work/tree}
nspawn='' leader=''

end() {
    status=$?
    [ "$status" -eq 0 ] || { [ -z "$leader" ] || inside journalctl -u beadle --no-pager -n 40 || true; }
    if [ -n "$leader" ]; then kill -RTMIN+4 "$leader" 2>/dev/null || true; fi
    if [ -n "$nspawn" ]; then
        for _ in $(seq 100); do kill -0 "$nspawn" 2>/dev/null || break; sleep 0.1; done
        kill "$nspawn" 2>/dev/null || true
    fi
    if [ -n "${KEEP:-}" ]; then echo "kept: $tree"; else rm -rf "$work"; fi
    exit "$status"
}
trap end EXIT

inside() { nsenter -t "$leader" -m -u -i -n -p -C -- "$@"; }
say() { printf 'ok  %s\n' "$*"; }
fail() { printf 'NOT %s\n' "$*" >&2; exit 1; }
# Until a command holds, for half a minute at most.
until_so() { for _ in $(seq 300); do "$@" >/dev/null 2>&1 && return 0; sleep 0.1; done; fail "$*"; }
property() { inside systemctl show beadle -p "$1" --value; }
is() { [ "$(property "$1")" = "$2" ]; }
beadle() { inside beadle "$@" --config /etc/beadle/beadle.toml; }
letters() { find "$tree/var/mail/out" -name '*.beadle' 2>/dev/null | wc -l; }
logged() { inside journalctl -u beadle --no-pager | grep -- "$1" >/dev/null; }
has_letters() { [ "$(letters)" -ge "$1" ]; }
post() { # NAME SUBJECT: a mail of somebody the directory knows
    printf 'From: Sun Li <sun@qiming.example>\nTo: beadle@qiming.example\nSubject: %s\nMessage-ID: <%s@qiming.example>\nDate: %s\n\nscope: everybody\n' \
        "$2" "$1" "$(date -R)" >"$tree/var/mail/beadle/tmp/$1"
    chown --reference="$tree/var/mail/beadle" "$tree/var/mail/beadle/tmp/$1"
    mv "$tree/var/mail/beadle/tmp/$1" "$tree/var/mail/beadle/new/$1"
}
drop_in() { # TEXT: one more drop-in of the unit, or none
    rm -f "$tree/etc/systemd/system/beadle.service.d/test.conf"
    [ -z "$1" ] || printf '[Service]\n%s\n' "$1" >"$tree/etc/systemd/system/beadle.service.d/test.conf"
    inside systemctl daemon-reload
}

# ── a Debian 12 that runs ──────────────────────────────────────────────────────────────────────────────────────
if [ -z "${TREE:-}" ]; then
    echo "making a Debian 12 …"
    packages=systemd,systemd-sysv,dbus,dovecot-imapd,dovecot-lmtpd,exim4-daemon-light,openssl
    mmdebstrap --quiet --variant=minbase --include="$packages" bookworm "$work/tree.tar" 2>"$work/mmdebstrap.log" ||
        { tail -5 "$work/mmdebstrap.log" >&2; fail "mmdebstrap"; }
    mkdir "$tree" && tar -xf "$work/tree.tar" -C "$tree" && rm "$work/tree.tar"
fi
mkdir -p "$tree/etc/systemd/system"
for unit in getty@.service console-getty.service systemd-logind.service apt-daily.timer apt-daily-upgrade.timer \
    dovecot.service dovecot.socket exim4.service exim4-base.timer; do
    ln -sf /dev/null "$tree/etc/systemd/system/$unit"
done
systemd-nspawn -q -D "$tree" --boot --register=no --keep-unit --private-network --console=pipe \
    </dev/null >"$work/boot.log" 2>&1 &
nspawn=$!
for _ in $(seq 300); do
    leader=$(pgrep -P "$nspawn" | head -1 || true)
    if [ -n "$leader" ] && inside systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded'; then break; fi
    leader=''
    sleep 0.1
done
[ -n "$leader" ] || { tail -5 "$work/boot.log" >&2; unchecked "systemd does not boot in a container on this machine"; }
say "a Debian $(cat "$tree/etc/debian_version") runs systemd"

# ── installed as systemd/README.md says ────────────────────────────────────────────────────────────────────────
install -m 0755 "$binary" "$tree/usr/bin/beadle"
install -m 0644 systemd/beadle.sysusers.conf "$tree/usr/lib/sysusers.d/beadle.conf"
install -m 0644 systemd/beadle.tmpfiles.conf "$tree/usr/lib/tmpfiles.d/beadle.conf"
install -m 0644 systemd/beadle.service "$tree/etc/systemd/system/beadle.service"
inside systemd-sysusers
inside systemd-tmpfiles --create beadle.conf
cp -r rules templates "$tree/etc/beadle/"
cp tests/fixtures/directory.toml "$tree/etc/beadle/directory.toml"
cat >"$tree/etc/beadle/beadle.toml" <<'TOML'
[identity]
address = "beadle@qiming.example"
[paths]
state = "/var/lib/beadle"
[[mailbox]]
kind = "maildir"
path = "/var/mail/beadle"
[outgoing]
kind = "maildir"
root = "/var/mail/out"
[keys]
ring = { credential = "keys" }
TOML
cp "$tree/etc/beadle/beadle.toml" "$work/good.toml"
inside install -d -o beadle -g beadle -m 0700 /var/mail/out /var/mail/beadle{,/tmp,/new,/cur}
head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$work/key"
install -m 0600 "$work/key" "$tree/etc/beadle/keys.secret"
mkdir -p "$tree/etc/systemd/system/beadle.service.d"
printf '[Service]\nLoadCredential=keys:/etc/beadle/keys.secret\nRestartSec=200ms\n' \
    >"$tree/etc/systemd/system/beadle.service.d/secrets.conf"
inside systemctl daemon-reload

# ── ready, and what the sandbox holds ──────────────────────────────────────────────────────────────────────────
inside systemctl start beadle
is ActiveState active && is SubState running || fail "active and running"
say "start: active (running), ready as pid $(property MainPID)"
beadle status >/dev/null
say "the credential is there, and the control socket answers"

post first '[Urgent] Payment page is down'
until_so logged 'Read-only file system'
[ "$(letters)" -eq 0 ] || fail "a letter left the sandbox"
say "the sandbox: nothing can be written outside /var/lib/beadle, and the log says so"
printf '[Service]\nReadWritePaths=/var/mail\n' >"$tree/etc/systemd/system/beadle.service.d/mail.conf"
inside systemctl daemon-reload
inside systemctl restart beadle
beadle retry >/dev/null
until_so has_letters 1
say "with ReadWritePaths=/var/mail the letters leave: $(letters)"

# ── reload ─────────────────────────────────────────────────────────────────────────────────────────────────────
inside systemctl reload beadle
say "reload: good files are taken"
echo 'nonsense = true' >>"$tree/etc/beadle/rules/common.toml"
if inside systemctl reload beadle 2>/dev/null; then fail "a reload with a bad file succeeds"; fi
is ActiveState active || fail "a bad reload stops the daemon"
logged 'common.toml' || fail "the log names the bad file"
say "reload: a bad file is refused by name, and the daemon goes on"
cp rules/common.toml "$tree/etc/beadle/rules/common.toml"

# ── kill, watchdog, stop ───────────────────────────────────────────────────────────────────────────────────────
before=$(beadle cases)
killed=$(property MainPID)
inside systemctl kill -s KILL beadle
is_another() { is ActiveState active && ! is MainPID "$killed"; }
until_so is_another
[ "$(beadle cases)" = "$before" ] || fail "the cases after kill -9"
if logged 'rebuilt from the journal'; then fail "a kill costs no rebuilding"; fi
say "kill -9: started again at once, with the same cases"

drop_in WatchdogSec=3s
inside systemctl restart beadle
killed=$(property MainPID)
sleep 7
is MainPID "$killed" || fail "a daemon that works is fed"
inside systemctl kill -s STOP beadle
until_so is_another
logged 'Watchdog timeout' || fail "the watchdog"
say "watchdog: fed while it works, killed and started again when it stands still"
drop_in ''

inside systemctl stop beadle
is Result success && is ExecMainStatus 0 || fail "a clean stop: $(property Result), $(property ExecMainStatus)"
post second '[Urgent] Shop is down'
inside systemctl start beadle
many=$(letters)
until_so has_letters $((many + 1))
say "stop is clean, and mail that came meanwhile is taken at the next start"

# ── what stops it ──────────────────────────────────────────────────────────────────────────────────────────────
inside systemctl stop beadle
sed -i 's/kind = "maildir"/kind = "pigeon"/' "$tree/etc/beadle/beadle.toml"
inside systemctl reset-failed beadle 2>/dev/null || true
if inside systemctl start beadle 2>/dev/null; then fail "a start with a bad configuration"; fi
sleep 1
is ExecMainStatus 78 && is NRestarts 0 && is ActiveState failed || fail "exit 78: $(property ExecMainStatus), $(property NRestarts) restarts"
logged 'beadle.toml:6' || fail "the log names the line"
say "a bad configuration: exit 78, named with its line, not tried again"
cp "$work/good.toml" "$tree/etc/beadle/beadle.toml"

# A full disk: the state folder on a small one of its own.
inside mount -t tmpfs -o size=24m,mode=0750,uid="$(inside id -u beadle)",gid="$(inside id -g beadle)" none /var/lib/beadle
inside systemctl reset-failed beadle 2>/dev/null || true
inside systemctl start beadle
inside sh -c 'cat /dev/zero >/var/lib/beadle/ballast' 2>/dev/null || true
many=$(letters)
# The journal has room reserved, so the first mails may still be taken.
mails=0
one_more_stops_it() { mails=$((mails + 1)); post "third-$mails" '[Urgent] Mail is down'; logged 'status=75'; }
until_so one_more_stops_it
say "a full disk: exit 75, and systemd tries again"
inside rm /var/lib/beadle/ballast
until_so has_letters $((many + 1))
say "with space again: started again, and the mail that waited is taken"
inside systemctl stop beadle
inside umount /var/lib/beadle

# ── passwords as credentials, real servers ─────────────────────────────────────────────────────────────────────
# Dovecot and Exim from the templates of tests/rig, on the container's own loopback. Each has a password of its own, so
# that neither credential can stand for the other; they hold what a quoted string must escape.
imap_password='i"map\secret' smtp_password='s"mtp\secret'
base=/srv/rig rig=$tree/srv/rig
mkdir -p "$rig"/{tls,mail,dovecot/run,dovecot/state,dovecot/keys,exim/spool}
filled() { # TEMPLATE PASSWORD
    local text
    text=$(cat "$1")
    text=${text//@BASE@/"$base"} text=${text//@NAME@/rig} text=${text//@USER@/Debian-exim}
    text=${text//@GROUP@/Debian-exim} text=${text//@PASSWORD@/"$2"} text=${text//@LMTP@/9024}
    text=${text//@IMAP_TLS@/9993} text=${text//@IMAP_STARTTLS@/9143}
    text=${text//@SMTP_TLS@/9465} text=${text//@SMTP_STARTTLS@/9587} text=${text//@SMTP_PLAIN@/9025}
    printf '%s\n' "${text/domainlist test_domains = \*.test/domainlist test_domains = qiming.example}"
}
filled tests/rig/dovecot.conf "$imap_password" >"$rig/dovecot/dovecot.conf"
filled tests/rig/oauth2.conf '' >"$rig/dovecot/oauth2.conf"
# Exim expands strings: a backslash in one is written twice.
filled tests/rig/exim.conf "${smtp_password//\\/\\\\}" >"$rig/exim/exim.conf"
install -m 0755 "$tree/usr/sbin/exim4" "$rig/exim/exim"
inside sh -eu -c "
    cd $base/tls
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test-CA -keyout ca.key -out ca.pem
    openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
    echo subjectAltName=DNS:localhost >san
    openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out server.pem
    install -m 0644 ca.pem /etc/beadle/test-ca.pem
    chown -R Debian-exim:Debian-exim $base" 2>/dev/null
as_exim() { inside setpriv --reuid=Debian-exim --regid=Debian-exim --clear-groups -- "$@"; }
as_exim /usr/sbin/dovecot -c "$base/dovecot/dovecot.conf"
as_exim "$base/exim/exim" -C "$base/exim/exim.conf" -bd -q1s
greets() { inside bash -c "exec 3<>/dev/tcp/127.0.0.1/$1 && head -c 3 <&3"; }
until_so greets 9143
until_so greets 9025

rm -rf "$tree/var/lib/beadle/store"
cat >"$tree/etc/beadle/beadle.toml" <<'TOML'
[identity]
address = "beadle@qiming.example"
[paths]
state = "/var/lib/beadle"
[[mailbox]]
kind = "imap"
host = "localhost"
port = 9993
ca = "test-ca.pem"
user = "beadle@qiming.example"
password = { credential = "imap" }
poll = "5s"
[outgoing]
kind = "smtp"
host = "localhost"
port = 9587
ca = "test-ca.pem"
user = "beadle@qiming.example"
password = { credential = "smtp" }
[keys]
ring = { credential = "keys" }
TOML
# With the line break at the end that an editor leaves.
(umask 077 && printf '%s\n' "$imap_password" >"$tree/etc/beadle/imap.secret" &&
    printf '%s\n' "$smtp_password" >"$tree/etc/beadle/smtp.secret")
drop_in 'LoadCredential=imap:/etc/beadle/imap.secret
LoadCredential=smtp:/etc/beadle/smtp.secret'
inside systemctl reset-failed beadle 2>/dev/null || true
inside systemctl start beadle
until_so logged 'mail up to this UID is left alone'
say "IMAP over TLS: logged in with the password of the unit's credentials"

arrived() { find "$rig/mail/qiming.example" -path '*/new/*' -type f ! -path '*/beadle/*' 2>/dev/null | wc -l; }
has_arrived() { [ "$(arrived)" -ge 1 ]; }
as_exim "$base/exim/exim" -C "$base/exim/exim.conf" -oi -f sun@qiming.example beadle@qiming.example <<MAIL
From: Sun Li <sun@qiming.example>
To: beadle@qiming.example
Subject: [Urgent] Checkout is down
Message-ID: <credentials@qiming.example>
Date: $(date -R)

scope: everybody
MAIL
until_so has_arrived
grep -q 'A=\(plain\|login\):beadle@qiming.example' "$rig/exim.mainlog" || fail "Exim saw a login"
grep 'A=\(plain\|login\):beadle@qiming.example' "$rig/exim.mainlog" | grep -qv ' X=TLS' && fail "a login without TLS"
say "SMTP over TLS: a mail went in by Exim and Dovecot, $(arrived) letters came out by a login with the other password"

pid=$(property MainPID)
for where in "$tree/var/lib/beadle" "$tree/etc/systemd" "$tree/etc/beadle/beadle.toml" "$tree/var/log"; do
    if grep -rqF -e "$imap_password" -e "$smtp_password" "$where" 2>/dev/null; then fail "a password lies in $where"; fi
done
if inside journalctl --no-pager | grep -qF -e "$imap_password" -e "$smtp_password"; then fail "a password is in the log"; fi
if inside cat "/proc/$pid/environ" "/proc/$pid/cmdline" | grep -aqF -e "$imap_password" -e "$smtp_password"; then
    fail "a password is in the environment or on the command line"
fi
if as_exim cat /run/credentials/beadle.service/imap >/dev/null 2>&1; then fail "another user reads the credential"; fi
say "no password in the state, the configuration, the log, the environment or on the command line; no other user reads it"

# A password that is changed: the credential is what it was when the unit started.
(umask 077 && echo wrong >"$tree/etc/beadle/imap.secret")
inside systemctl restart beadle
until_so logged 'credentials: login refused'
is ActiveState active || fail "a refused login stops the daemon"
(umask 077 && printf '%s\n' "$imap_password" >"$tree/etc/beadle/imap.secret")
inside systemctl restart beadle
before=$(arrived)
as_exim "$base/exim/exim" -C "$base/exim/exim.conf" -oi -f sun@qiming.example beadle@qiming.example <<MAIL
From: Sun Li <sun@qiming.example>
To: beadle@qiming.example
Subject: [Urgent] Search is down
Message-ID: <credentials-2@qiming.example>
Date: $(date -R)

scope: everybody
MAIL
has_more() { [ "$(arrived)" -gt "$before" ]; }
until_so has_more
say "a wrong password: said in the log, the daemon goes on; with the right one after a restart the mail is taken"
rm "$tree/etc/beadle/smtp.secret"
if inside systemctl restart beadle 2>/dev/null; then fail "a start without a credential's file"; fi
say "a credential whose file is missing stops the start"
echo "the unit keeps its promises"
