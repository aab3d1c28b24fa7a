"""What does lateness of so many days mark: the month in the record, the bank's class, the card's grace?"""

from datetime import date

import numpy as np

from credit import record
from credit.classification import rung
from credit.ledger import Ledger
from credit.reasons import Decision, cite, figure, in_force

PLACES = ("cn", "us", "gb")
CENTS = 100


def monthly_marks(
    ledger: Ledger,
    jurisdiction: str,
    first: date,
    months: int,
    *,
    day: int = record.LAST_DAY,
    special=None,
    open_end: bool = False,
    charged_off: bool = True,
    default_at: int | None = None,
) -> Decision:
    """Which mark does my record show in each month?

    Parameters
    ----------
    ledger : Ledger, B loans
    jurisdiction : {"cn", "us", "gb"}
    first : date
        Any day of the first month.
    months : int
    day : int
        The reporting day of each month; the last day of a shorter one.
    special : array_like of str, shape (B, months), optional
        China: letters for what no ledger knows, "" for nothing; see `credit.record.china`.
    open_end, charged_off : bool
        United States: a card, not a loan; a lender that the charge-off policy binds.
    default_at : int, optional
        Great Britain: missed months at which the lender records a default; the least of the rule's range unless told.

    Returns
    -------
    Decision
        answer: "days" (the reporting days, datetime64[D], (months,)), "marks" (str, (B, months)), "worst" (str, (B,)).

    Raises
    ------
    ValueError
        For a place, letter or default for which the rules give no mark.
    """
    if jurisdiction not in PLACES:
        raise ValueError(f'The course holds no marks for "{jurisdiction}", only for {", ".join(PLACES)}.')
    on = record.reporting_days(first, months, day)
    seen = record.account(ledger, on)
    as_of = on[-1].item()
    if jurisdiction == "cn":
        codes = cite("cn", "status_codes", as_of, "first day of each code")
        why = [codes, *([cite("cn", "m_code", as_of)] if in_force("cn", "m_code", as_of) else [])]
        if special is not None:
            unknown = set(np.unique(special)) - {"", *record.SPECIAL}
            if unknown:
                raise ValueError(
                    f'"{sorted(unknown)[0]}" is no letter for a special event; they are {", ".join(record.SPECIAL)}.'
                )
        grid = record.china(seen, [int(d) for d in codes.value.values()], special)
    elif jurisdiction == "us":
        steps = cite("us", "us_late_reporting_30", as_of, "steps of days past due")
        policy = cite("us", "us_chargeoff", as_of, "bookkeeping; the debt is still owed")
        why = [steps, policy] if charged_off else [steps]
        off = int(figure(policy, "open_end" if open_end else "closed_end")) if charged_off else None
        grid = record.united_states(seen, [int(s) for s in steps.value], off)
    else:
        rule = cite("gb", "gb_default_3_6", as_of, "months behind at which a default is usual")
        least, most = int(rule.value["min"]), int(rule.value["max"])
        default_at = least if default_at is None else default_at
        if not least <= default_at <= most:
            raise ValueError(f"A default at {default_at} missed months is not usual; it lies from {least} to {most}.")
        why, grid = [rule], record.great_britain(seen, most, default_at)
    return Decision({"days": on, "marks": grid, "worst": record.worst(grid, jurisdiction)}, tuple(why))


def bank_class(days_late, on: date, *, card_scale: bool = False) -> Decision:
    """In which of five classes must a Chinese bank put a loan that is so late, at least?

    Parameters
    ----------
    days_late : int or array_like of int, any shape
    on : date
    card_scale : bool
        The scale for cards of 2011, of which it is not sure that it still stands.

    Returns
    -------
    Decision
        answer: "class" ("pass" or a word of the rule), "rung" (0 for pass), "non_performing" (the last three); of the
        shape of `days_late`.
    """
    rule = cite("cn", "five_tier_card_2011" if card_scale else "five_tier_2023", on, "first day of each class")
    found = rung(days_late, [int(d) for d in rule.value.values()])
    names = np.array(["pass", *rule.value])[found]
    bad = found >= list(rule.value).index("substandard") + 1
    if found.ndim == 0:
        return Decision({"class": str(names), "rung": int(found), "non_performing": bool(bad)}, (rule,))
    return Decision({"class": names, "rung": found, "non_performing": bad}, (rule,))


def card_grace(debt: str, days_late: int, on: date, *, short_by: int = 0) -> Decision:
    """Does the bank-card industry's grace cover a payment that is late by days or short by cents?

    Parameters
    ----------
    debt : {"card", "loan"}
    days_late : int
    on : date
    short_by : int, cents

    Returns
    -------
    Decision
        answer: "covered". The industry promises at least this much, where the issuer offers it; a loan has none but
        that of its contract, and a late payment within the month can then show in the record.
    """
    rule = cite("cn", "card_grace_3_10", on, "cards only, where the issuer offers it")
    covered = debt == "card" and days_late <= figure(rule, "days") and short_by <= figure(rule, "shortfall") * CENTS
    more = () if covered else tuple(cite("cn", r, on) for r in ("status_codes", "m_code") if in_force("cn", r, on))
    return Decision({"covered": bool(covered)}, (rule, *more))
