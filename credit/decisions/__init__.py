"""What does the law of my place say in my case? Pure functions from facts and dates to an answer with its reasons.

Each returns a `credit.reasons.Decision`: the answer, and the rules that lead to it with their dates and values. No
number of the law stands in these modules; teaching material, not legal advice.
"""

from credit.decisions.before_signing import before_signing
from credit.decisions.ceiling import Ceiling, ceiling
from credit.decisions.complaint import complaint_channel
from credit.decisions.contact_breaches import contact_breaches
from credit.decisions.court import (
    court_fee,
    dishonest_list,
    is_it_a_crime,
    judgment_interest,
    payment_goes_to,
    payment_order,
    plan_right,
)
from credit.decisions.court_road import court_road, judged_extra
from credit.decisions.cut import Claim, court_cut
from credit.decisions.late_status import bank_class, card_grace, monthly_marks
from credit.decisions.may_contact import may_contact
from credit.decisions.old_debt import limitation_end, two_clocks
from credit.decisions.record_end import dispute_clock, effect_on_record, inquiry, record_end

__all__ = [
    "Ceiling", "Claim", "bank_class", "before_signing", "card_grace", "ceiling", "complaint_channel",
    "contact_breaches", "court_cut", "court_fee", "court_road", "dishonest_list", "dispute_clock", "effect_on_record",
    "inquiry", "is_it_a_crime", "judged_extra", "judgment_interest", "limitation_end", "may_contact", "monthly_marks",
    "payment_goes_to", "payment_order", "plan_right", "record_end", "two_clocks",
]  # fmt: skip
