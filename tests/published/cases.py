"""Which cases are there, who answers them, and what came of it?"""

import importlib
import json
import pkgutil
from pathlib import Path

from tests import published
from tests.published import NotSupported
from tests.published.compare import differences
from tests.published.reading import CONVENTIONS, asked
from tests.published.referring import remember

HERE = Path(__file__).parent
REPRODUCED, FAILED, NOT_SUPPORTED, RIGHTLY_NOT = (
    "reproduced",
    "failed",
    "not supported",
    "negative rightly not reproduced",
)
RIGHT = ("correct", "recomputed")  # how a negative case names the figures that are right


def load(folders=()) -> list[dict]:
    """Every case of this folder and of further ones: files *.json, either {"cases": [...]} or a list.

    Raises
    ------
    ValueError
        When a folder holds no such file, or a case lacks its id, kind, inputs or expected figures.
    """
    cases = []
    for folder in (HERE, *map(Path, folders)):
        files = sorted(folder.glob("*.json"))
        if not files:
            raise ValueError(f"The folder {folder} holds no *.json file with cases.")
        for file in files:
            found = json.loads(file.read_text("utf-8"))
            for number, case in enumerate(found["cases"] if isinstance(found, dict) else found):
                missing = [key for key in ("id", "kind", "inputs", "expected") if key not in case]
                if missing:
                    raise ValueError(f"Case {number} of {file.name} has no {missing[0]}.")
                cases.append(case)
    remember(cases)
    return cases


def adapters() -> dict:
    """Who answers which kind? Every module beside this one that has KINDS.

    Raises
    ------
    ValueError
        When two modules claim one kind.
    """
    solvers, owner = {}, {}
    for module in pkgutil.iter_modules(published.__path__):
        kinds = getattr(importlib.import_module(f"{published.__name__}.{module.name}"), "KINDS", {})
        for kind, solve in kinds.items():
            if kind in solvers:
                raise ValueError(f"The kind {kind} is answered by {owner[kind]} and by {module.name}.")
            solvers[kind], owner[kind] = solve, module.name
    return solvers


def judge(case: dict, solvers: dict) -> tuple[str, str]:
    """What came of a case? Its outcome, and the reason where it was not simply reproduced."""
    if case["kind"] not in solvers:
        return NOT_SUPPORTED, f"no adapter for kind {case['kind']}"
    question = asked(case)
    try:
        computed = solvers[case["kind"]](question)
    except NotSupported as reason:
        return NOT_SUPPORTED, str(reason)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as trouble:
        if not _by_the_engine(trouble):
            # The known cases that are not supported are pinned by a test, so that this hides no mistake about them.
            return NOT_SUPPORTED, f"its inputs are not in a form that is known ({type(trouble).__name__}: {trouble})"
        if not isinstance(trouble, ValueError):
            raise
        return NOT_SUPPORTED, f"the engine refuses: {trouble}"
    if unread := question["inputs"].unread():
        return NOT_SUPPORTED, f"nothing is known of the input {', '.join(unread)}"
    found = differences(case, computed)
    # Where the figures are met, a convention that nobody read did not matter to them; else it may be why they differ.
    if found and (unread := sorted(set(question["conventions"].unread()) - CONVENTIONS)):
        return NOT_SUPPORTED, f"nothing is known of the convention {', '.join(unread)}"
    if not case.get("negative"):
        return (FAILED, "; ".join(found)) if found else (REPRODUCED, "")
    if not found:
        return FAILED, "a figure known to be wrong was reproduced"
    if not any(key in computed for key in case["expected"]):
        return FAILED, "nothing that the case asks was answered"
    wrong = [d for d in found if d.startswith(RIGHT) and not d.endswith("not answered")]
    return (FAILED, "; ".join(wrong)) if wrong else (RIGHTLY_NOT, "")


def _by_the_engine(trouble: Exception) -> bool:
    """Did `credit` itself raise it? With a ValueError it says in a sentence what it does not work with."""
    where = trouble.__traceback__
    while where.tb_next is not None:
        where = where.tb_next
    return where.tb_frame.f_globals.get("__name__", "").startswith("credit.")


def table(results: list[tuple[str, str, str, str]]) -> list[str]:
    """The summary: (id, kind, outcome, reason) of each case as lines, one a kind, then the not-supported ones."""
    outcomes = (REPRODUCED, FAILED, NOT_SUPPORTED, RIGHTLY_NOT)
    wide = max([len(kind) for _, kind, _, _ in results] + [5])
    lines = ["  ".join(["kind".ljust(wide), *outcomes])]
    for kind in [*sorted({kind for _, kind, _, _ in results}), "all"]:
        of_kind = [outcome for _, other, outcome, _ in results if kind in (other, "all")]
        numbers = [str(of_kind.count(outcome)).rjust(len(outcome)) for outcome in outcomes]
        lines.append("  ".join([kind.ljust(wide), *numbers]))
    reasons = [(name, reason) for name, _, outcome, reason in sorted(results) if outcome == NOT_SUPPORTED]
    if reasons:
        wide = max(len(name) for name, _ in reasons)
        lines += ["", "not supported".ljust(wide) + "  reason", *(f"{n.ljust(wide)}  {r}" for n, r in reasons)]
    return lines
