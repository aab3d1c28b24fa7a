"""What can I write, word by word? Letters with one purpose each, filled in on the page and kept on this computer.

A letter is data (`lessons/letters.yaml`): what it does, what it does not do, fields, and a text in both languages. The
reader changes the fields, then copies the text or takes it as a Word file or a page. Nothing is sent anywhere.
"""

import base64
import io
from dataclasses import dataclass
from functools import cache
from html import escape

import ipywidgets as w
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from widgets import lesson_data
from widgets.assist import ASSETS, Assist
from widgets.html import paragraphs
from widgets.language import Language, language
from widgets.parts import live, quiet

BLANK = "______"
ONE_LINE = 24  # characters that stand in a box of one line on a phone
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE = "text/html;charset=utf-8"
HAN_FONT = "SimSun"  # the name that Word itself puts in where a reader's computer has no such font


@dataclass(frozen=True)
class Field:
    """A gap in a letter: its label, and what stands there at first, in both languages; nothing where it is left out."""

    name: str
    label: dict
    start: dict | None = None

    @property
    def long(self) -> bool:
        """Is it a sentence, which a box of one line would cut off?"""
        return len((self.start or {}).get("en", "")) > ONE_LINE


@dataclass(frozen=True)
class Letter:
    """One letter, in both languages.

    Attributes
    ----------
    id, lesson : str
    title, does, does_not, body : dict
        Texts by language; the body names the fields in braces and parts its paragraphs by empty lines.
    rules : tuple of str
        The rules of the home place that it rests on; it claims no more than they say.
    fields : tuple of Field
    """

    id: str
    lesson: str
    title: dict
    does: dict
    does_not: dict
    rules: tuple
    fields: tuple
    body: dict

    def start(self, t: Language) -> dict[str, str]:
        """What stands in the fields at first?"""
        return {field.name: t.of(field.start) if field.start else "" for field in self.fields}

    def filled(self, t: Language, values: dict | None = None) -> list[str]:
        """The paragraphs of the letter with these values in it; an empty field is a line to write on.

        Raises
        ------
        ValueError
            For a field that the letter does not have.
        """
        known = self.start(t)
        strange = set(values or {}) - set(known)
        if strange:
            raise ValueError(
                f'The letter "{self.id}" has no field "{min(strange)}"; its fields are {", ".join(known)}.'
            )
        words = {name: " ".join(str(value).split()) or BLANK for name, value in {**known, **(values or {})}.items()}
        return t.of(self.body).strip().format(**words).split("\n\n")

    def html(self, t: Language, values: dict | None = None) -> str:
        """A page of its own that opens in any browser and prints on one sheet."""
        title = escape(t.of(self.title))
        look = "body{max-width:40em;margin:3em auto;padding:0 1em;font:17px/1.6 system-ui,sans-serif}p{margin:0 0 1em}"
        return (
            f'<!DOCTYPE html><html lang="{t.code}"><head><meta charset="utf-8"><title>{title}</title>'
            f"<style>{look}</style></head><body>{paragraphs(self.filled(t, values))}</body></html>"
        )

    def docx(self, t: Language, values: dict | None = None) -> bytes:
        """A Word file of the letter: the letter and nothing else, nobody's name among its properties."""
        document = blank_document(t.of(self.title))
        for paragraph in self.filled(t, values):
            document.add_paragraph(paragraph)
        return file_of(document)


def blank_document(title: str):
    """An empty Word document in readable type, nobody's name among its properties."""
    document = Document()
    style = document.styles["Normal"]
    style.font.size = Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HAN_FONT)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = title
    return document


def file_of(document) -> bytes:
    """The document as the bytes of its file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def all_letters() -> dict[str, Letter]:
    """Which letters does the course hold? By id."""
    return {
        one["id"]: Letter(**{**one, "rules": tuple(one["rules"]), "fields": tuple(Field(**f) for f in one["fields"])})
        for one in lesson_data.read("letters")
    }


class LettersAssist(Assist):
    """The frame's front-end part, with the looks of a sheet of paper."""

    _css = Assist._css + (ASSETS / "letters.css").read_text("utf-8")


class Letters:
    """Some letters to fill in: Letters("en", "to_aunt", "to_manager"), or with other words in a field: me="Lin Qiao".

    Raises
    ------
    ValueError
        For a letter that there is not, or a field that none of these letters has.
    """

    def __init__(self, code: str, *names: str, **values):
        self.t = language(code)
        unknown = [name for name in names if name not in all_letters()]
        if unknown or not names:
            raise ValueError(f'There is no letter "{(unknown or [""])[0]}"; choose from {", ".join(all_letters())}.')
        self.letters = [all_letters()[name] for name in names]
        fields = {field.name for letter in self.letters for field in letter.fields}
        strange = set(values) - fields
        if strange:
            raise ValueError(
                f'None of these letters has a field "{min(strange)}"; they have {", ".join(sorted(fields))}.'
            )
        self.typed = {name: str(value) for name, value in values.items()}
        self._build()
        self._open()

    @property
    def letter(self) -> Letter:
        """The letter that is open."""
        return self.letters[self.choice.value]

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {name: field.value for name, field in self.fields.items()}

    def text(self) -> str:
        """The letter as it now stands."""
        return "\n\n".join(self.letter.filled(self.t, self.values))

    def _build(self):
        t, titles = self.t, [self.t.of(letter.title) for letter in self.letters]
        self.choice = w.Dropdown(options=[(title, n) for n, title in enumerate(titles)], description=t("Letter"))
        chooser = w.VBox([self.choice]).add_class("dc-control")
        quiet(chooser.layout, display=None if len(titles) > 1 else "none")
        self.choice.observe(lambda _: self._open(), "value")
        self.purpose, self.sheet, self.links = w.HTML(), w.HTML().add_class("dc-letter"), w.HTML()
        self.gaps = w.VBox().add_class("dc-gaps")
        self.copy, self.copied = w.Button(description=t("Copy the text")).add_class("dc-copy"), live(w.HTML())
        self.empty = w.Button(description=t("Empty the fields, for my own"))
        self.empty.on_click(lambda _: self._empty())
        self.assist = LettersAssist(language=t.code)
        self.assist.observe(lambda _: self._say_copied(), "copied")
        stays = w.HTML(paragraphs([t("It stays on the computer that runs this page; nothing is sent.")], "dc-meaning"))
        foot = w.HBox([self.empty, self.copy, self.links, self.copied]).add_class("dc-foot")
        parts = [chooser, self.purpose, self.gaps, self.sheet, foot, stays, self.assist]
        self.view = w.VBox(parts).add_class("due-course").add_class("dc-letters")

    def _open(self):
        """Bring up the chosen letter with its own fields; what was typed into a field of the same name stays."""
        letter, t = self.letter, self.t
        self.fields, start = {}, letter.start(t)
        for field in letter.fields:
            value = self.typed.get(field.name, start[field.name])
            words = {"value": value, "description": t.of(field.label)}
            self.fields[field.name] = w.Textarea(rows=2, **words) if field.long else w.Text(**words)
            self.fields[field.name].observe(lambda change, name=field.name: self._type(name, change["new"]), "value")
        self.gaps.children = tuple(
            w.VBox([self.fields[field.name]]).add_class("dc-control").add_class("dc-long" if field.long else "dc-short")
            for field in letter.fields
        )
        self.purpose.value = _purpose(letter, t)
        self._say()

    def _empty(self):
        """Take the example's own words out: what is blank is the reader's to fill in."""
        for field in self.fields.values():
            field.value = ""

    def _type(self, name, words):
        self.typed[name] = words
        self._say()

    def _say(self):
        letter, t = self.letter, self.t
        self.sheet.value = paragraphs(letter.filled(t, self.values))
        self.assist.settings, self.copied.value = self.text(), ""
        word = base64.b64encode(letter.docx(t, self.values)).decode("ascii")
        page = base64.b64encode(letter.html(t, self.values).encode()).decode("ascii")
        self.links.value = download_link(f"{letter.id}.docx", WORD, word, t("Download as a Word file")) + download_link(
            f"{letter.id}.html", PAGE, page, t("Download as a page")
        )

    def _say_copied(self):
        done = self.assist.copied > 0
        words = self.t("Copied.") if done else self.t("It could not be copied. Mark the text and copy it by hand.")
        self.copied.value = escape(words)

    def _repr_html_(self):
        sheets = [
            f"<h4>{escape(self.t.of(one.title))}</h4>{_purpose(one, self.t)}"
            f"<blockquote>{paragraphs(one.filled(self.t))}</blockquote>"
            for one in self.letters
        ]
        return f'<div class="due-course">{"".join(sheets)}</div>'

    def __repr__(self):
        return "\n\n".join("\n\n".join([self.t.of(one.title), *one.filled(self.t)]) for one in self.letters)

    def _repr_mimebundle_(self, **_):
        """Beside the live sheet, the letters as a page for a reader without a kernel."""
        return {**self.view._repr_mimebundle_(), "text/html": self._repr_html_(), "text/plain": repr(self)}


def _purpose(letter, t):
    rows = ((t("What it does"), letter.does), (t("What it does not do"), letter.does_not))
    lines = "".join(f"<p><b>{escape(head)}</b> {escape(t.of(words))}</p>" for head, words in rows)
    return f'<div class="dc-purpose">{lines}</div>'


def download_link(name: str, kind: str, data: str, words: str) -> str:
    """A link that saves a file of this kind; `data` is base64."""
    return f'<a class="dc-download" download="{name}" href="data:{kind};base64,{data}">{escape(words)}</a> '
