"""The collector is paused while a text is parsed, and left as it was found."""

from __future__ import annotations

import gc
import weakref

import pytest

import communique
from communique.memory import collection_paused


def test_it_is_paused_inside_and_back_on_behind() -> None:
    assert gc.isenabled()
    with collection_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_back_on_after_an_error() -> None:
    with pytest.raises(KeyError), collection_paused():
        raise KeyError
    assert gc.isenabled()


def test_whoever_has_paused_it_already_finds_it_paused() -> None:
    gc.disable()
    try:
        communique.parse("Le ministre a reçu l'ambassadeur du Pérou.")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_parsing_leaves_it_on() -> None:
    communique.parse("Le ministre a reçu l'ambassadeur du Pérou.")
    assert gc.isenabled()


def test_what_linking_made_goes_without_the_collector() -> None:
    parser = communique.Parser()
    with collection_paused():
        document = weakref.ref(
            parser.walk("M. Amrani a reçu l'ambassadeur du Pérou. Il l'a félicité.").document
        )
        assert document() is None
