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
            f'<li><b>{escape(t["term"][self.code])}</b> · <span lang="{other}">{escape(t["term"][other])}</span>'
            f"<br>{escape(t['meaning'][self.code])}</li>"
            for t in self.terms
        )
        return f'<ul lang="{self.code}">{rows}</ul>'

    def __repr__(self):
        return "\n".join(f"{t['term'][self.code]}: {t['meaning'][self.code]}" for t in self.terms)
