"""Contact-log checker 催收记录检查器: which contacts of this week are over the line, and of which rule?"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files

import ipywidgets as w

from credit import rules
from credit.contact_log import Contact, LogError, parse
from credit.contacts import breaches, side_by_side, to_verify
from credit.evidence import completeness, gaps
from credit.findings import BREACH, CANNOT_TELL, NOT_BOUND, WITHIN, Circumstances
from credit.pack_lines import CallLimit, call_limit, counted, open_hours
from credit.packs import PACKS
from widgets import contact_words as say
from widgets.contact_findings import findings_html, sides_html, times
from widgets.contact_log_table import LogTable, cells, with_one_more, written
from widgets.contact_words import CHECK_FIRST, NOT_JUDGED, VERDICT
from widgets.controls import Choice, Number, Text
from widgets.guess import Ask
from widgets.html import Table, paragraphs
from widgets.language import N_
from widgets.parts import Fold
from widgets.simulator import Simulator
from widgets.week_picture import height, week_picture

OWN = "own"
WEEKS = {
    "case_d_memory": N_("Sun Li, from memory"),
    "case_d_written": N_("Sun Li, with her call list"),
    "case_e": N_("Wu Jian's five contacts"),
    "visits": N_("four visits to a door"),
    "calm": N_("an ordinary week"),
    OWN: N_("a log of my own"),
}
EMPTY = N_(
    "Date,Time,How,From whom,Answered,Reached,Said or done,Proof kept\n"
    "2026-11-16,10:05,call,not known who,yes,me,spoke of the debt,\n"
)
DAYS = 7  # of a week
OWN_NUMBER = "me 我"  # as the prepared logs write it
YES_NO = {"no": N_("no"), "yes": N_("yes")}


@lru_cache(maxsize=64)
def log_of(week: str, text: str) -> tuple[Contact, ...]:
    """The contacts of a prepared week, or of the learner's own table."""
    text = text if week == OWN else (files("lessons") / "logs" / f"{week}.csv").read_text("utf-8")
    return parse(text, say.vocabulary())


def contacts_of(values) -> tuple[Contact, ...]:
    """The log under these values; empty where it cannot be read, which the control itself says."""
    try:
        return log_of(values["week"], values["log"])
    except LogError:
        return ()


def read_log(text, t) -> None:
    """Can this table be read? A ValueError in the learner's language names every wrong cell."""
    try:
        parse(text, say.vocabulary())
    except LogError as error:
        raise ValueError(say.problems(error, t)) from error


@dataclass(frozen=True)
class Outcome:
    """A log, what each pack of rules says about it, and the contact in hand; `percent` figures in hundredths."""

    log: tuple
    pack: str
    entry: int
    found: dict
    verdicts: tuple
    days: tuple
    counts: tuple
    hours: tuple | None
    limit: CallLimit | None
    complete: Fraction | None

    @property
    def contact(self):
        """The contact in hand; None in an empty log."""
        return self.log[self.entry - 1] if self.log else None

    @property
    def broken(self):
        return self.verdicts.count(BREACH)

    @property
    def doubtful(self):
        return self.verdicts.count(CANNOT_TELL)

    @property
    def strangers(self):
        """Who was it? To be checked before anything else can be said."""
        return self.verdicts.count(CHECK_FIRST)

    @property
    def within(self):
        return self.verdicts.count(WITHIN)

    @property
    def outside(self):
        """Contacts of which these rules say nothing: they do not bind the caller, or none is held for the place."""
        return self.verdicts.count(NOT_BOUND) + self.verdicts.count(NOT_JUDGED)

    @property
    def completeness(self):
        return 10 * round((self.complete or 0) * 1000)  # in tenths of a percent, as it is said

    @property
    def rules_broken(self):
        return len(self.rules_of(self.pack))

    def rules_of(self, pack):
        """The rules of a pack that were certainly broken, each once."""
        return tuple(dict.fromkeys(f.rule for f in breaches(self.found[pack])))


def _verdict(n, findings, strangers, judged):
    outcomes = {f.outcome for f in findings if n in f.contacts}
    if BREACH in outcomes:
        return BREACH
    if n in strangers:
        return CHECK_FIRST
    return next((o for o in (CANNOT_TELL, NOT_BOUND) if o in outcomes), WITHIN if judged else NOT_JUDGED)


@lru_cache(maxsize=128)
def _judged(log, pack, circumstances):
    found, strangers = side_by_side(log, circumstances), set(to_verify(log))
    verdicts = tuple(_verdict(n, found[pack], strangers, bool(PACKS[pack].checks)) for n in range(len(log)))
    return found, verdicts, completeness(log)


@lru_cache(maxsize=128)
def _lines(log, pack, circumstances, monday):
    days = tuple(monday + timedelta(n) for n in range(DAYS))
    last = next((d for d in reversed(days) if any(c.date == d for c in log)), days[-1])
    return days, tuple(counted(log, pack, days, circumstances)), open_hours(pack, last), call_limit(pack, last)


class ContactChecker(Simulator):
    title = N_("Contact-log checker")
    lesson = "07_where_the_line_is"
    controls = (
        Number("entry", N_("Contact"), N_("Step through the log; the picture shows the week of this contact."),
               1, 1, lambda v: max(1, len(contacts_of(v)))),
        Choice("pack", N_("Rules"), N_("Which rules are held against the log. All of them stand side by side below."),
               "cn_standard", say.PACK_CHOICE),
        Choice("week", N_("Log"), N_("A prepared log, or your own."), "case_d_memory", WEEKS),
        Text("log", N_("Paste your log"),
             N_("A table with a line of headings; change or fill in its cells below the picture. It stays here."),
             EMPTY, read_log, hint=say.headings_and_words, when=lambda v: v["week"] == OWN),
        Choice("caller", N_("Who called"), N_("Callers that are not known stay not known."), "log",
               {"log": N_("as the log says"), "lender": N_("the lender itself"),
                "agency": N_("an agency or debt buyer")}),
        Choice("late", N_("Agreed to late calls"), N_("You agreed to be called in the closed hours."), "no", YES_NO),
        Choice("reachable", N_("You could be reached"), N_("Then nobody else needed asking where you are."), "open",
               {"open": N_("not known"), **YES_NO}),
        Choice("own_number", N_("Number called"), N_("Where the log does not name the number that rang."), "open",
               {"open": N_("not known"), "own": N_("always my own")}),
    )  # fmt: skip
    first = ("entry", "pack", "week", "log", "caller", "late")
    ask = Ask(
        "completeness",
        N_("How much of what would prove her week has Sun Li written down?"),
        {"week": "case_d_memory"},
        unit="percent",
    )
    example = {"week": "calm", "entry": 1, "pack": "cn_standard", "caller": "log"}
    rules = (
        *("gbt_hours", "gbt_calls", "gbt_45251", "cba_2026", "cba_calls", "cba_visit", "cba_third_party", "cba_bans"),
        *("privacy_quiet", "nfra_consumer_2022", "crimes_lawful_debt_too", "security_admin_law_2026"),
    )
    as_of = date(2026, 11, 22)

    def outcome(self, values):
        log = contacts_of(values)
        if values["caller"] != "log":
            log = tuple(c if c.caller == "unknown" else replace(c, caller=values["caller"]) for c in log)
        circumstances = Circumstances(
            values["late"] == "yes",
            {"open": None}.get(values["reachable"], values["reachable"] == "yes"),
            OWN_NUMBER if values["own_number"] == "own" else None,
        )
        entry = min(values["entry"], max(1, len(log)))
        day = log[entry - 1].date if log else self.as_of
        found, verdicts, complete = _judged(log, values["pack"], circumstances)
        lines = _lines(log, values["pack"], circumstances, day - timedelta(day.weekday()))
        return Outcome(log, values["pack"], entry, found, verdicts, *lines, complete)

    def height(self, width):
        return height(width)

    def picture(self, stage, o, t, guess):
        week_picture(stage, o, t, guess)

    def sentence(self, o, t):
        words = self.facts(o, t)
        if not o.log:
            return [t("The log is empty. Add a contact, or paste a table.")]
        if not PACKS[o.pack].checks:
            first = t("For this place the course holds no rule on calls and visits, so nothing is judged.")
        else:
            first = t(
                "{pack}: {broken} of {count} over the line (rules broken: {rules_broken}), {doubtful} cannot be told.",
                **words,
            )
            if o.strangers:
                first = t.join([first, t("Check first who it is: {strangers}.", **words)])
        complete = t("Of what would prove it all, {completeness} is written down.", **words)
        return [first, t.join([self._one(o, t), complete])]

    def _one(self, o, t):
        c, mine = o.contact, [f for f in o.found[o.pack] if o.entry - 1 in f.contacts]
        worst = [f for f in mine if f.outcome == o.verdicts[o.entry - 1]] or [
            f for f in mine if f.outcome == CANNOT_TELL
        ]
        titles = [t.of(rules.get(PACKS[o.pack].jurisdiction, f.rule).title) for f in worst if f.outcome != WITHIN]
        when = f"{c.time:%H:%M}" if c.time else t("time not written")
        words = {
            "n": o.entry, "day": t("{weekday} {date}", weekday=say.weekday(c.date, t), date=t.date(c.date)),
            "time": when, "channel": say.word("channel", c.channel, t), "verdict": t(VERDICT[o.verdicts[o.entry - 1]]),
            "titles": t.series(dict.fromkeys(titles)),
        }  # fmt: skip
        if titles:
            return t("Contact {n}, {day}, {time}, {channel}: {verdict} ({titles}).", **words)
        return t("Contact {n}, {day}, {time}, {channel}: {verdict}.", **words)

    def table(self, o, t):
        shown = ("time", "channel", "caller", "connected", "reached", "said")
        rows = []
        for n, c in enumerate(o.log, 1):
            row = cells(c)
            words = [t.series(say.word(name, part, t) for part in row[name].split()) for name in shown[1:]]
            mine = [f for f in o.found[o.pack] if n - 1 in f.contacts and f.outcome in (BREACH, CANNOT_TELL)]
            titles = dict.fromkeys(t.of(rules.get(PACKS[o.pack].jurisdiction, f.rule).title) for f in mine)
            day = t("{weekday} {date}", weekday=say.weekday(c.date, t), date=t.date(c.date))
            cell = [t.number(n), day, row["time"], *words]
            rows.append([*(one or "?" for one in cell), t(VERDICT[o.verdicts[n - 1]]), t("; ").join(titles)])
        heads = [t("No."), *(t(say.COLUMNS[name]) for name in ("date", *shown)), t("Verdict"), t("Rules")]
        return Table(t("Every contact of the log. {pack}", pack=t(say.PACK[o.pack])), heads, rows, o.entry - 1)

    def working(self, o, t):
        words = self.facts(o, t)
        lines = [
            t("A contact is over the line when one rule of the pack is certainly broken; the count of certain calls "
              "and the count of possible calls are both held against a limit."),
            t("Over the line only if empty cells turn out so: it cannot be told, and the finding names the cell."),
            t("A closed hour begins with its first minute: a call at the closing minute is closed, at the opening "
              "minute open."),
            t("Proof = facts written down ÷ facts that apply = {completeness}: time, number, answered or not, who was "
              "reached, what was said, the name given, a proof; for a visit also where and how many.", **words),
        ]  # fmt: skip
        if o.limit:
            unit = t(say.COUNTED[o.limit.kind], days=o.limit.days)
            lines.append(t("Limit of this pack: {most} {unit}.", most=t.number(o.limit.most), unit=unit))
            for day, (low, high) in zip(o.days, o.counts):
                if high:
                    lines.append(
                        t("{weekday}: {count}", weekday=say.weekday(day, t), count=times(low, high, t))
                    )  # fmt: skip
        for name, count in gaps(o.log).items():
            lines.append(t("Still to be written down: {what}, {n} times", what=t(say.MISSING[name]), n=count))
        return [*lines, t("Computed in credit/contacts.py, credit/pack_lines.py and credit/evidence.py.")]

    def facts(self, o, t):
        names = ("broken", "doubtful", "strangers", "within", "rules_broken", "entry")
        words = {name: t.number(getattr(o, name)) for name in names}
        words |= {f"rules_{pack}": t.number(len(o.rules_of(pack))) for pack in PACKS}
        words |= {
            "count": t.number(len(o.log)),
            "completeness": say.share(o.complete, t),
            "pack": t(say.PACK[o.pack]),
        }
        words["limit"] = t.number(o.limit.most) if o.limit else ""
        words["busiest"] = t.number(max((low for low, _ in o.counts), default=0))
        return words

    # Widgets of its own: the findings, the packs side by side, the log to fill in ---------------------------------

    def own(self, panel):
        self.findings, self.sides, self.wrong = w.HTML(), w.HTML(), w.HTML().add_class("dc-error")
        self.editor, self._panel, self._filling = LogTable(), panel, False
        self.findings_fold = Fold([self.findings], lambda: None)
        self.log_fold = Fold([self.editor, self.wrong], lambda: None)
        self.editor.observe(lambda change: self._typed(change["new"]), "rows")
        self.editor.observe(lambda change: self._choose(change["new"]), "chosen")
        self.editor.on_msg(lambda *_: self._add())
        return [self.sides, self.findings_fold.box, self.log_fold.box]

    def show_own(self, o, t):
        self._filling = True
        try:
            self.findings.value, self.sides.value = findings_html(o, t), sides_html(o, t)
            self.findings_fold.say(t("What each of these rules finds"))
            self.log_fold.say(t("The log: fill it in, add to it, make it your own"))
            self.editor.say(t)
            if self.editor.show(o.log, o.verdicts, o.entry, t):
                self.wrong.value = ""
        finally:
            self._filling = False

    editor = None

    def reset(self):
        super().reset()
        if self.editor:
            self.editor.given = None  # cells that cannot be read go back, too

    def _add(self):
        self._typed(with_one_more(self.editor.rows, self.as_of))
        self._panel.set("entry", len(self.result.log))

    def _choose(self, n):
        if not self._filling:
            self._panel.set("entry", n)

    def _typed(self, rows):
        """The learner changed a cell: the log is now the learner's own."""
        if self._filling:
            return
        text = written(rows, self.t)
        try:
            read_log(text, self.t)
        except ValueError as reason:
            self.wrong.value = paragraphs([str(reason)])
            return
        self.wrong.value = ""
        self._panel.set("log", text)
        self._panel.set("week", OWN)
