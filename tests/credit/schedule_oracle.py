"""Every kind of schedule again, naively: one loan, row by row, in fractions. It shares no line with the engine."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction


def half_up(value: Fraction) -> int:
    floor = value.numerator // value.denominator
    return floor + (1 if value - floor >= Fraction(1, 2) else 0)


def up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def month_later(day: date, months: int, anchor: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(anchor, monthrange(year, month + 1)[1]))


def dates(first: date, n: int, unit: str, every: int, anchor: int | None = None) -> list[date]:
    if unit == "day":
        return [first + timedelta(every * k) for k in range(n)]
    return [month_later(first, every * k, anchor or first.day) for k in range(n)]


def level_payment(principal: int, rates: list[Fraction], balloon: int = 0, free: int = 0) -> Fraction:
    """The payment at which the present values of all payments and the balloon come to the principal."""
    value, unit, discount = Fraction(principal), Fraction(0), Fraction(1)
    for rate in rates[free:]:
        discount /= 1 + rate
        unit += discount
    return (value - balloon * discount) / unit


def equal_instalment(principal, rates, balloon=0, free=0, multiple=1, rounding=half_up):
    payment = multiple * rounding(level_payment(principal, rates, balloon, free) / multiple)
    rows, balance = [], principal
    for k, rate in enumerate(rates):
        interest = half_up(balance * rate)
        if k < free:
            part = 0
        elif k == len(rates) - 1:
            part = balance
        else:
            part = min(max(payment - interest, 0), balance)
        balance -= part
        rows.append((part, interest, balance))
    return rows


def equal_principal(principal, rates, free=0):
    part, rows, balance = half_up(Fraction(principal, len(rates) - free)), [], principal
    for k, rate in enumerate(rates):
        interest = half_up(balance * rate)
        paid = 0 if k < free else min(part, balance) if k < len(rates) - 1 else balance
        balance -= paid
        rows.append((paid, interest, balance))
    return rows


def interest_only(principal, rates):
    last = len(rates) - 1
    return [
        (principal if k == last else 0, half_up(principal * rate), 0 if k == last else principal)
        for k, rate in enumerate(rates)
    ]


def bullet(principal, rates):
    return [(principal, half_up(principal * sum(rates)), 0)]


def bullet_compound(principal, rates):
    owed = principal
    for rate in rates:
        owed += half_up(owed * rate)
    return [(principal, owed - principal, 0)]


def flat(principal, rates):
    part, fee, rows, balance = half_up(Fraction(principal, len(rates))), half_up(principal * rates[0]), [], principal
    for k in range(len(rates)):
        paid = min(part, balance) if k < len(rates) - 1 else balance
        balance -= paid
        rows.append((paid, fee, balance))
    return rows


def holiday(principal, rate, months, n, rule):
    """(principal, interest, added, balance) of each row."""
    rows, balance = [], principal
    for k in range(months):
        added = 0
        if rule == "capitalised":
            added = half_up(balance * rate)
        if rule == "spread" and k == months - 1:
            added = months * half_up(principal * rate)
        balance += added
        rows.append((0, 0, added, balance))
    for k, (part, interest, left) in enumerate(equal_instalment(balance, [rate] * n)):
        if rule == "deferred" and k == 0:
            interest += months * half_up(principal * rate)
        rows.append((part, interest, 0, left))
    return rows
