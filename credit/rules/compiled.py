"""How are two hundred rule files read in a moment? Once as YAML, then as the JSON kept from the last time.

What is kept is found by the content of the files and of the code that checks them, so it is never stale. It stands
beside the code like Python's own __pycache__, else in the user's cache folder, else nowhere: where nothing may be
written, YAML is read every time.
"""

import hashlib
import json
import os
import sys
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

from credit.rules import loader, words
from credit.rules.rule import RuleError


def place(folder: Path) -> list[dict]:
    """What is the checked plain data of every rule file of a folder, in the order of their names?

    Raises
    ------
    RuleError
        For a bad file, naming file, field and reason.
    """
    texts = {path: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}
    return _kept(folder.name, texts, lambda: [loader.read_data(path, text) for path, text in texts.items()])


def questions(path: Path) -> dict:
    """What are the questions of questions.yaml, checked?

    Raises
    ------
    RuleError
        For a key that is no word or a text that lacks a language.
    """
    text = path.read_bytes()
    return _kept(path.stem, {path: text}, lambda: _questions(path, text))


def _questions(path, text):
    def refuse(field, reason):
        raise RuleError(f"{path.name}, {field}: {reason}")

    found = loader.parse(text, refuse)
    for key, words_of_it in found.items():
        loader.Check(refuse).key("question", key)
        loader.Check(refuse).text(key, words_of_it)
    return found


def _kept(name, texts, make):
    folders, file = _folders(), f"rules-{name}-{_print(texts)}.json"
    for folder in folders:
        with suppress(OSError, ValueError):
            return json.loads((folder / file).read_text("utf-8"), object_hook=_unpack)
    data = make()
    text = json.dumps(data, default=_pack, ensure_ascii=False)
    for folder in folders:
        try:
            _write(folder, name, file, text)
        except OSError:
            continue
        break
    return data


def _print(texts):
    digest = hashlib.blake2b(digest_size=12)
    for path in (words.SCHEMA, Path(loader.__file__), Path(__file__), *texts):
        text = texts.get(path) or path.read_bytes()
        digest.update(f"{path.name} {len(text)}\n".encode() + text)
    return digest.hexdigest()


def _folders():
    """Where may the JSON be kept? Beside the code only if Python may keep its own there."""
    home = Path(os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return [*([] if sys.dont_write_bytecode else [words.HOME / "__pycache__"]), home / "due-course"]


def _write(folder, name, file, text):
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{file}.{os.getpid()}"
    try:
        part.write_text(text, "utf-8")
        part.replace(folder / file)
    finally:
        part.unlink(missing_ok=True)
    for old in folder.glob(f"rules-{name}-*.json"):
        if old.name != file:
            old.unlink(missing_ok=True)


def _pack(value):
    return {"date": value.isoformat()} if isinstance(value, date) else {"exact": str(value)}


def _unpack(value):
    if len(value) == 1:
        if "exact" in value:
            return Decimal(value["exact"])
        if "date" in value:
            return date.fromisoformat(value["date"])
    return value
