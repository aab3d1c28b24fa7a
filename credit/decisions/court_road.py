"""How far has it gone on the road to a court and beyond, who decides each step, and what do the two clocks say?

A debt is followed from its due date through a few dated events. Each event may move the clock of the suit; only being
paid in full moves the clock of the record (in China), and neither clock knows of the other. The road has steps; each
is decided by somebody, and none comes by itself.
"""

from dataclasses import dataclass
from datetime import date

from credit.deadlines import after
from credit.decisions.court import dishonest_list, is_it_a_crime, judgment_interest
from credit.decisions.old_debt import PLACES, Event, limitation_end
from credit.decisions.record_end import KINDS as RECORDS
from credit.decisions.record_end import record_end
from credit.reasons import Decision, cite

EVENTS = ("demand", "acknowledgement", "part_payment", "suit", "judgment", "enforcement", "payment")
# Which step needs which event; "limits" and "list" follow the court's own decision, after enforcement has begun.
STEPS = ("late", "demand", "suit", "judgment", "enforcement", "limits", "list")
HOME = "cn"
DEPENDS = ("acknowledgement", "part_payment")  # where the rule held here does not say what they do
ABLE = ("able_but_refuses", "evades")  # grounds that say that the debtor could pay


@dataclass(frozen=True)
class Told:
    """What did one event do to the clock of the suit?

    Attributes
    ----------
    date : date
    kind : str
        Of `EVENTS`.
    effect : str
        As in `credit.limitation.Step`, and "paid", "refused", "judged" (no rule on what follows in this place),
        "nothing: no suit", "nothing: no judgment", "nothing: too early", "nothing: refused", "nothing: paid",
        "nothing: judged", "too late, if you say so" (a suit after the end), "depends" (on the state, or no rule held),
        "not settled" (a judgment on a suit after the end, and after a payment that may have given up the defence).
    earliest, latest : date or None
        The last day in time after it; they differ where the years are not known. None: the clock stands still, or
        there is nothing left to sue for.
    running : str
        "to sue", "proceedings", "to enforce", "judged", "refused", "not settled", "paid".
    """

    date: date
    kind: str
    effect: str
    earliest: date | None
    latest: date | None
    running: str


def court_road(
    place: str,
    due: date,
    events=(),
    *,
    first_missed: date,
    as_of: date,
    given: int = 0,
    years: int | None = None,
    restarts: bool | None = None,
    demands_reach: bool = True,
    raised: bool = True,
    ground: str | None = None,
) -> Decision:
    """Where does a debt stand on that day: the two clocks, the step, what may follow?

    Parameters
    ----------
    place : str
        One of `credit.decisions.old_debt.PLACES`.
    due : date
        The due date of the last instalment, or of the loan.
    events : iterable of (date, str)
        Kinds: `EVENTS`. In any order; those of one day in the order of `EVENTS`.
    first_missed : date
        The first missed due date, for the record.
    as_of : date
        Later events are known, and have not happened yet.
    given : int
        Days that a judgment gives for paying, counted from the judgment.
    years : int, optional
        Instead of the years of the rule; of the learner's American state.
    restarts : bool, optional
        American states: whether a payment or an acknowledgement starts the time anew.
    demands_reach : bool
        A demand reached the debtor, or should have.
    raised : bool
        In court the debtor says that the time is over, where it is.
    ground : str, optional
        Of `credit.decisions.court.dishonest_list`; None: the means are not there.

    Returns
    -------
    Decision
        answer: "begins" (the last day in time, before any event: earliest, latest), "told" (tuple of `Told`, all
        events), "earliest", "latest", "running" (on `as_of`), "over" (None: it depends on the state), "debt_remains",
        "defence_lost" (given up by an acknowledgement after the end), "defence_doubted" (a part was paid after the end:
        not settled whether it is given up; "over" is then None), "record" (the answer of `record_end`, or None
        where the course holds no rule), "steps" (those that the place has), "reached" (a set), "step" (the highest
        reached), "may_follow" (the highest that the court may reach for now), "pay_by" (last day of the judgment, or
        None), "listed" (the answer of `dishonest_list`), "crime" (the answer of `is_it_a_crime`).

    Raises
    ------
    ValueError
        For a place or an event that the rules do not know.
    """
    if place not in PLACES:
        raise ValueError(f'The course holds no rule on the time to sue for "{place}", only for {", ".join(PLACES)}.')
    events = tuple(events)
    for _, kind in events:
        if kind not in EVENTS:
            raise ValueError(f'"{kind}" is no step of this road; the events are {", ".join(EVENTS)}.')
    in_order = sorted(events, key=lambda e: (e[0], EVENTS.index(e[1])))
    clock = _Clock(place, due, given, years, restarts, demands_reach, raised)
    first = clock.ask()
    past = [clock.take(on, kind) for on, kind in in_order if on <= as_of]
    here, state = past[-1] if past else None, clock.ask(as_of)
    told = (*past, *(clock.take(on, kind) for on, kind in in_order if on > as_of))
    running = here.running if here else "to sue"
    paid = next((one.date for one in past if one.effect == "paid"), None)
    home = place.split("_")[0]
    record = record_end(home, "late", first_missed, ended=paid, as_of=as_of) if home in RECORDS else None
    steps = STEPS if place == HOME else STEPS[: STEPS.index("limits")]
    reached = {"late"} if as_of > due else set()
    reached |= {one.kind for one in past if one.kind in steps and not one.effect.startswith("nothing: ")}
    enforced = "enforcement" in reached and running == "to enforce"
    listed = dishonest_list(as_of, judgment=enforced, ground=ground) if place == HOME and enforced else None
    crime = is_it_a_crime(as_of, judgment_able=ground in ABLE) if enforced and place == HOME else None
    step = max(reached, key=steps.index, default=None)
    follows = step
    if enforced and place == HOME:
        follows = "list" if listed.answer["listed"] else "limits"
    why = [*state.reasons, *(record.reasons if record else ())]
    if enforced and place == HOME:
        why += [cite(HOME, "spending_limit", as_of, "the court may, after the notice of enforcement")]
        why += [*listed.reasons, *crime.reasons]
    dated = {"to sue": state.answer["over"], "to enforce": state.answer["over"]}
    answer = {
        "begins": (first.answer["earliest"], first.answer["latest"]),
        "told": told,
        "earliest": here.earliest if here else first.answer["earliest"],
        "latest": here.latest if here else first.answer["latest"],
        "running": running,
        "over": dated.get(running, False) if state.answer["defence_lost_on"] is None else False,
        "debt_remains": paid is None and (state.answer["debt_remains"] or running != "to sue"),
        "defence_lost": state.answer["defence_lost_on"],
        "defence_doubted": state.answer["defence_doubted_on"],
        "record": record and record.answer,
        "steps": steps,
        "reached": frozenset(reached),
        "step": step,
        "may_follow": follows,
        "pay_by": next((after(one.date, days=given) for one in past if one.effect == "to enforce"), None),
        "listed": listed and listed.answer,
        "crime": crime and crime.answer,
    }
    return Decision(answer, tuple(why), state.open)


class _Clock:
    """The clock of the suit, event by event: what the rules of the place count, and what they cannot know."""

    def __init__(self, place, due, given, years, restarts, demands_reach, raised):
        self.place, self.due, self.given, self.raised = place, due, given, raised
        self.more = {"years": years, "restarts": restarts}
        self.demand = "demand" if demands_reach else "demand_not_received"
        self.counted, self.running, self.late_suit, self.pay_by = [], "to sue", False, None

    def ask(self, as_of=None):
        return limitation_end(self.place, self.due, self.counted, as_of, **self.more)

    def take(self, on, kind) -> Told:
        effect = self._beyond(on, kind)
        if effect is None:
            until = after(on, days=self.given) if kind == "judgment" else None
            self.counted.append(Event(on, self.demand if kind == "demand" else kind, until))
            answer = self.ask().answer
            effect = next(s.effect for s in reversed(answer["steps"]) if s.event is self.counted[-1])
            if kind in DEPENDS and (self.place == "hk" or self.place == "us" and self.more["restarts"] is None):
                effect = "depends"
            if kind == "suit":
                # A creditor may sue all the same; it is for the debtor to say that the time is over.
                self.running = "proceedings"
                self.late_suit = effect == "nothing: too late" and answer["defence_lost_on"] is None
                effect = "too late, if you say so" if self.late_suit else "stands still"
            if kind == "judgment":
                self.running, self.pay_by = "to enforce", until
        last = self._last()
        return Told(on, kind, effect, *last, self.running)

    def _last(self):
        if self.running in ("proceedings", "judged", "refused", "not settled", "paid"):
            return None, None
        answer = self.ask().answer
        return answer["earliest"], answer["latest"]

    def _beyond(self, on, kind):
        """What the clock of limitation does not know: paid, refused, a judgment without a suit."""
        if self.running in ("paid", "refused", "judged", "not settled") and kind != "payment":
            return f"nothing: {self.running}"
        if kind == "payment":
            if self.running == "paid":
                return "nothing: paid"
            self.running = "paid"
            return "paid"
        if kind == "judgment":
            if self.running == "to enforce":
                return "nothing: judged"
            if self.running != "proceedings":
                return "nothing: no suit"
            if self.late_suit and self.raised:
                self.running = "not settled" if self.ask().answer["defence_doubted_on"] else "refused"
                return self.running
            if self.place != HOME:
                self.running = "judged"
                return "judged"
        if kind == "suit" and self.running != "to sue":
            return "nothing: judged"
        if kind == "enforcement":
            if self.running != "to enforce":
                return "nothing: no judgment"
            if on <= self.pay_by:
                return "nothing: too early"
            if self.place != HOME:
                return "nothing: no judgment"
        return None


def judged_extra(judged: int, judgment: date, given: int, until: date) -> Decision:
    """What does each day after the judgment's last day add to it?

    Parameters
    ----------
    judged : int, cents
    judgment, until : date
    given : int
        Days that the judgment gives for paying.

    Returns
    -------
    Decision
        As `credit.decisions.court.judgment_interest`.
    """
    return judgment_interest(judged, after(judgment, days=given), until)
