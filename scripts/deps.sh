#!/usr/bin/env bash
# Installs the system packages that builds and tests need, once. Rust and Node are expected to be there.
set -eu

PACKAGES=(
    # builds: the window, SQLCipher with its own OpenSSL
    build-essential pkg-config perl libwebkit2gtk-4.1-dev
    # the window in tests
    xvfb xauth webkit2gtk-driver xdotool
    # screens in a browser, papers, the reader written from FORMAT.md, write traces
    chromium poppler-utils qpdf python3 strace
    # PDF/A: Preflight of PDFBox
    libpdfbox2-java libjaxb-api-java libactivation-java libcommons-io-java default-jre-headless
    # the system's keyring in tests
    dbus gnome-keyring
)

for tool in cargo rustc node npm; do
    command -v "$tool" >/dev/null || { echo "make: $tool is missing; install Rust (1.95 or newer) and Node (20 or newer)" >&2; exit 1; }
done
if ! cargo clippy --version >/dev/null 2>&1 || ! cargo fmt --version >/dev/null 2>&1; then
    echo "make: clippy and rustfmt are missing; rustup component add clippy rustfmt" >&2
    exit 1
fi

missing=()
for package in "${PACKAGES[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "make: installing ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get -o DPkg::Lock::Timeout=400 -qq update
"${as_root[@]}" apt-get -o DPkg::Lock::Timeout=400 -qq install -y --no-install-recommends "${missing[@]}" </dev/null
