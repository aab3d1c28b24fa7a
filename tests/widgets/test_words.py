"""Both languages are whole: every message is translated, every character can be drawn, numbers are said alike."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont

from widgets import catalogue
from widgets.fonts import FONT, families
from widgets.language import Language, language
from widgets.make_font import FAMILY
from widgets.stage import Stage

ROOT = Path(__file__).parent.parent.parent


def test_every_message_is_translated_with_its_placeholders():
    assert catalogue.missing() == []


def test_the_catalogue_holds_no_message_that_nobody_says():
    used = {m.id for m in catalogue.messages()}
    assert {m.id for m in catalogue.translations()} - used == set()


def test_no_message_hides_where_the_extractor_does_not_look():
    """Babel reads no messages inside f-strings; the syntax tree does."""
    known = {one for m in catalogue.messages() for one in (m.id if isinstance(m.id, tuple) else (m.id,))}
    for path in (ROOT / "widgets").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("t", "N_"):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    assert first.value in known, f"{path.name}: {first.value!r}"


def test_an_untranslated_or_misnamed_message_is_found(tmp_path):
    text = catalogue.PO.read_text("utf-8")
    broken = tmp_path / "zh.po"
    broken.write_text(text.replace('msgstr "逾期时钟"', 'msgstr ""'), "utf-8")
    assert any("Late-cost clock" in problem for problem in catalogue.missing(broken))
    broken.write_text(
        text.replace("{said}", "{sayed}", 10).replace('msgid "You guessed {sayed}', 'msgid "You guessed {said}'),
        "utf-8",
    )
    assert any("placeholders" in problem for problem in catalogue.missing(broken))


def drawable() -> set[int]:
    from matplotlib import font_manager

    latin = TTFont(font_manager.findfont("DejaVu Sans")).getBestCmap()
    return set(latin) | set(TTFont(FONT).getBestCmap())


def texts():
    for message in catalogue.translations():
        yield from message.string if isinstance(message.string, tuple) else (message.string,)
        yield from message.id if isinstance(message.id, tuple) else (message.id,)
    for path in (ROOT / "lessons").rglob("*"):
        if path.suffix in (".md", ".yaml"):
            yield path.read_text("utf-8")
    for path in (ROOT / "credit" / "rules").rglob("*.yaml"):
        yield path.read_text("utf-8")


def test_every_character_of_the_course_is_in_the_bundled_fonts():
    known = drawable()
    missing = {c for text in texts() for c in text if c not in "\n\r\t" and ord(c) not in known}
    assert not missing, f"run python -m widgets.make_font: {''.join(sorted(missing))}"


def test_the_font_is_asked_for_by_the_name_in_its_file():
    assert families() == ["DejaVu Sans", FAMILY]


@pytest.mark.filterwarnings("error:Glyph")
def test_a_missing_glyph_is_an_error_here():
    def draw(words):
        stage = Stage(300, 200)
        stage.begin()
        stage.panel("main", 20, 20, 200, 150, (0, 1), (0, 1), ([0], ["0"]), ([0], ["零"]))
        stage.text("words", "main", 0.5, 0.5, words)
        return stage.png()

    draw("逾期时钟 ¥12.94")
    with pytest.raises(UserWarning, match="Glyph"):
        draw("\U00020bb7")


def test_money_dates_and_shares_are_said_as_each_language_says_them():
    en, zh = language("en"), language("zh")
    assert en.money(232196) == "¥2,321.96" and zh.money(232196) == "2,321.96 元"
    day = date(2026, 11, 5)
    assert en.date(day) == "5 November 2026" and zh.date(day) == "2026年11月5日"
    assert en.percent(0.2843) == zh.percent(0.2843) == "28.4%"
    assert en.plural("one instalment", "{n} instalments", 1) == "one instalment"
    assert zh.plural("one instalment", "{n} instalments", 2) == "2 期分期款"


def test_another_language_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match='speaks "en" and "zh", not "de"'):
        Language("de")


def test_the_data_files_say_everything_in_both_languages():
    def walk(value, path):
        if isinstance(value, dict):
            if {"en", "zh"} & value.keys():
                assert {"en", "zh"} <= value.keys() and all(str(v).strip() for v in value.values()), path
                placeholders = {k: sorted(re.findall(r"\{(\w+)\}", str(v))) for k, v in value.items()}
                assert placeholders["en"] == placeholders["zh"], (path, placeholders)
            for key, child in value.items():
                walk(child, f"{path}/{key}")
        elif isinstance(value, list):
            for n, child in enumerate(value):
                walk(child, f"{path}/{n}")

    for path in (ROOT / "lessons").glob("*.yaml"):
        walk(yaml.safe_load(path.read_text("utf-8")), path.name)
