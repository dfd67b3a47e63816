"""Files and bytes as text."""

from pathlib import Path

import pytest

from communique import InputError
from communique.reading import decoded, files, html_text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04...", "a zip archive, which is what .docx"),
        ("Pérou".encode("utf-16"), "looks like UTF-16: add --encoding utf-16"),
        ("Le Mali.".encode("utf-16-le"), "looks like UTF-16: add --encoding utf-16-le"),
        ("Le Pérou.".encode("utf-16-be"), "looks like UTF-16: add --encoding utf-16-be"),
        (b"\xff\x00\x01", "looks like binary data"),
        (b"abc\n\xe9t", r"byte 4 \(0xe9, line 2\)"),
    ],
)
def test_what_is_no_text(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        decoded(data, "x")


def test_encodings() -> None:
    assert decoded("\ufeffé".encode(), "x") == "é"
    assert decoded("é".encode("utf-16"), "x", "utf-16") == "é"
    with pytest.raises(InputError, match="no encoding is called 'utf-99'"):
        decoded(b"x", "x", "utf-99")
    with pytest.raises(InputError, match="not ascii at byte 0"):
        decoded("é".encode(), "x", "ascii")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb\n"),
        ("a<br>b<br/>c", "a\nb\nc\n"),
        ("<head><title>t</title><style>x</style></head><body>a<script>x</script> b", "a b\n"),
        ("<p>a\n  b <i>c</i>, d&eacute;</p>", "a b c, dé\n"),
        ("<ul><li>a<li>b</ul>", "a\nb\n"),
        ("<pre>a\n b</pre>", "a\nb\n"),
        ("<head><title>t</title><p>a", "a\n"),
        ("<p>a<!-- b --> c <!-- d", "a c\n"),
        ("<!-- " * 20_000, ""),
        ("<table><tr><td>a<td>b</table>", "a b\n"),
        ("", ""),
    ],
)
def test_html(source: str, text: str) -> None:
    assert html_text(source) == text


def test_files_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "c.csv"):
        (tmp_path / name).touch()
    assert [Path(name).name for name in files([str(tmp_path), "-"])] == ["a.HTML", "b.txt", "-"]
