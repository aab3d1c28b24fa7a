"""What was paid when, if I tell it month by month: on the day, so many days late, or not yet?"""

from collections.abc import Sequence
from datetime import date, timedelta

from credit.lateness import Payment
from credit.loans import Schedule

ON_TIME = 0


def payments_told(
    schedule: Schedule, lateness: Sequence[int | None], settled: date | None = None, loan: int = 0
) -> tuple[Payment, ...]:
    """Which payments does a story of months make, and what is paid on the day on which I catch up?

    Each instalment is paid in full so many days after its due date. What was held back until `settled` is paid then, in
    one sum; an instalment that falls due on that day or later is paid on its own day again. Which instalment a
    payment closes is for the contract to say (`credit.clause`): as a rule the oldest.

    Parameters
    ----------
    schedule : Schedule
    lateness : sequence of int or None, one for each instalment
        Days late, 0 or more; None for an instalment that is not paid until `settled`.
    settled : date, optional
        The day on which everything held back is paid; None where it never is.
    loan : int
        Which loan of the schedule.

    Returns
    -------
    tuple of Payment, by date
        Cents.

    Raises
    ------
    ValueError
        When the story is not as long as the loan, or pays before a due date.
    """
    n = int(schedule.n[loan])
    if len(lateness) != n:
        raise ValueError(f"The story tells {len(lateness)} months and the loan has {n} instalments; tell each one.")
    told, held = [], 0
    for due, amount, late in zip(schedule.due[loan, :n].tolist(), schedule.instalment[loan, :n].tolist(), lateness):
        if late is not None and late < ON_TIME:
            raise ValueError(f"An instalment paid {late} days late lies before its due date; 0 is on the day.")
        if late is not None:
            told.append(Payment(due + timedelta(int(late)), int(amount)))
        elif settled is not None and due >= settled:
            told.append(Payment(due, int(amount)))
        elif settled is not None:
            held += int(amount)
    if held:
        told.append(Payment(settled, held))
    return tuple(sorted(told))
