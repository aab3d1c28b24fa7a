"""Run a lender: no cent is lost, the same people come whatever it does, and lax approval pays first, costs later."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.applicants import follow
from credit.chance import stream
from credit.lender import QUARTER, STATES, STYLISED, Lender
from credit.loans import equal_instalments
from credit.portfolio import PEOPLE, SIZES, book_of, run
from credit.rates import per_year

LENDER = Lender()
SMALL = replace(LENDER, applicants=600)

lenders = st.builds(
    Lender,
    cut_off=st.integers(0, 100),
    price=st.decimals("0.06", "0.36", places=3),
    repeat=st.floats(0, 1),
    economy=st.lists(st.sampled_from(STATES), min_size=1, max_size=12).map(tuple),
    intensity=st.integers(0, 100),
    outsourced=st.floats(0, 1),
    disclosure=st.integers(0, 100),
    fine=st.integers(0, 50_000),
    shared=st.booleans(),
    funding=st.decimals("0", "0.12", places=3),
    guaranteed=st.decimals(0, 1, places=3),
    equity=st.decimals(0, "0.3", places=3),
    applicants=st.integers(1, 400),
    term=st.integers(1, 18),
)


@settings(max_examples=40, deadline=None)
@given(lenders, st.integers(0, 9))
def test_every_cent_lent_comes_back_or_is_written_off_and_somebody_carries_it(lender, seed):
    book = run(lender, seed)
    f = book.flows
    assert f["lent"].sum() == f["principal"].sum() + f["written_off"].sum()
    assert (book.owed >= 0).all() and book.owed[-1] == 0
    assert all((flow >= 0).all() for flow in f.values())
    assert (f["recovered"] <= f["written_off"]).all()
    carried = book.carried()
    assert all(part >= 0 for part in carried.values())
    lost = f["written_off"].sum() - f["recovered"].sum()
    assert sum(carried.values()) - carried["borrower"] == lost
    assert not carried["lender"] or book.profit.sum() < 0  # its own money goes only when the margin is used up
    paid = sum(f[name].sum() for name in ("funding", "review", "collection", "fines"))
    assert book.profit.sum() == f["interest"].sum() + f["late"].sum() - paid - lost + carried["guarantor"]
    assert f["fines"].sum() == book.complaints.sum() * lender.fine


def test_the_same_people_come_with_the_same_luck_whatever_the_cut_off():
    strict, lax = run(replace(SMALL, cut_off=70)), run(replace(SMALL, cut_off=30))
    assert (strict.behind == lax.behind).all() and (strict.month == lax.month).all()
    assert (strict.granted <= lax.granted).all() and strict.granted.sum() < lax.granted.sum()
    more = run(replace(SMALL, applicants=PEOPLE + 50))
    assert (more.behind[:, :600] == run(SMALL).behind).all()
    assert more.behind.shape[1] == PEOPLE + 50


def test_lax_approval_raises_profit_for_some_quarters_and_loss_later():
    lax, strict = run(replace(LENDER, cut_off=0)), run(replace(LENDER, cut_off=60))
    quarters = lambda book: book.profit[:36].reshape(12, 3).sum(axis=1)
    ahead = quarters(lax) > quarters(strict)
    assert ahead[:3].all() and not ahead[7:12].any()
    assert lax.profit.sum() < 0 < strict.profit.sum()
    assert strict.excluded_good > lax.excluded_good == 0


def test_the_number_of_late_loans_can_rise_while_their_rate_falls():
    number, running = run(LENDER).late_by_month()
    rate = number / np.maximum(running, 1)
    both = (np.diff(number) > 0) & (np.diff(rate) < 0)
    assert both[1:12].any()


def test_a_lax_or_unlucky_vintage_fans_out_above_the_others():
    book = run(LENDER)
    curves = book.vintages(late=3)
    assert curves.shape == (12, LENDER.term + STYLISED.write_off_at)
    calm, struck = curves[0], curves[5]  # the sixth quarter meets the downturn at once
    assert struck[8] > 2 * calm[8]
    lax = run(replace(LENDER, cut_off=0)).vintages(late=3)
    assert (lax[:, 8] > curves[:, 8]).all()


def test_a_vintage_shows_only_what_was_seen_by_then():
    book = run(SMALL)
    seen = book.vintages(seen_after=12)
    assert np.isnan(seen[4:]).all() and not np.isnan(seen[0, :9]).any() and np.isnan(seen[0, 9:]).all()
    assert (seen[0, :9] == book.vintages()[0, :9]).all()


def test_each_control_moves_what_it_should():
    book = run(LENDER)
    assert run(replace(LENDER, intensity=100)).complaints.sum() > book.complaints.sum()
    assert run(replace(LENDER, outsourced=1.0)).complaints.sum() > book.complaints.sum()
    assert run(replace(LENDER, disclosure=100)).complaints.sum() < book.complaints.sum()
    assert run(replace(LENDER, shared=True)).in_spiral < book.in_spiral
    assert run(replace(LENDER, repeat=1.0)).written_off.sum() > book.written_off.sum()
    assert run(replace(LENDER, price="36%")).written_off.sum() > book.written_off.sum()
    assert run(replace(LENDER, economy=("boom",) * 12)).written_off.sum() < book.written_off.sum()
    assert run(replace(LENDER, funding="8%")).profit.sum() < book.profit.sum()
    assert run(replace(LENDER, intensity=0)).written_off.sum() > book.written_off.sum()
    alone = replace(LENDER, repeat=0.0)  # the only other loans are those that cover an instalment
    heavy, light = (run(alone, assumptions=replace(STYLISED, other_loans=n)) for n in (2.0, 0.0))
    assert heavy.written_off.sum() > light.written_off.sum()
    full = run(replace(LENDER, guaranteed=1)).carried()
    assert full["price"] == full["lender"] == full["funder"] == 0 and full["guarantor"] > 0


def test_the_price_that_all_pay_carries_the_loss_first_then_the_lender_s_own_money_then_the_funder():
    good, lax = run(LENDER), run(replace(LENDER, cut_off=0))
    lost = lambda book: int((book.flows["written_off"] - book.flows["recovered"]).sum())
    assert good.profit.sum() > 0 and good.carried()["price"] == lost(good)
    parts = lax.carried()
    assert lax.profit.sum() < 0 < parts["price"] and parts["lender"] + parts["funder"] == -lax.profit.sum()
    bare = run(replace(LENDER, cut_off=0, equity=0)).carried()
    assert bare["lender"] == 0 and bare["funder"] == -lax.profit.sum()


def test_a_cut_off_by_quarter_changes_only_what_is_lent_in_that_quarter():
    usual = run(SMALL)
    lax = run(replace(SMALL, cut_off=(40,) * 4 + (0,) + (40,) * 7))
    fifth = lax.month // QUARTER == 4
    assert (lax.granted[~fifth] == usual.granted[~fifth]).all() and lax.granted[fifth].all()
    assert (lax.flows["lent"][:12] == usual.flows["lent"][:12]).all() and lax.profit.sum() != usual.profit.sum()


def test_people_followed_once_give_the_same_book_under_any_cut_off():
    followed = follow(SMALL, 7, STYLISED)
    for cut in (0, 1, 37, 99, 100):
        book, direct = book_of(followed, [cut] * 12), run(replace(SMALL, cut_off=cut))
        assert (book.granted == direct.granted).all()
        assert all((book.flows[name] == direct.flows[name]).all() for name in direct.flows)
        assert (book.complaints == direct.complaints).all()
    assert len(book.flows["lent"]) == len(followed.flows["lent"]) + 36 - 1


def test_a_lax_quarter_brings_profit_for_three_quarters_and_a_larger_loss_after_them():
    usual = replace(LENDER, cut_off=60, price="18%", applicants=20_000)
    lax = replace(usual, cut_off=(60,) * 4 + (20,) * 2 + (60,) * 6)
    quarters = lambda book: book.profit.reshape(18, 3).sum(axis=1)
    more = quarters(run(lax)) - quarters(run(usual))
    assert (more[4:7] > 0).all() and (more[7:12] < 0).all() and not more[:4].any()
    assert more[4:7].sum() < -more[7:].sum()


def test_nobody_granted_means_nothing_moves():
    book = run(replace(SMALL, cut_off=100))
    assert not book.granted.any() and not any(flow.any() for flow in book.flows.values())
    assert np.isnan(book.vintages()).all() and set(book.carried().values()) == {0}


def test_without_luck_against_them_all_repay_to_the_cent():
    sure = replace(STYLISED, base=-1e6)
    book = run(replace(SMALL, cut_off=0), assumptions=sure)
    assert not book.behind.any() and book.flows["late"].sum() == 0
    sizes = (stream(7, "lender size").random(PEOPLE)[:600] * len(SIZES)).astype(int)
    n = [SMALL.term] * len(SIZES)
    schedule = equal_instalments(SIZES, [per_year(SMALL.price).monthly] * len(SIZES), n, "2026-01-05")
    assert book.flows["interest"].sum() == schedule.interest.sum(axis=1)[sizes].sum()
    assert book.flows["principal"].sum() == np.array(SIZES)[sizes].sum()
    never = replace(STYLISED, base=1e6, covers=0.0, catch_up=-1e6, stands_still=0.0)
    lost = run(replace(SMALL, cut_off=0), assumptions=never)
    assert lost.flows["principal"].sum() == 0 and lost.written_off.all()
    assert (np.diff(lost.behind, axis=0)[:4] == 1).all()


def test_one_who_is_a_month_late_and_catches_up_pays_a_month_of_late_interest():
    """All miss the first instalment and catch up in the second month, by assumptions that leave no choice."""
    one = replace(SMALL, cut_off=0, applicants=50, term=1)
    forced = replace(STYLISED, base=1e6, covers=0.0, catch_up=1e9)
    book = run(one, assumptions=forced)
    assert (book.behind[0] == 1).all() and not book.behind[1:].any()
    # Principal x 24 % x 1.5 / 12 = 3 %, exact for whole hundreds of yuan.
    assert book.flows["late"].sum() * 100 == book.flows["lent"].sum() * 3


def test_a_long_run_shows_progress_and_stops_without_loss():
    seen = []

    def stop(done, asked):
        seen.append((done, asked))
        return False

    part = run(replace(LENDER, applicants=25_000), progress=stop)
    assert seen == [(10_000, 25_000)] and len(part.granted) == 10_000
    assert (part.flows["lent"] == run(LENDER).flows["lent"]).all()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"cut_off": 101}, "The cut-off is 101; it goes from 0 to 100."),
        ({"repeat": 2.0}, "The share repeat is 2.0; it lies between 0 and 1."),
        ({"cut_off": (40, 20)}, "There are 2 cut-offs for 12 quarters; give one for each quarter."),
        ({"cut_off": (101,) * 12}, "The cut-off is 101; it goes from 0 to 100."),
        ({"economy": ("crash",)}, "An economy is a boom, flat or downturn for each quarter"),
        ({"price": "400%"}, "The price is 4; it lies between 0 and 1."),
    ],
)
def test_a_wrong_value_is_named_with_its_range(wrong, sentence):
    with pytest.raises(ValueError) as error:
        replace(LENDER, **wrong)
    assert sentence in str(error.value)
