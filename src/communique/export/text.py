"""The report: a result as a page for a person to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TextIO

from communique.records import Agreement, Communique, Office, Person

__all__ = ["Piece", "report", "to_text", "write"]

_SNIPPET = 90


class Piece(NamedTuple):
    """Some text of the report and what it is: heading, name, value, quote, warn or plain."""

    text: str
    style: str = "plain"


Line = tuple[Piece, ...]

_STYLES = {"heading": "bold", "name": "cyan", "value": "green", "quote": "dim", "warn": "yellow", "plain": ""}


def to_text(result: Communique, *, title: str = "") -> str:
    """The report as plain text."""
    return "".join("".join(piece.text for piece in line) + "\n" for line in report(result, title=title))


def write(result: Communique, out: TextIO, *, title: str = "", colour: bool = False) -> None:
    """Write the report; coloured where `rich` is installed and `colour` is true."""
    if colour:
        try:
            from rich.console import Console
            from rich.text import Text
        except ImportError:
            pass
        else:
            console = Console(file=out, highlight=False, soft_wrap=True)
            for line in report(result, title=title):
                console.print(Text.assemble(*((piece.text, _STYLES[piece.style]) for piece in line)))
            return
    out.write(to_text(result, title=title))


def report(result: Communique, *, title: str = "") -> Iterator[Line]:
    """The report line by line."""
    published = f"published {result.published.isoformat()}" if result.published else ""
    head = " · ".join(filter(None, (title, published)))
    if head:
        yield (Piece(head, "heading"),)
    empty = True
    for heading, lines in _sections(result):
        found = list(lines)
        if not found:
            continue
        if head or not empty:
            yield ()
        empty = False
        yield (Piece(heading, "heading"),)
        yield from ((Piece("  "), *line) for line in found)
    if empty:
        yield (Piece("Nothing found: no person, date, agreement, meeting or position."),)
    if not result.complete:
        yield (Piece("The time budget ran out; the report is not complete.", "warn"),)


def _sections(result: Communique) -> Iterator[tuple[str, Iterable[Line]]]:
    yield "People", _people(result)
    yield "Offices without a name", _offices(result)
    yield "Agreements", _agreements(result)
    yield "Meetings", _meetings(result)
    yield "Positions", _positions(result)
    yield "Questions and answers", _exchanges(result)
    yield "Dates", _dates(result)
    yield "Countries", _codes(result.countries)
    yield "Organisations", _codes(result.organisations)
    for kind, records in sorted(result.other.items()):
        yield (
            kind.replace("_", " ").capitalize(),
            ((Piece(_flat(record.text), "name"),) for record in records),
        )
    yield "Mentioned, but not asserted", _unasserted(result)
    yield "Notes", ((Piece(diagnostic.message, "warn"),) for diagnostic in result.diagnostics)


def _people(result: Communique) -> Iterator[Line]:
    held: dict[str, list[Office]] = {}
    for office in result.offices:
        if office.holder:
            held.setdefault(office.holder, []).append(office)
    for person in result.persons:
        titles = [title.text for title in result.titles if _just_before(result.text, title.end, person)]
        line = [Piece(_flat(person.name), "name")]
        if titles:
            line.append(Piece(f" ({_flat(titles[0])})"))
        offices = list(dict.fromkeys(_office(office) for office in held.get(person.name, ())))
        if offices:
            line.append(Piece(", " + "; ".join(offices)))
        if len(person.mentions) > 1:
            line.append(Piece(f"  × {len(person.mentions)}", "quote"))
        yield tuple(line)


def _just_before(text: str, end: int, person: Person) -> bool:
    return any(
        0 <= mention.start - end <= 2 and not text[end : mention.start].strip() for mention in person.mentions
    )


def _office(office: Office) -> str:
    details = [office.role.replace("_", " ")]
    if office.tenure != "current":
        details.insert(0, office.tenure)
    if office.country:
        details.append(office.country)
    return f"{_flat(office.text)} [{', '.join(details)}]"


def _offices(result: Communique) -> Iterator[Line]:
    counts = Counter(_office(office) for office in result.offices if not office.holder)
    for text, count in counts.items():
        yield (Piece(text), *_times(count))


def _times(count: int) -> tuple[Piece, ...]:
    return (Piece(f"  × {count}", "quote"),) if count > 1 else ()


def _dates(result: Communique) -> Iterator[Line]:
    counts = Counter((_flat(date.text), date.value) for date in result.dates)
    for (text, value), count in counts.items():
        yield (
            Piece(text),
            Piece("  → "),
            Piece(value, "value") if value else Piece("not resolved", "quote"),
            *_times(count),
        )


def _agreements(result: Communique) -> Iterator[Line]:
    # Two instruments of the same words are told apart by whom they bind.
    groups: dict[tuple[str, tuple[str, ...]], list[Agreement]] = {}
    for agreement in result.agreements:
        named = _flat(agreement.refers_to or agreement.text).casefold()
        groups.setdefault((named, agreement.parties), []).append(agreement)
    for mentions in groups.values():
        first = max(mentions, key=lambda mention: len(mention.text))
        line = [Piece(_flat(first.text), "name"), Piece(f" [{_words(first.kind)}]")]
        if number := next((mention.number for mention in mentions if mention.number), None):
            line.append(Piece(f" no. {number}"))
        if first.parties:
            line.append(Piece(f", {' – '.join(first.parties)}"))
        for at, event in enumerate(_fates(mentions)):
            line.append(Piece(": " if at == 0 else ", "))
            line.append(Piece(event, "value"))
        yield (*line, *_times(len(mentions)))


def _fates(mentions: Iterable[Agreement]) -> Iterator[str]:
    """What became of an instrument, each status and date once, with the first place that is told of it."""
    places: dict[tuple[str, str | None], str | None] = {}
    for event in (event for mention in mentions for event in mention.events):
        key = event.status, event.date
        places[key] = places.get(key) or event.place
    for (status, date), place in places.items():
        yield " ".join(filter(None, (_words(status), date, place and f"({place})")))


def _meetings(result: Communique) -> Iterator[Line]:
    for meeting in result.meetings:
        who = ", ".join(meeting.participants)
        where = ", ".join(filter(None, (meeting.date, meeting.place)))
        line = [Piece(_flat(meeting.text), "name"), Piece(f" [{_words(meeting.kind)}]")]
        if who:
            line.append(Piece(f": {who}"))
        if where:
            line.append(Piece(f" ({where})", "value"))
        if meeting.modality != "asserted":
            line.append(Piece(f"  {meeting.modality}", "warn"))
        yield tuple(line)


def _positions(result: Communique) -> Iterator[Line]:
    for position in result.positions:
        yield (
            Piece(position.holder or "?", "name"),
            Piece(f"  {_words(position.stance)}: "),
            Piece(f"“{_snippet(result.text, position.start, position.end)}”", "quote"),
        )


def _exchanges(result: Communique) -> Iterator[Line]:
    for exchange in result.exchanges:
        question, answer = exchange.question, exchange.answer
        yield (Piece("Q  ", "name"), Piece(_short(result.text[question.start : question.end])))
        yield (Piece("A  ", "name"), Piece(_short(result.text[answer.start : answer.end])))


def _codes(records: Sequence[Any]) -> Iterator[Line]:
    counts = Counter(record.code or _flat(record.text) for record in records)
    if counts:
        listed = (code if count == 1 else f"{code} × {count}" for code, count in counts.most_common())
        yield (Piece(", ".join(listed)),)


def _unasserted(result: Communique) -> Iterator[Line]:
    for record in result.unasserted:
        modality = getattr(record, "modality", "")
        yield (
            Piece(f"{type(record).__name__.lower()}  "),
            Piece(f"“{_snippet(result.text, record.start, record.end)}”", "quote"),
            *((Piece(f"  {modality}", "warn"),) if modality else ()),
        )


def _snippet(text: str, start: int, end: int) -> str:
    """A span and what follows on its line, cut between words."""
    tail = text[end : end + _SNIPPET].partition("\n\n")[0]
    whole = _flat(text[start:end] + tail)
    stop = min((at for at in (whole.find(". "), whole.find(" ; ")) if at > 0), default=len(whole))
    return _short(whole[:stop])


def _short(text: str) -> str:
    flat = _flat(text)
    if len(flat) <= _SNIPPET:
        return flat.rstrip(" ,;:.")
    return flat[:_SNIPPET].rpartition(" ")[0].rstrip(" ,;:") + " …"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _words(name: str) -> str:
    return name.replace("_", " ")
