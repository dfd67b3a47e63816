from pathlib import Path

import pytest

from communique import Cue, InputError, Parser, RuleError, RuleErrors, RuleSet, UnknownNameError

GOOD = """\
[set]
kind = "agreement"

[rule.pact]
doc     = "A pact."
pattern = '''
(?P<span> \\b pacte \\b )
'''
values  = { kind = "treaty" }

[[rule.pact.example]]
text   = "Un [pacte] est signé."
expect = { kind = "treaty" }

[[rule.pact.reject]]
text = "Ils ont compacté."
why  = "inside a word"
"""


def read(folder: Path, **files: str) -> RuleSet:
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return RuleSet.read(folder, name="own")


def faults(folder: Path, *, deep: bool = False, **files: str) -> list[str]:
    """Every fault of a set, as a user reads it, without the path of the folder."""
    with pytest.raises(RuleErrors) as caught:  # noqa: PT012
        rules = read(folder, **files)
        rules.validate(deep=deep)
    return [str(error).replace(f"{folder}/", "") for error in caught.value.exceptions]


def test_reads_a_folder(tmp_path: Path) -> None:
    rules = read(tmp_path, pacts_toml=GOOD)
    assert [rule.id for rule in rules.rules] == ["own.pacts.pact"]
    assert rules["pact"].origin is not None
    assert rules["pact"].origin.line == 4
    assert [a.kind for a in Parser(rules).parse("Un pacte est signé.").agreements] == ["treaty"]


def test_reads_one_file(tmp_path: Path) -> None:
    file = tmp_path / "pacts.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert RuleSet.read(file)["pact"].kind == "agreement"


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "pacts.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert len(RuleSet.read(tmp_path)) == 1


def test_no_such_folder() -> None:
    with pytest.raises(InputError, match="nowhere: no such file or folder of rules"):
        RuleSet.read("nowhere")


def test_no_such_name() -> None:
    with pytest.raises(UnknownNameError, match=r"no rule set 'frr' is installed; did you mean 'fr'\?"):
        RuleSet.load("frr")


def test_every_fault_of_every_file_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        pacts_toml=GOOD.replace("doc ", "dco "),
        more_toml="[set\n",
        words_csv="form,code\nPérou,PE\nPérou,XX\n",
    )
    assert len(found) == 3
    assert any(
        "pacts.toml:5:1" in fault and "knows no key 'dco'; did you mean 'doc'?" in fault for fault in found
    )
    assert any(fault.startswith("more.toml:1") and "not TOML" in fault for fault in found)
    assert any("words.csv:3:1" in fault and "stands already in line 2" in fault for fault in found)


def test_the_caret_stands_under_the_place(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, pacts_toml=GOOD.replace(r"\b pacte \b", "{persson}"))
    head, source, caret = fault.splitlines()
    assert "pacts.toml:7:11" in head
    assert "{persson} is no fragment, lexicon or kind" in head
    assert source[caret.index("^") :].startswith("{persson}")


def test_the_nearest_name(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, pacts_toml=GOOD.replace(r"\b pacte \b", "{agreemnt}"))
    assert "did you mean 'agreement'?" in fault


@pytest.mark.parametrize(
    ("old", "new", "message", "at"),
    [
        ("(?P<span>", "(?P<partys>", "the group 'partys' is no field of Agreement", ":7:1"),
        ("values  = { kind", "values  = { start", "'start' can't be set", ":9:"),
        (
            'kind = "treaty" }\n\n[[rule.pact.ex',
            'kind = "treaty" }\ntake = { number = "no.form" }\n\n[[rule.pact.ex',
            "the pattern has no group 'no'",
            ":10:",
        ),
        (
            'kind = "treaty" }\n\n[[rule.pact.ex',
            'kind = "treaty" }\ntake = { number = "span" }\n\n[[rule.pact.ex',
            'must be "group.attribute"',
            ":10:",
        ),
        (
            'kind = "treaty" }\n\n[[rule.pact.ex',
            'kind = "treaty" }\ncues = ["negatd"]\n\n[[rule.pact.ex',
            "no effect is called 'negatd'; did you mean 'negated'?",
            ":10:",
        ),
        (
            'kind = "treaty" }\n\n[[rule.pact.ex',
            'kind = "treaty" }\nrequires = ["Pacte"]\n\n[[rule.pact.ex',
            "is looked for in lower case; write 'pacte'",
            ":10:",
        ),
        (
            "expect = { kind",
            "expect = { kinds",
            "an example expects 'kinds', but Agreement has no such field",
            ":13:",
        ),
        ('kind = "agreement"', 'kind = "Agreement"', "[set] needs kind", ":2:"),
        ('kind = "agreement"', 'kind = "agreement"\nfields = { a = "number" }', "field 'a' is 'number'", ""),
        ('text = "Ils ont compacté."\n', "", "needs text = ", ""),
        ('doc     = "A pact."', "case = 'upper'", "case must be 'lower' or 'cased'", ":4:"),
    ],
)
def test_mistakes(tmp_path: Path, old: str, new: str, message: str, at: str) -> None:
    assert old in GOOD
    found = faults(tmp_path, pacts_toml=GOOD.replace(old, new, 1))
    assert any(message in fault and at in fault.partition(" ")[0] for fault in found), found


@pytest.mark.parametrize(
    ("pattern", "message", "at"),
    [
        (r"(?P<span> \b pacte \b ", "not a regular expression: missing )", ":7:"),
        (r"(?P<span> pacte )" + "\n(?: de )**", "not a regular expression: multiple repeat", ":8:"),
        (r"(?P<span> pacte )?", "the pattern matches nothing at all", ":6:"),
        (r"(?P<span> pacte | accord | pacte )", "the alternative 'pacte' stands twice", ":7:"),
    ],
)
def test_bad_patterns(tmp_path: Path, pattern: str, message: str, at: str) -> None:
    found = faults(tmp_path, deep=True, pacts_toml=GOOD.replace(r"(?P<span> \b pacte \b )", pattern))
    assert any(message in fault and at in fault.partition(" ")[0] for fault in found), found


def test_bad_patterns_wait_for_a_deep_look(tmp_path: Path) -> None:
    rules = read(tmp_path, pacts_toml=GOOD.replace(r"\b pacte \b )", "pacte"))
    assert rules.validate() is rules


def test_a_required_field_without_a_source(tmp_path: Path) -> None:
    text = '[set]\nkind = "oath"\n[set.fields]\nby = "text"\n[rule.r]\npattern = "serment"\n'
    (fault,) = faults(tmp_path, oaths_toml=text)
    assert "Oath needs 'by': give it a group (?P<by>…), or a place in values or take" in fault
    assert "oaths.toml:6:1" in fault


def test_an_unknown_column(tmp_path: Path) -> None:
    text = GOOD.replace(r"\b pacte \b", "{words[tipe=x]}")
    (fault,) = faults(tmp_path, pacts_toml=text, words_csv="form,type\npacte,x\n")
    assert "the lexicon has no column 'tipe'; did you mean 'type'?" in fault


def test_fragments_in_a_circle(tmp_path: Path) -> None:
    text = GOOD.replace(r"\b pacte \b", "{one}") + '\n[fragment]\none = "{two}"\ntwo = "{one}"\n'
    (fault,) = faults(tmp_path, pacts_toml=text)
    assert "fragments go round in a circle: one -> two -> one" in fault


def test_one_id_twice(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pacts.toml").write_text(GOOD, encoding="utf-8")
    (fault,) = faults(tmp_path, pacts_toml=GOOD)
    assert "a rule 'own.pacts.pact' stands in" in fault
    assert "pacts.toml:4 already" in fault


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "starts with a header row"),
        ("form,code\nPérou\n", "1 cells, but the header has 2"),
        ("form,code\n Pérou,PE\n", "space around it"),
        ("form,code\nPe\u0301rou,PE\n", "normal form NFC"),
    ],
)
def test_bad_lexicons(tmp_path: Path, text: str, message: str) -> None:
    (fault,) = faults(tmp_path, words_csv=text)
    assert message in fault


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_bytes("form\nPérou\n".encode("latin-1"))
    (fault,) = faults(tmp_path)
    assert "words.csv: not UTF-8 (byte 6); save the file as UTF-8" in fault


def test_bad_cues(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        cues_toml='[cue.a]\neffect = "denied"\npattern = "x"\n'
        '[cue.b]\neffect = "asked"\npattern = "x"\nscope = "line"\n',
    )
    assert any("no effect is called 'denied'" in fault for fault in found)
    assert any("'sentence' or 'clause', not 'line'" in fault for fault in found)


def test_no_record_class(tmp_path: Path) -> None:
    text = '[set]\nkind = "oath"\nrecord = "nowhere:Oath"\n[rule.r]\npattern = "serment"\n'
    (fault,) = faults(tmp_path, oaths_toml=text)
    assert "kind 'oath': no record class at 'nowhere:Oath'" in fault


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[cue.c]\neffect = "negated"\n', '[cue.c] needs pattern = "…"'),
        ('[set]\nkind = "oath"\nfields = 3\n', "[set]: fields must be a table of texts"),
        ('[set]\nkind = "oath"\n[rule]\nr = 3\n', "[rule.r] must be a table"),
        ('[rule.r]\npattern = "x"\n', 'no kind: the file needs [set] kind = "…"'),
        ('[set]\nkind = "oath"\n[rule.r]\npattern = ""\n', "[rule.r] needs a pattern"),
    ],
)
def test_more_mistakes(tmp_path: Path, text: str, message: str) -> None:
    (fault, *_) = faults(tmp_path, own_toml=text)
    assert message in fault
    assert fault.startswith("own.toml:")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("form,code\na,b,c\n", "3 cells, but the header has 2"),
        ("form,code\n a,b\n", "the form is empty or has space around it"),
        ("form,code\n-a,b\n", "a form starts with a letter or a digit"),
        ("form,code\ne\u0301,b\n", "not in Unicode normal form NFC"),
        ("form,code\na,b\n\na,c\n", "'a' stands already in line 2"),
        ("", "a lexicon starts with a header row"),
    ],
)
def test_rows_of_lexicons(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "words.csv").write_text(text, encoding="utf-8")
    (fault,) = faults(tmp_path, own_toml=GOOD)
    assert message in fault
    assert "words.csv" in fault


def test_two_files_may_not_give_one_kind_two_forms(tmp_path: Path) -> None:
    first = '[set]\nkind = "oath"\n[set.fields]\nby = "text"\n'
    (fault,) = faults(tmp_path, a_toml=first, b_toml=first.replace("text", "texts"))
    assert "another file declares it too" in fault


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "own.toml").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(InputError, match="can't be read: Permission denied"):
        RuleSet.read(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("values  = { kind", 'requires = "mot"\nvalues  = { kind', 'write requires = ["mot"]'),
        (
            "values  = { kind",
            "requires = [3]\nvalues  = { kind",
            "a list of texts, not a list of other things",
        ),
        ("values  = { kind", 'priority = "high"\nvalues  = { kind', "priority must be a number, not 'high'"),
        ("values  = { kind", 'discard = "no"\nvalues  = { kind', "discard must be true or false, not 'no'"),
        (
            "values  = { kind",
            "take = { number = 3 }\nvalues  = { kind",
            "a table of texts, not a table of other",
        ),
        ('"A pact."', "3", "doc must be a text, not 3"),
        ("[[rule.pact.example]]", "[rule.pact.example]", "write [[rule.pact.example]], in double brackets"),
        ('why  = "ins', 'published = "today"\nwhy  = "ins', "such as 2011-10-06, not 'today'"),
        ('[set]\nkind = "agreement"', 'set = "agreement"', "this file: set must be a table, not 'agreement'"),
        ("[set]\n", "[set]\nnested = 1\n", "[set]: nested must be true or false, not 1"),
        ("[set]\n", "[cue]\nx = 1\n[set]\n", "[cue.x] must be a table"),
        ("[set]\n", '[cue.x]\neffect = "asked"\npattern = "x"\nscope = -1\n[set]\n', "or a text, not -1"),
        ("[set]\n", '[layout]\ncontinues = "de"\n[set]\n', 'write continues = ["de"]'),
        ("[set]\n", '[layout.patterns]\nquestion = "("\n[set]\n', "question: not a regular expression"),
    ],
)
def test_values_of_a_wrong_form(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Whatever stands in a rule file, what comes is a fault with its line."""
    assert old in GOOD
    (fault, *_) = faults(tmp_path, pacts_toml=GOOD.replace(old, new))
    assert fault.startswith("pacts.toml:")
    assert message in fault


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ('"a b" = "text"', "'a b' can't name a field"),
        ('class = "text"', "'class' can't name a field"),
        ('start = "text"', "every record has one of that name already"),
        ('by = "int"', "a field is one of: 'text', 'text?', 'texts'"),
    ],
)
def test_fields_that_cannot_be(tmp_path: Path, field: str, message: str) -> None:
    own = GOOD.replace('kind = "agreement"', f'kind = "oath"\nfields = {{ {field} }}')
    found = faults(tmp_path, pacts_toml=own)
    assert found[0].startswith("pacts.toml:3:1: [set.fields]: ")
    assert message in found[0]


def test_a_day_may_be_written_as_toml_writes_it(tmp_path: Path) -> None:
    rules = read(tmp_path, pacts_toml=GOOD.replace('why  = "ins', 'published = 2012-05-03\nwhy  = "ins'))
    assert rules["pact"].rejects[0].published == "2012-05-03"


def test_csv_that_is_none(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, words_csv='form,code\n"' + "a" * 200_000)
    assert fault.startswith("words.csv: not CSV: field larger")
    (fault,) = faults(tmp_path, words_csv="form,code,code\na,b,c\n")
    assert "two columns are called 'code'; rename one" in fault


def test_a_cue_that_is_no_pattern() -> None:
    cue = Cue(id="own.broken", effect="negated", pattern="(")
    with pytest.raises(RuleError, match=r"own\.broken: not a regular expression"):
        Parser(RuleSet.load("fr") | RuleSet(cues=[cue])).parse("Le Mali.")
