"""What do the two clocks say, in sentences, in a table, in the working and in named figures?"""

from datetime import timedelta

from credit import rules
from credit.decisions import court_fee
from widgets import told_events
from widgets.clock_story import CENTS
from widgets.html import Table
from widgets.language import N_
from widgets.road_words import DECIDES, EFFECT, STEP


def suit(o, t):
    """What is owed, and where the clock of the suit stands: one sentence, money first."""
    words, road = facts(o, t), o.road
    if o.running == "paid":
        return t("Everything is paid: nothing is owed, and there is nothing left to sue for.")
    if o.running == "refused":
        return t("{still_owed} is still owed, and the court has refused the claim: the time to sue was over, "
                 "and you said so.", **words)  # fmt: skip
    if o.running == "not settled":
        return t("{still_owed} is in dispute: courts differ on whether the payment of {doubted}, after the time was "
                 "over, gave up the defence.", **words)  # fmt: skip
    if o.running == "judged":
        return t("{still_owed} is owed by judgment. The course holds no rule on how it is enforced there.", **words)
    if o.running == "proceedings":
        late = any(one.effect == "too late, if you say so" for one in road["told"])
        if late and road["defence_doubted"]:
            return t("{still_owed} is owed, and a case is pending. It came too late, but a part was paid on {doubted}: "
                     "courts differ on whether you may still refuse. Say it all the same.", **words)  # fmt: skip
        if late:
            return t("{still_owed} is owed, and a case is pending. It came too late, and the court looks at that "
                     "only if you say so.", **words)  # fmt: skip
        return t("{still_owed} is owed, and a case is pending: the time to sue stands still.", **words)
    if o.running == "to enforce" and not o.extra_days and not road["over"]:
        return t("{still_owed} is owed by judgment, to be paid by {pay_by}. If it is not, enforcement can be applied "
                 "for until {end}.", **words)  # fmt: skip
    if o.running == "to enforce" and not road["over"]:
        return t("{still_owed} is owed by judgment. Enforcement can be applied for until {end}; since {pay_by} "
                 "being late adds {extra}.", **words)  # fmt: skip
    if o.running == "to enforce":
        return t("{still_owed} is owed by judgment, but the time to apply for enforcement ended on {end}.", **words)
    if road["defence_lost"]:
        return t("{still_owed} is owed and can be sued for: on {lost}, when the time was over, it was promised "
                 "again.", **words)  # fmt: skip
    if road["defence_doubted"]:
        return t("{still_owed} is still owed. The time to sue ended on {end}, but on {doubted} a part was paid: "
                 "whether you may still refuse the rest is not settled, courts differ.", **words)  # fmt: skip
    if road["earliest"] != road["latest"]:
        return t("{still_owed} is owed. The last day to sue lies between {earliest} and {end}: it depends on the "
                 "state.", **words)  # fmt: skip
    if not road["over"]:
        return t("{still_owed} is owed, and the lender can sue until {end}: {left} more days.", **words)
    if not road["debt_remains"]:
        return t("{nothing} is owed: in Scotland the debt itself ended on {end}.", **words)
    return t("{still_owed} is still owed. The time to sue ended on {end}: you may refuse to pay, if you say so "
             "yourself in court.", **words)  # fmt: skip


def record(o, t):
    """Where the clock of the record stands."""
    if o.road["record"] is None:
        return [t("The course holds no rule on the record there.")]
    if o.record_end is None:
        return [t("The record's clock has not begun: it waits until everything is paid.")]
    if o.road["record"]["gone"]:
        return [t("The mark left the record on {record}.", record=t.date(o.record_end))]
    return [t("The mark leaves the record on {record}.", record=t.date(o.record_end))]


def step_reached(o, t):
    """The step, who decided it, and what follows for somebody with or without means."""
    road = o.road
    if o.running == "paid" or road["step"] is None:
        return []
    step = road["step"]
    words = {"step": t(STEP[step]), "who": t(DECIDES[step])}
    found = [t("Step reached: {step} ({who}).", **words)]
    if road["listed"] is None:
        return found
    if road["listed"]["listed"]:
        found.append(t("The court may put the name on the list: that is a ground."))
    else:
        found.append(t("The court may limit spending. Having no means puts nobody on the list, and is no crime."))
    if road["crime"]["of"]:
        found.append(t("Refusing a judgment that one could perform can be a crime."))
    return found


def table(o, t):
    """Each event with what came of it, and today among them."""
    earliest, latest = o.road["begins"]
    rows = [[t("due date"), t.number(0), t.date(o.due), t("the time to sue begins"), _between(earliest, latest, t)]]
    here, words = 1, facts(o, t)
    for one, day in o.told_days:
        effect = t(EFFECT[one.effect])
        said = effect if day <= o.day else t("to come: {effect}", effect=effect)
        end = _between(one.earliest, one.latest, t)
        rows.append([t(told_events.NAMES[one.kind]), t.number(day), t.date(one.date), said, end])
        here += day <= o.day
    now = _between(o.road["earliest"], o.latest, t)
    rows.insert(here, [t("today"), words["day"], words["date"], t("{still_owed} is owed", **words), now])
    leaves = t.number(o.record_day) if o.record_end else "–"
    rows.append([t("the mark leaves the record"), leaves, o.record_end_words(t), "", ""])
    heads = [t("Event"), t("Day"), t("Date"), t("What came of it"), t("Last day after it")]
    return Table(t("Each event, and the end of the time after it"), heads, rows, here)


def working(o, t):
    """The formula with its numbers, event by event."""
    words, lines = facts(o, t), []
    lines.append(
        t("Last day to sue = the due date, or the last new start, + the years; the first day is not counted: "
          "{begins} + the years = {first_end} before any event.", **words)
    )  # fmt: skip
    for one, day in o.told_days:
        if day <= o.day:
            line = N_("Day {n} ({date}), {event}: {effect}; last day after it: {end}.")
            lines.append(t(line, n=t.number(day), date=t.date(one.date), event=t(told_events.NAMES[one.kind]),
                           effect=t(EFFECT[one.effect]), end=_between(one.earliest, one.latest, t)))  # fmt: skip
    if o.running == "to enforce":
        lines.append(
            t("Extra for delay = judged sum × rate a day × days = {owed} × {rate} × {extra_days} = {extra}; the "
              "interest that the judgment grants comes on top.", **words)
        )  # fmt: skip
    if o.values["place"] == "cn":
        lines.append(t("The court itself: a fee of {fee}, or {fee_simple} in the simple procedure; the side that "
                       "loses bears it.", **words))  # fmt: skip
        lines.append(t("Record: the day on which everything is paid + the years of the rule = {record}.", **words))
    else:
        lines.append(t("Record there: from the first missed payment, {missed}; the mark leaves: {record}.", **words))
    for one in o.open:
        if one == "state":
            lines.append(t("The states differ: the shortest and the longest time are shown."))
    lines.append(t("Computed in credit/decisions/court_road.py, credit/limitation.py and credit/decisions/court.py."))
    return lines


def facts(o, t):
    """Named figures of the outcome in words."""
    v, road = o.values, o.road
    owed = int(v["owed"] * CENTS)
    dates = {
        "date": o.due + timedelta(o.day), "begins": o.due, "first_end": road["begins"][1], "end": o.latest,
        "earliest": road["earliest"], "lost": road["defence_lost"],
        "doubted": road["defence_doubted"], "pay_by": road["pay_by"],
        "record": o.record_end, "missed": o.due + timedelta(o.low),
    }  # fmt: skip
    words = {name: t.date(day) if day else "–" for name, day in dates.items()}
    if v["place"] == "cn":
        fee = court_fee(owed, o.due + timedelta(o.day)).answer
        words |= {"fee": t.money(fee["fee"]), "fee_simple": t.money(fee["simple"])}
    numbers = {
        "day": o.day, "end_day": o.end_day, "record_day": o.record_day, "left": max(0, o.end_day - o.day),
        "extra_days": o.extra_days, "record_left": max(0, o.record_day - o.day),
    }  # fmt: skip
    words |= {name: t.number(n) for name, n in numbers.items()}
    words |= {"still_owed": t.money(o.still_owed), "owed": t.money(owed), "extra": t.money(o.extra),
              "part": t.money(int(v["part"] * CENTS)), "nothing": t.money(0)}  # fmt: skip
    words["rate"] = f"{t.number(_daily(o), 4)}%"
    for name, step in (("step", road["step"]), ("follows", road["may_follow"])):
        words[name] = t(STEP[step]) if step else "–"
    return words


def _between(earliest, latest, t):
    """A last day, or the range of the states; a dash where the clock does not run."""
    if latest is None:
        return "–"
    if earliest != latest:
        return t("{early} to {late}", early=t.date(earliest), late=t.date(latest))
    return t.date(latest)


def _daily(o):
    """The percent a day of the rule on interest after a judgment."""
    return rules.get("cn", "judgment_doubled_interest").on(o.due + timedelta(o.day)).value
