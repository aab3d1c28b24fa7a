"""Which debts do I have, as one table that can be typed, pasted and kept, with nothing half loaded?

    name          of the debt                                        (may be left out: its number)
    balance       owed today, 100 to 100,000
    rate          percent a year, nominal: 24 or 24%
    minimum       a month: the instalment of a loan, the smallest payment of a card    (0)
    share         minimum as a share of the balance, for cards: 10 or 10%              (0)
    calls         how often they call in a week; the loudest creditor has most         (0)
    place         in an order of one's own, 1 is paid first                            (last)
    monthly_fee   charged each month while the debt is open (member, guarantee fee)    (0)
    late_fee      charged in each month in which the minimum is not fully paid         (0)

CSV as in `credit.exchange`; the headings may be in other words, given by the caller. A table with any bad cell is
refused as a whole, and every bad cell is named.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from credit import cells
from credit.cells import Unreadable, plain
from credit.minimums import Minimum
from credit.money import amount, exact
from credit.plans import Debt
from credit.rates import per_year
from credit.tables import Column, Problem, Refused, csv_rows, values

TABLE = "debts"
MOST = 8  # debts of one learner
LEAST_OWED, MOST_OWED, MOST_RATE, MOST_FEE, MOST_CALLS = 100, 1_000_000, 300, 1_000, 200


def _money(least: int, most: int):
    allowed = f"an amount from {least} to {most:,} with at most two decimals"

    def read(cell) -> int:
        try:
            value = cells.money(cell)
        except Unreadable:
            raise Unreadable(allowed) from None
        if not 100 * least <= value <= 100 * most:
            raise Unreadable(allowed)
        return value

    return read


def _percent(most: int):
    """24 and 24% are the same; 0.24 without a sign may mean 24 percent, and is refused."""
    allowed = f"a percentage from 0 to {most}, such as 24 or 24%; a part of one percent with its sign, such as 0.5%"

    def read(cell) -> str:
        text = plain(str(cell)).replace(" ", "")
        number = text.removesuffix("%")
        if not re.fullmatch(r"\d{1,3}(\.\d{1,6})?", number):
            raise Unreadable(allowed)
        if Decimal(number) > most or (text == number and 0 < Decimal(number) < 1):
            raise Unreadable(allowed)
        return f"{Decimal(number).normalize():f}%"

    return read


COLUMNS = (
    Column("name", cells.name, ""),
    Column("balance", _money(LEAST_OWED, MOST_OWED)),
    Column("rate", _percent(MOST_RATE)),
    Column("minimum", _money(0, MOST_OWED), 0),
    Column("share", _percent(100), "0%"),
    Column("calls", cells.count(0, MOST_CALLS), 0),
    Column("place", cells.count(1, MOST), None),
    Column("monthly_fee", _money(0, MOST_FEE), 0),
    Column("late_fee", _money(0, MOST_FEE), 0),
)
NAMES = tuple(column.name for column in COLUMNS)


@dataclass(frozen=True)
class Owed:
    """What is one debt of the list? `debt` is what it costs, the rest is what its owner knows about it.

    Attributes
    ----------
    name : str
    debt : Debt
    calls : int
        A week.
    place : int, optional
        In an order of one's own.
    """

    name: str
    debt: Debt
    calls: int = 0
    place: int | None = None


def read(table: bytes | str, headings: dict | None = None) -> tuple[Owed, ...]:
    """Which debts does this table hold?

    Parameters
    ----------
    table : bytes or str
        CSV.
    headings : dict of str to str, optional
        Other words for the columns, in small letters: {"欠款": "balance"}.

    Raises
    ------
    Refused
        Naming every bad cell by line, column, value and what is allowed.
    """
    problems: list[Problem] = []
    found = []
    for line, row in csv_rows(TABLE, COLUMNS, table, problems, headings):
        cell = values(TABLE, COLUMNS, line, row, problems)
        if cell is not None:
            found.append((line, cell))
    if not problems and not 1 <= len(found) <= MOST:
        problems.append(Problem(TABLE, 0, "", str(len(found)), f"1 to {MOST} debts"))
    if problems:
        raise Refused(problems)
    return tuple(_owed(n, cell) for n, (_, cell) in enumerate(found, 1))


def _owed(number, cell) -> Owed:
    debt = Debt(
        cell["balance"],
        per_year(cell["rate"]),
        Minimum(cell["share"], cell["minimum"]),
        cell["monthly_fee"],
        cell["late_fee"],
    )
    return Owed(cell["name"] or str(number), debt, cell["calls"], cell["place"])


def rows(debts: Sequence[Owed]) -> list[dict[str, str]]:
    """Which words stand in the cells of these debts? What is nothing is empty."""
    money = lambda cents: f"{amount(cents):f}".removesuffix(".00") if cents else ""
    share = lambda d: cells.percent(exact(d.minimum.share)) if exact(d.minimum.share) else ""
    return [
        {
            "name": one.name,
            "balance": money(one.debt.balance),
            "rate": cells.percent(one.debt.rate.nominal_annual),
            "minimum": money(one.debt.minimum.floor),
            "share": share(one.debt),
            "calls": str(one.calls or ""),
            "place": str(one.place or ""),
            "monthly_fee": money(one.debt.monthly_fee),
            "late_fee": money(one.debt.late_fee),
        }
        for one in debts
    ]


def written(table: Sequence[dict[str, str]]) -> str:
    """How are these cells kept as CSV? Columns in which nothing stands are left out; no cell can run as a formula."""
    used = [name for name in NAMES if name in ("name", "balance", "rate") or any(row.get(name) for row in table)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(used)
    writer.writerows([cells.guard(row.get(name) or "") for name in used] for row in table)
    return out.getvalue()


def loudest(debts: Sequence[Owed]) -> list[int]:
    """In which order are they paid if whoever calls most is paid first? Columns; the list's own order among equals."""
    return sorted(range(len(debts)), key=lambda n: -debts[n].calls)


def own_order(debts: Sequence[Owed]) -> list[int]:
    """In which order does their owner pay them? Columns; those without a place come last."""
    return sorted(range(len(debts)), key=lambda n: debts[n].place or MOST + 1)
