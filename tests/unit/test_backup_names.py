"""Which backups stay when only so many are to be kept."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.backups import BackupName, Kind, named, outdated

NIGHT = datetime(2026, 11, 1, 17, tzinfo=UTC)


def a_backup(hours, kind=Kind.FULL):
    return BackupName(database="chungsuc", at=NIGHT + timedelta(hours=hours), kind=kind)


a_history = st.lists(
    st.builds(a_backup, st.integers(0, 500), st.sampled_from(Kind)),
    unique_by=lambda each: each.at,
)


@given(a_history)
def test_a_name_is_read_as_it_was_written(backups):
    found = named("chungsuc", (str(each) for each in backups))
    assert found == sorted(backups, key=lambda each: each.at)


def test_what_others_put_into_the_folder_is_none_of_ours():
    strange = (
        "chungsuc-20261101T170000Z-full.zip.part", "chungsuc-20261399T170000Z-full.zip",
        "chungsuc2-20261101T170000Z-full.zip", "x-chungsuc-20261101T170000Z-full.zip",
        "chungsuc-20261101T170000Z-half.zip", "secret.key", "",
    )  # fmt: skip
    assert named("chungsuc", strange) == []


@given(a_history, st.integers(1, 5))
def test_so_many_full_backups_stay_as_are_to_be_kept_with_all_that_follows_them(backups, keep):
    gone = outdated(backups, keep=keep)
    stay = [each for each in backups if each not in gone]
    full = sorted(each.at for each in backups if each.kind is Kind.FULL)
    kept = sorted(each.at for each in stay if each.kind is Kind.FULL)
    assert kept == full[-keep:]
    if len(full) > keep:
        before = sorted((each for each in backups if each.at < kept[0]), key=lambda each: each.at)
        over = [each for each in stay if each.at < kept[0]]
        assert over == [each for each in before[-1:] if each.kind is Kind.INCREMENT]
    else:
        assert gone == []


def test_increments_go_with_the_full_backup_they_follow_but_one_that_may_reach_over():
    old, its, last, new, later = (
        a_backup(0), a_backup(1, Kind.INCREMENT), a_backup(23, Kind.INCREMENT), a_backup(24),
        a_backup(25, Kind.INCREMENT),
    )  # fmt: skip
    assert outdated([later, new, last, its, old], keep=1) == [old, its]
