"""The text of every lesson: its head, its minutes, its figures, and the law it links to."""

import re
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from credit import rules
from widgets import lesson_data
from widgets.quiz import simulator_class

ROOT = Path(__file__).parent.parent.parent
START = "00_start"  # the start page has no simulator; test_start_page.py is about it
LESSONS = sorted(p for p in (ROOT / "lessons").glob("??/*.md") if p.stem != START)
EACH = pytest.mark.parametrize("path", LESSONS, ids=lambda p: f"{p.parent.name}/{p.stem}")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
FIGURE = re.compile(r"¥\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)? ?元|\d+(?:\.\d+)?%|\d[\d,]*\.\d{2}\b")


def body(path):
    return path.read_text("utf-8").split("---\n", 2)[2]


def figures_of(text: str) -> set[str]:
    """Amounts and percentages of a text, as bare numbers, without those of linked words."""
    return {re.sub(r"[¥元 ]", "", f) for f in FIGURE.findall(LINK.sub(" ", text))}


def known_figures(lesson: str) -> set[str]:
    """What a lesson may say: the case's own terms, and what its simulator computes at the settings it names."""
    data = lesson_data.read(lesson)
    known = set(data["given"]) | {
        f"{int(g.replace(',', '')):,}.00" for g in data["given"] if g.replace(",", "").isdigit()
    }
    simulator = simulator_class(data["simulator"])
    for entry in data["figures"]:
        shown = simulator("en", guessed=True, **entry["settings"])
        facts = shown.facts(shown.result, shown.t)
        known |= {facts[name].strip("¥") for name in entry["facts"]}
    return known


@EACH
def test_the_head_names_everything_a_teacher_needs(path):
    front = lesson_data.front_matter(path.stem, path.parent.name)
    assert {"title", "language", "minutes", "outcomes", "topics", "rules", "case", "date"} <= front.keys()
    assert front["language"] == path.parent.name and len(front["outcomes"]) == 3
    assert all(re.fullmatch(r"S[1-5]\.\d{1,2}", topic) for topic in front["topics"])
    assert all(rule in rules.load("cn") for rule in front["rules"])
    assert front["case"] and set(front["case"]) <= set("ABCDE")  # the one it follows most, or a list of all that play


@pytest.mark.parametrize("path", sorted((ROOT / "lessons").glob("??/*.md")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_no_mark_of_emphasis_is_left_in_what_is_read(path):
    # In Chinese there is no space beside a quotation mark, and then a star beside it is no mark but a star.
    seen = [t.content for b in MarkdownIt("commonmark").enable("table").parse(body(path)) for t in b.children or []]
    assert [words for words in seen if "*" in words.strip("*") or "](" in words] == []


@EACH
def test_the_minutes_of_the_parts_add_up(path):
    front = lesson_data.front_matter(path.stem, path.parent.name)
    parts = [int(n) for n in re.findall(r"^\|[^|]+\| (\d+) \|$", body(path), re.MULTILINE)]
    assert sum(parts) == front["minutes"] and str(front["minutes"]) in body(path).split("##")[0]


@EACH
def test_the_lesson_has_its_whole_form(path):
    text = body(path)
    assert text.count("\n## ") >= 9
    for part in ('part="recall"', "task=1", "task=2", "task=3", "lesson_cards(", "Glossary("):
        assert part in text, part
    assert re.search(r"Quiz\([^)]*\"(en|zh)\"\)", text) and "<details>" in text and "> **" in text
    assert {"en": "fictional", "zh": "虚构"}[path.parent.name] in text.split("\n## ")[0]


@EACH
def test_every_figure_of_the_text_is_the_case_s_own_or_computed(path):
    unknown = figures_of(body(path)) - known_figures(path.stem)
    assert not unknown


def test_a_figure_that_nobody_computed_is_found():
    assert figures_of("It is ¥563.43, or 566.88, or 12%, or 1,900 元.") == {"563.43", "566.88", "12%", "1,900"}
    assert "566.00" not in known_figures("04_the_day_after")


@EACH
def test_every_relative_link_leads_somewhere(path):
    for _, target in LINK.findall(body(path)):
        if "://" not in target:
            assert (ROOT / "notebooks" / path.parent.name / target).resolve().exists(), target


@pytest.mark.parametrize("name", [p.stem for p in (ROOT / "lessons").glob("[0-9]*.yaml")])
def test_tasks_name_figures_and_controls_of_the_simulator(name):
    data = yaml.safe_load((ROOT / "lessons" / f"{name}.yaml").read_text("utf-8"))
    for n, task in enumerate(data["tasks"], 1):
        simulator = simulator_class(data["simulator"])("en", task=n)
        assert set(task["open"]) <= set(simulator.by_name)
        answer, options = getattr(simulator.result, task["figure"]), simulator.asked.options
        assert answer in options if options else isinstance(answer, int)
    assert len(data["tasks"]) >= 3


@pytest.mark.parametrize("path", [p for p in LESSONS if p.parent.name == "en"], ids=lambda p: p.stem)
def test_the_glossary_has_terms_of_the_lesson(path):
    terms = [t for t in lesson_data.read("glossary") if t["lesson"] == path.stem]
    assert len(terms) >= 5
    for term in terms:
        for code in ("en", "zh"):
            assert (
                term["meaning"][code].strip()[-1] in ".。"
                and term["meaning"][code].count({"en": ". ", "zh": "。"}[code]) <= 1
            )


def cut_off(value, path="") -> list[str]:
    """Texts that a comma without quotes has cut: what follows it stands there as an empty key of its own."""
    if isinstance(value, list):
        return [found for n, child in enumerate(value) for found in cut_off(child, f"{path}/{n}")]
    if not isinstance(value, dict):
        return []
    strange = [f"{path}/{key}" for key, child in value.items() if child is None and "zh" in value]
    return strange + [found for key, child in value.items() for found in cut_off(child, f"{path}/{key}")]


@pytest.mark.parametrize("path", sorted((ROOT / "lessons").rglob("*.yaml")), ids=lambda p: p.stem)
def test_no_text_is_cut_off_at_a_comma(path):
    assert cut_off(yaml.safe_load(path.read_text("utf-8"))) == []
    assert cut_off([{"text": {"en": "Pay 1,900", "zh": "1", "900": None}}]) == ["/0/text/900"]


@pytest.mark.parametrize("code", ["en", "zh"])
def test_a_word_of_the_glossary_is_explained_once(code):
    terms = [term["term"][code] for term in lesson_data.read("glossary")]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


class OnceOnly(yaml.SafeLoader):
    """A reader that refuses a key that stands twice: the first would be lost without a word."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"line {node.start_mark.line + 1}: a key stands twice among {keys}"
        return super().construct_mapping(node, deep)


@pytest.mark.parametrize("path", sorted((ROOT / "lessons").rglob("*.yaml")), ids=lambda path: path.stem)
def test_no_key_stands_twice(path):
    assert yaml.load(path.read_text("utf-8"), OnceOnly)


def test_ids_of_the_glossary_are_its_own():
    ids = [term["id"] for term in lesson_data.read("glossary")]
    assert len(ids) == len(set(ids))
