"""How do my loans and payments get in and out, as CSV or JSON, with nothing lost on the way?

Two tables. An amount has at most two decimals, a date is yyyy-mm-dd or yyyy/m/d; `credit.cells` says how people may
type them.

    loans      loan          its name, once
               principal     amount lent
               rate          1.8% or 0.018, nominal
               rate_per      year, month or day
               year_days     365 or 360                   (may be left out: 365)
               instalments   1 to 600, equal and monthly
               first_due     date
               drawn         date                         (may be left out: a month before first_due)
    payments   loan          a name of the table above
               date          not before the loan was drawn
               amount

CSV: one file a table, first line the column names in any order, comma, semicolon or tab between cells; UTF-8 with or
without byte-order mark, UTF-16 with it, or GBK / GB18030. Written files are UTF-8 with a mark, so that a spreadsheet
reads them, and no cell can run as a formula. JSON: `exchange_schema.json` beside this module.

A table with any bad cell is refused as a whole, and every bad cell is named: nothing is half loaded.
"""

import csv
import io
import json
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches

from credit import cells
from credit.dates import days, to_date
from credit.lateness import Payment
from credit.loans import Loan
from credit.money import amount
from credit.rates import Rate
from credit.tables import Column, Problem, Refused, csv_rows, decode, values

FORMAT, VERSION = "due-course-loans", 1
MOST_PROBLEMS = 1000  # after so many the rest of the file is not the reader's concern


LOANS = (
    Column("loan", cells.name),
    Column("principal", cells.positive_money),
    Column("rate", cells.rate),
    Column("rate_per", cells.one_of("year", "month", "day")),
    Column("year_days", cells.one_of(365, 360), 365),
    Column("instalments", cells.count(1, 600)),
    Column("first_due", cells.day),
    Column("drawn", cells.day, None),
)
PAYMENTS = (Column("loan", cells.name), Column("date", cells.day), Column("amount", cells.money))
TABLES = {"loans": LOANS, "payments": PAYMENTS}


@dataclass(frozen=True)
class Book:
    """Which loans are there, and what was paid on each? Payments in order of date; a loan without any has ()."""

    loans: dict[str, Loan]
    payments: dict[str, tuple[Payment, ...]] = field(default_factory=dict)

    def __post_init__(self):
        for name in self.loans:
            if not cells.is_name(name):
                raise ValueError(f"{name!r} cannot name a loan; allowed are 1 to {cells.LONGEST} visible characters.")
        strange = [name for name in self.payments if name not in self.loans]
        if strange:
            raise ValueError(f'There are payments for "{strange[0]}", but no such loan.')
        ordered = {name: tuple(sorted(self.payments.get(name, ()))) for name in self.loans}
        object.__setattr__(self, "payments", ordered)


def read_csv(loans: bytes | str, payments: bytes | str | None = None) -> Book:
    """Which loans and payments do these two files hold?

    Raises
    ------
    Refused
        Naming every bad cell by line, column, value and what is allowed.
    """
    problems: list[Problem] = []
    tables = {"loans": csv_rows("loans", LOANS, loans, problems), "payments": []}
    if payments is not None:
        tables["payments"] = csv_rows("payments", PAYMENTS, payments, problems)
    return _book(tables, problems)


def read_json(document: bytes | str) -> Book:
    """Which loans and payments does this JSON document hold? See exchange_schema.json.

    Raises
    ------
    Refused
        Naming every bad value by entry, field, value and what is allowed.
    """
    problems: list[Problem] = []
    text = decode("document", document, problems)
    twice: list[str] = []

    def pairs(found):
        names = [name for name, _ in found]
        twice.extend(name for name in set(names) if names.count(name) > 1)
        return dict(found)

    def constant(word):
        raise ValueError(f"{word} is not a number.")

    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=constant, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise Refused([*problems, Problem("document", line, "", str(error), "valid JSON")]) from None
    if twice:
        problems.append(Problem("document", 0, twice[0], "twice in one object", "each field once"))
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("version") != VERSION:
        shown = f"{data.get('format')} {data.get('version')}" if isinstance(data, dict) else type(data).__name__
        raise Refused([*problems, Problem("document", 0, "format", shown, f"{FORMAT} {VERSION}")])
    for name in data.keys() - {"format", "version", *TABLES}:
        problems.append(Problem("document", 0, name, str(data[name]), "loans and payments"))
    tables = {}
    for table, columns in TABLES.items():
        rows = data.get(table, [] if table == "payments" else None)
        tables[table] = []
        if not isinstance(rows, list):
            problems.append(Problem(table, 0, "", str(rows), "a list of objects"))
            continue
        known = [c.name for c in columns]
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                problems.append(Problem(table, number, "", str(row), "an object"))
                continue
            for name in row.keys() - set(known):
                problems.append(Problem(table, number, name, str(row[name]), f"a field of {', '.join(known)}"))
            tables[table].append((number, {name: row.get(name) for name in known}))
    return _book(tables, problems)


def write_csv(book: Book) -> dict[str, bytes]:
    """How is it written as two CSV files? "loans.csv" and "payments.csv", UTF-8 with a byte-order mark.

    Raises
    ------
    ValueError
        For a loan with terms that the table has no column for.
    """
    files = {}
    for table, rows in _rows(book).items():
        out = io.StringIO()
        writer = csv.writer(out)
        names = [c.name for c in TABLES[table]]
        writer.writerow(names)
        writer.writerows([[cells.guard(str(row.get(name, ""))) for name in names] for row in rows])
        files[f"{table}.csv"] = out.getvalue().encode("utf-8-sig")
    return files


def write_json(book: Book) -> str:
    """How is it written as one JSON document? Amounts and rates as text, so that no reader makes floats of them.

    Raises
    ------
    ValueError
        As `write_csv`.
    """
    return json.dumps({"format": FORMAT, "version": VERSION, **_rows(book)}, ensure_ascii=False, indent=1)


def _rows(book: Book) -> dict[str, list[dict]]:
    loans, payments = [], []
    for name, loan in book.loans.items():
        row = {
            "loan": name,
            "principal": str(amount(loan.principal)),
            "rate": cells.percent(loan.rate.fraction),
            "rate_per": loan.rate.per,
            "year_days": loan.rate.year_days,
            "instalments": loan.n,
            "first_due": loan.first_due.isoformat(),
        }
        if loan.drawn is not None:
            row["drawn"] = loan.drawn.isoformat()
        try:
            kept = _loan({c.name: c.read(row[c.name]) if c.name in row else None for c in LOANS}) == loan
        except ValueError as error:
            raise ValueError(f'The loan "{name}" cannot be written: {error}') from None
        if not kept:
            raise ValueError(f'The loan "{name}" has terms that the table has no column for; it cannot be written.')
        loans.append(row)
        payments += [
            {"loan": name, "date": p.date.isoformat(), "amount": str(amount(p.amount))} for p in book.payments[name]
        ]
    return {"loans": loans, "payments": payments}


def _loan(row: dict) -> Loan:
    rate = Rate(row["rate"], row["rate_per"], row["year_days"])
    return Loan(row["principal"], rate, row["instalments"], row["first_due"], row["drawn"])


def _book(tables: dict, problems: list[Problem]) -> Book:
    """The book, or `Refused` with all that stands against it."""
    loans, payments, named = {}, {}, set()
    for line, row in tables["loans"]:
        name = str(row.get("loan") or "").strip()
        found = values("loans", LOANS, line, row, problems)
        if name in named:
            problems.append(Problem("loans", line, "loan", name, "a name that no other loan has"))
        named.add(name)
        if found is None:
            continue
        try:
            loans[found["loan"]] = _loan(found)
        except ValueError as error:
            problems.append(Problem("loans", line, "drawn", str(found["drawn"]), f"a loan that can be: {error}"))
    drawn = {name: _drawn(loan) for name, loan in loans.items()}
    for line, row in tables["payments"]:
        found = values("payments", PAYMENTS, line, row, problems)
        if found is None:
            continue
        if found["loan"] not in named:
            near = get_close_matches(found["loan"], named, n=1)
            hint = f", such as {near[0]}" if near else ""
            problems.append(Problem("payments", line, "loan", found["loan"], f"the name of a loan{hint}"))
        elif found["loan"] in drawn and found["date"] < drawn[found["loan"]]:
            allowed = f"{drawn[found['loan']]}, when the loan was drawn, or later"
            problems.append(Problem("payments", line, "date", str(found["date"]), allowed))
        payments.setdefault(found["loan"], []).append(Payment(found["date"], found["amount"]))
    if problems:
        raise Refused(problems[:MOST_PROBLEMS])
    return Book(loans, {name: tuple(rows) for name, rows in payments.items()})


def _drawn(loan: Loan):
    return loan.drawn or to_date(days(loan.schedule().drawn[0]))
