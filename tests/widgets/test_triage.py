"""Cards to sort: every set is whole, every answer gets its reason and its check, and the score counts what is right."""

import copy

import pytest

from widgets import sorting
from widgets.language import LANGUAGES, language
from widgets.sorting import Cards, Sorted
from widgets.triage import Triage

NAMES = sorting.names()
EACH = pytest.mark.parametrize("name", NAMES)
TRAYS = pytest.mark.parametrize("name", [name for name in NAMES if sorting.read(name).trays])
BOTH = pytest.mark.parametrize("code", LANGUAGES)


@EACH
def test_every_set_is_whole_in_both_languages(name):
    assert sorting.problems(sorting.read(name)) == []


@pytest.mark.parametrize(
    "change, problem",
    [
        (lambda d: d.pop("check"), "app_notice has a check, and the head has no words for it"),
        (lambda d: d.update(colour=1), "the head has an unknown colour"),
        (lambda d: d["cards"][0]["text"].pop("zh"), "text of app_notice is not said in en and zh"),
        (lambda d: d["cards"][0].pop("reason"), "app_notice lacks reason"),
        (lambda d: d["cards"][0].update(tray="bin"), "app_notice belongs into bin, which is no tray"),
        (lambda d: d["cards"][1].update(id="app_notice"), "the id app_notice stands twice"),
        (lambda d: d["cards"][0].update(rules=["no_such_rule"]), "names the rule no_such_rule, which is not held"),
        (lambda d: d["trays"].update(more={"en": "More", "zh": "更多"}), "no card belongs into more"),
        (lambda d: d.update(trays={"real": d["trays"]["real"]}), "sorting needs at least 2 trays"),
        (lambda d: d.update(ask=[]), "the head needs trays or ask, one of them"),
        (lambda d: d["cards"][0].pop("text") and d["cards"][0].pop("rules", 0), "app_notice lacks text, or a rule"),
    ],
)
def test_a_broken_set_is_found(change, problem):
    data = copy.deepcopy(sorting.read("messages").data)
    change(data)
    assert any(problem in found for found in sorting.problems(Cards("broken", data)))


def test_the_twelve_messages_lie_four_by_four_and_each_says_what_to_check():
    cards = sorting.read("messages").cards
    homes = [card["tray"] for card in cards]
    assert len(cards) == 12 and {home: homes.count(home) for home in homes} == {"real": 4, "fake": 4, "verify": 4}
    assert all("check" in card for card in cards)


def test_a_card_lies_where_it_was_put_and_the_score_counts_the_right_ones():
    done = Sorted(sorting.read("messages"))
    for n, card in enumerate(done.cards.cards):
        assert done.place(n, "verify") == (card["tray"] == "verify")
    assert done.done and done.score == 4 and len(done.within("verify")) == 12
    with pytest.raises(ValueError, match="was put already"):
        done.place(0, "real")
    with pytest.raises(ValueError, match="no tray"):
        Sorted(done.cards).place(0, "bin")
    with pytest.raises(ValueError, match="no card 12"):
        Sorted(done.cards).place(12, "real")
    with pytest.raises(ValueError, match="no cards"):
        sorting.read("nothing")


@BOTH
@TRAYS
def test_every_answer_to_every_card_gets_a_verdict_a_reason_and_a_check(name, code):
    t = language(code)
    for tray in sorting.read(name).trays:
        game = Triage(name, code)
        for n, card in enumerate(game.cards.cards):
            assert game.reply.value == ""
            game.buttons[tray].click()
            assert ("dc-right" in game.reply.value) == (card["tray"] == tray)
            for key in ("reason", "check"):
                if key in card:
                    assert " ".join(t.of(card[key]).split())[:12] in game.reply.value.replace("&#x27;", "'")
            assert not any(button.disabled for button in game.buttons.values())  # the keyboard's focus stays
            for button in game.buttons.values():
                button.click()  # a card that lies stays
            assert game.sorted.put[n] == (tray,) and list(game.sorted.put) == list(range(n + 1))
            game.next.click()
        assert game.sorted.done and str(game.sorted.score) in game.count.value and "{" not in game.trays.value


def test_one_may_go_back_change_the_language_and_begin_again():
    game = Triage("messages", "en")
    game.back.click()
    assert game.here == len(game.cards) - 1
    game.next.click()
    game.buttons["fake"].click()
    game.next.click()
    game.back.click()
    assert "It belongs to: Real." in game.reply.value and "belongs to: Real" in game.trays.value
    game.switch.value = "zh"
    assert game.buttons["fake"].description == "假的" and "应当归到：真的" in game.reply.value
    game.again.click()
    assert game.sorted.put == {} and game.reply.value == "" and game.here == 0


def test_a_reader_without_a_kernel_gets_the_cards_and_no_answers():
    bundle = Triage("messages", "zh")._repr_mimebundle_()
    assert "第 33 天" in bundle["text/html"] and "怎么核实" not in bundle["text/html"] + bundle["text/plain"]


@BOTH
def test_the_offers_are_judged_by_their_signs(code):
    game = Triage("offers", code)
    assert not game.buttons and len(game.boxes) == 8
    for n, card in enumerate(game.cards.cards):
        assert game.here == n and not any(box.value for box in game.boxes.values()) and not game.reply.value
        for sign in card["signs"]:
            game.boxes[sign].value = True
        game.check.click()
        assert "dc-right" in game.reply.value and " ".join(game.t.of(card["reason"]).split())[:9] in game.reply.value
        game.boxes["nobody"].value = not game.boxes["nobody"].value
        assert [key for key, box in game.boxes.items() if box.value] == [k for k in game.boxes if k in card["signs"]]
        game.next.click()
    assert game.sorted.done and game.sorted.score == 8 and sum(not card["signs"] for card in game.cards.cards) == 2


def test_a_sign_that_is_not_there_and_one_that_was_missed_are_both_named():
    game = Triage("offers", "en")
    game.boxes["hand_over"].value = game.boxes["promise"].value = True
    game.check.click()
    for words in (
        "Not quite.",
        "Seen: promises a result.",
        "Also there: wants money first;",
        "Not in this offer: wants your SIM",
    ):
        assert words in game.reply.value
    assert "signs seen: 1 of 4, ticked where there was none: 1" in game.count.value


def test_cards_with_more_than_one_question_are_not_shown_one_by_one():
    with pytest.raises(ValueError, match="more than one question"):
        Triage("duties")


def test_the_reply_is_announced():
    assert "dc-live" in Triage("messages", "en").reply._dom_classes
