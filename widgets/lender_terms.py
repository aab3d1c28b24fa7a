"""What can be set when one runs a lender: whom it lends to, at what price, in what times, and how it collects."""

from widgets import lender_quarters as quarters
from widgets.controls import MONEY_UNIT, YEAR_RATE_UNIT, Choice, Number, Text
from widgets.language import N_

END = 18  # quarters until every loan has ended

CONTROLS = (
    Number(
        "cut_off", N_("Approval cut-off"),
        N_("Of 100 applicants, so many have a score that is too low and are refused. 0 refuses nobody."), 60, 0, 100,
    ),
    Number("price", N_("Price"), N_("The yearly rate of all its loans, 12 equal instalments."), 18, 6, 36, "0.5", 1,
           YEAR_RATE_UNIT),
    Number(
        "now", N_("You stand at the end of quarter"),
        N_("The curves show what is known by then. Loans are made in quarters 1 to 12; by 18 all have ended."),
        END, 1, END,
    ),
    Choice(
        "view", N_("Second picture"), N_("What stands below the curves."), "quarters",
        {
            "quarters": N_("profit, quarter by quarter"), "cut_offs": N_("profit now and in 2 years"),
            "late": N_("late loans: number and rate"),
        },
    ),
    Number("repeat", N_("Repeat borrowers"), N_("Applicants who still owe elsewhere when they come."), 30, 0, 100, 5, 0,
           "%"),
    Number(
        "lax_cut", N_("Cut-off in a lax quarter"), N_("In the quarters that you set to “lax”."), 0, 0,
        lambda values: max(values["cut_off"], 1), when=lambda values: bool(quarters.lax(values["lax"], None)),
    ),
    Number("intensity", N_("Collection"), N_("How hard it collects: from not at all to with all its means."), 50, 0,
           100, 5),
    Number("outsourced", N_("Given to agencies"), N_("The share of collecting that outside firms do."), 50, 0,
           100, 5, 0, "%"),
    Number("disclosure", N_("Clear words"), N_("How well price and duties are explained before signing."), 50, 0, 100,
           5),
    Number("fine", N_("Fine for each complaint"), N_("Paid by the lender, whoever made the call."), 200, 0, 500, 10, 0,
           MONEY_UNIT),
    Choice(
        "shared", N_("Lenders share data"), N_("Whether this lender sees what applicants owe elsewhere."), "no",
        {"no": N_("no"), "yes": N_("yes, lawfully and with consent")},
    ),
    Number("guaranteed", N_("Borne by a guarantor"), N_("The part of each loss that a guarantor has promised to bear."),
           0, 0, 100, 5, 0, "%"),
    Number("applicants", N_("Applicants in three years"), N_("How many people ask this lender for a loan."), 30_000,
           10_000, 30_000, 5_000),
    Text("economy", N_("The economy, quarter by quarter"),
         N_("b boom, f flat, d downturn; the last sign goes on. The cells under the picture change it too."),
         "f f f f b b d d d d f f", quarters.economy, 2),
    Text("lax", N_("Lax quarters"), N_("Numbers of quarters, with spaces; empty for none."), "5 6", quarters.lax, 2),
)  # fmt: skip
