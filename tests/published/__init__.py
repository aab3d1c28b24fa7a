"""Published cases with known answers, and the adapters that ask `credit` for the same figures."""


class NotSupported(Exception):
    """The case needs something that `credit` does not do; the message says what."""
