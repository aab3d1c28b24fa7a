"""Every topic has its lesson: the coverage table, held against the front matter of the lessons that are there."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from widgets import lesson_data
from widgets.start import built

TABLE = yaml.safe_load((Path(__file__).parent / "topics.yaml").read_text("utf-8"))
TOPICS_PER_SOURCE = {"S1": 41, "S2": 34, "S3": 31, "S4": 28, "S5": 54}
BUILT = sorted(built())


def covered(numbers) -> set[str]:
    """What these lessons say that they cover, in both languages."""
    heads = [lesson_data.front_matter(built()[n], code)["topics"] for n in numbers for code in ("en", "zh")]
    return {topic for head in heads for topic in head}


def missing() -> set[str]:
    """Topics that no lesson covers yet."""
    return {topic for topics in TABLE.values() for topic in topics} - covered(BUILT)


def unexcused(absent: set[str], built_numbers) -> set[str]:
    """Of the absent topics, those that a lesson which is there should have covered."""
    return {topic for topic in absent for n in built_numbers if topic in TABLE[n]}


def test_the_table_names_every_topic_once_or_more_and_no_other():
    named = {topic for topics in TABLE.values() for topic in topics}
    wanted = {f"{source}.{n}" for source, count in TOPICS_PER_SOURCE.items() for n in range(1, count + 1)}
    assert named == wanted
    assert all(topics and max(Counter(topics).values()) == 1 for topics in TABLE.values())
    assert all(isinstance(topic, str) for topics in TABLE.values() for topic in topics)


def test_every_lesson_that_is_there_stands_in_the_table():
    assert set(BUILT) <= set(TABLE) and BUILT


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("number", BUILT)
def test_a_lesson_names_the_topics_of_the_table(number, code):
    head = lesson_data.front_matter(built()[number], code)["topics"]
    assert set(head) == set(TABLE[number]) and len(head) == len(set(head))


def test_only_topics_of_lessons_not_built_yet_are_missing():
    assert unexcused(missing(), BUILT) == set()
    assert all(any(topic in TABLE[n] for n in TABLE if n not in BUILT) for topic in missing())


def test_a_topic_that_a_built_lesson_dropped_is_found():
    topic = TABLE["04"][0]
    assert unexcused({topic}, ["04"]) == {topic}
    assert unexcused({TABLE["13"][0]}, ["04"]) == set()
