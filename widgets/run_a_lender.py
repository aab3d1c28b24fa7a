"""Run a lender 经营一家放贷机构: what does lax approval bring now, what does it cost later, and who carries it?"""

from datetime import date

import numpy as np

from credit import rules
from credit.lender import STYLISED
from credit.money import exact
from widgets import lender_quarters as quarters
from widgets.guess import Ask
from widgets.html import Table
from widgets.language import N_
from widgets.lender_book import STEP, outcome_of
from widgets.lender_picture import draw, tall
from widgets.lender_terms import CONTROLS, END
from widgets.months import MonthPage
from widgets.simulator import Simulator

AS_OF = date(2026, 11, 22)


class RunALender(Simulator):
    title = N_("Run a lender")
    lesson = "13_the_system_around_you"
    controls = CONTROLS
    first = ("cut_off", "price", "now", "view", "repeat")
    ask = Ask(
        "watched_rate",
        N_(
            "In quarters 5 and 6, in a boom, this lender refuses nobody. A downturn follows. Of 100 loans made in "
            "quarter 6, how many are given up as lost in the end?"
        ),
        {},
        unit="percent",
    )
    example = {"lax": "", "now": 6}
    rules = (
        *("nfra_consumer_2022", "cf_measures_2024", "gbt_agency_review", "bank_online_loan_collect"),
        *(
            "cost_sheet_2026",
            "financial_24pct_line",
            "cf_20pct_guidance",
            "ml_online_caps",
            "assisted_loan_notice_2025",
        ),
        "pipl_share_separate",
    )
    as_of = AS_OF

    def outcome(self, values):
        return outcome_of(values)

    def height(self, width):
        return tall(width)

    def picture(self, stage, outcome, t, guess):
        draw(stage, outcome, t, guess)

    def sentence(self, o, t):
        words = self.facts(o, t)
        if not o.borrowers:
            return [
                t("Nobody gets a loan: no profit, no loss, and {good} people refused who would have paid.", **words)
            ]
        if o.now < END:
            later = t("Who carries the loss, and how many people it met, is known when every loan has ended.")
            return [self._first(o, t, words), later]
        whole = N_("When every loan has ended it has earned {profit}, on {lent} lent to {borrowers} borrowers.")
        if o.profit < 0:
            whole = N_("When every loan has ended it has lost {deficit}, on {lent} lent to {borrowers} borrowers.")
        people = N_(
            "{good} people were refused who would have paid, {spiral} borrowers filled gaps with other loans twice or "
            "more, and there were {complaints} complaints."
        )
        fan = N_(
            "Of the loans of quarter {watched}, {watched_rate} are given up in the end; without lax quarters, "
            "{usual_rate}."
        )
        if o.values["view"] == "quarters" and not (o.lax and o.more.any()):
            return [t(whole, **words), t.join([t(people, **words), *self._line(o, t, words)])]
        told = [t(fan, **words)] if o.lax and o.watched_rate != o.usual_rate and o.usual.granted.any() else []
        more = t.join([*told, t(whole, **words), t(people, **words), *self._line(o, t, words)])
        return [self._first(o, t, words), more]

    def _first(self, o, t, words):
        """What the second picture shows."""
        view, lax = o.values["view"], bool(o.lax and o.more.any())
        if view == "late":
            line = N_("At the end of quarter {counted_at}, {count} of {running} running loans are late: {rate}.")
            if not o.late[1][o.counted_at - 1]:
                line = N_("At the end of quarter {counted_at} no loan is running.")
            elif o.now > o.counted_at:
                line = N_("At the end of quarter {counted_at}, the last in which loans are made, {count} of {running} "
                          "running loans are late: {rate}.")  # fmt: skip
            return t(line, **words)
        if view == "cut_offs":
            line = N_(
                "With cut-off {tried} in every quarter the first year brings {first_year}, the third {third_year}. "
                "Most profit in the first year: cut-off {best_now}. In the third: {best_later}."
            )
            if o.tried[2][min(o.values["cut_off"] // STEP, 100 // STEP)] < 0:
                line = N_(
                    "With cut-off {tried} in every quarter the first year brings {first_year}, and the third costs "
                    "{third_cost}. Most profit in the first year: cut-off {best_now}. In the third: {best_later}."
                )
        elif lax and o.now == END:
            line = N_("The lax quarters bring {gained} more profit in {spell}, and cost {lost} in the others.")
            words = {**words, "spell": t.plural("one quarter", "{n} quarters", o.ahead)}
        elif lax and o.added < 0:
            line = N_("By the end of quarter {now} the lax quarters have cost {added_cost} of profit.")
        elif lax:
            line = N_("By the end of quarter {now} the lax quarters have added {added} to the profit.")
        elif o.so_far < 0:
            line = N_("By the end of quarter {now} this lender has lost {hole}.")
        else:
            line = N_("By the end of quarter {now} this lender has earned {so_far}.")
        return t(line, **words)

    def _line(self, o, t, words):
        """What the price meets in court."""
        line = rules.get("cn", "financial_24pct_line").on(AS_OF).value
        if exact(o.values["price"]) <= line:
            return []
        return [t("In mainland China a borrower may ask a court to cut what lies above {line} a year.",
                  line=t.percent(line / 100, 0))]  # fmt: skip

    def table(self, o, t):
        number, running = o.late
        profit, usual = o.profits(o.book), o.profits(o.usual)
        ended = o.curves(END)[:, -1]
        cut_offs = o.book.lender.cut_offs
        rows = []
        for n in range(END):
            made = n < quarters.QUARTERS
            rate = ended[n] if made else np.nan
            rows.append([
                t.number(n + 1), t(quarters.WORDS[o.states[min(n, quarters.QUARTERS - 1)]]),
                t.number(cut_offs[n]) if made else "–", "–" if np.isnan(rate) else t.percent(rate),
                t.number(int(number[n])), t.number(int(running[n])),
                t.percent(o.rate(n + 1) / 10_000) if made and running[n] else "–",  # later only the late ones still run
                t.round_money(_rounded(profit[n])), t.round_money(_rounded(usual[n])),
            ])  # fmt: skip
        heads = [t("Quarter"), t("Economy"), t("Cut-off"), t("Its loans: given up in the end"), t("Late loans"),
                 t("Running loans"), t("Late rate"), t("Profit"), t("Profit without lax quarters")]  # fmt: skip
        return Table(t("The lender, quarter by quarter"), heads, rows, o.now - 1)

    def working(self, o, t):
        w = self.facts(o, t)
        return [
            t("Profit = interest + late interest − funding − review − collecting − fines − what is lost. Here: "
              "{interest} + {late_interest} − {funding} − {review} − {collecting} − {fines} − {net_lost} = "
              "{profit}.", **w),
            t("Lost = given up − recovered later − borne by the guarantor. A loan is given up {off} months late.", **w),
            t("Each month each borrower may miss: chance = 1 / (1 + e^−x), where x grows with the price, other loans "
              "and a downturn, and falls with the strength of the household. The score sees that strength only dimly.",
              **w),
            t("Late rate of a quarter's loans = those three or more months late, or given up, / all of them. Late "
              "rate of a day = late loans / running loans: here {count} / {running} = {rate} at the end of quarter "
              "{counted_at}.", **w),
            t("Who carries it: late charges are paid by those who were late; then the guarantor's part; then the "
              "margin in the price that all pay; then the lender's own money, {equity} of the most it had lent out; "
              "then those who funded it.", **w),
            t("This is a stylised model, made to be looked through, and no lender's data: {people} made-up people with "
              "fixed luck. It leaves out competition, taxes, provisions, what the lender does to the economy, "
              "different products, early repayment, court, and everything that people feel.", **w),
            t("Computed in credit/lender.py, credit/applicants.py and credit/portfolio.py."),
        ]  # fmt: skip

    def facts(self, o, t):
        f = {name: int(flow.sum()) for name, flow in o.book.flows.items()}
        carried, profits = o.book.carried(), o.profits(o.book)
        net = f["interest"] + f["late"] - f["funding"] - f["review"] - f["collection"] - f["fines"] - o.profit
        cuts, first, third = o.tried if o.values["view"] == "cut_offs" else ([], [], [])
        at = min(o.values["cut_off"] // STEP, 100 // STEP)
        money = {
            "profit": o.profit, "usual_profit": o.usual_profit, "gained": o.gained, "lost": o.lost, "so_far": o.so_far,
            "lent": f["lent"], "interest": f["interest"], "late_interest": f["late"], "funding": f["funding"],
            "review": f["review"], "collecting": f["collection"], "fines": f["fines"], "net_lost": net,
            "profit_now": int(profits[o.now - 1]), "more_now": int(o.more[o.now - 1]),
            "first_year": int(first[at]) if len(cuts) else 0, "third_year": int(third[at]) if len(cuts) else 0,
            "third_cost": max(-int(third[at]), 0) if len(cuts) else 0,
            "deficit": max(-o.profit, 0), "hole": max(-o.so_far, 0), "shortfall": max(o.usual_profit - o.profit, 0),
            "added": max(o.added, 0), "added_cost": max(-o.added, 0),
            **{f"by_{name}": part for name, part in carried.items()},
        }  # fmt: skip
        number, running = (int(a[o.counted_at - 1]) for a in o.late)
        counts = {
            "now": o.now, "counted_at": o.counted_at, "borrowers": o.borrowers, "good": o.book.excluded_good,
            "refused": o.refused, "tried": at * STEP,
            "good_of_100": o.good_of_100, "spiral": o.spiral, "complaints": o.complaints, "ahead": o.ahead,
            "count": number, "running": running, "watched": o.watched, "cut_off": o.values["cut_off"],
            "off": STYLISED.write_off_at, "people": o.values["applicants"],
            "best_now": o.best_now if len(cuts) else 0, "best_later": o.best_later if len(cuts) else 0,
        }  # fmt: skip
        return (
            {name: t.round_money(_rounded(value)) for name, value in money.items()}
            | {name: t.number(value) for name, value in counts.items()}
            | {"rate": t.percent(o.rate_now / 10_000), "equity": t.percent(exact(o.book.lender.equity), 0)}
            | {"given_up": t.percent(o.given_up / 10_000)}
            | {"watched_rate": t.percent(o.watched_rate / 10_000), "usual_rate": t.percent(o.usual_rate / 10_000)}
        )

    # The page of quarters to click ---------------------------------------------------------------------------------

    def own(self, panel):
        self.page = MonthPage()

        def click(index):
            row, quarter = divmod(index, quarters.QUARTERS)
            if row == 0:
                panel.set("economy", quarters.turned(self.result.states, quarter))
            elif row == 1:
                panel.set("lax", quarters.switched(self.result.lax, quarter))

        self.page.on_click(click)
        return [self.page]

    def show_own(self, o, t):
        heading = t(
            "Three years, to click: in the first row the economy changes, in the second approval turns lax or back."
        )
        with self.page.hold_sync():
            self.page.cells, self.page.heading = quarters.cells(o.states, o.lax, o.book.lender.cut_offs, t), heading


def _rounded(value) -> int:
    """To whole thousands of yuan, in cents: more digits would promise more than a model can say."""
    return int(round(int(value), -5))
