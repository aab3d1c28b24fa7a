"""Make the bundled font: `python -m widgets.make_font PATH` (Debian's fonts-noto-cjk holds NotoSansCJK-Regular.ttc).

The subset holds the 3,755 characters of GB 2312 level 1, Chinese punctuation and full-width forms, and every further
character that the course's translations and lessons use. Run it again when a test names a missing character.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

from widgets.fonts import FONT

ROOT = Path(__file__).parent.parent
FACE = "Noto Sans CJK SC"
FAMILY = "Due Course Sans SC"  # a name of its own, so that no other font of the machine is taken for it


def characters() -> set[str]:
    """Which characters must the pictures be able to show?"""
    level_1 = bytes(b for row in range(0xB0, 0xD8) for column in range(0xA1, 0xFF) for b in (row, column))
    wanted = set(level_1.decode("gb2312", errors="ignore"))
    wanted |= {chr(c) for c in (*range(0x3000, 0x3020), *range(0xFF01, 0xFF5F), *range(0x2010, 0x2027), 0xFFE5, 0xB7)}
    for pattern in ("widgets/locale/**/*.po", "lessons/**/*.yaml", "lessons/**/*.md", "credit/rules/**/*.yaml"):
        for path in ROOT.glob(pattern):
            wanted |= {c for c in path.read_text("utf-8") if ord(c) > 0x2E80}
    return wanted


def main(source: str) -> None:
    face = next(f for f in TTCollection(source).fonts if f["name"].getBestFamilyName() == FACE)
    options = subset.Options(layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in characters()])
    cutter.subset(face)
    for name_id, words in ((1, FAMILY), (4, FAMILY), (6, FAMILY.replace(" ", ""))):
        face["name"].setName(words, name_id, 3, 1, 0x409)
    face.save(FONT)
    print(f"{FONT.name}: {len(face.getBestCmap())} characters, {FONT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Give the path of NotoSansCJK-Regular.ttc: python -m widgets.make_font PATH")
    main(sys.argv[1])
