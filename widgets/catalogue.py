"""Bring the translations in step with the code: `python -m widgets.catalogue`.

Collects every message of widgets/ into `locale/zh/LC_MESSAGES/due_course.po`; new ones stand there untranslated, ones
no longer used are dropped. `missing()` is what the tests ask.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from widgets.language import CATALOGUES

PACKAGE = Path(__file__).parent
KEYWORDS = {"t": None, "N_": None, "plural": (1, 2)}
PO = CATALOGUES / "zh" / "LC_MESSAGES" / "due_course.po"


def messages() -> Catalog:
    """Every message of the code, with the files that say it."""
    template = Catalog(project="due-course", charset="utf-8")
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True)
    for file, _, message, comments, context in found:
        template.add(message, locations=[(f"widgets/{file}", None)], auto_comments=comments, context=context)
    return template


def translations(path: Path = PO) -> Catalog:
    """The Chinese catalogue as it stands."""
    with path.open(encoding="utf-8") as file:
        return read_po(file, locale="zh_Hans_CN")


def missing(path: Path = PO) -> list[str]:
    """Messages without a translation, and translations whose placeholders differ from the message's."""
    catalogue, problems = translations(path), []
    for message in messages():
        known = catalogue.get(message.id) if message.id else None
        if not message.id:
            continue
        text = known.string if known else ""
        texts = text if isinstance(text, tuple) else (text,)
        if not known or known.fuzzy or not all(texts):
            problems.append(f"not translated: {message.id!r}")
        elif any(_names(one) - _names(message.id) for one in texts) or _names(message.id) - _names("".join(texts)):
            problems.append(f"other placeholders: {message.id!r}")
    return problems


def _names(text):
    import string

    texts = text if isinstance(text, tuple) else (text,)
    return {name for one in texts for _, name, _, _ in string.Formatter().parse(one) if name}


def main() -> None:
    template, catalogue = messages(), translations() if PO.exists() else Catalog(locale="zh_Hans_CN")
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=110, sort_by_file=True, omit_header=True, include_lineno=False)
    print(f"{len(template)} messages, {len(missing())} to translate")


if __name__ == "__main__":
    main()
