"""The controls of the payoff race, and the plans that `credit` makes of them."""

from credit.debt_list import Owed, loudest, own_order
from credit.debts import Order
from credit.spiral import Fee
from widgets.controls import MONEY_UNIT, YEAR_RATE_UNIT, Choice, Number, Text
from widgets.debt_table import OWN, SETS, read_text
from widgets.language import N_

AVALANCHE, SNOWBALL, BIGGEST, LOUDEST, CUSTOM, MINIMUM = (
    "avalanche", "snowball", "biggest", "loudest", "custom", "minimum",
)  # fmt: skip
ORDERS = {
    AVALANCHE: N_("highest rate first (avalanche)"),
    SNOWBALL: N_("smallest debt first (snowball)"),
    BIGGEST: N_("biggest debt first"),
    LOUDEST: N_("whoever calls most first"),
    CUSTOM: N_("my own order"),
    MINIMUM: N_("only the minimums"),
}
SHORT = {
    AVALANCHE: N_("highest rate first"),
    SNOWBALL: N_("smallest first"),
    BIGGEST: N_("biggest first"),
    LOUDEST: N_("loudest first"),
    CUSTOM: N_("my own order"),
    MINIMUM: N_("only the minimums"),
}
RACE, MONEY, COVER, ONE = "race", "money", "cover", "one"
VIEWS = {
    RACE: N_("the race of the orders"),
    MONEY: N_("what more money does"),
    COVER: N_("a gap covered by new loans"),
    ONE: N_("one new loan in place of all"),
}
EMPTY = "name,balance,rate,minimum,calls\nA,6000,24,600,5\nB,3000,12,300,\n"
TAKEN = {"payout": Fee.FROM_PAYOUT, "top": Fee.ON_TOP}


def _in(*views):
    return lambda values: values["view"] in views


PAYING = (
    Number("budget", N_("For the debts, a month"), N_("Everything that goes to these debts, the minimums included."),
           2800, 0, 20_000, 100, 2, MONEY_UNIT, when=_in(RACE, MONEY, ONE)),
    Choice("order", N_("What is left goes to"), N_("First every minimum, then the rest in this order."),
           AVALANCHE, ORDERS, when=_in(RACE, MONEY, ONE)),
    Choice("view", N_("Look at"), N_("Four questions about the same debts."), RACE, VIEWS),
    Choice("whose", N_("Which debts"), N_("A prepared set, or your own; below the picture each cell can be changed."),
           "four", SETS, when=_in(RACE, MONEY, ONE)),
    Text("debts", N_("Paste your debts"),
         N_("A table with a line of headings, in either language. A file can be taken in below the picture."),
         EMPTY, read_text, when=lambda v: v["whose"] == OWN and v["view"] != COVER),
)  # fmt: skip
MORE = (
    Number("extra", N_("Extra a month"), N_("On top of the sum above, from the month below on."),
           0, 0, 10_000, 100, 2, MONEY_UNIT, when=_in(RACE, ONE)),
    Number("extra_from", N_("Extra from month"), N_("The first month with the extra."),
           1, 1, 36, when=lambda v: v["view"] in (RACE, ONE) and v["extra"] > 0),
    Choice("roll_over", N_("When a debt is gone"), N_("What happens to the money that it took each month."),
           "on", {"on": N_("the next one gets its money"), "off": N_("its money is spent")},
           when=_in(RACE, MONEY)),
    Number("limit", N_("Tell me when I owe more than"), N_("Where a debt grows: the month in which it passes this."),
           50_000, 1_000, 1_000_000, 1_000, 2, MONEY_UNIT, when=_in(RACE, COVER)),
)  # fmt: skip
COVERING = (
    Number("gap", N_("Short each month"), N_("What is missing after everything that must be paid."),
           1200, 0, 5_000, 50, 2, MONEY_UNIT, when=_in(COVER)),
    Number("new_rate", N_("Rate of the new loans"), N_("Their interest is paid with new loans too."),
           24, 0, 60, "0.5", 2, YEAR_RATE_UNIT, when=_in(COVER)),
    Number("new_fee", N_("Fee of each new loan"), N_("Taken out of what is paid out."),
           5, 0, 10, "0.5", 2, "%", when=_in(COVER)),
    Number("ahead", N_("Months"), N_("For how long the gap is covered like this."), 12, 1, 60, when=_in(COVER)),
)  # fmt: skip
ONE_LOAN = (
    Number("one_rate", N_("Rate of the one loan"), N_("It pays off all the debts today."),
           18, 0, 36, "0.5", 2, YEAR_RATE_UNIT, when=_in(ONE)),
    Number("one_term", N_("Months of the one loan"), N_("Equal instalments."), 36, 6, 60, when=_in(ONE)),
    Number("one_fee", N_("Fee of the one loan"), N_("A share of the new loan."),
           5, 0, 10, "0.5", 2, "%", when=_in(ONE)),
    Choice("fee_taken", N_("The fee is"), N_("Either way it is owed, with interest."),
           "payout", {"payout": N_("taken out of the payout"), "top": N_("added to the debt")}, when=_in(ONE)),
)  # fmt: skip


def orders_of(debts: tuple[Owed, ...]) -> dict:
    """Every order of the race for these debts, name -> Order or columns."""
    return {
        AVALANCHE: Order.AVALANCHE,
        SNOWBALL: Order.SNOWBALL,
        BIGGEST: Order.BIGGEST,
        LOUDEST: loudest(debts),
        CUSTOM: own_order(debts),
    }
