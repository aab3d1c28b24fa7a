"""Published cases with known answers, and the adapters that ask `credit` the same questions.

Each module of this package with a dictionary `KINDS = {"kind": solve}` is an adapter; `solve(case)` returns the figures
that case["expected"] asks for, computed from case["inputs"] and case["conventions"] alone. `reading` has the words and
numbers. An input or a convention that the adapter has not looked at, and that does more than describe, leaves the case
unsupported.
"""


class NotSupported(Exception):
    """The engine does not answer this case; the text says why."""
