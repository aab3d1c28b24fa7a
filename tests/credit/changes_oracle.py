"""New terms, roll-overs, pay-offs and offers again, naively: months in a loop, in fractions and whole cents.

It shares no line with the engine. Rows are lists of cents paid at the ends of months 1, 2, 3, ...
"""

from fractions import Fraction

from tests.credit.schedule_oracle import half_up, level_payment


def share(value):
    text = str(value)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def spread(balance, rate, n):
    """n equal payments that clear a balance; the last one takes what is left."""
    level, rows = half_up(level_payment(balance, [rate] * n)), []
    for month in range(n):
        balance += half_up(balance * rate)
        rows.append(balance if month == n - 1 else min(level, balance))
        balance -= rows[-1]
    return rows


def rest(balance, rate, n, months, interest):
    """No payments for some months, then n of them."""
    started = balance
    for _ in range(months):
        bears = started if interest == "runs, simple" else balance
        balance += 0 if interest == "waived" else half_up(bears * rate)
    return [0] * months + spread(balance, rate, n)


def interest_first(balance, rate, n, months):
    return [half_up(balance * rate)] * months + spread(balance, rate, n)


def part_for_the_whole(balance, part, parts, month):
    asked = half_up(balance * part)
    each = half_up(Fraction(asked, parts))
    rows, left = [0] * (month - 1), asked
    for k in range(parts):
        rows.append(left if k == parts - 1 else min(each, left))
        left -= rows[-1]
    return rows, balance - asked


def look_of(rows, at_once, balance):
    """Instalment, months, everything paid, and what of it is above the balance."""
    regular = rows[:-1] or rows
    months = max([k + 1 for k, paid in enumerate(rows) if paid], default=0)
    return max(regular), months, sum(rows) + at_once, sum(rows) + at_once - balance


def kept(rows, at_once, spare, cushion, carry):
    """The month in which one purse first cannot pay (0: never), and what had been paid by then."""
    months = max([k + 1 for k, paid in enumerate(rows) if paid], default=0)
    purse, paid = cushion, 0
    for month in range(months):
        purse = purse + spare[month] if carry or month == 0 else spare[month]
        due = rows[month] + (at_once if month == 0 else 0)
        if due > 0 and purse < due:
            return month + 1, paid
        paid += due
        purse = max(purse - due, 0)
    return 0, paid


def debt_for(need, fee, on_top):
    """The least debt that puts a sum in hand, found by halving: a cent less would not do."""
    fee, low, high = share(fee), need, 2 * need + 1

    def enough(debt):
        return debt >= need * (1 + fee) if on_top else debt * (1 - fee) >= need

    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low


def spiral(gap, rate, fee, months, on_top, whole_cents, start):
    owed, rows = Fraction(start), [start]
    for _ in range(months):
        if whole_cents:
            owed += debt_for(gap + half_up(owed * rate), fee, on_top)
        else:
            need = gap + owed * rate
            owed += need * (1 + share(fee)) if on_top else need / (1 - share(fee))
        rows.append(half_up(owed))
    return rows


def one_loan(balances, rate, n, fee, on_top):
    need = sum(balances)
    debt = debt_for(need, fee, on_top)
    payments, owed, first = spread(debt, rate, n), [debt], half_up(debt * rate)
    for paid in payments:
        owed.append(owed[-1] + half_up(owed[-1] * rate) - paid)
    return debt, debt - need, payments, sum(payments) - need, owed, first


def promised(owed, rate, monthly, horizon):
    """Months and interest until a promise has repaid the debt; (0, 0) where the horizon comes first."""
    started, paid, rows = owed, 0, []
    while owed > 0 and len(rows) < horizon:
        owed += half_up(owed * rate)
        rows.append(min(monthly, owed))
        owed, paid = owed - rows[-1], paid + rows[-1]
    return (len(rows), paid - started, rows) if owed == 0 else (0, 0, rows)


def pay_off(rows, lent, drawn, on, policy, daily, fee, fee_share):
    """What closes a loan whose rows (due, principal, interest) were paid as they fell due: (paid, principal, interest,
    fee, interest saved)."""
    paid = [row for row in rows if row[0] <= on]
    coming = [row for row in rows if row[0] > on]
    owed = lent - sum(p for _, p, _ in paid)
    begins = paid[-1][0] if paid else drawn
    left, interest = sum(i for _, _, i in coming), 0
    if coming:
        due, _, running = coming[0]
        interest = {
            "pro rata": lambda: half_up(Fraction(running * (on - begins).days, max((due - begins).days, 1))),
            "by day": lambda: half_up(owed * daily * (on - begins).days),
            "to the end of the period": lambda: running,
            "all that remains": lambda: left,
        }[policy]()
    charge = fee + half_up(owed * share(fee_share)) if owed else 0
    return len(paid), owed, interest, charge, max(left - interest, 0)


def split(amount, loans, rule):
    """How a payment is split over loans, dicts of `needed`, `late` and `rate`: (parts, what is left)."""
    parts, total = [0] * len(loans), sum(loan["needed"] for loan in loans)
    if rule == "in proportion":
        amount, over = min(amount, total), max(0, amount - total)
        given = 0
        for k in range(len(loans)):
            upto = half_up(Fraction(amount * sum(x["needed"] for x in loans[: k + 1]), total or 1))
            parts[k], given = upto - given, upto
        return parts, over
    waiting = list(range(len(loans)))
    while waiting:
        first = waiting[0]
        for k in waiting[1:]:
            a, b = loans[k], loans[first]
            if {
                "longest late first": a["late"] > b["late"],
                "highest rate first": a["rate"] > b["rate"],
                "least first": a["needed"] < b["needed"],
                "most first": a["needed"] > b["needed"],
                "in the order given": False,
            }[rule]:
                first = k
        waiting.remove(first)
        parts[first] = min(amount, loans[first]["needed"])
        amount -= parts[first]
    return parts, amount
