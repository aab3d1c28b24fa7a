"""The map in credit/README.md is the code's own: each module in one group, each arrow an import, none back."""

import ast
import re
from pathlib import Path

HOME = Path(__file__).parent.parent.parent / "credit"
TEXT = (HOME / "README.md").read_text("utf-8")
GROUPS = {
    name: re.findall(r"`(\w+)`", modules)
    for name, modules in re.findall(r"^\| (\w+) \| [^|]+ \| (.+) \|$", TEXT, re.MULTILINE)
}
DRAWN = set(re.findall(r"^  (\w+) --> (\w+)$", TEXT, re.MULTILINE))


def group_of(module: str) -> str:
    top = module.split(".")[0]
    top = "ninety_days" if top.startswith("ninety_days_") else top
    found = [name for name, modules in GROUPS.items() if top in modules]
    assert len(found) == 1, f"credit/README.md names the module {top} {len(found)} times"
    return found[0]


def imports() -> set[tuple[str, str]]:
    found = set()
    for path in HOME.rglob("*.py"):
        module = ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__")
        if module == "__init__":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "credit":
                names = [a.name for a in node.names] if node.module == "credit" else [node.module[len("credit.") :]]
                found |= {(group_of(module), group_of(name)) for name in names}
    return {(a, b) for a, b in found if a != b}


def test_every_arrow_is_drawn_and_every_drawn_arrow_exists():
    assert {(a, b) for a, b in imports() if b != "units"} == DRAWN


def test_no_arrow_leads_back():
    arrows = imports()
    below = {a: {b for x, b in arrows if x == a} for a, _ in arrows}
    done = set()
    while len(done) < len(GROUPS):
        free = {g for g in GROUPS if g not in done and below.get(g, set()) <= done}
        assert free, f"a circle among {set(GROUPS) - done}"
        done |= free


def test_the_example_of_the_readme_gives_what_it_says():
    code = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)[1]
    *lines, last = [line.partition("  #")[0] for line in code.strip().splitlines()]
    space = {}
    exec("\n".join(lines), space)
    assert eval(last, space) == int(re.search(r"# (\d+) cents", code)[1])


def public_functions():
    for path in sorted(HOME.rglob("*.py")):
        for owner in [
            tree := ast.parse(path.read_text("utf-8")),
            *(n for n in tree.body if isinstance(n, ast.ClassDef)),
        ]:
            if getattr(owner, "name", "").startswith("_"):
                continue
            for node in owner.body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield f"{path.name} {getattr(owner, 'name', '')}.{node.name}", node


def test_the_first_line_of_every_public_function_is_the_question_that_it_answers():
    asked = dict(public_functions())
    first = {name: (ast.get_docstring(node) or "").split("\n\n")[0] for name, node in asked.items()}
    assert len(first) > 400 and [name for name, text in first.items() if "?" not in text] == []


def test_a_list_of_parameters_leaves_none_out():
    missing = []
    for name, node in public_functions():
        text = ast.get_docstring(node) or ""
        given = [a.arg for a in (*node.args.args, *node.args.kwonlyargs) if a.arg not in ("self", "cls")]
        found = re.search(r"^Parameters\n-+\n(.*?)(?=\n\n\w+\n-+\n|\Z)", text, re.DOTALL | re.MULTILINE)
        listed = re.findall(r"^([\w*, ]+)", found[1], re.MULTILINE) if found else given
        missing += [f"{name}: {arg}" for arg in given if not re.search(rf"\b{arg}\b", " ".join(listed))]
    assert missing == []
