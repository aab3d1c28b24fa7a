"""Every published case with a known answer, one test each.

    pytest tests/test_published_cases.py [--cases DIR ...]

DIR is a further folder of *.json files in the same format. The counts and the reasons for what is not supported are
printed at the end.
"""

import pytest

from tests.published import cases


def pytest_generate_tests(metafunc):
    if "case" in metafunc.fixturenames:
        every = cases.load(metafunc.config.getoption("--cases"))
        metafunc.parametrize("case", every, ids=[case["id"] for case in every])


@pytest.fixture(scope="module")
def solvers():
    return cases.adapters()


def test_case(case, solvers, record_property):
    try:
        outcome, reason = cases.judge(case, solvers)
    except Exception as error:
        record_property("published case", [case["id"], case["kind"], cases.FAILED, repr(error)])
        raise
    record_property("published case", [case["id"], case["kind"], outcome, reason])
    if outcome == cases.NOT_SUPPORTED:
        pytest.skip(reason)
    assert outcome != cases.FAILED, reason
