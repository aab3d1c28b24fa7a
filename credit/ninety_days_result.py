"""How did the ninety days end, what would have been otherwise, and what is the plan from here?

No single score: five spokes, each against "did nothing" and "called on day 3" of the same seed.
"""

from dataclasses import asdict, dataclass
from datetime import date

from credit import rules
from credit.household import MONTH_DAYS
from credit.ninety_days import options, replay, start, step
from credit.ninety_days_state import State
from credit.ninety_days_world import DAYS, RECORD, WEEKS, Game, on, world

SPOKES = ("money", "record", "people", "tricks", "calm")


@dataclass(frozen=True)
class Result:
    """How does the game stand? Cents, counts and dates.

    Attributes
    ----------
    charges_and_interest : int
        Paid so far. `charges_owed` : late charges still open. `waived` : let off. `lost` : to tricks and fixers.
    cost_to_get_current, owed, missed : int
        Over all debts. `unmet` : essentials there was no money for.
    worst_days, mark : int
        Longest lateness, and its mark: 1 for each begun 30 days in China, for each full 30 in the United States.
    leaves : date or None
        When that mark leaves the record; None while the clock has not begun, or no mark was made.
    breaches, found : int
        That occurred, and of which there is saved evidence.
    people : int
        Told of the debt.
    plans, kept : int
        Plans agreed, and kept until now.
    tricks, avoided : int
        Messages that asked for money, and those that got none.
    stress, mean_stress : int
        0 to 100: now, and over the days.
    """

    day: int
    cash: int
    charges_and_interest: int
    charges_owed: int
    waived: int
    lost: int
    cost_to_get_current: int
    owed: int
    missed: int
    unmet: int
    worst_days: int
    mark: int
    leaves: date | None
    breaches: int
    found: int
    people: int
    plans: int
    kept: int
    tricks: int
    avoided: int
    stress: int
    mean_stress: int

    @property
    def missing(self) -> int:
        """What is missing, with everything in hand put in? Cents; below 0 is money to spare.

        missing = to get up to date + essentials unmet - cash. What was lost is in it already: it is no longer in hand.
        """
        return self.cost_to_get_current + self.unmet - self.cash

    def spokes(self) -> dict[str, float]:
        """How far did it go in five directions, each 0 (worst) to 1 (best)?

        money: 1 - (late charges owed + lost + essentials unmet + what it takes to get current) / what is owed in all
        record: 1 - worst days late / 90        people: 1 - people told / 10
        tricks: avoided / met (1 if none)       calm: 1 - mean stress / 100
        """
        trouble = self.lost + self.unmet + self.cost_to_get_current
        return {
            "money": max(0.0, 1 - trouble / max(self.owed + self.lost + self.unmet, 1)),
            "record": max(0.0, 1 - self.worst_days / DAYS),
            "people": max(0.0, 1 - self.people / 10),
            "tricks": self.avoided / self.tricks if self.tricks else 1.0,
            "calm": 1 - self.mean_stress / 100,
        }


def result(state: State) -> Result:
    """How does this game stand?"""
    day = state.day
    totals = [a.totals(day) for a in state.accounts]
    now = [a.at(day) for a in state.accounts]
    worst = max(a.worst_days(day) for a in state.accounts)
    plans = [kept for a in state.accounts if (kept := a.plan_kept(day)) is not None]
    tricks = [m for m in world(state.game).messages if m.fake and m.day <= day]
    fallen = {name for name, how in state.resolved if how == "followed"}
    bad = [i for i, c in enumerate(state.contacts) if c.breach]
    return Result(
        day=day,
        cash=state.cash,
        charges_and_interest=sum(t["cost_paid"] - a.totals(0)["cost_paid"] for t, a in zip(totals, state.accounts)),
        charges_owed=sum(n["charges_owed"] for n in now),
        waived=sum(t["waived"] for t in totals),
        lost=state.lost,
        cost_to_get_current=sum(n["cost_to_get_current"] for n in now),
        owed=sum(t["owed"] for t in totals),
        missed=sum(n["missed"] for n in now),
        unmet=state.unmet,
        worst_days=worst,
        mark=mark(worst, state.game.jurisdiction),
        leaves=leaves(state),
        breaches=len(bad),
        found=sum(i in state.saved for i in bad),
        people=state.people,
        plans=len(plans),
        kept=sum(plans),
        tricks=len(tricks),
        avoided=sum(m.id not in fallen for m in tricks),
        stress=100 - state.energy,
        mean_stress=round(state.strain / max(day, 1)),
    )


def mark(days_late: int, jurisdiction: str) -> int:
    """Which mark do these days late make? Begun months of 30 days in China (1 = 1 to 30), full ones in the US."""
    return -(-days_late // MONTH_DAYS) if jurisdiction == "cn" else days_late // MONTH_DAYS


def leaves(state: State) -> date | None:
    """When does the worst mark leave the record? None without one, or while the clock has not begun to run."""
    day, place = state.day, state.game.jurisdiction
    worst = max(state.accounts, key=lambda a: a.worst_days(day))
    if not mark(worst.worst_days(day), place):
        return None
    rule, since = RECORD[place]
    late = [d for d in range(1, day + 1) if worst_late(worst, d)]
    if since == "end" and late[-1] == day:
        return None
    began = late[-1] + 1 if since == "end" else late[0] - 1  # the day missed
    at = on(began)
    kept = rules.get(place, rule).on(at).value
    years = int(kept["years"] if isinstance(kept, dict) else kept)
    return date(at.year + years, at.month, at.day if (at.month, at.day) != (2, 29) else 28)


def worst_late(account, day: int) -> bool:
    """Was anything of this account past due at the end of that day?"""
    segment = next(s for s in reversed(account.segments) if s.opened <= day)
    return segment.at(day)["days_past_due"] > 0


def did_nothing(game: Game) -> State:
    """How does it end for one who does nothing in thirteen weeks?"""
    state = start(game)
    while not state.over:
        state = step(state)
    return state


def called_on_day_3(game: Game) -> State:
    """And for one who asks in writing from day 3 on, takes what can be carried, pays, and falls for nothing?"""
    state, asked = start(game), set()
    while not state.over:
        state = step(state, _careful(state, asked))
    return state


def _careful(state: State, asked: set) -> list[str]:
    """One week of the careful way: plans in hand, ask, pay by itself, evidence, then what is overdue."""
    wanted = [] if state.looked else ["look"]
    open_ = options(state, wanted)
    by_debt = {}
    for offer in state.offers:
        by_debt.setdefault(offer.debt, []).append(offer)
    asks = {a.debt.id: (a.next_due(state.day) or (None, 0))[1] for a in state.accounts}
    for debt, offers in by_debt.items():
        can = monthly_means(state)["free"] * 2 // 3 * asks[debt] // max(sum(asks.values()), 1)  # a third for bad months
        fits = [o for o in offers if o.instalment <= can]
        best = min(fits, key=lambda o: o.months) if fits else min(offers, key=lambda o: o.instalment)
        if state.account(debt).plan_kept(state.day) is None:
            wanted.append(f"accept:{best.id}")
    dear = sorted(state.accounts, key=lambda a: -(a.next_due(state.day) or (None, 0))[1])
    for account in dear:
        name = account.debt.id
        if name not in asked and name not in by_debt and f"write:{name}" in open_:
            wanted.append(f"write:{name}")
    wanted += [a for a in open_ if a.startswith("autopay:")]
    wanted += [a for a in open_ if a == "update" or a.startswith("complain:")]
    wanted += [a for a in open_ if a.endswith(":current")] + ["save", "tell", "withdraw"]
    chosen = [a for a in dict.fromkeys(wanted) if a in open_][: state.actions]
    asked.update(a.removeprefix("write:") for a in chosen if a.startswith("write:"))
    return chosen


def monthly_means(state: State) -> dict[str, int]:
    """What comes in, what life costs, and what is free in a month of 30 days, as things stand? Cents."""
    who = state.game.who
    month = who.wage if not who.every else who.wage * MONTH_DAYS // who.every
    income = round(month * (1 - who.cut * (state.day >= world(state.game).downturn_day)))
    essentials = who.living * MONTH_DAYS
    return {"income": income, "essentials": essentials, "free": max(income - essentials, 0)}


def compare(state: State) -> dict[str, Result]:
    """How does this game stand beside the two others of the same seed, on the same day?"""
    game, weeks = state.game, len(state.choices)
    others = {"did_nothing": did_nothing(game), "called_on_day_3": called_on_day_3(game)}
    if weeks < WEEKS:
        others = {name: replay(game, other.choices[:weeks]) for name, other in others.items()}
    return {"played": result(state)} | {name: result(other) for name, other in others.items()}


def as_data(found: Result) -> dict:
    """What is the result as plain data for JSON, dates as text?"""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(found).items()} | {
        "spokes": found.spokes()
    }
