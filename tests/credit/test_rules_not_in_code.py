"""No number of the law stands in Python: it comes from a rule file, so that it has a date, a source and a force.

Modules that decide about law may hold no number but 0, 1 and 2 without a reason given here. Elsewhere (engines,
pictures, controls) numbers abound; there a number fails that is a ceiling on the cost of credit written as a share
(0.24), or a rate of a rule with three digits or more (3.85, 0.0175), and so does a date on which a rule begins or ends.
"""

import ast
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import pytest

from credit import rules

ROOT = Path(__file__).parent.parent.parent
LEGAL = (
    *("decisions/*", "rules/*", "record*", "limitation*", "contact*", "packs*", "deadlines*", "reasons*", "findings*"),
    *("classification*", "court*", "complaint*"),
)
PLAIN = {Decimal(n) for n in (0, 1, 2)}
# Numbers of calendars, clocks and arithmetic that legal modules may hold: (file, number): why
REVIEWED = {
    ("credit/rules/compiled.py", "12"): "bytes of a digest",
    ("credit/rules/rule.py", "28"): "a day that every month has",
    ("credit/rules/rule.py", "32"): "more days than a month has",
    ("credit/record.py", "31"): "the last day that a month can have",
    ("credit/deadlines.py", "12"): "months of a year",
    ("credit/deadlines.py", "5"): "Monday to Friday: weekday() of Saturday",
    ("credit/contact_conduct.py", "60"): "minutes of an hour",
    ("credit/decisions/may_contact.py", "60"): "minutes of an hour",
    ("credit/contact_limits.py", "3"): "a place in a tuple, not a count of calls",
    ("credit/decisions/court.py", "365"): "days of a year, told in the answer's own words",
    ("credit/decisions/cut.py", "365"): "days of a year in simple interest",
    ("credit/decisions/whole.py", "365"): "days of a year in simple and in compound interest",
    **{
        (f"credit/decisions/{name}.py", "100"): "percent, or the cents of a yuan"
        for name in ("court", "cut", "late_status", "record_end", "whole")
    },
}
# Elsewhere: (file, number): why it is no figure of the law there
ELSEWHERE: dict[tuple[str, str], str] = {
    ("widgets/consent_picture.py", "0.36"): "a place in the picture",
    ("widgets/shock_picture.py", "0.14"): "a place in the picture",
    ("widgets/shock_picture.py", "0.36"): "a place in the picture",
}
ROUND = {
    Decimal(n) for n in ("0.01", "0.03", "0.1", "0.15", "0.2", "0.3", "0.4", "0.5", "0.6", "0.8", "1")
}  # shares of anything
EXACT = {"Decimal", "Fraction", "float", "int", "exact"}


def _called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""


def numbers(path: Path):
    """(line, number) of every number in the code: literals, "0.24", "24%" and Decimal("24"); dates apart."""
    tree = ast.parse(path.read_text("utf-8"))
    nodes = list(ast.walk(tree))
    in_dates = {id(one) for node in nodes if _called(node) == "date" for one in ast.walk(node)}
    made_exact = {id(one) for node in nodes if _called(node) in EXACT for one in node.args}
    for node in nodes:
        if not isinstance(node, ast.Constant) or type(node.value) not in (int, float, str) or id(node) in in_dates:
            continue
        written = str(node.value)
        if isinstance(node.value, str) and id(node) not in made_exact and not {".", "%"} & set(written):
            continue
        try:
            number = abs(Decimal(written.strip("%")))
        except InvalidOperation:
            continue
        if number.is_finite():
            yield node.lineno, number


def dates(path: Path):
    """(line, date) of every date in the code, written date(2026, 8, 1) or "2026-08-01"."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        try:
            if _called(node) == "date":
                yield node.lineno, date(*map(ast.literal_eval, node.args))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) == 10:
                yield node.lineno, date.fromisoformat(node.value)
        except (ValueError, TypeError):
            continue


@cache
def legal() -> tuple[set[Decimal], set[date]]:
    """The figures of the rules that nobody writes by chance, and every date of a rule."""
    figures, days = set(), set()

    def take(value, unit, ceiling):
        if isinstance(value, dict):
            for name, one in value.items():
                take(one, unit.get(name) if isinstance(unit, dict) else unit, ceiling)
        elif isinstance(value, Decimal) and str(unit).startswith("percent"):
            odd = len(value.normalize().as_tuple().digits) >= len("385")
            figures.update({value, value / 100} if odd else {value / 100} if ceiling else ())
        elif isinstance(value, date):
            days.add(value)

    for place in rules.jurisdictions():
        for rule in rules.load(place).values():
            for value in rule.values:
                take(value.value, rule.unit, rule.question == "price_cap")
                days.update(day for day in (value.valid_from, value.until) if day)
    return figures - ROUND, days


def is_legal_module(path: Path) -> bool:
    return any(path.relative_to(ROOT / "credit").match(pattern) for pattern in LEGAL)


def suspects(path: Path, name: str, strict: bool) -> list[str]:
    """What stands in the code that should stand in a rule file."""
    figures, days = legal()
    found = [f"{name}:{line}: the date {day}" for line, day in dates(path) if strict or day in days]
    for line, number in numbers(path):
        written = f"{number.normalize():f}"
        if strict and number not in PLAIN and (name, written) not in REVIEWED:
            found.append(f"{name}:{line}: the number {written}")
        if not strict and number in figures and (name, written) not in ELSEWHERE:
            found.append(f"{name}:{line}: the number {written} is a figure of a rule")
    return found


FILES = sorted(p for folder in ("credit", "widgets") for p in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_legal_number_does_not_stand_in_python(path):
    name = path.relative_to(ROOT).as_posix()
    assert suspects(path, name, strict=name.startswith("credit") and is_legal_module(path)) == []


@pytest.mark.parametrize("listed, strict", [(REVIEWED, True), (ELSEWHERE, False)])
def test_what_is_allowed_is_still_there(listed, strict):
    for name, written in listed:
        path = ROOT / name
        if path.exists():
            assert Decimal(written) in {n for _, n in numbers(path)}, f"{name} no longer holds {written}"


@pytest.mark.parametrize(
    "line",
    [
        "cap = 24",
        "cap = Decimal('0.24')",
        "cap = 4 * lpr",
        "years = 5",
        "limit = -3",
        "LIMITS = {'gbt': 3}",
        "if day >= date(2020, 8, 20): pass",
        "switch = '2020-08-20'",
        "def f(days=20): pass",
        "cap = '24%'",
        "x = 1.5",
    ],
)
def test_a_legal_number_in_a_module_that_decides_is_found(tmp_path, line):
    path = tmp_path / "module.py"
    path.write_text(f'"""Five years, 24 percent, 2020-08-20."""\n\nfrom datetime import date\n\n{line}\n', "utf-8")
    assert suspects(path, "credit/decisions/module.py", strict=True)


@pytest.mark.parametrize("line", ["n = 1", "half = x / 2", "first = rows[0]", "last = rows[-1]", "name = 'five years'"])
def test_arithmetic_is_not_law(tmp_path, line):
    path = tmp_path / "module.py"
    path.write_text(line + "\n", "utf-8")
    assert suspects(path, "credit/decisions/module.py", strict=True) == []


@pytest.mark.parametrize(
    "line",
    [
        "cap = 0.24",
        "cap = Fraction('0.000175')",
        "cap = '39.5%'",
        "cap = Decimal('0.36')",
        "cap = 3.85",
        "day = date(2026, 8, 1)",
        "cap = 39.5",
    ],
)
def test_a_legal_number_in_an_engine_or_a_picture_is_found(tmp_path, line):
    path = tmp_path / "module.py"
    path.write_text(line + "\n", "utf-8")
    assert suspects(path, "widgets/module.py", strict=False)


def test_the_modules_that_decide_are_among_those_checked():
    strict = {p.relative_to(ROOT).as_posix() for p in FILES if p.is_relative_to(ROOT / "credit") and is_legal_module(p)}
    assert {"credit/rules/rule.py", "credit/rules/loader.py"} <= strict
    assert any(name.startswith("credit/decisions/") for name in strict)
    assert (
        not {
            "credit/daycount.py",
            "credit/lateness.py",
            "credit/ledger.py",
            "credit/standing.py",
            "credit/preparing.py",
        }
        & strict
    )
