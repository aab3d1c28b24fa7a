"""Which fonts may a picture use? DejaVu Sans for Latin and figures, then a bundled subset of Noto Sans CJK SC.

The font is registered by path and asked for by the name that stands in the file, so it is there on every machine; a
family name alone would depend on what the learner has installed.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

FONT = Path(__file__).parent / "data" / "DueCourseSansSC.otf"


@cache
def families() -> list[str]:
    """Which font families does a picture ask for, in order? matplotlib falls back glyph by glyph."""
    from matplotlib import font_manager

    known = font_manager.fontManager
    known.addfont(FONT)
    # One weight serves for bold too; without this entry matplotlib would log a line at each bold character.
    known.ttflist.append(replace(known.ttflist[-1], weight=700))
    return ["DejaVu Sans", font_manager.FontProperties(fname=FONT).get_name()]
