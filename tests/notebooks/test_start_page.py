"""The start page leads everywhere it says, with the minutes of the lessons and the help lines of the rules."""

import dataclasses
import re
from datetime import timedelta
from pathlib import Path

import nbformat
import pytest

from credit import rules
from widgets import lesson_data
from widgets import start as page
from widgets.language import LANGUAGES, language
from widgets.start import CourseMap, HelpLines, Situations, built

ROOT = Path(__file__).parent.parent.parent
BOTH = pytest.mark.parametrize("code", LANGUAGES)
PARTS = (Situations, CourseMap, HelpLines)
DATA = lesson_data.read("start")
NUMBERS = [one["number"] for one in DATA["lessons"]]
SITUATIONS = {
    "about_to_borrow", "due_soon", "late_few_days", "late_month", "late_quarter", "several_late", "calls",
    "court_paper", "only_contact", "teacher",
}  # fmt: skip
HREF = re.compile(r'href="([^"]+)"')
LINK = re.compile(r"\]\(([^)\s]+)\)")
# Words of the panel that the page explains: message in the catalogue
LABELS = (
    "More controls", "The picture as a table", "How it is worked out", "What the rule says", "Back to the start",
    "Copy my settings",
)  # fmt: skip


def body(code):
    return (ROOT / "lessons" / code / "00_start.md").read_text("utf-8").split("---\n", 2)[2]


def stored(code):
    """The outputs of the stored notebook, by their HTML."""
    notebook = nbformat.read(ROOT / "notebooks" / code / "00_start.ipynb", as_version=4)
    return [o["data"] for c in notebook.cells if c.cell_type == "code" for o in c.outputs]


def test_every_situation_of_the_issue_is_there_and_leads_to_lessons_of_the_course():
    assert {one["id"] for one in DATA["situations"]} == SITUATIONS
    assert [f"{n:02d}" for n in range(1, 15)] == NUMBERS
    for one in DATA["situations"]:
        assert (
            one["lessons"] and set(one["lessons"]) <= set(NUMBERS) and len(set(one["lessons"])) == len(one["lessons"])
        )


def test_every_lesson_is_reached_from_some_situation_or_from_the_map():
    assert set(built()) <= set(NUMBERS)
    reached = {number for one in DATA["situations"] for number in one["lessons"]}
    assert reached >= set(NUMBERS)


@BOTH
def test_a_lesson_that_is_there_is_a_link_with_its_minutes_and_another_is_coming(code):
    part = Situations(code)
    for number in NUMBERS:
        html, words = part.lesson(number)
        if number in built():
            front = lesson_data.front_matter(built()[number], code)
            assert HREF.findall(html) == [f"{built()[number]}.ipynb"]
            assert str(front["minutes"]) in re.sub("<.*?>", "", html).split("·")[1]
            assert part.t.of(part.by_number[number]["title"]) == front["title"]
        else:
            assert not HREF.findall(html) and {"en": "(coming)", "zh": "（即将推出）"}[code] in words


@BOTH
def test_minutes_follow_the_front_matter(code, monkeypatch):
    number = sorted(built())[0]
    whole = lesson_data.front_matter
    changed = lambda name, c: {**whole(name, c), **({"minutes": 777} if name == built()[number] else {})}
    monkeypatch.setattr(page.lesson_data, "front_matter", changed)
    assert "777" in Situations(code).lesson(number)[1] and "777" in repr(CourseMap(code))
    total = 777 + sum(whole(name, code)["minutes"] for n, name in built().items() if n != number)
    assert language(code).number(total) in repr(CourseMap(code)).split("\n")[-1]


@BOTH
def test_a_lesson_that_is_not_built_yet_is_coming(code, monkeypatch):
    monkeypatch.setattr(page, "built", dict)
    for number in NUMBERS:
        html, words = Situations(code).lesson(number)
        assert "<a" not in html and words.endswith({"en": "(coming)", "zh": "（即将推出）"}[code])


@BOTH
def test_all_links_of_the_stored_page_lead_somewhere(code):
    folder = ROOT / "notebooks" / code
    outputs = stored(code)
    assert len(outputs) == len(PARTS)
    found = [target for data in outputs for target in HREF.findall(data["text/html"])]
    calls = [target for target in found if target.startswith("tel:")]
    assert len(calls) > 10 and all(re.fullmatch(r"tel:\d{3,}", call) for call in calls)
    found = [target for target in found if target not in calls]
    assert len(set(found)) == len(built())
    for target in [*found, *LINK.findall(body(code))]:
        assert "://" not in target and (folder / target).resolve().exists(), target


@BOTH
def test_the_stored_page_is_what_the_lessons_and_rules_say_now(code):
    """Run `python notebooks/build.py 00_start` when a lesson or a help line has changed."""
    for part, data in zip(PARTS, stored(code)):
        assert data["text/html"] == part(code)._repr_html_() and data["text/plain"] == repr(part(code))


@BOTH
def test_the_stored_page_reads_without_a_kernel_and_without_scripts(code):
    for data in stored(code):
        assert set(data) == {"text/html", "text/plain"} and "<script" not in data["text/html"]


@BOTH
def test_every_help_line_of_every_place_stands_there(code):
    words, t = repr(HelpLines(code)), language(code)
    for place in rules.jurisdictions():
        for rule in rules.load(place).values():
            if "help_" in rule.id and isinstance(rule.state(HelpLines(code).as_of), rules.Value):
                assert t.of(rule.title) in words and t.of(rule.statement).strip() in words, rule.id
    for number in ("12356", "12378", "988", "116 123", "18111", "1925"):
        assert number in words


def numbers(value) -> list[str]:
    """The phone numbers of a rule's value: a number, a text, or several by name."""
    if isinstance(value, dict):
        return [n for one in value.values() for n in numbers(one)]
    return [] if value is None else [str(value)]


@BOTH
def test_the_words_of_a_help_line_hold_the_number_of_the_rule(code):
    part, held = HelpLines(code), 0
    for place in rules.jurisdictions():
        for rule in part.lines(place):
            said = numbers(rule.on(part.as_of).value) if rule.question == "help_line" else []
            held += len(said)
            for number in said:
                assert number in part.t.of(rule.statement), (rule.id, number)
    assert held > 20


def test_a_line_that_ended_is_not_shown(monkeypatch):
    load, part = rules.load, HelpLines("en")

    def ended(place):
        held = dict(load(place))
        if place == "cn":
            rule = held["help_mind_12356"]
            last = dataclasses.replace(rule.values[-1], until=part.as_of - timedelta(days=1))
            held["help_mind_12356"] = dataclasses.replace(rule, values=(last,))
        return held

    monkeypatch.setattr(page.rules, "load", ended)
    assert "12356" not in repr(part) and "12378" in repr(part)


@BOTH
def test_the_page_calls_the_controls_what_the_panel_calls_them(code):
    for label in LABELS:
        assert language(code)(label) in body(code), label


@BOTH
def test_the_page_has_its_parts(code):
    text = body(code)
    assert len(re.findall(r"^\d\. ", text.split("\n## ")[0], re.MULTILINE)) == 5
    assert text.count("\n## ") == 5
    for words in {"en": ("Run All Cells", "advice", "invented"), "zh": ("运行所有单元格", "建议", "虚构")}[code]:
        assert words in text


def test_both_languages_name_the_same_situations_in_the_same_order():
    en, zh = (Situations(code).data["situations"] for code in LANGUAGES)
    assert en is zh and all(one["words"]["zh"] and one["first"]["zh"] for one in zh)
