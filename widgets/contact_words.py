"""How are the cells of a contact log, the packs of rules and their findings said to a learner, in either language?"""

from functools import cache
from html import escape
from importlib.resources import files

import yaml
from babel.dates import get_day_names

from credit.contact_log import NEEDED, SEVERAL, LogError
from credit.findings import BREACH, CANNOT_TELL, NOT_BOUND, WITHIN
from widgets.language import LANGUAGES, N_, Language, language

COLUMNS = {
    "date": N_("Date"),
    "time": N_("Time"),
    "channel": N_("How"),
    "caller": N_("From whom"),
    "connected": N_("Answered"),
    "reached": N_("Reached"),
    "said": N_("Said or done"),
    "proof": N_("Proof kept"),
    "who": N_("Name given"),
    "from_number": N_("From number"),
    "to_number": N_("Number called"),
    "place": N_("At which place"),
    "people": N_("How many came"),
    "debt": N_("Which debt"),
}
# The words of the pick lists. Chinese ones have no blank in them, because a blank parts several words of one cell.
OPTIONS = {
    "channel": {
        "call": N_("call"), "robot": N_("robot call"), "sms": N_("text message"), "email": N_("e-mail"),
        "message": N_("chat message"), "letter": N_("letter"), "visit": N_("visit"), "public": N_("public notice"),
    },
    "caller": {"lender": N_("the lender"), "agency": N_("an agency"), "unknown": N_("not known who")},
    "connected": {"yes": N_("yes"), "no": N_("no")},
    "reached": {
        "borrower": N_("me"), "guarantor": N_("my guarantor"), "spouse": N_("my husband or wife"),
        "declared": N_("a contact I named"), "third": N_("somebody else"), "nobody": N_("nobody"),
    },
    "said": {
        "identified": N_("said who they are"), "debt": N_("spoke of the debt"), "amount": N_("named an amount"),
        "name": N_("named me"), "whereabouts": N_("asked only where I am"), "pass_message": N_("asked to pass it on"),
        "asked_to_pay": N_("asked to pay"), "opt_out": N_("said how to stop it"), "insult": N_("insult"),
        "threat": N_("threat"), "violence": N_("violence"), "arrest": N_("threatened arrest"),
        "court": N_("said a case is filed"), "authority": N_("posed as police or court"),
        "lawyer": N_("called itself a legal department"), "seizure": N_("threatened seizure"),
        "false_fee": N_("a fee not in the contract"), "new_loan": N_("offered a new loan"),
        "private_account": N_("a private account to pay to"), "link": N_("a link to click"),
        "entered": N_("came in unasked"), "refused_entry": N_("was not let in"),
        "posted": N_("put up for others to see"),
    },
    "place": {"phone": N_("phone"), "home": N_("home"), "work": N_("work"), "public": N_("in public")},
    "proof": {
        "recording": N_("recording"), "screenshot": N_("screenshot"), "call_list": N_("call list"),
        "letter": N_("the letter"), "witness": N_("witness"), "video": N_("video"),
    },
}  # fmt: skip
KINDS = {"date": "date", "time": "time", "people": "number", "said": "words", "proof": "words"}

PACK = {
    "cn_law": N_("The law (mainland China)"),
    "cn_standard": N_("The national standard (mainland China)"),
    "cn_bank_guide": N_("The banking association's guide (mainland China)"),
    "us_reg_f": N_("Federal rules (United States)"),
    "gb_conc": N_("Conduct rules (United Kingdom)"),
    "eu": N_("Data rules (European Union)"),
    "tw": N_("Taiwan (no rule held here)"),
    "hk": N_("Hong Kong (no rule held here)"),
}
PACK_CHOICE = {  # the same, short enough for a pick list beside the picture
    "cn_law": N_("law, China"),
    "cn_standard": N_("national standard, China"),
    "cn_bank_guide": N_("banks' guide, China"),
    "us_reg_f": N_("federal rules, US"),
    "gb_conc": N_("conduct rules, UK"),
    "eu": N_("data rules, EU"),
    "tw": N_("Taiwan, no rule held"),
    "hk": N_("Hong Kong, no rule held"),
}

CHECK_FIRST, NOT_JUDGED = "check first", "not judged"
VERDICT = {
    BREACH: N_("over the line"),
    CHECK_FIRST: N_("check first who it is"),
    CANNOT_TELL: N_("cannot be told"),
    NOT_BOUND: N_("not bound by these rules"),
    WITHIN: N_("within these rules"),
    NOT_JUDGED: N_("not judged"),
}
MISSING = {
    "time": N_("the time"), "connected": N_("whether it was answered"), "to_number": N_("which number was called"),
    "from_number": N_("the number it came from"), "said": N_("what was said"), "caller": N_("who it came from"),
    "reached": N_("who was reached"), "who": N_("the name given"), "proof": N_("a proof"), "place": N_("where it was"),
    "people": N_("how many came"), "debt": N_("which debt"), "is it true": N_("whether it is true"),
    "borrower_reachable": N_("whether you could be reached"),
    "employer forbids": N_("whether they knew that the employer forbids it"),
}  # fmt: skip
WHY = {
    "calls": N_("calls in a run of days"), "conversation": N_("calls soon after a conversation"),
    "twice": N_("a second time"), "no opt_out": N_("does not say how to stop such messages"), "work": N_("at work"),
}  # fmt: skip
COUNTED = {
    "connected": N_("answered calls a day"),
    "unanswered": N_("unanswered tries a day"),
    "in days": N_("calls in {days} days"),
    None: N_("calls a day (no limit is set)"),
}

ALLOWED = {
    "date": N_("a date such as 2026-08-05"),
    "time": N_("a time from 00:00 to 23:59"),
    "connected": N_("yes, no or empty"),
    "people": N_("a whole number from 1"),
}


def share(of_all, t: Language) -> str:
    """How much of the proof is written down, to a tenth of a percent; a whole percentage without the tenth."""
    tenths = round((of_all or 0) * 1000)
    return t.percent(of_all or 0, 1 if tenths % 10 else 0)


def weekday(day, t: Language, letter: bool = False) -> str:
    """The short name of a day of the week, or its one letter."""
    return get_day_names("narrow" if letter else "abbreviated", locale=t.locale)[day.weekday()]


def word(column: str, key, t: Language) -> str:
    """One word of a pick list, or the text itself where the column has none; nothing for an empty cell."""
    if key in (None, ""):
        return ""
    return t(OPTIONS[column][key]) if key in OPTIONS.get(column, {}) else str(key)


def why(reason: str, t: Language) -> str:
    """What decided a finding: a word said, a fact, or a figure that says itself."""
    return t(WHY[reason]) if reason in WHY else word("said", reason, t)


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """Headings and words of both languages, as `credit.contact_log.parse` takes them: the words of the pick lists, and
    those of `lessons/logs/words.yaml`."""
    known = {column: {} for column in ("heading", *COLUMNS)}
    for t in map(language, LANGUAGES):
        known["heading"] |= {t(label).lower(): name for name, label in COLUMNS.items()}
        for column, options in OPTIONS.items():
            known[column] |= {t(label).lower(): key for key, label in options.items()}
    people_write = natural_words()
    for word in (word for code in LANGUAGES for word in people_write["not known"][code]):
        for column in COLUMNS:
            known[column][word] = "?"
    for column in people_write.keys() - {"not known"}:
        for key, words in people_write[column].items():
            known[column] |= {word: key for code in LANGUAGES for word in words[code]}
    return known


@cache
def natural_words() -> dict:
    """What people write for the headings and the words of the pick lists."""
    return yaml.safe_load((files("lessons") / "logs" / "words.yaml").read_text("utf-8"))


def headings_and_words(t: Language) -> str:
    """Which headings does a pasted table have, and what may stand under each? HTML, folded up."""
    first = t(
        "The first line names the columns, in any order; those marked as needed must be there. An empty cell means not "
        "known. Several words of one cell are parted by +. Everyday words are understood too, such as “phone” or "
        "“my colleague”."
    )
    lines = []
    for name, label in COLUMNS.items():
        heading = t("{heading} (needed)", heading=t(label)) if name in NEEDED else t(label)
        lines.append(f"<p><b>{escape(heading)}</b><br>{escape(_allowed(name, t))}</p>")
    summary = escape(t("Headings and words of the table"))
    return f"<details><summary>{summary}</summary><p>{escape(first)}</p>{''.join(lines)}</details>"


def _allowed(column, t):
    words = t.series(t(option) for option in OPTIONS.get(column, {}).values())
    if column in ALLOWED:
        return t(ALLOWED[column])
    if column in SEVERAL:
        return t("one or several of: {words}", words=words)
    return words or t("in your own words")


def problems(error: LogError, t: Language) -> str:
    """Every wrong cell of a pasted table in one line, in the learner's language; the heading is spoken of once."""
    heading = [p for p in error.problems if p.field in ("heading", "line")]
    said = [_heading(heading, t)] if heading else []
    return t("; ").join([*said, *(_problem(p, t) for p in error.problems if p not in heading)])


def _heading(found, t):
    names = {name: t(label) for name, label in COLUMNS.items()}
    words = {"known": t.series(names.values()), "date": names["date"], "how": names["channel"]}
    strange = [p.value for p in found if p.value not in ("", *COLUMNS)]
    if not strange:
        return t("The first line names the columns; {date} and {how} are needed. Columns may be {known}", **words)
    return t(
        "line {line} does not fit the columns ({values}). Columns may be {known}; {date} and {how} are needed",
        line=found[0].line, values=t.series(f"“{value}”" for value in strange), **words,
    )  # fmt: skip


def _problem(p, t):
    if p.field in OPTIONS and p.field not in ALLOWED:
        known = t.series(t(label) for label in OPTIONS[p.field].values())
        allowed = t("one of {known}", known=known)
    else:
        allowed = t(ALLOWED[p.field])
    return t("line {line}, {field}: “{value}” is not {allowed}", line=p.line, field=t(COLUMNS[p.field]),
             value=p.value, allowed=allowed)  # fmt: skip
