"""Complaint builder 投诉生成器: whose turn is it, is the letter whole, and how does it read?"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import ipywidgets as w

from credit import rules
from credit.complaint_file import PARTS, PROOF, Standing, missing, rests_on, road, standing
from widgets import complaint_picture
from widgets.complaint_draft import LESSON, ComplaintSheet, Draft, letter_of, listed
from widgets.controls import DAY_UNIT, Choice, Number
from widgets.grants import Grants
from widgets.guess import Ask
from widgets.html import Table, paragraphs
from widgets.language import LANGUAGES, N_, language
from widgets.parts import Fold
from widgets.rule_words import PLACES
from widgets.simulator import Simulator

PART_WORDS = {
    "facts": N_("what happened"), "dates": N_("day and hour"), "rule": N_("the rule"), "ask": N_("what you ask for"),
    "answer_by": N_("answer by when"),
}  # fmt: skip
PROOF_WORDS = {
    "contract": N_("the contract"), "cost_sheet": N_("the cost sheet"), "payments": N_("account statement"),
    "call_log": N_("call list"), "recordings": N_("recordings"), "screenshots": N_("screenshots, with number and time"),
    "witnesses": N_("notes of those contacted"), "report": N_("the credit report"),
    "payee": N_("the account they named"),
}  # fmt: skip
WHO = {
    "lender": N_("the lender's complaint desk"),
    "regulator": N_("the financial regulator or ombudsman"),
    "local": N_("the local financial administration"),
    "market": N_("the market regulator"),
    "bureau": N_("the credit bureau"),
    "central_bank": N_("the central bank's local branch"),
    "data": N_("the data protection authority"),
    "court": N_("court or mediation"),
    "police": N_("the police"),
    "online": N_("everybody: post it online"),
}
PROBLEM_WORDS = {
    "cost": N_("what the loan costs"), "collection": N_("calls that do not stop"),
    "exposure": N_("others were told of my debt"), "record": N_("a wrong mark on my record"),
    "fraud": N_("a collector who may be fake"),
}  # fmt: skip
LENDERS = {
    "micro_loan": N_("a micro-loan company"), "bank": N_("a bank"),
    "consumer_finance": N_("a consumer-finance company"), "unlicensed": N_("somebody without a licence"),
}  # fmt: skip
STEPS = {"lender": N_("the lender or the bureau"), "higher": N_("the regulator"), "police": N_("the police")}
BELOW = ("lender", "bureau")  # the first step of a road
ABOVE = ("regulator", "local", "market", "central_bank", "data")
CONTROLS = (
    Number("waited", N_("Days since your last letter"), N_("Since the latest of those you wrote to got it."), 3, 0, 90),
    Choice("problem", N_("What it is about"), N_("One letter, one matter."), "exposure", PROBLEM_WORDS),
    Choice("recipient", N_("You write to"), N_("Whose turn is it?"), "lender", WHO),
    Grants("parts", N_("In the letter"), N_("Each part that you tick stands in the draft below."), "facts", PART_WORDS),
    Grants("proof", N_("Enclosed"), N_("Copies; the originals stay with you."), "screenshots", PROOF_WORDS),
    Grants("asked", N_("Written to already"), N_("Whoever has had a letter from you."), "lender", STEPS),
    Choice("lender", N_("The lender is"), N_("The name in the contract decides, and its licence."), "micro_loan",
           LENDERS),
    Choice("threatened", N_("Threats or violence"), N_("Also somebody at the door who will not go."), "no",
           {"no": N_("no"), "yes": N_("yes")}),
    Number("give", N_("Your letter gives them"), N_("Where no rule sets a time, the letter does."), 15, 5, 60,
           unit=DAY_UNIT),
    Choice("place", N_("Rules of"), N_("Whose channels and rules are used."), "cn",
           {place: PLACES[place] for place in ("cn", "us", "gb", "eu", "tw")}),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """Where a complaint stands, what it lacks, and the letter."""

    values: dict
    stand: Standing
    right: bool
    lacks: tuple[str, ...]
    needed: int
    draft: Draft

    @property
    def next(self) -> str:
        """The right recipient; "nobody" where the course holds none."""
        return self.stand.recipient or "nobody"

    @property
    def there(self) -> int:
        return self.needed - len(self.lacks)

    @property
    def share(self) -> int:
        """How whole is the letter, in hundredths of a percent, to whole percent?"""
        return round(100 * self.there / self.needed) * 100

    @property
    def held(self) -> list[tuple[str, bool]]:
        """Each thing that is needed, and whether it is there."""
        names = [part for part in PARTS if part != "rule" or self.draft.rule]
        return [(name, name not in self.lacks) for name in [*names, *PROOF[self.values["problem"]], "recipient"]]


@cache
def _road(place, problem, on, lender, threatened):
    return road(place, problem, on, lender, threatened)


def _named(text) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)


class ComplaintBuilder(Simulator):
    title = N_("Complaint builder")
    lesson = LESSON
    controls = CONTROLS
    first = ("waited", "problem", "recipient", "parts", "proof")
    ask = Ask(
        "next",
        N_("Chen's lender is a micro-loan company. It has had her complaint for 20 days, and she gave it 15. Whose "
           "turn is it now?"),
        {"waited": 20},
        options={name: WHO[name] for name in ("lender", "regulator", "local", "police", "court", "online")},
    )  # fmt: skip
    example = {"waited": 3}
    rules = (
        *("help_lender_desk", "help_nfra_12378", "help_local_finance", "help_pboc_branch", "dispute_20_days"),
        *("help_antifraud_96110", "help_police_110", "help_court", "evidence_to_keep", "pipl_no_publication"),
        *("ml_collect_art37", "nfra_consumer_2022", "cost_sheet_2026", "ml_cost_definition"),
    )
    as_of = date(2026, 11, 22)

    def outcome(self, values):
        v, today = values, self.as_of
        steps = _road(v["place"], v["problem"], today, v["lender"], v["threatened"] == "yes")
        asked = _asked(_named(v["asked"]), steps)
        written = today - timedelta(v["waited"]) if asked else None
        stand = standing(steps, asked, written, today, timedelta(v["give"]))
        first = next((s.role for s in steps if s.role != "police"), steps[0].role if steps else "lender")
        right = v["recipient"] == stand.recipient or (v["recipient"], stand.recipient) == ("lender", "bureau")
        rule = rests_on(v["place"], v["problem"], today, v["lender"])
        parts, proof = _named(v["parts"]), _named(v["proof"])
        lacks, needed = missing(v["problem"], parts, proof, right, rule is not None)
        enclosed = tuple({code: language(code)(PROOF_WORDS[name]) for code in LANGUAGES} for name in proof)
        # A letter that its recipient has already is that letter: it bears its own day, and its own last day to answer.
        latest = [step.role for step in steps if step.role in asked][-1:]
        dated = written if v["recipient"] in latest else today
        draft = Draft(
            v["place"], v["problem"], v["recipient"], first if v["recipient"] != "lender" else "lender", rule, parts,
            enclosed, dated, written, _earlier(steps, asked, v["recipient"]), dated + timedelta(v["give"]),
        )  # fmt: skip
        return Outcome(v, stand, right, lacks, needed, draft)

    def height(self, width):
        return complaint_picture.height(width)

    def picture(self, stage, o, t, guess):
        complaint_picture.draw(stage, o, t)

    def sentence(self, o, t):
        words = self.facts(o, t)
        lines = [t("A complaint costs nothing, and it does not change what you owe. {turn}", turn=self.turn(o, t))]
        if o.lacks:
            more = t("Your letter has {there} of {needed} things; missing: {lacks}.", **words)
        else:
            more = t("Your letter has all {needed} things: it is whole.", **words)
        return [*lines, t.join([more, *self.warnings(o, t)])]

    def turn(self, o, t):
        """Whose turn is it, in a sentence?"""
        words = self.facts(o, t)
        if o.stand.at is None:
            return t("The course holds no channel for this problem there; free debt advice and legal aid know it.")
        if o.stand.waiting:
            return t("It is with {next} until {until}: wait, and note the day.", **words)
        if o.next == "police" and o.values["threatened"] == "yes":
            return t("First the police, at once; the letter comes after.")
        if o.draft.written:
            days = t.plural("one day", "{n} days", o.values["waited"])
            return t("After {days} without an answer that settles it, it is the turn of {next}.", days=days, **words)
        return t("It is the turn of {next}.", **words)

    def warnings(self, o, t):
        """What the chosen recipient would bring."""
        if o.values["recipient"] == "online":
            return [t("Posting names and numbers is the same wrong the other way round, and it settles nothing.")]
        if not o.right and o.stand.at is not None:
            chosen = WHO[o.values["recipient"]]
            return [t("Not now: {chosen}.", chosen=t(chosen))]
        return []

    def table(self, o, t):
        rows = []
        for n, step in enumerate(o.stand.road):
            time = t.plural("{n} day", "{n} days", step.time.days) if step.time else t("not set by a rule")
            now = t("now") if n == o.stand.at else t("done") if n < o.stand.at else t("not yet")
            name = t.of(rules.get(o.values["place"], step.rule).title) if step.rule else t(WHO[step.role])
            rows.append([t("Step {n}: {who}", n=n + 1, who=t(WHO[step.role])), name, time, now])
        for name, there in o.held:
            rows.append(
                [complaint_picture.thing(name, t), t("in the letter"), "", t("it is there") if there else t("missing")]
            )
        rows.append([t("Days since your last letter"), "", "", t.number(o.values["waited"])])
        heads = [t("What"), t("By which rule"), t("Time to answer"), t("Now")]
        return Table(t("The road of the complaint, and what the letter holds"), heads, rows, o.stand.at)

    def working(self, o, t):
        words = self.facts(o, t)
        return [
            t("Whole = things in the letter ÷ things needed = {there} ÷ {needed} = {share}.", **words),
            t("Needed are five parts of the letter, the proof that this problem calls for, and the right recipient. It "
              "is this course's checklist, no rule."),
            t("Whose turn it is: the first on the road that has had no letter; while the one before it still has time, "
              "that one. Where no rule sets a time, the {give} days count that the letter gives.", **words),
            t("The channels come from credit/decisions/complaint.py, the road from credit/complaint_file.py."),
        ]  # fmt: skip

    def facts(self, o, t):
        until = t.date(o.stand.until) if o.stand.until else ""
        lacks = listed([complaint_picture.thing(name, t) for name in o.lacks], t)
        return {
            "next": t(WHO[o.next]) if o.stand.at is not None else "", "until": until, "lacks": lacks,
            "there": t.number(o.there), "needed": t.number(o.needed), "share": t.percent(o.share / 10_000, 0),
            "waited": t.number(o.values["waited"]), "give": t.number(o.values["give"]),
        }  # fmt: skip

    def own(self, panel):
        self.sheet, self.holder, self.head = None, w.VBox(), w.HTML()
        self.fold = Fold([self.head, self.holder], lambda: None)
        self.fold.button.value = True  # on a phone it may be shut, to come to the other controls
        return [self.fold.box]

    def show_own(self, o, t):
        self.fold.say(t("The draft of your letter"))
        self.head.value = paragraphs(
            [t("Put together from the parts that you ticked. Change the lines; nothing is sent.")]
        )
        letter = letter_of(o.draft)
        if self.sheet is None or self.sheet.t is not t:  # numbers are the same in every language
            typed = self.sheet.typed if self.sheet else {}
            self.sheet = ComplaintSheet(
                t, letter, {name: typed[name] for name in ("contract", "phone") if name in typed}
            )
            self.holder.children = (self.sheet.view,)
        else:
            self.sheet.bring(letter)


def _earlier(steps, asked, recipient) -> dict | None:
    """Who had a letter last, before this recipient's turn, in both languages; None for the lender, who has a name."""
    roles = [step.role for step in steps]
    before = roles[: roles.index(recipient)] if recipient in roles else roles
    last = next((role for role in reversed(before) if role in asked), "lender")
    return None if last == "lender" else {code: language(code)(WHO[last]) for code in LANGUAGES}


def _asked(ticked, steps) -> set[str]:
    """Which roles of this road have had a letter, from the ticks that mean a first step, a higher one or the police?"""
    meant = {"lender": BELOW, "higher": ABOVE, "police": ("police",)}
    return {step.role for step in steps for name in ticked if step.role in meant[name]}
