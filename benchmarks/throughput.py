"""Characters a second of communique and of its peers, on the same texts, taking turns."""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import time
from collections.abc import Callable, Iterator

from texts import examples

import communique


def contenders() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Name and function of whatever is installed."""
    yield "communique, all layers", communique.Parser().parse
    yield (
        "communique, dates only",
        communique.Parser(communique.RuleSet.load("fr").only(kinds={"date"})).parse,
    )
    if importlib.util.find_spec("spacy"):
        import spacy

        if importlib.util.find_spec("fr_core_news_sm"):
            yield "spaCy fr_core_news_sm, whole", spacy.load("fr_core_news_sm")
    if importlib.util.find_spec("edsnlp"):
        import edsnlp

        nlp = edsnlp.blank("eds")
        nlp.add_pipe("eds.dates")
        yield "edsnlp eds.dates", nlp
    if importlib.util.find_spec("dateparser"):
        from dateparser.search import search_dates

        yield "dateparser search_dates, fr", lambda text: search_dates(text, languages=["fr"])


def rounds(functions: list[Callable[[str], object]], texts: list[str], count: int) -> list[list[float]]:
    """Seconds for all texts, by round and function; they take turns, so that drift hits them alike."""
    for function in functions:  # patterns are compiled, and peers' caches filled, before the clock runs
        for text in texts:
            function(text)
    table = []
    for _ in range(count):
        row = []
        for function in functions:
            start = time.perf_counter()
            for text in texts:
                function(text)
            row.append(time.perf_counter() - start)
        table.append(row)
    return table


def main() -> None:
    """Print one row a contender."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--rounds", type=int, default=3)
    count = cli.parse_args().rounds
    texts = examples()
    size = sum(map(len, texts))
    named = list(contenders())
    table = rounds([function for _, function in named], texts, count)
    print(f"{len(texts)} texts, {size} characters, median of {count} rounds")
    print(f"{'':32} {'M chars/s':>10} {'communique is':>14}")
    for at, (name, _) in enumerate(named):
        seconds = statistics.median(row[at] for row in table)
        base = 1 if name == "communique, dates only" or "dates" in name else 0
        ratio = statistics.median(row[at] / row[base] for row in table)
        print(f"{name:32} {size / seconds / 1e6:10.3f} {ratio:12.1f} x")


if __name__ == "__main__":
    main()
