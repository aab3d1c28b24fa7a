"""The ninety days in words: who plays, what is owed to whom, what an act does, what a week brought."""

from credit.money import amount
from credit.ninety_days_world import FIRST_DECISION, START, on, world
from widgets.language import N_, Language

WHO = {
    "A": N_("Lin Qiao, courier"), "B": N_("Chen Yu, first job"), "C": N_("Zhao Ming, noodle stall"),
    "D": N_("Sun Li, night-shift nurse"), "E": N_("Wu Jian, assembly worker"), "own": N_("my own made-up numbers"),
}  # fmt: skip
NAME = {
    "A": N_("Lin"), "B": N_("Chen Yu"), "C": N_("Zhao Ming"), "D": N_("Sun Li"), "E": N_("Wu Jian"), "own": N_("you"),
}  # fmt: skip
DEBT = {
    "boat": N_("Paper Boat Lending"), "shelf": N_("Furniture instalments"), "kite": N_("Small app loan"),
    "clay": N_("Reed Pond Micro-loan"), "phone": N_("Phone instalments"), "lamp": N_("Small app loan"),
    "moss": N_("Moss Wallet"), "card": N_("Credit card"), "app": N_("App loan"),
    "goose": N_("Goose Letter, first loan"), "gander": N_("Goose Letter, second loan"), "ward": N_("Household loan"),
    "bamboo": N_("Bamboo Grain Consumer Finance"), "stove": N_("Kitchen instalments"), "reed": N_("App loan"),
    "debt1": N_("Debt 1"), "debt2": N_("Debt 2"), "debt3": N_("Debt 3"),
}  # fmt: skip
BREACH = {
    "night": N_("a call at night"), "threat": N_("a threat"), "third_party": N_("somebody else was told of the debt"),
}  # fmt: skip
MESSAGE = {
    "notice": N_("{lender}: “You have a notice about your contract. Please read it in the app or call the number in "
                 "your contract.”"),
    "fake_court": N_("“FINAL NOTICE: your case is filed. Pay {sum} to the account below today to withdraw it.”"),
    "impostor": N_("“I am from the legal department of {lender}. Transfer {sum} to my account and I will close the "
                   "file.”"),
    "fixer": N_("“Stop paying, stop talking to them: we take over. We halve your debts. Only {sum}, in advance.”"),
}  # fmt: skip
SENDER = {
    "notice": N_("text from a short number"), "fake_court": N_("text from a mobile number"),
    "impostor": N_("text from a mobile number"), "fixer": N_("advert"),
}  # fmt: skip
HANDLED = {
    ("notice", "checked"): N_("You read it where it belongs. It was real."),
    ("fake_court", "checked"): N_("You asked at a number that you looked up: no such case. Nothing is to be paid."),
    ("impostor", "checked"): N_("You asked on the lender's own number: nobody there knows this man."),
    ("fixer", "checked"): N_("You asked on the official number: what he sells, the lender does for nothing."),
    ("fake_court", "followed"): N_("You paid. The money reached no court and no lender."),
    ("impostor", "followed"): N_("You paid. The money never reached the loan."),
    ("fixer", "followed"): N_("You paid. Your lenders hear nothing from you any more, and nothing was halved."),
    ("fake_court", "filtered"): N_("Caught by the filter."),
    ("impostor", "filtered"): N_("Caught by the filter."),
    ("fixer", "filtered"): N_("Caught by the filter."),
}  # fmt: skip
ACT = {
    "look": N_("Open the app and read"), "update": N_("Give the lenders your new number and address"),
    "tell": N_("Tell somebody you trust"), "save": N_("Save screenshots of the last two weeks"),
    "answer": N_("From now on: answer calls"), "ignore": N_("From now on: let it ring"),
    "filter": N_("From now on: filter unknown senders"),
    "withdraw": N_("Take back the app's right to read contacts"), "grant": N_("Let the app read contacts"),
    "check": N_("Ask at the official number"), "follow": N_("Do what it says"),
}  # fmt: skip
ON_DEBT = {
    "current": N_("Pay what is overdue: {debt}"), "next": N_("Pay what is overdue and the next instalment: {debt}"),
    "amount": N_("Pay {sum}: {debt}"), "autopay": N_("Turn autopay on: {debt}"),
    "manual": N_("Turn autopay off: {debt}"), "call": N_("Call and ask for a plan: {debt}"),
    "write": N_("Write and ask for a plan: {debt}"), "call_sum": N_("Call and offer {sum} a month: {debt}"),
    "write_sum": N_("Write and offer {sum} a month: {debt}"), "roll": N_("Roll over for another month: {debt}"),
    "complain": N_("Complain, with the evidence: {debt}"), "accept": N_("Take the plan: {debt}"),
    "refuse": N_("Decline the plan: {debt}"), "check": N_("Ask at the official number: {which}"),
    "follow": N_("Do what the message says: {which}"),
}  # fmt: skip
SHORT = {"notice": N_("the notice"), "fake_court": N_("the “court” text"), "impostor": N_("the “legal department”"),
         "fixer": N_("the debt fixer")}  # fmt: skip
PHONE = {"answer": N_("calls are answered"), "ignore": N_("it rings and is not answered"),
         "filter": N_("unknown senders are filtered")}  # fmt: skip
SPOKE = {
    "money": N_("money"), "record": N_("record"), "people": N_("people"), "tricks": N_("tricks"), "calm": N_("calm"),
}  # fmt: skip
WAY = {"played": N_("your way"), "did_nothing": N_("did nothing"), "called_on_day_3": N_("asked on day 3")}


def said(verb: str, t: Language) -> str:
    """What does this act do, without what it is about?"""
    return t(ACT[verb])


def debt_name(debt: str, t: Language) -> str:
    """To whom is it owed?"""
    return t(DEBT[debt])


def yuan(cents: int) -> str:
    """The amount as an act writes it."""
    return str(amount(cents))


def decision_day(week: int) -> int:
    """On which day is week 1, 2, ... decided?"""
    return FIRST_DECISION + 7 * (week - 1)


def date_of(day: int, t: Language) -> str:
    """A day of the game as a date."""
    return t.date(on(day))


def short_date(day: int, t: Language) -> str:
    """The same without its year, for a phone screen."""
    at = on(day)
    return t("{month}/{day}", month=at.month, day=at.day)


def act_words(action: str, game, t: Language) -> str:
    """What does this act do? For a list of acts, with the debt or the message it is about."""
    verb, *about = action.split(":")
    if verb in ACT and not about:
        return t(ACT[verb])
    if verb in ("check", "follow"):
        kind = next(m.kind for m in world(game).messages if m.id == about[0])
        return t(ON_DEBT[verb], which=t(SHORT[kind]))
    debt = debt_name(about[0].split("-")[0], t)
    key = verb
    if verb == "pay":
        key = about[1] if about[1] in ON_DEBT else "amount"
    elif len(about) == 2:
        key = f"{verb}_sum"
    total = t.money(int(about[1])) if len(about) == 2 and about[1].isdigit() else ""
    return t(ON_DEBT[key], debt=debt, sum=total)


def message_words(message, t: Language) -> str:
    """What does the message say?"""
    return t(MESSAGE[message.kind], lender=debt_name(message.debt, t), sum=t.money(message.asks))


def contact_words(contact, t: Language) -> str:
    """What was this contact?"""
    lender = debt_name(contact.debt, t)
    if contact.breach:
        return t("{lender}: {breach}", lender=lender, breach=t(BREACH[contact.breach]))
    return t("{lender}: a call", lender=lender)


def story(before, after, t: Language) -> list[str]:
    """What did the days between these two states bring? One line each, the money first."""
    luck, lines, days = world(after.game), [], range(before.day + 1, after.day + 1)
    words = {"wage": t.money(after.earned - before.earned), "spent": t.money(after.spent - before.spent)}
    if after.earned > before.earned:
        lines.append(t("Wages: {wage}.", **words))
    if luck.shock_day in days:
        lines.append(t("A bill nobody expected, on {day}: {sum}.", day=short_date(luck.shock_day, t),
                       sum=t.money(luck.shock_cost)))  # fmt: skip
        lines.append(t("Spent on food, rent, the rest and that bill: {spent}.", **words))
    else:
        lines.append(t("Food, rent and the rest: {spent}.", **words))
    if luck.downturn_day in days:
        lines.append(t("Business turns down in the whole town; wages are lower from {day} on.",
                       day=short_date(luck.downturn_day, t)))  # fmt: skip
    if after.unmet > before.unmet:
        lines.append(t("There was no money for {sum} of essentials.", sum=t.money(after.unmet - before.unmet)))
    paid = sum(p.amount for a in after.accounts for s in a.segments for p in s.payments if p.date > START)
    paid -= sum(p.amount for a in before.accounts for s in a.segments for p in s.payments if p.date > START)
    if paid:
        lines.append(t("Paid to lenders: {sum}.", sum=t.money(paid)))
    if after.lost > before.lost:
        lines.append(t("Paid for a message that was false: {sum}.", sum=t.money(after.lost - before.lost)))
    fresh = after.contacts[len(before.contacts) :]
    calls = sum(c.channel == "call" for c in fresh)
    if calls:
        lines.append(t.plural("One call.", "{n} calls.", calls))
    bad = [t(BREACH[kind]) for kind in dict.fromkeys(c.breach for c in fresh if c.breach)]
    if bad:
        lines.append(t("Over the line: {list}.", list=t("; ").join(bad)))
    if after.people > before.people:
        lines.append(t.plural("One more person was told of the debt.", "{n} more people were told of the debt.",
                              after.people - before.people))  # fmt: skip
    came = [m for m in luck.messages if m.day in days]
    if came:
        lines.append(t.plural("One new message.", "{n} new messages.", len(came)))
    return lines
