#!/usr/bin/env bash
# Draws every size of the icon from icons/zhurnal.svg. Needs rsvg-convert (Debian: librsvg2-bin) and python3.
set -eu
cd "$(dirname "$0")/../icons"
for size in 16 24 32 48 64 128 256 512; do
    rsvg-convert --width "$size" --height "$size" zhurnal.svg --output "$size.png"
done
# An ICO is a table of contents followed by whole PNG files.
python3 - <<'PYTHON'
import struct
sizes = [16, 24, 32, 48, 64, 256]
files = [open(f"{size}.png", "rb").read() for size in sizes]
offset = 6 + 16 * len(sizes)
with open("zhurnal.ico", "wb") as ico:
    ico.write(struct.pack("<HHH", 0, 1, len(sizes)))
    for size, data in zip(sizes, files):
        ico.write(struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset))
        offset += len(data)
    ico.write(b"".join(files))
PYTHON
