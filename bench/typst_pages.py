#!/usr/bin/env python3
"""The baseline of papers: Typst draws the same words at the same places on the same number of pages, in this process.

Reads what `zhurnal-bench paper` wrote: a JSON list of pages {w, h, texts: [x, y, face, size, turned, text], lines: [x1, y1, x2, y2, width]}
in micrometres and tenths of a point. Prints one JSON object: pages, bytes, the seconds of every run.
Wants the package typst (PyPI): python3 typst_pages.py PAGES.json FONTS RUNS [OUT.pdf]
"""
import json
import sys
import time

import typst

FACES = [("PT Sans", "regular"), ("PT Sans", "bold"), ("PT Mono", "regular"), ("PT Serif", "bold")]
HEAD = """#set page(margin: 0pt)
#set text(lang: "ru", hyphenate: false, top-edge: "baseline", bottom-edge: "baseline", kerning: false, ligatures: false)
#let t(f, w, s, x, y, c) = place(top + left, dx: x, dy: y, text(font: f, weight: w, size: s, c))
#let u(f, w, s, x, y, c) = place(top + left, dx: x, dy: y, rotate(-90deg, origin: top + left, text(font: f, weight: w, size: s, c)))
#let l(a, b, c, d, s) = place(top + left, line(start: (a, b), end: (c, d), stroke: s + black))
"""


def mm(um: int) -> str:
    return f"{um / 1000:g}mm"


def source(pages: list, salt: int) -> str:
    """The pages as Typst's own language; the salt keeps one run from finding another's results in Typst's cache."""
    out = [HEAD, f"// {salt}\n"]
    for page in pages:
        out.append(f"#page(width: {mm(page['w'])}, height: {mm(page['h'] + salt)})[")
        for x1, y1, x2, y2, width in page["lines"]:
            out.append(f"#l({mm(x1)}, {mm(y1)}, {mm(x2)}, {mm(y2)}, {mm(width)})")
        for x, y, face, size, turned, text in page["texts"]:
            family, weight = FACES[face]
            word = json.dumps(text, ensure_ascii=False)
            out.append(f'#{"u" if turned else "t"}("{family}", "{weight}", {size / 10:g}pt, {mm(x + salt)}, {mm(y)}, {word})')
        out.append("]")
    return "\n".join(out)


def main() -> None:
    pages = json.load(open(sys.argv[1], encoding="utf-8"))
    fonts, runs = sys.argv[2], int(sys.argv[3])
    seconds, made = [], b""
    for run in range(runs):
        text = source(pages, run).encode()
        began = time.perf_counter()
        made = typst.compile(text, font_paths=[fonts], ignore_system_fonts=True, pdf_standards="a-1b", pdf_tags=False)
        seconds.append(time.perf_counter() - began)
    if len(sys.argv) > 4:
        open(sys.argv[4], "wb").write(made)
    print(json.dumps({"pages": len(pages), "bytes": len(made), "seconds": seconds}))


if __name__ == "__main__":
    main()
