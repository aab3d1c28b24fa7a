"""What the rules say about a log, in words: the findings of one pack, and all packs side by side."""

from html import escape

from credit import rules
from credit.findings import BREACH, CANNOT_TELL, WITHIN
from credit.packs import PACKS
from widgets import contact_words as say
from widgets.rule_words import FORCE, sureness

ORDER = (BREACH, CANNOT_TELL, WITHIN)


def times(low: int, high: int, t) -> str:
    """A count that is certain, or that lies between two."""
    return t.number(low) if low == high else t("{low} to {high}", low=t.number(low), high=t.number(high))


def numbers(places, t) -> str:
    """Places in the log as contact numbers, runs of them drawn together: 1 to 3, 7."""
    runs = []
    for n in sorted({p + 1 for p in places}):
        if runs and runs[-1][1] == n - 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return t.series(times(a, b, t) for a, b in runs)


def findings_html(o, t) -> str:
    """The findings of the pack in hand, the certain ones first: rule, contacts, why, force, since when, how sure."""
    jurisdiction, groups = PACKS[o.pack].jurisdiction, {}
    for f in o.found[o.pack]:
        if f.outcome in ORDER:
            groups.setdefault((ORDER.index(f.outcome), f.rule), []).append(f)
    items = []
    for (n, rule_id), found in sorted(groups.items(), key=lambda item: item[0][0]):
        rule, outcome = rules.get(jurisdiction, rule_id), ORDER[n]
        facts = [t(FORCE[rule.force]), t("since {day}", day=t.date(found[0].reason.valid_from)),
                 sureness(rule, found[0].reason.confidence, t),
                 t("checked on {day}", day=t.date(rule.checked_on))]  # fmt: skip
        head = t("{verdict}: {rule}", verdict=t(say.VERDICT[outcome]), rule=t.of(rule.title))
        items.append(
            f'<li data-verdict="{outcome}"><p><b>{escape(head)}</b></p><p>{escape(_detail(found, outcome, t))}</p>'
            f'<p class="dc-facts">{escape(" · ".join(facts))}</p></li>'
        )
    return f'<ul class="dc-findings">{"".join(items)}</ul>' if items else ""


def _detail(found, outcome, t):
    """Which contacts, how many of how many, and what decides or is missing."""
    parts = [t("contacts {numbers}", numbers=numbers({c for f in found for c in f.contacts}, t))]
    for f in found:
        if f.count:
            counted = {"count": times(*f.count, t), "limit": t.number(f.limit), "day": say.weekday(f.last, t)}
            parts.append(t("counted {count}, limit {limit} ({day})", **counted))
    reasons = dict.fromkeys(say.why(r, t) for f in found for r in f.why)
    if reasons:
        parts.append(t.series(reasons))
    missing = dict.fromkeys(t(say.MISSING[m]) for f in found for m in f.missing)
    if missing and outcome == CANNOT_TELL:
        parts.append(t("to be known: {missing}", missing=t.series(missing)))
    return t("; ").join(parts)


def sides_html(o, t) -> str:
    """Every pack of rules beside the others: what is broken for certain and since when, and how binding it is."""
    items, without = [], []
    for name, pack in PACKS.items():
        if not pack.checks:
            without.append(t(say.PACK[name]))
            continue
        broken = o.rules_of(name)
        titles = [
            t("{rule} (since {day})", rule=t.of(rules.get(pack.jurisdiction, r).title), day=t.date(_since(o, name, r)))
            for r in broken
        ]
        doubtful = len({f.rule for f in o.found[name] if f.outcome == CANNOT_TELL})
        forces = dict.fromkeys(t(FORCE[rules.get(pack.jurisdiction, c.rule).force]) for c in pack.checks)
        facts = t("; ").join([t("cannot be told: {n}", n=t.number(doubtful)), *forces])
        here = ' class="dc-here"' if name == o.pack else ""
        items.append(
            f"<li{here}><b>{len(broken)}</b><span>{escape(t(say.PACK[name]))}</span>"
            f'<span class="dc-which">{escape(t("; ").join(titles))}</span>'
            f'<span class="dc-facts">{escape(facts)}</span></li>'
        )
    head = escape(t("The same log, each pack of rules: how many rules are broken"))
    left = escape(t("; ").join(without))
    return (
        f'<p class="dc-sides-head">{head}</p><ul class="dc-sides">{"".join(items)}</ul><p class="dc-facts">{left}</p>'
    )


def _since(o, pack, rule):
    return next(f.reason.valid_from for f in o.found[pack] if f.rule == rule)
