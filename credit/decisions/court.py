"""What does a court, and the law after it, really do to somebody who cannot pay?"""

from datetime import date

from credit.deadlines import after, working_days_after
from credit.money import divide
from credit.reasons import Decision, cite, figure, in_force

PERCENT = 100
CENTS = 100
YEAR = 365


def payment_order(received: date, as_of: date, *, objected: date | None = None, objection: str = "debt") -> Decision:
    """What becomes of a payment order (支付令) that has reached me?

    Parameters
    ----------
    received, as_of : date
    objected : date, optional
        The day of a written objection.
    objection : {"debt", "no money"}
        "no money": it only says that one cannot pay, which is no objection.

    Returns
    -------
    Decision
        answer: "reply_by", "state" ("open", "lapsed": it turns into a suit, "enforceable").
    """
    rule = cite("cn", "payment_order", received, "pay or object in writing; silence makes it enforceable")
    by = after(received, days=int(figure(rule, "reply")))
    valid = objected is not None and objected <= by and objection == "debt"
    state = "lapsed" if valid else "open" if as_of <= by else "enforceable"
    return Decision({"reply_by": by, "state": state}, (rule,))


def dishonest_list(
    on: date, *, judgment: bool, performed: date | None = None, ground: str | None = None, secured: bool = False
) -> Decision:
    """Can I be put on the list of dishonest debtors (失信被执行人), and when do I come off it?

    Parameters
    ----------
    on : date
        The day of the question; of the listing, where there is one.
    judgment : bool
        A final judgment that was not carried out.
    performed : date, optional
        The day it was fully carried out.
    ground : str, optional
        "able_but_refuses", "obstructs", "evades", "hides_property", "breaks_spending_limit", "refuses_settlement";
        None: cannot pay.
    secured : bool
        Enough security or seized property stands behind the debt.

    Returns
    -------
    Decision
        answer: "listed", "until" (None: until performed, or not listed), "deleted_by" (after performance, or None).
    """
    grounds = (
        "able_but_refuses", "obstructs", "evades", "hides_property", "breaks_spending_limit", "refuses_settlement",
    )  # fmt: skip
    if ground is not None and ground not in grounds:
        raise ValueError(f'"{ground}" is no ground of the list; the grounds are {", ".join(grounds)}.')
    why = [cite("cn", "dishonest_list", on, "a judgment not carried out and misconduct; inability is not enough")]
    listed = judgment and ground is not None and not secured
    if not listed:
        return Decision({"listed": False, "until": None, "deleted_by": None}, tuple(why))
    term = cite("cn", "dishonest_list_term", on, "and off it once performed")
    why.append(term)
    until = None if ground == "able_but_refuses" else after(on, years=int(figure(term, "years")))
    deleted = working_days_after(performed, int(figure(term, "delete"))) if performed else None
    return Decision({"listed": True, "until": until, "deleted_by": deleted}, tuple(why))


def is_it_a_crime(
    on: date,
    *,
    card: bool = False,
    principal: int = 0,
    intent: bool = False,
    demands: int = 0,
    months_after: int = 0,
    deceived: bool = False,
    judgment_able: bool = False,
) -> Decision:
    """Is not paying a crime?

    Parameters
    ----------
    on : date
    card : bool
        A credit card was overdrawn.
    principal : int, cents
        Unpaid principal, without interest and fees.
    intent : bool
        The holder meant to keep the money from the start.
    demands : int
        Effective demands, far enough apart.
    months_after : int
        Months unpaid after the second of them.
    deceived : bool
        The loan was got with false papers.
    judgment_able : bool
        A judgment is not carried out by somebody who could.

    Returns
    -------
    Decision
        answer: "crime" ("no: a civil matter", "possible"), "of" (what kind, or None).
    """
    rule = cite("cn", "loan_nonpay_not_crime", on, "not paying is a civil matter")
    why, of = [rule], None
    if deceived:
        of = "fraud"
    elif judgment_able and in_force("cn", "refuse_judgment_crime", on):
        why.append(cite("cn", "refuse_judgment_crime", on, "able to carry out a judgment and refuses"))
        of = "refusing a judgment"
    elif card:
        enough = principal >= figure(rule, "principal") * CENTS and demands >= figure(rule, "demands")
        if intent and enough and months_after >= figure(rule, "unpaid"):
            of = "malicious overdraft"
    return Decision({"crime": "possible" if of else "no: a civil matter", "of": of}, tuple(why))


def judgment_interest(judged: int, last_day: date, paid_on: date) -> Decision:
    """What is added each day when a judgment is not paid in time?

    extra = judged money x daily rate x days after the last day, half up to the cent; it comes on top of the interest
    that the judgment itself grants, and has nothing to do with the LPR.

    Parameters
    ----------
    judged : int, cents
        Money the judgment names, without its ordinary interest.
    last_day : date
        The last day that the judgment gives for paying.
    paid_on : date

    Returns
    -------
    Decision
        answer: "days", "extra" (cents), "percent_a_year" (Fraction; simple, 365 days).

    Raises
    ------
    ValueError
        When the judged sum is below zero.
    """
    if judged < 0:
        raise ValueError(f"A judged sum of {judged} cents is below zero; it starts at 0.")
    rule = cite("cn", "judgment_doubled_interest", max(last_day, paid_on), "a day, on top of the interest as judged")
    days = max(0, (paid_on - last_day).days)
    share = figure(rule) / PERCENT
    extra = share * judged * days
    return Decision(
        {
            "days": days,
            "extra": divide(extra.numerator, extra.denominator),
            "percent_a_year": share * PERCENT * YEAR,
        },
        (rule,),
    )


def court_fee(claim: int, on: date) -> Decision:
    """What does the court itself cost, and who bears it? The losing side.

    Parameters
    ----------
    claim : int, cents
        The sum that is sued for.
    on : date

    Returns
    -------
    Decision
        answer: "fee", "simple" (in the simple procedure), "enforcement": cents, rounded half-up.

    Raises
    ------
    ValueError
        For a claim above the highest step that the rule file holds, or below nothing.
    """
    rule = cite("cn", "court_fee", on, "the losing side bears it")
    steps = sorted((int(name.removeprefix("to_")), name) for name in rule.value if name.startswith("to_"))
    flat_up_to = figure(rule, "flat_up_to") * CENTS
    if not 0 <= claim <= steps[-1][0] * CENTS:
        raise ValueError(f"A claim of {claim} cents is outside the steps of the rule; they end at {steps[-1][0]} yuan.")
    fee, low = figure(rule, "flat") * CENTS, flat_up_to
    for end, name in steps:
        fee += max(0, min(claim, end * CENTS) - low) * figure(rule, name) / PERCENT
        low = end * CENTS
    simple = fee * figure(rule, "simple") / PERCENT
    above = max(0, claim - flat_up_to) * figure(rule, "enforcement") / PERCENT
    enforcement = figure(rule, "enforcement_flat") * CENTS + above
    cents = lambda exact_amount: divide(exact_amount.numerator, exact_amount.denominator)
    return Decision({"fee": cents(fee), "simple": cents(simple), "enforcement": cents(enforcement)}, (rule,))


def payment_goes_to(on: date, *, card: bool = False, days_late: int = 0, agreed: tuple = ()) -> Decision:
    """What does my payment pay first?

    Parameters
    ----------
    on : date
    card : bool
    days_late : int
    agreed : tuple of str
        The order of the contract, where it sets one.

    Returns
    -------
    Decision
        answer: "order", a tuple: "enforcement_costs", "interest", "principal" (cards: "charges" for interest and fees).
    """
    if card:
        rule = cite("cn", "card_payment_order", on, "principal first once so many days have passed")
        late = days_late > int(figure(rule))
        return Decision({"order": ("principal", "charges") if late else ("charges", "principal")}, (rule,))
    rule = cite("cn", "payment_order_default", on, "where nothing else is agreed")
    return Decision({"order": tuple(agreed) or tuple(rule.value)}, (rule,))


def plan_right(on: date, *, card: bool, willing: bool = True, over_means: bool = True) -> Decision:
    """Can I demand a plan of small instalments without interest?

    Parameters
    ----------
    on : date
    card : bool
        A bank's credit card; no online loan.
    willing, over_means : bool
        The holder wants to pay; the balance is more than he or she can.

    Returns
    -------
    Decision
        answer: "may_ask", "must_be_granted" (always False), "months" (at most; None where no rule sets it),
        "interest_stops" ("only if agreed"), "shown_in_record".
    """
    why, months = [], None
    if card and willing and over_means:
        rule = cite("cn", "card_personalised_art70", on, "the bank may agree")
        why.append(rule)
        months = int(figure(rule))
    else:
        why.append(cite("cn", "extension", on, "may be asked for; needs the lender's consent"))
    shown = in_force("cn", "special_transactions", on)
    if shown:
        why.append(cite("cn", "special_transactions", on, "a plan can be seen in the report"))
    answer = {
        "may_ask": True, "must_be_granted": False, "months": months, "interest_stops": "only if agreed",
        "shown_in_record": shown,
    }  # fmt: skip
    return Decision(answer, tuple(why))
