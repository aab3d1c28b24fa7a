"""The aha of lesson 8: one tap decides how many hear of it; being reachable keeps others out; a message takes the shock
away, and no cent of the debt."""

import pytest

from tests.widgets.drive import digest
from widgets.contact_graph import ContactGraph


def at(**settings):
    return ContactGraph("en", guessed=True, **settings).result


def test_one_declared_contact_or_312():
    assert [at(day=d).told for d in (9, 20, 30)] == [3, 168, 312]
    assert [at(day=d, contacts=50).told for d in (9, 20, 30)] == [3, 50, 50]
    assert [at(day=d, contacts=0).told for d in (9, 20, 30)] == [1, 1, 1]


def test_staying_reachable_keeps_the_amber_ring_at_zero_in_the_compliant_world():
    for named in (1, 5):
        assert at(world="compliant", day=30, named=named).reached == 0
        assert at(world="compliant", day=30, named=named, reachable="no", silent=12).asked == named
    assert at(world="compliant", day=30, reachable="no", silent=30).unlawful == 0


def test_a_warning_on_day_1_removes_the_shock_and_not_the_debt():
    silent, warned = at(day=9), at(day=9, warns="yes")
    assert (silent.told, silent.pressure, silent.evidence) == (3, 9, 0)
    assert (warned.told, warned.pressure, warned.evidence) == (3, 0, 3)
    for settings in ({}, {"warns": "yes"}, {"warns": "yes", "complains": "yes"}):
        assert at(day=30, **settings).cost_to_get_current == 288936


def test_a_complaint_on_day_10_that_works_in_5_days_stops_at_78_people():
    assert at(day=30, complains="yes", complaint_day=10, works_after=5).told == 78


@pytest.mark.parametrize("day, charges", [(1, 142), (3, 427), (9, 1281), (30, 4270)])
def test_the_late_charge_of_case_b(day, charges):
    assert at(day=day).charges == charges


def test_the_loan_of_case_b_costs_26_1_nominal_and_29_5_effective():
    simulator = ContactGraph("en", guessed=True)
    facts = simulator.facts(simulator.result, simulator.t)
    assert (facts["instalment"], facts["nominal"], facts["effective"]) == ("¥1,423.33", "26.1%", "29.5%")


def test_the_six_relations_follow_the_day_the_place_and_the_answer():
    simulator = ContactGraph("en", guessed=True, world="compliant", reachable="no", silent=12, day=3)
    panel = simulator.panel
    table = simulator.relations
    assert table.value.count('scope="row"') == 6 and "only to find her" not in table.value
    panel.views["day"].slider.value = 4.0
    assert table.value.count("only to find her") == 3  # husband or wife, emergency contact, manager
    panel.views["reachable"].field.value = "yes"
    assert "only to find her" not in table.value and "while Chen can be reached" in table.value
    panel.views["place"].field.value = "us"
    row = table.value.split("husband or wife, on the form")[1].split("</tr>")[0]
    assert row.startswith("</th><td>yes</td><td>yes</td>")


def test_days_of_a_step_stand_only_where_she_takes_it():
    panel = ContactGraph("en", guessed=True).panel
    for switch, names in (("warns", ["warn_day"]), ("complains", ["complaint_day", "works_after"])):
        assert all(panel.views[name].box.layout.display == "none" for name in names)
        panel.views[switch].field.value = "yes"
        assert all(panel.views[name].box.layout.display is None for name in names)
    panel.views["reachable"].field.value = "no"
    assert panel.views["silent"].box.layout.display is None


def test_a_choice_that_does_not_stand_first_keeps_its_setting_when_the_language_changes():
    simulator = ContactGraph("en", guessed=True, world="grey", warns="no", place="gb")
    panel = simulator.panel
    panel.switch.value = "zh"
    assert (simulator.values["world"], simulator.values["warns"], simulator.values["place"]) == ("grey", "no", "gb")
    assert (panel.views["world"].field.value, panel.views["place"].field.value) == ("grey", "gb")


def test_the_sentence_says_money_first_and_then_people():
    simulator = ContactGraph("en", guessed=True, day=20)
    first, more = simulator.sentence(simulator.result, simulator.t)
    assert "¥1,451.80" in first and "168 told of the debt" in more and "168 of 168" in more
    calm = ContactGraph("en", guessed=True, world="compliant")
    assert "nobody but Chen" in calm.sentence(calm.result, calm.t)[1]


def test_luck_draws_other_people_and_the_same_number():
    one, other = ContactGraph("en", guessed=True, day=20), ContactGraph("en", guessed=True, day=20, seed=8)
    assert one.result.told == other.result.told and digest(one.panel) != digest(other.panel)


def test_the_guess_of_money_is_marked_beside_the_amount():
    for said in ("100", "2889.36"):
        simulator = ContactGraph("en", task=3)
        simulator.panel.guess_box.value = said
        simulator.panel.lock.click()
        assert simulator.panel.error is None and simulator.guess.answer == 288936


def test_a_picture_changed_by_steps_is_the_picture_drawn_afresh():
    moved, fresh = ContactGraph("en", guessed=True, day=9).panel, ContactGraph("en", guessed=True, day=25).panel
    for day in (12, 30, 25):
        moved.views["day"].slider.value = float(day)
    moved.views["warns"].field.value = "yes"
    moved.views["warns"].field.value = "no"
    moved.views["contacts"].slider.value = 20.0
    moved.views["contacts"].slider.value = 312.0
    assert digest(moved) == digest(fresh)
