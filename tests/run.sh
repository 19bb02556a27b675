#!/bin/sh
# run.sh: every check of this project, in the order in which they cost least. Ends with 0 only if all hold.
#
# As root on Debian 12 it installs what the tests need beyond Rust (tests/install.sh); as anybody else it names what is
# missing and fails. The mail servers of the tests are started by the tests themselves, as a plain user on loopback.
set -eu
cd "$(dirname "$0")/.."

step() {
    printf '\n== %s\n' "$*"
    "$@"
}

step tests/install.sh
# A Rust without its formatter or its lints still runs every test.
if cargo fmt --version >/dev/null 2>&1; then step cargo fmt --check; else echo "no rustfmt here: the form is not checked"; fi
if cargo clippy --version >/dev/null 2>&1; then
    step cargo clippy --locked --all-targets --quiet -- -D warnings
else
    echo "no clippy here: the lints are not checked"
fi
step cargo test --locked --lib --bins --tests
# The test that can fail: with mail acknowledged before its effects are on disk, tests/kill.rs must notice.
step cargo test --locked --features fault-injection --test kill -- acknowledged_too_early
printf '\nall checks hold; not looked at: the unit under a real systemd (as root, where containers boot: tests/systemd.sh)\n'
