"""What does the credit record show, month by month?

A record is derived from the ledger: on each reporting day every account gets one mark. The letters and ladders are
those of the place (`credit.rules`): China N, M, 1 to 7 and the letters for special events; the United States steps of
30 days and the charge-off; Great Britain the number of missed payments, 0 to 6, and D for a default.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from credit.classification import rung
from credit.dates import day_of_month, days, is_month_end, monthly, to_date
from credit.ledger import Ledger
from credit.timeline import SLOTS

NOT_OPEN = "/"  # no account open in that month
LAST_DAY = 31
SPECIAL = ("D", "Z", "G", "B", "#", "A")  # China: letters that come in from outside


@dataclass(frozen=True)
class Account:
    """What does one account look like on the reporting day of each month? All arrays (B, M): B loans, M months.

    Attributes
    ----------
    days_past_due : ndarray of int
        On the reporting day.
    missed : ndarray of int
        Instalments due and unpaid on it.
    due : ndarray of bool
        An instalment fell due since the reporting day before.
    late : ndarray of bool
        One became late since then, whenever it was paid afterwards.
    open : ndarray of bool
        The money is out on the reporting day, or was paid back since the one before.
    settled : ndarray of bool
        Nothing of the loan or its charges is owed any more.
    """

    days_past_due: np.ndarray
    missed: np.ndarray
    due: np.ndarray
    late: np.ndarray
    open: np.ndarray
    settled: np.ndarray


def reporting_days(first, months: int, day: int = LAST_DAY) -> np.ndarray:
    """On which days is the record written? Day `day` of each month, the last day of a shorter one.

    Parameters
    ----------
    first : date
        Any day of the first month.
    months : int
    day : int
        1 to 31.

    Returns
    -------
    ndarray of datetime64[D], shape (months,)

    Raises
    ------
    ValueError
        When there is no such day, or no month.
    """
    if not 1 <= day <= LAST_DAY:
        raise ValueError(f"Day {day} of the month does not exist; a reporting day lies from 1 to {LAST_DAY}.")
    if months < 1:
        raise ValueError(f"A record of {months} months shows nothing; the least is 1.")
    month = np.datetime64(first, "M") + np.arange(months)
    start = month.astype("datetime64[D]")
    length = ((month + 1).astype("datetime64[D]") - start).astype(np.int64)
    return start + (np.minimum(day, length) - 1)


def account(ledger: Ledger, on) -> Account:
    """What does each account look like on these reporting days?

    Parameters
    ----------
    ledger : Ledger, B loans
    on : array_like of date, shape (M,), rising
        See `reporting_days`.

    Returns
    -------
    Account
    """
    on = days(on)
    before = np.concatenate([[_day_before(on)], on[:-1]])
    position = ledger.at(on.astype("datetime64[D]"))
    due = days(ledger.schedule.due)
    exists = ledger.schedule.instalment > 0
    asked = np.minimum(due, ledger.until).astype("datetime64[D]")
    # On its due date `missed` counts an instalment that the payments of that day did not cover.
    unpaid_on_due_day = (ledger.at(asked).missed > 0) & exists & (due <= ledger.until)
    inside = (due[:, :, None] > before) & (due[:, :, None] <= on) & exists[:, :, None]
    # What is due on the reporting day itself can be late only from the next day on.
    turns_late = (due[:, :, None] >= before) & (due[:, :, None] < on)
    drawn = days(ledger.schedule.drawn)[:, None]
    settled = (position.outstanding == 0) & (position.cost_to_get_current == 0) & (drawn <= on)
    settled_before = np.hstack([np.zeros((len(drawn), 1), bool), settled[:, :-1]])
    return Account(
        days_past_due=position.days_past_due,
        missed=position.missed,
        due=inside.any(axis=1),
        late=(turns_late & unpaid_on_due_day[:, :, None]).any(axis=1),
        open=(drawn <= on) & ~settled_before,
        settled=settled,
    )


def _day_before(on):
    """The reporting day of the month before the first of these."""
    on = on.astype("datetime64[D]")
    anchor = LAST_DAY if is_month_end(on).all() else day_of_month(on).max()
    return int(days(monthly(on[0], 1, anchor, start=-1))[0, 0])


def china(a: Account, first_days, special=None) -> np.ndarray:
    """Which letter stands in each month of a Chinese personal report?

    N paid on time; M late, but paid before the reporting day; 1 to 7 by days past due on it; * nothing due; C paid
    off; / no account open. Special events (D, Z, G, B, #, A) come in from outside, since no ledger knows them: D, Z, #
    and A mark their month, G closes the account, B stays until everything is paid.

    Parameters
    ----------
    a : Account, (B, M)
    first_days : sequence of int
        First day past due of codes 1, 2, ...: rule `status_codes`.
    special : array_like of str, shape (B, M), optional
        "" where nothing special happened.

    Returns
    -------
    ndarray of str, shape (B, M)
    """
    level = rung(a.days_past_due, first_days)
    grid = np.where(a.late, "M", np.where(a.due, "N", "*"))
    grid = np.where(level > 0, level.astype(str), grid)
    grid = np.where(a.settled, "C", grid)
    if special is not None:
        special = np.asarray(special)
        stays = np.maximum.accumulate(special == "B", axis=1) & ~a.settled
        grid = np.where(stays, "B", np.where(special != "", special, grid))
        ended = np.maximum.accumulate(special == "G", axis=1)
        grid = np.where(np.hstack([np.zeros((len(ended), 1), bool), ended[:, :-1]]), NOT_OPEN, grid)
    return np.where(a.open, grid, NOT_OPEN)


def united_states(a: Account, steps, charge_off_day: int | None = None) -> np.ndarray:
    """Which mark stands in each month of an American report?

    OK below the first step; then the last step that is reached; CO from the charge-off until everything is paid;
    closed in the month that clears it. A charge-off is bookkeeping: the debt is still owed.

    Parameters
    ----------
    a : Account, (B, M)
    steps : sequence of int
        Days past due that are reported, rule `us_late_reporting_30`.
    charge_off_day : int, optional
        Rule `us_chargeoff`: other for closed-end and open-end credit; None for a lender whom it does not bind.

    Returns
    -------
    ndarray of str, shape (B, M)
    """
    steps = [int(s) for s in steps]
    grid = np.array(["OK", *map(str, steps)])[rung(a.days_past_due, steps)]
    if charge_off_day is not None:
        grid = np.where(np.maximum.accumulate(a.days_past_due >= int(charge_off_day), axis=1), "CO", grid)
    return np.where(a.open, np.where(a.settled, "closed", grid), NOT_OPEN)


def great_britain(a: Account, top: int, default_at: int | None = None) -> np.ndarray:
    """Which mark stands in each month of a British credit file?

    0 up to date; 1 to `top` instalments missed; D from the default until everything is paid; S settled.

    Parameters
    ----------
    a : Account, (B, M)
    top : int
        The highest figure, which also stands for more.
    default_at : int, optional
        Missed instalments at which the lender records a default: rule `gb_default_3_6` gives the usual range.

    Returns
    -------
    ndarray of str, shape (B, M)
    """
    grid = np.minimum(a.missed, int(top)).astype(str)
    if default_at is not None:
        grid = np.where(np.maximum.accumulate(a.missed >= int(default_at), axis=1), "D", grid)
    return np.where(a.open, np.where(a.settled, "S", grid), NOT_OPEN)


WORSE = {
    "cn": ("/", "*", "#", "A", "N", "C", "M", "1", "2", "3", "4", "5", "6", "7", "Z", "D", "G", "B"),
    "us": ("/", "OK", "closed", "30", "60", "90", "120", "150", "180", "CO"),
    "gb": ("/", "0", "S", "1", "2", "3", "4", "5", "6", "D"),
}


def worst(marks, jurisdiction: str) -> np.ndarray:
    """Which is the worst mark of each account? In the order of `WORSE`, which readers of reports use; not a score.

    Parameters
    ----------
    marks : array_like of str, shape (B, M)
    jurisdiction : {"cn", "us", "gb"}

    Returns
    -------
    ndarray of str, shape (B,)
    """
    order = np.array(WORSE[jurisdiction])
    marks = np.asarray(marks)
    place = (marks[:, :, None] == order).argmax(axis=2)
    if (order[place] != marks).any():
        unknown = marks[order[place] != marks][0]
        raise ValueError(f'"{unknown}" is not a mark of {jurisdiction}; its marks are {" ".join(order)}.')
    return order[place.max(axis=1)]


@dataclass(frozen=True)
class Spell:
    """From which missed due date until which day was something overdue without a break?

    `missed` is the due date of the first instalment missed, `ended` the day on which nothing was overdue any more
    (None: not yet), `longest` how many days late the oldest instalment was at worst, the day of payment counted.
    """

    missed: date
    ended: date | None
    longest: int


def spells(ledger: Ledger, as_of: date, loan: int = 0) -> tuple[Spell, ...]:
    """When did each stretch of lateness begin and end?

    The bad conduct of the Chinese rule is such a stretch: it ends when the instalments that are due are paid, also
    where later ones are still to come. Late charges that are still owed do not keep it open here.

    Parameters
    ----------
    ledger : Ledger
    as_of : date
    loan : int
        Which loan of the batch.

    Returns
    -------
    tuple of Spell, oldest first
    """
    due = [d for d in ledger.schedule.due[loan, : int(ledger.schedule.n[loan])].tolist() if d <= as_of]
    happened = ledger.history["key"][1:, loan] // SLOTS  # a call, for one, writes nothing and yet makes something due
    stops = sorted({to_date(d) for d in happened if d <= days(as_of)} | set(due) | {as_of})
    # The eve of each stop shows how far the lateness had grown before a payment ended it.
    on = sorted({day for stop in stops for day in (stop - timedelta(1), stop)})
    on = [day for day in on if day >= stops[0]]
    position = ledger.at(on)
    past, missed = position.days_past_due[loan], position.missed[loan]
    found, began, longest, eve = [], None, 0, 0
    for day, n, late in zip(on, missed.tolist(), past.tolist()):
        if n and began is None:
            began, longest = day, 0
        elif not n and began is not None:
            found.append(Spell(began, day, max(longest, eve + (not _paused(ledger, loan, day)))))
            began = None
        longest, eve = max(longest, late), late
    if began is not None and longest:
        found.append(Spell(began, None, longest))
    return tuple(found)


def _paused(ledger, loan, day):
    """Does the clock of days past due stand still on this day?"""
    pauses = ledger.terms.pauses
    if pauses is None:
        return False
    start, end = pauses[loan].T
    return bool(((start < days(day)) & (days(day) <= end)).any())
