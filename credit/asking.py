"""What can I ask for on this day, and which of it would I keep?

A loan stands at its last paid due date; the next instalment falls due on day 0, and nothing is paid until the borrower
asks. The sums are the engine's. What a lender agrees to on which day (`HABITS`) is made up for the course: every lender
decides for itself, and outside the rule files nobody has to agree to anything.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

import numpy as np

from credit.chance import share as a_share
from credit.chance import stream, whole
from credit.clause import LateClause
from credit.lateness import stop_paying
from credit.ledger import Ledger
from credit.loans import Loan
from credit.money import divide
from credit.offers import Holiday, Keeping, Offer, holiday, interest_only, keeping, re_term, settlement, with_fixer
from credit.rates import Rate

PATHS = 1000


class Request(Enum):
    """What may be asked for?

    AS_BEFORE: pay what is behind at once and go on with the contract. EXTENSION: nothing for some months (展期).
    INTEREST_ONLY: only interest for some months. LONGER: the balance over more months (重新分期).
    CHEAPER: the same, at a lower rate. LUMP: a part at once for the whole (减免结清).
    CARD: a credit card's personalised plan, here without further interest. FIXER: LONGER, bought elsewhere for a fee.
    """

    AS_BEFORE = "as before"
    EXTENSION = "extension"
    INTEREST_ONLY = "interest only"
    LONGER = "longer"
    CHEAPER = "cheaper"
    LUMP = "lump"
    CARD = "card"
    FIXER = "fixer"


# Request -> first and last day late on which the course's lender agrees to it; None: no such end.
HABITS = {
    Request.AS_BEFORE: (None, 89),
    Request.EXTENSION: (None, 10),
    Request.INTEREST_ONLY: (None, 30),
    Request.LONGER: (None, 119),
    Request.CHEAPER: (None, 30),
    Request.LUMP: (60, None),
    Request.CARD: (None, None),
}
WAIVES_UNTIL = 30  # last day on which it lets late charges go


def open_on(request: Request, day: int | None, card: bool = False) -> bool:
    """Would the course's lender agree to it on this day late? None: the borrower never asks.

    A fixer sells what the lender grants anyway, as long as the lender grants it.
    """
    if day is None or (request is Request.CARD and not card):
        return False
    first, last = HABITS[Request.LONGER if request is Request.FIXER else request]
    return (first is None or day >= first) and (last is None or day <= last)


@dataclass(frozen=True)
class Standing:
    """Where does the loan stand on the day of asking? Cents.

    Attributes
    ----------
    day : int
        Below zero: before the instalment falls due.
    loan : Loan
        What is still to come, the instalment of day 0 first.
    missed : int
        Instalments due by then; the last of them is the first payment of whatever is agreed.
    owed : int
        Principal, and the interest of the missed instalments before the last.
    behind : int
        The missed instalments before the last, whole.
    charges : int
        Late charges so far.
    current : int
        What clears everything that is due: the missed instalments and the charges.
    whole : int
        The principal that can be called; 0 while it cannot.
    """

    day: int
    loan: Loan
    missed: int
    owed: int
    behind: int
    charges: int
    current: int
    whole: int


def silence(loan: Loan, clause: LateClause) -> Ledger:
    """What happens to the loan while nobody asks and nothing is paid? From its first instalment on."""
    return stop_paying(loan, clause, 1)


def standing(ledger: Ledger, loan: Loan, day: int) -> Standing:
    """Where does this loan stand so many days after its first instalment fell due, when nothing was paid?"""
    on: date = loan.first_due + timedelta(day)
    if day < 0:
        return Standing(day, loan, 0, loan.principal, 0, 0, 0, 0)
    position, rows = ledger.at(on), ledger.schedule
    at = position.one()
    earlier = slice(0, max(at["missed"] - 1, 0))
    interest = int(rows.interest[0, earlier].sum())
    behind = interest + int(rows.principal[0, earlier].sum())
    charges = at["penalty"] + at["fee"]
    due, whole_balance = int(position.cost_to_get_current[0, 0]), at["callable_balance"]
    return Standing(day, loan, at["missed"], loan.principal + interest, behind, charges, due, whole_balance)


@dataclass(frozen=True)
class Wishes:
    """How large is each request?

    Attributes
    ----------
    extension, resting, longer : int
        Months without payments, months of interest only, months of the longer plan.
    cut : Fraction
        Share of the rate that the lender lets go, 0 to 1.
    share : Fraction
        Of what is owed, that a lump sum pays.
    waive : bool
        Whether late charges are let go, up to `WAIVES_UNTIL`.
    card : bool
        The debt is a credit card's, so that its personalised plan may be asked for.
    card_months : int
        Longest such plan, by the rule; 0 where there is none.
    fee : Fraction
        A fixer's, on what is owed.
    """

    extension: int = 3
    resting: int = 6
    longer: int = 36
    cut: Fraction = Fraction(1, 5)
    share: Fraction = Fraction(9, 10)
    waive: bool = True
    card: bool = False
    card_months: int = 0
    fee: Fraction = Fraction(2, 25)


@dataclass(frozen=True)
class Plan:
    """What would one request come to? Cents.

    Attributes
    ----------
    request : Request
    offer : Offer
    open : bool
        The lender agrees to it on the day of asking.
    kept : Keeping
    cost : int
        Everything paid above the principal of the loan: interest, charges, a fixer's fee; below zero where a part of
        the principal is let go.
    breaks_in : int
        Month in which half of the broken plans have broken; 0 where none breaks.
    lost : int
        What falls away when it breaks in that month: waived charges, the interest saved until then, a part that was
        to be let go, a fixer's fee. 0 where none breaks.
    """

    request: Request
    offer: Offer
    open: bool
    kept: Keeping
    cost: int
    breaks_in: int
    lost: int

    @property
    def broken(self) -> int:
        """Of 100 borrowers with this money, how many break it?"""
        return round(100 * (1 - self.kept.chance))


def plans(at: Standing, wishes: Wishes, spare: np.ndarray, saved: int = 0, carry: bool = False) -> dict[Request, Plan]:
    """What would each request come to, and how often would it be kept?

    Parameters
    ----------
    at : Standing
    wishes : Wishes
    spare : ndarray of int, shape (P, M), cents
        Money for this loan in each month, as from `money_for_it`; M as long as the longest plan.
    saved : int
        Cents put by that may go into the plan.
    carry : bool
        Whether what is left of a month is put by for the next, as in `credit.offers.keeping`.

    Returns
    -------
    dict
        Request -> Plan, without CARD where `wishes.card_months` is 0.
    """
    rate, n = at.loan.rate, max(at.loan.n - max(at.missed - 1, 0), 1)
    waived = wishes.waive and at.day <= WAIVES_UNTIL
    charges = 0 if waived else at.charges
    cheap = Rate(rate.fraction * (1 - wishes.cut), rate.per, rate.year_days, rate.digits)
    longer = re_term(at.owed, rate, wishes.longer)
    offers = {
        Request.AS_BEFORE: _as_before(at),
        Request.EXTENSION: holiday(at.owed, rate, n, wishes.extension, Holiday.SIMPLE),
        Request.INTEREST_ONLY: interest_only(at.owed, rate, n, wishes.resting),
        Request.LONGER: longer,
        Request.CHEAPER: re_term(at.owed, cheap, wishes.longer),
        Request.LUMP: settlement(at.owed, wishes.share),
    }
    if wishes.card_months:
        offers[Request.CARD] = re_term(at.owed, Rate(Fraction(0)), wishes.card_months)
    offers[Request.FIXER] = with_fixer(longer, wishes.fee)
    paid_at_once = {request: offer.at_once + charges for request, offer in offers.items()}
    found = {}
    for request, offer in offers.items():
        offer = Offer(request.value, offer.payments, offer.balance, paid_at_once[request], offer.forgiven)
        kept = keeping(offer, spare, saved, carry)
        months = kept.breaks[kept.breaks > 0]
        breaks_in = int(np.quantile(months, 0.5, method="inverted_cdf")) if len(months) else 0
        lower = {Request.CHEAPER: cheap, Request.CARD: Rate(Fraction(0))}.get(request, rate)
        lost = 0
        if breaks_in:
            lost = (at.charges if waived else 0) + offer.forgiven + _saved_by(offer, rate, lower, breaks_in)
            lost += offer.at_once - charges if request is Request.FIXER else 0
        agreed = open_on(request, at.day, wishes.card)
        found[request] = Plan(request, offer, agreed, kept, offer.total_paid - at.loan.principal, breaks_in, lost)
    return found


def money_for_it(ordinary: int, swing: float, months: int, seed: int = 7, paths: int = PATHS) -> np.ndarray:
    """What is there for this loan in each month, on many paths of luck?

    ordinary x (1 + swing x z), z standard normal, never below zero, to the cent.

    Parameters
    ----------
    ordinary : int
        Cents in an ordinary month, after essentials and the other debts.
    swing : float
        0 to 1: two months in three lie within this share of the ordinary one.
    months, seed, paths : int

    Returns
    -------
    ndarray of int64, shape (paths, months)
    """
    whole("The money of an ordinary month in cents", ordinary, 0)
    whole("The number of months", months, 1, 1200)
    whole("The number of paths", paths, 1)
    a_share("The swing", swing)
    z = stream(seed, "money for a plan").standard_normal((months, paths))  # a longer run has the same first months
    return np.maximum(np.rint(ordinary * (1 + swing * z)), 0).astype(np.int64).T


def _as_before(at: Standing) -> Offer:
    """Pay what is behind at once; the instalment that fell due last is the first of the rest."""
    rows = at.loan.schedule()
    first = max(at.missed - 1, 0)
    payments = (rows.principal + rows.interest)[0, first:]
    return Offer("as before", payments, at.owed, at.behind)


def _saved_by(offer: Offer, rate: Rate, lower: Rate, month: int) -> int:
    """Interest saved by the lower rate until the month in which the plan breaks."""
    if lower.monthly == rate.monthly:
        return 0
    left = []
    for one in (rate, lower):
        balance = offer.balance
        for payment in offer.payments[: month - 1]:
            interest = balance * one.monthly
            balance += divide(interest.numerator, interest.denominator) - int(payment)
        left.append(balance)
    return left[0] - left[1]
