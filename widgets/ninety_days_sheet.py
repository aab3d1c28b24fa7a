"""The plan on one page, from the data of `credit.ninety_days_plan`: a page to print, a Word file, a calendar file."""

import base64
from datetime import UTC, date, datetime, timedelta
from html import escape

from icalendar import Alarm, Calendar, Event

from widgets import ninety_days_words as words
from widgets.html import Table
from widgets.language import N_, Language
from widgets.letters import BLANK, all_letters, blank_document, file_of

CALENDAR = "text/calendar;charset=utf-8"
BORROWER = {
    "A": N_("Lin Qiao"),
    "B": N_("Chen Yu"),
    "C": N_("Zhao Ming"),
    "D": N_("Sun Li"),
    "E": N_("Wu Jian"),
    "own": "",
}
DATES = {
    "next_due": N_("Pay what falls due, before anything else but rent and food"),
    "receipt": N_("Ask each lender for a paper that says the loan is settled"),
    "read_record": N_("Read my credit report, and compare it with this page"),
    "mark_leaves": N_("The mark leaves the record: look whether it has gone"),
    "review_plan": N_("Look back: is the plan still one that I can keep?"),
}
LOOK = (
    "body{max-width:46em;margin:2em auto;padding:0 1em;font:15px/1.5 system-ui,sans-serif;color:#1f2a37}"
    "h1{font-size:22px;margin:0 0 .3em}h2{font-size:16px;margin:1em 0 .2em}p,ul,ol{margin:.2em 0}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:right;padding:3px 8px;border-bottom:1px solid #d9dee4}"
    "th:first-child,td:first-child{text-align:left}caption{display:none}@media print{body{margin:0;font-size:12px}}"
)


def sections(found: dict, game, t: Language) -> list[tuple]:
    """The parts of the page, in order: ("head", words), ("text", words), ("list", lines), ("table", Table)."""
    day = lambda iso: t.date(date.fromisoformat(iso))
    budget, parts = found["budget"], []
    parts += [("head", t("1. What is there each month")), ("text", t(
        "{income} comes in. {essentials} stays for food, rent, medicine and those who depend on me. {free} is free.",
        income=t.money(budget["income"]), essentials=t.money(budget["essentials"]), free=t.money(budget["free"]),
    ))]  # fmt: skip
    heads = [t("Debt"), t("Rate a year"), t("To get up to date"), t("Next due"), t("Instalment"), t("I pay")]
    rows = [
        [words.debt_name(r["debt"], t), t.percent(_share(r["rate"])), t.money(r["to_get_current"]), day(r["due"]),
         t.money(r["instalment"]), t.money(r["pay"])] for r in found["order"]
    ]  # fmt: skip
    parts += [("head", t("2. In which order")), ("table", Table(t("In which order"), heads, rows))]
    parts += [("head", t("3. What I ask for, in writing"))]
    if found["ask"]:
        first, *others = found["ask"]
        parts += [("text", line) for line in ask_letter(first, game, t)]
    if found["ask"][1:]:
        parts += [("text", t("The same letter goes to the others, each with its own sum:")), ("list", [
            t("{debt}: {sum} a month from {date} on, about {months}", debt=words.debt_name(one["debt"], t),
              sum=t.money(one["can_pay"]), date=day(one["from"]), months=_months(one, t)) for one in others
        ])]  # fmt: skip
    if not found["ask"]:
        parts += [("text", t("Nothing has to be asked for: the instalments fit."))]
    parts += [("head", t("4. What I have kept as evidence"))]
    kept = [
        t("{day}: {what}", day=day(e["day"]), what=_contact(e, t)) for e in found["evidence"]
    ]  # fmt: skip
    parts += (
        [("list", _short(kept, t))] if kept else [("text", t("Contract and payment slips; no contacts are saved."))]
    )
    parts += [("head", t("5. A complaint, if there is cause"))]
    for one in found["complaints"]:
        parts += [("text", line) for line in complaint_letter(one, found, game, t)]
    if not found["complaints"]:
        parts += [("text", t("No line was crossed that I could show. Nothing to send."))]
    parts += [("head", t("6. Three dates")), ("list", [
        t("{day}: {what}", day=day(d["date"]), what=_due(d, t)) for d in found["dates"]
    ])]  # fmt: skip
    return parts


def _share(rate: str) -> float:
    top, _, under = rate.partition("/")
    return int(top) / int(under or 1)


def _me(game, t):
    name = BORROWER[game.borrower]
    return t(name) if name else ""


def _due(one, t):
    kind = one["kind"]
    return t(DATES[kind])


def _breach(entry, t):
    kind = entry["breach"]
    return t(words.BREACH[kind]) if kind else t("a call")


def _contact(entry, t):
    return t("{lender}: {breach}", lender=words.debt_name(entry["debt"], t), breach=_breach(entry, t))


def _short(lines, t, most=8):
    left = len(lines) - most
    more = [t.plural("and one more, in the same folder", "and {n} more, in the same folder", left)] if left > 0 else []
    return [*lines[:most], *more]


def _months(one, t):
    """How long the request runs; a line to write on where its sum never repays the loan."""
    return t.plural("one month", "{n} months", one["months"]) if one["months"] else BLANK


def ask_letter(one: dict, game, t: Language) -> list[str]:
    """The request to one lender."""
    values = {
        "lender": words.debt_name(one["debt"], t), "me": _me(game, t),
        "sum": t.money(one["can_pay"]), "date": t.date(date.fromisoformat(one["from"])),
        "months": _months(one, t),
    }  # fmt: skip
    return all_letters()["ninety_ask"].filled(t, values)


def complaint_letter(one: dict, found: dict, game, t: Language) -> list[str]:
    """The complaint to one lender: it may answer within a month."""
    rows = [t("{day}: {what}", day=t.date(date.fromisoformat(b["day"])), what=_breach(b, t))
            for b in one["breaches"]]  # fmt: skip
    by = date.fromisoformat(found["day"]) + timedelta(30)
    values = {
        "lender": words.debt_name(one["debt"], t), "me": _me(game, t),
        "list": t("; ").join(_short(rows, t)), "by": t.date(by),
    }  # fmt: skip
    return all_letters()["ninety_complaint"].filled(t, values)


def title(found: dict, t: Language) -> str:
    """The head of the page."""
    return t("My plan on one page, {day}", day=t.date(date.fromisoformat(found["day"])))


def body_html(parts) -> str:
    """The parts as HTML."""
    made = {
        "head": lambda words: f"<h2>{escape(words)}</h2>",
        "text": lambda words: f"<p>{escape(words)}</p>",
        "list": lambda lines: "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>",
        "table": lambda table: table.html(),
    }
    return "".join(made[kind](what) for kind, what in parts)


def html(found: dict, game, t: Language) -> str:
    """A page of its own that opens in any browser and prints on one sheet."""
    head = escape(title(found, t))
    return (
        f'<!DOCTYPE html><html lang="{t.code}"><head><meta charset="utf-8"><title>{head}</title><style>{LOOK}</style>'
        f"</head><body><h1>{head}</h1>{body_html(sections(found, game, t))}</body></html>"
    )


def docx(found: dict, game, t: Language) -> bytes:
    """The same as a Word file."""
    document = blank_document(title(found, t))
    document.add_paragraph(title(found, t)).runs[0].bold = True
    for kind, what in sections(found, game, t):
        if kind == "table":
            table = document.add_table(rows=1, cols=len(what.columns))
            for cells, row in [(table.rows[0].cells, what.columns), *((table.add_row().cells, r) for r in what.rows)]:
                for cell, text in zip(cells, row):
                    cell.text = text
        elif kind == "list":
            for line in what:
                document.add_paragraph(line, style="List Bullet")
        else:
            run = document.add_paragraph(what).runs[0]
            run.bold = kind == "head"
    return file_of(document)


def ics(found: dict, t: Language) -> bytes:
    """The three dates for a calendar, each for the whole day, with a reminder the evening before."""
    calendar = Calendar()
    calendar.add("prodid", "-//Due Course//Ninety days//EN")
    calendar.add("version", "2.0")
    made = datetime.fromisoformat(found["day"]).replace(tzinfo=UTC)
    for n, one in enumerate(found["dates"], 1):
        event, on = Event(), date.fromisoformat(one["date"])
        event.add("uid", f"{one['kind']}-{n}-{one['date']}@due-course.invalid")
        event.add("summary", _due(one, t))
        event.add("dtstamp", made)
        event.add("dtstart", on)
        event.add("dtend", on + timedelta(1))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _due(one, t))
        alarm.add("trigger", timedelta(hours=-5))
        event.add_component(alarm)
        calendar.add_component(event)
    return calendar.to_ical()


def base64_of(data: bytes) -> str:
    """For a link that saves it."""
    return base64.b64encode(data).decode("ascii")
