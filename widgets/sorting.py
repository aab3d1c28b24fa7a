"""Things to sort as data: what stands on each card, what is asked of it, which answers are right and why.

Read from `lessons/triage/<name>.yaml`; CONTRIBUTING.md shows the form. Nothing here draws: `widgets.triage` shows cards
one after the other, `widgets.duties` all of them on a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

import yaml

from credit import rules
from widgets import lesson_data
from widgets.language import LANGUAGES, N_, Language
from widgets.rule_words import force, instrument

HEAD = {"lesson", "title", "cards"}
MAYBE = {"check", "timeline", "trays", "ask"}
CARD, MAYBE_CARD = {"id", "reason"}, {"title", "text", "check", "rules"}
ASK = {"id", "label", "options", "from", "several"}
TRAY = "tray"
PLACE = "cn"  # a rule without a folder is of the home of the cases
BINDING, SOFT, CONTRACT = "binding", "soft", "contract"
FIRM = {
    "law": BINDING, "regulation": BINDING, "policy": SOFT, "self-regulation": SOFT, "standard": SOFT,
    "practice": CONTRACT,
}  # fmt: skip
SAID = {
    BINDING: N_("law or regulator's rule: binding"),
    SOFT: N_("guide or standard: not binding"),
    CONTRACT: N_("practice or contract"),
}


@dataclass(frozen=True)
class Judged:
    """An answer held against the right one: what was seen, what is missing, what was said in vain."""

    seen: tuple
    missed: tuple
    vain: tuple

    @property
    def right(self) -> bool:
        return not self.missed and not self.vain


@dataclass(frozen=True)
class Cards:
    """A set of cards.

    Attributes
    ----------
    name : str
    data : dict
        `title`; as needed `check`: the words before what to do; `trays` (key -> words), where each card belongs into
        one, or `ask`: the questions that are put for every card; `cards`: each with `id`, its answers, `reason`, and as
        needed `title`, `text`, `check` and `rules`.
    """

    name: str
    data: dict

    @property
    def trays(self) -> tuple[str, ...]:
        return tuple(self.data.get("trays", ()))

    @property
    def asks(self) -> list[dict]:
        """The questions: `id`, `label`, `options` or `from` (force, since: of the card's first rule), `several`."""
        return [{"id": TRAY, "options": self.data["trays"]}] if self.trays else self.data["ask"]

    @property
    def cards(self) -> list[dict]:
        return self.data["cards"]

    @property
    def day(self):
        """The date of the lesson, for which its rules are read."""
        return lesson_data.front_matter(self.data["lesson"], "en")["date"]

    def __len__(self) -> int:
        return len(self.cards)

    def rule(self, n: int):
        """The first rule of card n, and its value on the lesson's date."""
        rule = rules.get(*rule_of(self.cards[n]["rules"][0]))
        return rule, rule.on(self.day)

    def answers(self, n: int, ask: dict) -> tuple:
        """What is right for card n: the keys of the options that hold."""
        if "from" in ask:
            rule, value = self.rule(n)
            return (FIRM[rule.force] if ask["from"] == "force" else value.valid_from,)
        answer = self.cards[n][ask["id"]]
        return tuple(answer) if ask.get("several") else (answer,)

    def options(self, ask: dict) -> list:
        """The keys to choose from; dates and force come from the rule files."""
        if "options" in ask:
            return list(ask["options"])
        known = {key for n in range(len(self)) for key in self.answers(n, ask)}
        return sorted(known) if ask["from"] == "since" else [key for key in SAID if key in known]

    def said(self, ask: dict, key, t: Language) -> str:
        """An answer in words."""
        if "options" in ask:
            return t.of(ask["options"][key])
        return t.date(key) if ask["from"] == "since" else t(SAID[key])

    def judge(self, n: int, ask: dict, chosen) -> Judged:
        """Hold what was chosen for card n against what is right."""
        right = self.answers(n, ask)
        return Judged(tuple(k for k in right if k in chosen), tuple(k for k in right if k not in chosen),
                      tuple(k for k in chosen if k not in right))  # fmt: skip

    def words(self, n: int, t: Language) -> str:
        """What stands on card n; without a text of its own, the title of its rule."""
        return " ".join(t.of(self.cards[n].get("text") or self.rule(n)[0].title).split())


@dataclass
class Sorted:
    """What was said of each card, where one question is put? A card that is put stays."""

    cards: Cards
    put: dict = field(default_factory=dict)

    def place(self, n: int, *chosen: str) -> bool:
        """Put card n into a tray, or say its signs, and say whether that is right.

        Raises
        ------
        ValueError
            For a card or an answer that there is not, or a card that was put already.
        """
        known = self.cards.options(self.cards.asks[0])
        if not 0 <= n < len(self.cards):
            raise ValueError(f"There is no card {n}; the cards are 0 to {len(self.cards) - 1}.")
        for key in chosen:
            if key not in known:
                raise ValueError(f'There is no tray or sign "{key}"; there are {", ".join(known)}.')
        if n in self.put:
            raise ValueError(f"Card {n} was put already: {', '.join(self.put[n])}.")
        self.put[n] = chosen
        return self.right(n)

    def judged(self, n: int) -> Judged:
        return self.cards.judge(n, self.cards.asks[0], self.put.get(n, ()))

    def right(self, n: int) -> bool:
        """Was card n put where it belongs?"""
        return n in self.put and self.judged(n).right

    @property
    def score(self) -> int:
        return sum(self.right(n) for n in self.put)

    @property
    def done(self) -> bool:
        return len(self.put) == len(self.cards)

    def within(self, tray: str) -> list[int]:
        """Which cards lie in this tray, in the order in which they were put?"""
        return [n for n, where in self.put.items() if tray in where]


def rule_lines(cards: Cards, n: int, t: Language) -> list[str]:
    """The rules behind card n: title, force, since when, source. A telephone line has no force to speak of."""
    lines = []
    for rule_id in cards.cards[n].get("rules", ()):
        rule = rules.get(*rule_of(rule_id))
        if rule.topic == "help" and TRAY in cards.cards[n]:  # it is named in the check
            continue
        value = rule.on(cards.day)
        lines.append(t(
            "Rule: {title} · {force} · since {day} · {source}", title=t.of(rule.title), force=t(force(rule)),
            day=t.date(value.valid_from), source=instrument(rule.instrument_of(value), t),
        ))  # fmt: skip
    return lines


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
    found += [f"the head has an unknown {key}" for key in sorted(data.keys() - HEAD - MAYBE)]
    found += ["the head needs trays or ask, one of them"] * (("trays" in data) == ("ask" in data))
    if found:
        return found
    found += [f"{path} is not said in {' and '.join(LANGUAGES)}" for path, texts in _texts(cards) if not _whole(texts)]
    seen = [card.get("id") for card in cards.cards]
    found += [f"the id {one} stands twice" for one in sorted({one for one in seen if seen.count(one) > 1})]
    for n, card in enumerate(cards.cards):
        name, own = card.get("id", f"card {n}"), {ask["id"] for ask in cards.asks if "from" not in ask}
        found += [f"{name} lacks {key}" for key in sorted((CARD | own) - card.keys())]
        found += [f"{name} has an unknown {key}" for key in sorted(card.keys() - CARD - MAYBE_CARD - own)]
        found += [f"{name} lacks text, or a rule whose title says it"] * (not card.keys() & {"text", "rules"})
        found += [f"{name} has a check, and the head has no words for it"] * ("check" in card and "check" not in data)
        for rule_id in card.get("rules", ()):
            place, rule = rule_of(rule_id)
            if rule not in rules.load(place):
                found.append(f"{name} names the rule {rule_id}, which is not held")
    return found or [problem for ask in cards.asks for problem in _of_ask(cards, ask)]


def _of_ask(cards, ask):
    """Does every answer exist, and is each of them right somewhere?"""
    known, used = cards.options(ask), {key for n in range(len(cards)) for key in cards.answers(n, ask)}
    if ask.keys() - ASK:
        yield f"the question {ask['id']} has an unknown {', '.join(sorted(ask.keys() - ASK))}"
    if len(known) < 2:
        yield "sorting needs at least 2 trays"
    for n, card in enumerate(cards.cards):
        for key in cards.answers(n, ask):
            if key not in known:
                yield f"{card['id']} belongs into {key}, which is no {ask['id']}"
    yield from (f"no card belongs into {key}" for key in sorted(map(str, set(known) - used)))


def _whole(texts):
    return set(texts) == set(LANGUAGES) and all(str(one).strip() for one in texts.values())


def _texts(cards) -> Iterator[tuple[str, dict]]:
    """Every text of a set with its place in the file."""
    data = cards.data
    yield from ((key, data[key]) for key in ("title", "check") if key in data)
    for ask in cards.asks:
        yield from ((f"label of {ask['id']}", ask[key]) for key in ("label",) if key in ask)
        yield from ((f"{ask['id']} {key}", words) for key, words in ask.get("options", {}).items())
    for n, card in enumerate(cards.cards):
        for key in ("title", "text", "reason", "check"):
            if key in card:
                yield f"{key} of {card.get('id', n)}", card[key]
