"""The benchmark measures right answers: each job is held against the truth, small, with or without the peers."""

import numpy as np
import pytest

from benchmarks import engine, engine_jobs


@pytest.mark.parametrize("make", [engine_jobs.schedules, engine_jobs.rates, engine_jobs.dated_rates, engine_jobs.late])
def test_a_job_is_right(make):
    make(50).check()


def test_every_job_there_is_code_for_is_listed_and_the_others_are_named():
    jobs, absent = engine_jobs.jobs()
    assert len(jobs) + len(absent) == 7 and len({job.title for job in jobs}) == len(jobs)


@pytest.mark.parametrize("kind", engine_jobs.CHUNKED)
def test_the_growth_runs_in_chunks_and_answers_every_loan(kind, monkeypatch):
    monkeypatch.setattr(engine_jobs, "CHUNK", 20)
    kept = engine_jobs.CHUNKED[kind](50)
    assert kept.shape == (50,) and (np.asarray(kept) > 0).all()


def test_a_wrong_answer_ends_the_run():
    with pytest.raises(ValueError, match="Not so: rows add up"):
        engine_jobs.true(False, "rows add up")


def test_the_table_shows_who_is_not_installed_and_how_often_faster():
    row = {"job": "j", "items": 10, "ours": 1e-6, "floor": 5e-7, "check": "met"}
    told = engine.show(
        {"machine": "m", "jobs": [row | {"peers": {"a": 2e-5, "b": "not installed"}}], "absent": ["p"], "growth": {}}
    )
    line = next(line for line in told.splitlines() if line.startswith("j "))
    assert line.split()[1:] == ["10", "10", "us", "1", "us", "1,000,000", "a", "20", "us", "20", "500", "ns", "2.0"]
    assert "b not installed" in told and "p: not there yet" in told
