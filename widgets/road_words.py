"""How are the steps of the road to a court, who decides them, and what an event did, said to a learner?"""

from widgets.language import N_

STEP = {
    "late": N_("late"),
    "demand": N_("demand"),
    "suit": N_("suit"),
    "judgment": N_("judgment"),
    "enforcement": N_("enforcement"),
    "limits": N_("spending limit"),
    "list": N_("the list"),
}
DECIDES = {
    "late": N_("by itself"),
    "demand": N_("by the lender"),
    "suit": N_("by the lender"),
    "judgment": N_("by a court"),
    "enforcement": N_("by a court"),
    "limits": N_("by a court"),
    "list": N_("by a court"),
}
EFFECT = {
    "restarts": N_("the time begins anew"),
    "stands still": N_("the time stands still"),
    "to enforce": N_("the time to enforce begins"),
    "defence given up": N_("the defence is given up"),
    "depends": N_("no rule held here says whether it begins anew"),
    "paid": N_("paid: the record's clock starts"),
    "defence in doubt": N_("may cost you the defence: courts differ"),
    "refused": N_("the court refuses the claim: too late"),
    "not settled": N_("refused or granted: courts differ"),
    "judged": N_("judged: no rule held here on what follows"),
    "too late, if you say so": N_("too late, if you say so in court"),
    "longer": N_("the time is longer"),
    "nothing": N_("moves nothing"),
    "nothing: before the period": N_("moves nothing: before the time began"),
    "nothing: too late": N_("moves nothing: the time was over"),
    "nothing: proceedings run": N_("moves nothing: the case is pending"),
    "nothing: no suit": N_("not possible: there is no suit"),
    "nothing: no judgment": N_("not possible: there is no judgment"),
    "nothing: too early": N_("not possible yet: the judgment's days are running"),
    "nothing: refused": N_("moves nothing: the claim was refused"),
    "nothing: judged": N_("moves nothing: there is a judgment"),
    "nothing: not settled": N_("left open: courts differ on the judgment"),
    "nothing: paid": N_("moves nothing: all is paid"),
}
GROUND = {
    "none": N_("there are no means"),
    "able_but_refuses": N_("could pay, and refuses"),
    "evades": N_("hides or moves property"),
    "obstructs": N_("false evidence, violence"),
    "hides_property": N_("does not report property"),
    "breaks_spending_limit": N_("breaks the spending limit"),
    "refuses_settlement": N_("breaks a settlement without reason"),
}
PLACE = {
    "cn": N_("Mainland China"),
    "us": N_("United States"),
    "gb": N_("England, Wales, Northern Ireland"),
    "gb_scotland": N_("Scotland"),
    "hk": N_("Hong Kong"),
}
