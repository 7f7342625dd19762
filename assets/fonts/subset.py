#!/usr/bin/env python3
"""Makes the window's woff2 files from the originals beside this script: Latin and Cyrillic only, hints kept.

The ParaType licence forbids modified versions under the original name, so the subsets are named «Zhurnal Sans»,
«Zhurnal Serif» and «Zhurnal Mono». Wants fonttools and brotli; run from anywhere: python3 assets/fonts/subset.py
"""
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
OUT = HERE.parent.parent / "ui" / "src" / "assets" / "fonts"
FACES = ["PTSans-Regular", "PTSans-Bold", "PTSans-Italic", "PTSerif-Bold", "PTMono-Regular"]
RANGES = [
    (0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x400, 0x45F), (0x490, 0x491), (0x2002, 0x2014),
    (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x2039, 0x203A), (0x20AC, 0x20AC),
    (0x20BD, 0x20BD), (0x2116, 0x2116), (0x2122, 0x2122), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2265),
]
RENAMED = {1, 3, 4, 6, 16, 18, 21}


def main() -> None:
    for face in FACES:
        font = TTFont(HERE / f"{face}.ttf")
        options = subset.Options(flavor="woff2", layout_features=["*"], name_IDs=["*"], name_languages=["*"])
        work = subset.Subsetter(options)
        work.populate(unicodes=[u for a, b in RANGES for u in range(a, b + 1)])
        work.subset(font)
        for record in font["name"].names:
            if record.nameID in RENAMED:
                text = record.toUnicode().replace("PT Sans", "Zhurnal Sans").replace("PT Serif", "Zhurnal Serif").replace("PT Mono", "Zhurnal Mono")
                text = text.replace("PTSans", "ZhurnalSans").replace("PTSerif", "ZhurnalSerif").replace("PTMono", "ZhurnalMono")
                record.string = text.replace("ParaType", "Zhurnal subset of ParaType") if record.nameID == 3 else text
        font.flavor = "woff2"
        font.save(OUT / f"{face.replace('PT', 'Zhurnal')}.woff2")


if __name__ == "__main__":
    main()
