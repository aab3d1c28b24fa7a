"""What the repository promises beside its code: one lock, Binder, no host names, no paths of a machine."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from widgets.lesson_data import front_matter

ROOT = Path(__file__).parent.parent
HOSTS = re.compile(
    "|".join(("pypi" + r"\.org", "files" + r"\.pythonhosted", "registry" + r"\.npmjs", "deb" + r"\.debian\.org"))
)
PATHS = re.compile(r"(?<![\w.\"'(/])/(root|home/\w+|Users/\w+|work)/")


def tracked() -> list[Path]:
    """Every text file of the course; without git, everything outside hidden folders."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode == 0 and done.stdout:
        files = [ROOT / name for name in done.stdout.splitlines()]
    else:
        files = [
            p for p in ROOT.rglob("*") if p.is_file() and not any(x.startswith(".") for x in p.relative_to(ROOT).parts)
        ]
    return [p for p in files if p.exists() and p.suffix not in (".otf", ".png")]


def pins(path: Path) -> dict[str, set[str]]:
    """The versions each package is locked to (more than one where markers differ)."""
    found = {}
    for name, version in re.findall(r"^([\w.-]+)==([^ ;\\]+)", path.read_text("utf-8"), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def test_no_package_host_and_no_machine_path_is_named_anywhere():
    for path in tracked():
        if "fixtures" in path.parts or path == Path(__file__):
            continue
        text = path.read_text("utf-8")
        for pattern in (HOSTS, PATHS):
            found = pattern.search(text)
            assert not found, f"{path.relative_to(ROOT)}: {found[0]}"


def test_the_checks_run_on_the_versions_that_learners_get():
    course, checks = pins(ROOT / "binder" / "requirements.txt"), pins(ROOT / "tests" / "requirements.txt")
    assert len(course) > 50
    assert {name: checks.get(name) for name in course} == course


@pytest.mark.parametrize("lock", ["binder", "tests", "benchmarks"])
def test_every_package_of_a_lock_has_its_hashes(lock):
    text = (ROOT / lock / "requirements.txt").read_text("utf-8")
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert blocks and all("--hash=sha256:" in block for block in blocks)


def test_the_lock_holds_all_that_the_project_asks_for():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    course, checks = pins(ROOT / "binder" / "requirements.txt"), pins(ROOT / "tests" / "requirements.txt")
    plain = lambda words: re.match(r"[\w.-]+", words)[0].lower()
    assert {plain(d) for d in project["dependencies"] + project["optional-dependencies"]["build"]} <= set(course)
    assert {plain(d) for d in project["optional-dependencies"]["test"]} <= set(checks)


def test_binder_accepts_its_folder_and_installs_the_lock_before_it_copies_the_course():
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    dockerfile = done.stdout + done.stderr
    steps = ['install --no-cache-dir -r "binder/requirements.txt"', "src/ ${REPO_DIR}/", "RUN ./binder/postBuild"]
    install, copied, post = map(dockerfile.index, steps)
    assert install < copied < post and "python=3.12" in dockerfile


def test_binder_and_start_use_the_same_lock_and_the_same_settings():
    start, post = (ROOT / "start.py").read_text("utf-8"), (ROOT / "binder" / "postBuild").read_text("utf-8")
    assert '"binder" / "requirements.txt"' in start and '"binder" / "overrides.json"' in start
    assert "binder/overrides.json" in post and "binder/server.json" in post
    hook = "widgets.saving.keep_pictures"
    assert hook in start and hook in (ROOT / "binder" / "server.json").read_text("utf-8")


def test_ci_runs_the_command_of_the_readme():
    assert "start.py test" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert "python start.py test" in (ROOT / "README.md").read_text("utf-8")


def test_the_course_s_own_files_say_how_they_are_licensed():
    assert "MIT License" in (ROOT / "LICENSE").read_text("utf-8")
    assert "CC BY 4.0" in (ROOT / "LICENSE-lessons.md").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in (ROOT / "widgets" / "data" / "OFL.txt").read_text("utf-8")


def test_arrows_run_one_way():
    """credit imports nothing of ours; widgets never import the notebooks, tests or benchmarks."""
    for folder, forbidden in (
        ("credit", "widgets|lessons|notebooks|tests|benchmarks"),
        ("widgets", "notebooks|tests|benchmarks"),
    ):
        for path in (ROOT / folder).rglob("*.py"):
            found = re.search(rf"^\s*(from|import) ({forbidden})\b", path.read_text("utf-8"), re.MULTILINE)
            assert not found, f"{path.relative_to(ROOT)}: {found[0]}"
    credit = "".join(p.read_text("utf-8") for p in (ROOT / "credit").rglob("*.py"))
    assert not re.search(r"^\s*(from|import) (matplotlib|ipywidgets|babel|PIL)\b", credit, re.MULTILINE)


def test_code_is_linted_and_formatted():
    for command in (["check", "--quiet"], ["format", "--check", "--quiet"]):
        done = subprocess.run([sys.executable, "-m", "ruff", *command, "."], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_the_readme_lists_every_lesson_with_its_names_and_minutes():
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = {re.search(r"notebooks/en/(\w+)", row)[1]: row for row in readme.splitlines() if "](notebooks/en/" in row}
    lessons = {p.stem for p in (ROOT / "lessons" / "en").glob("*.md")}
    assert set(rows) == lessons
    for name, row in rows.items():
        heads = {code: front_matter(name, code) for code in ("en", "zh")}
        for code, head in heads.items():
            assert f"[{head['title']}](notebooks/{code}/{name}.ipynb)" in row
        assert f"| {heads['en'].get('minutes', '')} |" in row


def test_the_readme_states_the_coverage_of_the_rules_as_the_command_prints_it():
    command = [sys.executable, "-m", "credit.rules", "--coverage"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    readme = (ROOT / "README.md").read_text("utf-8")
    printed = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert len(printed) >= 8 and all(line in readme for line in printed)
