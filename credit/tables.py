"""Which rows does this table hold, and which cells cannot be read?

Nothing is raised for a bad cell: each becomes a `Problem` with its table, line, column, value and what is allowed, so
that a reader can name them all at once and then refuse the whole.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

from credit.cells import Unreadable, plain, unguard

REQUIRED = object()


@dataclass(frozen=True)
class Column:
    """What stands in this column? `read` makes the value of a cell, `default` is for an empty one."""

    name: str
    read: Callable
    default: object = REQUIRED


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where? `line` of a CSV file, or number of the entry in JSON; 0 for the whole table."""

    table: str
    line: int
    field: str
    value: str
    allowed: str

    def __str__(self):
        where = ", ".join([self.table, *([f"line {self.line}"] if self.line else []), *filter(None, [self.field])])
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
        return f'{where}: "{shown}" is not accepted; allowed is {self.allowed}.'


class Refused(ValueError):
    """What must be mended before anything is loaded? `problems`: every bad cell, in order."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def values(table: str, columns, line: int, row: dict, problems: list[Problem]) -> dict | None:
    """What do the cells of this row mean? None when any of them is bad; each bad one is then a `Problem`."""
    found, before = {}, len(problems)
    for column in columns:
        cell = row.get(column.name)
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            if column.default is REQUIRED:
                problems.append(Problem(table, line, column.name, "", "not empty"))
            found[column.name] = column.default
            continue
        try:
            found[column.name] = column.read(cell)
        except Unreadable as error:
            problems.append(Problem(table, line, column.name, str(cell), str(error)))
    return found if len(problems) == before else None


def decode(table: str, data: bytes | str, problems: list[Problem]) -> str:
    """What text are these bytes? UTF-8, UTF-16 with its mark, or GB18030, which holds GBK."""
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    problems.append(Problem(table, 0, "", "the file's bytes", "text in UTF-8, UTF-16 with its mark, or GBK"))
    return ""


def csv_rows(
    table: str, columns, data: bytes | str, problems: list[Problem], headings: dict | None = None
) -> list[tuple[int, dict]]:
    """Which rows does this table hold, with their line numbers, as cells by column name?

    `headings` are other words for the columns.
    """
    count, known = len(problems), headings or {}
    text = decode(table, data, problems)
    if len(problems) > count:
        return []
    first = text.lstrip().split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    header, rows, start = None, [], 1
    try:
        for row in reader:
            line, start = start, reader.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = [known.get(plain(cell).lower(), plain(cell).lower()) for cell in row]
                if not _header_is_good(table, line, header, columns, problems):
                    return []
                continue
            if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
                problems.append(Problem(table, line, "", row[len(header)], f"{len(header)} cells in a row"))
            rows.append((line, {name: unguard(cell) for name, cell in zip(header, row)}))
    except csv.Error as error:
        problems.append(Problem(table, reader.line_num, "", str(error), "cells with closed quotes"))
    if header is None:
        problems.append(Problem(table, 0, "", "an empty file", "a first line with the column names"))
    return rows


def _header_is_good(table, line, header, columns, problems) -> bool:
    names, before = [c.name for c in columns], len(problems)
    while header and not header[-1]:
        header.pop()
    for name in dict.fromkeys(header):
        if name not in names:
            problems.append(Problem(table, line, "", name, f"a column of {', '.join(names)}"))
        elif header.count(name) > 1:
            problems.append(Problem(table, line, name, name, "each column once"))
    for column in columns:
        if column.name not in header and column.default is REQUIRED:
            problems.append(Problem(table, line, column.name, ", ".join(header), f"a column {column.name}"))
    return len(problems) == before
