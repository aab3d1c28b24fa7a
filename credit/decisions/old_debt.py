"""Until when can I be sued, and what do the two clocks, the suit and the record, say side by side?"""

from datetime import date

from credit.deadlines import after
from credit.decisions.record_end import record_end
from credit.limitation import Clock, Effect, Event, run
from credit.reasons import Decision, cite, figure, in_force

PLACES = ("cn", "us", "gb", "gb_scotland", "hk")

# What each kind of event does. "promise": the debtor agrees to pay; "acknowledgement": signs that the debt is there.
CN = {
    "demand": Effect.RESTART,
    "part_payment": Effect.DOUBT,
    "bank_debit": Effect.RESTART,
    "promise": Effect.LIFT,
    "acknowledgement": Effect.LIFT,
    "suit": Effect.PROCEEDINGS,
    "arbitration": Effect.PROCEEDINGS,
    "payment_order": Effect.PROCEEDINGS,
    "preservation": Effect.RESTART,
    "enforcement": Effect.RESTART,
    "judgment": Effect.JUDGMENT,
    "suspension": Effect.SUSPEND,
}
GB = {
    "acknowledgement": Effect.RESTART,
    "part_payment": Effect.RESTART,
    "suit": Effect.PROCEEDINGS,
    "suspension": Effect.SUSPEND,
}
MOVES = (Effect.RESTART, Effect.LIFT, Effect.DOUBT, Effect.PROCEEDINGS)
HK = {"suit": Effect.PROCEEDINGS, "suspension": Effect.SUSPEND}
# Events about which people ask, and which move no period anywhere: a call that nobody answered, a sale of the debt, ...
IDLE = ("silence", "call_unanswered", "assigned", "record_mark", "interest_runs", "complaint", "demand_not_received")
SUSPENSION = "suspension"


def limitation_end(
    place: str,
    due: date,
    events=(),
    as_of: date | None = None,
    *,
    years: int | None = None,
    restarts: bool | None = None,
    deed: bool = False,
    instalments: bool = True,
) -> Decision:
    """Until when can the creditor sue (or enforce), after all that has happened?

    Parameters
    ----------
    place : str
        One of `PLACES`; "gb" is England, Wales and Northern Ireland.
    due : date
        The due date of the last instalment, or of the loan.
    events : iterable of credit.limitation.Event
        Kinds: those of the place, and `IDLE`, which do nothing.
    as_of : date, optional
    years : int, optional
        The years of the learner's American state; without it the answer is the range of the states. Elsewhere, years
        to try instead of those of the rule.
    restarts : bool, optional
        Whether a payment or written promise starts the time anew in that state; None: not known.
    deed : bool
        England: the debt stands in a deed.
    instalments : bool
        The debt is one loan paid in instalments.

    Returns
    -------
    Decision
        answer: "last_day" (the last day in time; None while proceedings run or the state is not known), "earliest" and
        "latest" (United States: over the states), "running" ("to sue", "to enforce", "proceedings"), "over" (None
        without `as_of`, and where it is not settled), "debt_remains", "defence_lost_on", "defence_doubted_on", "steps"
        (`credit.limitation.Step`).

    Raises
    ------
    ValueError
        For a place or an event that the rules do not know.
    """
    if place not in PLACES:
        raise ValueError(f'The course holds no rule on the time to sue for "{place}", only for {", ".join(PLACES)}.')
    events = tuple(events)
    known = {"cn": CN, "gb": GB, "gb_scotland": GB, "hk": HK, "us": _us_effects(restarts)}[place]
    for event in events:
        if event.kind not in (*known, *IDLE, *CN):
            raise ValueError(f'"{event.kind}" is no event of these rules; they are {", ".join((*CN, *IDLE))}.')
    if place == "us":
        return _us(due, events, as_of, years, restarts, known)
    why, left = [], []
    enforcement = stop = None
    if place == "cn":
        rule = cite("cn", "limitation_3y", due, "from the day after the due date")
        why.append(rule)
        if instalments and in_force("cn", "limitation_instalments", due):
            why.append(cite("cn", "limitation_instalments", due, "from the last instalment"))
        own = years is not None
        years, stop = years or int(rule.value["years"]), int(rule.value["long_stop_years"])
        enforced = [e for e in events if e.kind == "judgment"]
        if enforced:
            why.append(cite("cn", "enforcement_2y", enforced[0].date, "from the last day the judgment gives"))
            enforcement = int(why[-1].value)
        moved = [e for e in events if known.get(e.kind) in MOVES]
        if moved and in_force("cn", "limitation_restart", max(e.date for e in moved)):
            why.append(cite("cn", "limitation_restart", max(e.date for e in moved), "starts the years anew"))
        if not own and in_force("cn", "limitation_3y", after(due, years=years)):
            later = cite("cn", "limitation_3y", after(due, years=years)).value["years"]
            if int(later) != years:
                left.append("the years changed while the time ran")
    elif place == "gb":
        rule = cite("gb", "gb_limitation_ew", due, "from the day after the due date")
        why.append(rule)
        years = years or int(rule.value["deed" if deed else "simple_contract"])
    elif place == "gb_scotland":
        rule = cite("gb", "gb_prescription_sc", due, "then the debt is gone")
        why.append(rule)
        years, stop = years or int(rule.value["prescription"]), int(rule.value["long_stop"])
    else:
        rule = cite("hk", "hk_limitation", due, "from the day after the due date")
        why.append(rule)
        years = years or int(figure(rule))
    if any(e.kind == SUSPENSION for e in events):
        left.append("suspension")
    clock = run(due, years, events, known, enforcement_years=enforcement, long_stop_years=stop)
    over = None if as_of is None else clock.over(as_of)
    ended = over or clock.defence_lost_on or clock.defence_doubted_on
    if place == "cn" and ended and in_force("cn", "limitation_effect", as_of or due):
        seen = as_of or clock.defence_lost_on or clock.defence_doubted_on
        why.append(cite("cn", "limitation_effect", seen, "a defence; the debt remains"))
        if clock.defence_doubted_on and in_force("cn", "limitation_part_after_end", seen):
            why.append(cite("cn", "limitation_part_after_end", seen, "whether the defence remains is not settled"))
            left.append("whether the payment after the end gave up the defence")
    return Decision(_answer(clock, over, place != "gb_scotland" or not over), tuple(why), tuple(left))


def _answer(clock: Clock, over, remains, earliest=None, latest=None):
    return {
        "last_day": clock.last_day,
        "earliest": earliest or clock.last_day,
        "latest": latest or clock.last_day,
        "running": clock.running,
        "over": over,
        "debt_remains": remains,
        "defence_lost_on": clock.defence_lost_on,
        "defence_doubted_on": clock.defence_doubted_on,
        "steps": clock.steps,
    }


def _us_effects(restarts):
    effect = Effect.RESTART if restarts else Effect.NOTHING
    return {
        "acknowledgement": effect,
        "part_payment": effect,
        "promise": effect,
        "suit": Effect.PROCEEDINGS,
        SUSPENSION: Effect.SUSPEND,
    }


def _us(due, events, as_of, years, restarts, known):
    """Each state has its own years: without them the answer is what every state allows at least and at most."""
    rule = cite("us", "us_statute_of_limitations", due, "each state sets the years")
    why, left = [rule], []
    least, most = (years, years) if years else (int(rule.value["min"]), int(rule.value["max"]))
    if not years:
        left.append("state")
    if restarts is None and any(e.kind in ("acknowledgement", "part_payment", "promise") for e in events):
        left.append("whether a payment or promise restarts it in that state")
    short = run(due, least, events, known)
    long = run(due, most, events, known if restarts is not None else _us_effects(True))
    over = None
    if as_of is not None:
        over = True if short.over(as_of) and long.over(as_of) else False if not short.over(as_of) else None
        if over and in_force("us", "us_regf_timebarred", as_of):
            why.append(cite("us", "us_regf_timebarred", as_of, "a collector may not sue or threaten to"))
    same = short.last_day == long.last_day
    answer = _answer(short, over, True, short.last_day, long.last_day)
    if not same:
        answer["last_day"] = None
    return Decision(answer, tuple(why), tuple(left))


def two_clocks(
    place: str, due: date, events=(), *, first_missed: date, paid: date | None = None, as_of: date, **facts
) -> Decision:
    """What do the clock of the suit and the clock of the record say on the same day? They know nothing of each other.

    Parameters
    ----------
    place, due, events, **facts : as in `limitation_end`
    first_missed : date
    paid : date, optional
        The day everything was paid.
    as_of : date

    Returns
    -------
    Decision
        answer: "suit" (the answer of `limitation_end`), "record" (that of `record_end`; None where the course holds no
        rule on records), "suit_over", "mark_gone", "debt_remains".
    """
    suit = limitation_end(place, due, events, as_of, **facts)
    home = place.split("_")[0]
    record = record_end(home, "late", first_missed, ended=paid, as_of=as_of) if home in ("cn", "us", "gb") else None
    answer = {
        "suit": suit.answer,
        "record": record and record.answer,
        "suit_over": suit.answer["over"],
        "mark_gone": record and record.answer["gone"],
        "debt_remains": paid is None and suit.answer["debt_remains"],
    }
    return Decision(answer, suit.reasons + (record.reasons if record else ()), suit.open)


__all__ = ["Event", "limitation_end", "two_clocks"]
