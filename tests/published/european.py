"""Published cases about the European and British APR and rebates for early settlement, asked of `credit`."""

import re
from fractions import Fraction

from credit import annuity, apr
from credit.dates import days
from credit.intervals import eu_years
from credit.money import cents, divide, exact
from credit.rates import per_year_effective
from credit.settlement import actuarial_rebate
from tests.published import NotSupported
from tests.published.cost import percent, the_rate
from tests.published.reading import FINE, Given, count, number, only


def eu_apr(case) -> dict:
    given = case["inputs"]
    start = given["advances"][0].get("date")
    drawn, paid = _streams(given["advances"], start), given["payments"]
    paid = _generated(given, drawn) if isinstance(paid, dict) else _streams(paid, start)
    flows = [a for a, _ in drawn] + [-a for a, _ in paid]
    return only({"value": percent(the_rate(apr.eu_apr(flows, [t for _, t in drawn + paid])))}, case)


def _streams(streams, start=None) -> list[tuple[Fraction, Fraction]]:
    """Each a sum, or n equal ones a step apart; one without a time or a date is paid out, or paid, at the start."""
    rows = []
    for stream in map(Given, streams):
        day = stream.get("date")
        n, t = count(stream.get("n", 1)), number(stream.get("t_years", 0)) if day is None else eu_years(start, day)
        step = number(stream["step_years"]) if n > 1 else Fraction(0)
        rows += [(number(stream["amount"]), t + k * step) for k in range(n)]
    return rows


def _generated(given, drawn) -> list[tuple[Fraction, Fraction]]:
    """Monthly rows of capital and interest, each rounded to the cent; they must meet the rows that are printed."""
    printed = given["payments"]
    first, last = _streams(printed["first"]), _streams(printed["last"])
    rule = given.get("generator", "")
    capital = (
        re.search(r"equal capital over (?P<months>\d+) months", rule)
        or re.search(r"max\((?P<share>[\d.]+)% of balance, (?P<least>[\d.]+)\) capital", rule)
        or re.search(r"(?P<equal>equal) capital", rule)
        or re.search(r"capital (?P<fixed>[\d.]+)", rule)
    )
    months = re.match(r"months (\d+)-(\d+)", rule)
    start, end = map(int, months.groups()) if months else (1, None)
    capital = capital.groupdict() if capital else {}
    if capital.get("equal"):
        capital["months"] = end and end - start + 1
    if not any(capital.values()) or capital.get("equal") and not end:
        raise NotSupported(f"the rule of payments {rule!r} is not known")
    i = _monthly_rate(rule)
    # A stream of equal payments is one entry.
    before = sum(number(stream.get("t_years", 0)) < Fraction(start, 12) for stream in printed["first"])
    rows = _rows(drawn, start, capital, i)
    if "total_entries" in printed and count(printed["total_entries"]) != before + len(rows):
        raise NotSupported(f"the rule of payments gives {before + len(rows)} entries, not {printed['total_entries']}")
    rows = [row for row in first if row[1] < Fraction(start, 12)] + rows
    if rows[: len(first)] != first or rows[-len(last) :] != last:
        raise NotSupported("the rule of payments does not lead to the rows that are printed beside it")
    return rows


def _monthly_rate(rule) -> Fraction:
    """ "interest at 6%/12", "at (1.0839)^(1/12)-1", "at 0.5% a month"."""
    yearly = re.search(r"interest at ([\d.]+%)/12", rule)
    effective = re.search(r"interest at \(([\d.]+)\)\^\(1/12\)-1", rule)
    monthly = re.search(r"interest at ([\d.]+%) (?:a|per) month", rule)
    if effective:
        return Fraction(annuity.per_period(exact(effective[1]) - 1, 12))
    if not yearly and not monthly:
        raise NotSupported(f"the interest of the rule {rule!r} is not known")
    return exact(yearly[1]) / 12 if yearly else exact(monthly[1])


def _rows(drawn, start, capital, i):
    balance = sum(a for a, _ in drawn)
    whole, month, rows = balance, start, []
    while balance > 0:
        if capital.get("months"):
            part = whole / int(capital["months"])
        elif capital.get("share"):
            part = max(balance * number(capital["share"] + "%"), number(capital["least"]))
        else:
            part = number(capital["fixed"])
        part = min(part, balance)
        due = (part + balance * i) * 100
        rows.append((Fraction(divide(due.numerator, due.denominator), 100), Fraction(month, 12)))
        balance, month = balance - part, month + 1
    return rows


def interval(case) -> dict:
    given = case["inputs"]
    return only({"value": eu_years(given["drawdown"], given["payment"], str(given.get("period", "month")))}, case)


def single_effective(case) -> dict:
    """One sum repaid by another some days later; a year of 365 days unless told."""
    given = case["inputs"]
    gone = given.get("days")
    if gone is None:
        start, end = days(given["dates"])
        gone = int(end - start)
    terms = number(given["advance"]), number(given["payment"]), number(gone), number(given.get("year_days", 365))
    return only({"value": 100 * apr.single_payment_effective(*terms)}, case)


# Rebates for early settlement

PERIODS_A_YEAR = {"week": 52, "2 weeks": 26, "fortnight": 26, "4 weeks": 13, "month": 12, "quarter": 4, "3 months": 4}


def uk_rebate(case) -> dict:
    given = case["inputs"]
    return only({"value": rebate(given, given["periods_to_settlement"], str(given.get("rounding", "")))}, case)


def rebate(given: Given, periods, rounding: str) -> Fraction:
    """The rebate in pounds; "... rate to 6 decimals, every accrued term to pence", or nothing rounded on the way."""
    unit = re.sub(r"(?<=h|k|r)ly$|^1 ", "", str(given.first("unit_period", "frequency", default="month")))
    if unit not in PERIODS_A_YEAR:
        raise NotSupported(f"a rebate for periods of a {unit} is not known")
    digits = re.search(r"(?:rounded )?to (\d+) decimals", rounding)
    if not digits and rounding not in ("none", "unrounded"):
        raise NotSupported("a rebate of an unknown rounding")
    scale = 1 if digits else FINE
    rate = per_year_effective(number(given["apr"]), **({"digits": int(digits[1])} if digits else {}))
    lent, payment = cents(number(given["principal"])) * scale, cents(number(given["payment"])) * scale
    part = number(given.get("part_period", 0))
    found = actuarial_rebate(
        lent, payment, count(given["n"]), rate, count(periods), part,
        to_the_cent=bool(digits), per_year=PERIODS_A_YEAR[unit],
    )  # fmt: skip
    return Fraction(found, 100 * scale)


KINDS = {
    "eu_apr_percent": eu_apr,
    "interval_years": interval,
    "single_payment_effective_apr_percent": single_effective,
    "uk_early_settlement_rebate_gbp": uk_rebate,
}
