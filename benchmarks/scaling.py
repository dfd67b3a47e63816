"""What 2n characters cost against n, up to a million, on ordinary and on hostile text."""

from __future__ import annotations

import time
from collections.abc import Callable

from texts import examples

import communique

HOSTILE = {
    "spaces": " ",
    "line feeds": "\n",
    "capitals": "A",
    "titles": "M. ",
    "commas": "le ministre, ",
    "offices": "ministre des affaires étrangères et de la ",
    "quotes": "« ",
    "names": "Jean Dupont, ",
    "digits": "1 ",
    "dates": "le 3 mars et ",
    "agreements": "accord relatif à ",
    "countries": "Pérou-",
    "hyphens": "a-",
    "fates": "l'accord signé à Lima le 3 mai 2010 entre le Mali et le Niger, ratifié par le Pérou, ",
    "meetings": "s'est entretenu avec le ministre du Mali à l'issue de la visite et a reçu M. Ba à Paris, ",
    "positions": "a salué l'appui du Mali, que le Niger a condamné, et souligné que la ministre, ",
}


def seconds(parse: Callable[[str], object], text: str) -> float:
    """Processor time, the better of two runs."""
    times = []
    for _ in range(2):
        start = time.process_time()
        parse(text)
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print one row a text."""
    parser = communique.Parser()
    pumps = {"ordinary": "\n\n".join(examples()) + "\n\n", **HOSTILE}
    parser.parse(pumps["ordinary"][:4000])
    print(f"{'':14} {'n':>9} {'2n costs':>9}")
    for name, pump in pumps.items():
        for size in (62_500, 125_000, 250_000, 500_000):
            text = pump * (2 * size // len(pump) + 1)
            ratio = seconds(parser.parse, text[: 2 * size]) / seconds(parser.parse, text[:size])
            print(f"{name:14} {size:9} {ratio:7.2f} x")


if __name__ == "__main__":
    main()
