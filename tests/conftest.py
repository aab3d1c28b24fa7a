"""The broken notebooks among the fixtures are read by the tests, never collected."""

collect_ignore_glob = ["*/fixtures/*"]
