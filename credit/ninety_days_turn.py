"""What does one action do, and what does one day bring? The moves of `credit.ninety_days`.

The numbers below are the game's own: how offers shrink with lateness, and what things cost in energy. They describe no
lender. An earlier action of the week may leave nothing to do for a later one (the cash is gone, an offer is closed by
another plan); the later one then does nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import ceil

from credit.ninety_days_account import Account
from credit.ninety_days_state import Contact, fresh_contacts, unnamed_breaches
from credit.ninety_days_world import CONDUCT, Message, call_chance, world

# kind, times the months left, share of late charges waived, offered up to this many days late, trust it needs
MENU = (
    ("third", Fraction(4, 3), Fraction(1), 10, 0),
    ("half", Fraction(3, 2), Fraction(1), 30, 0),
    ("double", Fraction(2), Fraction(1, 2), 60, 20),
    ("triple", Fraction(3), Fraction(0), 90, 30),
    ("same", Fraction(1), Fraction(0), 10_000, 0),
)
OPEN_FOR = 14  # days that an offer stands
DENIED = 0.3  # luck below which a waiver that was only spoken of is denied
ENERGY = {
    "look": -2, "update": -1, "call": -4, "write": -3, "accept": 5, "tell": 12, "save": -1, "complain": -4,
    "check": -2, "withdraw": -1,
}  # fmt: skip


def act(state, action: str):
    """What is the state after one action, on the day of decision (the day after `state.day`)?"""
    verb, *about = action.split(":")
    state = replace(state, energy=_within(state.energy + ENERGY.get(verb, 0)))
    return ACTIONS[verb](state, state.day + 1, *about)


def shows(state, action: str) -> bool:
    """Does this action show the lender's own figures: opening the app, or asking it about a real notice?"""
    verb, *about = action.split(":")
    real = {m.id for m in state.mail if not m.fake}
    return verb == "look" or (verb in ("check", "follow") and about[0] in real)


def live(state, last: int):
    """What is the state at the end of day `last`?"""
    while state.day < last:
        state = _live_a_day(state, state.day + 1)
    return state


def _change(state, account: Account, **more):
    accounts = tuple(account if a.debt.id == account.debt.id else a for a in state.accounts)
    return replace(state, accounts=accounts, **more)


def _within(value: int) -> int:
    return min(max(value, 0), 100)


def _pay(state, day, debt, how):
    account = state.account(debt)
    most = account.payable(day)
    wanted = {"current": account.at(day)["cost_to_get_current"], "next": most}
    amount = min(wanted[how] if how in wanted else int(how), most, state.cash)
    return _change(state, account.pay(day, amount), cash=state.cash - amount) if amount else state


def _autopay(on: bool) -> Callable:
    return lambda state, day, debt: _change(state, replace(state.account(debt), autopay=on))


def _phone(mode: str) -> Callable:
    return lambda state, day: replace(state, phone=mode)


def _look(state, day):
    """Who opens the app has the real notices before anything else, and the lenders see it."""
    accounts = tuple(replace(a, trust=_within(a.trust + 2)) for a in state.accounts)
    real = tuple((m.id, "checked") for m in state.mail if not m.fake)
    return replace(state, looked=True, accounts=accounts, resolved=state.resolved + real)


def _ask(written: bool) -> Callable:
    """Ask for offers. Who names a sum that can be kept is offered the shortest plan that fits it, if any."""

    def ask(state, day, debt, can=None):
        account = state.account(debt)
        gain = 8 if day - account.heard > 7 else 2
        account = replace(account, trust=_within(account.trust + gain), heard=day)
        late, left = account.at(day)["days_past_due"], max(account.months_left(day), 1)
        had_plan = account.plan_kept(day) is not None
        lines = [
            (kind, ceil(left * times), waives) for kind, times, waives, up_to, trust in MENU
            if late <= up_to and account.trust >= trust and not (had_plan and kind != "same")
        ]  # fmt: skip
        if can is not None:
            lines = [*_that_fits(account, day, int(can), left, lines), *lines]
        offers = (
            account.offer(f"{debt}-{kind}-{day}", kind, day, months, waives, day + OPEN_FOR, written)
            for kind, months, waives in lines
        )
        kept = tuple(o for o in state.offers if o.debt != debt)
        return _change(state, account, offers=kept + tuple(o for o in offers if o is not None))

    return ask


def _that_fits(account, day, can, left, lines):
    """The shortest plan whose instalment is no more than `can`, on the terms of the shortest line that is as long."""
    longest = max(months for _, months, _ in lines)
    for months in range(left, longest + 1):
        waives = min((m, w) for _, m, w in lines if m >= months)[1]
        offer = account.offer("", "asked", day, months, waives, day, True)
        if offer is not None and offer.instalment <= can:
            return [("asked", months, waives)]
    return []


def _accept(state, day, name):
    offer = next((o for o in state.offers if o.id == name), None)
    if offer is None:
        return state
    account = state.account(offer.debt)
    place = state.accounts.index(account)
    kept = offer.written or world(state.game).denies[place] >= DENIED
    if account.offer(name, offer.kind, day, offer.months, offer.waives, day, offer.written) is None:
        return state
    offers = tuple(o for o in state.offers if o.debt != offer.debt)
    return _change(state, account.accept(day, offer, kept), offers=offers)


def _refuse(state, day, name):
    return replace(state, offers=tuple(o for o in state.offers if o.id != name))


def _roll(state, day, debt):
    account = state.account(debt)
    cost = account.can_roll(day)
    if cost is None or cost > state.cash:
        return state
    offers = tuple(o for o in state.offers if o.debt != debt)
    return _change(state, account.roll(day), cash=state.cash - cost, offers=offers)


def _save(state, day):
    return replace(state, saved=state.saved + fresh_contacts(state))


def _complain(state, day, debt):
    named = unnamed_breaches(state, debt)
    if not named:
        return state
    account = replace(state.account(debt), upheld=True)
    return _change(state, account, complained=state.complained + named)


def _check(state, day, name):
    message = next((m for m in state.mail if m.id == name), None)
    if message is None:
        return state
    if not message.fake:
        account = state.account(message.debt)
        state = _change(state, replace(account, trust=_within(account.trust + 5), heard=day), looked=True)
    return replace(state, resolved=(*state.resolved, (name, "checked")))


def _follow(state, day, name):
    message = next((m for m in state.mail if m.id == name), None)
    if message is None:
        return state
    if not message.fake:
        return _check(state, day, name)
    taken = min(message.asks, state.cash)
    if message.kind == "fixer":  # "stop talking to them, we take over": the lenders hear nothing any more
        state = replace(state, phone="filter", accounts=tuple(_less_trust(a, 15) for a in state.accounts))
    resolved = (*state.resolved, (name, "followed"))
    return replace(state, cash=state.cash - taken, lost=state.lost + taken, resolved=resolved)


def _less_trust(account: Account, points: int) -> Account:
    return replace(account, trust=_within(account.trust - points))


ACTIONS = {
    "pay": _pay,
    "autopay": _autopay(True),
    "manual": _autopay(False),
    "look": _look,
    "update": lambda state, day: replace(state, reachable=True),
    "call": _ask(written=False),
    "write": _ask(written=True),
    "accept": _accept,
    "refuse": _refuse,
    "roll": _roll,
    "answer": _phone("answer"),
    "ignore": _phone("ignore"),
    "filter": _phone("filter"),
    "withdraw": lambda state, day: replace(state, permission=False),
    "grant": lambda state, day: replace(state, permission=True),
    "tell": lambda state, day: replace(state, told=True),
    "save": _save,
    "complain": _complain,
    "check": _check,
    "follow": _follow,
}


def _live_a_day(state, day):
    """Wage, essentials, the shock on its day, payments that run by themselves, then the phone."""
    luck, who = world(state.game), state.game.who
    wage = luck.wages.get(day, 0)
    needed = who.living + (luck.shock_cost if day == luck.shock_day else 0)
    cash = state.cash + wage
    spent = min(cash, needed)
    state = replace(
        state, day=day, cash=cash - spent, earned=state.earned + wage, spent=state.spent + spent,
        unmet=state.unmet + needed - spent, offers=tuple(o for o in state.offers if o.until >= day),
    )  # fmt: skip
    for account in state.accounts:
        due = account.at(day)["cost_to_get_current"]
        if account.autopay and 0 < due <= state.cash:
            state = _change(state, account.pay(day, due), cash=state.cash - due)
    late = [a.at(day)["days_past_due"] for a in state.accounts]
    state, calls, crossed = _phone_rings(state, day, late)
    state = replace(state, resolved=state.resolved + _filtered(state, day))
    tired = (2 * calls if state.phone == "answer" else calls if state.phone == "ignore" else 0) + 4 * crossed
    tired += 3 * (needed > spent)
    if day % 7 == 0:
        tired += 2 * sum(n > 0 for n in late) - 4 - 3 * state.told
        accounts = tuple(_less_trust(a, 4) if n > 0 and day - a.heard > 14 else a for a, n in zip(state.accounts, late))
        state = replace(state, accounts=accounts)
    energy = _within(state.energy - tired)
    return replace(state, energy=energy, strain=state.strain + 100 - energy)


def _phone_rings(state, day, late):
    """Contacts of the day: of the borrower by the queue, of others where lenders cannot or do not reach."""
    luck, found, people, calls, crossed = world(state.game), [], 0, 0, 0
    for place, (account, days_late) in enumerate(zip(state.accounts, late)):
        if not days_late:
            continue
        crosses, tells = CONDUCT[account.debt.conduct]
        hardness = state.game.difficulty / 2 * (0.2 if account.upheld else 1.0)
        name, at = account.debt.id, account.at(day)
        chance = call_chance(account.debt.conduct, account.debt.loan.principal)[min(days_late, 200)]
        if day - account.heard <= 7:
            chance /= 2  # who has just spoken to them is called less
        if state.reachable and luck.calls[place, day] < chance:
            bad = bool(luck.crosses[place, day] < crosses * hardness)
            kind = ("night" if luck.tells[place, day] < 0.5 else "threat") if bad else None
            found.append(Contact(day, name, "call", kind))
            calls, crossed = calls + 1, crossed + bad
        silent = not state.reachable or state.phone != "answer"
        reach = tells * hardness * (3 if silent else 1) * (3 if state.permission else 1)
        if at["days_past_due"] > 7 and luck.tells[place, day] > 1 - reach:
            people += 3 if state.permission else 1
            found.append(Contact(day, name, "third party", "third_party"))
            crossed += 1
    return replace(state, contacts=(*state.contacts, *found), people=state.people + people), calls, crossed


def _filtered(state, day) -> tuple[tuple[str, str], ...]:
    """A filter keeps today's tricks out; real notices pass."""
    today: tuple[Message, ...] = tuple(m for m in state.mail if m.day == day and m.fake)
    return tuple((m.id, "filtered") for m in today) if state.phone == "filter" else ()
