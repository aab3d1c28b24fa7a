"""What does the rule say here, since when, who says so, how binding is it, and how sure are we?"""

from datetime import date
from html import escape

import ipywidgets as w

from credit import rules
from widgets import lesson_data
from widgets.assist import Assist
from widgets.controls import Number
from widgets.language import Language, language
from widgets.number_box import NumberBox
from widgets.parts import quiet
from widgets.rule_words import FORCE, PLACES, binds, figure, instrument, sureness

HOME = "cn"  # the place that the lessons speak of
MOST = 1_000_000  # that may be typed for a number that is not certain


def rule_card(jurisdiction: str, rule_id: str, day: date, t: Language) -> str:
    """The card of one rule as it stood on `day`, as HTML that also reads well without a style sheet."""
    rule = rules.get(jurisdiction, rule_id)
    state = rule.state(day)
    facts = _standing(rule, state, day, t)
    value = getattr(state, "last", state) if not isinstance(state, rules.NotYet) else rule.values[0]
    if rule.where:
        facts.append((t("Where"), t.of(rule.where)))
    facts += [
        (t("Force"), t(FORCE[rule.force]) if binds(rule, t) else ""),
        (t("Binds"), binds(rule, t)),
        (t("Source"), instrument(rule.instrument_of(value), t)),
        (t("How sure"), sureness(rule, rule.confidence_of(value), t)),
        (t("Last checked"), t.date(rule.checked_on)),
    ]
    words = " · ".join(f"<b>{escape(name)}</b> {escape(fact)}" for name, fact in facts if fact)
    notes = [t.of(note).strip() for note in (rule.note, value.note) if note]
    return (
        f'<div class="dc-rule dc-{rule.force} dc-{rule.confidence_of(value)}"><h4>{escape(t.of(rule.title))}</h4>'
        f"<p>{escape(t.of(rule.statement).strip())}</p>"
        + "".join(f"<p><em>{escape(note)}</em></p>" for note in notes)
        + f'<p class="dc-facts">{words}</p>{_changes(rule, t)}</div>'
    )


def _standing(rule, state, day, t):
    """The number and since when, or why there is none on that day."""
    if isinstance(state, rules.NotYet):
        return [
            (
                t("Since"),
                t("not yet in force on {day}; it starts on {first}", day=t.date(day), first=t.date(state.first)),
            )
        ]
    if isinstance(state, rules.Ended):
        last = t.date(state.last.until)
        return [(t("Since"), t("no longer in force on {day}; it ended on {last}", day=t.date(day), last=last))]
    if isinstance(state, rules.Unknown):
        held = {"as_of": t.date(state.as_of), "n": figure(state.last.value, rule.unit, t, rule.names)}
        words = t("not held for {day}; on {as_of} it was {n}. Look it up and type it.", day=t.date(day), **held)
        return [(t("Number"), words)]
    since = (t("Since"), t.date(state.valid_from if not rule.series else _unchanged_since(rule, state)))
    if state.value is None:
        return [since]
    words = figure(state.value, rule.unit, t, rule.names)
    if rule.confidence_of(state) == "unsure":
        return [(t("Number"), t("not certain; a value to start from: {n}", n=words)), since]
    return [(t("Number"), words), since]


def _unchanged_since(rule, state):
    return max(change.valid_from for change in rule.changes if change.valid_from <= state.valid_from)


def _changes(rule, t):
    """What it said before and says later, newest first; nothing where it never changed."""
    lines, changes = [], rule.changes
    if len(changes) > 1 or changes[-1].until:
        for n in reversed(range(len(changes))):
            last = changes[n].until
            words = figure(changes[n].value, rule.unit, t, rule.names) or t("no figure")
            since = t.date(changes[n].valid_from)
            lines.append(
                t("{since} to {last}: {n}", since=since, last=t.date(last), n=words)
                if last
                else t("from {since}: {n}", since=since, n=words)
            )
    if rule.replaces:
        earlier = rules.get(rule.jurisdiction, rule.replaces)
        lines.append(t("before that: {title}", title=t.of(earlier.title)))
        last = earlier.values[-1]
        if last.value is not None:
            lines[-1] += t(" ({n})", n=figure(last.value, earlier.unit, t, earlier.names))
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    head = escape(t("What changed"))
    return f'<details class="dc-facts"><summary>{head}</summary><ul>{items}</ul></details>'


def place_cards(rule_ids, place: str, day: date, t: Language) -> list[tuple[str, rules.Rule | None]]:
    """The cards of these rules in a place: at home their own, elsewhere those that answer the same question.

    Each is (HTML, rule). Elsewhere the question and what it is at home stand around them; where the course holds no
    rule for that place, a card says so, and the rule is None.
    """
    if place == HOME:
        return [(rule_card(HOME, rule_id, day, t), rules.get(HOME, rule_id)) for rule_id in rule_ids]
    cards, asked = [], {}
    for rule in (rules.get(HOME, rule_id) for rule_id in rule_ids):
        asked.setdefault(rule.question or rule.id, []).append(rule)
    for question, at_home in asked.items():
        found = rules.answering(question, place) if question in rules.questions() else []
        group = [(rule_card(place, rule.id, day, t), rule) for rule in found] or [
            (_missing(question, at_home, place, t), None)
        ]
        *first, (html, last) = group
        cards += [*first, (html + _beside(at_home, day, t), last)]
    return cards


def _missing(question, at_home, place, t):
    asked = t.of(rules.questions().get(question) or at_home[0].title)
    words = t("{place}: the course holds no rule about this.", place=t(PLACES[place]))
    return f'<div class="dc-rule dc-none"><h4>{escape(asked)}</h4><p>{escape(words)}</p></div>'


def _beside(at_home, day, t):
    """A line for each rule of the home place that answers the same question, with its figure of the day."""
    lines = []
    for rule in at_home:
        state = rule.state(day)
        words = t("{place}: {title}", place=t(PLACES[HOME]), title=t.of(rule.title))
        if isinstance(state, rules.Value) and state.value is not None:
            words += t(" ({n})", n=figure(state.value, rule.unit, t, rule.names))
        lines.append(f'<p class="dc-facts">{escape(words)}</p>')
    return "".join(lines)


class Unsure:
    """The input that stands in for what is not certain: `value` is what the learner sets, from a default."""

    def __init__(self, rule: rules.Rule, default, t: Language):
        self.t, self.fields = t, {}
        named = isinstance(default, dict) and not default.keys() & {"en", "min", "max"}
        for name, one in (default if named else {None: default}).items():
            label = t.of(rule.names[name]) if name else t("Your value")
            self.fields[name] = self._field(one, label)
        self.box = w.VBox([w.HTML(escape(t("Set it yourself:"))), *self.fields.values()]).add_class("dc-control")

    def _field(self, default, label):
        words = {"description": label, "style": {"description_width": "initial"}}
        if default is None or isinstance(default, bool):
            return w.Checkbox(value=bool(default), indent=False, description=self.t("Count on it"))
        if isinstance(default, date):
            return w.DatePicker(value=default, **words)
        if isinstance(default, dict) and "en" in default:
            return w.Text(value=self.t.of(default), **words)
        if isinstance(default, dict):
            default = default.get("max", default.get("min"))
        if isinstance(default, list):
            return w.Text(value=", ".join(map(str, default)), **words)
        box = NumberBox(Number("own", label, "", default, 0, MOST, decimals=4), self.t)
        box.say(label, self.t)
        return box

    @property
    def value(self):
        """A number, a bool, a date or words; by name where the rule names several."""
        said = {name: field.value for name, field in self.fields.items()}
        return said.get(None, said)


class RuleCards:
    """Several rule cards one below the other: RuleCards("en", "acceleration", "payment_order_default").

    A switch shows another place's answers to the same questions. What is not certain has an input beside it;
    `values` holds what the learner set, by rule id.
    """

    def __init__(self, code: str, *rule_ids: str, on: date, jurisdiction: str = HOME):
        self.t, self.rule_ids, self.day = language(code), rule_ids, on
        places = [(self.t(PLACES[place]), place) for place in rules.jurisdictions()]
        self.switch = w.Dropdown(options=places, value=jurisdiction, description=self.t("Place"))
        quiet(self.switch.layout, display=None if len(places) > 1 else "none")
        self.switch.observe(lambda _: self._say(), "value")
        self.inputs: dict[str, Unsure] = {}
        self.body = w.VBox()
        self.view = w.VBox([w.HBox([self.switch]).add_class("dc-row"), self.body, Assist(language=code)]).add_class(
            "due-course"
        )
        self._say()

    @property
    def values(self) -> dict:
        """What did the learner set for what is not certain? By rule id."""
        return {name: one.value for name, one in self.inputs.items()}

    def _say(self):
        self.cards = place_cards(self.rule_ids, self.switch.value, self.day, self.t)
        self.inputs, parts = {}, []
        for html, rule in self.cards:
            parts.append(w.HTML(html))
            state = rule.state(self.day) if rule else None
            if isinstance(state, rules.Unknown):
                self.inputs[rule.id] = Unsure(rule, state.last.value, self.t)
            elif isinstance(state, rules.Value) and rule.confidence_of(state) == "unsure":
                self.inputs[rule.id] = Unsure(rule, state.value, self.t)
            if rule and rule.id in self.inputs:
                parts.append(self.inputs[rule.id].box)
        self.body.children = tuple(parts)

    def _repr_html_(self):
        return f'<div class="due-course">{"".join(html for html, _ in self.cards)}</div>'

    def __repr__(self):
        return "\n".join(f"{r.title[self.t.code]} ({r.path})" for _, r in self.cards if r)

    def _repr_mimebundle_(self, **_):
        """Beside the live cards, the cards as a page for a reader without a kernel."""
        return {**self.view._repr_mimebundle_(), "text/html": self._repr_html_(), "text/plain": repr(self)}


def lesson_cards(lesson: str, code: str) -> RuleCards:
    """The cards of the rules that a lesson's text rests on, as of the lesson's date: its front matter names both."""
    front = lesson_data.front_matter(lesson, code)
    return RuleCards(code, *front["rules"], on=front["date"])
