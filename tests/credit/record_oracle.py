"""The credit record, the time to sue and the contact log again, naively: day by day, and by trying every case.

It shares no line with the engine. A diary is that of `tests.credit.oracle`: day -> what stood in the book that evening.
"""

from calendar import monthrange
from datetime import date, timedelta
from itertools import product

DAY = timedelta(1)


def days(first, last):
    return [first + DAY * k for k in range((last - first).days + 1)]


# Marks, and stretches of lateness.


def last_of(month, day):
    return date(month.year, month.month, min(day, monthrange(month.year, month.month)[1]))


def month_before(month):
    return (month.replace(day=1) - DAY).replace(day=1)


def marks(diary, rows, drawn, first, months, day, cn_steps, us_steps, charge_off, gb_top, default_at):
    """Three lists of marks: China, the United States, Great Britain."""
    month, asked = first.replace(day=1), []
    for _ in range(months):
        asked.append((last_of(month_before(month), day), last_of(month, day)))
        month = (month + 31 * DAY).replace(day=1)
    late, closed, cn, us, gb, off, default = None, False, [], [], [], False, False
    unpaid = lambda d: d in diary and diary[d]["missed"] > 0
    for before, on in asked:
        book = diary.get(on)
        if drawn > on or closed:
            cn, us, gb = [*cn, "/"], [*us, "/"], [*gb, "/"]
            continue
        dues = [row[0] for row in rows if row[1] + row[2] > 0]
        late = book["days_past_due"]
        closed = book["outstanding"] == 0 and current(book) == 0
        off, default = off or late >= charge_off, default or book["missed"] >= default_at
        steps = [n + 1 for n, step in enumerate(cn_steps) if late >= step]
        mark = "N" if any(before < due <= on for due in dues) else "*"
        if any(before <= due < on and unpaid(due) for due in dues):
            mark = "M"
        cn.append("C" if closed else str(steps[-1]) if steps else mark)
        reached = [step for step in us_steps if late >= step]
        us.append("closed" if closed else "CO" if off else str(reached[-1]) if reached else "OK")
        gb.append("S" if closed else "D" if default else str(min(book["missed"], gb_top)))
    return cn, us, gb


def current(book):
    """What clears everything that is due."""
    charges = book["penalty"] + book["compound"] + book["fee"] + book["judgment"] - book["cut"]
    charges -= book["charges_paid"] + book["charges_waived"] + book["charges_written_off"]
    return charges + book["overdue_principal"] + book["overdue_interest"]


def stretches(diary, pauses=()):
    """(first missed due date, day on which nothing was overdue any more or None, days late at worst) of each."""
    found, began, worst = [], None, 0
    for day, book in sorted(diary.items()):
        if book["missed"]:
            began = began or day
            worst = max(worst, (day - began).days and book["days_past_due"])
        elif began:
            counts = 0 if any(pause.start < day <= pause.end for pause in pauses) else 1
            found.append((began, day, max(worst, diary[day - DAY]["days_past_due"] + counts)))
            began, worst = None, 0
    return [*found, (began, None, worst)] if began and worst else found


# The time to sue.


def anniversary(day, years):
    return last_of(date(day.year + years, day.month, 1), day.day)


def time_to_sue(start, years, events, effects, enforcement_years, long_stop_years):
    """(last day, running, the days on which the defence was given up and came into doubt, what each event did)."""
    base, span, running, free_on, still, said = start, years, "to sue", None, set(), {}
    lost = doubt = None
    goal = "to sue"

    def last_day():
        end = anniversary(base, span) + DAY * sum(day > base for day in still)
        return min(end, anniversary(start, long_stop_years)) if long_stop_years and goal == "to sue" else end

    far = max([start, *(e.date for e in events), *(e.until or e.date for e in events)])
    for day in days(min([start, *(e.date for e in events)]), far):
        if running == "proceedings" and free_on == day:
            base, running = day, goal
        for k, event in enumerate(events):
            if event.date != day:
                continue
            effect = effects[event.kind].value if event.kind in effects else "nothing"
            if effect == "nothing":
                said[k] = "nothing"
            elif day < base:
                said[k] = "nothing: before the period"
            elif effect == "judgment":
                said[k], base, span, running, goal = "to enforce", event.until, enforcement_years, *["to enforce"] * 2
            elif running == "proceedings":
                said[k] = "nothing: proceedings run"
            elif day > last_day():
                said[k] = "nothing: too late"
                if effect == "lift" and not lost:
                    said[k], lost, doubt = "defence given up", day, None
                if effect == "doubt" and goal == "to sue" and not lost:
                    said[k], doubt = "defence in doubt", doubt or day
            elif effect == "proceedings":
                said[k], running, free_on = "stands still", "proceedings", event.until
                if free_on == day:
                    base, running = day, goal
            elif effect == "suspend":
                said[k] = "longer"
                still |= set(days(day + DAY, event.until))
            else:
                said[k], base = "restarts", day
    return (None if running == "proceedings" else last_day()), running, lost, doubt, said


# Contacts: every way in which the empty cells may turn out.


def completions(log, cells):
    """Every log that these contacts may be: `cells` gives for each contact the values of its empty cells."""
    for filled in product(*[product(*cell.values()) for cell in cells]):
        yield [{**contact, **dict(zip(cell, values))} for contact, cell, values in zip(log, cells, filled)]


def verdict(log, cells, broken):
    """ "breach" if the limit is broken however the cells turn out, "cannot tell" if in some way, else "within"."""
    outcomes = {bool(broken(one)) for one in completions(log, cells)}
    return {frozenset([True]): "breach", frozenset([False]): "within"}.get(frozenset(outcomes), "cannot tell")


def too_many_connected(limit, day):
    return lambda log: sum(c["date"] == day and c["connected"] for c in log) > limit


def too_many_tries(limit, day):
    def broken(log):
        tries = [c["to_number"] for c in log if c["date"] == day and not c["connected"]]
        return any(tries.count(number) > limit for number in tries)

    return broken


def too_many_in_a_run(limit, run):
    def broken(log):
        log = [c for c in log if c["caller"] == "agency"]
        return any(
            sum(o["debt"] == c["debt"] and 0 <= (c["date"] - o["date"]).days < run for o in log) > limit for c in log
        )

    return broken


def called_after_talk(quiet):
    def broken(log):
        log = [c for c in log if c["caller"] == "agency"]
        return any(
            t["connected"] and t["debt"] == c["debt"] and (c["date"] - t["date"]).days < quiet
            for k, c in enumerate(log)
            for t in log[:k]
        )

    return broken
