from communique.match import Match
from communique.resolve import resolve
from communique.rules import Rule


def match(start: int, end: int, *, rule: str = "a", priority: int = 0, discard: bool = False) -> Match:
    made = Rule(id=rule, kind="k", pattern="x", priority=priority, discard=discard)
    return Match(start, end, "k", {}, made, {}, (start, end))


def spans(matches: list[Match]) -> list[tuple[int, int, str]]:
    return [(m.start, m.end, m.rule.id) for m in matches]


def test_the_longest_wins() -> None:
    kept, lost = resolve([match(0, 4), match(2, 9), match(8, 10)], nested=False)
    assert spans(kept) == [(2, 9, "a")]
    assert [(a.start, b.start) for a, b in lost] == [(0, 2), (8, 2)]


def test_then_the_higher_priority() -> None:
    kept, _ = resolve([match(0, 4, rule="a"), match(2, 6, rule="b", priority=1)], nested=False)
    assert spans(kept) == [(2, 6, "b")]


def test_then_the_leftmost() -> None:
    kept, _ = resolve([match(2, 6), match(0, 4)], nested=False)
    assert spans(kept) == [(0, 4, "a")]


def test_then_the_name_whatever_the_order() -> None:
    first, second = match(0, 4, rule="a"), match(0, 4, rule="b")
    for order in ([first, second], [second, first]):
        kept, lost = resolve(order, nested=False)
        assert spans(kept) == [(0, 4, "a")]
        assert lost == [(second, first)]


def test_neighbours_do_not_overlap() -> None:
    kept, lost = resolve([match(0, 4), match(4, 8)], nested=False)
    assert len(kept) == 2
    assert not lost


def test_nested_kinds_may_stand_inside_each_other() -> None:
    outer, inner, head = match(0, 20), match(12, 20), match(0, 5)
    kept, lost = resolve([outer, inner, head], nested=True)
    assert spans(kept) == [(0, 20, "a"), (12, 20, "a")]
    assert lost == [(head, outer)]


def test_nothing_stands_inside_what_was_taken_away() -> None:
    kept, lost = resolve([match(0, 20, discard=True), match(12, 20)], nested=True)
    assert spans(kept) == [(0, 20, "a")]
    assert len(lost) == 1


def test_many_matches_cost_little() -> None:
    matches = [match(at * 3, at * 3 + 2) for at in range(20_000)]
    kept, lost = resolve(matches, nested=False)
    assert len(kept) == len(matches)
    assert not lost
