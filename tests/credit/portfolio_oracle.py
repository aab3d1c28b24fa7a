"""A lender's book again, naively: one applicant at a time, one month at a time, one instalment at a time.

It shares no line with the engine; only the luck is the same, handed in as numbers between 0 and 1 and normal ones.
"""

from fractions import Fraction
from math import erfc, exp, floor, sqrt

from tests.credit.schedule_oracle import equal_instalment, half_up

FLOWS = (
    "lent",
    "principal",
    "interest",
    "late",
    "written_off",
    "recovered",
    "review",
    "collection",
    "fines",
    "complaints",
)
SIZES = [1000_00 * k for k in range(1, 21)]


def per_cent(value):
    text = str(value)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def chance(log_odds):
    return 0.0 if log_odds < -700 else 1 / (1 + exp(-log_odds))


def economy(lender, month):
    """The state of the economy: one for each quarter, the last goes on."""
    quarters = list(lender.economy)
    while len(quarters) * 3 <= month:
        quarters.append(quarters[-1])
    return quarters[month // 3]


def applies_in(lender, a, luck):
    months = len(lender.economy) * 3
    demand = [a.demand[economy(lender, m)] for m in range(months)]
    for month in range(months):
        if luck * sum(demand) < sum(demand[: month + 1]):
            return month
    return months - 1


def score(lender, a, strength, noise, elsewhere):
    seen = a.seen_shared if lender.shared else a.seen
    seen_strength = seen * strength + sqrt(1 - seen * seen) * noise
    if lender.shared:
        seen_strength -= a.caution * elsewhere
    return floor(100 * erfc(-seen_strength / sqrt(2)) / 2)


def life(lender, a, month, strength, elsewhere, size, luck):
    """Months behind after each month, loans taken to cover, and what moved: (month on book, name, cents)."""
    principal = SIZES[size]
    rows = equal_instalment(principal, [per_cent(lender.price) / 12] * lender.term)
    late_rate = per_cent(lender.price) * Fraction(a.late_multiple) / 12
    hard, clear = lender.intensity / 100, lender.disclosure / 100
    covers = (a.covers_shared if lender.shared else a.covers) * (1 - clear / 2)
    grumbles = a.complains * hard * (1 + (a.agency_complains - 1) * lender.outsourced)
    grumbles *= 1 + (a.muddle_complains - 1) * (1 - clear)
    works = round(a.collection_cost * hard * (1 - a.agency_saving * lender.outsourced))
    returns = per_cent(a.recovered) + per_cent(a.recovered_effort) * lender.intensity / 100
    moved, behind, unpaid, charges, covered, lost = (
        [(0, "lent", principal), (0, "review", a.review_cost)],
        [],
        [],
        0,
        0,
        0,
    )
    for age in range(1, lender.term + a.write_off_at + 1):
        was_late = bool(unpaid)
        charges += half_up(sum(rows[k][0] for k in unpaid) * late_rate)
        if age <= lender.term and not lost:
            unpaid.append(age - 1)
        if not unpaid:
            behind.append(a.write_off_at if lost else 0)
            continue
        months_late = age - 1 - unpaid[0]
        strain = a.price * (float(per_cent(lender.price)) - a.price_level) - a.strength * strength
        strain += a.other_loans * (elsewhere + covered) + a.economy[economy(lender, month + age)]
        miss, catch, cover, complain = (luck[name][age - 1] for name in ("miss", "catch", "cover", "complain"))
        if was_late:
            up = catch < chance(a.catch_up + a.effort * hard - a.each_behind * (months_late - 1) - strain)
            pays = list(unpaid) if up else unpaid[:1] if cover < a.stands_still else []
        else:
            pays = list(unpaid)
            if miss < chance(a.base + strain):
                if cover < covers:
                    covered += 1
                else:
                    pays = []
        for k in pays:
            unpaid.remove(k)
            moved += [(age, "principal", rows[k][0]), (age, "interest", rows[k][1])]
        if not unpaid:
            moved.append((age, "late", charges))
            charges = 0
            behind.append(0)
            continue
        months_late = age - unpaid[0]
        if months_late >= a.write_off_at:
            lost = sum(p for p, _, _ in rows[unpaid[0] :])
            moved += [(age, "written_off", lost), (age, "recovered", half_up(lost * returns))]
            unpaid = []
        else:
            moved.append((age, "collection", works))
            if complain < grumbles:
                moved += [(age, "complaints", 1), (age, "fines", lender.fine)]
        behind.append(min(months_late, a.write_off_at))
    return behind, covered, moved


def book(lender, a, people):
    """`people`: dicts of one draw each (month, score, strength, repeat, size) and one a month (miss, catch, ...)."""
    months = len(lender.economy) * 3 + lender.term + a.write_off_at
    flows, seen = {name: [0] * months for name in FLOWS}, []
    cuts = lender.cut_off if isinstance(lender.cut_off, tuple) else [lender.cut_off] * len(lender.economy)
    for p in people:
        month, elsewhere = applies_in(lender, a, p["month"]), int(p["repeat"] < lender.repeat)
        behind, covered, moved = life(lender, a, month, p["strength"], elsewhere, int(p["size"] * 20), p)
        granted = score(lender, a, p["strength"], p["score"], elsewhere) >= cuts[month // 3]
        for age, name, cents in moved if granted else []:
            flows[name][month + age] += cents
        seen.append({"granted": granted, "month": month, "behind": behind, "covered": covered})
    owed, flows["funding"] = [], []
    for m in range(months):
        flows["funding"].append(half_up((owed[-1] if owed else 0) * per_cent(lender.funding) / 12))
        owed.append((owed[-1] if owed else 0) + flows["lent"][m] - flows["principal"][m] - flows["written_off"][m])
    return flows, seen, owed


def carried(lender, flows, owed):
    """Who carries the loss: the guarantor, then the margin of those who pay, then the lender, then the funder."""
    total = {name: sum(flow) for name, flow in flows.items()}
    lost = total["written_off"] - total["recovered"]
    guarantor = half_up(lost * per_cent(lender.guaranteed))
    margin = total["interest"] + total["late"]
    margin -= total["funding"] + total["review"] + total["collection"] + total["fines"]
    price = max(0, min(lost - guarantor, margin))
    own = min(lost - guarantor - price, half_up(max(owed) * per_cent(lender.equity)))
    rest = lost - guarantor - price - own
    return {"borrower": total["late"], "price": price, "guarantor": guarantor, "lender": own, "funder": rest}


def vintage(seen, quarter, age, late):
    """The share of the loans granted in a quarter that are so many months late at that age; None without loans."""
    loans = [p for p in seen if p["granted"] and p["month"] // 3 == quarter]
    return sum(p["behind"][age - 1] >= late for p in loans) / len(loans) if loans else None
