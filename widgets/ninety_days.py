"""Ninety days 九十天: thirteen weekly decisions on a mock phone, and what they came to.

The game is the settings and the choices, and nothing else: "Copy my settings" keeps it, the line can be pasted
anywhere, and the same line always ends the same way.
"""

import ast
from datetime import date
from decimal import Decimal

from credit.money import cents
from credit.ninety_days import resume
from credit.ninety_days_cast import OWN, Own
from credit.ninety_days_meters import told
from credit.ninety_days_text import read, written
from credit.ninety_days_world import DAYS, WEEKS, Game, world
from widgets import ninety_days_picture
from widgets import ninety_days_words as words
from widgets.controls import MONEY_UNIT, Choice, Number, Refusal, Text
from widgets.guess import Ask
from widgets.html import Table
from widgets.language import N_
from widgets.ninety_days_outcome import Outcome, states_of
from widgets.ninety_days_own import OwnPart
from widgets.rule_words import PLACES
from widgets.simulator import Simulator

AS_OF = date(2026, 11, 22)
START_DEBTS = "8000, 18, 12, 10\n3000, 12, 9, 15\n2000, 24, 6, 22"


def own_debts(text: str, t) -> tuple:
    """The debts that were typed: what is left, % a year, instalments left, day of the month."""
    found = []
    for n, line in enumerate((line for line in text.splitlines() if line.strip()), 1):
        parts = [part.strip() for part in line.replace("，", ",").split(",")]
        try:
            left, rate, months, day = parts
            found.append((cents(left), str(float(rate)), int(months), int(day)))
        except (ValueError, ArithmeticError):
            raise ValueError(t(
                "Line {n} cannot be read. Write four numbers with commas: what is left, the rate in % a year, the "
                "instalments left, the day of the month, such as 8000, 18, 12, 10.", n=n)) from None  # fmt: skip
    try:
        Own(0, 0, 0, 1, tuple(found))
    except ValueError:
        raise ValueError(t("Give one to three debts: at least 1 yuan left, 0 to 100 % a year, 1 to 120 instalments, "
                           "a day from 1 to 28.")) from None  # fmt: skip
    return tuple(found)


def kept_line(text: str, t) -> tuple:
    """The choices of a kept game."""
    try:
        return read(text)
    except ValueError:
        raise ValueError(
            t("This is not a kept game. Paste the line from “Copy my settings”, or the text of the file.")
        ) from None


mine = lambda values: values["borrower"] == OWN
CONTROLS = (
    Number("week", N_("Weeks lived"), N_("Slide back to look at an earlier week; forward, weeks go on as you chose, or "
                                         "with nothing done."), 0, 0, WEEKS),
    Choice("borrower", N_("Who you play"), N_("A new borrower is a new game."), "A", words.WHO),
    Choice("meters", N_("The meters"), N_("In life nobody shows them. On day 90 they open by themselves."), "hidden",
           {"hidden": N_("covered until day 90"), "shown": N_("shown all the time")}),
    Choice("difficulty", N_("How hard"), N_("A harder game has less cash, a larger bill and rougher callers."), 2,
           {1: N_("gentle"), 2: N_("as in life"), 3: N_("rough")}),
    Number("seed", N_("Luck"), N_("The same number brings the same calls, bills and messages to everybody."), 7, 0,
           999),
    Choice("place", N_("Record of"), N_("Changes the marks and the day they leave. Money, calls, plans and rules of "
                                        "contact stay as they are."), "cn",
           {place: PLACES[place] for place in ("cn", "us")}),
    Text("kept", N_("Your game as a line"), N_("Copy it to keep the game; paste a kept one to go on with it."), "",
         kept_line, 3),
    Number("income", N_("Income a month"), N_("Made-up numbers do as well as real ones; nobody else is told."),
           6000, 0, 50_000, 100, 2, MONEY_UNIT, mine),
    Number("essentials", N_("Essentials a month"), N_("Food, rent, travel, medicine, those who depend on you."), 4200,
           0, 40_000, 100, 2, MONEY_UNIT, mine),
    Number("cash", N_("Cash in hand"), N_("At the start."), 500, 0, 50_000, 100, 2, MONEY_UNIT, mine),
    Number("pay_day", N_("Pay day"), N_("Day of the month."), 8, 1, 28, 1, 0, "", mine),
    Text("debts", N_("Debts"), N_("One a line: what is left, % a year, instalments left, day of the month."),
         START_DEBTS, own_debts, 3, mine),
)  # fmt: skip


class NinetyDays(Simulator):
    title = N_("Ninety days")
    lesson = "14_ninety_days"
    controls = CONTROLS
    first = ("week", "borrower", "meters", "difficulty", "seed")
    ask = Ask("silent_cost", N_("Lin does nothing for thirteen weeks. On day 90, what does it take to get up to date "
                                "with all three loans?"), {"borrower": "A"})  # fmt: skip
    example = {"week": 2}
    rules = (
        *("extension", "payment_order_default", "help_lender_desk", "gbt_hours", "gbt_calls", "cba_third_party"),
        *("pipl_rights", "status_codes", "record_5_years", "acceleration", "credit_repair_scam"),
    )
    as_of = AS_OF

    def outcome(self, values):
        v = values
        own = None
        if v["borrower"] == OWN:
            own = Own(cents(v["income"]), cents(v["essentials"]), cents(v["cash"]), v["pay_day"],
                      own_debts(v["debts"], self.t))  # fmt: skip
        game = Game(v["borrower"], v["difficulty"], v["seed"], v["place"], own)
        chosen = kept_line(v["kept"], self.t)
        lived = tuple(chosen[n] if n < len(chosen) else () for n in range(v["week"]))
        state, skipped = told(game, lived)
        return Outcome(values, game, states_of(game, state.choices), skipped)

    def move(self, name, raw):
        """A kept file or a copied line brings its settings along; another borrower is another game."""
        if name == "kept" and str(raw).lstrip().startswith("{"):
            return self._take_file(str(raw))
        imported = f"from {type(self).__module__} import {type(self).__name__};"
        if name == "kept" and str(raw).lstrip().startswith(imported):
            raw = str(raw).lstrip().removeprefix(imported)
        if name == "kept" and str(raw).lstrip().startswith(type(self).__name__):
            return self._take_line(str(raw))
        if name == "borrower" and raw != self.values["borrower"]:
            self.values = {**self.values, "kept": "", "week": 0}
        if name == "kept" and raw != self.values["kept"]:
            notes = super().move(name, raw)
            self.values = {**self.values, "week": min(len(kept_line(self.values["kept"], self.t)), WEEKS)}
            self.result = self.outcome(self.values)
            return notes
        notes = super().move(name, raw)
        if name == "week" and self.values["week"] == WEEKS:  # the weeks that were let pass are lived, too
            chosen = kept_line(self.values["kept"], self.t)
            self.values = {**self.values, "kept": written((*chosen, *[()] * (WEEKS - len(chosen))))}
        return notes

    def _take_file(self, text):
        try:
            state = resume(text)
        except ValueError as reason:
            raise Refusal("kept", self.t("This is not a kept game. Paste the line from “Copy my settings”, or the text "
                                         "of the file.")) from reason  # fmt: skip
        game, own = state.game, {}
        if game.own:
            g = game.own
            own = {name: Decimal(getattr(g, name)) / 100 for name in ("income", "essentials", "cash")}
            rows = [f"{words.yuan(left)}, {rate}, {n}, {day}" for left, rate, n, day in g.debts]
            own |= {"pay_day": g.pay_day, "debts": "\n".join(rows)}
        self.values = self.checked({
            **self.values, **own, "borrower": game.borrower, "difficulty": game.difficulty, "seed": game.seed,
            "place": game.jurisdiction, "kept": written(state.choices), "week": len(state.choices),
        })  # fmt: skip
        self.result = self.outcome(self.values)
        return {}

    def _take_line(self, text):
        """The line of code that "Copy my settings" gives; it is read, not run."""
        try:
            call = ast.parse(text.strip(), mode="eval").body
            said = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
            values = self.checked({name: value for name, value in said.items() if name not in ("guessed", "task")})
            result = self.outcome(values)
        except (SyntaxError, AttributeError, ValueError, TypeError, ArithmeticError) as reason:
            raise Refusal("kept", self.t("This is not a kept game. Paste the line from “Copy my settings”, or the text "
                                         "of the file.")) from reason  # fmt: skip
        self.values, self.result = values, result
        return {}

    def live(self, picked) -> None:
        """Live the week with these acts; later weeks that had been chosen fall away."""
        choices = (*self.result.state.choices, tuple(picked))
        self.values = {**self.values, "kept": written(choices), "week": len(choices)}
        self.result = self.outcome(self.values)

    def height(self, width):
        return ninety_days_picture.LOW if self.result.covered else ninety_days_picture.HEIGHT

    def picture(self, stage, o, t, guess):
        ninety_days_picture.draw(stage, o, t, guess)

    def own(self, panel):
        self.part = OwnPart(self, panel)
        return self.part.widgets

    def show_own(self, o, t):
        self.part.show(o, t)

    def sentence(self, o, t):
        w = self.facts(o, t)
        if not o.state.over:
            first = t("{date}, week {week} of {weeks}: {who} has {cash} in hand.", **w) if o.game.own is None else t(
                "{date}, week {week} of {weeks}: {cash} is in hand.", **w)  # fmt: skip
            if o.covered:
                more = t("The meters are covered. What the phone shows is what one sees in life.")
            else:
                more = t("It takes {cost} to get up to date. Worst mark: {mark}. Stress: {stress} of 100.", **w)
            return [first, t.join([more, *self._skipped(o, t)])]
        first = t("Day 90: it takes {cost} to get up to date; with nothing done it would be {silent_cost}.", **w)
        more = [t("Charges and interest paid: {paid}. Lost to false messages: {lost}. Essentials there was no money "
                  "for: {unmet}.", **w)]  # fmt: skip
        more.append(t("Worst mark {mark}, it leaves on {leaves}.", **w) if o.result.leaves else
                    t("Worst mark {mark}; its clock has not begun, because something is still late.", **w)
                    if o.result.mark else t("No mark on the record."))  # fmt: skip
        return [first, t.join([*more, *self._skipped(o, t)])]

    def _skipped(self, o, t):
        if not o.skipped:
            return []
        return [t.plural("One act of the line was not open here and was left out.",
                         "{n} acts of the line were not open here and were left out.", len(o.skipped))]  # fmt: skip

    def table(self, o, t):
        heads = [t("Week"), t("Date"), t("What you did"), t("What the days brought"), t("In hand")]
        heads += [t("To get up to date"), t("Mark"), t("Stress")]
        cost, marks, stress = (o.curve(meter) for meter in ("cost", "mark", "stress"))
        rows = []
        for n, (before, after) in enumerate(zip(o.states, o.states[1:]), 1):
            did = t("; ").join(words.act_words(a, o.game, t) for a in after.choices[-1]) or t("nothing")
            shown = [t.money(cost[after.day]), t.number(marks[after.day]), t.number(stress[after.day])]
            rows.append([t.number(n), words.date_of(words.decision_day(n), t), did,
                         t.join(words.story(before, after, t)), t.money(after.cash),
                         *([t("covered")] * 3 if o.covered else shown)])  # fmt: skip
        if not rows:
            rows = [
                [t.number(0), words.date_of(o.day, t), t("nothing"), "", t.money(o.state.cash), *([t("covered")] * 3)]
            ]
        return Table(t("The ninety days, week by week"), heads, rows, max(len(o.states) - 2, 0))

    def working(self, o, t):
        w = self.facts(o, t)
        meters = t("The meters are covered; their sums stand here when they open.") if o.covered else t(
            "To get up to date = for each debt, missed instalments + charges, from the ledger of lesson 4: {cost}.", **w
        )  # fmt: skip
        return [
            meters,
            t("In hand = start + wages − living − payments − what was lost = {cash}.", **w),
            t(
                "A call's chance comes from the queue of lesson 6. An offer gets worse with the days late: a waiver of "
                "all charges until day 30, of half of them until day 60, none after that; the longest terms need a "
                "lender that has heard from you."
            ),
            t(
                "Mark = begun months of 30 days late, at the worst of the debts. A real report looks once a month and "
                "shows M for a few days inside it (lesson 5)."
            ),  # fmt: skip
            t(
                "Stress rises with answered calls, with lines crossed and with weeks of being late; it falls a little "
                "each week, and more when somebody knows."
            ),
            t(
                "Luck {seed} decides wages, the bill, calls and messages before the first day, whatever you do. These "
                "are the game's own assumptions; they describe no lender.",
                **w,
            ),
            t("Computed in credit/ninety_days.py and its parts."),
        ]

    def facts(self, o, t):
        r, state = o.result, o.state
        money = {
            "cash": state.cash, "cost": r.cost_to_get_current, "paid": r.charges_and_interest, "lost": r.lost,
            "unmet": r.unmet, "waived": r.waived, "owed_charges": r.charges_owed, "silent_cost": o.silent_cost,
            "shortcut": o.shortcut, "missing": r.missing, "owed": r.owed, "instalment": o.terms[1],
            "in_all": o.terms[2], "shock": world(o.game).shock_cost,
        }  # fmt: skip
        counts = {
            "week": min(state.week, WEEKS), "weeks": WEEKS, "mark": r.mark, "stress": r.stress, "seed": o.game.seed,
            "people": r.people, "breaches": r.breaches, "found": r.found, "plans": r.plans, "kept": r.kept,
            "days_late": r.worst_days, "silent_people": o.silent_people, "asked_days": o.asked_days,
            "offers_early": o.offers_early, "offers_late": o.offers_late, "tricks": r.tricks, "avoided": r.avoided,
            "mean_stress": r.mean_stress, "missed": r.missed, "months": o.terms[0], "offers": len(state.offers),
        }  # fmt: skip
        day = DAYS if state.over else words.decision_day(state.week)
        return (
            {name: t.money(value) for name, value in money.items()}
            | {name: t.number(value) for name, value in counts.items()}
            | {"date": words.date_of(day, t), "who": t(words.NAME[o.game.borrower])}
            | {"leaves": t.date(r.leaves) if r.leaves else t("not yet")}
        )
