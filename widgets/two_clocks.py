"""Two clocks 两只钟: until when can a lender sue, until when does the record keep it, and who decides the next step?"""

from datetime import date
from decimal import Decimal

from credit.decisions.court_road import EVENTS
from credit.decisions.old_debt import PLACES
from widgets import clock_words as words
from widgets import told_events
from widgets.clock_story import outcome
from widgets.clocks_picture import SIDE, draw, tall
from widgets.controls import DAY_UNIT, MONEY_UNIT, Choice, Day, Number, Text
from widgets.event_line import EventLine
from widgets.guess import Ask
from widgets.language import N_
from widgets.panel import LARGEST_WIDTH, START_WIDTH
from widgets.road_words import EFFECT, GROUND, PLACE
from widgets.simulator import Simulator

DUE = date(2027, 3, 5)  # case A: the last instalment
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
    Day("due", N_("Due date"), N_("Of the last instalment, or of the loan."), DUE, date(2022, 2, 1),
        date(2035, 12, 31)),
    Text("events", N_("What happened, as text"), N_("An event and its day, with commas. The line below the picture "
         "writes it for you."), "part_payment 1090", told_events.read, 3),
    Number("owed", N_("Owed"), N_("Principal and interest so far; what interest adds later is left out."), "4140.92",
           100, 500_000, 100, 2, MONEY_UNIT),
    Number("part", N_("Part payment"), N_("How much the small payment is."), 50, 1,
           lambda v: Decimal(str(v["owed"])) - 1, 1, 2, MONEY_UNIT),
    Number("missed_before", N_("First missed payment, days before"), N_("So long before the due date the lateness "
           "began; the record counts from there."), 212, 0, 1095, unit=DAY_UNIT),
    Choice("reach", N_("A demand"), N_("One that never reached you, and should not have, moves nothing."), "yes",
           {"yes": N_("reached you, or should have"), "no": N_("never reached you")}),
    Choice("raised", N_("In court, if the time is over"), N_("A court may not bring it up for you."), "yes",
           {"yes": N_("you say so"), "no": N_("you say nothing, or are not there")}),
    Number("given", N_("Days a judgment gives"), N_("To pay in; each judgment names its own."), 10, 1, 90,
           unit=DAY_UNIT),
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
        *(
            "limitation_3y",
            "limitation_instalments",
            "limitation_restart",
            "limitation_effect",
            "limitation_part_after_end",
            "enforcement_2y",
        ),
        *("record_5_years", "court_e_service", "help_court_12368", "payment_order", "mediation_confirm", "court_fee"),
        *("judgment_doubled_interest", "living_exempt", "spending_limit", "dishonest_list", "dishonest_list_term"),
        *("refuse_judgment_crime", "loan_nonpay_not_crime"),
    )
    as_of = date(2026, 11, 22)

    def outcome(self, values):
        events = tuple((day, kind) for kind, day in told_events.read(values["events"], self.t).items())
        return outcome(values, events, None if values["ground"] == "none" else values["ground"])

    def height(self, width):
        return tall(width)

    def picture(self, stage, o, t, guess):
        draw(stage, o, t, guess)

    def sentence(self, o, t):
        return [words.suit(o, t), t.join([*words.record(o, t), *words.step_reached(o, t)])]

    def table(self, o, t):
        return words.table(o, t)

    def working(self, o, t):
        return words.working(o, t)

    def facts(self, o, t):
        return words.facts(o, t)

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
                "wrong": t(
                    "“{value}” is not a day on this line. Type a whole number from 0 to {most}; "
                    "the last one still stands.",
                    value="{value}",
                    most=t.number(told_events.LAST),
                ),
                "empty": t(
                    "No day stands here. Type a whole number from 0 to {most}, or take the tick away.",
                    most=t.number(told_events.LAST),
                ),
            }
