"""What would a court leave of a lender's claim, and must I ask for it?"""

from dataclasses import dataclass, replace
from datetime import date

from credit.decisions import whole
from credit.decisions.ceiling import Ceiling, ceiling
from credit.money import divide, exact
from credit.reasons import Decision, cite, in_force

PERCENT = 100
YEAR = 365


@dataclass(frozen=True)
class Claim:
    """What does the lender claim? Cents; `principal` as written in the contract, `received` what really arrived.

    `charges`: by name, {"interest": ..., "penalty": ..., "compound": ..., "damages": ..., "guarantee_fee": ...}: all
    that the borrower has to pay for the loan belongs in, whoever takes it. `first` and `last`: the days over which the
    charges ran, on a principal that stood still: the first day bears interest, the last does not. `paid`: charges that
    were paid already.
    """

    principal: int
    received: int
    charges: dict
    first: date
    last: date
    paid: int = 0

    def __post_init__(self):
        if not 0 < self.received <= self.principal:
            raise ValueError(
                f"{self.received} cents arrived of a principal of {self.principal}; it lies from 1 to the principal."
            )
        if self.last < self.first:
            raise ValueError(f"The charges end on {self.last}, before they begin on {self.first}.")
        if min(self.charges.values(), default=0) < 0 or self.paid < 0:
            raise ValueError("A charge or payment is below zero; they start at 0.")


def court_cut(
    jurisdiction: str, lender: str, contract: date, claim: Claim, *, asked: bool, sued: date | None = None, **facts
) -> Decision:
    """How much of the claim would stand?

    limit = sum over the ceilings of received principal x percent x days / 365 (ACT/365F), half up to the cent;
    charges that stand = min(charges, limit), where the ceiling looks at charges at all (on request, or of itself).

    Parameters
    ----------
    jurisdiction : {"cn", "us", "gb", "eu", "tw", "hk"}
        Elsewhere than in China and Taiwan a loan above the ceiling falls as a whole (`credit.decisions.whole`):
        then its charges do not stand, and what was paid of them comes back.
    lender, contract, sued : as in `ceiling`
    claim : Claim
    asked : bool
        The borrower asked the court to reduce the charges.
    **facts
        More of `ceiling`: lpr, debt, ...

    Returns
    -------
    Decision
        answer: "principal" (cents: what really arrived), "principal_cut", "charges" (claimed), "limit" (None where no
        number holds or nobody asked), "stands", "cut", "returned" (of `paid`, what comes back), "who_asks" (None: the
        court does it of itself), "ceilings" (those applied), "falls" (rules under which the whole loan falls).

    Raises
    ------
    ValueError
        As `ceiling`.
    """
    found = ceiling(jurisdiction, lender, contract, sued=sued, **facts)
    if jurisdiction not in ("cn", "tw"):
        return _as_a_whole(claim, found)
    why, left = [], list(found.open)
    if claim.received < claim.principal:
        why += _net_principal(jurisdiction, lender, contract)
    why += [r for r in found.reasons if r.rule != "illegal_lending_crime"]
    every = [c for c in found.answer["ceilings"] if c.kind in ("court", "void")]
    courts = every if asked else [c for c in every if not c.on_request]
    if courts != every and courts:
        # Nobody asked for the rule of the earlier days: the ceiling of the later days covers them too.
        courts = [replace(c, first=None) for c in courts]
    charges = sum(claim.charges.values())
    limit, returned = None, 0
    if any(c.percent is None for c in courts):
        left.append("benchmark rate of the time")
    elif courts:
        limit = sum(_part(claim, c, "percent") for c in courts)
        if any(c.paid_back_above is not None for c in courts):
            above = [replace(c, paid_back_above=c.paid_back_above or c.percent) for c in courts]
            returned = max(0, claim.paid - sum(_part(claim, c, "paid_back_above") for c in above))
    stands = charges if limit is None else min(charges, limit)
    asks = None
    if any(c.on_request for c in every):
        asks = "borrower" if all(c.on_request for c in every) else "either side, for the earlier days"
    if any(c.kind == "void" for c in courts):
        left.append("cost of using the money")
    return Decision(
        {
            "principal": claim.received,
            "principal_cut": claim.principal - claim.received,
            "charges": charges,
            "limit": limit,
            "stands": stands,
            "cut": charges - stands,
            "returned": returned,
            "who_asks": asks,
            "ceilings": tuple(courts),
            "falls": (),
        },
        tuple(why),
        tuple(left),
    )


def _as_a_whole(claim: Claim, found: Decision) -> Decision:
    """The loan stands with all its charges, or falls with all of them."""
    falls, again = whole.broken(claim, found)
    charges, ceilings = whole.cost(claim), found.answer["ceilings"]
    limits = [limit for c in ceilings if (limit := whole.most(claim, c)) is not None]
    return Decision(
        {
            "principal": claim.received,
            "principal_cut": claim.principal - claim.received,
            "charges": charges,
            "limit": min(limits, default=None),
            "stands": 0 if falls else charges,
            "cut": charges if falls else 0,
            "returned": claim.paid if falls else 0,
            "who_asks": "borrower" if falls or again else None,
            "ceilings": ceilings,
            "falls": falls,
        },
        found.reasons,
        (*found.open, *(("what the court makes of it",) if again and not falls else ())),
    )


def _part(claim: Claim, c: Ceiling, which: str) -> int:
    """What one ceiling allows over the days that it covers, in cents."""
    percent = getattr(c, which)
    first = max(claim.first, c.first) if c.first else claim.first
    last = min(claim.last, c.last) if c.last else claim.last
    # A ceiling that ends with a day covers that day; one that begins with a day begins with it.
    days = (last - first).days + (c.last is not None and c.last < claim.last)
    if percent is None or days <= 0:
        return 0
    share = exact(percent) / PERCENT * days / YEAR * claim.received
    return divide(share.numerator, share.denominator)


def _net_principal(jurisdiction, lender, contract):
    if jurisdiction == "tw":
        return [cite("tw", "tw_no_disguise", contract, "principal is what arrived")]
    rules = {
        "private": ["no_upfront_deduction_private"],
        "unlicensed": ["no_upfront_deduction_private"],
        "micro_loan": ["no_upfront_deduction_ml"],
    }.get(lender, [])
    return [
        cite("cn", rule, contract, "principal is what arrived")
        for rule in ("no_upfront_deduction", *rules)
        if in_force("cn", rule, contract)
    ]
