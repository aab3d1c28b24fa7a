"""One debt followed from its due date: where both clocks, the step and the money stand on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from credit.decisions import court_road, judged_extra

YEAR = 365.25
CENTS = 100


@dataclass(frozen=True)
class Outcome:
    """The road of one debt, all its events, and where it stands on `day`; money in cents, days since the due date."""

    road: dict
    values: dict
    due: date
    extra: int
    extra_days: int
    open: tuple

    @property
    def day(self):
        return self.values["day"]

    @property
    def running(self):
        return self.road["running"]

    @property
    def latest(self):
        return self.road["latest"]

    def after(self, day):
        """A date as days since the due date."""
        return (day - self.due).days

    @property
    def end_day(self):
        return 0 if self.latest is None else self.after(self.latest)

    @property
    def record_end(self):
        return self.road["record"] and self.road["record"]["leaves"]

    @property
    def record_day(self):
        return self.after(self.record_end) if self.record_end else 0

    @property
    def still_owed(self):
        """In cents, interest left out."""
        if not self.road["debt_remains"]:
            return 0
        owed, part = (int(self.values[name] * CENTS) for name in ("owed", "part"))
        paid = any(one.kind == "part_payment" and self.after(one.date) <= self.day for one in self.road["told"])
        return owed - part if paid else owed

    @property
    def follows(self):
        """The highest step that the court may reach for now, as its place on the stairs; 0 is being late."""
        return self.road["steps"].index(self.road["may_follow"]) if self.road["may_follow"] else 0

    @property
    def told_days(self):
        return [(one, self.after(one.date)) for one in self.road["told"]]

    # Where things stand in the picture ----------------------------------------------------------------------------

    @property
    def low(self):
        return -int(self.values["missed_before"])

    @property
    def span(self):
        """Years from the left end of the axis to the right: enough for the last event and the time after it."""
        years = (
            self.values["years"] if self.values["term"] == "own" else (self.road["begins"][1] - self.due).days / YEAR
        )
        return 4 * -(-int(years + 8.9) // 4)

    @property
    def high(self):
        return self.low + round(self.span * YEAR)

    @property
    def first_year(self):
        return (self.due + timedelta(self.low)).year

    def day_of_year(self, year):
        return self.after(date(year, 1, 1))

    @property
    def pieces(self):
        """The clock of the suit up to today as (from, to, kind): kinds of `clocks_picture.FILL`."""
        earliest, latest = map(self.after, self.road["begins"])
        start, kind, done = 0, "sue", []
        for one, day in self.told_days:
            if day > self.day:
                break
            begin = None
            if one.effect in ("restarts", "depends"):
                begin = (day, kind)
            elif one.effect in ("stands still", "too late, if you say so"):
                begin = (day, "court")
            elif one.effect == "to enforce":
                begin = (day, "enforce")
            elif one.effect == "defence given up":
                begin, one_end = (day, "sue"), self.high
            elif one.effect in ("paid", "refused", "judged", "not settled"):
                begin = (day, None)
            if one.effect == "depends":
                latest = self.after(one.latest) if one.latest else latest
                continue
            if begin is None:
                continue
            closed = kind if kind == "court" else "spent"
            done.append((start, min(day, latest) if kind != "court" else day, closed))
            start, kind = begin
            if one.effect == "defence given up":
                earliest = latest = one_end
            elif one.earliest is not None:
                earliest, latest = self.after(one.earliest), self.after(one.latest)
            else:
                earliest = latest = self.high
        if kind:
            done.append((start, earliest, kind))
            if latest > earliest:
                done.append((earliest, latest, "maybe"))
        return [(a, b, one) for a, b, one in done if b > a]

    @property
    def jump(self):
        """(end before, end after) of the last new start, where there was one and the time to sue still runs."""
        end, found = self.after(self.road["begins"][1]), None
        for one, day in self.told_days:
            if day > self.day:
                break
            if one.effect == "restarts" and one.latest:
                found = (end, self.after(one.latest))
            elif one.effect != "depends" and not one.effect.startswith("nothing"):
                found = None
            end = self.after(one.latest) if one.latest else end
        least = 0.04 * (self.high - self.low)
        return found if found and found[1] - found[0] > least else None

    @property
    def record_pieces(self):
        """(unpaid stretches, kept stretches) of the record, as (from, to)."""
        if self.road["record"] is None:
            return [], []
        leaves, home = self.record_end, self.values["place"].split("_")[0]
        if home != "cn":
            return [], [(self.low, self.record_day)]
        if leaves is None:
            return [(self.low, self.high)], []
        paid = next(day for one, day in self.told_days if one.effect == "paid")
        return [(self.low, paid)], [(paid, self.record_day)]

    def suit_end_words(self, t):
        """(where on the axis, the words) of the end of the clock of the suit."""
        if self.running == "paid":
            return self.day, t("paid")
        if self.running in ("refused", "judged", "not settled"):
            said = {"refused": t("refused: too late"), "judged": t("judged"), "not settled": t("courts differ")}
            return self.day, said[self.running]
        if self.running == "proceedings":
            return self.day, t("stands still")
        if self.road["defence_lost"] and self.running == "to sue":
            return self.after(self.road["defence_lost"]), t("defence given up")
        if self.road["defence_doubted"] and self.running == "to sue":
            return self.after(self.road["defence_doubted"]), t("courts differ")
        if self.road["earliest"] != self.latest:
            years = {"early": self.road["earliest"].year, "late": self.latest.year}
            return self.end_day, t("between {early} and {late}", **years)
        return self.end_day, t.date(self.latest)

    def record_end_words(self, t):
        """When does the mark leave?"""
        if self.road["record"] is None:
            return t("no rule held")
        return t.date(self.record_end) if self.record_end else t("no day yet")


@lru_cache(maxsize=256)
def followed(place, due, events, day, missed, given, years, restarts, reach, raised, ground):
    dated = [(due + timedelta(on), kind) for on, kind in events]
    return court_road(
        place, due, dated, first_missed=due - timedelta(missed), as_of=due + timedelta(day), given=given, years=years,
        restarts=restarts, demands_reach=reach, raised=raised, ground=ground,
    )  # fmt: skip


def outcome(v, events, ground):
    """Where does the debt stand under these values? `events` are (day, kind); `ground` as in `court_road`."""
    years = v["years"] if v["term"] == "own" else None
    decision = followed(
        v["place"], v["due"], events, v["day"], v["missed_before"], v["given"], years,
        {"open": None}.get(v["restarts"], v["restarts"] == "yes"), v["reach"] == "yes", v["raised"] == "yes", ground,
    )  # fmt: skip
    road, extra, days = decision.answer, 0, 0
    if road["running"] == "to enforce":
        judgment = road["pay_by"] - timedelta(v["given"])
        more = judged_extra(int(v["owed"] * CENTS), judgment, v["given"], v["due"] + timedelta(v["day"])).answer
        extra, days = more["extra"], more["days"]
    return Outcome(road, v, v["due"], extra, days, decision.open)
