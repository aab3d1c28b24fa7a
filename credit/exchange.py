"""How do my loans and payments get in and out, as CSV or JSON, with nothing lost on the way?

Three tables: `loans` and `fees`, whose columns `credit.loan_table` tells, and

    payments   loan          a name of the table of loans
               date          not before the loan was drawn
               amount

An amount has at most two decimals, a date is yyyy-mm-dd or yyyy/m/d; `credit.cells` says how people may type them.

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
from credit.lateness import Payment
from credit.loan_table import FEES, LOANS, fee_of, loan_of, row_of, row_of_fee
from credit.loans import Loan
from credit.money import amount
from credit.tables import REQUIRED, Column, Problem, Refused, csv_rows, decode, values

FORMAT, VERSION = "due-course-loans", 1
MOST_PROBLEMS = 1000  # after so many the rest of the file is not the reader's concern


PAYMENTS = (Column("loan", cells.name), Column("date", cells.day), Column("amount", cells.money))
TABLES = {"loans": LOANS, "fees": FEES, "payments": PAYMENTS}
MAY_BE_MISSING = ("fees", "payments")


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


def read_csv(loans: bytes | str, payments: bytes | str | None = None, fees: bytes | str | None = None) -> Book:
    """Which loans, payments and fees do these files hold?

    Raises
    ------
    Refused
        Naming every bad cell by line, column, value and what is allowed.
    """
    problems: list[Problem] = []
    files = {"loans": loans, "fees": fees, "payments": payments}
    tables = {
        name: [] if data is None else csv_rows(name, TABLES[name], data, problems) for name, data in files.items()
    }
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
        problems.append(Problem("document", 0, name, str(data[name]), " and ".join(TABLES)))
    tables = {}
    for table, columns in TABLES.items():
        rows = data.get(table, [] if table in MAY_BE_MISSING else None)
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
    """How is it written as CSV files? "loans.csv", "payments.csv", and "fees.csv" where there are any.

    UTF-8 with a byte-order mark. Columns that no loan needs are left out.

    Raises
    ------
    ValueError
        For a loan with terms that the tables do not allow, such as more than 600 instalments.
    """
    files = {}
    for table, rows in _rows(book).items():
        out = io.StringIO()
        writer = csv.writer(out)
        used = {name for row in rows for name in row}
        names = [c.name for c in TABLES[table] if c.name in used or c.default is REQUIRED]
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
    tables = {"loans": [], "payments": [], "fees": []}
    for name, loan in book.loans.items():
        row, fees = row_of(name, loan), [row_of_fee(name, fee) for fee in loan.fees]
        try:
            same = _read_back(row, fees) == loan
        except ValueError as error:
            raise ValueError(f'The loan "{name}" cannot be written: {error}') from None
        if not same:
            raise ValueError(f'The loan "{name}" has terms that the table has no column for; it cannot be written.')
        tables["loans"].append(row)
        tables["fees"] += fees
        tables["payments"] += [
            {"loan": name, "date": p.date.isoformat(), "amount": str(amount(p.amount))} for p in book.payments[name]
        ]
    if not tables["fees"]:
        del tables["fees"]
    return tables


def _read_back(row, fees) -> Loan:
    """The loan that a reader of these rows would find."""
    problems: list[Problem] = []
    found = [values("fees", FEES, 0, fee, problems) for fee in fees]
    terms = values("loans", LOANS, 0, row, problems)
    if problems:
        raise Refused(problems)
    return loan_of(terms, [fee_of(fee) for fee in found])


def _book(tables: dict, problems: list[Problem]) -> Book:
    """The book, or `Refused` with all that stands against it."""
    loans, payments, named, fees = {}, {}, set(), {}
    for line, row in tables["fees"]:
        found = values("fees", FEES, line, row, problems)
        if found is not None:
            try:
                fees.setdefault(found["loan"], []).append((line, fee_of(found)))
            except ValueError as error:
                problems.append(Problem("fees", line, "of", found["of"].value, f"a fee that can be: {error}"))
    for line, row in tables["loans"]:
        name = str(row.get("loan") or "").strip()
        found = values("loans", LOANS, line, row, problems)
        if name in named:
            problems.append(Problem("loans", line, "loan", name, "a name that no other loan has"))
        named.add(name)
        if found is None:
            continue
        try:
            loans[found["loan"]] = loan_of(found, [fee for _, fee in fees.get(found["loan"], ())])
        except ValueError as error:
            late = found["drawn"] is not None and found["drawn"] > found["first_due"]
            field_, value = ("drawn", str(found["drawn"])) if late else ("", found["loan"])
            problems.append(Problem("loans", line, field_, value, f"a loan that can be: {str(error).rstrip('.')}"))
    for name, charged in fees.items():
        problems += [_stranger("fees", line, name, named) for line, _ in charged if name not in named]
    drawn = {name: loan.paid_out for name, loan in loans.items()}
    for line, row in tables["payments"]:
        found = values("payments", PAYMENTS, line, row, problems)
        if found is None:
            continue
        if found["loan"] not in named:
            problems.append(_stranger("payments", line, found["loan"], named))
        elif found["loan"] in drawn and found["date"] < drawn[found["loan"]]:
            allowed = f"{drawn[found['loan']]}, when the loan was drawn, or later"
            problems.append(Problem("payments", line, "date", str(found["date"]), allowed))
        payments.setdefault(found["loan"], []).append(Payment(found["date"], found["amount"]))
    if problems:
        raise Refused(problems[:MOST_PROBLEMS])
    return Book(loans, {name: tuple(rows) for name, rows in payments.items()})


def _stranger(table, line, name, named) -> Problem:
    near = get_close_matches(name, named, n=1)
    return Problem(table, line, "loan", name, f"the name of a loan{f', such as {near[0]}' if near else ''}")
