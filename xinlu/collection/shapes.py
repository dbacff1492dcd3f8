"""Rows of our tables as contracts: the only form in which they leave the package."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.conf import settings

from xinlu.collection import contracts, models
from xinlu.collection.contracts import Channel, Counts, Finding, Mode, Severity, Status


def submission_of(row: models.Submission) -> contracts.Submission:
    return contracts.Submission(
        id=row.id,
        item=row.item,
        item_version=row.item_version,
        organisation=row.organisation,
        mode=Mode(row.mode),
        channel=Channel(row.channel),
        status=Status(row.status),
        filename=row.filename,
        size=row.size,
        digest=row.digest,
        received_at=row.received_at,
        received_by=row.received_by,
        concluded_at=row.concluded_at,
        counts=Counts(**{field.name: getattr(row, field.name) for field in fields(Counts)}),
        root=row.root,
        reason=row.reason,
        zero_report=row.zero_report,
        period=row.period,
        corrects=row.corrects_id or "",
        progress=row.progress,
        confirmed_by=row.volume_confirmed_by,
    )


def quarantined_of(row: models.QuarantinedRow) -> contracts.Quarantined:
    return contracts.Quarantined(
        id=row.id,
        submission=row.submission_id,
        item=row.item,
        organisation=row.organisation,
        sheet=row.sheet,
        row=row.row,
        data=unsealed(row.data),
        findings=tuple(finding_of(finding) for finding in row.findings),
        state=row.state,
        since=row.since,
        releasable=row.releasable,
        filename=row.submission.filename,
    )


def hand_entry_of(row: models.HandEntry) -> contracts.HandEntry:
    return contracts.HandEntry(
        id=row.id,
        item=row.item,
        item_version=row.item_version,
        organisation=row.organisation,
        data=unsealed(row.data),
        state=row.state,
        made_by=row.made_by_name,
        made_at=row.made_at,
        confirmed_by=row.confirmed_by_name,
        confirmed_at=row.confirmed_at,
        reason=row.reason,
        submission=row.submission_id or "",
        maker=row.made_by,
        corrects=row.corrects,
        why=row.why,
    )


def finding_of(line: Mapping[str, Any]) -> Finding:
    """From a line with the keys of Finding."""
    return Finding(**{**line, "severity": Severity(line["severity"])})


def sealed(data: Mapping[str, str]) -> str:
    """A row of values as one sealed text: personal numbers may stand in any column of a faulty row."""
    return settings.KEYRING.seal(json.dumps(dict(data), ensure_ascii=False, sort_keys=True))


def unsealed(text: str) -> dict[str, str]:
    return json.loads(settings.KEYRING.unseal(text))
