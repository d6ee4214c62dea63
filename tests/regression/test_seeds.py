"""What the extractor that comes with the package says of the seeds today, to the last value.

A failure tells what changed, in the words of ``extract diff``. Where the change is meant, write the snapshots anew and
look at git's difference: ``pytest tests/regression --force-regen``, which fails once and passes from then on.
"""

from pathlib import Path

import pytest

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_extraction_is_what_it_was(extract_regression, path):
    """No record and no field differs from the snapshot."""
    extract_regression.check(path, basename=path.stem)


def test_both_seeds_have_a_snapshot():
    """Else the test above would hold nothing."""
    assert len(SEEDS) == 2
    assert {path.stem for path in Path(__file__).with_suffix("").glob("*.json")} == {path.stem for path in SEEDS}
