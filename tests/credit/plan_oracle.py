"""A payoff plan again, naively: one borrower, one debt at a time, in fractions.

It shares no line with the engine, and it cannot know that a plan never ends: it only gives up.
"""

from fractions import Fraction

HALF = Fraction(1, 2)


def cent(value):
    return Fraction((value + HALF).__floor__())


def minimum(debt, balance, interest, whole_cents):
    asked = balance * debt["share"]
    if whole_cents:
        asked = cent(asked)
    if debt["with_interest"]:
        asked += interest
    return min(balance, max(asked, debt["floor"]))


def plan(debts, budget, order, months=1500, roll_over=True, pay_first=False, whole_cents=True):
    """`debts`: dicts of balance, rate (a month), floor, share, with_interest, monthly_fee, late_fee; `order`: a list of
    columns or "biggest"; `budget`: a function of the month, or None. The result, or None when the months ran out."""
    balance = [Fraction(d["balance"]) for d in debts]
    last_interest = [Fraction(0)] * len(debts)
    interest, fees = list(last_interest), list(last_interest)
    cleared, late_month = [0] * len(debts), [0] * len(debts)
    first_minimums = None

    def accrue():
        for k, d in enumerate(debts):
            bears = balance[k] * d["rate"]
            last_interest[k] = cent(bears) if whole_cents else bears
            fee = d["monthly_fee"] if balance[k] > 0 else 0
            balance[k] += last_interest[k] + fee
            interest[k] += last_interest[k]
            fees[k] += fee

    def pay(month):
        nonlocal first_minimums
        asked = [minimum(d, balance[k], last_interest[k], whole_cents) for k, d in enumerate(debts)]
        if budget is None:
            for k in range(len(debts)):
                balance[k] -= asked[k]
            return
        if first_minimums is None:
            first_minimums = sum(asked)
        purse = Fraction(budget(month))
        if not roll_over:
            purse = min(purse, sum(asked) + max(purse - first_minimums, 0))
        queue = order
        if order == "biggest":
            queue = sorted(range(len(debts)), key=lambda k: (-debts[k]["balance"], -debts[k]["rate"]))
        short = []
        for k in queue:
            part = min(asked[k], purse)
            balance[k] -= part
            purse -= part
            if part < asked[k]:
                short.append(k)
        queue = list(queue)
        while purse > 0 and any(balance):
            k = max(queue, key=lambda j: balance[j]) if order == "biggest" else next(j for j in queue if balance[j] > 0)
            part = min(balance[k], purse)
            balance[k] -= part
            purse -= part
        for k in short:
            late_month[k] = late_month[k] or month
            balance[k] += debts[k]["late_fee"]
            fees[k] += debts[k]["late_fee"]

    for month in range(1, months + 1):
        if not any(balance):
            break
        open_before = [b > 0 for b in balance]
        if pay_first:
            pay(month)
            accrue()
        else:
            accrue()
            pay(month)
        for k, was_open in enumerate(open_before):
            if was_open and balance[k] == 0:
                cleared[k] = month
    if any(balance):
        return None
    return {"months": max(cleared), "interest": interest, "fees": fees, "cleared": cleared, "late": late_month}
