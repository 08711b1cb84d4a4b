"""What rocrate-validator says of the record of an export, by the profile Process Run Crate."""

from __future__ import annotations

import json

import pytest
from crates import filled, graph_of

from analysis.exporting.crate import OTHER_TERMS, STANDARD

MISSING = "roc-validator is not installed: python -m pip install '.[verify]'"
ELSEWHERE = {"File": "http://schema.org/MediaObject", "conformsTo": "http://purl.org/dc/terms/conformsTo"}


def published_context(whole):
    """The terms that a crate uses, as the published context of RO-Crate 1.1 has them; no network is asked."""
    types = {one["@type"] for one in whole}
    terms = {key for one in whole for key in one if not key.startswith("@")} - OTHER_TERMS.keys()
    return {"@context": {term: ELSEWHERE.get(term, f"http://schema.org/{term}") for term in sorted(terms | types)}}


@pytest.fixture
def judged(tmp_path, monkeypatch):
    """What rocrate-validator has to say of the crate by the profile, at a severity."""
    services = pytest.importorskip("rocrate_validator.services", reason=MISSING)
    from requests import Response
    from rocrate_validator.models import Severity
    from rocrate_validator.utils.http import HttpRequester

    graph = graph_of(filled(tmp_path))

    def answer(_requester, url, **_asked):
        found = Response()
        found.url, found.status_code = url, 200 if url == f"{STANDARD}/context" else 404
        found.headers["Content-Type"] = "application/ld+json"
        found._content = json.dumps(published_context(list(graph.values()))).encode()
        return found

    for method in ("get", "head"):
        monkeypatch.setattr(HttpRequester, method, answer, raising=False)

    def judge(severity):
        asked = services.ValidationSettings(
            rocrate_uri=str(tmp_path),
            profile_identifier="process-run-crate-0.5",
            requirement_severity=getattr(Severity, severity),
        )
        return {(one.check.identifier, str(one.message)) for one in services.validate(asked).get_issues()}

    return judge


UNKNOWN = ("url", "absolute URI", "endTime", "agent", "author", "publisher")
"""What the profile recommends and nobody can tell here: a public address, a clock, who it was that typed."""


def test_a_judge_of_its_own_finds_nothing_wrong(judged):
    assert judged("REQUIRED") == set()


def test_a_judge_misses_only_what_nobody_can_tell(judged):
    missed = {message for _, message in judged("RECOMMENDED")}
    assert [message for message in missed if not any(what in message for what in UNKNOWN)] == []
