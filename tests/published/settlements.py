"""Published cases about fees at pay-out and early settlement, asked of `credit`."""

import re

import numpy as np

from credit.fees import financed, upfront, with_each_instalment
from credit.loans import Loan
from credit.money import amount, cents
from credit.periods import every_days
from credit.rates import per_year
from credit.settlement import PayOff, settle
from tests.published import NotSupported
from tests.published.cost import pairs
from tests.published.european import rebate
from tests.published.reading import count, money, number, on, only, percentage, rate_of, understood, words_of
from tests.published.referring import loan_of_case
from tests.published.schedules import SOME_DAY, loan_of


def fee_upfront(case: dict) -> dict:
    """A share of the loan, or a fixed sum: taken out of the pay-out, added to the loan, or due at its end."""
    given, rule = case["inputs"], words_of(case, "rule")
    understood(rule, "disburse|deduct|upfront|withheld|taken out|financed|added|capitali|due date|maturity", "a fee")
    percent, fixed = given.get("fee_percent"), given.first("fee", "fee_amount")
    if percent is None and fixed is None:
        raise NotSupported("neither a fee nor its share of the loan is given")
    terms = {"amount": amount(cents(number(fixed or 0))), "share": percentage(percent or 0)}
    charged = str(given.get("charged_at", "")).lower()
    if charged == "disbursement":
        fee = (financed if re.search("financed|added to|capitali[sz]ed", rule) else upfront)(**terms)
    elif re.fullmatch("maturity|(the )?due date|(the )?end", charged) and "term_days" in given:
        fee = with_each_instalment(**terms)
    else:
        raise NotSupported("a fee that is taken neither at disbursement nor at the end")
    rate = rate_of(given, {}) if any("rate" in key for key in given) else per_year(0)
    loan = _single(given, rate, fee) if "term_days" in given else _monthly(given, rate, fee)
    rows = loan.schedule()
    charged = loan.borrowed - loan.received + rows.to_pay.sum() - rows.instalment.sum()
    known = {
        "fee": money(charged),
        "received": money(loan.received),
        "net_received": money(loan.received),
        "due_at_maturity": money(rows.to_pay[0, -1]),
        "payment": money(rows.to_pay[0, 0]),
        "total_cost": money(rows.to_pay.sum() + loan.principal - loan.received),
    }
    return only(known, case)


def _single(given, rate, fee) -> Loan:
    term = count(given["term_days"])
    day = np.datetime64(SOME_DAY) + term
    return Loan.of(number(given["principal"]), rate, 1, day.item(), SOME_DAY, period=every_days(term), fees=(fee,))


def _monthly(given, rate, fee) -> Loan:
    return Loan.of(number(given["principal"]), rate, count(given["n"]), "2026-02-01", SOME_DAY, fees=(fee,))


# Early settlement

SUMS = ("total", "payoff", "amount", "payoff_amount", "settlement_amount")
POLICIES = {
    PayOff.ALL_REMAINING: "all (the )?interest|all that remains",
    PayOff.BY_DAY: "daily rate",
    PayOff.PERIOD_END: "period[ _]end|end of the period|rest[ _](frequency|date)|till_rest|next instal",
    PayOff.PRO_RATA: "pre[-_ ]?closure|day of (the )?(pay|settle|pre)|to the day|payoff_day|pro[- ]rata|till the day",
}


def policy_of(words: str) -> PayOff:
    """ "interest to the end of the period", "till pre-closure date", ..."""
    for policy, pattern in POLICIES.items():
        if re.search(pattern, words):
            return policy
    raise NotSupported("a settlement by an unknown policy")


def settlement(case: dict) -> dict:
    given = case["inputs"]
    if "rebate" in case["expected"]:
        method = case["conventions"].get("method", "")
        if "early settlement regulations" not in method:
            raise NotSupported("a rebate by an unknown method")
        return only({"rebate": rebate(given, given["settled_after_payments"], method)}, case)
    day = given.first("settlement_date", "payoff_date", "settled_on", "prepay_date", "prepayment_date")
    if day is None:
        raise NotSupported("a settlement without a rebate or a day")
    loan = loan_of_case(case)
    answer, rate = loan_of(loan), rate_of(loan["inputs"], loan["conventions"])
    rows = answer.rows
    _paid_as_agreed(answer, day, given)
    words = f"{words_of(case, 'policy', 'rule')} {given.get('policy', '')} {given.get('strategy', '')}".lower()
    own = {key: policy_of(key) for key in case["expected"] if key not in SUMS and re.search("till|until", key)}
    main = policy_of(words) if set(case["expected"]) - set(own) else None
    due = {policy: settle(rows, day, policy, daily_rate=rate.daily) for policy in {main, *own.values()} - {None}}
    known = {key: money(due[policy].total[0], answer.scale) for key, policy in own.items()}
    if main:
        parts = {"principal": due[main].principal, "interest": due[main].interest, "interest_saved": due[main].saved}
        parts |= dict.fromkeys(SUMS, due[main].total)
        known |= {key: money(part[0], answer.scale) for key, part in parts.items()}
    return only(known, case)


def _paid_as_agreed(answer, day, given):
    """Nothing is known of a settlement after instalments that were not paid on their days and in full."""
    rows = answer.rows
    due = [(str(d), money(a, answer.scale)) for d, a in zip(rows.due[0], rows.to_pay[0]) if d <= np.datetime64(day)]
    if "payments" in given:
        paid = sorted((str(on(d)), money(cents(a))) for d, a in pairs(given["payments"]))
        if paid != due:
            raise NotSupported("payments other than the instalments on their days")
    told = given.first("paid_instalments", "paid")
    if told is not None and count(told) != len(due):
        raise NotSupported("instalments that were left unpaid, or paid before their day")


KINDS = {"fee_upfront": fee_upfront, "settlement": settlement}
