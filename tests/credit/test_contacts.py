"""The contact log: what each pack of rules says about the same week, what it cannot tell, and how a table is read."""

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.contact_log import CHANNELS, Contact, LogError, missing, needed, parse
from credit.contacts import breaches, check, counts, side_by_side, to_verify
from credit.findings import Circumstances
from credit.packs import PACKS

WEEK = parse((Path(__file__).parent / "case_d_week.csv").read_text("utf-8"))
MONDAY, TUESDAY, WEDNESDAY, FRIDAY = (date(2026, 10, d) for d in (12, 13, 14, 16))


def found(log, pack, rule, circumstances=None):
    return [f for f in check(log, pack, circumstances) if f.rule == rule]


def call(day=MONDAY, connected=True, **more):
    facts = {"channel": "call", "time": time(10, 0), "caller": "agency", "reached": "borrower", "said": {"debt"}}
    return Contact(day, connected=connected, **{**facts, **more, "said": frozenset(more.get("said", facts["said"]))})


class TestCaseD:
    """The week of Sun Li (fictional): 3 connected on Monday, 9 tries on Tuesday, 22:40, 07:15, the ward desk."""

    def test_mondays_three_connected_calls_are_at_the_limit_not_above_it(self):
        (monday,) = [f for f in found(WEEK, "cn_standard", "gbt_calls") if f.first == MONDAY]
        assert (monday.outcome, monday.count, monday.limit) == ("within", (3, 3), 3)

    def test_the_unanswered_limit_cannot_be_tested_without_the_split(self):
        (tuesday,) = [f for f in found(WEEK, "cn_bank_guide", "cba_calls") if f.first == TUESDAY]
        assert (tuesday.outcome, tuesday.count, tuesday.limit) == ("cannot tell", (0, 7), 6)
        assert tuesday.missing == ("connected", "to_number")

    @pytest.mark.parametrize("to_ward, outcome", [(0, "breach"), (1, "within")])
    def test_with_the_split_it_can(self, to_ward, outcome):
        log = [
            Contact(c.date, c.channel, connected=False, to_number="ward" if n < to_ward else "own", caller=c.caller)
            for n, c in enumerate(c for c in WEEK if c.date == TUESDAY and c.connected is None)
        ]
        own = next(f for f in found(log, "cn_bank_guide", "cba_calls") if log[f.contacts[0]].to_number == "own")
        assert (own.outcome, own.count) == (outcome, (7 - to_ward, 7 - to_ward))

    @pytest.mark.parametrize(
        "pack, rule", [("cn_standard", "gbt_hours"), ("cn_bank_guide", "cba_2026"), ("us_reg_f", "us_fdcpa_hours")]
    )
    def test_2240_and_0715_are_in_the_closed_hours_of_three_packs(self, pack, rule):
        days = [(f.first, f.why) for f in found(WEEK, pack, rule) if f.outcome == "breach"]
        assert days == [(TUESDAY, ("22:40",)), (WEDNESDAY, ("07:15",))]

    def test_the_american_count_is_above_seven_in_seven_days_and_calls_follow_conversations(self):
        busiest, after = found(WEEK, "us_reg_f", "us_regf_7in7")
        assert (busiest.outcome, busiest.count, busiest.limit) == ("breach", (13, 14), 7)
        assert (busiest.last - busiest.first).days == 6
        assert (after.outcome, after.why) == ("breach", ("conversation",))

    def test_what_the_ward_desk_was_told_is_not_in_the_log_so_no_pack_can_tell(self):
        for pack, rule in (
            ("cn_standard", "gbt_45251"),
            ("us_reg_f", "us_fdcpa_third_party"),
            ("eu", "eu_gdpr_contacts"),
        ):
            (friday,) = found(WEEK, pack, rule)
            assert (friday.first, friday.outcome, friday.missing) == (FRIDAY, "cannot tell", ("said",))

    def test_the_legal_department_and_the_filed_case_are_to_be_verified_before_anything_is_paid_or_clicked(self):
        assert [WEEK[i].date.day for i in to_verify(WEEK)] == [15, 18]

    def test_the_counts_of_each_day_and_of_seven_days(self):
        rows = counts(WEEK, 7)
        assert [r["calls"] for r in rows] == [3, 9, 1, 1, 1, 0, 0]
        assert [r["connected"] for r in rows] == [3, 2, 0, 1, 1, 0, 0]
        assert rows[-1]["calls_in_window"] == 15 and rows[-1]["messages"] == 1

    def test_each_pack_stands_beside_the_others_and_a_place_without_a_rule_finds_nothing(self):
        both = side_by_side(WEEK)
        assert tuple(both) == tuple(PACKS)
        assert both["tw"] == both["hk"] == ()
        broken = {pack: sorted({f.rule for f in breaches(found)}) for pack, found in both.items()}
        assert broken == {
            "cn_law": [], "cn_standard": ["gbt_hours"], "cn_bank_guide": ["cba_2026"],
            "us_reg_f": ["us_fdcpa_hours", "us_regf_7in7"], "gb_conc": [], "eu": [], "tw": [], "hk": [],
        }  # fmt: skip

    def test_every_finding_names_the_force_and_confidence_of_its_rule(self):
        for f in check(WEEK, "cn_standard"):
            assert (f.reason.force, f.reason.confidence) == ("standard", "verified")
        assert {f.reason.force for f in check(WEEK, "cn_bank_guide")} == {"self-regulation"}


def test_a_fourth_connected_call_is_a_breach_and_one_that_may_have_been_answered_cannot_be_told():
    four = [call() for _ in range(4)]
    (f,) = found(four, "cn_standard", "gbt_calls")
    assert (f.outcome, f.count) == ("breach", (4, 4))
    (f,) = found([*four[:3], call(connected=None)], "cn_standard", "gbt_calls")
    assert (f.outcome, f.count, f.missing) == ("cannot tell", (3, 4), ("connected",))
    (f,) = found([*four[:3], call(connected=False)], "cn_standard", "gbt_calls")
    assert (f.outcome, f.count) == ("within", (3, 3))


@pytest.mark.parametrize("minute, closed", [("21:59", False), ("22:00", True), ("07:59", True), ("08:00", False)])
def test_a_closed_hour_begins_with_its_first_minute_and_ends_before_its_last(minute, closed):
    log = [call(time=time.fromisoformat(minute))]
    assert bool(found(log, "cn_standard", "gbt_hours")) is closed


def test_hours_that_the_borrower_agreed_to_are_open():
    assert not found([call(time=time(23, 0))], "cn_standard", "gbt_hours", Circumstances(late_hours_agreed=True))


@pytest.mark.parametrize("day, rules", [("2025-02-27", 0), ("2025-02-28", 1)])
def test_a_rule_says_nothing_about_a_contact_before_its_first_day(day, rules):
    assert len(found([call(date.fromisoformat(day), time=time(23, 0))], "cn_standard", "gbt_hours")) == rules


def test_the_american_rules_bind_collectors_not_the_lender_and_an_unknown_caller_cannot_be_told():
    for caller, outcome in (("agency", "breach"), ("lender", "not bound"), ("unknown", "cannot tell")):
        log = [call(time=time(23, 0), caller=caller)]
        assert [f.outcome for f in found(log, "us_reg_f", "us_fdcpa_hours")] == [outcome]
        eight = [call(connected=False, caller=caller) for _ in range(8)]
        assert found(eight, "us_reg_f", "us_regf_7in7")[0].outcome == outcome


def test_the_american_limit_counts_each_debt_for_itself():
    eight = [call(connected=False, debt=d) for d in "aaaabbbb"]
    assert [f.outcome for f in found(eight, "us_reg_f", "us_regf_7in7")] == ["within", "within"]
    nine = [*eight, *[call(connected=False) for _ in range(4)]]
    assert [(f.outcome, f.count) for f in found(nine, "us_reg_f", "us_regf_7in7")] == [("cannot tell", (4, 8))] * 2


@pytest.mark.parametrize("day, outcome", [(18, "breach"), (19, None)])
def test_the_day_of_a_conversation_is_the_first_of_the_seven_quiet_days(day, outcome):
    log = [call(), call(date(2026, 10, day), connected=False)]
    after = [f for f in found(log, "us_reg_f", "us_regf_7in7") if f.why == ("conversation",)]
    assert [f.outcome for f in after] == ([outcome] if outcome else [])


def test_a_third_person_who_is_told_of_the_debt_is_a_breach_everywhere_that_has_a_rule():
    log = [call(reached="third", said={"debt"})]
    broken = {p for p, f in side_by_side(log).items() if breaches(f)}
    assert broken == {"cn_law", "cn_standard", "cn_bank_guide", "us_reg_f", "gb_conc", "eu"}


def test_a_spouse_is_a_third_person_in_china_and_not_in_the_united_states():
    log = [call(reached="spouse", said={"debt"})]
    assert breaches(check(log, "cn_standard")) and not breaches(check(log, "us_reg_f"))


@pytest.mark.parametrize("reachable, outcome", [(True, ["breach"]), (False, []), (None, ["cannot tell"])])
def test_a_contact_may_be_asked_for_the_whereabouts_only_when_the_borrower_is_lost(reachable, outcome):
    log = [call(reached="declared", said={"whereabouts"})]
    facts = Circumstances(borrower_reachable=reachable)
    assert [f.outcome for f in found(log, "cn_standard", "gbt_45251", facts)] == outcome


def test_the_second_call_to_find_the_borrower_is_one_too_many_in_the_united_states():
    log = [call(reached="third", said={"whereabouts"}, to_number="aunt") for _ in range(2)]
    (second,) = found(log, "us_reg_f", "us_fdcpa_location_calls")
    assert (second.outcome, second.contacts) == ("breach", (1,))


def test_one_at_the_door_is_too_few_and_how_many_came_must_be_known():
    for people, outcome in ((1, ["breach"]), (2, []), (None, ["cannot tell"])):
        log = [Contact(MONDAY, "visit", time(10, 0), people=people, said=frozenset({"debt"}))]
        assert [f.outcome for f in found(log, "cn_bank_guide", "cba_visit")] == outcome


def test_evidence_is_what_applies_to_the_channel():
    whole = Contact(
        MONDAY, "call", time(9), "agency", "1", None, True, "borrower", frozenset({"debt"}), who="x",
        proof=frozenset({"recording"}),
    )  # fmt: skip
    assert missing(whole) == ()
    assert missing(Contact(MONDAY, "call", connected=False)) == ("time", "from_number", "proof")
    assert "people" in needed(Contact(MONDAY, "visit")) and "connected" not in needed(Contact(MONDAY, "visit"))


def test_every_wrong_cell_is_named_by_line_field_value_and_what_is_allowed_and_nothing_is_loaded():
    text = "date,time,channel,connected\n2026-10-12,25:00,call,yes\n\nMonday,10:00,phone,perhaps\n"
    with pytest.raises(LogError) as refused:
        parse(text)
    assert [(p.line, p.field, p.value) for p in refused.value.problems] == [
        (2, "time", "25:00"), (4, "date", "Monday"), (4, "channel", "phone"), (4, "connected", "perhaps"),
    ]  # fmt: skip
    assert "one of call, robot" in refused.value.problems[2].allowed


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "names the columns"),
        ("time,channel\n10:00,call", '"date" is not there, and it is needed'),
        ("date,channel,colour\n", '"colour" is not one of'),
        ("date,channel\n2026-10-12,call,yes", "within the 2 columns"),
        ("date,channel\n2026-10-12,", 'channel: "" is not filled in'),
    ],
)
def test_a_table_without_its_columns_is_refused(text, words):
    with pytest.raises(LogError, match=words):
        parse(text)


def test_pasted_tables_come_with_tabs_marks_full_width_signs_and_words_of_another_language():
    words = {
        "heading": {"日期": "date", "时间": "time", "方式": "channel", "接通": "connected"},
        "channel": {"电话": "call"}, "connected": {"是": "yes"},
    }  # fmt: skip
    text = "\ufeff日期\t时间\t方式\t接通\r\n2026年10月12日\t22：40\t电话\t是\r\n2026/10/12\t?\tcall\t\r\n"
    first, second = parse(text, words)
    assert (first.time, first.connected) == (None, None)
    assert (second.date, second.time, second.connected, second.line) == (MONDAY, time(22, 40), True, 2)
    assert parse("date，channel\n2026-10-12，call") == (Contact(MONDAY, "call"),)


@pytest.mark.parametrize("cell", ["提到欠款、insult", "insult+提到欠款", "提到欠款 insult", "spoke of it / insult"])
def test_several_words_of_a_cell_are_parted_by_marks_or_spaces_and_a_known_phrase_stays_whole(cell):
    words = {"said": {"提到欠款": "debt", "spoke of it": "debt"}}
    (found,) = parse(f"date\tchannel\tsaid\n2026-10-12\tcall\t{cell}", words)
    assert found.said == {"debt", "insult"}


@pytest.mark.parametrize("said", ["22:40", "22点40分", "22点40", "10:40 pm", "10:40PM", "22.40"])
@pytest.mark.parametrize("day", ["2026-10-12", "2026年10月12日", "12 October 2026", "12 Oct 2026"])
def test_hours_and_days_are_read_as_people_write_them(day, said):
    (found,) = parse(f"date,channel,time\n{day},call,{said}")
    assert (found.date, found.time) == (MONDAY, time(22, 40))


def test_a_quieter_week_whose_callers_are_known_does_not_hide_a_week_that_may_be_over_the_limit():
    log = [call(date(2026, 9, 7), connected=False)] * 3 + [call(MONDAY, connected=False, caller="unknown")] * 9
    (week,) = found(log, "us_reg_f", "us_regf_7in7")
    assert (week.outcome, week.count, week.missing) == ("cannot tell", (0, 9), ("caller",))


contacts = st.builds(
    Contact,
    st.dates(date(2026, 9, 1), date(2026, 9, 10)),
    st.sampled_from(CHANNELS),
    st.none() | st.times(),
    st.sampled_from(["lender", "agency", "unknown"]),
    to_number=st.sampled_from([None, "a", "b"]),
    connected=st.sampled_from([None, True, False]),
    reached=st.sampled_from([None, "borrower", "third"]),
    said=st.frozensets(st.sampled_from(["debt", "insult", "whereabouts"])),
    debt=st.sampled_from([None, "x", "y"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(contacts, max_size=25), st.randoms(use_true_random=False))
def test_filling_in_an_empty_cell_never_undoes_a_breach(log, random):
    """What is certain stays certain: a breach found with cells empty is there whatever the cells turn out to hold."""

    def counted(contacts):
        return {
            (pack, f.rule, f.first, f.last)
            for pack in ("cn_standard", "cn_bank_guide")
            for f in breaches(check(contacts, pack))
            if f.rule in ("gbt_calls", "cba_calls", "gbt_hours")
        }

    filled = [
        Contact(
            c.date, c.channel, c.time or time(random.randrange(24)), c.caller, None, c.to_number or random.choice("ab"),
            random.random() < 0.5 if c.connected is None else c.connected, c.reached or "borrower", c.said, debt=c.debt,
        )
        for c in log
    ]  # fmt: skip
    assert counted(log) <= counted(filled)
