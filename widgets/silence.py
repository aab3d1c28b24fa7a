"""Collection queue 催收队列: when would a person call, and what runs on while nobody does?"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from credit.floor import MESSAGE_DAYS, Floor, Order, messages, work
from credit.money import cents
from credit.queue import COPIES, Place, Silence, wait
from widgets.controls import MONEY_UNIT, Choice, Number
from widgets.guess import Ask
from widgets.html import Table
from widgets.language import N_
from widgets.silence_picture import draw
from widgets.silent_meters import DAY_0, LAST_DAY, PLACES, Meters, meters
from widgets.simulator import Simulator

AHEAD = 30  # days looked ahead
SEED = 7
AS_OF = date(2026, 11, 22)
FLOOR = ("accounts", "callers", "calls", "order", "automated", "dead", "agency")

CONTROLS = (
    Number("day", N_("Your days late"), N_("Days since the missed due date."), 30, 0, LAST_DAY),
    Choice(
        "order", N_("Who is called first"), N_("How the lender sorts its list. Real lenders do not publish theirs."),
        "amount",
        {
            "amount": N_("the largest amount"), "days_late": N_("the most days late"),
            "contactable": N_("numbers that work"), "random": N_("by lot"),
        },
    ),
    Number("callers", N_("Callers"), N_("People who make calls, of the lender's own."), 20, 1, 200),
    Choice(
        "number", N_("Your number"), N_("The number that the lender has for you."), "works",
        {"works": N_("works"), "old": N_("is an old one"), "unknown": N_("you are not sure")},
    ),
    Choice(
        "show", N_("The meters"), N_("Cover them to see what a quiet phone shows: nothing."), "shown",
        {"shown": N_("shown"), "hidden": N_("covered")},
    ),
    Number(
        "amount", N_("Your instalment"), N_("What falls due each month; the fifth of 12 is the first missed."),
        "560.41", 500, 20_000, 10, 2, MONEY_UNIT,
    ),
    Number("accounts", N_("Late accounts"), N_("All late loans on the lender's list."), 20_000, 100, 20_000, 100),
    Number("calls", N_("Calls of each caller"), N_("How many a person makes in a day."), 60, 20, 200),
    Number(
        "automated", N_("Left to software"), N_("Accounts that only get messages until the agency has them."),
        0, 0, 100, 5, 0, "%",
    ),
    Number("dead", N_("Numbers that no longer work"), N_("Of all accounts on the list."), 15, 0, 40, 1, 0, "%"),
    Choice(
        "agency", N_("Handed to an agency"), N_("From then on an outside firm calls."), 60,
        {30: N_("after 30 days"), 60: N_("after 60 days"), 90: N_("after 90 days")},
    ),
    Choice("place", N_("Record of"), N_("Whose marks the record meter shows."), "cn", PLACES),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """Where somebody stands on `day` of a silence; money in cents, shares of 100."""

    values: dict
    floor: Floor
    silence: Silence
    meters: Meters
    day: int

    @property
    def silent(self) -> int:
        """Of 100 like you, how many has no person called by this day?"""
        return round(100 * self.silence.chance(self.day))

    @property
    def called(self) -> int:
        return 100 - self.silent

    @property
    def owed(self) -> int:
        return int(self.meters.cost_to_get_current[self.day])

    @property
    def charges(self) -> int:
        return int(self.meters.charges[self.day])

    @property
    def missed(self) -> int:
        return int(self.meters.missed[self.day])

    @property
    def whole(self) -> int:
        """The principal that can be called."""
        return int(self.meters.callable_balance[self.day])

    @property
    def level(self) -> int:
        return int(self.meters.level[self.day])

    @property
    def mark(self) -> str:
        return self.meters.marks[self.level]

    @property
    def written(self) -> int:
        """Messages that software has sent to you."""
        return messages(self.day, self.floor)

    @property
    def lost(self) -> int:
        """Those of them that went to a number which no longer works; where nobody knows, of 100 messages."""
        share = {"works": 0, "old": 1, "unknown": self.floor.dead}[self.values["number"]]
        return round(self.written * share)

    @property
    def dead_accounts(self) -> int:
        """Messages of one round to the whole list that reach nobody."""
        return round(self.floor.accounts * self.floor.dead)

    @property
    def place(self) -> Place:
        return self.silence.place(max(self.day, 1))


@lru_cache(maxsize=8)
def _worked(floor):
    return work(floor, LAST_DAY + AHEAD, SEED)


@lru_cache(maxsize=64)
def _silence(floor, number, instalment, place):
    run, horizon = meters(instalment, place, AS_OF), LAST_DAY + AHEAD
    sorted_by = run.cost_to_get_current[np.minimum(np.arange(1, horizon + 1), LAST_DAY)]
    known = {"works": True, "old": False, "unknown": None}[number]
    return wait(floor, sorted_by, reachable=known, horizon=horizon, seed=SEED, worked=_worked(floor)), run


class CollectionQueue(Simulator):
    title = N_("Collection queue")
    lesson = "06_nobody_calls"
    controls = CONTROLS
    first = ("day", "order", "callers", "number", "show")
    ask = Ask("owed", N_("Nobody calls for 120 days. What does it take then to get up to date?"), {"day": 120})
    example = {"day": 12}
    rules = (
        *("gbt_calls", "cba_calls", "personal_info_civil", "nfra_consumer_2022", "acceleration"),
        *("status_codes", "reporting_lag", "pre_notice_negative", "record_5_years", "limitation_restart"),
    )
    as_of = AS_OF

    def outcome(self, values):
        v = values
        floor = Floor(
            accounts=v["accounts"], callers=v["callers"], calls=v["calls"], order=Order[v["order"].upper()],
            automated=v["automated"] / 100, dead=v["dead"] / 100, agency_day=v["agency"],
        )  # fmt: skip
        silence, run = _silence(floor, v["number"], v["amount"], v["place"])
        return Outcome(v, floor, silence, run, v["day"])

    def height(self, width):
        return 486

    def picture(self, stage, o, t, guess):
        draw(stage, o, t, guess)

    def sentence(self, o, t):
        words = self.facts(o, t)
        words["count"] = t.plural("one instalment", "{n} instalments", o.missed)
        silent = t("By day {day}, {silent} of 100 borrowers like you have had no call from a person.", **words)
        if o.values["show"] == "hidden":
            return [silent, t("The meters are covered. Uncover them to see what the quiet phone does not show.")]
        first = t(
            "On day {day} ({date}) it takes {owed} to get up to date: {count}, and {charges} of charges. "
            "The mark on the record is {mark}.",
            **words,
        )
        return [first, t.join([*([t("The whole balance can be called: {whole}.", **words)] if o.whole else []), silent,
                               self.further(o, t)])]  # fmt: skip

    def further(self, o, t):
        """What comes next: the chance of more silence, the wait, or a number that is dead."""
        words = self.facts(o, t)
        if o.values["number"] == "old":
            return t("Calls and {lost} messages went to a number that no longer works.", **words)
        left = o.silence.wait_after(o.day)
        if left is None:
            return t("All of them have been called by now.")
        if not o.silent:  # a few of a thousand copies wait still; of 100 they are none
            return t("Nearly all of them have been called by now.")
        days, exact = left
        words["wait"] = t.plural("one day", "{n} days", max(round(days), 1))
        after = t("Of those still waiting, {next} of 100 get no call in the next 30 days either.", **words)
        first = N_("Their first call is {wait} away, on average.")
        later = N_("Their first call is more than {wait} away, on average.")
        return t.join([after, t(first if exact else later, **words)])

    def table(self, o, t):
        days = sorted({d for d in (0, *MESSAGE_DAYS, o.day, 31, 61, 91, 92) if d <= LAST_DAY})
        heads = [t("Day"), t("Date"), t("No call yet, of 100"), t("Messages sent"), t("To get up to date"),
                 t("Charges"), t("Mark"), t("Can be called")]  # fmt: skip
        rows = []
        for d in days:
            on = Outcome(o.values, o.floor, o.silence, o.meters, d)
            told = [t.money(on.owed), t.money(on.charges), on.mark, t.money(on.whole)]
            if o.values["show"] == "hidden":
                told = [t("covered")] * len(told)
            rows.append([t.number(d), t.date(DAY_0 + timedelta(d)), t.number(on.silent), t.number(on.written), *told])
        return Table(t("The quiet phone and the meters, day by day"), heads, rows, days.index(o.day))

    def working(self, o, t):
        words = self.facts(o, t)
        lines = [
            t(
                "Calls a day = {callers} × {calls} = {capacity}. With {rest} days between two calls to one account, "
                "they can keep in touch with at most {capacity} × {rest} = {covered} of {accounts} accounts: {share}.",
                **words,
            ),
            t(
                "On day {day}, {listed} accounts stand on your list (others on another list, or with software alone). "
                "About {ahead} of them come before you; calls reach the first {reached}.",
                **words,
            ),
            t(
                "No call yet = share of {copies} copies of you, put into this list with different luck, that no person "
                "has called by day {day}: {silent} of 100.",
                **words,
            ),
        ]
        if o.values["show"] == "shown":
            lines += [
                t("To get up to date = missed instalments + charges = {overdue} + {charges} = {owed}.", **words),
                t("The mark follows the days late: {day} days late is {mark}.", **words),
            ]
        lines += [
            t("One round of messages to the whole list sends {dead_accounts} to numbers that no longer work.", **words),
            t(
                "The list is a model: the other amounts spread around {median}, a late account stays about {stays} "
                "days, {answered} of 100 calls are answered. These are assumptions, not measurements of any lender.",
                **words,
            ),
        ]
        return [*lines, t("Computed in credit/floor.py, credit/queue.py and credit/lateness.py.")]

    def facts(self, o, t):
        floor, place = o.floor, o.place
        money = {
            "owed": o.owed, "charges": o.charges, "whole": o.whole, "overdue": o.owed - o.charges,
            "instalment": cents(o.values["amount"]), "principal": o.meters.principal, "median": floor.median_balance,
        }  # fmt: skip
        after = o.silence.chance_after(o.day, AHEAD)
        counts = {
            "day": o.day, "silent": o.silent, "called": o.called, "missed": o.missed, "written": o.written,
            "lost": o.lost, "dead_accounts": o.dead_accounts, "next": round(100 * (after or 0)),
            "callers": floor.callers, "calls": floor.calls, "capacity": floor.capacity, "rest": floor.rest_days,
            "covered": floor.covered, "accounts": floor.accounts, "listed": place.listed, "ahead": place.ahead,
            "reached": place.reached, "copies": COPIES, "stays": round(floor.stays_late),
            "answered": round(100 * floor.answered), "agency": floor.agency_day,
        }  # fmt: skip
        return (
            {name: t.money(value) for name, value in money.items()}
            | {name: t.number(value) for name, value in counts.items()}
            | {"share": t.percent(floor.covered / floor.accounts, 0), "mark": o.mark}
            | {"date": t.date(DAY_0 + timedelta(o.day))}
        )
