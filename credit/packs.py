"""Which rules on collection does each pack hold, and what does each of them look at?

A check names its rule; the numbers stand in the rule's file. A pack without checks is a place for which the course
holds no rule on collection.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hours:
    """At which hours is contact open? The rule's value names the opening and the closing hour."""

    rule: str


@dataclass(frozen=True)
class ConnectedPerDay:
    """How many answered calls a day may one person get?"""

    rule: str


@dataclass(frozen=True)
class UnansweredPerNumber:
    """How many tries a day may one number get that does not answer?"""

    rule: str


@dataclass(frozen=True)
class CallsInDays:
    """How many calls about one debt in a run of days, and how long must it be quiet after a conversation?"""

    rule: str


@dataclass(frozen=True)
class ThirdPerson:
    """Who besides the borrower may hear what?

    `told`: the debt was told to, or asked of, somebody whom it does not concern. `lost_only`: others may be asked for
    the borrower's whereabouts only when the borrower cannot be reached. `once`: and each of them only once.
    `free`: people whom the rule does not count as others.
    """

    rule: str
    told: bool = True
    lost_only: bool = False
    once: bool = False
    free: frozenset = frozenset()


@dataclass(frozen=True)
class Conduct:
    """Which words and acts are out? `banned` for certain; `false_only` if untrue, which no log can tell."""

    rule: str
    banned: frozenset
    false_only: frozenset = frozenset()


@dataclass(frozen=True)
class Visits:
    """How many must come to the door, and may they enter?"""

    rule: str


@dataclass(frozen=True)
class OptOut:
    """Does each written message say how to stop such messages?"""

    rule: str


@dataclass(frozen=True)
class Workplace:
    """Was the person contacted at work? Out if the collector knows that the employer forbids it."""

    rule: str


@dataclass(frozen=True)
class Pack:
    """Which rules belong together, and do they bind only those who collect for others?"""

    name: str
    jurisdiction: str
    checks: tuple
    collectors_only: bool = False


def _words(text):
    return frozenset(text.split())


PACKS = {
    pack.name: pack
    for pack in (
        Pack(
            "cn_law",
            "cn",
            (
                Conduct("privacy_quiet", _words("entered posted")),
                Conduct("reputation", _words("insult")),
                Conduct("pipl_no_publication", _words("posted")),
                Conduct("crimes_lawful_debt_too", _words("violence")),
                Conduct("security_admin_law_2026", _words("threat")),
                Conduct("nfra_consumer_2022", _words("violence threat authority"), _words("court lawyer")),
                ThirdPerson("personal_info_civil"),
            ),
        ),
        Pack(
            "cn_standard",
            "cn",
            (
                Hours("gbt_hours"),
                ConnectedPerDay("gbt_calls"),
                ThirdPerson("gbt_45251", lost_only=True),
            ),
        ),
        Pack(
            "cn_bank_guide",
            "cn",
            (
                Hours("cba_2026"),
                UnansweredPerNumber("cba_calls"),
                Visits("cba_visit"),
                ThirdPerson("cba_third_party", lost_only=True),
                Conduct("cba_bans", _words("authority posted arrest false_fee new_loan"), _words("court seizure")),
            ),
        ),
        Pack(
            "us_reg_f",
            "us",
            (
                Hours("us_fdcpa_hours"),
                CallsInDays("us_regf_7in7"),
                Workplace("us_fdcpa_work"),
                ThirdPerson("us_fdcpa_third_party", free=_words("spouse")),
                ThirdPerson("us_fdcpa_location_calls", told=False, once=True, free=_words("spouse")),
                Conduct("us_fdcpa_harassment", _words("violence insult posted")),
                Conduct("us_fdcpa_false", _words("arrest authority"), _words("court lawyer seizure")),
                Conduct("us_fdcpa_amount", _words("false_fee")),
                Conduct("us_regf_social", _words("posted")),
                OptOut("us_regf_optout"),
            ),
            collectors_only=True,
        ),
        Pack(
            "gb_conc",
            "gb",
            (
                ThirdPerson("gb_conc7_disclosure"),
                Conduct("gb_conc7_disclosure", _words("authority arrest"), _words("court seizure")),
                Conduct("gb_conc7_no_pressure", _words("new_loan")),
            ),
        ),
        Pack("eu", "eu", (ThirdPerson("eu_gdpr_contacts"),)),
        Pack("tw", "tw", ()),
        Pack("hk", "hk", ()),
    )
}
