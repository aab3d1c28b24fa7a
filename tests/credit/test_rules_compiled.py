"""What is kept of the parsed rules is never stale, never trusted blindly, and never needed."""

import json
import os
import shutil
import stat
import sys

import pytest

from credit import rules
from credit.rules import compiled, loader


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of three rules, with a cache of its own."""
    folder = tmp_path / "rules" / "cn"
    folder.mkdir(parents=True)
    for name in ("record_5_years", "lpr_1y", "card_grace_3_10"):
        shutil.copy(rules.HOME / "cn" / f"{name}.yaml", folder)
    kept = tmp_path / "kept"
    monkeypatch.setattr(compiled, "_folders", lambda: [kept])
    return folder, kept


def count(monkeypatch):
    read, calls = loader.read_data, []
    monkeypatch.setattr(loader, "read_data", lambda *a: calls.append(a) or read(*a))
    return calls


def test_the_second_reading_is_the_first_one_kept(place, monkeypatch):
    folder, _ = place
    calls = count(monkeypatch)
    first = compiled.place(folder)
    assert len(calls) == 3
    assert compiled.place(folder) == first and len(calls) == 3
    assert [loader.build(data) for data in first] == [rules.read(path) for path in sorted(folder.glob("*.yaml"))]


@pytest.mark.parametrize("change", ["edit", "add", "remove", "rename"])
def test_any_change_of_the_files_is_seen_at_once(place, change):
    folder, kept = place
    compiled.place(folder)
    path = folder / "record_5_years.yaml"
    text = path.read_text("utf-8")
    before = path.stat()
    if change == "edit":
        path.write_text(text.replace("value: 5", "value: 6"), "utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # the same size and the same time
        assert next(d for d in compiled.place(folder) if d["id"] == path.stem)["values"][0]["value"] == 6
    elif change == "add":
        shutil.copy(rules.HOME / "cn" / "acceleration.yaml", folder)
        assert len(compiled.place(folder)) == 4
    elif change == "remove":
        path.unlink()
        assert len(compiled.place(folder)) == 2
    else:
        path.rename(folder / "record_of_5_years.yaml")
        with pytest.raises(rules.RuleError, match="is not where the file stands"):
            compiled.place(folder)
    assert len(list(kept.glob("*.json"))) == 1


@pytest.mark.parametrize("broken", ["", "{", '[{"id": ', "\x00\x00"])
def test_a_broken_copy_is_read_anew(place, broken):
    folder, kept = place
    first = compiled.place(folder)
    (copy,) = kept.glob("*.json")
    copy.write_text(broken, "utf-8")
    assert compiled.place(folder) == first
    assert json.loads(copy.read_text("utf-8"))


def test_a_bad_file_is_never_kept(place):
    folder, kept = place
    path = folder / "record_5_years.yaml"
    path.write_text(path.read_text("utf-8").replace("unit: years", "unit: fortnights"), "utf-8")
    for _ in range(2):
        with pytest.raises(rules.RuleError, match="cn/record_5_years.yaml, unit: 'fortnights'"):
            compiled.place(folder)
    assert not list(kept.glob("*"))


def test_where_nothing_may_be_written_the_rules_are_still_read(place, monkeypatch, tmp_path):
    folder, _ = place
    file = tmp_path / "a_file"
    file.write_text("")
    monkeypatch.setattr(compiled, "_folders", lambda: [file / "not_a_folder", tmp_path / "a_file"])
    assert len(compiled.place(folder)) == 3
    assert file.read_text() == "" and stat.S_ISREG(file.stat().st_mode)


def test_beside_the_code_only_where_python_may_keep_its_own(monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rules.HOME / "__pycache__" not in compiled._folders()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert compiled._folders()[0] == rules.HOME / "__pycache__"


def test_a_question_without_one_of_the_languages_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "_folders", lambda: [])
    path = tmp_path / "questions.yaml"
    path.write_text("quiet_hours: {en: When?}\n", "utf-8")
    with pytest.raises(rules.RuleError, match="questions.yaml, quiet_hours: has no text in zh"):
        compiled.questions(path)
