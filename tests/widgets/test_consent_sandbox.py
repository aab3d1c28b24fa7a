"""The aha of lesson 1: one tap makes 312 people of one, and the brand on the icon is often not the lender."""

import re
from pathlib import Path

import pytest

from tests.widgets.drive import answers, digest
from widgets.adverts import ADVERTS, offer
from widgets.consent_sandbox import PERMISSIONS, ConsentSandbox
from widgets.language import LANGUAGES, language
from widgets.quiz import Quiz

ROOT = Path(__file__).parent.parent.parent
LESSON = "01_before_you_tap_borrow"


def opened(code="en", **settings):
    return ConsentSandbox(code, guessed=True, **settings)


def at(**settings):
    return opened(**settings).result


def test_one_tap_changes_reachable_people_from_1_to_312():
    assert at(granted="").people == 1
    assert at(granted="contacts").people == 312


def test_the_people_follow_the_phone_book_and_are_counted_once():
    assert [at(granted="contacts", entries=n).people for n in (0, 1, 500)] == [1, 1, 500]
    assert [at(granted=g).people for g in ("call_log", "contacts,call_log", ",".join(PERMISSIONS))] == [104, 358, 383]


def test_the_brand_on_the_icon_is_the_lender_in_two_of_four_adverts():
    assert [name for name in ADVERTS if at(advert=name).offer.brand_is_lender] == ["goose_letter", "bamboo_grain"]


def test_six_forms_at_an_app_that_passes_them_to_three_lenders_leave_18_looks():
    assert at(advert="lantern_raft", applications=6).queries == 18
    assert at(advert="clay_bell", applications=6).queries == 6
    assert at(advert="lantern_raft", applications=6, granted="camera").queries == 0


def test_case_b_costs_1290_of_which_guarantor_lender_and_app_keep_480_450_and_360():
    words = opened().facts(at(advert="clay_bell"), language("en"))
    assert (words["cost"], words["arrives"], words["repaid"]) == ("¥1,290.00", "¥11,520.00", "¥12,810.00")
    assert [words[f"{role}_keeps"] for role in ("guarantor", "lender", "app", "payee")] == [
        "¥480.00", "¥450.00", "¥360.00", "¥0.00",
    ]  # fmt: skip
    assert words["yearly"] == "26.1%" and words["instalment"] == "¥1,423.33"


def test_case_d_80_at_pay_out_of_4000_and_case_e_18_percent():
    assert (offer("goose_letter").arrives, offer("goose_letter").cost) == (392_000, 8_000)
    grain = opened(advert="bamboo_grain")
    assert grain.facts(grain.result, grain.t)["yearly"] == "18.0%"


def test_the_higher_in_the_results_the_fewer_signs_and_the_faster_the_dearer():
    by_place = sorted(ADVERTS.values(), key=lambda one: one.place)
    signs = [sum(one.signs) for one in by_place]
    assert signs == sorted(signs) and signs[0] == 0 and signs[-1] == 5
    fastest, slowest = (pick(ADVERTS, key=lambda name: ADVERTS[name].minutes) for pick in (min, max))
    yearly = {name: offer(name).yearly.one()["nominal"] for name in ADVERTS}
    assert max(yearly, key=yearly.get) == fastest and min(yearly, key=yearly.get) == slowest


def test_what_a_loan_does_not_need_is_told_by_the_rule_of_the_place():
    assert at().refusable == ("contacts", "location", "sms", "call_log", "storage") and at().years == 2
    assert at(granted="camera,credit_query").refusable == ()
    abroad = opened(place="us")
    assert abroad.result.refusable is None and abroad.result.years is None
    assert "holds no list" in " ".join(abroad.working(abroad.result, abroad.t))
    assert "not needed" not in " ".join(abroad.sentence(abroad.result, abroad.t))


def test_nothing_leaves_before_a_form_is_sent():
    none = opened(applications=0)
    assert (none.result.people, none.result.queries, none.result.given.holders) == (0, 0, 0)
    assert "nothing leaves" in none.sentence(none.result, none.t)[0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_tick_on_the_screen_is_a_permission_and_back(code):
    simulator = opened(code, granted="")
    view = simulator.panel.views["granted"]
    before = digest(simulator.panel)
    view.field.boxes["contacts"].value = True
    assert simulator.values["granted"] == "contacts" and simulator.result.people == 312
    assert digest(simulator.panel) != before
    view.field.boxes["sms"].value = True
    assert simulator.values["granted"] == "contacts,sms"
    for box in view.field.boxes.values():
        box.value = False
    assert simulator.values["granted"] == "" and digest(simulator.panel) == before
    simulator.panel.set("granted", "camera,credit_query")
    assert [name for name, box in view.field.boxes.items() if box.value] == ["camera", "credit_query"]
    assert all(box.description for box in view.field.boxes.values())


def test_a_permission_that_is_not_offered_is_refused():
    with pytest.raises(ValueError, match="not offered"):
        opened(granted="microphone")
    assert opened(granted=" sms , contacts ").values["granted"] == "contacts,sms"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_advert_stands_under_the_picture_with_its_five_signs(code):
    simulator = opened(code)
    simulator.panel.set("advert", "lantern_raft")
    page = simulator.page.value
    assert page.count("✗") == 5 and language(code)("Lantern Raft") in page
    simulator.panel.set("advert", "bamboo_grain")
    assert simulator.page.value.count("✓") == 5
    simulator.panel.switch.value = {"en": "zh", "zh": "en"}[code]
    assert simulator.page.value != page and simulator.panel.error is None


def test_the_table_adds_up_to_the_picture():
    simulator = opened()
    table = simulator.table(simulator.result, simulator.t)
    cells = {row[0]: row[-1] for row in table.rows}
    count = lambda words: int(words.replace(",", ""))
    parts = [count(cells[simulator.t(words)]) for _, words, _, _ in simulator.result.leaving(simulator.t)]
    assert sum(parts) == count(cells["items in all"]) == simulator.result.given.total
    assert table.rows[table.here][0] == "people who can be reached" and table.rows[table.here][-1] == "383"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_answer_about_the_page_is_answered(code):
    assert answers(Quiz(LESSON, code, "page")) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_counts_in_the_text_are_the_sandbox_s(code):
    text = (ROOT / "lessons" / code / f"{LESSON}.md").read_text("utf-8")
    people = re.findall(r"\| (\d+) (?:people|人) \|", text)
    every = ",".join(PERMISSIONS)
    computed = [at(granted=g).people for g in ("contacts", "call_log", "contacts,call_log", every)]
    assert [int(n) for n in people] == computed
    bare = at(granted="camera,credit_query")
    assert re.search(rf"{bare.people} (person|个人)[,，] ?{bare.given.total} (items|项)", text)
    looks = at(granted="camera,credit_query", advert="lantern_raft", applications=6).queries
    assert re.search(rf"{looks} (looks|次查询)", text)


@pytest.mark.parametrize("width", [286, 420, 600])
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_advert_is_drawn_at_every_width(code, width):
    panel = opened(code).panel
    panel.assist.width = width
    seen = set()
    for name in ADVERTS:
        panel.set("advert", name)
        assert panel.error is None
        seen.add(digest(panel))
    assert len(seen) == len(ADVERTS)


@pytest.mark.parametrize("width", [286, 600])
def test_a_picture_that_was_changed_is_the_picture_drawn_afresh(width):
    moved = opened(granted="", advert="lantern_raft").panel
    moved.assist.width = width
    for settings in (
        {"advert": "clay_bell", "granted": "contacts,sms"}, {"advert": "bamboo_grain", "entries": 20},
        {"advert": "lantern_raft", "granted": "call_log", "entries": 400}, {"advert": "clay_bell", "applications": 0},
        {"applications": 3, "granted": "camera,credit_query"},
    ):  # fmt: skip
        for name, value in settings.items():
            assert moved.set(name, value)
        fresh = opened(**moved.simulator.values).panel
        fresh.assist.width = width
        assert digest(moved) == digest(fresh), settings
