"""Which fonts may a picture use? DejaVu Sans for Latin and figures, then a bundled subset of Noto Sans CJK SC.

The font is registered by path and asked for by the name that stands in the file, so it is there on every machine; a
family name alone would depend on what the learner has installed.
"""

from functools import cache
from pathlib import Path

FONT = Path(__file__).parent / "data" / "NotoSansCJKsc-subset.otf"


@cache
def families() -> list[str]:
    """Which font families does a picture ask for, in order? matplotlib falls back glyph by glyph."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(FONT)
    return ["DejaVu Sans", font_manager.FontProperties(fname=FONT).get_name()]
