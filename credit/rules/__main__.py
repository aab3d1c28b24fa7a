"""The register of the rules: `python -m credit.rules --help`."""

import argparse
import os
import sys
from datetime import date

from credit.rules import PLACES, RuleError, at, jurisdictions, report


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(2, f"{message[:1].upper()}{message[1:].rstrip('.')}; see python -m credit.rules --help.\n")


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it like 2026-11-22") from None


def _days(text):
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days; write it like 365")
    return int(text)


def main(arguments: list[str] | None = None) -> int:
    """What does the register say?

    Prints it, or what is asked for; 0, or 1 where `--stale` found rules to re-check, or 2 for an error.
    """
    parser = _Parser(
        prog="python -m credit.rules", description="The register of the legal rules that the course holds."
    )
    parser.add_argument(
        "--place", action="append", choices=PLACES, metavar="PLACE", help="only this place; may be repeated"
    )
    parser.add_argument("--today", type=_day, default=date.today(), metavar="DATE", help="count ages up to this day")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--at", type=_day, metavar="DATE", help="what was in force that day")
    what.add_argument("--diff", type=_day, nargs=2, metavar=("DATE1", "DATE2"), help="what differs between two days")
    what.add_argument("--stale", type=_days, metavar="DAYS", help="what was checked longer ago; exit 1 if there is any")
    what.add_argument("--coverage", action="store_true", help="how many rules for each place, as a Markdown table")
    what.add_argument("--questions", action="store_true", help="which places answer which question")
    asked = parser.parse_args(arguments)
    try:
        return _answer(asked, tuple(asked.place or jurisdictions()))
    except RuleError as error:
        print(error, file=sys.stderr)
        return 2


def _answer(asked, places):
    if asked.coverage:
        _coverage()
    elif asked.questions:
        _table(("question", "places", "in words"), [(k, " ".join(p) or "-", t) for k, t, p in report.answers()])
    elif asked.at:
        found = [(rule, state) for place in places for rule, state in at(place, asked.at).values()]
        rows = [(r.jurisdiction, r.id, getattr(v, "valid_from", "-"), r.force, report.said(r, v)) for r, v in found]
        _table(("place", "rule", "since", "force", "says"), rows)
    elif asked.diff:
        changed = report.differences(report.held(places), *asked.diff)
        rows = [(rule.jurisdiction, rule.id, then, now) for rule, then, now in changed]
        _table(("place", "rule", *map(str, asked.diff)), rows)
    elif asked.stale is not None:
        held = report.held(places)
        old = report.stale(held, asked.stale, asked.today)
        _register(old, asked.today)
        print(f"{len(old)} of {len(held)} rules: checked more than {asked.stale} days before {asked.today}.")
        return 1 if old else 0
    else:
        _register(report.held(places), asked.today)
        print()
        _coverage()
    return 0


def _register(rules, today):
    head = ("place", "rule", "since", "last change", "force", "confidence", "checked on", "days ago")
    _table(
        head, [(*_dates(rule), rule.force, rule.confidence, rule.checked_on, report.age(rule, today)) for rule in rules]
    )


def _dates(rule):
    last = rule.changes[-1]
    changed = last.until or (last.valid_from if len(rule.changes) > 1 else "-")
    return rule.jurisdiction, rule.id, rule.values[0].valid_from, changed


def _coverage():
    rows = report.coverage()
    names = list(rows[0])
    print(f"| {' | '.join(names)} |\n|{'---|' * len(names)}")
    for row in rows:
        print(f"| {' | '.join(str(row[name]) for name in names)} |")


def _table(head, rows):
    rows = [tuple(map(str, row)) for row in [head, *rows]]
    widths = [max(len(row[n]) for row in rows) for n in range(len(head))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
