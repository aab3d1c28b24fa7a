"""Cards to sort into trays as data: what stands on them, where each belongs, why, and whether the set is whole.

Read from `lessons/triage/<name>.yaml`; CONTRIBUTING.md shows the form. Nothing here draws: `widgets.triage` does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

import yaml

from credit import rules
from widgets.language import LANGUAGES

HEAD = {"lesson", "title", "check", "trays", "cards"}
CARD = {"id", "title", "text", "tray", "reason", "check", "rules"}
PLACE = "cn"  # a rule without a folder is of the home of the cases


@dataclass(frozen=True)
class Cards:
    """A set of cards.

    Attributes
    ----------
    name : str
    data : dict
        `title`; `check`: the words before what to do; `trays`: key -> words; `cards`: each with `id`, `title`, `text`,
        `tray` (where it belongs), `reason`, and as needed `check` and `rules`.
    """

    name: str
    data: dict

    @property
    def trays(self) -> tuple[str, ...]:
        return tuple(self.data["trays"])

    @property
    def cards(self) -> list[dict]:
        return self.data["cards"]

    def __len__(self) -> int:
        return len(self.cards)


@dataclass
class Sorted:
    """Where has each card been put? A card that is put stays; `score` counts those that lie where they belong."""

    cards: Cards
    put: dict

    def place(self, n: int, tray: str) -> bool:
        """Put card n into a tray, and say whether it belongs there.

        Raises
        ------
        ValueError
            For a card or a tray that there is not, or a card that lies in a tray already.
        """
        if not 0 <= n < len(self.cards):
            raise ValueError(f"There is no card {n}; the cards are 0 to {len(self.cards) - 1}.")
        if tray not in self.cards.trays:
            raise ValueError(f'There is no tray "{tray}"; the trays are {", ".join(self.cards.trays)}.')
        if n in self.put:
            raise ValueError(f'Card {n} lies in the tray "{self.put[n]}" already.')
        self.put[n] = tray
        return self.right(n)

    def right(self, n: int) -> bool:
        """Does card n lie where it belongs?"""
        return self.put.get(n) == self.cards.cards[n]["tray"]

    @property
    def score(self) -> int:
        return sum(self.right(n) for n in self.put)

    @property
    def done(self) -> bool:
        return len(self.put) == len(self.cards)

    def within(self, tray: str) -> list[int]:
        """Which cards lie in this tray, in the order in which they were put?"""
        return [n for n, where in self.put.items() if where == tray]


def names() -> list[str]:
    """Which sets are there?"""
    return sorted(p.name.removesuffix(".yaml") for p in (files("lessons") / "triage").iterdir() if ".yaml" in p.name)


def read(name: str) -> Cards:
    """The set of that name.

    Raises
    ------
    ValueError
        Where there is none, naming those that there are.
    """
    if name not in names():
        raise ValueError(f'There are no cards "{name}" in lessons/triage; there are {", ".join(names())}.')
    return Cards(name, yaml.safe_load((files("lessons") / "triage" / f"{name}.yaml").read_text("utf-8")))


def rule_of(rule_id: str) -> tuple[str, str]:
    """(place, id) of "help_court_12368" or "us/us_fdcpa_false"."""
    place, _, name = rule_id.rpartition("/")
    return place or PLACE, name


def problems(cards: Cards) -> list[str]:
    """What is missing or misnamed in this set? Nothing, when it is whole."""
    data, found = cards.data, []
    found += [f"the head lacks {key}" for key in sorted(HEAD - data.keys())]
    found += [f"the head has an unknown {key}" for key in sorted(data.keys() - HEAD)]
    if found:
        return found
    if len(data["trays"]) < 2:
        found.append("sorting needs at least 2 trays")
    for path, texts in _texts(data):
        if set(texts) != set(LANGUAGES) or not all(str(one).strip() for one in texts.values()):
            found.append(f"{path} is not said in {' and '.join(LANGUAGES)}")
    seen = [card.get("id") for card in cards.cards]
    found += [f"the id {one} stands twice" for one in sorted({one for one in seen if seen.count(one) > 1})]
    for n, card in enumerate(cards.cards):
        name = card.get("id", f"card {n}")
        found += [f"{name} lacks {key}" for key in sorted(CARD - {"check", "rules"} - card.keys())]
        found += [f"{name} has an unknown {key}" for key in sorted(card.keys() - CARD)]
        if card.get("tray") not in data["trays"]:
            found.append(f"{name} belongs into {card.get('tray')}, which is no tray")
        for rule_id in card.get("rules", ()):
            place, rule = rule_of(rule_id)
            if rule not in rules.load(place):
                found.append(f"{name} names the rule {rule_id}, which is not held")
    empty = set(data["trays"]) - {card.get("tray") for card in cards.cards}
    return found + [f"no card belongs into {tray}" for tray in sorted(empty)]


def _texts(data) -> Iterator[tuple[str, dict]]:
    """Every text of a set with its place in the file."""
    yield from ((key, data[key]) for key in ("title", "check"))
    yield from ((f"tray {key}", words) for key, words in data["trays"].items())
    for n, card in enumerate(data["cards"]):
        for key in ("title", "text", "reason", "check"):
            if key in card:
                yield f"{key} of {card.get('id', n)}", card[key]
