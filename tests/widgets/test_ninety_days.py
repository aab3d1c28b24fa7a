"""The ninety days on the page: a press does what it says, a game is kept in a line, the plan opens as files."""

import base64
import io
import json
import re
from datetime import date

import pytest
from docx import Document
from icalendar import Calendar

from credit.ninety_days import options, resume
from credit.ninety_days_plan import LINES
from credit.ninety_days_result import called_on_day_3
from credit.ninety_days_text import written
from credit.ninety_days_world import WEEKS, Game, world
from widgets import lesson_data, ninety_days_words
from widgets.language import LANGUAGES, language
from widgets.ninety_days import NinetyDays
from widgets.ninety_days_counted import WhatCounted
from widgets.ninety_days_page import LINE, SamplePlan
from widgets.ninety_days_picture import HEIGHT, LOW

BOTH = pytest.mark.parametrize("code", LANGUAGES)
CAREFUL = written(called_on_day_3(Game("E", 2, 7)).choices)


def opened(code="en", **settings):
    """A game with its phone, and what presses it."""
    game = NinetyDays(code, guessed=True, **settings)
    presses = iter(range(10_000))
    assert game.panel.error is None

    def press(do, *values):
        said = {"do": do, "n": next(presses), **dict(zip(("id", "value"), values))}
        game.part.phone._handle_custom_msg(said, [])  # as the page sends it
        assert game.panel.error is None, game.panel.error

    return game, game.part.phone, press


def buttons(phone) -> dict[str, dict]:
    """Everything that can be pressed on all screens, by its id."""
    cards = [card for screen in phone.data["screens"] for card in screen["cards"]]
    acts = [act for card in cards for group in card["groups"] for act in group["acts"]]
    return {f"{act['id']}:sum" if "field" in act else act["id"]: act for act in acts}


def files(html) -> dict[str, bytes]:
    found = re.findall(r'download="([\w.]+)" href="data:[^,]*,([^"]*)"', html)
    return {name: base64.b64decode(data) for name, data in found}


def test_a_press_joins_the_week_and_living_it_makes_the_choice():
    game, phone, press = opened()
    press("pick", "look")
    press("pick", "write:boat")
    assert [one["id"] for one in phone.data["chosen"]] == ["look", "write:boat"]
    press("live")
    assert game.values["week"] == 1 and game.values["kept"] == "look write:boat" and not phone.data["chosen"]
    assert len([a for a in buttons(phone) if a.startswith("accept:boat")]) == 5 and phone.data["story"]
    press("back")
    assert game.values["week"] == 0 and [one["id"] for one in phone.data["chosen"]] == ["look", "write:boat"]
    press("drop", "write:boat")
    press("live")
    assert game.values["kept"] == "look"


def test_looking_opens_the_app_on_the_spot_and_dropping_it_drops_what_it_opened():
    _, phone, press = opened()
    assert "write:boat" not in buttons(phone)
    press("pick", "look")
    assert not buttons(phone)["write:boat"]["disabled"]
    press("pick", "write:boat")
    press("sum", "write:kite", "150")
    press("drop", "look")
    assert phone.data["chosen"] == []


def test_three_acts_fill_a_week_and_a_fourth_is_answered_in_a_sentence():
    _, phone, press = opened()
    for act in ("look", "tell", "update"):
        press("pick", act)
    assert buttons(phone)["write:boat"]["disabled"]
    press("pick", "ignore")
    assert len(phone.data["chosen"]) == 3 and "room for 3 acts" in phone.data["note"]


@pytest.mark.parametrize(("said", "act"), [("1,000.50", "write:bamboo:100050"), (" 700 ", "write:bamboo:70000")])
def test_a_sum_that_was_typed_becomes_cents(said, act):
    game, phone, press = opened(borrower="E")
    press("pick", "look")
    press("sum", "write:bamboo", said)
    assert phone.data["chosen"][-1]["id"] == act
    press("live")
    assert game.result.skipped == () and game.result.state.choices[0] == ("look", act)


@pytest.mark.parametrize("said", ["", "abc", "-5", "0", "1e99", "nan"])
def test_a_sum_that_is_no_amount_is_answered_in_a_sentence(said):
    _, phone, press = opened(borrower="E")
    press("pick", "look")
    press("sum", "pay:bamboo", said)
    words = "does not fit" if said else "There is no amount yet"
    assert len(phone.data["chosen"]) == 1 and words in phone.data["note"]


def test_with_nothing_in_hand_there_is_no_range_to_type_from():
    game, phone, press = opened(borrower="D")
    assert game.result.state.cash == 0
    press("pick", "look")
    press("sum", "pay:goose", "50")
    assert phone.data["note"] == "There is no money in hand." and len(phone.data["chosen"]) == 1


def test_another_place_changes_the_marks_and_their_end_and_nothing_else():
    for kept in ("", CAREFUL):
        home, there = (opened(borrower="E", place=place, kept=kept, week=WEEKS)[0].result for place in ("cn", "us"))
        differ = {name for name, value in vars(home.result).items() if value != getattr(there.result, name)}
        assert differ == {"mark", "leaves"} and home.state.contacts == there.state.contacts


@BOTH
def test_whatever_stands_on_the_phone_can_be_pressed_and_lived(code):
    """Thirteen weeks, another button each time; every act of the engine that is open has its button, in words."""
    for borrower in "ABD":
        game, phone, press = opened(code, borrower=borrower, difficulty=3, seed=5)
        for week in range(WEEKS):
            there, state = buttons(phone), game.result.state
            shown = {act for act in there if not act.endswith(":sum")}
            missing = {a for a in options(state) if a not in shown and not a.endswith((":next", ":current"))}
            assert not missing and all(act["label"].strip() for act in there.values())
            free = sorted(act for act in shown if not there[act]["disabled"])
            for act in [*(["look"] if not week else []), free[week % len(free)], free[-1 - week % len(free)]]:
                press("pick", act)
            press("live")
        assert game.result.state.over and phone.data["over"] and not game.result.skipped
        if code == "zh":
            said = json.dumps([phone.data, game.part.end.children[0].value], ensure_ascii=False)
            assert not re.search(r"[A-Z][a-z]+ [a-z]+ [a-z]+", re.sub("<.*?>", "", said))


def test_every_debt_lender_breach_and_message_of_the_game_has_its_words():
    for borrower in "ABCDE":
        game = Game(borrower)
        assert {d.id for d in game.who.debts} <= set(ninety_days_words.DEBT)
        assert {m.kind for m in world(game).messages} == set(ninety_days_words.MESSAGE)
        for t in map(language, LANGUAGES):
            assert all(ninety_days_words.message_words(m, t) for m in world(game).messages)


def test_a_message_is_marked_as_false_only_once_it_was_looked_into():
    game, _, _ = opened(borrower="E", week=8)
    assert all(m.day <= game.result.day for m in world(game.result.game).messages[1:])
    drawn = game.panel.stage._artists
    assert any("False" in name for name in drawn if name.startswith("message m2"))
    over, _, _ = opened(borrower="E", week=13)
    assert any("True" in name for name in over.panel.stage._artists if name.startswith("message m2"))


def test_the_line_and_the_file_bring_the_same_game_back():
    game, _, press = opened(borrower="E", seed=11, place="us")
    press("pick", "look")
    press("sum", "write:bamboo", "900")
    press("live")
    again = eval(game.panel.assist.settings.partition("; ")[2], {"NinetyDays": NinetyDays})
    assert again.result.state == game.result.state and not again.covered
    kept = files(game.part.keep.value)["ninety_days.json"].decode()
    assert resume(kept) == game.result.state
    other, _, _ = opened("zh")
    assert other.panel.set("kept", kept) and other.result.state == game.result.state
    assert other.panel.views["borrower"].field.value == "E" and other.panel.views["week"].field.value == "1"
    line, _, _ = opened("zh")
    assert line.panel.set("kept", f" {game.panel.assist.settings}\n") and line.result.state == game.result.state
    assert line.panel.views["seed"].field.value == "11" and line.t.code == "zh"
    pasted, _, _ = opened(borrower="E", seed=11, place="us")
    assert pasted.panel.set("kept", game.values["kept"]) and pasted.result.state == game.result.state


def test_own_numbers_are_kept_in_the_file():
    mine = {"borrower": "own", "income": 5000, "debts": "5000, 18.5, 10, 9"}
    game, _, _ = opened(**mine)
    other, _, _ = opened()
    assert other.panel.set("kept", files(game.part.keep.value)["ninety_days.json"].decode())
    assert other.result.state == game.result.state


@BOTH
@pytest.mark.parametrize(
    "text",
    ["nonsense!", "{}", '{"format": "x"}', "a b c d e", "/ " * 20]
    + ["NinetyDays(", "NinetyDays('en', week=99)", "NinetyDays(**1)", "NinetyDays(seed=open)"],
)
def test_what_is_no_kept_game_is_answered_and_the_game_stays(code, text):
    game, _, _ = opened(code, borrower="E")
    assert not game.panel.set("kept", text) and game.panel.views["kept"].error.value
    assert game.values["borrower"] == "E"


@pytest.mark.parametrize("debts", ["", "8000, 18, 12", "8000, x, 12, 5", "8000, 18, 12, 31", "1,2,3,4\n" * 4])
def test_own_debts_that_cannot_be_read_are_answered(debts):
    game, _, _ = opened(borrower="own")
    assert not game.panel.set("debts", debts) and game.panel.views["debts"].error.value


def test_other_luck_leaves_out_what_is_not_open_there_and_says_so():
    game, _, _ = opened(borrower="E", week=3, kept="look / follow:m4 / save tell")
    assert "follow:m4" in game.result.skipped and "left out" in game.panel.words.value
    assert game.result.state.choices == (("look",), (), ("tell",)) or "save" in game.result.state.choices[2]


def test_another_borrower_is_a_new_game():
    game, _, press = opened()
    press("pick", "look")
    press("live")
    game.panel.set("borrower", "B")
    assert game.values["week"] == 0 and game.values["kept"] == ""


def test_the_meters_are_covered_until_day_90_and_then_open():
    game, _, _ = opened(borrower="A", week=12)
    low = game.panel.image.layout.height
    assert "covered" in game.panel.words.value and "covered" in game.table(game.result, game.t).html()
    game.panel.set("week", 13)
    assert "¥3,452.70" in game.panel.words.value and int(game.panel.image.layout.height[:-2]) > int(low[:-2])
    game.panel.set("week", 5)
    game.panel.set("meters", "shown")
    assert "It takes" in game.panel.words.value


@BOTH
def test_day_90_compares_three_ways_with_alt_text_and_a_table(code):
    game, _, _ = opened(code, borrower="E", week=13, kept=CAREFUL)
    html = game.part.spokes.value
    alt = re.search(r'alt="([^"]+)"', html)[1]
    assert game.t.money(658_923) in alt and game.t.money(0) in alt
    assert html.count("<tr>") == 13 and "data:image/png" in html
    game.part.count.click()
    assert game.part.counted.value.count("<tr") == 1 + 7 and "1,137.36" in game.part.counted.value


@BOTH
def test_the_plan_opens_as_a_word_file_a_page_and_a_calendar(code):
    game, _, _ = opened(code, borrower="B", week=13, kept="- / - / - / save")
    kept = files(game.part.plan.links.value)
    assert set(kept) == {"plan.docx", "plan.html", "plan.ics"}
    document = Document(io.BytesIO(kept["plan.docx"]))
    words = "\n".join(p.text for p in document.paragraphs)
    assert len(document.tables) == 1 and not document.core_properties.author
    assert words.count(game.t("6. Three dates")) == 1 and len(words) > 300
    page = kept["plan.html"].decode()
    assert f'lang="{code}"' in page and page.count("<h2>") == 6 and "@media print" in page
    events = Calendar.from_ical(kept["plan.ics"]).walk("VEVENT")
    days = [event.decoded("dtstart") for event in events]
    assert len(days) == 3 and all(isinstance(d, date) and d > date(2026, 10, 31) for d in days)
    assert len({str(event["uid"]) for event in events}) == 3 and all(event.walk("VALARM") for event in events)


def test_sums_of_the_learner_s_own_change_the_page_and_the_ten_lines():
    game, _, _ = opened(borrower="A", week=13)
    plan = game.part.plan
    assert "10 of 10" in plan.page.value
    box = next(iter(plan.boxes.values()))
    box.field.value = "5000"
    assert "8 of 10" in plan.page.value and "¥5,000.00" in plan.page.value
    before = plan.page.value
    for wrong in ("five", "", "-5", "1.005"):
        box.field.value = wrong
        plan.order.value = {"dearest": "smallest", "smallest": "dearest"}[plan.order.value]
        assert box.error.value and box.field.value == wrong
    assert plan.page.value == before
    box.field.value = "１００元"
    plan.order.value = "loudest"
    assert not box.error.value and plan.page.value.count("<td>0</td>") == 1
    game.panel.switch.value = "zh"
    assert "100.00 元" in plan.page.value


@BOTH
def test_the_sample_plan_of_the_text_meets_its_ten_lines(code):
    sample = SamplePlan(code)
    assert set(LINE) == set(LINES)
    assert repr(sample).count("\n1  ") == 10 and sample._repr_html_().count("<td>1</td>") == 10


def test_a_game_that_was_lived_to_its_end_is_replayed_with_its_meters_open():
    """The task: slide back to 0 and forward again, and see where the meter leaves the dashed line."""
    game, _, _ = opened("en", borrower="A")
    panel = game.panel
    assert game.result.covered
    panel.set("week", 13)
    assert not game.result.covered
    for week in (0, 5):
        panel.set("week", week)
        assert not game.result.covered and game.height(600) == HEIGHT and "It takes ¥" in panel.words.value
    panel.set("week", 0)
    game.live(["look"])
    assert game.result.covered and game.height(600) == LOW  # another way is another game


@BOTH
def test_what_counted_puts_the_three_free_acts_first(code):
    rows = [row.split(" · ") for row in repr(WhatCounted(code)).split("\n")[1:]]
    missing = [float(re.sub("[^0-9.-]", "", row[1].replace("−", "-"))) for row in rows]
    assert missing[0] == missing[4] == -1432.82 and missing[1:4] == [1137.36, 1097.60, 1925.83]


def test_the_figures_of_the_rounds():
    """What the lesson asks to be guessed, and its two tables of notes."""
    settings = [task["settings"] for task in lesson_data.read("14_ninety_days")["tasks"]]
    lin, wu, chen = (NinetyDays("en", guessed=True, **one).result for one in settings)
    assert (lin.silent_cost, lin.asked_days, lin.silent_people) == (345_270, 7, 6)
    assert (wu.offers_early, wu.offers_late, wu.shortcut) == (5, 3, 360_000)
    terms = {None: (26, 132_122), 1200: (30, 117_705), 1000: (38, 98_135), 800: (51, 79_706), 700: (63, 69_684)}
    for said, (months, instalment) in terms.items():
        ask, kind = ("write:bamboo", "same") if said is None else (f"write:bamboo:{said}00", "asked")
        kept = f"look {ask} / accept:bamboo-{kind}-3"
        assert NinetyDays("en", guessed=True, borrower="E", week=2, kept=kept).result.terms[:2] == (months, instalment)
    told = {"": 63, "withdraw": 5, "- / - / - / - / withdraw": 12, "- / - / - / - / - / - / - / withdraw": 37,
            "withdraw / - / - / save / complain:clay": 3}  # fmt: skip
    for kept, people in told.items():
        result = NinetyDays("en", guessed=True, borrower="B", week=13, kept=kept).result
        assert result.result.people == people and result.result.cost_to_get_current == 641_355 and not result.skipped
    assert chen.silent_people == 63
