"""Roads out of a page: numbers that a phone can dial, lessons that are named, the start page and the next lesson."""

import re

from widgets import lesson_data
from widgets.language import language
from widgets.start import LESSON as START
from widgets.start import built

HELP = re.compile(r"\[([\d -]{3,})\]\(([./]*credit/rules/\w+/\w*help_\w+\.yaml)\)")
KEPT = re.compile(r"(\[[^\]]*\]\([^)]*\)|`[^`]*`|<[^>]*>)")  # links, code and tags stay as they are
NAMED = {"en": re.compile(r"\b([Ll]esson (\d{1,2}))\b"), "zh": re.compile(r"(第 (\d{1,2}) 课)")}
RULE = {"en": r"[\1](tel:{n}) ([rule](\2))", "zh": r"[\1](tel:{n})（[依据](\2)）"}
ONWARD = {
    "en": ("**Next:** [Lesson {n}: {title}]({name}.ipynb)", "[Back to the start]({start}.ipynb)"),
    "zh": ("**下一课：** [第 {n} 课 {title}]({name}.ipynb)", "[回到开始]({start}.ipynb)"),
}


def dialled(text: str, code: str) -> str:
    """The text with a help line's number as a link that dials it, and its rule behind it."""
    return HELP.sub(lambda m: m.expand(RULE[code].replace("{n}", re.sub("[ -]", "", m[1]))), text)


def linked(text: str, code: str, own: str) -> str:
    """The text with every other lesson that it names as a link; headings and HTML stay as they are."""

    def link(match):
        name = built().get(f"{int(match[2]):02d}")
        return f"[{match[1]}]({name}.ipynb)" if name and name[:2] != own else match[0]

    lines = []
    for line in text.split("\n"):
        if not line.startswith(("#", "<")) and not re.match(r"\*[^*]", line):
            line = "".join(
                part if KEPT.fullmatch(part) else NAMED[code].sub(link, part) for part in KEPT.split(line) if part
            )
        lines.append(line)
    return "\n".join(lines)


def onward(code: str, own: str) -> str:
    """The last words of a lesson: where to go from here."""
    titles = {one["number"]: language(code).of(one["title"]) for one in lesson_data.read("start")["lessons"]}
    following, back = f"{int(own) + 1:02d}", ONWARD[code][1].format(start=START)
    if following not in built():
        return back
    words = ONWARD[code][0].format(n=int(following), title=titles[following], name=built()[following])
    return f"{words} · {back}"
