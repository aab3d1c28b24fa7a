"""What must I be shown before I sign?"""

from datetime import date

from credit.reasons import Decision, cite, in_force

LICENSED = ("bank", "consumer_finance", "auto_finance", "trust", "micro_loan")

# What each rule makes the lender show: (rule, lenders or () for all, debts or () for all, items).
CN = (
    ("apr_disclosure_2021", (*LICENSED, "platform"), (), ("yearly rate of all costs", "as clear as any daily rate")),
    ("ml_cost_definition", ("micro_loan",), ("loan",), ("yearly cost of all charges", "each charge, rate and payee")),
    (
        "assisted_loan_notice_2025", ("bank",), ("assisted",),
        ("guarantee fee inside the cost", "no fee to the platform"),
    ),
    (
        "cost_sheet_2026",
        LICENSED,
        ("loan",),
        (
            "cost sheet", "each charge, how, how much, to whom", "yearly cost if paid on time", "cost of being late",
            "nothing else is charged",
        ),
    ),
    ("standard_terms", (), (), ("clauses on interest, penalty and fees pointed out",)),
    ("pre_notice_negative", LICENSED, (), ("notice before a bad mark is reported",)),
    ("query_consent", LICENSED, (), ("written consent before the report is read",)),
    ("card_interest_history", ("bank",), ("card",), ("yearly rate of the card",)),
    ("pipl_consent", (), (), ("what data, for what, and the right to refuse",)),
)  # fmt: skip
US = (
    ("us_apr_closed_end", (), ("loan",), ("APR, nominal a year",)),
    ("us_minimum_payment_warning", (), ("card",), ("minimum payment warning on each statement",)),
)
GB = (
    ("gb_apr", (), (), ("APR, effective a year",)),
    ("gb_withdraw_14", (), ("loan", "card"), ("days to withdraw",)),
    ("gb_dpc_bnpl", (), ("bnpl",), ("key product information", "check that you can pay")),
)
EU = (
    ("eu_apr", (), (), ("APR, effective a year",)),
    ("eu_precontract_info", (), (), ("standard information sheet",)),
    ("eu_withdrawal_14", (), (), ("days to withdraw",)),
    ("eu_creditworthiness", (), (), ("check that you can pay", "human review of an automated answer")),
)
PLACES = {"cn": CN, "us": US, "gb": GB, "eu": EU}


def before_signing(
    jurisdiction: str, lender: str, on: date, *, debt: str = "loan", assisted: bool = False, online: bool = True
) -> Decision:
    """What must the lender show me before I sign on that day?

    Parameters
    ----------
    jurisdiction : {"cn", "us", "gb", "eu"}
    lender : str
        China: "bank", "consumer_finance", "auto_finance", "trust", "micro_loan", "platform", "private".
    on : date
        The day of signing.
    debt : {"loan", "card", "bnpl"}
    assisted : bool
        China: a platform found the borrower for the bank.
    online : bool

    Returns
    -------
    Decision
        answer: "items" (what is shown, each once, in the order of the rules), "confirm" ("signature", "pop-up with
        forced reading time", or None where no rule names a form).

    Raises
    ------
    ValueError
        For a place without such rules in this course.
    """
    if jurisdiction not in PLACES:
        raise ValueError(f'The course holds no rule on what "{jurisdiction}" lenders show, only {", ".join(PLACES)}.')
    about = {debt, "assisted"} if assisted else {debt}
    items, why = [], []
    for rule, lenders, debts, shown in PLACES[jurisdiction]:
        if (lenders and lender not in lenders) or (debts and not about & set(debts)):
            continue
        if in_force(jurisdiction, rule, on):
            why.append(cite(jurisdiction, rule, on, "; ".join(shown)))
            items += shown
    confirm = None
    if any(r.rule == "cost_sheet_2026" for r in why):
        confirm = "pop-up with forced reading time" if online else "signature"
    return Decision({"items": tuple(dict.fromkeys(items)), "confirm": confirm}, tuple(why))
