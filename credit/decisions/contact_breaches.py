"""Which contacts in my log break which rule, under each pack of rules side by side?"""

from credit.contacts import side_by_side, to_verify
from credit.findings import BREACH, CANNOT_TELL, Circumstances
from credit.packs import PACKS
from credit.reasons import Decision


def contact_breaches(log, *, packs=tuple(PACKS), **circumstances) -> Decision:
    """Which contacts break which rule, how binding is it, and what cannot be told from this log?

    Parameters
    ----------
    log : sequence of credit.contact_log.Contact
        See `credit.contact_log.parse`.
    packs : iterable of str
        Of `credit.packs.PACKS`.
    **circumstances
        Those of `credit.contacts.Circumstances`.

    Returns
    -------
    Decision
        answer: "findings" (by pack, all), "breaches" and "cannot_tell" (by pack: rule ids, each once, in order),
        "forces" (of the breached rules, by rule id), "to_verify" (places of contacts that may come from somebody else).
    """
    findings = side_by_side(log, Circumstances(**circumstances), packs)

    def ids(outcome):
        return {p: tuple(dict.fromkeys(f.rule for f in found if f.outcome == outcome)) for p, found in findings.items()}

    broken = [f for found in findings.values() for f in found if f.outcome == BREACH]
    return Decision(
        {
            "findings": findings,
            "breaches": ids(BREACH),
            "cannot_tell": ids(CANNOT_TELL),
            "forces": {f.rule: f.reason.force for f in broken},
            "to_verify": to_verify(log),
        },
        tuple(f.reason for f in broken),
        ("empty cells",) if any(f.missing for found in findings.values() for f in found) else (),
    )
