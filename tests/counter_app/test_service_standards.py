"""The standards file that comes with the app, and the carrier's own beside it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from counter_app.domain.kinds import KINDS
from counter_app.domain.standards import CARRIER, HOURS, LAW, LOCAL, PER_DAY, RENT_WAIVED, WORKING_DAYS, Limit
from counter_app.errors import BadInput
from counter_app.service_standards import read_standards

STANDARDS = read_standards()


@pytest.mark.parametrize(
    ("kind", "line", "amount", "rural", "unit", "waiting_pauses"),
    [
        ("fault", "", 48, 72, "hours", False),
        ("complaint", "", 15, 0, "days", False),
        ("transfer", "mobile", 24, 0, "hours", True),
        ("suspension", "mobile", 24, 0, "hours", True),
    ],
)
def test_what_the_law_says_is_there_as_law_with_its_source(
    kind: str, line: str, amount: int, rural: int, unit: str, waiting_pauses: bool
) -> None:
    limit = STANDARDS.for_ticket(kind, line)
    assert limit is not None
    assert (limit.amount, limit.rural, limit.unit, limit.waiting_pauses) == (amount, rural, unit, waiting_pauses)
    assert limit.standing == LAW
    assert "第" in limit.source
    assert STANDARDS.by_law(kind, line) == limit


def test_everything_else_is_marked_as_a_local_standard_that_promises_nothing() -> None:
    local = {key: limit for key, limit in STANDARDS.limits.items() if limit.standing != LAW}
    assert {limit.standing for limit in local.values()} == {LOCAL}
    assert STANDARDS.by_law("broadband_move") is None
    assert not any(limit.is_promise for limit in local.values())
    assert all("待核实" in limit.source for limit in local.values())
    assert {kind for kind, step in STANDARDS.limits if step == "ticket"} == set(KINDS) - {"other"}


def test_each_step_that_we_walk_ourselves_has_a_limit_and_waiting_for_the_customer_has_none() -> None:
    without = {step.code for row in KINDS.values() for step in row.route if not STANDARDS.for_step(row.code, step.code)}
    assert without == {"taken", "confirmed", "ready", "handled", "finished"}
    assert STANDARDS.for_step("enterprise_line", "installed") != STANDARDS.for_step("broadband_move", "installed")
    assert STANDARDS.for_step("broadband_move", "") is None


def test_late_moves_and_outages_have_their_redress() -> None:
    assert STANDARDS.redress["broadband_move"].rule == STANDARDS.redress["broadband_install"].rule == PER_DAY
    assert STANDARDS.redress["broadband_move"].percent == Decimal(1)
    assert STANDARDS.redress["fault"].rule == RENT_WAIVED
    assert all("电信条例" in rule.source for rule in STANDARDS.redress.values())


def test_a_carriers_row_replaces_one_row_and_is_a_promise(tmp_path: Path) -> None:
    own = tmp_path / "service_standards.toml"
    own.write_text(
        'area = "rural"\n[broadband_move.ticket]\nlimit = 3\nunit = "working_days"\n'
        '[fault.ticket]\nlimit = 24\nunit = "hours"\nstanding = "law"\n'
        '[fault.compensation]\nrule = "per_day"\npercent = 0.5\n',
        "utf-8",
    )
    theirs = read_standards(own)
    assert theirs.for_ticket("broadband_move") == Limit(3, WORKING_DAYS, CARRIER, "")
    assert theirs.for_ticket("fault") == Limit(24, HOURS, CARRIER, "")
    assert theirs.by_law("fault") == STANDARDS.for_ticket("fault")  # the law stays what it is
    assert theirs.for_ticket("complaint") == STANDARDS.for_ticket("complaint")
    assert theirs.redress["fault"].percent == Decimal("0.5")
    assert (theirs.area, STANDARDS.area) == ("rural", "")
    assert read_standards(tmp_path / "none.toml") == STANDARDS


@pytest.mark.parametrize(
    "told",
    [
        "[fault",
        "[outage.ticket]\nlimit = 1\nunit = 'hours'",
        "[fault.assigned]\nlimit = 1\nunit = 'hours'",
        "[any.ticket]\nlimit = 1\nunit = 'hours'",
        "[fault.ticket]\nlimit = 1\nunit = 'weeks'",
        "[fault.ticket]\nlimit = 0\nunit = 'hours'",
        "[fault.ticket]\nlimit = -3\nunit = 'hours'",
        "[fault.ticket]\nlimit = 1.5\nunit = 'hours'",
        "[fault.ticket]\nlimit = true\nunit = 'hours'",
        "[fault.ticket]\nlimit = 48\nlimit_rural = 0\nunit = 'hours'",
        "[fault.ticket]\nunit = 'hours'",
        "[fault.ticket]\nlimit = 48\nunit = 'hours'\nhurry = true",
        "[fault.ticket]\nlimit = 48\nunit = 'hours'\nwaiting_pauses = 'no'",
        "[fault.ticket]\nlimit = 48\nunit = 'hours'\nlines = ['sms']",
        "[fault]\nticket = 48",
        "fault = 48",
        "area = 'sea'",
        "area = 3",
        "[fault.compensation]\nrule = 'flowers'",
        "[fault.compensation]\nrule = 'per_day'\npercent = 'much'",
        "[fault.compensation]\nrule = 'per_day'\npercent = 101",
    ],
)
def test_a_file_that_names_what_does_not_exist_is_refused_by_name(tmp_path: Path, told: str) -> None:
    own = tmp_path / "service_standards.toml"
    own.write_text(told, "utf-8")
    with pytest.raises(BadInput) as refused:
        read_standards(own)
    assert refused.value.values["file"] == str(own)
    assert refused.value.values["why"]
