"""Two clocks 两只钟: until when can a lender sue, until when does the record keep it, and who decides the next step?"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from credit import rules
from credit.decisions import court_fee, court_road, judged_extra
from credit.decisions.court_road import EVENTS
from credit.decisions.old_debt import PLACES
from widgets import told_events
from widgets.clocks_picture import SIDE, draw, tall
from widgets.controls import DAY_UNIT, MONEY_UNIT, Choice, Day, Number, Text
from widgets.event_line import EventLine
from widgets.guess import Ask
from widgets.html import Table
from widgets.language import N_
from widgets.panel import LARGEST_WIDTH, START_WIDTH
from widgets.road_words import DECIDES, EFFECT, GROUND, PLACE, STEP
from widgets.simulator import Simulator

DUE = date(2027, 3, 5)  # case A: the last instalment
YEAR = 365.25
CENTS = 100
CONTROLS = (
    Number("day", N_("Today: day"), N_("Days since the due date. Events after it have not happened yet."),
           1100, 0, 4000),
    Choice("place", N_("Rules of"), N_("Each place has its own time to sue."), "cn",
           {place: PLACE[place] for place in PLACES}),
    Choice("term", N_("Years to sue"), N_("By the rule of the place, or years of your own: an American state, a try."),
           "rule", {"rule": N_("as the rule says"), "own": N_("set here")}),
    Number("years", N_("Years"), N_("So many years from the due date, and from each new start."), 3, 1, 10,
           unit=N_("years"), when=lambda v: v["term"] == "own"),
    Choice("restarts", N_("A payment there"), N_("In many American states a payment starts the time anew."), "open",
           {"open": N_("not known"), "yes": N_("starts it anew"), "no": N_("does not")},
           lambda v: v["place"] == "us"),
    Choice("ground", N_("Why a judgment stays unpaid"), N_("Counts only once enforcement has begun."), "none", GROUND,
           lambda v: v["place"] == "cn"),
    Day("due", N_("Due date"), N_("Of the last instalment, or of the loan."), DUE, date(2022, 1, 1),
        date(2035, 12, 31)),
    Text("events", N_("What happened, as text"), N_("An event and its day, with commas. The line below the picture "
         "writes it for you."), "part_payment 1090", told_events.read, 2),
    Number("owed", N_("Owed"), N_("Principal and interest so far; what interest adds later is left out."), "4140.92",
           100, 500_000, 100, 2, MONEY_UNIT),
    Number("part", N_("Part payment"), N_("How much the small payment is."), 50, 1, lambda v: v["owed"], 1, 2,
           MONEY_UNIT),
    Number("missed_before", N_("First missed payment, days before"), N_("So long before the due date the lateness "
           "began; the record counts from there."), 212, 0, 1095, unit=DAY_UNIT),
    Choice("reach", N_("A demand"), N_("One that never reached you, and should not have, moves nothing."), "yes",
           {"yes": N_("reached you, or should have"), "no": N_("never reached you")}),
    Choice("raised", N_("In court, if the time is over"), N_("A court may not bring it up for you."), "yes",
           {"yes": N_("you say so"), "no": N_("you say nothing, or are not there")}),
    Number("given", N_("Days a judgment gives"), N_("To pay in; each judgment names its own."), 10, 1, 90,
           unit=DAY_UNIT),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """The road of one debt, all its events, and where it stands on `day`; money in cents, days since the due date."""

    road: dict
    values: dict
    due: date
    extra: int
    extra_days: int
    open: tuple

    @property
    def day(self):
        return self.values["day"]

    @property
    def running(self):
        return self.road["running"]

    @property
    def latest(self):
        return self.road["latest"]

    def after(self, day):
        """A date as days since the due date."""
        return (day - self.due).days

    @property
    def end_day(self):
        return 0 if self.latest is None else self.after(self.latest)

    @property
    def record_end(self):
        return self.road["record"] and self.road["record"]["leaves"]

    @property
    def record_day(self):
        return self.after(self.record_end) if self.record_end else 0

    @property
    def still_owed(self):
        """In cents, interest left out."""
        if not self.road["debt_remains"]:
            return 0
        owed, part = (int(self.values[name] * CENTS) for name in ("owed", "part"))
        paid = any(one.kind == "part_payment" and self.after(one.date) <= self.day for one in self.road["told"])
        return owed - part if paid else owed

    @property
    def follows(self):
        """The highest step that the court may reach for now, as its place on the stairs; 0 is being late."""
        return self.road["steps"].index(self.road["may_follow"]) if self.road["may_follow"] else 0

    @property
    def told_days(self):
        return [(one, self.after(one.date)) for one in self.road["told"]]

    # Where things stand in the picture ----------------------------------------------------------------------------

    @property
    def low(self):
        return -int(self.values["missed_before"])

    @property
    def span(self):
        """Years from the left end of the axis to the right: enough for the last event and the time after it."""
        years = (
            self.values["years"] if self.values["term"] == "own" else (self.road["begins"][1] - self.due).days / YEAR
        )
        return 4 * -(-int(years + 8.9) // 4)

    @property
    def high(self):
        return self.low + round(self.span * YEAR)

    @property
    def first_year(self):
        return (self.due + timedelta(self.low)).year

    def day_of_year(self, year):
        return self.after(date(year, 1, 1))

    @property
    def pieces(self):
        """The clock of the suit up to today as (from, to, kind): kinds of `clocks_picture.FILL`."""
        earliest, latest = map(self.after, self.road["begins"])
        start, kind, done = 0, "sue", []
        for one, day in self.told_days:
            if day > self.day:
                break
            begin = None
            if one.effect in ("restarts", "depends"):
                begin = (day, kind)
            elif one.effect in ("stands still", "too late, if you say so"):
                begin = (day, "court")
            elif one.effect == "to enforce":
                begin = (day, "enforce")
            elif one.effect == "defence given up":
                begin, one_end = (day, "sue"), self.high
            elif one.effect in ("paid", "refused", "judged"):
                begin = (day, None)
            if one.effect == "depends":
                latest = self.after(one.latest) if one.latest else latest
                continue
            if begin is None:
                continue
            closed = kind if kind == "court" else "spent"
            done.append((start, min(day, latest) if kind != "court" else day, closed))
            start, kind = begin
            if one.effect == "defence given up":
                earliest = latest = one_end
            elif one.earliest is not None:
                earliest, latest = self.after(one.earliest), self.after(one.latest)
            else:
                earliest = latest = self.high
        if kind:
            done.append((start, earliest, kind))
            if latest > earliest:
                done.append((earliest, latest, "maybe"))
        return [(a, b, one) for a, b, one in done if b > a]

    @property
    def jump(self):
        """(end before, end after) of the last new start, where there was one and the time to sue still runs."""
        end, found = self.after(self.road["begins"][1]), None
        for one, day in self.told_days:
            if day > self.day:
                break
            if one.effect == "restarts" and one.latest:
                found = (end, self.after(one.latest))
            elif one.effect != "depends" and not one.effect.startswith("nothing"):
                found = None
            end = self.after(one.latest) if one.latest else end
        least = 0.04 * (self.high - self.low)
        return found if found and found[1] - found[0] > least else None

    @property
    def record_pieces(self):
        """(unpaid stretches, kept stretches) of the record, as (from, to)."""
        if self.road["record"] is None:
            return [], []
        leaves, home = self.record_end, self.values["place"].split("_")[0]
        if home != "cn":
            return [], [(self.low, self.record_day)]
        if leaves is None:
            return [(self.low, self.high)], []
        paid = next(day for one, day in self.told_days if one.effect == "paid")
        return [(self.low, paid)], [(paid, self.record_day)]

    def suit_end_words(self, t):
        """(where on the axis, the words) of the end of the clock of the suit."""
        if self.running == "paid":
            return self.day, t("paid")
        if self.running in ("refused", "judged"):
            return self.day, t("refused: too late") if self.running == "refused" else t("judged")
        if self.running == "proceedings":
            return self.day, t("stands still")
        if self.road["defence_lost"] and self.running == "to sue":
            return self.after(self.road["defence_lost"]), t("defence given up")
        if self.road["earliest"] != self.latest:
            years = {"early": self.road["earliest"].year, "late": self.latest.year}
            return self.end_day, t("between {early} and {late}", **years)
        return self.end_day, t.date(self.latest)

    def record_end_words(self, t):
        """When does the mark leave?"""
        if self.road["record"] is None:
            return t("no rule held")
        return t.date(self.record_end) if self.record_end else t("no day yet")


@lru_cache(maxsize=256)
def _followed(place, due, events, day, missed, given, years, restarts, reach, raised, ground):
    dated = [(due + timedelta(on), kind) for kind, on in events]
    return court_road(
        place, due, dated, first_missed=due - timedelta(missed), as_of=due + timedelta(day), given=given, years=years,
        restarts=restarts, demands_reach=reach, raised=raised, ground=ground,
    )  # fmt: skip


class TwoClocks(Simulator):
    title = N_("Two clocks")
    lesson = "11_court_and_fake_court"
    controls = CONTROLS
    first = ("day", "place", "term", "years", "restarts", "ground", "due")
    ask = Ask(
        "end_day",
        N_("On day 1,090 a small payment is made. How many days after the due date can the lender no longer sue?"),
        {"day": 1100, "events": "part_payment 1090"},
        unit="days",
    )
    example = {"day": 300, "events": "demand 250"}
    rules = (
        *("limitation_3y", "limitation_instalments", "limitation_restart", "limitation_effect", "enforcement_2y"),
        *("record_5_years", "court_e_service", "help_court_12368", "payment_order", "mediation_confirm", "court_fee"),
        *("judgment_doubled_interest", "living_exempt", "spending_limit", "dishonest_list", "dishonest_list_term"),
        *("refuse_judgment_crime", "loan_nonpay_not_crime"),
    )
    as_of = date(2026, 11, 22)

    def outcome(self, v):
        events = tuple(told_events.read(v["events"], self.t).items())
        years = v["years"] if v["term"] == "own" else None
        decision = _followed(
            v["place"], v["due"], events, v["day"], v["missed_before"], v["given"], years,
            {"open": None}.get(v["restarts"], v["restarts"] == "yes"), v["reach"] == "yes", v["raised"] == "yes",
            None if v["ground"] == "none" else v["ground"],
        )  # fmt: skip
        road, extra, days = decision.answer, 0, 0
        if road["running"] == "to enforce":
            judgment = road["pay_by"] - timedelta(v["given"])
            more = judged_extra(int(v["owed"] * CENTS), judgment, v["given"], v["due"] + timedelta(v["day"])).answer
            extra, days = more["extra"], more["days"]
        return Outcome(road, v, v["due"], extra, days, decision.open)

    def height(self, width):
        return tall(width)

    def picture(self, stage, o, t, guess):
        draw(stage, o, t, guess)

    def sentence(self, o, t):
        return [self._suit(o, t), t.join([*self._record(o, t), *self._step(o, t)])]

    def _suit(self, o, t):
        words, road = self.facts(o, t), o.road
        if o.running == "paid":
            return t("Everything is paid: nothing is owed, and there is nothing left to sue for.")
        if o.running == "refused":
            return t("{still_owed} is still owed, and the court has refused the claim: the time to sue was over, "
                     "and you said so.", **words)  # fmt: skip
        if o.running == "judged":
            return t("{still_owed} is owed by judgment. The course holds no rule on how it is enforced there.", **words)
        if o.running == "proceedings":
            late = any(one.effect == "too late, if you say so" for one in road["told"])
            if late:
                return t("{still_owed} is owed, and a case is pending. It came too late, and the court looks at that "
                         "only if you say so.", **words)  # fmt: skip
            return t("{still_owed} is owed, and a case is pending: the time to sue stands still.", **words)
        if o.running == "to enforce" and not road["over"]:
            return t("{still_owed} is owed by judgment. Enforcement can be applied for until {end}; since {pay_by} "
                     "being late adds {extra}.", **words)  # fmt: skip
        if o.running == "to enforce":
            return t("{still_owed} is owed by judgment, but the time to apply for enforcement ended on {end}.", **words)
        if road["defence_lost"]:
            return t("{still_owed} is owed and can be sued for: on {lost}, when the time was over, it was promised "
                     "again.", **words)  # fmt: skip
        if road["earliest"] != road["latest"]:
            return t("{still_owed} is owed. The last day to sue lies between {earliest} and {end}: it depends on the "
                     "state.", **words)  # fmt: skip
        if not road["over"]:
            return t("{still_owed} is owed, and the lender can sue until {end}: {left} more days.", **words)
        if not road["debt_remains"]:
            return t("{nothing} is owed: in Scotland the debt itself ended on {end}.", **words)
        return t("{still_owed} is still owed. The time to sue ended on {end}: you may refuse to pay, if you say so "
                 "yourself in court.", **words)  # fmt: skip

    def _record(self, o, t):
        if o.road["record"] is None:
            return [t("The course holds no rule on the record there.")]
        if o.record_end is None:
            return [t("The record's clock has not begun: it waits until everything is paid.")]
        if o.road["record"]["gone"]:
            return [t("The mark left the record on {record}.", record=t.date(o.record_end))]
        return [t("The mark leaves the record on {record}.", record=t.date(o.record_end))]

    def _step(self, o, t):
        road = o.road
        if o.running == "paid" or road["step"] is None:
            return []
        step = road["step"]
        words = {"step": t(STEP[step]), "who": t(DECIDES[step])}
        found = [t("Step reached: {step} ({who}).", **words)]
        if road["listed"] is None:
            return found
        if road["listed"]["listed"]:
            found.append(t("The court may put the name on the list: that is a ground."))
        else:
            found.append(t("The court may limit spending. Having no means puts nobody on the list, and is no crime."))
        if road["crime"]["of"]:
            found.append(t("Refusing a judgment that one could perform can be a crime."))
        return found

    def table(self, o, t):
        earliest, latest = o.road["begins"]
        rows = [[t("due date"), t.number(0), t.date(o.due), t("the time to sue begins"), _between(earliest, latest, t)]]
        here, words = 1, self.facts(o, t)
        for one, day in o.told_days:
            effect = t(EFFECT[one.effect])
            said = effect if day <= o.day else t("to come: {effect}", effect=effect)
            end = _between(one.earliest, one.latest, t)
            rows.append([t(told_events.NAMES[one.kind]), t.number(day), t.date(one.date), said, end])
            here += day <= o.day
        now = _between(o.road["earliest"], o.latest, t)
        rows.insert(here, [t("today"), words["day"], words["date"], t("{still_owed} is owed", **words), now])
        leaves = t.number(o.record_day) if o.record_end else "–"
        rows.append([t("the mark leaves the record"), leaves, o.record_end_words(t), "", ""])
        heads = [t("Event"), t("Day"), t("Date"), t("What came of it"), t("Last day after it")]
        return Table(t("Each event, and the end of the time after it"), heads, rows, here)

    def working(self, o, t):
        words, lines = self.facts(o, t), []
        lines.append(
            t("Last day to sue = the due date, or the last new start, + the years; the first day is not counted: "
              "{begins} + the years = {first_end} before any event.", **words)
        )  # fmt: skip
        for one, day in o.told_days:
            if day <= o.day:
                line = N_("Day {n} ({date}), {event}: {effect}; last day after it: {end}.")
                lines.append(t(line, n=t.number(day), date=t.date(one.date), event=t(told_events.NAMES[one.kind]),
                               effect=t(EFFECT[one.effect]), end=_between(one.earliest, one.latest, t)))  # fmt: skip
        if o.running == "to enforce":
            lines.append(
                t("Extra for delay = judged sum × rate a day × days = {owed} × {rate} × {extra_days} = {extra}; the "
                  "interest that the judgment grants comes on top.", **words)
            )  # fmt: skip
        if o.values["place"] == "cn":
            lines.append(t("The court itself: a fee of {fee}, or {fee_simple} in the simple procedure; the side that "
                           "loses bears it.", **words))  # fmt: skip
            lines.append(t("Record: the day on which everything is paid + the years of the rule = {record}.", **words))
        else:
            lines.append(
                t("Record there: from the first missed payment, {missed}; the mark leaves: {record}.", **words)
            )
        for one in o.open:
            if one == "state":
                lines.append(t("The states differ: the shortest and the longest time are shown."))
        lines.append(
            t("Computed in credit/decisions/court_road.py, credit/limitation.py and credit/decisions/court.py.")
        )
        return lines

    def facts(self, o, t):
        v, road = o.values, o.road
        owed = int(v["owed"] * CENTS)
        dates = {
            "date": o.due + timedelta(o.day), "begins": o.due, "first_end": road["begins"][1], "end": o.latest,
            "earliest": road["earliest"], "lost": road["defence_lost"], "pay_by": road["pay_by"],
            "record": o.record_end, "missed": o.due + timedelta(o.low),
        }  # fmt: skip
        words = {name: t.date(day) if day else "–" for name, day in dates.items()}
        if v["place"] == "cn":
            fee = court_fee(owed, max(self.as_of, o.due)).answer
            words |= {"fee": t.money(fee["fee"]), "fee_simple": t.money(fee["simple"])}
        numbers = {
            "day": o.day, "end_day": o.end_day, "record_day": o.record_day, "left": max(0, o.end_day - o.day),
            "extra_days": o.extra_days, "record_left": max(0, o.record_day - o.day),
        }  # fmt: skip
        words |= {name: t.number(n) for name, n in numbers.items()}
        words |= {"still_owed": t.money(o.still_owed), "owed": t.money(owed), "extra": t.money(o.extra),
                  "part": t.money(int(v["part"] * CENTS)), "nothing": t.money(0)}  # fmt: skip
        words["rate"] = f"{t.number(self.daily(o), 4)}%"
        for name, step in (("step", road["step"]), ("follows", road["may_follow"])):
            words[name] = t(STEP[step]) if step else "–"
        return words

    def daily(self, o):
        """The percent a day of the rule on interest after a judgment."""
        return rules.get("cn", "judgment_doubled_interest").on(o.due + timedelta(o.day)).value

    # The line of events to move -----------------------------------------------------------------------------------

    def own(self, panel):
        self.line, self._panel = EventLine(), panel
        self.line.on_move(self._moved)
        return [self.line]

    def _moved(self, kind, day):
        if kind not in EVENTS:
            return
        days = told_events.read(self.values["events"], self.t)
        if day is None:
            days.pop(kind, None)
        else:
            days[kind] = min(max(int(day), 0), told_events.LAST)
        if not self._panel.set("events", told_events.written(days)):
            self.show_own(self.result, self.t)

    def show_own(self, o, t):
        told = {one.kind: one for one in o.road["told"]}
        events = []
        for kind in EVENTS:
            one = told.get(kind)
            day = o.after(one.date) if one else None
            effect = "" if one is None else t(EFFECT[one.effect])
            if one and day > o.day:
                effect = t("to come: {effect}", effect=effect)
            said = t("day {n}, {date}: {effect}", n=t.number(day), date=t.date(one.date), effect=effect) if one else ""
            events.append({
                "key": kind, "name": t(told_events.NAMES[kind]), "meaning": t(told_events.MEANING[kind]), "day": day,
                "date": t.date(one.date) if one else "", "said": said, "note": effect,
            })  # fmt: skip
        with self.line.hold_sync():
            self.line.events, self.line.low, self.line.high = events, o.low, o.high
            self.line.most, self.line.here, self.line.side = told_events.LAST, min(o.day, told_events.LAST), SIDE
            self.line.width = min(self._panel.assist.width or START_WIDTH, LARGEST_WIDTH)
            self.line.words = {
                "heading": t("Move the events: drag a dot, use the arrow keys, or tick and type a day."),
                "day": t("day"),
            }


def _between(earliest, latest, t):
    """A last day, or the range of the states; a dash where the clock does not run."""
    if latest is None:
        return "–"
    if earliest != latest:
        return t("{early} to {late}", early=t.date(earliest), late=t.date(latest))
    return t.date(latest)
