"""A list of debts comes in whole or not at all, and goes out as it came."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.debt_list import COLUMNS, NAMES, loudest, own_order, read, rows, written
from credit.money import cents, exact
from credit.tables import Refused

TABLE = 'name,balance,rate,minimum,share,calls,place\nApp,6000,24,600,,9,2\nCard,"20,000.50",18.25%,25,10%,,1\n'


def bad(text, headings=None):
    with pytest.raises(Refused) as refused:
        read(text, headings)
    return [(p.line, p.field, p.value) for p in refused.value.problems]


def test_a_table_is_read_as_people_type_it():
    app, card = read(TABLE)
    assert (app.name, app.debt.balance, app.debt.minimum.floor, app.calls, app.place) == ("App", 600000, 60000, 9, 2)
    assert app.debt.rate.nominal_annual == exact("0.24")
    assert (card.debt.balance, card.debt.minimum.share, card.calls) == (2000050, "10%", 0)


def test_headings_may_be_in_other_words_and_the_file_in_gbk():
    text = "欠款,利率\n6000,24\n"
    found = read(text.encode("gbk"), {"欠款": "balance", "利率": "rate"})
    assert (found[0].name, found[0].debt.balance) == ("1", 600000)
    assert bad(text)[0][2] == "欠款"


@pytest.mark.parametrize(
    "cells, field, value",
    [
        ("A,99,24", "balance", "99"), ("A,1000001,24", "balance", "1000001"), ("A,,24", "balance", ""),
        ("A,1000.505,24", "balance", "1000.505"), ("A,1000,301", "rate", "301"), ("A,1000,0.24", "rate", "0.24"),
        ("A,1000,x", "rate", "x"), ("A,1000,-5", "rate", "-5"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_by_line_field_and_value(cells, field, value):
    assert bad(f"name,balance,rate\nGood,1000,12\n{cells}\n") == [(3, field, value)]


def test_every_bad_cell_is_named_and_nothing_is_half_loaded():
    found = bad("name,balance,rate,place\nA,1000,399,9\nB,50,12,1\n")
    assert found == [(2, "rate", "399"), (2, "place", "9"), (3, "balance", "50")]


def test_what_is_allowed_is_said():
    with pytest.raises(Refused, match='line 2, rate: "700" is not accepted; allowed is a percentage from 0 to 300'):
        read("balance,rate\n1000,700\n")


@pytest.mark.parametrize("text", ["", "name,balance,rate\n", "name,balance,rate\n" + "A,1000,12\n" * 9])
def test_none_and_nine_debts_are_refused(text):
    assert bad(text)


def test_a_half_percent_needs_its_sign_and_0_is_0():
    assert read("balance,rate\n1000,0.5%\n")[0].debt.rate.nominal_annual == exact("0.005")
    assert read("balance,rate\n1000,0\n")[0].debt.rate.nominal_annual == 0


def test_the_loudest_and_the_own_order():
    found = read("balance,rate,calls,place\n1000,1,2,\n1000,1,9,3\n1000,1,,1\n1000,1,9,\n")
    assert loudest(found) == [1, 3, 0, 2]
    assert own_order(found) == [2, 1, 0, 3]


cell = st.fixed_dictionaries(
    {
        "name": st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=20),
        "balance": st.integers(10_000, 10_000_000).map(lambda c: f"{c // 100}.{c % 100:02}"),
        "rate": st.integers(100, 6_000).map(lambda r: f"{r / 100:.2f}"),
        "minimum": st.integers(0, 100_000).map(str),
        "share": st.integers(0, 100).map(str),
        "calls": st.integers(0, 200).map(str),
        "place": st.one_of(st.just(""), st.integers(1, 8).map(str)),
        "monthly_fee": st.integers(0, 1000).map(str),
        "late_fee": st.just(""),
    }
)


@settings(max_examples=100, deadline=None)
@given(st.lists(cell, min_size=1, max_size=8))
def test_what_goes_out_comes_in_again(table):
    found = read(written(table))
    assert read(written(rows(found))) == found
    assert [one.debt.balance for one in found] == [cents(row["balance"]) for row in table]


def test_a_name_that_a_spreadsheet_would_run_is_written_with_an_apostrophe():
    text = written([{"name": "=1+1", "balance": "1000", "rate": "12"}])
    assert "'=1+1" in text and read(text)[0].name == "=1+1"


def test_the_columns_are_those_of_the_docstring():
    import credit.debt_list as module

    assert all(f"    {name} " in module.__doc__ for name in NAMES) and len(COLUMNS) == len(NAMES)
