"""The glossary box of a lesson, from `lessons/glossary.yaml`."""

from html import escape

from widgets import lesson_data


class Glossary:
    """The terms a lesson teaches, in both languages: Glossary("04_the_day_after", "en")."""

    def __init__(self, lesson: str, language: str = "en"):
        self.code = language
        self.terms = [term for term in lesson_data.read("glossary") if term["lesson"] == lesson]

    def _repr_html_(self):
        other = "zh" if self.code == "en" else "en"
        rows = "".join(
            f'<dt><b>{escape(t["term"][self.code])}</b> · <span lang="{other}">{escape(t["term"][other])}</span></dt>'
            f"<dd>{escape(t['meaning'][self.code])}</dd>"
            for t in self.terms
        )
        return f'<dl lang="{self.code}">{rows}</dl>'

    def __repr__(self):
        return "\n".join(f"{t['term'][self.code]}: {t['meaning'][self.code]}" for t in self.terms)
