"""Words and tables as HTML, with everything escaped."""

from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True)
class Table:
    """What the picture shows, as rows: the twin for reading, for screen readers and for print.

    Attributes
    ----------
    caption : str
    columns : sequence of str
    rows : sequence of sequence of str
        The first cell of a row names it.
    here : int, optional
        The row that the controls stand on.
    """

    caption: str
    columns: list
    rows: list = field(default_factory=list)
    here: int | None = None

    def html(self) -> str:
        head = "".join(f'<th scope="col">{escape(c)}</th>' for c in self.columns)
        body = "".join(
            f'<tr{" class=dc-here" if n == self.here else ""}><th scope="row">{escape(row[0])}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
            + "</tr>"
            for n, row in enumerate(self.rows)
        )
        return (
            f'<div class="dc-scroll" tabindex="0" role="region" aria-label="{escape(self.caption)}"><table>'
            f"<caption>{escape(self.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )


def paragraphs(lines, css="") -> str:
    """One paragraph a line."""
    return "".join(f'<p class="{css}">{escape(line)}</p>' if css else f"<p>{escape(line)}</p>" for line in lines)


def as_in_a_panel(body: str) -> str:
    """A text's own output, with the looks of what stands in a panel: on a phone a table keeps its words whole."""
    return f'<div class="due-course"><div class="dc-own dcs-end">{body}</div></div>'


def reply(right: bool, lines, facts=()) -> str:
    """The answer to an answer: paragraphs of (bold words, words), and small ones with what it rests on."""
    body = "".join(
        f"<p>{f'<b>{escape(bold)}</b> ' if bold else ''}{escape(' '.join(text.split()))}</p>" for bold, text in lines
    )
    body += "".join(f'<p class="dc-facts">{escape(fact)}</p>' for fact in facts)
    return f'<div class="dc-reply dc-{"right" if right else "wrong"}">{body}</div>'
