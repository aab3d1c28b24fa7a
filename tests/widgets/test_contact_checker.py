"""The aha of lesson 7: the same week under other rules; what is not written down cannot be counted."""

from pathlib import Path

import pytest

from credit.contact_log import parse
from credit.findings import BREACH, CANNOT_TELL, NOT_BOUND, WITHIN
from credit.packs import PACKS
from tests.widgets.drive import digest
from widgets import contact_words as say
from widgets.contact_checker import EMPTY, OWN, WEEKS, ContactChecker, log_of, read_log
from widgets.contact_log_table import cells, written
from widgets.contact_words import CHECK_FIRST
from widgets.language import LANGUAGES, language
from widgets.week_picture import clear_of_bars

ROOT = Path(__file__).parent.parent.parent
PREPARED = [week for week in WEEKS if week != OWN]
BOTH = pytest.mark.parametrize("code", LANGUAGES)


def at(**settings):
    return ContactChecker("en", guessed=True, **settings).result


def broken(**settings):
    found = at(**settings)
    return {pack: len(found.rules_of(pack)) for pack in PACKS if found.rules_of(pack)}


def test_the_week_from_memory_breaks_one_rule_of_the_standard_and_most_of_it_cannot_be_told():
    week = at(week="case_d_memory", pack="cn_standard")
    assert (week.broken, week.doubtful, week.strangers, week.within, week.rules_broken) == (2, 12, 2, 0, 1)
    assert week.completeness == 2140


def test_written_down_the_same_week_breaks_two_rules_in_one_pack_and_three_in_others():
    assert broken(week="case_d_memory") == {"cn_standard": 1, "cn_bank_guide": 1, "us_reg_f": 2}
    assert broken(week="case_d_written") == {
        "cn_law": 1, "cn_standard": 2, "cn_bank_guide": 3, "us_reg_f": 3, "gb_conc": 1, "eu": 1,
    }  # fmt: skip
    assert at(week="case_d_written").completeness == 10_000


def test_the_full_week_says_nothing_that_the_week_from_memory_contradicts():
    memory, full = log_of("case_d_memory", ""), log_of("case_d_written", "")
    assert memory == parse((ROOT / "tests" / "credit" / "case_d_week.csv").read_text("utf-8"))
    days = lambda log: [(c.date, c.channel, c.caller) for c in log]
    assert sorted(days(memory)) == sorted(days(full))
    for day in {c.date for c in memory}:
        one, two = ([c for c in log if c.date == day] for log in (memory, full))
        assert {c.time for c in one if c.time} <= {c.time for c in two}
        assert sum(c.connected is True for c in one) == sum(c.connected is True for c in two)
    assert len({c.from_number for c in full if c.date.day == 13}) == 4


def test_the_american_rules_do_not_bind_the_lender_itself():
    assert at(week="case_d_written", pack="us_reg_f", caller="lender").rules_broken == 0
    assert at(week="case_d_written", pack="us_reg_f", caller="agency").rules_broken == 3
    assert NOT_BOUND in at(week="case_d_written", pack="us_reg_f", caller="lender").verdicts


def test_late_hours_that_were_agreed_to_leave_only_the_ward_desk():
    assert at(week="case_d_written", pack="cn_standard", late="yes").rules_of("cn_standard") == ("gbt_45251",)


def test_the_own_number_settles_whose_tries_they_were_but_not_whether_they_were_answered():
    open_, own = (at(pack="cn_bank_guide", own_number=choice) for choice in ("open", "own"))
    missing = lambda o: {m for f in o.found["cn_bank_guide"] if f.rule == "cba_calls" for m in f.missing}
    assert missing(open_) == {"connected", "to_number"} and missing(own) == {"connected"}


def test_a_visit_within_one_alone_one_at_night_and_one_that_came_in():
    assert at(week="visits", pack="cn_bank_guide").verdicts == (WITHIN, BREACH, BREACH, BREACH)
    assert at(week="visits", pack="cn_law").verdicts == (WITHIN, WITHIN, WITHIN, BREACH)


def test_the_false_text_and_the_real_one_are_both_to_be_checked_first():
    verdicts = at(week="case_e", pack="cn_standard").verdicts
    assert verdicts == (WITHIN, WITHIN, CHECK_FIRST, CHECK_FIRST, WITHIN)


def test_an_ordinary_week_with_two_calls_on_a_day_is_within_every_pack():
    assert broken(week="calm") == {}


@pytest.mark.parametrize("week", PREPARED)
@pytest.mark.parametrize("pack", PACKS)
def test_the_counts_of_the_picture_are_those_of_the_dots(week, pack):
    found = at(week=week, pack=pack)
    assert (
        found.broken + found.doubtful + found.strangers + found.within + found.outside
        == len(found.log)
        == len(found.verdicts)
    )
    assert (found.broken > 0) == (found.rules_broken > 0)
    assert all(low <= high for low, high in found.counts)


@BOTH
@pytest.mark.parametrize("week", PREPARED)
def test_a_log_survives_the_table_in_both_languages(week, code):
    log = log_of(week, "")
    again = parse(written([cells(c) for c in log], language(code)), say.vocabulary())
    assert again == log


def test_no_word_of_the_pick_lists_means_two_things():
    for code in LANGUAGES:
        t, seen = language(code), {}
        pairs = [(label, name) for name, label in say.COLUMNS.items()]
        pairs += [(label, key) for options in say.OPTIONS.values() for key, label in options.items()]
        for label, key in pairs:
            assert seen.setdefault(t(label).lower(), key) == key, t(label)
            assert code == "en" or " " not in t(label)


@BOTH
def test_a_table_that_cannot_be_read_is_answered_cell_by_cell_and_nothing_is_lost(code):
    simulator = ContactChecker(code, guessed=True, week=OWN)
    panel = simulator.panel
    before = digest(panel)
    panel.views["log"].field.value = "date,time,channel,people\n2026-10-12,25:00,pigeon,none\n"
    error = panel.views["log"].error.value
    for cell in ("25:00", "pigeon", "none"):
        assert f"“{cell}”" in error
    if code == "zh":
        assert "a time from" not in error and "one of" not in error
    assert simulator.values["log"] == EMPTY and digest(panel) == before
    panel.views["log"].field.value = "colour\nred\n"
    assert "“colour”" in panel.views["log"].error.value


def test_a_pasted_table_is_judged():
    text = "日期,时间,方式,接通\n2026-10-12,23:30,电话,是\n"
    own = at(week=OWN, log=text)
    assert (own.broken, own.rules_of("cn_standard")) == (1, ("gbt_hours",))


@BOTH
def test_a_log_of_ones_own_opens_in_the_learners_language_and_follows_the_switch(code):
    simulator = ContactChecker(code, guessed=True, week=OWN)
    panel, t = simulator.panel, language(code)
    box = panel.views["log"].field
    heading, row = box.value.splitlines()
    labels = {t(label) for label in say.COLUMNS.values()}
    assert set(heading.split(",")) <= labels and t(say.COLUMNS["date"]) in heading
    assert parse(box.value, say.vocabulary()) == log_of(OWN, EMPTY)
    if code == "zh":
        assert not any(letter.isascii() and letter.isalpha() for letter in box.value)
    other = {"en": "zh", "zh": "en"}[code]
    panel.switch.value = other
    assert language(other)(say.COLUMNS["date"]) in box.value and simulator.values["log"] == EMPTY
    typed = "日期,方式\n2026-10-12,电话\n"
    box.value = typed
    panel.switch.value = code
    assert box.value == typed == simulator.values["log"]


@BOTH
def test_the_headings_and_the_words_that_may_stand_under_them_are_named_below_the_box(code):
    t = language(code)
    hint = ContactChecker(code, guessed=True, week=OWN).panel.views["log"].hint.value
    for label in (*say.COLUMNS.values(), *(label for options in say.OPTIONS.values() for label in options.values())):
        assert t(label) in hint
    assert hint.count(t("{heading} (needed)", heading="")) == 2


def test_words_that_people_write_are_understood_and_none_means_two_things():
    for column, meanings in say.natural_words().items():
        if column == "not known":
            continue
        known = {"heading": say.COLUMNS, "people": dict.fromkeys("12345", "1"), **say.OPTIONS}[column]
        assert set(meanings) <= set(known), column
        labels = {t(label).lower(): key for t in map(language, LANGUAGES) for key, label in known.items()}
        seen = {}
        for key, words in meanings.items():
            for word in (*words["en"], *words["zh"]):
                assert word == word.lower().strip() and seen.setdefault(word, key) == key, (column, word)
                assert labels.get(word, key) == key and (word == key or word not in known), (column, word)


@pytest.mark.parametrize(
    "text",
    [
        "哪天,几点,联系方式,谁打的,接没接,谁接的,说了什么,证据\n2026-10-12,22点40,打电话,银行,接了,我,催款、骂人,截屏\n",
        "When\tHour\tWay\tFrom\tPicked up\tTo whom\tWhat was said\tEvidence\n"
        "12 October 2026\t10:40 pm\tphone call\tthe bank\tyes\tmyself\ttold me to pay, swore at me\tscreenshots\n",
    ],
)
def test_a_table_in_everyday_words_is_the_one_in_the_words_of_the_panel(text):
    plain = "date,time,channel,caller,connected,reached,said,proof\n"
    plain += "2026-10-12,22:40,call,lender,yes,borrower,asked_to_pay insult,screenshot\n"
    assert parse(text, say.vocabulary()) == parse(plain)


@pytest.mark.parametrize("cell", ["不清楚", "Don't know", "?"])
def test_what_is_not_known_may_be_said_in_words(cell):
    (found,) = parse(f"date,channel,time,connected,reached\n2026-10-12,call,{cell},{cell},{cell}\n", say.vocabulary())
    assert (found.time, found.connected, found.reached) == (None, None, None)


def test_an_empty_log_has_a_sentence_and_a_picture():
    simulator = ContactChecker("en", guessed=True, week=OWN, log="date,channel\n")
    assert "empty" in simulator.panel.words.value and not simulator.panel.error


@BOTH
def test_changing_a_cell_makes_the_log_the_learners_own_and_judges_it_again(code):
    simulator = ContactChecker(code, guessed=True, week="case_d_written", pack="cn_standard", entry=12)
    panel, editor = simulator.panel, simulator.editor
    rows = [dict(row) for row in editor.rows]
    assert rows[11]["time"] == "22:40" and editor.marks[11]["verdict"] == BREACH
    rows[11]["time"] = "21:40"
    editor.rows = rows
    assert simulator.values["week"] == OWN and simulator.result.broken == 2
    assert editor.rows[11]["time"] == "21:40" and editor.marks[11]["verdict"] == WITHIN
    assert panel.views["week"].field.value == OWN and panel.error is None
    again = eval(panel.assist.settings.partition("; ")[2], {"ContactChecker": ContactChecker})
    assert again.values == simulator.values


def test_a_row_is_added_taken_away_and_chosen():
    simulator = ContactChecker("en", guessed=True, week="calm")
    assert simulator.panel.error is None
    editor, count = simulator.editor, len(simulator.result.log)
    editor._handle_custom_msg({"add": True}, [])
    assert len(simulator.result.log) == count + 1 and simulator.values["entry"] == count + 1
    assert simulator.result.verdicts[-1] == CANNOT_TELL
    editor.rows = editor.rows[1:]
    assert len(simulator.result.log) == count and simulator.values["entry"] <= count
    editor.chosen = 2
    assert simulator.values["entry"] == 2 and simulator.panel.views["entry"].field.value == "2"


def test_a_cell_without_a_date_is_answered_below_the_table_and_the_log_stays():
    simulator = ContactChecker("zh", guessed=True, week="calm")
    assert simulator.panel.error is None
    rows = [dict(row) for row in simulator.editor.rows]
    rows[0]["date"] = ""
    simulator.editor.rows = rows
    assert "日期" in simulator.wrong.value and simulator.values["week"] == "calm"
    simulator.panel.set("entry", 2)
    assert "日期" in simulator.wrong.value and simulator.editor.rows == rows  # another control takes nothing away
    simulator.panel.back.click()
    assert not simulator.wrong.value and simulator.editor.rows[0]["date"]


def test_the_packs_stand_side_by_side_with_force_and_date():
    simulator = ContactChecker("en", guessed=True, week="case_d_written", pack="cn_bank_guide")
    panel = simulator.panel
    assert panel.error is None
    for words in ("since 28 February 2025", "voluntary standard", "since 30 January 2026", "industry self-regulation"):
        assert words in simulator.sides.value
    for words in ("since 30 January 2026", "checked on 22 November 2026", "counted 7, limit 6 (Tue)"):
        assert words in simulator.findings.value


@pytest.mark.parametrize("room", [0.7, 1.5])  # at desk and phone width
def test_the_words_of_the_limit_stand_clear_of_the_bars_above_it(room):
    week = at(week="case_d_written", pack="us_reg_f", caller="agency")
    limit = week.limit.most
    right, y = clear_of_bars(week.counts, limit, room)
    under = [most for n, (_, most) in enumerate(week.counts) if right - room < n + 0.78 and n + 0.22 < right]
    assert y == max(limit, *under) and right - room >= 0 and (y == limit) == (room < 1)
    assert clear_of_bars(at(week="calm").counts, 3, room) == (6.95, 3)
    assert clear_of_bars([(9, 9)] * 7, 3, room) == (6.95, 9)


def test_stepping_through_the_contacts_paints_again_only_what_moved():
    simulator = ContactChecker("en", guessed=True, week="case_d_written")
    slider = simulator.panel.views["entry"].slider
    slider.value = 2.0
    full = simulator.panel.stage.full_drawings
    for n in range(3, 17):
        slider.value = float(n)
    assert simulator.panel.stage.full_drawings == full


def test_a_picture_after_many_moves_is_the_picture_drawn_afresh():
    fresh = ContactChecker("en", guessed=True, week="visits", pack="cn_bank_guide", entry=3).panel
    moved = ContactChecker("en", guessed=True, week="case_d_memory").panel
    for name, value in (
        ("week", "case_d_written"),
        ("pack", "us_reg_f"),
        ("week", "visits"),
        ("pack", "cn_bank_guide"),
    ):
        moved.views[name].field.value = value
    moved.views["entry"].slider.value = 3.0
    assert digest(moved) == digest(fresh)


@BOTH
@pytest.mark.parametrize("text", ["", "date,time\n2026-11-16,10:05\n"])
def test_a_table_without_the_columns_that_are_needed_is_told_so_without_empty_brackets(code, text):
    with pytest.raises(ValueError) as refusal:
        read_log(text, language(code))
    assert language(code)(say.COLUMNS["date"]) in str(refusal.value)
    assert "()" not in str(refusal.value) and "（）" not in str(refusal.value)


def test_where_no_rule_is_held_no_contact_is_called_within():
    simulator = ContactChecker("en", guessed=True, week="case_d_written", pack="tw")
    words = " ".join(simulator.sentence(simulator.result, simulator.t))
    assert simulator.result.within == 0 and simulator.result.outside == 14
    assert "nothing is judged" in words and "within these rules" not in words
    assert at(week="case_d_written", pack="us_reg_f", caller="lender").outside > 0
