"""Card bills again, naively: one day at a time, the unpaid part of every posting written down every evening."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from credit.cards import Bearing, FreePeriod, PayFirst


def cent(value):
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def bills(card, postings, payments, statement_days, until):
    """[(interest, damages, balance, minimum, in_full, minimum_met)] of each statement, the last two maybe None."""
    daily = Decimal(card.rate.daily.numerator) / Decimal(card.rate.daily.denominator)
    lots, rows, credit = [], [], 0
    day = min(p.date for p in [*postings, *payments])
    pending, paid_since, missed = 0, 0, None
    while day <= until:
        today = sorted((p for p in postings if p.date == day), key=lambda p: (p.cash, p.amount))
        for p in today:
            lots.append({"of": len(rows), "kind": "cash" if p.cash else "buy", "left": p.amount, "bears": None})
            lots[-1] |= {"nights": {}, "from": day}
        morning = [lot["left"] for lot in lots]
        money = sum(p.amount for p in payments if p.date == day)
        if rows:
            paid_since += money
            if rows[-1]["open"]:
                rows[-1]["in_time"] += money
        credit += money
        late = (day - missed).days if missed else 0
        principal = card.pay_first is PayFirst.PRINCIPAL or (
            card.principal_first_after is not None and late > card.principal_first_after
        )
        groups = [("interest", "damages"), ("buy", "cash")]
        for group in groups[::-1] if principal else groups:
            for lot in lots:
                if lot["kind"] in group:
                    part = min(credit, lot["left"])
                    lot["left"] -= part
                    credit -= part
        for lot, before in zip(lots, morning):
            lot["nights"][day] = before if card.payment_day_bears else lot["left"]
        if rows and day == rows[-1]["due"] + timedelta(card.grace_days):
            bill = rows[-1]
            bill["open"] = False
            bill["in_full"] = bill["balance"] - bill["in_time"] <= card.grace_amount
            bill["met"] = bill["in_time"] >= bill["minimum"]
            for lot in lots:
                if lot["of"] == len(rows) - 1 and lot["bears"] is None:
                    if not bill["in_full"]:
                        lot["bears"] = True
                        if card.bearing is Bearing.UNPAID_PART and lot["kind"] == "buy":
                            lot["nights"] = dict.fromkeys(lot["nights"], lot["left"])
                    elif lot["left"]:
                        lot["of"] += 1
                        lot["from"] = "next statement"
                    else:
                        lot["bears"] = False
            if bill["met"]:
                missed = None
            else:
                missed = missed or bill["due"]
                gap = Decimal(bill["minimum"] - bill["in_time"])
                pending = max(cent(Decimal(card.damages_share) * gap), card.damages_floor)
        if day in statement_days:
            total = 0
            for lot in lots:
                if lot["from"] == "next statement":
                    lot["from"] = day
                no_free = card.free_period is FreePeriod.AFTER_A_FULL_PAYMENT and rows and not rows[-1]["in_full"]
                if lot["bears"] is None and (lot["kind"] == "cash" or (no_free and lot["kind"] == "buy")):
                    lot["bears"] = True
                if lot["bears"]:
                    total += sum(left for night, left in lot["nights"].items() if lot["from"] <= night < day)
                    lot["from"] = day
            interest = cent(total * daily)
            for kind, amount in (("interest", interest), ("damages", pending)):
                part = min(credit, amount)
                credit -= part
                lots.append({"of": len(rows), "kind": kind, "left": amount - part, "from": day})
                # credit held over pays the charge at once
                lots[-1] |= {"bears": kind == "interest" and card.compound, "nights": {day: amount - part}}
            balance = sum(lot["left"] for lot in lots) - credit
            overdue = max(rows[-1]["minimum"] - paid_since, 0) if rows else 0
            if not rows or rows[-1]["minimum"] <= paid_since:
                missed = None
            charges = sum(lot["left"] for lot in lots if lot["kind"] in ("interest", "damages")) + overdue
            charges = min(charges, balance) if card.charges_in_full else 0
            asked = cent(Decimal(str(card.minimum.share)) * (balance - charges)) + charges
            minimum = max(0, min(balance, max(asked, card.minimum.floor)))
            rows.append({"interest": interest, "damages": pending, "balance": balance, "minimum": minimum})
            rows[-1] |= {
                "due": day + timedelta(card.due_days),
                "open": True,
                "in_time": 0,
                "in_full": None,
                "met": None,
            }
            pending = paid_since = 0
        day += timedelta(1)
    names = ("interest", "damages", "balance", "minimum", "in_full", "met")
    if rows and until <= rows[-1]["due"] + timedelta(card.grace_days):
        rows[-1] |= {"in_full": None, "met": None}
    return [tuple(row[name] for name in names) for row in rows]
