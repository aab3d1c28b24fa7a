"""python -m credit.rules says what is held, how old it is, and what changed."""

import subprocess
import sys
from pathlib import Path

import pytest

from credit import rules
from credit.rules.__main__ import main

ROOT = Path(__file__).parent.parent.parent


def said(capsys, *arguments):
    code = main(list(arguments))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_the_register_has_a_line_for_every_rule_with_its_age(capsys):
    code, out, err = said(capsys, "--today", "2027-11-22")
    assert code == 0 and not err
    table = out.split("\n\n")[0].splitlines()
    assert len(table) == 1 + sum(len(rules.load(place)) for place in rules.jurisdictions())
    line = next(one.split() for one in table if " record_5_years " in one)
    assert line == ["cn", "record_5_years", "2013-03-15", "-", "law", "verified", "2026-11-22", "365"]


def test_the_coverage_adds_up_to_the_files(capsys):
    _, out, _ = said(capsys, "--coverage")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in out.splitlines()]
    head, body = rows[0], rows[2:]
    assert head[:5] == ["place", "rules", *rules.CONFIDENCES]
    for row in body[:-1]:
        assert int(row[1]) == len(list((rules.HOME / row[0]).glob("*.yaml"))) == sum(map(int, row[2:5]))
    assert [row[0] for row in body] == [*rules.jurisdictions(), "all"]
    assert [int(n) for n in body[-1][1:6]] == [sum(int(row[n]) for row in body[:-1]) for n in range(1, 6)]


def test_what_is_stale_is_listed_and_makes_the_command_fail(capsys):
    code, out, _ = said(capsys, "--stale", "365", "--today", "2027-11-22", "--place", "cn")
    assert code == 0 and "record_5_years" not in out
    code, out, _ = said(capsys, "--stale", "364", "--today", "2027-11-22", "--place", "cn")
    assert code == 1 and "record_5_years" in out and f" of {len(rules.load('cn'))} rules" in out


def test_the_rules_of_a_day(capsys):
    _, before, _ = said(capsys, "--at", "2026-07-31", "--place", "cn")
    _, after, _ = said(capsys, "--at", "2026-08-01", "--place", "cn")
    assert "cost_sheet_2026" not in before and "cost_sheet_2026" in after
    assert "not known past the announcement of 2026-04-20" in after


def test_the_difference_of_two_days_is_what_changed_between_them(capsys):
    code, out, _ = said(capsys, "--diff", "2020-08-19", "2020-08-20", "--place", "cn")
    changed = {line.split()[1] for line in out.splitlines()[1:]}
    assert code == 0 and {"history_24_36", "private_cap_4lpr"} <= changed and "record_5_years" not in changed
    _, none, _ = said(capsys, "--diff", "2020-08-20", "2020-08-20")
    assert len(none.splitlines()) == 1


def test_questions_are_listed_with_the_places_that_answer(capsys):
    _, out, _ = said(capsys, "--questions")
    assert "record_retention" in out and len(out.splitlines()) == 1 + len(rules.questions())


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["--at", "tomorrow"], "'tomorrow' is not a date; write it like 2026-11-22"),
        (["--stale", "-5"], "'-5' is not a number of days"),
        (["--stale", "many"], "'many' is not a number of days"),
        (["--place", "atlantis"], "'atlantis'"),
        (["--diff", "2020-01-01"], "expected 2 arguments"),
        (["--at", "2020-01-01", "--coverage"], "not allowed with"),
        (["everything"], "everything"),
    ],
)
def test_a_wrong_question_is_one_sentence_on_stderr(arguments, words, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    shown = capsys.readouterr()
    assert stopped.value.code == 2 and not shown.out
    assert words in shown.err and shown.err.count("\n") == 1


def test_a_bad_rule_file_is_one_sentence_on_stderr(capsys, monkeypatch):
    def refuse(*_):
        raise rules.RuleError("cn/x.yaml, unit: 'fortnights' is none of years.")

    monkeypatch.setattr("credit.rules.report.held", refuse)
    assert said(capsys) == (2, "", "cn/x.yaml, unit: 'fortnights' is none of years.\n")


def test_it_runs_as_a_command():
    done = subprocess.run(
        [sys.executable, "-m", "credit.rules", "--coverage"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0 and done.stdout.startswith("| place |") and not done.stderr
