"""The mock phone of the ninety days: messages, calls, the lenders' app, oneself; and what is chosen for this week."""

import traitlets
from anywidget import AnyWidget

from credit.ninety_days import options
from credit.ninety_days_state import MOST_ACTIONS, fresh_contacts
from credit.ninety_days_world import WEEKS, on, world
from widgets import ninety_days_words as words
from widgets.assist import ASSETS
from widgets.language import N_, Language

SCREENS = {"app": N_("App"), "inbox": N_("Messages"), "calls": N_("Calls"), "me": N_("Me")}


class Phone(AnyWidget):
    """The phone on the screen. `data` is all that it shows; `asked` is the learner's last press."""

    _esm = (ASSETS / "phone.js").read_text("utf-8")
    _css = (ASSETS / "phone.css").read_text("utf-8")
    data = traitlets.Dict().tag(sync=True)
    asked = traitlets.Dict()

    def __init__(self, **values):
        super().__init__(**values)
        self.on_msg(lambda _, said, __: self.set_trait("asked", said))


def page(states, picked, note: str, t: Language) -> dict:
    """All that the phone shows after these states, with these acts picked for the week."""
    state = states[-1]
    open_ = options(state, picked)
    full = len(picked) >= state.actions
    do = lambda action, label: {
        "id": action, "label": label, "pressed": action in picked,
        "disabled": action not in picked and (full or action not in open_),
    }  # fmt: skip
    cards = {"app": _app, "inbox": _inbox, "calls": _calls, "me": _me}
    screens = [
        {"id": name, "label": t(label), "badge": _badge(name, state), "cards": cards[name](state, open_, full, do, t)}
        for name, label in SCREENS.items()
        if not state.over
    ]
    return {
        "language": t.code, "screens": screens, "over": state.over, "back": bool(state.choices), "note": note,
        "status": _status(state, t),
        "chosen": [{"id": a, "label": words.act_words(a, state.game, t)} for a in picked],
        "story": words.story(states[-2], state, t) if len(states) > 1 else [],
        "words": _words(states, picked, t),
    }  # fmt: skip


def _words(states, picked, t):
    state = states[-1]
    if state.over:
        week = t("Day 90: the thirteen weeks are over.")
    else:
        date = words.date_of(words.decision_day(state.week), t)
        week = t("Week {week} of {weeks}, {date}: {n} of {most} acts chosen", week=state.week, weeks=WEEKS, date=date,
                 n=len(picked), most=state.actions)  # fmt: skip
        if state.actions < MOST_ACTIONS:
            week = t("{week}. You are tired; there is room for one act less.", week=week)
    return {
        "phone": t("Phone"), "week": week, "drop": t("Take away"), "back": t("Back one week"),
        "none": "" if state.over else t("Nothing is chosen. A week of nothing is a choice too."),
        "live": t("Live this week"), "story": t("What the last days brought"),
    }  # fmt: skip


def _status(state, t):
    date = words.date_of(state.day if state.over else words.decision_day(state.week), t)
    return [[t("Date"), date], [t("In hand"), t.money(state.cash)]]


def _badge(name, state):
    if name == "inbox" and state.mail:
        return str(len(state.mail))
    if name == "calls":
        late = sum(c.day > state.day - 7 for c in state.contacts)
        return str(late) if late else ""
    return ""


def _card(title, lines, acts=(), look="", groups=()):
    """A card: a title, lines, and acts, in groups with a heading of their own where there are many."""
    groups = [{"label": label, "acts": list(found)} for label, found in [("", acts), *groups] if found]
    return {"title": title, "lines": list(lines), "groups": groups, "look": look}


def _app(state, open_, full, do, t):
    seen = any(a.startswith(("write:", "autopay:", "manual:")) for a in open_) or state.looked
    if not seen:
        line = t("Not opened since July. Today's amounts, the due days and the official numbers stand in it.")
        return [_card(t("The lenders' apps"), [line], [do("look", words.said("look", t))])]
    cards = [_debt(a, state, open_, full, do, t) for a in state.accounts]
    again = t("New notices are opened, and the lenders see that you look.")
    return [*cards, _card(t("Read again"), [again], [do("look", words.said("look", t))])]


def _debt(account, state, open_, full, do, t):
    name, day = account.debt.id, state.day + 1
    now, after = account.at(day), account.next_due(day)
    owed, lines = now["cost_to_get_current"], []
    if now["days_past_due"]:
        lines.append(t("Overdue today: {sum} ({days} days late, {charges} of it charges).", sum=t.money(owed),
                       days=t.number(now["days_past_due"]), charges=t.money(now["charges_owed"])))  # fmt: skip
    elif owed:
        lines.append(t("Due today: {sum}.", sum=t.money(owed)))
    else:
        lines.append(t("Nothing is overdue."))
    if after:
        lines.append(t("Next instalment: {sum} on {date}.", sum=t.money(after[1]), date=t.date(after[0])))
    if now["callable_balance"]:
        lines.append(t("The whole balance can be called: {sum}.", sum=t.money(now["callable_balance"])))
    if account.open.kind == "plan":
        kept = account.plan_kept(day)
        lines.append(t("On a plan, kept so far.") if kept else t("On a plan that was not kept."))
    if account.autopay:
        lines.append(t("Autopay is on: it pays on the due day, if there is enough money."))
    groups = []
    if owed or after:
        groups = [
            (t("Pay"), _payments(account, state, open_, full, do, t)),
            (t("Ask for a plan"), _asks(name, full, do, t)),
        ]
    offers = [o for o in state.offers if o.debt == name]
    groups = [*_offers(offers, do, t), *groups]
    return _card(words.debt_name(name, t), lines, look="plan" if offers else "", groups=groups)


def _payments(account, state, open_, full, do, t):
    name, day = account.debt.id, state.day + 1
    owed, most, acts = account.at(day)["cost_to_get_current"], account.payable(day), []
    if owed and state.cash:
        label = N_("Pay {sum}") if state.cash >= owed else N_("Pay {sum}, all that is in hand")
        acts.append(do(f"pay:{name}:current", t(label, sum=t.money(min(owed, state.cash)))))
    if f"pay:{name}:next" in open_ and state.cash >= most:
        label = N_("Pay {sum}, with the next instalment") if owed else N_("Pay the next instalment, {sum}")
        acts.append(do(f"pay:{name}:next", t(label, sum=t.money(most))))
    field = t("Amount for {debt}", debt=words.debt_name(name, t))
    acts.append(_sum(f"pay:{name}", t("Pay this much"), field, t("yuan"), full))
    mode, label = ("manual", N_("Turn autopay off")) if account.autopay else ("autopay", N_("Turn autopay on"))
    acts.append(do(f"{mode}:{name}", t(label)))
    cost = account.can_roll(day)
    if cost is not None:
        acts.append(do(f"roll:{name}", t("Roll over a month for {sum}", sum=t.money(cost))))
    return acts


def _asks(name, full, do, t):
    field = t("Sum a month for {debt}", debt=words.debt_name(name, t))
    return [
        do(f"write:{name}", t("Write for a plan")),
        do(f"call:{name}", t("Call for a plan")),
        _sum(f"write:{name}", t("Write: I can keep this a month"), field, t("yuan a month"), full),
    ]


def _offers(offers, do, t):
    """The open offers of one lender, in groups with what they share as a heading."""
    groups = {}
    for offer in offers:
        groups.setdefault((offer.written, offer.until), []).append(offer)
    for (written, until), same in groups.items():
        head = (
            N_("Offers in writing, until {date}; the interest of the days until then adds a little")
            if written
            else N_("Offers on the phone, until {date}; the interest of the days until then adds a little")
        )
        acts = []
        for o in same:
            words_ = N_("Take {months} months of {sum}; late charges let off: {share}")
            share = t.percent(o.waives, 0)
            take = t(words_, months=t.number(o.months), sum=t.money(o.instalment), share=share)
            acts += [do(f"accept:{o.id}", take), do(f"refuse:{o.id}", t("Decline"))]
        yield t(head, date=t.date(on(until))), acts


def _sum(action, label, field, hint, full):
    return {"id": action, "label": label, "field": field, "hint": hint, "disabled": full}


def _inbox(state, open_, full, do, t):
    cards, done = [], dict(state.resolved)
    for m in reversed([m for m in world(state.game).messages if m.day <= state.day]):
        title = t("{date}, {sender}", date=words.short_date(m.day, t), sender=t(words.SENDER[m.kind]))
        if m.id in done:
            how = words.HANDLED.get((m.kind, done[m.id]), words.HANDLED["notice", "checked"])
            cards.append(_card(title, [words.message_words(m, t), t(how)], look="past"))
        else:
            acts = [do(f"check:{m.id}", words.said("check", t)), do(f"follow:{m.id}", words.said("follow", t))]
            cards.append(_card(title, [words.message_words(m, t)], acts))
    return cards or [_card(t("No messages"), [t("Nothing has come yet.")])]


def _calls(state, open_, full, do, t):
    mode = [do(m, words.said(m, t)) for m in ("answer", "ignore", "filter") if m != state.phone]
    cards = [_card(t("Your phone: {mode}", mode=t(words.PHONE[state.phone])), [], mode)]
    fresh = fresh_contacts(state)
    if fresh:
        line = t.plural("One contact of the last two weeks is not yet saved.",
                        "{n} contacts of the last two weeks are not yet saved.", len(fresh))  # fmt: skip
        cards.append(_card(t("Evidence"), [line, t("A complaint needs it.")], [do("save", words.said("save", t))]))
    for a in state.accounts:
        if f"complain:{a.debt.id}" in open_:
            name = words.debt_name(a.debt.id, t)
            act = do(f"complain:{a.debt.id}", t("Complain to the lender, then the regulator"))
            cards.append(_card(t("Saved breaches: {lender}", lender=name), [], [act]))
    for n, c in reversed(list(enumerate(state.contacts))[-12:]):
        lines = [words.contact_words(c, t)] + ([t("saved")] if n in state.saved else [])
        cards.append(_card(words.short_date(c.day, t), lines, look="breach" if c.breach else "past"))
    if not state.contacts:
        quiet = t("No calls.") if state.reachable else t("No calls. The number that the lenders have is an old one.")
        cards.append(_card(t("Call log"), [quiet]))
    return cards


def _me(state, open_, full, do, t):
    cards = []
    who = state.game.who
    if not state.reachable:
        cards.append(_card(t("My number"), [t("The lenders still have the old one.")],
                           [do("update", words.said("update", t))]))  # fmt: skip
    line = t("The app may read all your contacts: {n} people.", n=t.number(who.contacts)) if state.permission else t(
        "The app may not read your contacts.")  # fmt: skip
    which = "withdraw" if state.permission else "grant"
    cards.append(_card(t("Permissions"), [line], [do(which, words.said(which, t))]))
    told = (
        [t("Somebody you trust knows. It is lighter since then.")] if state.told else [t("Nobody close to you knows.")]
    )
    cards.append(_card(t("My people"), told, [] if state.told else [do("tell", words.said("tell", t))]))
    tired = t("Energy this week: {n} of 100.", n=t.number(state.energy))
    cards.append(_card(t("How I am"), [tired]))
    budget = t("Living costs {sum} a day; it leaves the account by itself.", sum=t.money(who.living))
    cards.append(_card(t("My money"), [t("In hand: {sum}.", sum=t.money(state.cash)), budget]))
    return cards
