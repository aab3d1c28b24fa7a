"""Where a loan above the ceiling falls as a whole: is this one above it?

In mainland China and Taiwan a court takes away the part above the ceiling. In the United States (for those who serve),
in Great Britain (high-cost short-term credit) and in Hong Kong the loan itself can no longer be enforced.
"""

from credit.decisions.ceiling import Ceiling
from credit.money import divide, exact

PERCENT = 100
YEAR = 365
DEFAULT = "default"  # the name of charges for missed payments, which have a ceiling of their own in Great Britain
# Rules under which a charge above the number leaves nothing to enforce.
FALLS = {"us_military_lending_act", "us_military_lending_act_cards", "hk_cap_48", "gb_hcstc_price_cap",
         "gb_hcstc_total_cost_cap", "gb_hcstc_default_fee"}  # fmt: skip


def cost(claim) -> int:
    """What does the loan cost in all, in cents? What was kept back from the principal is a charge too."""
    return sum(claim.charges.values()) + claim.principal - claim.received


def most(claim, ceiling: Ceiling) -> int | None:
    """Which charge does this ceiling leave on what arrived at most, in cents? None where only `above` can tell."""
    days = (claim.last - claim.first).days
    if ceiling.effective:
        return None
    share = {"year": exact(ceiling.percent) * days / YEAR, "day": exact(ceiling.percent) * days}.get(
        ceiling.per, exact(ceiling.percent)
    )
    part = share / PERCENT * claim.received
    return divide(part.numerator, part.denominator)


def above(claim, ceiling: Ceiling) -> bool:
    """Is the loan dearer than this ceiling allows?

    nominal: cost > received x percent x days / 365; effective: (1 + cost / received) ^ (365 / days) - 1 > percent, told
    in whole numbers as (received + cost)^365 > received^365 x (1 + percent)^days. For a principal that stood still.
    """
    charged = cost(claim)
    days = (claim.last - claim.first).days
    if ceiling.effective:
        growth = 1 + exact(ceiling.percent) / PERCENT
        grown = (claim.received + charged) ** YEAR * growth.denominator**days
        return grown > claim.received**YEAR * growth.numerator**days
    if ceiling.per == "day":  # of the interest: charges for missed payments are counted by themselves
        charged -= claim.charges.get(DEFAULT, 0)
    return charged > most(claim, ceiling)


def broken(claim, decision) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which rules does the loan break: (those under which it falls, those under which a court may look at it again)?"""
    found = [c.rule for c in decision.answer["ceilings"] if above(claim, c)]
    for reason in decision.reasons:
        if reason.rule == "gb_hcstc_default_fee" and claim.charges.get(DEFAULT, 0) > exact(reason.value) * PERCENT:
            found.append(reason.rule)
    return tuple(r for r in found if r in FALLS), tuple(r for r in found if r not in FALLS)
