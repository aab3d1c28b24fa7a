"""A whole contract again, naively: dates walked one by one, day counts day by day, rows in fractions.

It reads the terms of a loan and shares no line with the engine that makes its schedule.
"""

from datetime import date, timedelta
from fractions import Fraction

from tests.credit.schedule_oracle import half_up, level_payment, month_later, up

ONE = timedelta(1)


def rounded(value, way):
    if way == "half up":
        return half_up(value)
    return {"half even": round, "down": lambda v: v.numerator // v.denominator, "up": up}[way](Fraction(value))


# Rates.


def root(base, power, digits):
    """base ** power - 1 to so many decimals, half up; the integer is found by halving and compared exactly."""
    low, high = 0, 10**digits
    while (1 + Fraction(2 * high - 1, 2 * 10**digits)) ** power.denominator <= base**power.numerator:
        high *= 2
    while low < high:
        middle = (low + high + 1) // 2
        edge = 1 + Fraction(2 * middle - 1, 2 * 10**digits)
        if edge**power.denominator <= base**power.numerator:
            low = middle
        else:
            high = middle - 1
    return Fraction(low, 10**digits)


def bears(rate, months=0, days=0):
    """What a month, a day or so many of them bear."""
    if rate.per == "effective year":
        return root(1 + rate.fraction, Fraction(months, 12) + Fraction(days, rate.year_days), rate.digits)
    a_year = {"year": 1, "month": 12, "day": rate.year_days}[rate.per] * rate.fraction
    return a_year * months / 12 + a_year * days / rate.year_days


def nominal(rate):
    return 12 * bears(rate, months=1)


# Day counts.


def leap(year):
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days == 366


def last_of_february(day):
    return day.month == 2 and (day + ONE).month == 3


def part_of_year(start, end, name, ends_contract):
    if name.startswith("ACT/3"):
        return Fraction((end - start).days) / Fraction(name[4:].rstrip("F"))
    if name == "NL/365":
        span = [start + ONE * k for k in range(1, (end - start).days + 1)]
        return Fraction(sum((day.month, day.day) != (2, 29) for day in span), 365)
    if name.startswith("ACT/ACT"):
        begin = start if name.endswith("ISDA") else start + ONE
        span = [begin + ONE * k for k in range((end - start).days)]
        return sum((Fraction(1, 366 if leap(day.year) else 365) for day in span), Fraction(0))
    first, last = start.day, end.day
    if name in ("30/360 bond", "30/365", "30/360 US"):
        if name.endswith("US") and last_of_february(start):
            last = 30 if last_of_february(end) else last
            first = 30
        if last == 31 and first >= 30:
            last = 30
        first = min(first, 30)
    else:
        first, last = min(first, 30), min(last, 30)
        if name == "30E/360 ISDA":
            first = 30 if last_of_february(start) else first
            last = 30 if last_of_february(end) and not ends_contract else last
    whole = 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first
    return Fraction(whole, 365 if name == "30/365" else 360)


# Dates, and what each period bears.


def one_on(loan, day, steps):
    if loan.period.unit == "day":
        return day + timedelta(loan.period.every * steps)
    return month_later(day, loan.period.every * steps, loan.anchor_day or loan.first_due.day)


def periods(loan):
    """Due dates, rates of the periods that end on them, and the rows at the beginning that pay interest only."""
    due = list(loan.due or [one_on(loan, loan.first_due, k) for k in range(loan.n)])
    drawn = loan.drawn or one_on(loan, loan.first_due, -1)
    how, first = loan.accrual.value, loan.first_period.value
    starts = [drawn, *due[:-1]]
    every = {"months": loan.period.every} if loan.period.unit == "month" else {"days": loan.period.every}
    if loan.repayment.value == "flat":
        return due, drawn, [bears(loan.rate, **every)] * loan.n, 0
    if how == "days, compounded":
        year = loan.rate
        base = 1 + year.fraction if year.per == "effective year" else (1 + bears(year, months=1)) ** 12
        spans = [Fraction((b - a).days, year.year_days) for a, b in zip(starts, due)]
        return due, drawn, [root(base, span, year.digits) for span in spans], loan.grace_rows
    if how != "each period the same":
        yearly = nominal(loan.rate)
        rates = [yearly * part_of_year(a, b, how, b == due[-1]) for a, b in zip(starts, due)]
        return due, drawn, rates, loan.grace_rows
    each = bears(loan.rate, **every)
    rates, free = [each] * loan.n, loan.grace_rows
    if first == "whole" or loan.due is not None:
        return due, drawn, rates, free
    whole, begins = 0, loan.first_due
    while one_on(loan, loan.first_due, -whole - 1) >= drawn:
        whole += 1
        begins = one_on(loan, loan.first_due, -whole)
    odd = (begins - drawn).days
    length = (begins - one_on(loan, loan.first_due, -whole - 1)).days
    if first == "pro rata":
        rates[0] = whole * each + each * Fraction(odd, length)
    elif first == "alone" and whole and odd and loan.repayment.value != "bullet":
        return [begins, *due], drawn, [odd * bears(loan.rate, days=1), whole * each, *rates[1:]], free + 1
    else:
        rates[0] = whole * each + odd * bears(loan.rate, days=1)
    return due, drawn, rates, free


# Rows.


def contract(loan):
    """(rows, drawn, received): the rows are (due, principal, interest, fees, balance)."""
    due, drawn, rates, free = periods(loan)
    fees = {"upfront": 0, "financed": 0}
    for fee in loan.fees:
        if fee.taken.value in fees:
            fees[fee.taken.value] += fee.cents + half_up(loan.principal * fee.share)
    lent, n, kind = loan.principal + fees["financed"], len(due), loan.repayment.value
    cent, multiple = loan.rounding.value, loan.multiple
    to_multiple = lambda value: multiple * rounded(value / multiple, loan.multiple_rounding.value)
    if kind == "bullet":
        owed = Fraction(lent)
        for rate in rates if loan.compound else []:
            owed += rounded(owed * rate, cent)
        interest = owed - lent if loan.compound else rounded(lent * sum(rates), cent)
        rows = [(due[-1], lent, int(interest), 0)]
    else:
        if kind in ("equal instalment", "balloon"):
            payment = loan.instalment or to_multiple(level_payment(lent, rates, loan.balloon, free))
        part = to_multiple(Fraction(lent, n - free))
        rows, balance = [], lent
        for k, rate in enumerate(rates):
            interest = rounded((lent if kind == "flat" else balance) * rate, cent)
            if k == n - 1:
                paid = balance
                if kind in ("equal instalment", "balloon") and loan.absorbs.value == "last interest":
                    interest = payment - paid if payment >= paid else interest
            elif k < free or kind == "interest only":
                paid = 0
            elif kind in ("equal principal", "flat"):
                paid = min(part, balance)
            else:
                paid = max(0, min(payment - interest, balance))
            balance -= paid
            rows.append((due[k], paid, interest, balance))
    with_fees = []
    for day, paid, interest, balance in rows:
        charge = 0
        for fee in loan.fees:
            if fee.taken.value == "each instalment":
                of = {"principal": lent, "instalment": paid + interest, "balance": balance + paid}[fee.of.value]
                charge += fee.cents + half_up(of * fee.share)
        with_fees.append((day, paid, interest, charge, balance))
    return with_fees, drawn, loan.principal - fees["upfront"]
