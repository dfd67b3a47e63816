"""What a change of rules gains and loses, record by record."""

from typing import Any

from communique import Communique, Event
from communique.diff import changes


def event(**values: Any) -> Event:
    plain: dict[str, Any] = {
        "type": "CONSULT",
        "mode": None,
        "actors": ("FR",),
        "recipients": (),
        "date": None,
        "place": None,
        "modality": "asserted",
        "source": "meeting",
        "start": 0,
        "end": 4,
    }
    return Event(**{**plain, **values})


def told(*events: Event) -> list[tuple[str, str]]:
    """What the second result has otherwise than one with two events at the same place."""
    before = Communique(text="Réunion", events=(event(), event(actors=("PE",))))
    return [
        (change.layer, change.what) for change in changes(before, Communique(text="Réunion", events=events))
    ]


def test_records_that_share_a_place() -> None:
    assert told(event(), event(actors=("PE",))) == []
    assert told(event(), event(actors=("CL",))) == [("events", "changed")]
    assert told(event()) == [("events", "lost")]
    assert told(event(), event(actors=("PE",)), event(actors=("CL",))) == [("events", "gained")]
    assert (
        told(event(start=1), event(actors=("PE",), start=2))
        == [("events", "lost")] * 2 + [("events", "gained")] * 2
    )
