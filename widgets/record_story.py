"""The story behind the record timeline: one loan as it was paid, and its record under the rules of three places."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from credit.clause import LateClause
from credit.decisions.record_end import dispute_clock, record_end
from credit.decisions.record_items import Record, record_of
from credit.lateness import follow
from credit.ledger import Ledger
from credit.loans import Loan
from credit.money import cents, exact
from credit.payment_history import payments_told
from credit.rates import per_year
from widgets import told_months

HERE = ("us", "gb", "cn")  # from the top of the picture down
AFTER = 400  # days of the story after its last due date
MISBOOKED = 27  # days by which a wrong entry is late: past the end of its month, before the next due date
FREE = LateClause(amount="0")  # the record counts instalments; what lateness costs is lesson 4's
NO_MARK = {"/", "*", "#", "A", "N", "C", "OK", "closed", "0", "S"}
FIRST_STEPS = {"1", "2", "30", "60"}


@dataclass(frozen=True)
class Story:
    """One loan as it was paid: `paid_on` is the day of catching up, `held` what was paid on it, in cents."""

    ledger: Ledger
    due: tuple
    signs: tuple
    wrong: int | None
    paid_on: date | None
    held: int
    until: date

    def sign(self, n: int) -> str:
        """What was told of month n; once everything is caught up, the later months are paid on the day."""
        caught_up = self.signs[n] == told_months.UNPAID and self.paid_on is not None and self.due[n] >= self.paid_on
        return told_months.ON_TIME if caught_up else self.signs[n]


@lru_cache(maxsize=64)
def paid(first_due, months, history, late, settled, principal, rate, error, until):
    """The loan of these values, as it was paid. `settled`: days after the first unpaid due date, None for never."""
    signs = told_months.whole(told_months.read(history, None), months)
    loan = Loan(cents(principal), per_year(exact(rate) / 100), months, first_due)
    schedule = loan.schedule()
    due = tuple(schedule.due[0].tolist())
    lateness = list(told_months.days_late(signs, late))
    paid_on = None
    if None in lateness and settled is not None:
        paid_on = due[lateness.index(None)] + timedelta(settled)
    wrong = _misbooked(due, lateness, until) if error != "none" else None
    if wrong is not None and error == "open":
        lateness[wrong] = MISBOOKED
    payments = payments_told(schedule, lateness, paid_on)
    held = [int(a) for a, d, n in zip(schedule.instalment[0], due, lateness) if n is None and paid_on and d < paid_on]
    until = max(until, due[-1], *(p.date for p in payments)) + timedelta(AFTER)
    paid_on = paid_on if held else None
    return Story(follow(loan, FREE, payments, until), due, signs, wrong, paid_on, sum(held), until)


def _misbooked(due, lateness, today):
    """Which month paid on its day stands wrong in the report? The latest that can stand there today, else the first."""
    on_time = [n for n, late in enumerate(lateness) if late == 0]
    seen = [n for n in on_time if due[n] + timedelta(MISBOOKED) <= today]
    return seen[-1] if seen else on_time[0] if on_time else None


@lru_cache(maxsize=256)
def records(cutoff, *terms):
    """The records of this story in the three places; `terms` are those of `paid`."""
    story = paid(*terms)
    months = len(story.due)
    return {
        place: record_of(story.ledger, place, story.due[0], months, day=cutoff, until=story.until) for place in HERE
    }


@dataclass(frozen=True)
class Outcome:
    """What the report shows, until when, and what is overdue; money in cents, time in days."""

    story: Story
    records: dict
    values: dict

    @property
    def today(self) -> date:
        return self.values["today"]

    @property
    def place(self) -> str:
        return self.values["place"]

    @property
    def record(self) -> Record:
        """Under the rules chosen."""
        return self.records[self.place]

    @property
    def days_until_clean(self) -> int | None:
        """From today to the last day on which an entry may be shown; None while no day can be given."""
        if self.record.open:
            return None
        last = self.record.last_shown
        return max((last - self.today).days, 0) if last else 0

    @property
    def marked_months(self) -> int:
        """Months of the page that say anything about lateness."""
        return sum(mark not in NO_MARK for mark in self.record.marks)

    @property
    def overdue(self) -> int:
        """What is paid on the day of catching up; where that never comes, what is overdue today."""
        if self.story.paid_on:
            return self.story.held
        day = min(max(self.today, self.story.due[0]), self.story.until)
        return int(self.story.ledger.at(day).overdue[0, 0])

    @property
    def last_item(self):
        """The entry that leaves last, or that has no date."""
        return max(self.record.items, key=lambda item: item.last_shown or date.max, default=None)

    @property
    def queries_until(self) -> date | None:
        """The last day on which today's queries are shown; None where there are none, or no rule for them."""
        if not self.values["queries"] or self.place != "cn":
            return None
        return record_end("cn", "query", self.today).answer["leaves"]

    @property
    def answer_by(self) -> date | None:
        """By when an objection of today must be answered; None without one, or where the course holds no time."""
        if self.values["error"] != "disputed" or self.story.wrong is None or self.place == "gb":
            return None
        return dispute_clock(self.place, self.today, self.today).answer["answer_by"]

    def degree(self, mark: str) -> int:
        """0 for nothing late, 1 for late within the month, 2 for the first two steps, 3 for more."""
        return 0 if mark in NO_MARK else 1 if mark == "M" else 2 if mark in FIRST_STEPS else 3
