"""The same jobs by other libraries: what the engine of `credit` is measured against.

Each peer answers in its own way, one loan after another where it knows no arrays. A peer gets the data in the form it
likes best, made before the clock starts.
"""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib.metadata import PackageNotFoundError, version

import numpy as np

NAMES = ("numpy-financial", "pyxirr", "money-warp", "loan-calculator", "amortization")


def versions() -> dict:
    """Which peers are here? Version, or None."""
    found = {}
    for name in NAMES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def schedule(name: str, principal, monthly, n: int, dues):
    """Interest and principal of each instalment. Principal in currency units, one monthly rate a loan."""
    if name == "numpy-financial":
        import numpy_financial as npf

        k = np.arange(1, n + 1)
        return lambda: (
            npf.ipmt(monthly[:, None], k, n, -principal[:, None]),
            npf.ppmt(monthly[:, None], k, n, -principal[:, None]),
        )
    if name == "pyxirr":
        import pyxirr

        k = np.arange(1, n + 1)
        rates, lent = monthly[:, None], -principal[:, None]
        return lambda: (pyxirr.ipmt(rates, k, n, lent), pyxirr.ppmt(rates, k, n, lent))
    if name == "amortization":
        from amortization import amortization_schedule

        loans = list(zip(principal.tolist(), (12 * monthly).tolist()))
        return lambda: [list(amortization_schedule(p, r, n)) for p, r in loans]
    if name == "loan-calculator":
        from loan_calculator.loan import Loan

        start = dues[0] - timedelta(31)
        loans = list(zip(principal.tolist(), (12 * monthly).tolist()))

        def rows(p, r):
            loan = Loan(p, r, start, dues)
            return loan.interest_payments, loan.amortizations

        return lambda: [rows(p, r) for p, r in loans]
    if name == "money-warp":
        from money_warp import InterestRate, Money, PriceScheduler

        start = datetime.combine(dues[0] - timedelta(31), datetime.min.time(), UTC)
        loans = [(Money(f"{p:.2f}"), InterestRate(f"{1200 * r:.6f}% a")) for p, r in zip(principal, monthly)]
        return lambda: [PriceScheduler.generate_schedule(p, r, dues, start, UTC) for p, r in loans]


def irr(name: str, flows):
    """The rate of each row of flows, one period apart."""
    if name == "numpy-financial":
        import numpy_financial as npf

        return lambda: [npf.irr(row) for row in flows]
    if name == "pyxirr":
        import pyxirr

        rows = list(flows)
        return lambda: [pyxirr.irr(row) for row in rows]
    if name == "loan-calculator":
        from loan_calculator.irr import approximate_irr

        periods = list(range(1, flows.shape[1]))
        rows = [(row[0], [-paid for paid in row[1:]]) for row in flows.tolist()]
        return lambda: [approximate_irr(lent, paid, periods, 0.01) for lent, paid in rows]
    if name == "money-warp":
        days = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(365 * k) for k in range(flows.shape[1])]
        return _money_warp_irr([(row, days) for row in flows])


def xirr(name: str, flows, dates):
    """The yearly rate of each row of dated flows."""
    days = [[date(1970, 1, 1) + timedelta(int(d)) for d in row] for row in dates.astype("datetime64[D]").astype(int)]
    if name == "pyxirr":
        import pyxirr

        rows = list(zip(dates.astype("datetime64[D]"), flows))
        return lambda: [pyxirr.xirr(day, row) for day, row in rows]
    if name == "money-warp":
        moments = [[datetime.combine(d, datetime.min.time(), UTC) for d in row] for row in days]
        return _money_warp_irr(list(zip(flows, moments)))


def _money_warp_irr(rows):
    from money_warp import CashFlow, CashFlowItem, Money
    from money_warp import irr as solve

    ready = [
        CashFlow([CashFlowItem(Money(f"{amount:.2f}"), day) for amount, day in zip(row, days)]) for row, days in rows
    ]
    return lambda: [float(solve(flow).as_decimal()) for flow in ready]


def late(name: str, principal, yearly, dues, paid_on, paid):
    """Every instalment paid late, for each borrower: fines, late interest, what is left."""
    if name != "money-warp":
        return None
    from money_warp import InterestRate, Loan, Money

    at = partial(datetime.combine, time=datetime.min.time(), tzinfo=UTC)

    def one(lent, rate, days, amounts):
        loan = Loan(
            Money(f"{lent:.2f}"),
            InterestRate(f"{100 * rate:.6f}% a"),
            dues,
            disbursement_date=at(dues[0] - timedelta(31)),
            mora_interest_rate=InterestRate(f"{150 * rate:.6f}% a"),
        )
        for day, amount in zip(days, amounts):
            loan.record_payment(Money(f"{amount:.2f}"), at(day))
        return loan.current_balance

    loans = list(zip(principal.tolist(), yearly.tolist(), paid_on, paid.tolist()))
    return lambda: [one(*loan) for loan in loans]
