import unicodedata

import pytest

from communique.text import fold, unaccented


def spans(source: str, words: str) -> list[str]:
    """The source slices of every place where the folded text holds `words`."""
    text = fold(source)
    found = []
    at = text.folded.find(words)
    while at >= 0:
        start, end = text.span(at, at + len(words))
        found.append(source[start:end])
        at = text.folded.find(words, at + 1)
    return found


@pytest.mark.parametrize("mark", ["\u2019", "\u2018", "\u02bc", "\u00b4", "`", "\u2032"])
def test_every_apostrophe_is_one(mark: str) -> None:
    assert fold(f"l{mark}accord").folded == "l'accord"


@pytest.mark.parametrize("dash", ["\u2010", "\u2011", "\u2013", "\u2014", "\u2212"])
def test_every_dash_is_one(dash: str) -> None:
    assert fold(f"franco{dash}malien").folded == "franco-malien"


@pytest.mark.parametrize("space", ["\t", "\u00a0", "\u202f", "\u2009", "\u3000"])
def test_every_space_is_one(space: str) -> None:
    assert fold(f"un{space}accord").folded == "un accord"


@pytest.mark.parametrize(
    ("source", "folded"),
    [
        ("deux  espaces", "deux espaces"),
        ("fin.Les ministres", "fin. Les ministres"),
        ("d 'information", "d'information"),
        ("lorsqu 'il part, jusqu 'à Lima, qu 'elle", "lorsqu'il part, jusqu'à Lima, qu'elle"),
        ("la note 'A'", "la note 'A'"),
        ("un\r\ndeux", "un\ndeux"),
        ("un \n deux", "un\ndeux"),
        ("co\u00adopération", "coopération"),
        ("rati-\nfication", "ratification"),
        ("\ufb01scale", "fiscale"),
        ("e\u0301tat", "état"),
        ("\ufeffLima", "Lima"),
    ],
)
def test_folds(source: str, folded: str) -> None:
    assert fold(source).folded == folded


@pytest.mark.parametrize(
    ("source", "words", "slices"),
    [
        ("l\u2019e\u0301tat et l\u2019E\u0301tat", "état", ["e\u0301tat"]),
        ("x.Les deux", "Les", ["Les"]),
        ("un  accord", "accord", ["accord"]),
        ("un  accord", "un accord", ["un  accord"]),
        ("la rati-\nfication du traité", "ratification", ["rati-\nfication"]),
        ("\ufb01n \ufb01n", "fin", ["\ufb01n", "\ufb01n"]),
    ],
)
def test_spans_go_back_to_the_source(source: str, words: str, slices: list[str]) -> None:
    assert spans(source, words) == slices


def test_an_empty_span_stays_empty() -> None:
    text = fold("a  b  c")
    start, end = text.span(2, 2)
    assert start == end


def test_lower_is_as_long_as_folded() -> None:
    text = fold("İstanbul, ẞ, ÉTAT")
    assert len(text.lower) == len(text.folded)


def test_capitals_get_their_accents_back() -> None:
    text = fold("LE PRESIDENT DE L'ETAT", {"president": "président", "etat": "état"})
    assert text.lower == "le président de l'état"
    assert text.folded == "LE PRESIDENT DE L'ETAT"


def test_words_that_archives_glue_together_come_apart() -> None:
    text = fold("LE CHEF_D_ETAT, CONFERENCE_DE_PRESSE, _mot_")
    assert text.folded == "LE CHEF D'ETAT, CONFERENCE DE PRESSE, _mot_"
    assert text.span(0, 14) == (0, 14)


def test_what_may_be_another_word_is_restored_where_a_pattern_says_so() -> None:
    restore = {"\0salue": "salué", "\0a": "à"}
    patterns = [r"a [ ] (?P<word> salue )", r"(?P<word> a ) [ ] (?! salué )"]
    text = fold("Il a salue le maire a Paris. Elle salue.", restore, patterns)
    assert text.lower == "il a salué le maire à paris. elle salue."
    assert fold("Été : il a salue Paris.", restore, patterns).lower == "été : il a salue paris."


def test_private_use_and_lone_surrogates_are_levelled() -> None:
    text = fold("a\ue000b\ud800c\U000f0000")
    assert text.folded == "a\ufffdb\ufffdc\ufffd"
    assert text.span(0, 6) == (0, 6)


@pytest.mark.parametrize("word", ["état", "ÎLE", "abc", "œuvre"])
def test_unaccented_keeps_the_length(word: str) -> None:
    bare = unaccented(word)
    assert len(bare) == len(word)
    assert unicodedata.normalize("NFD", bare) == bare


def test_unaccented() -> None:
    assert unaccented("préfète") == "prefete"
