"""The catalogues: `python -m tests.translations` brings them up to date with the source.

New strings are added to each piyue.po with an empty translation, stale ones are dropped, and each
piyue.mo is compiled anew. tests/tui/test_translations.py fails until every string is translated.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)
LOCALE = ROOT / "tui" / "locale"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "Problem": None,
    "Unreadable": None,
    "Note": None,
    "BadProfile": None,
    "lose": None,
    "Format": (2,),
}
# What the command-line library itself says to a person who misspells a command.
CLICK_SAYS = {
    "Usage:", "Options", "Commands", "Error: {message}", "Aborted!", "No such option {name!r}.",
    "No such command {name!r}.", "Missing argument", "Missing option", "Missing parameter",
    "Show this message and exit.", "default: {default}", "env var: {var}",
    "Try '{command} {option}' for help.", "Invalid value: {message}", "Positional arguments",
    "Invalid value for {param_hint}: {message}", "Option {name!r} does not take a value.",
    "Missing command.", "Choose from:\n\t{choices}", "Got unexpected extra argument ({args})",
    "Did you mean {possibility}?", "Option {name!r} requires an argument.", "{value!r} is not {choice}.",
    "{value!r} is not a valid {number_type}.", "{value} is not in the range {range}.", "Error: invalid input",
}  # fmt: skip


def problems() -> set[str]:
    """The names of all classes of problems, whose first argument is a string for the catalogue."""
    from store import problems as stored

    return {name for name in vars(stored) if isinstance(getattr(stored, name), type)}


def extracted() -> Catalog:
    """Every string that a person can read, from the source."""
    catalog = Catalog(project="piyue", charset="utf-8", fuzzy=False, creation_date=None, revision_date=None)
    keywords = KEYWORDS | dict.fromkeys(problems())
    for package in ("tui", "store", "seeds"):
        found = extract_from_dir(ROOT / package, method_map=[("**.py", "python")], keywords=keywords)
        for filename, _line, message, comments, _context in found:
            catalog.add(message, locations=[(f"{package}/{filename}", 0)], auto_comments=comments)
    for file in sorted(Path(click.__file__).parent.glob("*.py")):
        for _line, message, _comments, _context in extract_from_file("python", str(file)):
            if (message if isinstance(message, str) else message[0]) in CLICK_SAYS:
                catalog.add(message, locations=[("click", 0)])
    return catalog


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it stands."""
    path = LOCALE / language / "LC_MESSAGES" / "piyue.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def written(catalog: Catalog) -> bytes:
    """A catalogue as the text of a .po file: sorted, without line numbers or times."""
    buffer = io.BytesIO()
    write_po(
        buffer,
        catalog,
        sort_output=True,
        omit_header=False,
        include_lineno=False,
        ignore_obsolete=True,
        width=100,
    )
    lines = buffer.getvalue().splitlines(keepends=True)
    told, kept = lines.index(b"\n"), (b'"Language:', b'"Plural-Forms', b'"MIME-Version', b'"Content-')
    header = [line for line in lines[:told] if not line.startswith(b'"') or line.startswith(kept)]
    return b"".join([*header, *lines[told:]])


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as the bytes of a .mo file."""
    buffer = io.BytesIO()
    plain = read_po(io.BytesIO(written(catalog)), locale=catalog.locale)
    # Its header would name the minute of the day.
    plain.creation_date = plain.revision_date = ALWAYS
    write_mo(buffer, plain)
    return buffer.getvalue()


def update(language: str) -> None:
    """Bring one language up to date with the source."""
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "piyue.po"
    old = catalogue(language) if path.exists() else Catalog(locale=language)
    old.header_comment, old.fuzzy = f"# The words of piyue: {old.locale.english_name}.", False
    old.update(extracted(), no_fuzzy_matching=True)
    path.write_bytes(written(old))
    (folder / "piyue.mo").write_bytes(compiled(old))


if __name__ == "__main__":
    update("zh")
