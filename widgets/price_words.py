"""How is a yearly rate, a ceiling or a cost sheet said to a learner?"""

from fractions import Fraction
from html import escape

from credit.true_cost import Price, Standing
from widgets.html import paragraphs
from widgets.language import N_, Language

MANY_TIMES = 10  # from 1,000 % a year on, tenths of a percentage point mean nothing


def yearly(share, t: Language) -> str:
    """A yearly rate, with one digit where it is readable."""
    share = round(float(share), 9) + 0.0  # a free loan's rate is found to a hair below nothing
    return t.percent(share, 1 if share < MANY_TIMES else 0)


def advertised(share: Fraction, t: Language) -> str:
    """The advert's number as a yearly one; 18.25% keeps its two digits."""
    return t.percent(share, 1 if (share * 1000).denominator == 1 else 2)


def limit_words(standing: Standing, t: Language) -> str:
    """The ceiling itself: 24%, 13.4%, 0.8%."""
    percent = Fraction(standing.ceiling.percent)
    return t.percent(percent / 100, 0 if percent.denominator == 1 else 1)


# (where the loan is within it, where it is above)
COURT = (
    N_("Line in court, {limit} a year on all costs together: this loan is within it."),
    N_("Line in court, {limit} a year on all costs together: {money} of this loan's cost lies above it."),
)
ASK = (
    N_("Line in court if you ask for it, {limit} a year on all costs together: this loan is within it."),
    N_(
        "Line in court if you ask for it, {limit} a year on all costs together: {money} of this loan's cost lies above "
        "it."
    ),
)
SUPERVISOR = (
    N_("Line of the supervisor for a new loan of this lender, {limit} a year: this loan is within it."),
    N_("Line of the supervisor for a new loan of this lender, {limit} a year: this loan is above it."),
)
CRIME = (
    N_("Lending without a licence above {limit} a year can be a crime; this loan is below that."),
    N_("Lending without a licence above {limit} a year can be a crime; this loan is above that."),
)
INTEREST = (
    N_("Line in court on interest, {limit} a year: this loan is within it."),
    N_("Line in court on interest, {limit} a year: this loan is above it."),
)
EFFECTIVE = (
    N_("Line on the compounded yearly rate, {limit}: this loan is within it."),
    N_("Line on the compounded yearly rate, {limit}: this loan is above it."),
)
A_DAY = (
    N_("Line of {limit} a day on what is owed, {yearly} a year: this loan is within it."),
    N_("Line of {limit} a day on what is owed, {yearly} a year: this loan is above it."),
)
OF_THE_LOAN = (
    N_("All costs together at most {limit} of the sum lent: this loan is within it."),
    N_("All costs together at most {limit} of the sum lent: this loan is above it, by {money}."),
)
VOID = N_(
    "Who lends to the public without a licence has no valid contract: what was received goes back, without interest."
)
UNKNOWN = N_("What held then was a multiple of the bank rate of the time; the course does not hold that rate.")
UNTIL = N_("For interest up to {last}: {words}")
NOWHERE = {
    "cn": N_("For that day the course holds no line."),
    "us": N_("The United States have no line for all; each state sets its own."),
    "gb": N_("Great Britain sets a line for high-cost short-term credit, not for other loans."),
    "eu": N_("The European Union sets no line itself; each member state does."),
    "tw": N_("For that day the course holds no line."),
    "hk": N_("For that day the course holds no line."),
}


def line_words(standing: Standing, t: Language) -> str:
    """One ceiling and where the loan stands, in a sentence."""
    c = standing.ceiling
    if c.kind == "void":
        return t(VOID)
    if c.percent is None:
        return t(UNKNOWN)
    if c.per != "year":
        pair = OF_THE_LOAN if c.per == "loan" else A_DAY
    elif c.effective:
        pair = EFFECTIVE
    elif c.covers == "interest":
        pair = INTEREST
    else:
        pair = {"court": ASK if c.on_request else COURT, "supervisor": SUPERVISOR, "crime": CRIME}[c.kind]
    words = t(
        pair[standing.above],
        limit=limit_words(standing, t),
        money=t.money(standing.money or 0),
        yearly=yearly(standing.limit, t),
    )
    return t(UNTIL, last=t.date(c.last), words=words) if c.last else words


def sheet_html(price: Price, values: dict, shown: dict, t: Language) -> str:
    """The cost sheet of this offer: what it names, what is missing, and what its own sum leaves out."""
    missing = values["sheet"]
    whole = price.rates()
    lines = [
        ("principal", t("Sum lent"), t.money(price.lent)),
        ("interest", t("Interest, or a fee like it"), t.money(int(price.interest.sum()))),
        ("payout", t("Taken at pay-out"), t.money(int(price.fees[0]))),
        ("monthly", t("Fees with the instalments"), t.money(int(price.fees[1:].sum()))),
        ("rate", t("All costs as a yearly rate"), yearly(shown["nominal"], t)),
        ("late", t("What being late may cost"), t("see the late clause")),
        ("nothing", t("Nothing else is charged"), ""),
    ]  # fmt: skip
    left_off, rows = t("left off"), ""
    wrap, fixed = 'style="white-space: normal"', 'style="white-space: nowrap"'  # on a phone the words give way
    for n, (name, label, figure) in enumerate(lines, 1):
        here, words = (" class=dc-here", left_off) if name == missing else ("", figure)
        rows += f'<tr{here}><th scope="row" {wrap}>{n}. {escape(label)}</th><td {fixed}>{escape(words)}</td></tr>'
    words = {
        "sheet": t.money(shown["money"]), "cost": t.money(price.money), "gap": t.money(price.money - shown["money"]),
        "said": yearly(shown["nominal"], t), "true": yearly(whole["nominal"], t),
    }  # fmt: skip
    if price.money != shown["money"]:
        found = t(
            "Added up, the sheet makes {sheet}; what you get and what you pay make {cost}. The gap of {gap} is the "
            "missing line.", **words,
        )  # fmt: skip
    elif missing == "late":
        found = t(
            "The sums agree. What is missing costs nothing as long as you pay in time: ask for it before signing."
        )
    elif missing in ("payout", "monthly"):
        found = t("The line that is missing would say {none} here, so the sums agree.", none=t.money(0))
    else:
        found = t("Added up, the sheet makes {sheet}, and so do what you get and what you pay.", **words)
    caption = escape(t("Cost sheet of this offer"))
    return (
        f'<div class="dc-scroll" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>'
        f"<tbody>{rows}</tbody></table></div>{paragraphs([found])}"
    )
