"""The hand-in: the plan as it stands, sums that can be changed, ten lines that are met or open, and the files."""

from html import escape

import ipywidgets as w

from credit.money import amount, cents
from credit.ninety_days_hand_in import ORDERS, changed
from credit.ninety_days_plan import plan, rubric
from credit.ninety_days_result import called_on_day_3
from credit.ninety_days_world import Game
from widgets import ninety_days_sheet as sheet
from widgets import ninety_days_words as words
from widgets.controls import MONEY_UNIT, Number
from widgets.html import Table, as_in_a_panel, paragraphs
from widgets.language import N_, language
from widgets.letters import PAGE, WORD, download_link
from widgets.number_box import NumberBox
from widgets.parts import live

LINE = {
    "essentials_first": N_("Food, rent and medicine stand before every payment"),
    "budget_adds_up": N_("What goes out is no more than what is free"),
    "every_debt_in_order": N_("Every debt stands in the order, none is forgotten"),
    "dearest_first": N_("The dearest rate comes first"),
    "ask_is_affordable": N_("What I offer the lenders is no more than what is free"),
    "ask_is_complete": N_("Each request names a sum, a first day and a number of months"),
    "ask_in_writing": N_("Each request is in writing"),
    "evidence_listed": N_("All that was saved is listed"),
    "complaint_where_due": N_("A complaint for each lender whose breach is saved, and for no other"),
    "three_dates": N_("Three dates that lie ahead"),
}
MOST = 1_000_000  # yuan a month that may be typed for one debt
ORDER = {"dearest": N_("the dearest rate first"), "smallest": N_("the smallest instalment first"),
         "loudest": N_("who called most first")}  # fmt: skip


def marks(found: dict, state, t) -> Table:
    """The ten lines of a plan: 1 is met, 0 is open."""
    rows = [[t(LINE[line]), t.number(int(met))] for line, met in rubric(found, state).items()]
    total = sum(rubric(found, state).values())
    caption = t("Ten lines to check the page: {n} of {all} are met", n=t.number(total), all=t.number(len(rows)))
    return Table(caption, [t("Line"), t("Met")], rows)


def sheet_html(found: dict, game, t) -> str:
    """The plan as a sheet of paper on the page."""
    head, body = escape(sheet.title(found, t)), sheet.body_html(sheet.sections(found, game, t))
    return f'<div class="dcs-sheet"><h3>{head}</h3>{body}</div>'


class PlanPage:
    """The plan under a finished game. `view` is the widget; what is typed stays while the game stays."""

    def __init__(self):
        self.head, self.order, self.sums = w.HTML(), w.Dropdown(options=[("", "dearest")], value="dearest"), w.VBox()
        self.page, self.links = w.HTML(), live(w.HTML())
        self.order.observe(lambda _: self._say(), "value")
        self.boxes, self.state, self.t = {}, None, None
        controls = w.VBox([w.VBox([self.order]).add_class("dc-control"), self.sums]).add_class("dcs-controls")
        parts = [self.head, controls, self.page, self.links]
        self.view = w.VBox(parts).add_class("dcs-plan")

    def show(self, state, t) -> None:
        """The plan of this state."""
        if self.state is None or (state.game, state.choices) != (self.state.game, self.state.choices):
            own = plan(state)
            self.boxes = {row["debt"]: NumberBox(_sum(row), t) for row in own["order"]}
            for box in self.boxes.values():
                box.observe(lambda _: self._say(), "value")
            self.sums.children = tuple(self.boxes.values())
        self.state, self.t = state, t
        self._say()

    def found(self) -> dict:
        """The plan with the learner's own sums and order in it."""
        return changed(self.state, {debt: cents(box.value) for debt, box in self.boxes.items()}, self.order.value)

    def _say(self):
        t = self.t
        if t is None:
            return
        head = t("Your plan on one page")
        self.head.value = f'<h4 class="dcs-head">{escape(head)}</h4>' + paragraphs([t(
            "It starts as a proposal. Change the sums to what you can really keep, and see which lines of the check "
            "below stay met.")])  # fmt: skip
        chosen = self.order.value
        options = tuple((t(ORDER[name]), name) for name in ORDERS)
        if self.order.options != options:
            self.order.options, self.order.value = options, chosen
        self.order.description = t("Order")
        for debt, box in self.boxes.items():
            box.say(t("{debt}: I pay a month (yuan)", debt=words.debt_name(debt, t)), t)
        found, game = self.found(), self.state.game
        self.page.value = sheet_html(found, game, t) + marks(found, self.state, t).html()
        files = [
            ("plan.docx", WORD, sheet.docx(found, game, t), t("Download as a Word file")),
            ("plan.html", PAGE, sheet.html(found, game, t).encode(), t("Download as a page")),
            ("plan.ics", sheet.CALENDAR, sheet.ics(found, t), t("The three dates for my calendar")),
        ]
        self.links.value = "".join(
            download_link(name, kind, sheet.base64_of(data), label) for name, kind, data, label in files
        )


def _sum(row):
    """The control of what is paid a month for this debt of the plan."""
    return Number(row["debt"], "", "", amount(row["pay"]), 0, MOST, decimals=2, unit=MONEY_UNIT)


class SamplePlan:
    """The plan at the end of a game played with care, and its ten lines: SamplePlan("en")."""

    def __init__(self, code: str, borrower: str = "A", seed: int = 7):
        self.t, self.state = language(code), called_on_day_3(Game(borrower, seed=seed))
        self.found = plan(self.state)

    def _repr_html_(self):
        t, game = self.t, self.state.game
        return as_in_a_panel(sheet_html(self.found, game, t) + marks(self.found, self.state, t).html())

    def __repr__(self):
        table = marks(self.found, self.state, self.t)
        return "\n".join([table.caption, *(f"{met}  {line}" for line, met in table.rows)])
