"""The generator of the benchmark corpus: the same for everyone, realistic, one plan in ten with mistakes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import jsonschema
import pytest
import yaml
from benchmarks.corpus import Sample, corpus, sample, write_corpus
from benchmarks.facts import AREAS, MANDATORY, facts
from benchmarks.mistakes import FILES, PUT_DOWN, SAID, SHAPE
from benchmarks.peer_schema import FORM
from benchmarks.writing import AREA_NAMES, ITEMS, MANNERS


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    """Give the first 1,000 files of the corpus."""
    return list(corpus(1_000))


def test_a_sample_depends_on_its_seed_and_number_alone() -> None:
    """Plan 42 is the same bytes, however it is asked for, and another one under another seed."""
    assert sample(42) == list(corpus(50))[42]
    assert sample(42, seed=2).data != sample(42).data


def test_one_plan_in_ten_has_mistakes(samples: list[Sample]) -> None:
    """Of every ten plans in a row exactly one names mistakes."""
    tens = [samples[at : at + 10] for at in range(0, len(samples), 10)]
    assert [sum(bool(made.mistakes) for made in ten) for ten in tens] == [1] * 100


def test_every_kind_of_mistake_occurs() -> None:
    """The plans with mistakes of a corpus of 10,000 show every mistake there is."""
    seen = {name for number in range(7, 10_000, 10) for name in sample(number).mistakes}
    assert seen == {mistake.__name__ for mistake in (*SAID, *PUT_DOWN, *FILES)}


def test_a_sound_plan_has_a_plan_s_size(samples: list[Sample]) -> None:
    """Sound plans are of four to six and a half kilobytes."""
    sizes = [len(made.data) for made in samples if not made.mistakes]
    assert min(sizes) >= 4_000
    assert max(sizes) <= 6_500


@pytest.mark.parametrize("manner", MANNERS)
def test_a_sound_plan_is_yaml_with_every_mandatory_item(manner: str) -> None:
    """In every manner, a sound plan is one YAML mapping whose activities name all four mandatory items."""
    plan = yaml.load(sample(10, manner=manner).data, yaml.BaseLoader)  # noqa: S506 - texts only
    activities = plan.get("activities") or plan["取組み"]
    written = " ".join(activity.get("item") or activity["項目"] for activity in activities)
    for item in MANDATORY:
        sign, name, short = ITEMS[item]
        number = f"({list(ITEMS).index(item) + 1})"
        assert any(form in written for form in (item, sign, number, name, short)), item


def test_all_ten_areas_have_plans() -> None:
    """Ten plans in a row belong to the ten areas."""
    areas = [yaml.safe_load(sample(number, manner="canonical").data).get("area") for number in range(10, 20)]
    assert areas[:7] + areas[8:] == [area for at, area in enumerate(AREAS) if at != 7]
    assert set(AREAS) == set(AREA_NAMES)


def test_both_languages_are_used(samples: list[Sample]) -> None:
    """A third of the plans has Japanese keys, a third English ones, a third both."""
    first = Counter((b"\xe4\xba\x8b\xe6\xa5\xad:" in made.data, b"programme:" in made.data) for made in samples)
    assert first[True, False] > 300
    assert first[False, True] > 300


def test_the_canonical_manner_makes_mistakes_of_shape_only() -> None:
    """Plans for programs that know only JSON Schema have the mistakes that JSON Schema can find."""
    shape = {mistake.__name__ for mistake in SHAPE}
    made = [sample(number, manner="canonical") for number in range(7, 500, 10)]
    assert all(len(one.mistakes) == 1 and set(one.mistakes) <= shape for one in made)


def test_no_two_applicants_share_a_name() -> None:
    """Among 5,000 plans no applicant's name comes twice, so that no rule on applicants fires by accident."""
    names = {facts(number, Random(number))["applicant"]["name"] for number in range(5_000)}  # noqa: S311 - invented
    assert len(names) == 5_000


def test_the_corpus_is_written_once(tmp_path: Path) -> None:
    """A corpus that lies there already is left as it is; another recipe writes it anew."""
    folder = write_corpus(tmp_path / "plans", 12)
    assert sorted(file.name for file in folder.iterdir()) == [made.name for made in corpus(12)]
    (folder / "plan-000003.yaml").write_bytes(b"changed")
    write_corpus(folder, 12)
    assert (folder / "plan-000003.yaml").read_bytes() == b"changed"
    write_corpus(folder, 11, seed=2)
    assert sorted(file.name for file in folder.iterdir()) == [made.name for made in corpus(11)]
    assert (folder / "plan-000003.yaml").read_bytes() == sample(3, seed=2).data


def test_the_form_accepts_sound_plans_and_refuses_the_others() -> None:
    """The peers, who know the form alone, find nothing in the sound plans and something in every other one."""
    form = jsonschema.Draft202012Validator(yaml.safe_load(FORM.read_text(encoding="utf-8")))
    made = [sample(number, manner="canonical") for number in range(60)]
    assert [
        one.name for one in made if form.is_valid(yaml.load(one.data, yaml.CSafeLoader)) == bool(one.mistakes)
    ] == []
