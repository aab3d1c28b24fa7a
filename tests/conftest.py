"""The broken notebooks among the fixtures are read by the tests, never collected; what the published cases came to."""

from hypothesis import settings

# No test fails for being slow: how long something takes is measured in benchmarks/.
settings.register_profile("due course", deadline=None)
settings.load_profile("due course")

collect_ignore_glob = ["*/fixtures/*"]


def pytest_addoption(parser):
    parser.addoption(
        "--cases",
        action="append",
        default=[],
        metavar="DIR",
        help="a further folder of published cases (*.json) for tests/test_published_cases.py; may be given repeatedly",
    )


def pytest_terminal_summary(terminalreporter):
    from tests.published.cases import table

    reports = {id(r): r for group in terminalreporter.stats.values() for r in group}.values()
    properties = [p for r in reports if getattr(r, "when", "") == "call" for p in r.user_properties]
    results = [tuple(value) for name, value in properties if name == "published case"]
    if results:
        terminalreporter.section("published cases")
        for line in table(results):
            terminalreporter.write_line(line)
