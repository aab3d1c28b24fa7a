"""A household as controls, and from the learner's values back to a household that `credit.shock` can live."""

from dataclasses import replace

from credit.household import DOWNTURN, NORMAL, REPAIR, Economy, Household
from credit.money import cents, exact
from widgets.controls import DAY_UNIT, MONEY_UNIT, Choice, Number
from widgets.language import N_

CYCLES = {"normal": NORMAL, "downturn": DOWNTURN}

MONEY = (
    Number(
        "buffer",
        N_("Buffer"),
        N_("Money put by at the start, in months of essentials."),
        0,
        0,
        6,
        "0.5",
        2,
        N_("months"),
    ),
    Number(
        "instalment",
        N_("Instalments a month"),
        N_("What all loans together ask each month."),
        1300,
        0,
        10_000,
        50,
        2,
        MONEY_UNIT,
    ),
    Number(
        "income",
        N_("Wage"),
        N_("What arrives in an ordinary month, after tax."),
        6200,
        2000,
        20_000,
        100,
        2,
        MONEY_UNIT,
    ),
    Number(
        "essentials",
        N_("Essentials"),
        N_("Rent, food, transport, school, care: what cannot wait."),
        4300,
        0,
        15_000,
        100,
        2,
        MONEY_UNIT,
    ),
)

LUCK = (
    Number(
        "shock_chance",
        N_("Sudden expenses"),
        N_("Chance in each month. 8% is about once a year."),
        8,
        0,
        20,
        1,
        1,
        N_("% a month"),
    ),
    Number(
        "shock_most",
        N_("It costs at most"),
        N_("A repair, an illness, a lost phone."),
        4000,
        0,
        10_000,
        100,
        2,
        MONEY_UNIT,
    ),
    Number(
        "shock_least",
        N_("It costs at least"),
        N_("Every amount between the two is equally likely."),
        500,
        0,
        lambda values: values["shock_most"],
        100,
        2,
        MONEY_UNIT,
    ),
    Number(
        "swing",
        N_("Swing of the wage"),
        N_("10% means: two months in three lie within 10% of the ordinary wage."),
        10,
        0,
        60,
        1,
        1,
        "%",
    ),
    Number(
        "pay_cut",
        N_("Pay cut"),
        N_("Taken off every wage of the year, for example when overtime ends."),
        0,
        0,
        50,
        1,
        1,
        "%",
    ),
    Choice(
        "cycle",
        N_("The economy"),
        N_("The downturn is our assumption: wages 5% lower, sudden expenses half as frequent again."),
        "normal",
        {"normal": N_("an ordinary year"), "downturn": N_("a downturn")},
    ),
)

HABIT = (
    Choice(
        "autopay",
        N_("Autopay"),
        N_("With autopay nothing is forgotten, as long as the money is on the card."),
        "on",
        {"on": N_("switched on"), "off": N_("switched off")},
    ),
    Number(
        "forgetting",
        N_("Forgotten payments"),
        N_("Chance in a month that the day passes unnoticed."),
        3,
        0,
        10,
        "0.5",
        1,
        N_("% a month"),
        lambda values: values["autopay"] == "off",
    ),
    Number(
        "pay_gap",
        N_("Wage comes after the due day by"),
        N_("0 means that the wage is there on the due day."),
        0,
        0,
        29,
        1,
        0,
        DAY_UNIT,
    ),
)

COUNTING = (
    Number(
        "kept",
        N_("It must hold in (of 100 years)"),
        N_("For the largest instalment you can carry. No rule sets this number; you do."),
        95,
        80,
        99,
        1,
        0,
    ),
    Number("life", N_("Show one year"), N_("0 shows none. Every number is a year with luck of its own."), 0, 0, 200),
    Number("runs", N_("Years tried out"), N_("More years, less chance in the result."), 5000, 200, 20_000, 200),
    Number("seed", N_("Seed"), N_("The same seed draws the same luck, whatever else you change."), 7, 0, 999),
)


def household_of(v: dict) -> tuple[Household, Economy]:
    """The household and the year of these values."""
    share = lambda name: float(v[name]) / 100
    cycle = CYCLES[v["cycle"]]
    shock = replace(REPAIR, chance=share("shock_chance"), least=cents(v["shock_least"]), most=cents(v["shock_most"]))
    household = Household(
        cents(v["income"]), cents(v["essentials"]), cents(v["instalment"]),
        swing=share("swing"), pay_gap=v["pay_gap"], shocks=(shock,),
        autopay=v["autopay"] == "on", forgetting=share("forgetting") if v["autopay"] == "off" else 0.0,
    )  # fmt: skip
    household = replace(household, buffer=household.months_of_essentials(exact(v["buffer"])))
    cut = 1 - (1 - share("pay_cut")) * (1 - cycle.pay_cut)
    return household, Economy(cut, cycle.shock_times)
