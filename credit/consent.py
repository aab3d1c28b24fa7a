"""What leaves a phone when a loan app may read it, who can then be reached, and how often is the record looked at?

People are counted once: whoever stands in the phone book and in the call log is one person.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

PERMISSIONS = ("contacts", "location", "sms", "call_log", "camera", "storage", "credit_query", "sharing")


@dataclass(frozen=True)
class Phone:
    """What is there to be read on a phone?

    Attributes
    ----------
    contacts : int
        Entries of the phone book; the first `named` of them are also typed into the form.
    calls, called, other_callers : int
        Lines of the call log; how many people of the phone book stand in it (the nearest ones first), and how many
        numbers that are not in the phone book.
    texts, texted, other_texters : int
        The same of text messages.
    places : int
        Positions that the phone has kept.
    files : int
        Pictures and files in its storage.
    pictures : int
        Taken by the camera for the application itself.
    form : int
        Items typed into the form by hand.
    named : int
        People whom the form asks for by name: contact persons.
    """

    contacts: int
    calls: int = 0
    called: int = 0
    other_callers: int = 0
    texts: int = 0
    texted: int = 0
    other_texters: int = 0
    places: int = 0
    files: int = 0
    pictures: int = 0
    form: int = 0
    named: int = 1

    def __post_init__(self):
        for name, count in vars(self).items():
            if count < 0:
                raise ValueError(f"{name} is {count}; a count on a phone starts at 0.")


@dataclass(frozen=True)
class GivenAway:
    """What has been given away?

    Attributes
    ----------
    reached : ndarray of bool, shape (P,)
        Of the P people on the phone: the phone book first, then other callers, then other texters.
    items : dict of int
        Permission -> items that leave the phone; "form" is what was typed in.
    queries : int
        Looks at the credit record that it keeps.
    holders : int
        Companies that hold the items afterwards.
    """

    reached: np.ndarray
    items: dict
    queries: int
    holders: int

    @property
    def people(self) -> int:
        """How many people can be reached?"""
        return int(self.reached.sum())

    @property
    def total(self) -> int:
        """How many items leave the phone?"""
        return sum(self.items.values())


def given_away(
    phone: Phone,
    granted: Collection[str],
    applications: int = 1,
    reviewers: int = 1,
    parties: int = 1,
    partners: int = 0,
) -> GivenAway:
    """What leaves the phone, who can be reached, and what stays in the record, under these permissions?

    people = the named ones, joined with the phone book (contacts), with everybody in the call log, with everybody in
    the messages; each person once. queries = applications x reviewers, with consent to look at the record, else 0.

    Parameters
    ----------
    phone : Phone
    granted : collection of str
        Of `PERMISSIONS`.
    applications : int
        In the month; each is reviewed anew. The items leave the phone once, with the first; none without any.
    reviewers : int
        Lenders to which one application is passed for review.
    parties, partners : int
        Companies that the contract names; others with which data may be shared, if sharing is granted.

    Raises
    ------
    ValueError
        For an unknown permission, or a count below its least value.
    """
    unknown = set(granted) - set(PERMISSIONS)
    if unknown:
        raise ValueError(f"There is no permission {sorted(unknown)}; there are {', '.join(PERMISSIONS)}.")
    if applications < 0 or reviewers < 1 or parties < 1 or partners < 0:
        raise ValueError(
            f"{applications} applications, {reviewers} reviewers, {parties} parties and {partners} partners cannot be "
            "counted; the least are 0, 1, 1 and 0."
        )
    may = {name: name in granted and applications > 0 for name in PERMISSIONS}
    book, callers = max(phone.contacts, phone.named), phone.other_callers
    who = np.arange(book + callers + phone.other_texters)
    reached = who < (book if may["contacts"] else phone.named if applications else 0)
    if may["call_log"]:
        reached |= (who < min(phone.called, phone.contacts)) | ((who >= book) & (who < book + callers))
    if may["sms"]:
        reached |= (who < min(phone.texted, phone.contacts)) | (who >= book + callers)
    queries = applications * reviewers * may["credit_query"]
    items = {
        "form": phone.form * (applications > 0),
        "contacts": phone.contacts * may["contacts"],
        "location": phone.places * may["location"],
        "sms": phone.texts * may["sms"],
        "call_log": phone.calls * may["call_log"],
        "camera": phone.pictures * may["camera"],
        "storage": phone.files * may["storage"],
    }
    return GivenAway(reached, items, int(queries), (parties + partners * may["sharing"]) * (applications > 0))


def not_needed(granted: Collection[str], needed: Mapping[str, bool]) -> tuple[str, ...]:
    """Which of these permissions does a loan not need, by a rule that says of some whether they are needed?

    A permission of which the rule says nothing is left out.
    """
    return tuple(name for name in PERMISSIONS if name in granted and needed.get(name) is False)
