"""Letters: whole in both languages, filled in on the page, kept as files that open again, claiming no more than law."""

import base64
import io
import re
from dataclasses import replace

import ipywidgets as w
import pytest
from docx import Document

from credit import rules
from widgets import lesson_data
from widgets.language import LANGUAGES, language
from widgets.letters import BLANK, Letters, all_letters

EACH = pytest.mark.parametrize("letter", all_letters().values(), ids=lambda one: one.id)
BOTH = pytest.mark.parametrize("code", LANGUAGES)

# What a letter may claim, and the rules of which it then needs one: in force, and for a word like "law" binding.
CLAIMS = [
    (r"\bowes? nothing|\bliable|\bguarantor", r"不欠|替.{0,4}还|担保人", {"family_not_liable"}),
    (r"not want to be contacted", r"不要再联系", {"gbt_45251", "cba_third_party"}),
    (r"withdraw", r"撤回", {"pipl_consent"}),
    (r"delet", r"删除", {"pipl_rights"}),
    (r"\breasons?\b", r"理由", {"pipl_rights"}),
    (r"by those to whom you gave it", r"一并删除", {"pipl_share_separate"}),
    (r"loan does not need them", r"不需要这些信息", {"app_necessary_data_2021"}),
    (r"could not agree for you", r"不能替你同意", {"pipl_contacts"}),
    (r"contact only me|only me\b", r"只联系本人|只.{0,3}联系本人", {"ml_collect_art37", "pipl_minimum"}),
    (r"financial administration", r"地方金融管理机构", {"help_local_finance"}),
]
# What no letter says: threats, promises, and whatever only a court or the police decides.
NEVER = {
    "en": r"\b(sue|court|police|crime|criminal|jail|prison|compensat\w*|damages|fine|expose|media|publish|illegal|"
    r"unlawful|must|immediately|otherwise|or else|guaranteed|promise|certainly|cancel\w*|warn\w*)\b",
    "zh": r"起诉|法院|报警|警方|犯罪|坐牢|赔偿|罚款|曝光|媒体|违法|必须|立即|否则|保证|一定会|取消|警告|后果自负|严惩",
}


def beyond_its_rules(letter) -> list[str]:
    """What does the letter claim, promise or threaten that none of its rules carries?"""
    held = rules.load("cn")
    on = lesson_data.front_matter(letter.lesson, "en")["date"]
    carried = {one for one in letter.rules if one in held and isinstance(held[one].state(on), rules.Value)}
    found = [f"{one} is not in force" for one in letter.rules if one not in carried]
    for code in LANGUAGES:
        text = letter.body[code]
        found += [f"{code}: says {word!r}" for word in re.findall(NEVER[code], text, re.IGNORECASE)]
        for english, chinese, needs in CLAIMS:
            if re.search({"en": english, "zh": chinese}[code], text) and not needs & carried:
                found.append(f"{code}: {english} needs one of {sorted(needs)}")
        if re.search({"en": r"\blaw\b|\bright to\b", "zh": "法律|依法|有权"}[code], text):
            found += [] if any(held[one].force == "law" for one in carried) else [f"{code}: speaks of law"]
        figures = set(re.findall(r"\d+", re.sub(r"^\d+\. ", "", text, flags=re.MULTILINE)))
        found += [f"{code}: the figure {n} stands in no field" for n in figures]
    return found


@EACH
def test_both_languages_are_whole_and_name_the_same_fields(letter):
    for texts in (letter.title, letter.does, letter.does_not, letter.body):
        assert set(texts) == set(LANGUAGES) and all(one.strip() for one in texts.values())
    named = {code: sorted(re.findall(r"\{(\w+)\}", letter.body[code])) for code in LANGUAGES}
    assert named["en"] == named["zh"]
    assert set(named["en"]) == {field.name for field in letter.fields}
    for field in letter.fields:
        for texts in (field.label, field.start or field.label):
            assert set(texts) == set(LANGUAGES) and all(texts.values())
    assert letter.body["en"].strip().count("\n\n") == letter.body["zh"].strip().count("\n\n")


@EACH
def test_no_letter_promises_or_threatens_more_than_its_rules(letter):
    assert beyond_its_rules(letter) == []


def test_an_offer_in_an_answer_to_a_claim_gives_up_no_defence():
    body = all_letters()["answer_to_claim"].body
    assert "As far as the claim stands" in body["en"] and "gives up nothing" in body["en"]
    assert "请求成立的部分" in body["zh"] and "不表示放弃" in body["zh"]


def test_a_letter_that_goes_too_far_is_found():
    letter = all_letters()["withdraw_consent"]
    for code, words in (("en", "We will sue you. "), ("zh", "否则将起诉。"), ("en", "Pay 500 yuan. ")):
        assert beyond_its_rules(replace(letter, body={**letter.body, code: words + letter.body[code]}))
    assert beyond_its_rules(replace(letter, rules=("pipl_consent",)))
    assert beyond_its_rules(replace(letter, rules=(*letter.rules, "no_such_rule")))


@EACH
@BOTH
def test_the_word_file_opens_again_and_holds_the_letter_and_nobody_s_name(letter, code):
    t = language(code)
    document = Document(io.BytesIO(letter.docx(t)))
    assert [p.text for p in document.paragraphs] == letter.filled(t)
    assert document.core_properties.title == letter.title[code]
    assert not document.core_properties.author and not document.core_properties.comments


@EACH
@BOTH
def test_the_page_says_its_language_and_the_letter(letter, code):
    page = letter.html(language(code), {letter.fields[0].name: "<b>&"})
    assert f'lang="{code}"' in page and "&lt;b&gt;&amp;" in page and "<b>" not in page


@BOTH
def test_a_gap_that_holds_a_sentence_shows_all_of_it_and_what_is_typed_stays_one_paragraph(code):
    sheet = Letters(code, "ask_for_a_plan")
    assert isinstance(sheet.fields["happened"], w.Textarea) and isinstance(sheet.fields["months"], w.Text)
    before = len(sheet.text().split("\n\n"))
    sheet.fields["happened"].value = "one\n\ntwo"
    assert "one two" in sheet.text() and len(sheet.text().split("\n\n")) == before


@BOTH
def test_the_app_and_the_lender_are_two_names(code):
    """A letter to a relative names the app; the letter to the company that the contract names keeps that company."""
    sheet = Letters(code, "to_aunt", "stop_contacting_others")
    sheet.fields["app"].value = "Xyz"
    sheet.choice.value = 1
    assert "Xyz" not in sheet.text()
    assert sheet.fields["lender"].value == Letters(code, "withdraw_consent").fields["lender"].value


@BOTH
def test_typing_into_a_field_changes_sheet_copy_and_files(code):
    sheet = Letters(code, "to_aunt", "to_manager", "to_colleague")
    sheet.fields["me"].value = "Lin & 林"
    assert "Lin &amp; 林" in sheet.sheet.value and "Lin & 林" in sheet.assist.settings
    files = dict(re.findall(r'download="([\w.]+)" href="data:[^,]*,([^"]*)"', sheet.links.value))
    assert set(files) == {"to_aunt.docx", "to_aunt.html"}
    saved = Document(io.BytesIO(base64.b64decode(files["to_aunt.docx"])))
    assert "\n\n".join(p.text for p in saved.paragraphs) == sheet.text()
    assert "Lin &amp; 林" in base64.b64decode(files["to_aunt.html"]).decode()
    sheet.choice.value = 2
    assert sheet.letter.id == "to_colleague" and sheet.fields["me"].value == "Lin & 林"
    assert "to_colleague.docx" in sheet.links.value and set(sheet.fields) == {"app", "colleague", "me"}


def test_an_empty_field_is_a_line_to_write_on():
    sheet = Letters("en", "withdraw_consent", contract="A-17")
    assert "contract A-17" in sheet.text() and f"My own number is {BLANK}" in sheet.text()
    sheet.fields["contract"].value = "  "
    assert f"under contract {BLANK}" in sheet.text()


def test_copying_is_confirmed_and_a_refusal_explained():
    sheet = Letters("en", "to_aunt")
    sheet.assist.copied += 1
    assert sheet.copied.value == "Copied."
    sheet.assist.copied = -1
    assert "by hand" in sheet.copied.value


def test_a_chooser_stands_only_where_there_is_a_choice():
    assert Letters("en", "to_aunt").view.children[0].layout.display == "none"
    assert Letters("en", "to_aunt", "to_manager").view.children[0].layout.display is None


@BOTH
def test_a_reader_without_a_kernel_gets_every_letter(code):
    bundle = Letters(code, "to_aunt", "to_manager")._repr_mimebundle_()
    for name in ("to_aunt", "to_manager"):
        assert (
            all_letters()[name].title[code] in bundle["text/html"]
            and all_letters()[name].title[code] in bundle["text/plain"]
        )


def test_wrong_names_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match='There is no letter "to_nobody"; choose from'):
        Letters("en", "to_nobody")
    with pytest.raises(ValueError, match='has a field "amount"; they have'):
        Letters("en", "to_aunt", amount="5")
    with pytest.raises(ValueError, match='"to_aunt" has no field "x"'):
        all_letters()["to_aunt"].filled(language("en"), {"x": "1"})


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_example_s_words_can_be_taken_out_at_one_press(code):
    letters = Letters(code, "ask_for_a_plan")
    assert any(letters.values.values()) and BLANK not in letters.fields
    letters.empty.click()
    assert not any(letters.values.values()) and letters.text().count(BLANK) >= len(letters.fields)
