"""Payoff race 还款赛跑: which order is done first, what does more money do, and what never ends?"""

from dataclasses import replace
from datetime import date

import ipywidgets as w

from credit import debt_list
from credit.optimum import Proof, optimum
from credit.tables import Refused
from widgets import race_words
from widgets.debt_table import OWN, DebtTable, Upload, own, prepared, said, with_one_more
from widgets.guess import Ask
from widgets.html import paragraphs
from widgets.language import N_
from widgets.long_run import LongRun
from widgets.parts import Fold
from widgets.parts import live as announced
from widgets.race_outcome import Outcome
from widgets.race_picture import draw, height
from widgets.race_terms import COVERING, MORE, ONE_LOAN, PAYING
from widgets.simulator import Simulator

SECONDS = (1, 2, 4, 8, 16)  # that the solver may think, one try after the other, so that it can be stopped between


class PayoffRace(Simulator):
    title = N_("Payoff race")
    lesson = "10_what_to_pay_first"
    controls = (*PAYING, *MORE, *COVERING, *ONE_LOAN)
    first = (
        *("budget", "order", "view", "whose", "debts", "gap", "new_rate", "new_fee", "ahead"),
        *("one_rate", "one_term", "one_fee"),
    )
    ask = Ask(
        "order_saves",
        N_("Four debts, and 2,800 a month, which is just the minimums. Between the best and the worst of four orders: "
           "how much does the order save?"),
        {"budget": 2800},
    )  # fmt: skip
    example = {"budget": 3600}
    rules = (
        *("payment_order_several_debts", "payment_order_default", "card_payment_order", "card_min_payment_practice"),
        *("card_full_balance_interest", "card_personalised_art70", "early_repay", "extension", "cba_bans"),
        *("living_exempt", "cost_sheet_2026"),
    )
    as_of = date(2026, 11, 22)

    def outcome(self, values):
        whose = values["whose"]
        debts = own(values["debts"]) if whose == OWN else prepared(whose, "en")
        return Outcome(values, debts)

    def height(self, width):
        return height(width)

    def picture(self, stage, o, t, guess):
        draw(stage, o, t, guess)

    def sentence(self, o, t):
        return race_words.sentence(o, t)

    def table(self, o, t):
        return race_words.table(o, t)

    def working(self, o, t):
        return race_words.working(o, t)

    def facts(self, o, t):
        return race_words.facts(o, t)

    # Widgets of its own: the debts to fill in, and the search for the best of all plans ----------------------------

    def own(self, panel):
        self._panel, self._filling = panel, False
        self.editor, self.wrong = DebtTable(), announced(w.HTML()).add_class("dc-error")
        self.upload = Upload(self._loaded)
        self.kept_here = w.HTML().add_class("dc-meaning")
        self.fold = Fold([self.editor, self.upload, self.wrong, self.kept_here], lambda: None)
        self.editor.observe(lambda change: self._typed(change["new"]), "rows")
        self.editor.on_msg(lambda *_: self._typed(with_one_more(self.editor.rows)))
        self.search = LongRun(self._search_work, self._search_took)
        self.note = announced(w.HTML()).add_class("dc-meaning")
        self.searching = w.VBox([w.HBox([self.search.start]).add_class("dc-foot"), self.search.view, self.note])
        return [self.fold.box, self.searching]

    def show_own(self, o, t):
        self._filling = True
        try:
            self.fold.say(t("The debts: change them, add to them, make them your own"))
            self.upload.say(t("Take in a CSV file"))
            self.kept_here.value = paragraphs(
                [t("What you type or take in stays on the computer that runs this page.")]
            )
            self.editor.say(t)
            whose = self.values["whose"]
            if self.editor.show(o.debts if whose == OWN else prepared(whose, t.code), t):
                self.wrong.value = ""
        finally:
            self._filling = False
        self.searching.layout.display = None if o.searchable else "none"
        self.search.say(t("Look for the best of all plans"), t("Stop here"), t("Progress"))
        self.note.value = paragraphs(race_words.searched(o, t))

    editor = None

    def reset(self):
        super().reset()
        if self.editor:
            self.editor.given = None  # cells that cannot be read go back, too

    def _typed(self, rows):
        """The learner changed a cell: the debts are now the learner's own."""
        if not self._filling:
            self._take(debt_list.written(rows), typed=True)

    def _loaded(self, content: bytes):
        self._take(content)

    def _take(self, table, typed=False):
        """Stand on this table, or say what is wrong with it and keep what stands."""
        try:
            debts = own(table)
        except Refused as refused:
            self.wrong.value = paragraphs([said(refused, self.t, typed)])
            return
        self.wrong.value = ""
        text = debt_list.written(debt_list.rows(debts))
        self._panel.set("debts", text)
        self._panel.set("whose", OWN)

    def _search_work(self):
        o, self._searched = self.result, self.result
        debts = [one.debt for one in o.debts]

        def run(progress):
            best = None
            for n, seconds in enumerate(SECONDS):
                best = optimum(debts, o.money[0], seconds=seconds)
                if progress(n + 1, len(SECONDS)) is False or best.proof is not Proof.BOUND:
                    break
            return best

        return run

    def _search_took(self, best):
        if self.result is self._searched:  # a control that was moved meanwhile asks another question
            self.result = replace(self.result, found=best)
            self._panel.refresh()
