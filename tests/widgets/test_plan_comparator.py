"""The aha of lesson 9: 565.74 kept beats 998.48 broken, ease has a price, silence closes offers, a fee opens none."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from credit.asking import Request, silence, standing
from credit.money import cents
from tests.widgets.drive import digest
from widgets import rehearsal, story
from widgets.language import LANGUAGES
from widgets.letters import Letters
from widgets.plan_comparator import PlanComparator
from widgets.plan_picture import LARGE, SMALL, radius
from widgets.plan_terms import CLAUSE, FIRST_DAY, LAST_DAY, followed
from widgets.scene import Scene

BAMBOO = {"balance": "27849.98", "months": 26, "afford": 900, "swing": 10, "leftover": "kept"}
LESSONS = Path(__file__).parent.parent.parent / "lessons"


def at(code="en", **settings):
    return PlanComparator(code, guessed=True, **settings).result


def rows_of(text, head):
    """The rows of the filled table of a lesson's text under this head: first cell -> the others."""
    folds = [part.split("</details>")[0] for part in text.split("<details>")[1:]]
    table = next(fold for fold in folds if head in fold)
    rows = [[c.strip() for c in line.strip("|\n ").split("|")] for line in table.split("\n") if line.startswith("|")]
    return rows[2:]


def said(amount: int) -> str:
    return f"{amount / 100:,.2f}"


def test_565_kept_beats_998_broken():
    heavy, light = at(plan="as before"), at(plan="longer", longer=36)
    assert (heavy.plan.offer.instalment, light.plan.offer.instalment) == (cents("998.48"), cents("565.74"))
    assert (heavy.kept, light.kept) == (0, 95)
    assert light.more == cents("2393.96")


@pytest.mark.parametrize(
    "settings, ease",
    [
        ({"longer": 24}, "357.84"),
        ({"longer": 36}, "553.21"),
        ({"balance": "27849.98", "months": 48, "longer": 60}, "2853.46"),
    ],
)
def test_each_100_less_a_month_has_its_price(settings, ease):
    assert at(**settings).ease == cents(ease)


def test_ease_is_no_price_where_nothing_becomes_easier():
    assert at(longer=18).ease == at(longer=6).ease == 0


def test_a_fixer_s_fee_buys_nothing_on_the_picture():
    own, bought = at(plan="longer", longer=60, **BAMBOO), at(plan="fixer", longer=60, **BAMBOO)
    assert own.plan.offer.instalment == bought.plan.offer.instalment == cents("707.21")
    assert bought.cost - own.cost == cents("2228.00") and (own.kept, bought.kept) == (98, 0)
    assert bought.open_count == own.open_count


def test_five_requests_on_day_3_one_on_day_180_none_in_silence():
    assert [at(day=d).open_count for d in (-3, 3, 30, 60, 90, 180)] == [5, 5, 4, 3, 2, 1]
    never = at(contact="never")
    assert never.open_count == 0 and not any(never.is_open(request) for request in Request)
    assert never.at.current == cents("6350.48") and never.at.whole == cents("15648.78")


def test_the_card_plan_is_for_cards_at_home_only():
    assert not at(plan="card", day=3).is_open(Request.CARD)
    assert at(plan="card", day=3, debt="card").is_open(Request.CARD)
    assert not at(plan="card", day=3, debt="card", place="us").is_open(Request.CARD)
    assert at(**BAMBOO, plan="card", debt="card").plan.offer.instalment == cents("464.17")


@pytest.mark.parametrize(
    ("place", "marks"), [("cn", ["N", "1", "2", "3", "6"]), ("us", ["OK", "OK", "60", "90", "180"])], ids=["cn", "us"]
)
def test_the_mark_of_the_day_is_that_of_the_place(place, marks):
    facts = []
    for day in (-3, 3, 60, 90, 180):
        simulator = PlanComparator("en", guessed=True, day=day, place=place)
        facts.append(simulator.facts(simulator.result, simulator.t)["mark"])
    assert facts == marks


def test_more_silence_never_makes_a_plan_cheaper():
    for plan in ("longer", "as before", "extension"):
        costs = [at(plan=plan, day=day).cost for day in range(FIRST_DAY, LAST_DAY + 1, 19)]
        assert costs == sorted(costs)


def test_the_circle_of_a_plan_grows_with_the_share_that_breaks():
    assert [radius(n) for n in (0, 100)] == [SMALL, LARGE]
    assert radius(20) < radius(40) < radius(80)
    calm, rough = (PlanComparator("en", guessed=True, swing=s) for s in (15, 30))
    assert rough.result.kept < calm.result.kept and digest(calm.panel) != digest(rough.panel)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_filled_tables_of_the_text_are_the_simulator_s(code):
    text = (LESSONS / code / "09_ask_for_a_plan.md").read_text("utf-8")
    plans = rows_of(text, {"en": "Each 100 less", "zh": "每少付 100"}[code])
    for row in plans[1:]:
        o = at(longer=int(re.search(r"\d+", row[0])[0]))
        assert row[1:] == [said(o.plan.offer.instalment), said(o.cost), said(o.ease)]
    kept = rows_of(text, {"en": "| Step |", "zh": "| 步骤 |"}[code])
    steps = {"swing": 15}, {"swing": 30}, {"leftover": "kept"}, {"saved": 1000}
    settings = {}
    for row, step in zip(kept, steps, strict=True):
        settings |= step
        assert row[2] == str(at(**settings).kept)
    for row in rows_of(text, {"en": "Agreed to, of 6", "zh": "6 种里谈得成的"}[code]):
        o = at(day=int(row[0].replace("−", "-")))
        money = said(o.plan.offer.instalment) if o.is_open(Request.LONGER) else row[3]
        assert row[1:] == [str(o.open_count), said(o.at.charges), money]
    wu = rows_of(text, {"en": "by a fixer", "zh": "找中介"}[code])
    for row, n in zip(wu[1:], (36, 48, 60, 60), strict=True):
        o = at(**BAMBOO, longer=n, plan="fixer" if row is wu[-1] else "longer")
        assert row[1:] == [said(o.plan.offer.instalment), said(o.cost), str(o.kept)]
    before = at(**BAMBOO, plan="as before")
    assert (before.plan.offer.instalment, before.kept) == (cents("1301.48"), 0)  # the contract's is a cent more
    mine = next(part for part in text.split("+++") if "6,350.48" in part and "|" in part)
    loan, ledger = followed("15648.78", 18, 18)
    for day, charges, current in re.findall(r"^\| (\d+) \| ([\d.,]+) \| ([\d.,]+) \| \d \|$", mine, re.MULTILINE):
        where = standing(ledger, loan, int(day))
        assert (said(where.charges), said(where.current)) == (charges, current)


# The rehearsal ------------------------------------------------------------------------------------------------------


def walk(*choices, code="en"):
    """Play the rehearsal: each choice is the beginning of its English text."""
    scene = Scene("rehearsal", "en")
    for words in choices:
        texts = [scene.filled(choice["text"]) for choice in scene.story.choices(scene.here)]
        scene.choose(next(n for n, text in enumerate(texts) if text.startswith(words)))
    return scene


def test_the_scene_begins_where_the_engine_stands_on_day_3():
    start = story.read("rehearsal").open()
    for name, value in rehearsal._on(3).items():
        assert start[name] == value, name


def test_what_is_promised_decides_how_often_it_is_kept():
    call = "Let it ring out", "“A pipe burst"
    heavy = walk(*call, "¥998.48").here
    light = walk(*call, "¥565.74").here
    assert (heavy["monthly"], heavy["kept"]) == (cents("998.48"), at(plan="as before", day=3).kept)
    assert (light["monthly"], light["kept"]) == (cents("565.74"), at(longer=36, day=3).kept)
    promised = walk("Answer", "“Yes, yes").here
    assert promised["kept"] == 0 and promised["months"] == 9 and promised["on_top"] == cents("1181.13")


def test_a_promise_too_large_is_shown_as_the_plan_of_that_length():
    promised = walk("Answer", "“Yes, yes", "Hope").here
    shown = at(**story.read("rehearsal").shown(promised))
    assert shown.plan.offer.months == promised["months"] and shown.kept == promised["kept"] == 0
    assert abs(shown.plan.offer.instalment - promised["monthly"]) < cents("50")


def test_a_payment_to_a_stranger_changes_nothing_in_the_book():
    before, after = walk("Answer").here, walk("Answer", "Send one").here
    assert after["gone"] == cents("998.48")
    assert (after["charges"], after["current"], after["open"]) == (before["charges"], before["current"], before["open"])
    assert walk("Answer", "Send one", "“Only one more", "Wait").here.place == "end_stranger"


def test_what_is_written_holds_and_what_was_only_said_does_not():
    call = "Let it ring out", "“A pipe burst", "¥565.74", "“I take this"
    spoken, written = walk(*call, "“No, thank you").here, walk(*call, "“Please put it").here
    assert (spoken["charges"], spoken["written"]) == (169, 0)
    assert (written["charges"], written["written"]) == (0, 1)
    late = walk("Leave", "Leave", "Call the number", "“A pipe burst", "¥582.30", "“I take", "“Please put it").here
    assert late["day"] == 90 and late["charges"] == cents("101.56")  # in this model waived up to day 30 only


def test_silence_makes_the_offers_worse():
    days = [walk(*["Leave it face down"] * n).here for n in (1, 2, 3)]
    loan, _ = followed("15648.78", 18, 18)
    ledger = silence(loan, CLAUSE)
    assert [p["open"] for p in days] == [4, 2, 1]
    assert [p["charges"] for p in days] == [standing(ledger, loan, p["day"]).charges for p in days]
    assert walk(*["Leave it face down"] * 3, "Call the number", "“I can pay").here.place == "late"


def test_only_a_sum_that_is_kept_ends_well():
    call = "Let it ring out", "“A pipe burst"
    paid = "“I take this", "“Please put it", "Pay in the app"
    assert walk(*call, "¥565.74", *paid).here.place == "end_good"
    assert walk(*call, "¥781.25", *paid).here.place == "end_tight"


def test_a_scene_whose_head_names_no_module_has_no_consequences():
    assert story.read("doorstep").consequences == {}
    assert set(story.read("rehearsal").consequences) == set(rehearsal.CONSEQUENCES)
    assert story.read("rehearsal", {"wait": dict}).consequences == {"wait": dict}


# The letter ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_ask_fits_one_page_and_asks_for_the_sum_that_is_kept(code):
    sheet = Letters(code, "ask_for_a_plan", "confirm_the_call", "ask_for_a_card_plan")
    assert "565.74" in sheet.text() and "36" in sheet.text()
    lines = sum(1 + len(p) // (80 if code == "en" else 38) for p in sheet.text().split("\n\n"))
    assert lines <= 40


def test_a_control_move_reuses_what_did_not_change():
    one = at(plan="longer")
    other = at(plan="as before")
    assert one.plans is other.plans and replace(one, values={}).plans is one.plans


def words_at(**settings):
    simulator = PlanComparator("en", guessed=True, **settings)
    return " ".join(simulator.sentence(simulator.result, simulator.t))


def test_the_sentence_says_what_the_record_shows():
    assert "No mark on the record so far." in words_at(day=-3) and "agreement shows" not in words_at(day=-3)
    card = words_at(plan="card", debt="card", day=60)
    assert "The mark of that day, 2, stays on the record. The agreement shows there too." in card
    assert "No mark on the record so far." in words_at(day=20, place="us")


def test_of_a_sum_that_is_paid_at_once_no_part_is_paid_at_once():
    assert "is paid at once" not in words_at(plan="lump", day=180)
    assert "is paid at once" in words_at(day=90)
