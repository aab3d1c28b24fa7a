"""Record timeline 征信时间线: which mark does each month get, and on which day does the last one leave the report?"""

from datetime import date

from babel.dates import format_date

from credit import rules
from widgets import told_months
from widgets.controls import DAY_UNIT, Choice, Day, Number, Text
from widgets.guess import Ask
from widgets.html import Table
from widgets.language import N_
from widgets.loan_terms import LOAN
from widgets.months import MonthPage
from widgets.record_picture import draw, tall
from widgets.record_story import HERE, Outcome, paid, records
from widgets.rule_words import PLACES
from widgets.simulator import Simulator

TODAY = date(2026, 11, 22)


def _waiting(values):
    return told_months.UNPAID in told_months.read(values["history"], None)


CONTROLS = (
    Number(
        "settled", N_("Caught up on day"),
        N_("Days after the first due date left unpaid. On that day everything overdue is paid."),
        109, 0, 1095, when=lambda values: _waiting(values) and values["paid"] == "day",
    ),
    Choice(
        "paid", N_("Months left unpaid"), N_("Whether the months marked “unpaid” are ever paid."), "day",
        {"day": N_("are paid on the day set here"), "never": N_("are never paid")}, _waiting,
    ),
    Choice(
        "place", N_("Rules of"), N_("The same payments under the rules of three places."), "cn",
        {place: PLACES[place] for place in ("cn", "us", "gb")},
    ),
    Number(
        "late", N_("Days late"), N_("Each month that you click to “late” is paid so many days after its due date."),
        10, 1, told_months.MOST_DAYS, unit=DAY_UNIT,
        when=lambda values: told_months.LATE in told_months.read(values["history"], None),
    ),
    Number(
        "cutoff", N_("Reporting day"), N_("On this day of the month the mark is written; 31 means the last day."),
        31, 1, 31,
    ),
    Number("queries", N_("Loan applications today"), N_("Each one lets a lender look at the report."), 0, 0, 12),
    Choice(
        "error", N_("An error in the report"),
        N_("One payment that came on its day stands in the report as 27 days late."), "none",
        {"none": N_("no error"), "open": N_("yes, and nobody objects"), "disputed": N_("yes, and you object today")},
    ),
    Day("first_due", N_("First due date"), N_("The later ones fall on the same day of each month."),
        date(2026, 4, 5), date(2020, 2, 1), date(2035, 12, 31)),
    Number("months", N_("Instalments of the loan"), N_("One a month."), 24, 12, 60),
    Day("today", N_("Today"), N_("The day from which the days are counted."), TODAY, date(2020, 2, 1),
        date(2040, 12, 31)),
    LOAN[0],
    LOAN[2],
    Text("history", N_("Payments, month by month"),
         N_("One sign a month: . paid on the day, L late, x unpaid, or a number of days late. "
            "The last sign goes on to the end."),
         ". . . . x", told_months.read, 2),
)  # fmt: skip


class RecordTimeline(Simulator):
    title = N_("Record timeline")
    lesson = "05_the_credit_record"
    controls = CONTROLS
    first = ("settled", "paid", "place", "late", "cutoff")
    ask = Ask(
        "days_until_clean",
        N_("Everything overdue is paid today, day 109. In how many days does the last mark leave the report?"),
        {"settled": 109},
        unit="days",
    )
    example = {"settled": 200}
    rules = (
        *("record_5_years", "status_codes", "m_code", "status_months_60", "reporting_lag", "who_reports"),
        *("pre_notice_negative", "hard_query", "query_consent", "free_reports_2", "dispute_20_days"),
        *("statement_right", "special_transactions", "credit_repair_2025_policy", "credit_repair_2025_closed"),
        "credit_repair_scam",
    )
    as_of = TODAY

    def outcome(self, values):
        settled = None if values["paid"] == "never" else values["settled"]
        names = ("first_due", "months", "history", "late", "principal", "rate", "error", "today")
        first_due, months, history, late, principal, rate, error, today = (values[name] for name in names)
        terms = (first_due, months, history, late, settled, principal, rate, error, today)
        return Outcome(paid(*terms), records(values["cutoff"], *terms), values)

    def height(self, width):
        return tall(width, self.values["months"])

    def picture(self, stage, outcome, t, guess):
        draw(stage, outcome, t, guess)

    def sentence(self, o, t):
        words, more = self.facts(o, t), []
        item, paid = o.last_item, o.overdue
        if item is None:
            late = any(record.items for record in o.records.values())
            first = (
                t("Something was late, but no reporting day saw enough of it: these rules keep no entry.")
                if late
                else t("Everything was paid on its day. The report shows nothing late.")
            )
        elif o.record.open:
            first = t(
                "{overdue} is overdue today. While it is unpaid, the {years} years have not begun, "
                "and nobody can name the day on which it leaves.", **words,
            )  # fmt: skip
        elif item.end.answer["hidden_from"]:
            first = t("Not shown any more since {hidden}: the one-off repair covers it.", **words)
            more.append(t("Without that policy it would be kept until {kept}.", **words))
        elif not o.days_until_clean:
            first = t("The last entry left the report on {leaves}.", **words)
        elif not paid or o.place == "cn" and o.story.paid_on not in (None, item.spell.ended):
            first = t("The last entry leaves the report on {leaves}: {days} days from today.", **words)
        elif o.place == "cn" and not o.story.paid_on:
            first = t(
                "{overdue} is overdue today. On {ended} everything is paid, and that starts the clock: "
                "the last entry leaves on {leaves}, {days} days from today.", **words,
            )  # fmt: skip
        elif o.place == "cn":
            first = t(
                "Paying {overdue} on {settled} starts the clock: the last entry leaves on {leaves}, "
                "{days} days from today.", **words,
            )  # fmt: skip
        elif o.story.paid_on:
            first = t(
                "Paying {overdue} on {settled} does not start this clock: it runs from the lateness, "
                "and the last entry leaves on {leaves}, {days} days from today.", **words,
            )  # fmt: skip
        else:
            first = t(
                "{overdue} is overdue today, and still the last entry leaves on {leaves}, {days} days from today: "
                "this clock does not wait for the money.", **words,
            )  # fmt: skip
        if item and item.kind == "charge_off":
            more.append(t("The lender wrote it off, so the {years} years count from {clock_from}.", **words))
        if item and item.kind == "default":
            more.append(t("A default was recorded on {clock_from}, and the {years} years count from there.", **words))
        if o.marked_months:
            months = t.plural("one month of the page is marked", "{n} months of the page are marked", o.marked_months)
            more.append(t("Worst mark: {worst}; {months}.", months=months, **words))
        more += self._more(o, t, words)
        return [first, t.join(more)] if more else [first]

    def _more(self, o, t, words):
        """Queries and the error."""
        more = []
        if o.queries_until:
            count = t.plural("One query", "{n} queries", o.values["queries"])
            more.append(t("{count} of today can be seen until {queries_until}.", count=count, **words))
        elif o.values["queries"]:
            more.append(t("The course holds no rule on how long queries are shown there."))
        if o.values["error"] == "open" and o.story.wrong is not None:
            more.append(t("The payment of {wrong} came on its day, and the report says otherwise.", **words))
        if o.values["error"] == "disputed" and o.story.wrong is not None:
            more.append(
                t("The objection must be answered by {answer_by}; the wrong mark of {wrong} goes.", **words)
                if o.answer_by
                else t("The wrong mark of {wrong} goes; the course holds no time for the answer there.", **words)
            )
        if o.values["error"] != "none" and o.story.wrong is None:
            more.append(t("No month of this page was paid on its day, so there is none that could be wrong."))
        return more

    def table(self, o, t):
        s = o.story
        rows = [
            [_month(due, t), _note(o, n, t), *(o.records[place].marks[n] for place in HERE[::-1])]
            for n, due in enumerate(s.due)
        ]
        here = next((n for n, due in enumerate(s.due) if (due.year, due.month) == (o.today.year, o.today.month)), None)
        ends = [_until(o.records[place], t) for place in HERE[::-1]]
        rows.append([t("last entry leaves"), "", *ends])
        heads = [t("Month"), t("Paid"), *(t(PLACES[place]) for place in HERE[::-1])]
        return Table(t("What was paid, and the mark of each month under the rules of three places"), heads, rows, here)

    def working(self, o, t):
        words, item = self.facts(o, t), o.last_item
        codes = rules.get("cn", "status_codes").on(o.today).value
        begins = t.series(t.number(int(day)) for day in codes.values())
        lines = [
            t("A mark counts the days from the oldest unpaid due date to the reporting day. "
              "In mainland China the codes 1, 2 and on begin on the days {begins}.", begins=begins)
        ]  # fmt: skip
        if item and o.record.open:
            lines.append(t("Deletion = end of the lateness + {years} years. There is no end yet.", **words))
        elif item and o.place == "cn":
            line = N_("Deletion = end of the lateness ({ended}) + {years} years = {kept}.")
            lines.append(t(line, **words))
        elif item and item.kind == "charge_off":
            line = N_("Deletion = first missed due date ({missed}) + {days_before} days + {years} years = {kept}.")
            lines.append(t(line, **words))
        elif item and item.kind == "default":
            lines.append(t("Deletion = day of the default ({clock_from}) + {years} years = {kept}.", **words))
        elif item:
            lines.append(t("Deletion = missed due date ({clock_from}) + {years} years = {kept}.", **words))
        if item and o.days_until_clean:
            lines.append(t("From {today} to {leaves} it is {days} days.", **words))
        lines += [
            t("A payment closes the oldest unpaid instalment. Late charges are left out here; lesson 4 counts them."),
            t("Computed in credit/record.py and credit/decisions/record_items.py."),
        ]
        return lines

    def facts(self, o, t):
        item, record = o.last_item, o.record
        answer = item.end.answer if item else {}
        years, before = _rule_figures(o.place, o.today)
        dates = {
            "leaves": record.last_shown, "kept": answer.get("leaves"), "hidden": answer.get("hidden_from"),
            "clock_from": answer.get("clock_from"), "settled": o.story.paid_on, "today": o.today,
            "missed": item.spell.missed if item else None, "ended": item.spell.ended if item else None,
            "queries_until": o.queries_until, "answer_by": o.answer_by,
        }  # fmt: skip
        numbers = {
            "days": o.days_until_clean, "years": years, "days_before": before, "marked": o.marked_months,
            "queries": o.values["queries"], "late": o.values["late"], "cutoff": o.values["cutoff"],
            "waited": item.spell.longest if item else 0,
        }  # fmt: skip
        return (
            {name: t.date(day) if day else "–" for name, day in dates.items()}
            | {name: "–" if n is None else t.number(n) for name, n in numbers.items()}
            | {"overdue": t.money(o.overdue), "instalment": t.money(int(o.story.ledger.schedule.instalment[0, 0]))}
            | {"worst": record.worst, "page": " ".join(record.marks)}
            | {"wrong": _month(o.story.due[o.story.wrong], t) if o.story.wrong is not None else "–"}
        )

    # The page of months to click -----------------------------------------------------------------------------------

    def own(self, panel):
        self.page = MonthPage()

        def click(index):
            story = self.result.story
            if 0 <= index < len(story.due):
                panel.set("history", told_months.clicked(story.signs, index, story.sign(index)))

        self.page.on_click(click)
        return [self.page]

    def show_own(self, o, t):
        cells = []
        for n, (due, mark) in enumerate(zip(o.story.due, o.record.marks)):
            note = _note(o, n, t)
            words = {"month": _month(due, t), "note": note, "mark": mark}
            cells.append({
                "year": format_date(due, {"en": "y", "zh": "y年"}[t.code], locale=t.locale),
                "month": format_date(due, {"en": "MMM", "zh": "M月"}[t.code], locale=t.locale),
                "mark": mark, "note": note, "level": o.degree(mark),
                "name": t("{month}: {note}; the report shows {mark}", **words),
            })  # fmt: skip
        heading = t("Click a month to change what was paid: on time, late, unpaid. The large sign is the mark.")
        with self.page.hold_sync():
            self.page.cells, self.page.heading = cells, heading


def _rule_figures(place, on):
    """For how many years the place keeps an entry, and how many days a charge-off waits before them."""
    name = {"cn": "record_5_years", "us": "us_fcra_7_years", "gb": "gb_credit_file_6y"}[place]
    value = rules.get(place, name).on(on).value
    if place == "cn":
        return int(value), 0
    return int(value["years"]), int(value.get("days_after_delinquency", 0))


def _month(day, t):
    return format_date(day, {"en": "MMMM y", "zh": "y年M月"}[t.code], locale=t.locale)


def _note(o, n, t):
    """What was paid for month n, in a word that fits a cell."""
    sign = o.story.sign(n)
    if sign in (told_months.ON_TIME, "0"):
        return t("on time")
    if sign == told_months.UNPAID:
        return t("later") if o.story.paid_on else t("unpaid")
    return t("+{n} d", n=t.number(o.values["late"] if sign == told_months.LATE else int(sign)))


def _until(record, t):
    if record.open:
        return t("no day yet")
    return t.date(record.last_shown) if record.last_shown else t("nothing kept")
