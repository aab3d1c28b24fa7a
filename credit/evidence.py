"""How much of what would prove these contacts has been written down, and what is still missing?"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from credit.contact_log import EVIDENCE, Contact, missing, needed

ORDER = (*EVIDENCE, "place", "people")


def completeness(log: Sequence[Contact]) -> Fraction | None:
    """Which share of the facts that would prove these contacts stands in the log?

    Every fact that applies to a contact (`credit.contact_log.needed`) counts once:
    share = facts written down / facts that apply.

    Parameters
    ----------
    log : sequence of Contact

    Returns
    -------
    Fraction or None
        From 0 to 1; None for an empty log, of which there is nothing to prove.
    """
    apply = sum(len(needed(c)) for c in log)
    return 1 - Fraction(sum(len(missing(c)) for c in log), apply) if apply else None


def gaps(log: Sequence[Contact]) -> dict[str, int]:
    """Which facts are missing how often? By fact, in the order of `contact_log.EVIDENCE`; what is whole is left out."""
    found = Counter(name for c in log for name in missing(c))
    return {name: found[name] for name in ORDER if found[name]}
