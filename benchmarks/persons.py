"""Mentions of persons: precision and recall of communique and of spaCy's French pipelines."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

from texts import annotated

import communique

Spans = set[tuple[int, int]]


def taggers() -> Iterator[tuple[str, Callable[[dict], Spans]]]:
    """Name and function of whatever is installed."""
    parser = communique.Parser()

    def ours(document: dict) -> Spans:
        published = document.get("published")
        day = dt.date.fromisoformat(published) if published else None
        result = parser.parse(document["text"], published=day)
        return {(mention.start, mention.end) for person in result.persons for mention in person.mentions}

    yield "communique", ours
    for model in ("fr_core_news_sm", "fr_core_news_md"):
        if importlib.util.find_spec("spacy") and importlib.util.find_spec(model):
            import spacy

            nlp = spacy.load(model)

            def theirs(document: dict, nlp: Callable = nlp) -> Spans:
                return {(e.start_char, e.end_char) for e in nlp(document["text"]).ents if e.label_ == "PER"}

            yield f"spaCy {model}", theirs


def main() -> None:
    """Print one row a tagger."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("folder", nargs="?", type=Path, help="annotated texts (default: those of the tests)")
    documents = [document for document in annotated(cli.parse_args().folder) if "persons" in document]
    gold = [
        {(m["start"], m["end"]) for p in document["persons"] for m in p["mentions"]} for document in documents
    ]
    print(f"{len(documents)} texts, {sum(map(len, gold))} mentions of persons")
    print(f"{'':24} {'precision':>9} {'recall':>9} {'F1':>9}")
    for name, tag in taggers():
        found = [tag(document) for document in documents]
        hits = sum(len(f & g) for f, g in zip(found, gold, strict=True))
        precision = hits / max(1, sum(map(len, found)))
        recall = hits / max(1, sum(map(len, gold)))
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{name:24} {precision:9.3f} {recall:9.3f} {f1:9.3f}")


if __name__ == "__main__":
    main()
