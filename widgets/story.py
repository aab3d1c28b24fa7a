"""A branching scene as data: where it stands, what may be chosen, what that changes, and whether it is whole.

Read from `lessons/scenes/<name>.yaml`; CONTRIBUTING.md shows the form. Nothing here draws: `widgets.scene` does.
"""

import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.resources import files

import yaml

from credit import rules
from widgets.language import LANGUAGES

ENDS = ("good", "mixed", "costly")
UNITS = ("count", "money", "seconds", "days", "yes or no")
MOST = 50_000  # positions that are looked through before a story is called too large
PLACE_KEYS = {"scene", "lines", "choices", "end", "title", "rules", "show"}
CHOICE_KEYS = {"to", "text", "reply", "effects", "set", "when", "run", "rules"}


@dataclass(frozen=True)
class Measure:
    """Something that choices change: a whole number between two ends, in a unit of `UNITS`.

    A measure that is not `shown` only decides what may be chosen.
    """

    label: dict
    start: int
    low: int
    high: int
    unit: str = "count"
    shown: bool = True

    def within(self, value: int) -> int:
        return max(self.low, min(self.high, value))


@dataclass(frozen=True)
class Position:
    """Where a story stands: the place, the measures, and the choice that led here."""

    place: str
    state: tuple
    taken: dict | None = field(default=None, compare=False)

    def __getitem__(self, name) -> int:
        return dict(self.state)[name]


class Story:
    """A branching scene.

    Parameters
    ----------
    name : str
        Of the file `lessons/scenes/<name>.yaml`.
    data : dict
        What the file holds.
    consequences : mapping of str to function, optional
        What a choice with `run: name` does beyond its effects: the function takes the measures as a dict and returns
        those it changes. It must be pure, so that the checks can walk every branch.
    """

    def __init__(self, name: str, data: dict, consequences: Mapping[str, Callable[[dict], dict]] | None = None):
        self.name, self.data, self.consequences = name, data, dict(consequences or {})
        self.measures = {key: Measure(**one) for key, one in data.get("state", {}).items()}
        self.places = data["places"]

    def open(self) -> Position:
        """Where does it begin?"""
        return Position(self.data["start"], tuple((name, m.start) for name, m in self.measures.items()))

    def choices(self, position: Position) -> list[dict]:
        """What may be chosen here? None at an end."""
        state = dict(position.state)
        return [c for c in self.places[position.place].get("choices", ()) if _allowed(c.get("when", {}), state)]

    def take(self, position: Position, choice: dict) -> Position:
        """Where does this choice lead, and what has it changed?"""
        state = dict(position.state)
        for name, change in choice.get("effects", {}).items():
            state[name] += change
        state |= choice.get("set", {})
        if "run" in choice:
            state |= self.consequences[choice["run"]](dict(state))
        kept = tuple((name, m.within(int(state[name]))) for name, m in self.measures.items())
        return Position(choice["to"], kept, choice)

    def shown(self, position: Position) -> dict:
        """Which settings of the lesson's simulator go with this place, as the story stands?

        A setting is a value; or `{measure: day}`, what the measure has come to; or `{measure: same, of: [a, b]}`, the
        one of these that it counts to.
        """
        return {name: _as_it_stands(one, position) for name, one in self.places[position.place]["show"].items()}

    @property
    def ends(self) -> tuple[str, ...]:
        """The places where it ends."""
        return tuple(name for name, place in self.places.items() if "end" in place)


def _as_it_stands(setting, position):
    if not isinstance(setting, dict):
        return setting
    value = position[setting["measure"]]
    return setting["of"][value] if "of" in setting else value


def _allowed(when, state):
    return all(
        bound.get("min", state[name]) <= state[name] <= bound.get("max", state[name]) for name, bound in when.items()
    )


def names() -> list[str]:
    """Which scenes are there?"""
    return sorted(p.name.removesuffix(".yaml") for p in (files("lessons") / "scenes").iterdir() if p.suffix == ".yaml")


def read(name: str, consequences=None) -> Story:
    """The story of `lessons/scenes/<name>.yaml`.

    What its choices compute is given, or stands as CONSEQUENCES in the module of `widgets` that its head names.

    Raises
    ------
    ValueError
        When there is no such scene.
    """
    path = files("lessons") / "scenes" / f"{name}.yaml"
    if not path.is_file():
        raise ValueError(f'There is no scene "{name}" in lessons/scenes; there are {", ".join(names())}.')
    data = yaml.safe_load(path.read_text("utf-8"))
    if consequences is None and "consequences" in data:
        consequences = import_module(f"widgets.{data['consequences']}").CONSEQUENCES
    return Story(name, data, consequences)


def problems(story: Story) -> list[str]:
    """What is wrong with a story? Empty when every branch ends, nothing is unreachable and both languages are whole."""
    found = [*_form(story), *_languages(story.data, story.name, set(story.measures))]
    return found or _walk(story)


def _form(story):
    """Names that lead nowhere, and keys nobody reads."""
    found, measures = [], set(story.measures)
    for m, one in story.measures.items():
        if not one.low <= one.start <= one.high or one.unit not in UNITS:
            found.append(f"measure {m}: its start lies outside its ends, or its unit is not one of {', '.join(UNITS)}")
    if story.data["start"] not in story.places:
        found.append(f"start: there is no place {story.data['start']}")
    for name, place in story.places.items():
        found += [f"{name}: nobody reads {key}" for key in place.keys() - PLACE_KEYS]
        if ("end" in place) == ("choices" in place):
            found.append(f"{name}: a place has either choices or an end")
        if place.get("end", ENDS[0]) not in ENDS:
            found.append(f"{name}: an end is one of {', '.join(ENDS)}")
        found += [f"{name}: there is no rule {r}" for r in place.get("rules", ()) if not _is_rule(r)]
        named = [one["measure"] for one in place.get("show", {}).values() if isinstance(one, dict)]
        found += [f"{name}: there is no measure {m}" for m in named if m not in measures]
        for c in place.get("choices", ()):
            found += [f"{name}: nobody reads {key}" for key in c.keys() - CHOICE_KEYS]
            found += [f"{name}: there is no rule {r}" for r in c.get("rules", ()) if not _is_rule(r)]
            for key in ("effects", "set", "when"):
                found += [f"{name}: there is no measure {m}" for m in c.get(key, {}).keys() - measures]
            if c["to"] not in story.places:
                found.append(f"{name}: there is no place {c['to']}")
            if c.get("run", next(iter(story.consequences), None)) not in story.consequences and "run" in c:
                found.append(f"{name}: there is no consequence {c['run']}")
    return found


def rule_of(rule_id: str) -> tuple[str, str]:
    """Place and id of a rule that a scene names: "cba_visit" is at home, "us/us_fdcpa_hours" elsewhere."""
    place, _, name = rule_id.rpartition("/")
    return place or "cn", name


def _is_rule(rule_id):
    place, name = rule_of(rule_id)
    return place in rules.jurisdictions() and name in rules.load(place)


def _languages(value, path, measures):
    """Every text in every language, with the same figures in braces, and only such as there are."""
    if isinstance(value, dict):
        if set(LANGUAGES) & value.keys():
            named = {code: sorted(re.findall(r"\{(\w+)\}", str(value.get(code, "")))) for code in LANGUAGES}
            found = [f"{path}: no text in {code}" for code in LANGUAGES if not _is_text(value.get(code))]
            if len({tuple(n) for n in named.values()}) > 1:
                found.append(f"{path}: the figures in braces differ")
            return found + [f"{path}: there is no measure {n}" for n in set(named["en"]) - measures]
        return [p for key, child in value.items() for p in _languages(child, f"{path}/{key}", measures)]
    if isinstance(value, list):
        return [p for n, child in enumerate(value) for p in _languages(child, f"{path}/{n}", measures)]
    return []


def _is_text(value):
    """A figure is no text: an unquoted comma in the file makes 1 of 1,500."""
    return isinstance(value, str) and bool(value.strip())


def _walk(story):
    """Look at every position that can be reached: is there always a way on, and always a way to an end?"""
    start = story.open()
    leads, back, waiting = {start: []}, {start: []}, deque([start])
    taken = set()
    while waiting:
        here = waiting.popleft()
        for choice in story.choices(here):
            taken.add(id(choice))
            there = story.take(here, choice)
            leads[here].append(there)
            if there not in leads:
                if len(leads) > MOST:
                    return [f"more than {MOST} positions: give the measures narrower ends"]
                leads[there], back[there] = [], []
                waiting.append(there)
            back[there].append(here)
    found = [f"{name}: cannot be reached" for name in story.places if name not in {p.place for p in leads}]
    for name, place in story.places.items():
        for n, choice in enumerate(place.get("choices", ()), 1):
            if id(choice) not in taken and name in {p.place for p in leads}:
                found.append(f"{name}: choice {n} can never be taken")
    ending = {p for p in leads if "end" in story.places[p.place]}
    waiting = deque(ending)
    while waiting:
        for before in back[waiting.popleft()]:
            if before not in ending:
                ending.add(before)
                waiting.append(before)
    stuck = {p.place for p in leads if p not in ending}
    return found + [f"{name}: there is a way into it that never ends" for name in sorted(stuck)]
