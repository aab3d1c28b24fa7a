"""A collection floor again, naively: one account at a time, a list sorted anew every morning.

It shares no line with the engine; only the luck is the same, drawn from one stream for each purpose.
"""

from math import exp

OWN, AGENCY, SOLD = "own floor", "agency", "sold"
WRITES_ON = (1, 3, 7, 15, 30, 60, 90, 120, 150, 180)


def who_has(floor, age):
    if age >= floor.sold_day:
        return SOLD
    return AGENCY if age >= floor.agency_day else OWN


def sorted_by(floor, account):
    """A pair: what the floor's order looks at, and the lot that decides between equals."""
    first = {
        "amount": account["balance"],
        "days late": account["age"],
        "contactable": 0 if account["dead"] else 1,
        "random": 0,
    }
    return first[floor.order.value], account["lot"]


class NaiveFloor:
    def __init__(self, floor, luck):
        """`luck`: a function of a purpose that gives its stream."""
        self.floor, self.day, self.luck = floor, 0, {name: luck(f"floor {name}") for name in ("account", "lot", "talk")}
        self.luck["leave"] = luck("floor leave")
        self.accounts = self.newcomers(floor.accounts)
        for account, years in zip(self.accounts, luck("floor age").geometric(1 / floor.stays_late, floor.accounts)):
            account["age"] = (int(years) - 1) % (floor.sold_day - 1) + 1

    def newcomers(self, count):
        stream, floor = self.luck["account"], self.floor
        sizes = stream.standard_normal(count).tolist()
        dead, machine = stream.random(count).tolist(), stream.random(count).tolist()
        return [
            {
                "balance": round(floor.median_balance * exp(floor.balance_spread * sizes[k])),
                "dead": dead[k] < floor.dead,
                "machine": machine[k] < floor.automated,
                "age": 1,
                "rests_until": 0,
            }
            for k in range(count)
        ]

    def work(self):
        """A day: for each list the lowest that was called ("all", "none" or its key), and the keys on it; then how
        many were called and how many waited in vain."""
        floor, called, waited, lists, lowest = self.floor, [], 0, {}, {}
        self.day += 1
        for account, lot in zip(self.accounts, self.luck["lot"].random(floor.accounts).tolist()):
            account["lot"] = lot
        for stage, most in ((OWN, floor.callers * floor.calls), (AGENCY, floor.agency_calls)):
            here = [a for a in self.accounts if who_has(floor, a["age"]) == stage]
            here = [a for a in here if stage == AGENCY or not a["machine"]]
            waits = sorted((a for a in here if a["rests_until"] <= self.day), key=lambda a: sorted_by(floor, a))[::-1]
            lists[stage] = [sorted_by(floor, a) for a in here]
            lowest[stage] = "none" if not most else "all" if len(waits) <= most else sorted_by(floor, waits[most - 1])
            called += waits[:most]
            waited += len(waits[most:])
        for account in called:
            account["rests_until"] = self.day + floor.rest_days
        talk = self.luck["talk"].random(floor.accounts).tolist()
        leave = self.luck["leave"].random(floor.accounts).tolist()
        gone = []
        for k, account in enumerate(self.accounts):
            spoken = any(account is a for a in called) and not account["dead"]
            account["age"] += 1
            if (
                (spoken and talk[k] < floor.answered * floor.pays_after_talk)
                or leave[k] < 1 / floor.stays_late
                or account["age"] >= floor.sold_day
            ):
                gone.append(k)
        for k, fresh in zip(gone, self.newcomers(len(gone))):
            self.accounts[k] = fresh
        return lowest, lists, len(called), waited


def silence(floor, luck, balances, days_late, reachable, horizon, copies, warm_up=15):
    """What each copy of the borrower hears, day by day, and what the floor does meanwhile."""
    others, days = NaiveFloor(floor, luck), []
    for _ in range(warm_up):
        others.work()
    stream = luck("you")
    dead = (stream.random(copies) < floor.dead).tolist() if reachable is None else [not reachable] * copies
    machine = (stream.random(copies) < floor.automated).tolist()
    rests, first, lost, messages = [0] * copies, [0] * copies, 0, 0
    for day in range(1, horizon + 1):
        lowest, lists, called, waited = others.work()
        age = days_late + day
        stage = who_has(floor, age)
        lots = stream.random(copies).tolist()
        rang, mine = 0, []
        for k in range(copies):
            you = {"balance": balances[day - 1], "age": age, "dead": dead[k], "lot": lots[k]}
            mine.append(sorted_by(floor, you))
            if stage == SOLD or rests[k] > day or (stage == OWN and machine[k]) or lowest[stage] == "none":
                continue
            if lowest[stage] == "all" or mine[k] > lowest[stage]:
                rests[k] = day + floor.rest_days
                if dead[k]:
                    lost += 1
                else:
                    rang += 1
                    first[k] = first[k] or day
        if age in WRITES_ON and stage != SOLD:
            messages += sum(dead)
        place = None
        if stage != SOLD:
            keys, low = lists[stage], lowest[stage]
            reached = {"none": 0, "all": len(keys)}.get(low) if isinstance(low, str) else sum(k >= low for k in keys)
            place = len(keys), sum(k > mine[0] for k in keys), reached
        days.append({"stage": stage, "rang": rang, "called": called, "waited": waited, "place": place})
    return first, days, lost, messages
