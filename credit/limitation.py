"""When is a debt too old to sue for, and what has started that time anew?

The period runs from the day after its start to the same day so many years later. An event that interrupts starts it
anew; proceedings stop it until they end and start it anew then; a suspension lengthens it by the days it lasts; most
events, silence among them, do nothing. Which events do what is the rule of a place and comes in as an argument; the
numbers of years come from `credit.rules` (see `credit.decisions.limitation_end`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from credit.deadlines import after


class Effect(Enum):
    """What does an event do to the period?

    RESTART: the whole period begins again on that day.
    PROCEEDINGS: it stands still until the proceedings end, and begins again then.
    JUDGMENT: the time to sue is over; the time to enforce begins, on the last day the judgment gives for paying.
    SUSPEND: it stands still from `date` to `until` and goes on afterwards.
    LIFT: as RESTART while the period runs; after its end the debtor gives the defence up (a promise to pay).
    DOUBT: as RESTART while the period runs; after its end it is not settled whether the defence is given up.
    NOTHING: nothing.
    """

    RESTART = "restart"
    PROCEEDINGS = "proceedings"
    JUDGMENT = "judgment"
    SUSPEND = "suspend"
    LIFT = "lift"
    DOUBT = "doubt"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Event:
    """What happened when? `kind` is a word of the rule ("demand", "part_payment", "silence", ...).

    `until`: the last day of a suspension, the end of proceedings, or the last day that a judgment gives for paying.
    """

    date: date
    kind: str
    until: date | None = None

    def __post_init__(self):
        if self.until is not None and self.until < self.date:
            raise ValueError(f"The {self.kind} of {self.date} ends on {self.until}, before it begins.")


@dataclass(frozen=True)
class Step:
    """What did one event do? `last_day` is that of the period after it; None while proceedings keep it still."""

    event: Event | None
    effect: str
    last_day: date | None


@dataclass(frozen=True)
class Clock:
    """Where does the period stand after all events?

    Attributes
    ----------
    last_day : date or None
        The last day on which the creditor is in time; None while proceedings are pending.
    running : str
        "to sue", "to enforce" or "proceedings".
    steps : tuple of Step
        The beginning, then every event in order of date, with what it did: "begins", "restarts", "stands still",
        "to enforce", "longer", "defence given up", "defence in doubt", "nothing", "nothing: before the period",
        "nothing: too late", "nothing: proceedings run".
    defence_lost_on : date or None
        The day on which the debtor gave up a defence that was already there.
    defence_doubted_on : date or None
        The day from which it is not settled whether that defence is still there.
    long_stop : date or None
        The day that no event moves.
    """

    last_day: date | None
    running: str
    steps: tuple
    defence_lost_on: date | None = None
    defence_doubted_on: date | None = None
    long_stop: date | None = None

    def over(self, as_of: date) -> bool | None:
        """Is the period over at that day, and the defence still there? None: over, and that is not settled."""
        if self.last_day is None or as_of <= self.last_day or self.defence_lost_on is not None:
            return False
        return True if self.defence_doubted_on is None else None


def run(
    start: date,
    years: int,
    events: Iterable[Event] = (),
    effects: dict | None = None,
    *,
    enforcement_years: int | None = None,
    long_stop_years: int | None = None,
) -> Clock:
    """When does the period end, given what happened?

        last day = (latest restart, or the start) + years + suspended days, but not after start + long-stop years

    Parameters
    ----------
    start : date
        The due date (of the last instalment, where the rule counts from there).
    years : int
    events : iterable of Event
        In any order; those of one day in the order given.
    effects : dict of str to Effect
        By kind of event; a kind that is not named does nothing.
    enforcement_years : int, optional
        Needed when a judgment is among the events.
    long_stop_years : int, optional

    Returns
    -------
    Clock

    Raises
    ------
    ValueError
        When the period is not at least one year, or a judgment or suspension lacks what it needs.
    """
    if years < 1:
        raise ValueError(f"A period of {years} years is too short; the least is 1.")
    effects = effects or {}
    stop = after(start, years=long_stop_years) if long_stop_years else None
    span, base, phase, pauses, free_on = years, start, "to sue", [], None

    def end():
        day = after(base, years=span, days=_stood_still(pauses, base))
        return min(day, stop) if stop and phase == "to sue" else day

    day, running, lost_on, doubted_on = end(), phase, None, None
    steps = [Step(None, "begins", day)]
    for event in sorted(events, key=lambda e: e.date):
        effect = effects.get(event.kind, Effect.NOTHING)
        if running == "proceedings" and free_on is not None and event.date >= free_on:
            base, running = free_on, phase
            day = end()
            steps.append(Step(None, "restarts", day))
        said = "nothing"
        if effect is Effect.NOTHING:
            pass
        elif event.date < base:
            said = "nothing: before the period"
        elif effect is Effect.JUDGMENT:
            if enforcement_years is None or event.until is None:
                raise ValueError(
                    f"The judgment of {event.date} needs `until`, the last day it gives for paying, and this place "
                    "a rule for the time to enforce."
                )
            span, base, running, phase, said = enforcement_years, event.until, "to enforce", "to enforce", "to enforce"
            day = end()
        elif running == "proceedings":
            said = "nothing: proceedings run"
        elif event.date > day:
            said = "nothing: too late"
            if effect is Effect.LIFT and lost_on is None:
                said, lost_on = "defence given up", event.date
            elif effect is Effect.DOUBT and lost_on is None and phase == "to sue":
                said, doubted_on = "defence in doubt", doubted_on or event.date
        elif effect is Effect.PROCEEDINGS:
            said, day, free_on, running = "stands still", None, event.until, "proceedings"
        elif effect is Effect.SUSPEND:
            if event.until is None:
                raise ValueError(f"The suspension of {event.date} needs `until`, the day on which it ends.")
            pauses.append(event)
            said, day = "longer", end()
        else:
            base, said = event.date, "restarts"
            day = end()
        steps.append(Step(event, said, day))
    if running == "proceedings" and free_on is not None:
        base, running = free_on, phase
        day = end()
        steps.append(Step(None, "restarts", day))
    doubted_on = doubted_on if lost_on is None else None
    return Clock(day, running, tuple(steps), lost_on, doubted_on, stop if phase == "to sue" else None)


def _stood_still(pauses, base):
    """On how many days after `base` did a suspension run? One day of two suspensions is one day."""
    days, counted = 0, base
    for pause in sorted(pauses, key=lambda p: p.date):
        days += max(0, (pause.until - max(pause.date, counted)).days)
        counted = max(counted, pause.until)
    return days
