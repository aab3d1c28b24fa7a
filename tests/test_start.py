"""start.py makes everything ready on a bare machine, and says one clear sentence when it cannot."""

import ast
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def start(tmp_path):
    """start.py, loaded from a folder of its own with the two locks beside it."""
    for name in (
        "start.py",
        "pyproject.toml",
        "binder/requirements.txt",
        "binder/overrides.json",
        "tests/requirements.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    spec = importlib.util.spec_from_file_location("start_under_test", tmp_path / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def steps(start, monkeypatch):
    """What would be run, without running it; making the .venv makes its python."""
    done = []

    def run(command, count=0, on_failure=None):
        done.append(" ".join(map(str, command)))
        if "venv" in command:
            Path(start.python()).parent.mkdir(parents=True)
            Path(start.python()).touch()

    monkeypatch.setattr(start, "run", run)
    return done


def test_it_is_short_and_needs_nothing_but_python():
    source = (ROOT / "start.py").read_text("utf-8")
    assert len(source.splitlines()) < 200
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported <= set(sys.stdlib_module_names)


def test_an_old_python_can_read_it_and_is_told_so(start, monkeypatch):
    ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 5))
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    with pytest.raises(SystemExit, match=r"needs Python 3.11 or newer; this is .* start again"):
        start.main()


def test_the_first_start_installs_and_the_second_does_nothing(start, steps):
    start.install("course")
    assert len(steps) == 3 and "venv" in steps[0] and "--require-hashes" in steps[1] and "--editable" in steps[2]
    steps.clear()
    start.install("course")
    assert steps == []


def test_the_packages_of_the_checks_serve_the_course_too(start, steps):
    start.install("test")
    steps.clear()
    start.install("course")
    assert steps == []


def test_a_changed_lock_is_noticed_and_what_is_there_is_kept(start, steps):
    start.install("course")
    steps.clear()
    start.LOCKS["course"].write_text("anyio==4.0.0\n", "utf-8")
    start.install("course")
    assert len(steps) == 2 and "venv" not in steps[0].split()


def test_a_half_made_folder_of_an_interrupted_run_is_made_anew(start, steps):
    start.VENV.mkdir()
    (start.VENV / "half").write_text("x")
    start.write({"busy": True, "python": sys.version})
    start.install("course")
    assert len(steps) == 3 and not (start.VENV / "half").exists()
    assert "busy" not in json.loads(start.NOTE.read_text("utf-8"))


def test_another_python_makes_the_folder_anew(start, steps):
    start.install("course")
    note = json.loads(start.NOTE.read_text("utf-8"))
    start.write({**note, "python": "3.9"})
    steps.clear()
    start.install("course")
    assert len(steps) == 3


def test_a_stop_in_the_middle_leaves_a_mark_and_a_refusal_of_pip_does_not(start, steps, monkeypatch):
    start.install("course")
    good = start.NOTE.read_text("utf-8")
    start.LOCKS["course"].write_text("anyio==4.0.0\n", "utf-8")

    def stopped(command, count=0, on_failure=None):
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        start.install("course")
    assert json.loads(start.NOTE.read_text("utf-8"))["busy"]

    start.NOTE.write_text(good, "utf-8")

    def refused(command, count=0, on_failure=None):
        on_failure()
        sys.exit("no network")

    monkeypatch.setattr(start, "run", refused)
    with pytest.raises(SystemExit):
        start.install("course")
    assert start.NOTE.read_text("utf-8") == good  # the course that was there opens as before


def test_a_venv_that_is_not_ours_is_not_touched(start, steps):
    start.VENV.mkdir()
    (start.VENV / "pyvenv.cfg").write_text("home = elsewhere")
    with pytest.raises(SystemExit, match="was not made by start.py. Move or delete it"):
        start.install("course")
    assert steps == [] and (start.VENV / "pyvenv.cfg").exists()


def test_a_full_disk_is_said_before_anything_is_made(start, steps, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**12, 10**12, 10**6))
    with pytest.raises(SystemExit, match="disk is too full: about 900 MB are needed"):
        start.install("course")
    assert steps == [] and not start.VENV.exists()


def test_a_disk_that_fills_up_on_the_way_is_said_too(start, monkeypatch):
    def run(command, count=0, on_failure=None):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(start, "run", run)
    with pytest.raises(SystemExit, match="The disk is full. Free about 900 MB"):
        start.install("course")


def test_without_a_network_one_sentence_is_said_and_the_next_run_goes_on(start):
    """For real: a fresh .venv, and a package index that nobody serves."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PIP_")}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
    environment |= {"PIP_NO_CACHE_DIR": "1", "PIP_TIMEOUT": "2"}
    done = subprocess.run(
        [sys.executable, "start.py", "--no-open"], cwd=start.HERE, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("The package index cannot be reached. Check the network")
    assert "Traceback" not in done.stderr and "1/3" in done.stdout and "2/3" in done.stdout
    assert json.loads(start.NOTE.read_text("utf-8")) == {"python": sys.version}


@pytest.mark.parametrize(
    "output, words",
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("WARNING: Retrying: NameResolutionError", "cannot be reached"),
        ("ERROR: something else", "start.log"),
    ],
)
def test_what_went_wrong_is_one_sentence(start, output, words):
    start.VENV.mkdir()
    assert words in start.reason(output) and "\n" not in start.reason(output)


def test_a_busy_port_moves_to_the_next(start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert start.free_port(port) > port


@pytest.mark.parametrize(
    "names, code",
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({}, "en"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows is asked directly")
def test_the_language_of_the_system_is_the_language_of_the_page(start, monkeypatch, names, code):
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert start.own_language() == code


def test_an_unknown_word_on_the_command_line_is_named():
    done = subprocess.run([sys.executable, "start.py", "--langue"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and "unknown: --langue" in done.stderr and "Traceback" not in done.stderr
