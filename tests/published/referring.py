"""Some cases speak of a loan that another case describes: they name it, and its terms are read from there."""

from tests.published import NotSupported
from tests.published.reading import asked

KNOWN: dict[str, dict] = {}  # every case that has been loaded, by its id


def remember(cases) -> None:
    """Keep these cases, the first of each name, for those that refer to them."""
    for case in cases:
        KNOWN.setdefault(case["id"], case)


def loan_of_case(case: dict) -> dict:
    """The case that describes the loan: this one, or the one it names; what is said here of the terms holds."""
    name = case["inputs"].get("loan")
    if name is None:
        return case
    if name not in KNOWN:
        raise NotSupported("the loan it refers to is not among these files")
    other = asked(KNOWN[name])
    return other | {"conventions": other["conventions"] | case["conventions"]}
