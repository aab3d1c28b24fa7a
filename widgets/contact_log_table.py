"""A contact log as a table to fill in: rows of text between the log that `credit` reads and the cells on the screen."""

import csv
import io
from datetime import date, timedelta

import traitlets
from anywidget import AnyWidget

from credit.contact_log import SEVERAL, Contact
from widgets.assist import ASSETS
from widgets.contact_words import COLUMNS, KINDS, OPTIONS, VERDICT, weekday
from widgets.language import Language


def cells(contact: Contact) -> dict[str, str]:
    """One contact as the words that stand in its cells; what is not known is empty."""
    found = {}
    for name in COLUMNS:
        value = getattr(contact, name)
        if value in (None, frozenset()):
            found[name] = ""
        elif name == "date":
            found[name] = value.isoformat()
        elif name == "time":
            found[name] = f"{value:%H:%M}"
        elif name == "connected":
            found[name] = "yes" if value else "no"
        elif name in SEVERAL:
            found[name] = " ".join(key for key in OPTIONS[name] if key in value)
        else:
            found[name] = str(value)
    return found


def written(rows, t: Language) -> str:
    """The rows as a table to copy and to paste again, in the words of the panel."""
    used = [name for name in COLUMNS if name in ("date", "channel") or any(row.get(name) for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([t(COLUMNS[name]) for name in used])
    writer.writerows([_said(name, row.get(name, ""), t) for name in used] for row in rows)
    return out.getvalue()


def _said(name, cell, t):
    options = OPTIONS.get(name, {})
    parts = cell.split() if name in SEVERAL else [cell]
    return {"zh": "、"}.get(t.code, " + ").join(t(options[part]) if part in options else part for part in parts)


class LogTable(AnyWidget):
    """The table on the screen. `rows` are what the learner sees and types; `chosen` is the row in hand, from 1."""

    _esm = (ASSETS / "contact_log.js").read_text("utf-8")
    _css = (ASSETS / "contact_log.css").read_text("utf-8")
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    marks = traitlets.List(traitlets.Dict()).tag(sync=True)
    columns = traitlets.List(traitlets.Dict()).tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    chosen = traitlets.Int(1).tag(sync=True)
    given = None  # the rows as they were last put here; cells that cannot be read stay as typed until others are put

    def put(self, rows) -> bool:
        """Show these rows, unless they are those that were last put here. Is what was typed gone?"""
        if rows == self.given:
            return False
        self.given, before = rows, self.rows
        if rows != before:
            self.rows = rows
        return True

    def say(self, t: Language) -> None:
        """Headings, pick lists and buttons in this language."""
        columns = []
        for name, label in COLUMNS.items():
            options = [[key, t(words)] for key, words in OPTIONS.get(name, {}).items()]
            kind = KINDS.get(name, "choice" if options else "text")
            columns.append({"name": name, "label": t(label), "kind": kind, "options": options})
        self.columns = columns
        self.words = {
            "add": t("Add a contact"),
            "remove": t("Remove contact {n}"),
            "number": t("No."),
            "choose": t("Contact {n}"),
            "none": t("nothing yet"),
            "caption": t("The log: every cell can be changed; empty means not known"),
        }

    def show(self, log, verdicts, chosen: int, t: Language) -> bool:
        """The log as it stands, with the verdict of each row; see `put`."""
        anew = self.put([cells(c) for c in log])
        self.marks = [
            {"verdict": verdict, "words": t("{day}, {verdict}", day=weekday(c.date, t), verdict=t(VERDICT[verdict]))}
            for c, verdict in zip(log, verdicts)
        ]
        self.chosen = chosen
        return anew


def with_one_more(rows, first) -> list[dict]:
    """The rows and an empty contact, on the day after the last."""
    last = max((date.fromisoformat(row["date"]) for row in rows if row.get("date")), default=None)
    day = first if last is None else last + timedelta(1)
    return [*rows, {"date": day.isoformat(), "channel": "call"}]
