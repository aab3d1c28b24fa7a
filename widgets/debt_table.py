"""The learner's debts: prepared sets, a table to fill in, and what is said of a cell that cannot be read."""

from functools import lru_cache

import ipywidgets as w

from credit import debt_list
from credit.cells import plain
from credit.debt_list import MOST, NAMES, Owed
from credit.tables import Refused
from widgets import lesson_data
from widgets.assist import ASSETS
from widgets.contact_log_table import LogTable
from widgets.language import LANGUAGES, N_, Language, language

OWN = "own"
COLUMNS = {
    "name": N_("Debt"),
    "balance": N_("Owed today"),
    "rate": N_("Rate (% a year)"),
    "minimum": N_("Minimum a month"),
    "share": N_("Minimum (% of the balance)"),
    "calls": N_("Calls a week"),
    "place": N_("Place in my order"),
    "monthly_fee": N_("Fee a month"),
    "late_fee": N_("Fee when late"),
}
ALLOWED = {
    "name": N_("a name of up to 100 characters"),
    "balance": N_("an amount from 100 to 1,000,000"),
    "rate": N_("a rate from 0 to 300, such as 24 or 24%"),
    "minimum": N_("an amount from 0 to 1,000,000, or empty"),
    "share": N_("a share from 0 to 100, such as 10 or 10%"),
    "calls": N_("a whole number from 0 to 200, or empty"),
    "place": N_("a whole number from 1 to 8, or empty"),
    "monthly_fee": N_("an amount from 0 to 1,000, or empty"),
    "late_fee": N_("an amount from 0 to 1,000, or empty"),
}


SETS = {
    "four": N_("four debts"),
    "one_debt": N_("one debt of 5,000"),
    "one_card": N_("one card, 5,000 owed"),
    "zhao": N_("Zhao Ming's three debts"),
    "zhao_plan": N_("Zhao Ming, with a plan"),
    "sun": N_("Sun Li's two loans"),
    OWN: N_("my own debts"),
}


@lru_cache(maxsize=64)
def prepared(name: str, code: str) -> tuple[Owed, ...]:
    """The debts of a prepared set, with their names in this language."""
    rows = [{**row, "name": row["name"][code]} for row in lesson_data.read("debts")[name]]
    return debt_list.read(debt_list.written(rows))


@lru_cache(maxsize=64)
def own(table: bytes | str) -> tuple[Owed, ...]:
    """The debts of a table with headings in either language.

    Raises
    ------
    Refused
        Naming every bad cell.
    """
    return debt_list.read(table, _headings())


@lru_cache(maxsize=1)
def _headings():
    return {plain(language(code)(label)).lower(): name for code in LANGUAGES for name, label in COLUMNS.items()}


def read_text(text, t: Language) -> None:
    """Can this table be read? A ValueError in the learner's language names every wrong cell."""
    try:
        own(text)
    except Refused as refused:
        raise ValueError(said(refused, t)) from refused


def said(refused: Refused, t: Language, typed: bool = False) -> str:
    """Every wrong cell in one line; `typed` into the table on the screen, where debts are counted and not lines."""
    whole = [p for p in refused.problems if _of_the_whole(p)]
    lines = [_whole(whole[0], t)] if whole else []
    lines += [_cell(p, t, typed) for p in refused.problems if p not in whole]
    return t("; ").join(lines)


def _of_the_whole(problem):
    """Is it about the headings, or about the table as a whole, rather than one cell?"""
    return problem.field not in COLUMNS or problem.allowed.startswith(("a column", "each column"))


def _whole(problem, t):
    known = t(", ").join(t(label) for label in COLUMNS.values())
    if not problem.line and problem.value.isdigit():
        return t("The table holds {n} debts; allowed are 1 to {most}.", n=problem.value, most=MOST)
    if not problem.line:
        return t("This holds no table as text. Its first line names the columns: {known}.", known=known)
    words = {"line": problem.line, "value": problem.value, "known": known}
    return t("line {line}: “{value}” does not fit. The first line names the columns: {known}.", **words)


def _cell(problem, t, typed):
    words = {"line": problem.line - 1 if typed else problem.line, "value": problem.value,
             "field": t(COLUMNS[problem.field]), "allowed": t(ALLOWED[problem.field])}  # fmt: skip
    if typed:
        return t("debt {line}, {field}: “{value}” is not {allowed}", **words)
    return t("line {line}, {field}: “{value}” is not {allowed}", **words)


class DebtTable(LogTable):
    """The table on the screen; `rows` are what the learner sees and types."""

    _css = (ASSETS / "contact_log.css").read_text("utf-8") + (ASSETS / "debt_table.css").read_text("utf-8")

    def say(self, t: Language) -> None:
        self.columns = [
            {"name": name, "label": t(label), "kind": "text" if name == "name" else "amount", "options": []}
            for name, label in COLUMNS.items()
        ]
        self.words = {
            "add": t("Add a debt"),
            "remove": t("Remove debt {n}"),
            "number": t("No."),
            "choose": t("Debt {n}"),
            "none": "",
            "caption": t("The debts: every cell can be changed; empty means none"),
        }

    def show(self, debts, t: Language) -> bool:
        """The debts as they stand; see `put`."""
        anew = self.put(debt_list.rows(debts))
        self.chosen = min(self.chosen, max(1, len(self.rows)))
        return anew


class Upload(w.VBox):
    """A button that takes in a CSV file; `took(bytes)` gets its content. It goes to the learner's own kernel only."""

    def __init__(self, took):
        self.button = w.FileUpload(accept=".csv,.txt", multiple=False, layout={"width": "fit-content"})
        self.button.observe(lambda change: self._taken(change["new"], took), "value")
        super().__init__([self.button])
        self.add_class("dc-upload")

    def say(self, words: str) -> None:
        if self.button.description != words:
            self.button.description = self.button.tooltip = words

    def _taken(self, files, took):
        if files:
            took(bytes(files[0]["content"]))
            self.button.value = ()  # so that the same file, once mended, can be taken in again


def with_one_more(rows) -> list[dict]:
    """The rows and a small debt to be changed."""
    return [*rows, dict.fromkeys(NAMES, "") | {"name": str(len(rows) + 1), "balance": "1000", "rate": "18"}]
