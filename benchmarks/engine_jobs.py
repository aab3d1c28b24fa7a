"""The jobs of `benchmarks.engine`: made-up loans from a seed, the engine's calls, and what their answers must meet."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from importlib.util import find_spec

import numpy as np

import credit.rates
from benchmarks import engine_peers
from credit.clause import LateClause
from credit.cohort import stand
from credit.irr import Outcome, irr, xirr
from credit.lateness import Payment, follow
from credit.loans import Loan, equal_instalments
from credit.rates import Rates, per_year

CHUNK = 10_000
FIRST = date(2022, 2, 5)


@dataclass(frozen=True)
class Job:
    """What is timed: `ours` does `items`; `peer(name)` gives (run, items) or None.

    `check` says how the answers met, and raises when they did not.
    """

    title: str
    items: int
    ours: object
    floor: object = None
    peer: object = None
    check: object = None


def jobs() -> tuple[list[Job], list[str]]:
    """Every job there is code for, and the names of those that are still to come."""
    there = [schedules(), rates(), dated_rates(), late()]
    absent = []
    for title, module, make in (
        ("plans of 8 debts", "credit.payoff", plans),
        ("shock paths of 12 months", "credit.shock", shocks),
    ):
        if find_spec(module):
            there.append(make())
        else:
            absent.append(title)
    return [*there, one_ledger()], absent


def some_loans(size: int, n: int, seed: int = 1):
    """Principals in cents, yearly rates of 5 to 36 % in hundredths of a percent, counts and first due dates."""
    rng = np.random.default_rng(seed)
    yearly = rng.integers(500, 3601, size)
    return rng.integers(100_000, 10_000_000, size), yearly, np.full(size, n), np.full(size, np.datetime64(FIRST))


def monthly(yearly):
    """The rates of a month, exact, in the form that the engine takes fastest."""
    if hasattr(credit.rates, "Rates"):
        return credit.rates.Rates(yearly, 120_000)
    return [Fraction(int(r), 120_000) for r in yearly]


def true(statement, words: str) -> str:
    """What was held against what; the run ends where it is not so."""
    if not statement:
        raise ValueError(f"Not so: {words}.")
    return words


def due_dates(n: int) -> list[date]:
    return [date(FIRST.year + (FIRST.month - 1 + k) // 12, (FIRST.month - 1 + k) % 12 + 1, FIRST.day) for k in range(n)]


def schedules(size: int = CHUNK, n: int = 36) -> Job:
    principal, yearly, counts, first = some_loans(size, n)
    exactly = monthly(yearly)
    ours = lambda: equal_instalments(principal, exactly, counts, first)
    units, floats = principal / 100, yearly / 120_000
    written = [np.empty((size, n), np.int64) for _ in range(2)]

    def floor():
        for array in written:
            array.fill(1)

    def peer(name):
        some = size if name in ("numpy-financial", "pyxirr") else 500
        run = engine_peers.schedule(name, units[:some], floats[:some], n, due_dates(n))
        return run and (run, some)

    def check():
        rows, ones = ours(), np.arange(1, n + 1)
        growth = (1 + floats[:, None]) ** ones
        annuity = units[:, None] * floats[:, None] * growth[:, -1:] / (growth[:, -1:] - 1)
        off = np.abs(rows.instalment[:, :-1] / 100 - annuity).max()
        exact = (rows.principal.sum(axis=1) == principal).all() and not rows.balance[:, -1].any()
        return true(exact and off <= 0.00500001, "instalments within half a cent of the formula, rows add up")

    return Job(f"schedule of {n} instalments", size, ours, floor, peer, check)


def rates(size: int = CHUNK, n: int = 24) -> Job:
    principal, yearly, counts, first = some_loans(size, n)
    rows = equal_instalments(principal, monthly(yearly), counts, first)
    flows = np.hstack([principal[:, None], -rows.instalment])
    units = flows / 100

    def peer(name):
        some = {"pyxirr": 2000}.get(name, 200)
        run = engine_peers.irr(name, units[:some])
        return run and (run, some)

    def check():
        ours, found = irr(flows[:200]), []
        for name in ("pyxirr", "numpy-financial"):
            if engine_peers.versions()[name]:
                off = np.abs(np.array(engine_peers.irr(name, units[:200])(), float) - ours.rate).max()
                found.append(true(off < 1e-12, f"{name} to {off:.0e}"))
        return ", ".join([true((ours.outcome == Outcome.UNIQUE).all(), "every loan has one rate"), *found])

    return Job(f"IRR of {n} flows", size, lambda: irr(flows), lambda: units.sum(), peer, check)


def dated_rates(size: int = 1000, n: int = 25) -> Job:
    rng = np.random.default_rng(2)
    dates = np.datetime64(FIRST) + np.cumsum(rng.integers(5, 60, (size, n)), axis=1)
    flows = -rng.integers(3_000, 9_000, (size, n))
    flows[:, 0] = 100_000
    units = flows / 100

    def peer(name):
        some = size if name == "pyxirr" else 100
        run = engine_peers.xirr(name, units[:some], dates[:some])
        return run and (run, some)

    def check():
        ours = xirr(flows, dates).rate
        if not engine_peers.versions()["pyxirr"]:
            return ""
        theirs = np.array(engine_peers.xirr("pyxirr", units, dates)(), float)
        return f"pyxirr to {np.abs(theirs - ours).max():.0e}"

    return Job(
        f"XIRR, {size:,} series of {n} flows", size, lambda: xirr(flows, dates), lambda: units.sum(), peer, check
    )


def late_lives(size: int, n: int = 24, seed: int = 3):
    """Loans of which every instalment is paid 0 to 25 days late."""
    principal, yearly, counts, first = some_loans(size, n, seed)
    rows = equal_instalments(principal, monthly(yearly), counts, first)
    delay = np.random.default_rng(seed).integers(0, 26, rows.due.shape)
    return rows, Rates(yearly, 10_000), rows.due + delay, rows.instalment


def late(size: int = CHUNK) -> Job:
    rows, contract, paid_on, paid = late_lives(size)
    clause, end = LateClause(grace_days=3), rows.due[:, -1:].max() + 60

    def ours():
        return stand(rows, contract, clause, paid_on, paid, end).position

    def peer(name):
        days = paid_on[:1].astype("datetime64[D]").tolist()
        yearly = contract.floats[:1]
        run = engine_peers.late(name, rows.advanced[:1] / 100, yearly, due_dates(24), days, paid[:1] / 100)
        return run and (run, 1)

    def check():
        position = ours()
        money = rows.instalment.sum(axis=1) + position.charges[:, 0]
        owed = (position.outstanding + position.overdue_interest + position.charges_owed)[:, 0]
        met = money == paid.sum(axis=1) + owed - position.credit[:, 0]
        return true(met.all(), "every cent is paid or still owed")

    written = np.empty((size, 24, 5), np.int64)
    return Job("24 months of late payments", size, ours, lambda: written.fill(1), peer, check)


def plans(size: int = CHUNK, debts: int = 8) -> Job:
    from credit.debts import Portfolio
    from credit.payoff import repay

    rng = np.random.default_rng(4)
    balance = rng.integers(50_000, 3_000_000, (size, debts))
    floor = balance // 25
    portfolio = Portfolio.of(balance, rng.integers(500, 3601, (size, debts)), 120_000, floor=floor)
    budget = floor.sum(axis=1) * 5 // 4

    def check():
        return true(not repay(portfolio, budget).never.any(), "every plan ends, as its budget is above the minimums")

    written = np.empty((size, debts), np.int64)
    return Job(f"plans of {debts} debts", size, lambda: repay(portfolio, budget), lambda: written.fill(1), None, check)


def shocks(size: int = 100_000) -> Job:
    from credit.household import Household
    from credit.shock import live

    home = Household(620_000, 450_000, 130_149, buffer=300_000, swing=0.15, autopay=False, forgetting=0.02)
    written = np.empty((size, 12), np.int64)
    return Job("shock paths of 12 months", size, lambda: live(home, 12, size), lambda: written.fill(1))


def one_ledger() -> Job:
    loan = Loan.of("6000", per_year("21.6%"), 24, FIRST)
    rows = loan.schedule()
    payments = [
        Payment(d + timedelta(7 + k % 11), int(a))
        for k, (d, a) in enumerate(zip(rows.due[0].tolist(), rows.instalment[0]))
    ]
    clause, end = LateClause(grace_days=3), rows.due[0, -1].item() + timedelta(60)
    return Job("one loan's full ledger", 1, lambda: follow(loan, clause, payments, until=end).at([[end]]).one())


def _in_chunks(size, one):
    """A few figures a loan are kept, whatever happens inside; the rest of a chunk is forgotten."""
    kept = np.empty(size, np.int64)
    for start in range(0, size, CHUNK):
        part = min(CHUNK, size - start)
        kept[start : start + part] = one(part, start)
    return kept


def many_schedules(size: int):
    def one(part, seed):
        principal, yearly, counts, first = some_loans(part, 36, seed)
        return equal_instalments(principal, monthly(yearly), counts, first).interest.sum(axis=1)

    return _in_chunks(size, one)


def many_rates(size: int):
    def one(part, seed):
        rng = np.random.default_rng(seed)
        lent = rng.integers(100_000, 10_000_000, part)
        instalment = (lent * rng.uniform(0.045, 0.06, part)).astype(np.int64)
        flows = np.hstack([lent[:, None], np.repeat(-instalment[:, None], 24, axis=1)])
        return np.rint(irr(flows).rate * 1e9)

    return _in_chunks(size, one)


def many_late(size: int):
    def one(part, seed):
        rows, contract, paid_on, paid = late_lives(part, seed=seed)
        end = rows.due[:, -1:].max() + 60
        return stand(rows, contract, LateClause(grace_days=3), paid_on, paid, end).position.charges[:, 0]

    return _in_chunks(size, one)


CHUNKED = {"schedules of 36": many_schedules, "IRR of 24 flows": many_rates, "24 months late": many_late}
