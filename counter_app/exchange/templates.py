"""Empty CSV files to fill in: the header and one invented example line each."""

from __future__ import annotations

import csv
from pathlib import Path

from counter_app.errors import BadInput
from counter_app.exchange.columns import TABLES
from counter_app.texts import mark


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Write tickets.csv, events.csv and owners.csv into a folder, made if it is not there; the paths written.

    UTF-8 with a byte order mark, so that spreadsheet programs open them right. Raises: BadInput if one is already
    there (nothing is written then) or the folder cannot be written.
    """
    paths = tuple(folder / f"{table.name}.csv" for table in TABLES)
    there = next((path.name for path in paths if path.exists()), "")
    if there:
        raise BadInput(mark("{file} is already there; nothing was overwritten."), file=there)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, table in zip(paths, TABLES, strict=True):
            with path.open("x", encoding="utf-8-sig", newline="") as file:
                rows = csv.writer(file)
                rows.writerow(column.name for column in table.columns)
                rows.writerow(column.example for column in table.columns)
    except OSError:
        raise BadInput(mark("The folder cannot be written.")) from None
    return paths
