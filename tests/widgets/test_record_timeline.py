"""The aha of lesson 5: in China the clock starts when you pay, so each day of waiting moves the end; elsewhere not."""

from datetime import date

import pytest

from tests.widgets.drive import digest
from widgets import told_months
from widgets.language import language
from widgets.record_timeline import RecordTimeline

LIN = {"months": 12}  # case A
WU = {"principal": 36000, "rate": 18, "months": 36, "first_due": "2025-10-05", "history": ". . . . . . . . . . x"}  # E


def at(**settings):
    return RecordTimeline("en", guessed=True, **settings).result


def test_paid_on_day_109_the_entry_leaves_the_years_later_and_every_day_of_waiting_is_a_day_more():
    lin = at(**LIN)
    assert (lin.story.paid_on, lin.overdue) == (date(2026, 11, 22), 224164)
    assert (lin.record.last_shown, lin.days_until_clean) == (date(2031, 11, 22), 1826)
    assert [at(settled=109 + n, **LIN).days_until_clean for n in range(1, 4)] == [1827, 1828, 1829]


def test_never_paid_there_is_no_day_in_china_and_one_in_the_united_states_and_great_britain():
    assert at(paid="never").days_until_clean is None
    assert at(paid="never", place="us").record.last_shown == date(2034, 2, 1)
    assert at(paid="never", place="gb").record.last_shown == date(2032, 10, 31)


def test_waiting_moves_nothing_elsewhere_once_the_lender_has_written_it_off():
    assert {at(place="us", settled=n).record.last_shown for n in (200, 474, 900)} == {date(2034, 2, 1)}
    assert at(place="us").record.last_shown == date(2033, 8, 5)


def test_the_marks_of_case_a():
    assert " ".join(at(**LIN, paid="never").record.marks) == "N N N N 1 2 3 4 5 6 7 7"
    assert " ".join(at(**LIN).record.marks) == "N N N N 1 2 3 M N N N C"


def test_three_days_late_is_m_over_the_end_of_the_month_is_1_and_the_reporting_day_decides():
    late = {"history": ". . . . L .", "months": 12}
    assert at(late=3, **late).record.marks[4] == "M" and at(late=3, **late).marked_months == 1
    assert at(late=26, **late).record.marks[4] == "M" and at(late=27, **late).record.marks[4] == "1"
    assert at(late=7, cutoff=10, **late).record.marks[4] == "1"
    assert at(late=27, place="us", **late).marked_months == 0


def test_one_missed_instalment_that_is_never_made_up_marks_every_month():
    one = at(months=12, history=". . . . x .", paid="never")
    assert one.record.marks[4:11] == ("1",) * 7


def test_case_e_eleven_months_in():
    wu = at(**WU, settled=120)
    assert (wu.story.due[10], wu.overdue) == (date(2026, 8, 5), 4 * 130149)
    assert wu.record.marks[10:14] == ("1", "2", "3", "4") and wu.record.last_shown == date(2031, 12, 3)


def test_the_check_value_of_the_curriculum_and_the_repair_that_is_over():
    settled = (date(2025, 9, 10) - date(2025, 6, 5)).days
    told = {"first_due": "2025-02-05", "settled": settled, "months": 12}
    large = at(principal=50000, **told)
    assert large.record.last_shown == date(2030, 9, 10)
    small = RecordTimeline("en", guessed=True, **told)
    first, more = small.sentence(small.result, small.t)
    assert "1 January 2026" in first and "10 September 2030" in more


def test_an_error_is_an_entry_until_somebody_objects():
    story = {"history": ".", "months": 12}
    wrong, objected = at(error="open", **story), at(error="disputed", **story)
    assert wrong.record.marks[6] == "1" and wrong.record.last_shown == date(2031, 11, 1)
    assert objected.record.items == () and objected.answer_by == date(2026, 12, 12)
    assert at(error="disputed", place="gb", **story).answer_by is None


def test_queries_are_shown_for_their_years_in_china_only():
    assert at(queries=6).queries_until == date(2028, 11, 22)
    assert at(queries=0).queries_until is None and at(queries=6, place="us").queries_until is None


def test_the_sentence_says_money_first():
    for place in ("cn", "us"):
        simulator = RecordTimeline("en", guessed=True, place=place, **LIN)
        first, *_ = simulator.sentence(simulator.result, simulator.t)
        assert first.startswith("Paying ¥2,241.64 on 22 November 2026")
    simulator = RecordTimeline("en", guessed=True, paid="never", **LIN)
    assert simulator.sentence(simulator.result, simulator.t)[0].startswith("¥2,241.64 is overdue today")


def said(**settings):
    simulator = RecordTimeline("en", guessed=True, **settings)
    return simulator.sentence(simulator.result, simulator.t)[0]


def test_in_china_the_clock_waits_for_a_payment_that_comes_late_and_not_by_catching_up():
    late = {"months": 12, "history": ". . . . L .", "late": 360}
    assert said(**late).startswith("¥560.41 is overdue today. On 31 July 2027 everything is paid")
    assert "does not wait" in said(place="us", **late) and "does not wait" not in said(**late)


def test_catching_up_is_not_said_to_start_the_clock_of_a_later_lateness():
    twice = {"months": 12, "history": ". x . . L .", "settled": 20, "late": 40}
    result = at(**twice)
    assert result.last_item.spell.ended > result.story.paid_on
    assert said(**twice) == "The last entry leaves the report on 14 September 2031: 1,757 days from today."


class TestThePageOfMonths:
    def test_a_click_goes_from_on_time_to_late_to_unpaid_and_back(self):
        simulator = RecordTimeline("en", guessed=True, months=12, history=".")
        page = simulator.panel.simulator.page
        marks = []
        for _ in range(3):
            page.click(4)
            marks.append((simulator.values["history"], simulator.result.record.marks[4], page.cells[4]["note"]))
        assert marks == [(". . . . L .", "M", "+10 d"), (". . . . x .", "1", "later"), (".", "N", "on time")]

    def test_a_click_keeps_the_other_months(self):
        simulator = RecordTimeline("en", guessed=True, months=12)
        panel = simulator.panel
        simulator.page.click(6)
        assert panel.error is None
        assert simulator.values["history"] == ". . . . x x . x"
        assert [c["note"] for c in simulator.page.cells[4:8]] == ["later", "later", "on time", "later"]

    def test_a_month_after_catching_up_is_on_time_and_a_click_makes_it_late(self):
        simulator = RecordTimeline("en", guessed=True, months=12)
        assert simulator.panel.error is None
        assert [c["note"] for c in simulator.page.cells[7:10]] == ["later", "on time", "on time"]
        simulator.page.click(9)
        assert simulator.page.cells[9]["note"] == "+10 d" and simulator.page.cells[8]["note"] == "on time"
        simulator.panel.views["paid"].field.value = "never"
        assert [c["note"] for c in simulator.page.cells[7:10]] == ["unpaid", "unpaid", "+10 d"]

    def test_the_page_follows_months_language_and_rules(self):
        simulator = RecordTimeline("en", guessed=True)
        panel, page = simulator.panel, simulator.page
        panel.views["months"].slider.value = 60.0
        assert len(page.cells) == 60
        panel.switch.value = "zh"
        assert page.cells[0]["month"] == "4月" and page.cells[0]["year"] == "2026年"
        panel.views["place"].field.value = "us"
        assert page.cells[5]["mark"] == "30" and page.cells[5]["level"] == 2
        assert all(cell["name"] and cell["mark"] in cell["name"] for cell in page.cells)

    def test_the_cells_say_what_the_table_says(self):
        simulator = RecordTimeline("en", guessed=True, months=24)
        rows = simulator.table(simulator.result, simulator.t).rows
        assert simulator.panel.error is None
        assert [cell["mark"] for cell in simulator.page.cells] == [row[2] for row in rows[:-1]]


def test_the_days_late_matter_only_where_a_month_is_late():
    panel = RecordTimeline("en", guessed=True).panel
    assert panel.views["late"].box.layout.display == "none"
    panel.set("history", ". . L .")
    assert panel.views["late"].box.layout.display is None and panel.views["settled"].box.layout.display == "none"


@pytest.mark.parametrize("text", ["hello", ". . ?", "-3", "999"])
def test_signs_that_are_none_are_answered_in_a_sentence(text):
    with pytest.raises(ValueError, match="is no sign for a month"):
        told_months.read(text, language("en"))


def test_signs_are_read_as_people_type_them():
    assert told_months.read("．．l X 12，0", language("en")) == (".", ".", "L", "x", "12", "0")
    assert told_months.read("", language("en")) == (".",)
    assert told_months.whole((".", "x"), 4) == (".", "x", "x", "x")


def test_a_picture_drawn_after_many_moves_is_the_picture_drawn_afresh():
    moved, fresh = RecordTimeline("en", guessed=True).panel, RecordTimeline("en", guessed=True, settled=300).panel
    for day in (5, 600, 299, 300):
        moved.views["settled"].slider.value = float(day)
    for place in ("us", "gb", "cn"):
        moved.views["place"].field.value = place
    assert digest(moved) == digest(fresh)
