"""The start page: where are you now, which lesson answers that, how long does it take, and where is help?

Read from `lessons/start.yaml`, from the front matter of the lessons that are there, and from the dated rules. All of it
is plain HTML with relative links, so that the stored page reads without a kernel.
"""

from datetime import date
from functools import cache
from html import escape
from importlib.resources import files

from credit import rules
from widgets import lesson_data
from widgets.language import language
from widgets.rule_words import PLACES, phone

LESSON = "00_start"


@cache
def built() -> dict[str, str]:
    """Which lessons are there? Number -> name, such as "04" -> "04_the_day_after"."""
    texts = (path.name.removesuffix(".md") for path in (files("lessons") / "en").iterdir())
    return {name[:2]: name for name in sorted(texts) if name != LESSON}


class Part:
    """A part of the start page, in one language: Situations("en")."""

    def __init__(self, code: str = "en"):
        self.t = language(code)
        self.data = lesson_data.read("start")
        self.by_number = {one["number"]: one for one in self.data["lessons"]}
        self.as_of: date = lesson_data.front_matter(LESSON, code)["date"]

    def lesson(self, number: str) -> tuple[str, str]:
        """A lesson as HTML and as plain words: a link with its minutes, or its title and that it is coming."""
        t, title = self.t, self.t.of(self.by_number[number]["title"])
        name = t("Lesson {n}: {title}", n=t.number(int(number)), title=title)
        if number not in built():
            words = t("{lesson} (coming)", lesson=name)
            return f"<span>{escape(words)}</span>", words
        front = lesson_data.front_matter(built()[number], t.code)
        minutes = t("{n} minutes", n=t.number(front["minutes"]))
        link = f'<a href="{built()[number]}.ipynb">{escape(name)}</a>'
        return f"{link} · {escape(minutes)}", f"{name} · {minutes}"

    def rows(self) -> list[tuple[str, str]]:
        """Rows as (HTML, plain words)."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return f'<div lang="{self.t.code}">' + "".join(html for html, _ in self.rows()) + "</div>"

    def __repr__(self) -> str:
        return "\n".join(words for _, words in self.rows())


class Situations(Part):
    """Where are you now, what is the first thing, and which lessons answer it?"""

    def rows(self):
        for one in self.data["situations"]:
            words, first = self.t.of(one["words"]), self.t.of(one["first"])
            lessons = [self.lesson(number) for number in one["lessons"]]
            items = "".join(f"<li>{html}</li>" for html, _ in lessons)
            plain = "\n".join([words, f"  {first}", *(f"  {said}" for _, said in lessons)])
            yield f"<h4>{escape(words)}</h4><p>{escape(first)}</p><ul>{items}</ul>", plain


class CourseMap(Part):
    """The lessons in order, what each is about, and how long it takes."""

    def rows(self):
        t = self.t
        for one in self.data["lessons"]:
            html, words = self.lesson(one["number"])
            about = t.of(one["about"])
            yield f"<p>{html}<br>{escape(about)}</p>", f"{words}: {about}"
        minutes = sum(lesson_data.front_matter(name, t.code)["minutes"] for name in built().values())
        ready = t.plural("one lesson is ready", "{n} lessons are ready", len(built()))
        line = t("{ready}, {minutes} minutes in all.", ready=ready, minutes=t.number(minutes))
        yield f"<p><b>{escape(line)}</b></p>", line


class HelpLines(Part):
    """Where is help, in every place whose rules the course holds? From the dated rules, on the page's date."""

    def lines(self, place: str) -> list[rules.Rule]:
        """The help lines and offices of a place that were there on the date.

        What cannot wait first, then the lender's own desk, which other complaints wait for, then what has a number.
        """
        held = [rule for rule in rules.load(place).values() if "help_" in rule.id]
        there = [rule for rule in held if isinstance(rule.state(self.as_of), rules.Value)]
        urgent = lambda rule: "mind" in rule.id or "emergency" in rule.id or "police" in rule.id
        first = lambda rule: (not urgent(rule), "lender_desk" not in rule.id, rule.on(self.as_of).value is None)
        return sorted(there, key=first)

    def rows(self):
        t = self.t
        for place in rules.jurisdictions():
            lines = self.lines(place)
            if not lines:
                continue
            checked = t("last checked on {day}", day=t.date(min(rule.checked_on for rule in lines)))
            head = t("{place}, {checked}", place=t(PLACES[place]), checked=checked)
            words = lambda rule: t.join([t.of(one).strip() for one in (rule.statement, rule.note) if one])
            said = [(t.of(rule.title), words(rule)) for rule in lines]
            calls = [phone(rule, self.as_of, t) for rule in lines]
            items = "".join(
                f"<li><b>{escape(name)}</b>{call and f' · {call}'}<br>{escape(about)}</li>"
                for (name, about), call in zip(said, calls)
            )
            opened = " open" if place == rules.jurisdictions()[0] else ""
            html = f"<details{opened}><summary><b>{escape(head)}</b></summary><ul>{items}</ul></details>"
            yield html, "\n".join([head, *(f"  {name}: {about}" for name, about in said)])
