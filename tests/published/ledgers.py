"""What the adapters of late payment share: a debt of one sum, a flat loan, and what the ledger says of them."""

from datetime import date

import numpy as np

from credit.kinds import flat
from credit.lateness import replay
from credit.money import cents
from credit.periods import due_dates
from credit.rates import per_day, per_year
from credit.schedule import Schedule
from tests.published import NotSupported
from tests.published.reading import count, number, percentage, period_of

START = date(2026, 1, 1)  # where a case gives a count of days and no date


def needs(given: dict, *names: str) -> bool:
    return all(name in given for name in names)


def one_sum(principal: int, due: date, interest: int = 0, drawn: date = START) -> Schedule:
    """A debt that falls due in one sum."""
    part = np.array([[principal]])
    return Schedule(
        np.array([[due]], "datetime64[D]"), part, part * 0 + interest, np.array([1]),
        np.array([drawn], "datetime64[D]"),
    )  # fmt: skip


def late(rows: Schedule, clause, as_of, payments=()):
    """The position on that day of a loan that bears nothing by contract while it is late."""
    ledger = replay(rows, [per_day(0)], clause, [[p.date for p in payments]], [[p.amount for p in payments]], as_of)
    return ledger.at(as_of)


def flat_rows(given) -> Schedule:
    """A flat loan by the month."""
    period = period_of(given.get("frequency", "monthly"))
    if given.get("interest_method") != "flat" or period != period_of("monthly"):
        raise NotSupported("a loan that is not flat and monthly")
    principal, n = [cents(number(given["principal"]))], count(given["n"])
    due = due_dates(given["disbursement_date"], n + 1)[0, 1:]
    monthly = per_year(percentage(given["annual_rate_percent"])).monthly
    return flat(principal, monthly, [n], due=due, drawn=given["disbursement_date"])
