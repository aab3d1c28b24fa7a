"""The complaint builder: whose turn it is, what the letter lacks, and a draft that claims no more than its rule."""

import base64
import io
import re

import pytest
from docx import Document

from credit.complaint_file import PARTS, PROBLEMS, PROOF
from tests.widgets.test_letters import NEVER
from widgets.complaint_builder import LENDERS, ComplaintBuilder
from widgets.complaint_draft import letter_of
from widgets.language import LANGUAGES, language

BOTH = pytest.mark.parametrize("code", LANGUAGES)
WHOLE = {"parts": ",".join(PARTS)}


def at(code="en", **settings):
    return ComplaintBuilder(code, guessed=True, **settings)


def turn(**settings):
    return at(**settings).result.next


def test_the_turns_of_the_lesson_are_those_of_the_simulator():
    assert at(waited=3).result.stand.waiting and turn(waited=3) == "lender"
    assert turn(waited=20) == "local"
    assert turn(waited=20, problem="record") == "bureau" and turn(waited=21, problem="record") == "central_bank"
    assert turn(problem="fraud") == "police" and turn(threatened="yes") == "police"
    assert turn(waited=20, lender="bank") == "regulator" and turn(waited=15, lender="bank") == "lender"


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_letter_with_everything_is_whole_and_each_thing_taken_away_is_named(problem):
    settings = {"problem": problem, "proof": ",".join(PROOF[problem]), **WHOLE}
    settings["recipient"] = turn(**settings)
    whole = at(**settings).result
    assert not whole.lacks and whole.share == 10_000
    for name in PARTS:
        less = at(**{**settings, "parts": ",".join(p for p in PARTS if p != name)}).result
        assert less.lacks == (name,)
    for name in PROOF[problem]:
        less = at(**{**settings, "proof": ",".join(p for p in PROOF[problem] if p != name)}).result
        assert less.lacks == (name,)
    assert at(**{**settings, "recipient": "online"}).result.lacks == ("recipient",)


def test_nine_things_in_the_lesson_s_letter():
    assert (at(waited=3).result.there, at(waited=3).result.needed) == (3, 9)


@pytest.mark.parametrize("place", ["cn", "us", "gb", "eu", "tw"])
@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("lender", LENDERS)
def test_the_draft_is_whole_in_both_languages_and_neither_threatens_nor_promises(place, problem, lender):
    for recipient in ("lender", "regulator"):
        o = at(place=place, problem=problem, lender=lender, recipient=recipient, **WHOLE).result
        letter = letter_of(o.draft)
        named = {code: sorted(re.findall(r"\{(\w+)\}", letter.body[code])) for code in LANGUAGES}
        assert named["en"] == named["zh"] and set(named["en"]) == {field.name for field in letter.fields}
        for code in LANGUAGES:
            assert not re.findall(NEVER[code], letter.body[code], re.IGNORECASE)
            assert not re.search(r"\d", letter.body[code])
            assert "{" not in "\n".join(letter.filled(language(code)))
        assert o.draft.rule is None or "rule" in named["en"]


@BOTH
def test_each_part_that_is_ticked_stands_in_the_draft_and_leaves_it_again(code):
    simulator = at(code)
    panel = simulator.panel
    short = simulator.sheet.text()
    panel.views["parts"].field.value = ",".join(PARTS)
    long = simulator.sheet.text()
    assert len(long) > len(short) and simulator.sheet.fields["rule"].value in long
    panel.views["parts"].field.value = "facts"
    assert simulator.sheet.text() == short


def test_what_was_typed_stays_and_what_was_left_alone_follows():
    simulator = at(**WHOLE)
    panel, sheet = simulator.panel, simulator.sheet
    sheet.fields["me"].value = "Lin & 林"
    panel.set("problem", "cost")
    assert sheet.fields["me"].value == "Lin & 林" and "26.1%" in sheet.fields["what"].value
    panel.set("lender", "bank")
    assert "personal loans" in sheet.fields["rule"].value


@pytest.mark.parametrize(
    "settings, who",
    [
        ({"recipient": "local"}, "Reed Pond Micro-loan"),
        ({"recipient": "court", "asked": "lender,higher"}, "the local financial administration"),
        ({"recipient": "central_bank", "problem": "record"}, "the credit bureau"),
        ({"recipient": "central_bank", "problem": "record", "asked": "lender,higher"}, "the credit bureau"),
    ],
)
def test_the_letter_names_whoever_had_the_last_one(settings, who):
    simulator = at(waited=30, **settings, **WHOLE)
    assert simulator.panel.error is None
    assert f"I wrote to {who} on 23 October 2026." in simulator.sheet.text()


def test_a_lender_s_own_name_stands_wherever_the_letter_names_the_lender():
    simulator = at(waited=30, recipient="local", **WHOLE)
    assert simulator.panel.error is None
    simulator.sheet.fields["lender"].value = "Quiet Heron"
    assert "I wrote to Quiet Heron on" in simulator.sheet.text() and "Reed Pond" not in simulator.sheet.text()


@BOTH
def test_the_files_are_the_draft(code):
    simulator = at(code, **WHOLE)
    assert simulator.panel.error is None
    files = dict(re.findall(r'download="([\w.]+)" href="data:[^,]*,([^"]*)"', simulator.sheet.links.value))
    saved = Document(io.BytesIO(base64.b64decode(files["complaint.docx"])))
    assert "\n\n".join(p.text for p in saved.paragraphs) == simulator.sheet.text() == simulator.sheet.assist.settings
    assert f'lang="{code}"' in base64.b64decode(files["complaint.html"]).decode()


def test_the_draft_speaks_the_language_of_the_switch():
    simulator = at()
    assert simulator.panel.error is None and simulator.fold.open
    simulator.sheet.fields["contract"].value, simulator.sheet.fields["me"].value = "A-17", "Lin"
    simulator.panel.switch.value = "zh"
    text = simulator.sheet.text()
    assert text.startswith("致：") and "A-17" in text and "Lin" not in text and simulator.panel.error is None


def test_a_place_without_a_channel_says_so():
    simulator = at(place="eu", problem="cost")
    assert simulator.result.next == "nobody"
    assert "holds no channel" in simulator.sentence(simulator.result, simulator.t)[0]


def test_posting_it_is_answered():
    simulator = at(recipient="online")
    assert "settles nothing" in " ".join(simulator.sentence(simulator.result, simulator.t))


@BOTH
def test_every_choice_of_place_and_problem_can_be_drawn(code):
    panel = at(code).panel
    for place in ("cn", "us", "gb", "eu", "tw"):
        panel.set("place", place)
        for problem in PROBLEMS:
            panel.set("problem", problem)
            assert panel.error is None


def test_a_letter_that_was_sent_bears_its_own_day_and_its_own_last_day():
    fresh, sent = at(asked="", recipient="lender", give=15), at(asked="lender", waited=3, recipient="lender", give=15)
    fresh, sent = fresh.result.draft, sent.result.draft
    assert fresh.answer_by - fresh.today == sent.answer_by - sent.today and (fresh.today - sent.today).days == 3
