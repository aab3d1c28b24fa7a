"""What does the plan say with other sums or another order in it? The learner's own hand-in, for the ten lines."""

from collections import Counter

from credit.ninety_days_plan import months_of, plan
from credit.ninety_days_state import State

ORDERS = ("dearest", "smallest", "loudest")


def changed(state: State, pay: dict[str, int], order: str = "dearest") -> dict:
    """What is the plan of `credit.ninety_days_plan` with these monthly sums?

    Parameters
    ----------
    state : State
    pay : dict
        Cents a month, by debt; what is left out stays as proposed.
    order : {"dearest", "smallest", "loudest"}
        By rate, by instalment, or by contacts so far.

    Raises
    ------
    ValueError
        For a negative sum, an unknown debt or order.
    """
    found = plan(state)
    known = [row["debt"] for row in found["order"]]
    for debt, sum_ in pay.items():
        if debt not in known:
            raise ValueError(f'The plan has no debt "{debt}"; it has {", ".join(known)}.')
        if sum_ < 0:
            raise ValueError(f"The sum for {debt} is {sum_}; it is 0 or more.")
    for row in found["order"]:
        row["pay"] = pay.get(row["debt"], row["pay"])
    sums = {row["debt"]: row["pay"] for row in found["order"]}
    for row in found["ask"]:
        row["can_pay"] = sums[row["debt"]]
        row["months"] = months_of(state, row["debt"], row["can_pay"])
    calls = Counter(contact.debt for contact in state.contacts)
    keys = {
        "dearest": lambda row: 0,
        "smallest": lambda row: row["instalment"],
        "loudest": lambda row: -calls[row["debt"]],
    }
    if order not in keys:
        raise ValueError(f'There is no order "{order}"; there are {", ".join(ORDERS)}.')
    found["order"].sort(key=keys[order])
    return found
