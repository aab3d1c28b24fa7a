"""What stands under the picture of the ninety days: the phone, and on day 90 the five spokes and the plan."""

import base64

import ipywidgets as w

from credit.money import cents
from credit.ninety_days import options, save
from credit.ninety_days_text import read
from widgets import ninety_days_counted as counted
from widgets import ninety_days_spokes as spokes
from widgets import typed
from widgets.controls import MONEY_UNIT
from widgets.html import paragraphs
from widgets.letters import download_link
from widgets.ninety_days_page import PlanPage
from widgets.ninety_days_phone import Phone, page
from widgets.parts import quiet

JSON = "application/json"


class OwnPart:
    """The widgets of the game: `widgets` in their order."""

    def __init__(self, simulator, panel):
        self.simulator, self.panel = simulator, panel
        self.picked, self.note, self.standing = [], "", None
        self.phone = Phone()
        self.phone.observe(lambda change: self.pressed(change["new"]), "asked")
        self.spokes, self.keep = w.HTML(), w.HTML()
        self.counted, self.count = w.HTML(), w.Button()
        self.count.on_click(lambda _: self.say_counted())
        self.plan = PlanPage()
        self.end = w.VBox([self.spokes, self.count, self.counted, self.plan.view]).add_class("dcs-end")
        self.widgets = [self.phone, self.end, self.keep]

    def pressed(self, asked: dict) -> None:
        """A press on the phone."""
        self.note, do = "", {"pick": self.pick, "drop": self.drop, "sum": self.pick_sum}
        kind = asked.get("do")
        if kind in do:
            do[kind](*(asked[key] for key in ("id", "value") if key in asked))
            self.show(self.simulator.result, self.simulator.t)
        elif kind == "live":
            self.simulator.live(self.picked)
            self._moved()
        elif kind == "back":
            self.panel.set("week", self.simulator.values["week"] - 1)

    def _moved(self):
        self.panel.refresh()
        self.panel._show_values({})

    def pick(self, action: str) -> None:
        """Choose an act for the week."""
        state, t = self.simulator.result.state, self.simulator.t
        if action in self.picked:
            return
        if len(self.picked) >= state.actions:
            self.note = t.plural("This week has room for one act.", "This week has room for {n} acts.", state.actions)
        else:
            self.picked.append(action)

    def drop(self, action: str) -> None:
        """Take an act out again, and those that it had opened."""
        left, state = [a for a in self.picked if a != action], self.simulator.result.state
        self.picked = []
        for one in left:
            if one.count(":") == 2 and one.split(":")[2].isdigit():
                opened = f"write:{one.split(':')[1]}" in options(state, self.picked)
            else:
                opened = one in options(state, self.picked)
            if opened:
                self.picked.append(one)

    def pick_sum(self, action: str, said: str) -> None:
        """Choose an act with a sum that was typed, in yuan."""
        t, state = self.simulator.t, self.simulator.result.state
        try:
            amount = cents(typed.number(said, typed.around(MONEY_UNIT)))
        except ValueError:
            amount = 0
        verb, debt = action.split(":")
        account, today = state.account(debt), state.day + 1
        most = min(state.cash, account.payable(today)) if verb == "pay" else account.at(today)["outstanding"]
        if most < 1:
            empty = verb == "pay" and not state.cash
            self.note = t("There is no money in hand.") if empty else t("Nothing is owed here.")
            return
        if not 1 <= amount <= most:
            fits = {"low": t.money(1), "high": t.money(most)}
            said = typed.shown(said)
            self.note = (
                t("“{value}” does not fit. Type an amount from {low} to {high}.", value=said, **fits)
                if said
                else t("There is no amount yet. Type one from {low} to {high}.", **fits)
            )
            return
        self.picked = [a for a in self.picked if not a.startswith(f"{action}:") and a != action]
        self.pick(f"{action}:{amount}")

    def show(self, o, t) -> None:
        """Everything as it stands."""
        key = (o.game, o.state.choices)
        if key != self.standing:
            self.standing, self.picked, self.counted.value = key, self._chosen_later(o), ""
        self.phone.data = page(o.states, self.picked, self.note, t)
        over = o.state.over
        quiet(self.end.layout, display=None if over else "none")
        if over:
            self.spokes.value = spokes.html(o, t)
            self.count.description = t("Which of these acts counted? Leave out one at a time")
            if self.counted.value:
                self.say_counted()
            self.plan.show(o.state, t)
        self.keep.value = self._kept(o, t)

    def say_counted(self) -> None:
        """The finished game beside itself, each time with one free act left out."""
        t, state = self.simulator.t, self.simulator.result.state
        self.counted.value = counted.table(state, t).html() + paragraphs(counted.notes(t), "dc-meaning")

    def _chosen_later(self, o):
        """Looking back, the acts that were chosen then stand there again."""
        chosen = read(self.simulator.values["kept"])
        n = len(o.state.choices)
        return list(chosen[n]) if n < len(chosen) and not o.state.over else []

    def _kept(self, o, t):
        data = base64.b64encode(save(o.state).encode()).decode("ascii")
        words = t("To go on another day: keep the line from “Copy my settings”, or this small file, and paste it into "
                  "“Your game as a line” under “More controls”.")  # fmt: skip
        link = download_link("ninety_days.json", JSON, data, t("Download this game"))
        return paragraphs([words], "dc-meaning") + link
