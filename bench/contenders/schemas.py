"""The four checks as a pandera schema, the same for pandas and for Polars."""

from typing import Any


def schema_of(pa: Any, rules: dict) -> Any:
    """pa: pandera.pandas or pandera.polars."""
    checks = {
        "CF_XDR_LB": pa.Check.isin(rules["kinds"]),
        "CF_JDRQ": pa.Check.str_matches(rules["date"]),
        "CF_XDR_SHXYM": pa.Check.str_matches(rules["code"]),
    }
    names = dict.fromkeys([*rules["required"], *checks])
    columns = {
        name: pa.Column(str, checks.get(name), nullable=name not in rules["required"]) for name in names
    }
    return pa.DataFrameSchema(columns)
