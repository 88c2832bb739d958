"""A broken plugin is set apart: the program runs, the others go on, nothing is half-kept."""

import threading

import pytest

from core.catalogue import Catalogue, PluginStatus
from core.domain.errors import UnavailableError
from core.domain.movements import Kind
from core.plugin_api import Problem, RegistrationContext, hookimpl

from .making import AnEntryPoint, a_plugin, a_type, state_of

SOON = 1.0
"""Seconds a plugin gets here; what hangs waits for an event that is set after the test."""


@pytest.fixture
def released():
    event = threading.Event()
    yield event
    event.set()


def context_of(name="thu", **answers):
    return RegistrationContext(
        year=2017, movement_type=f"{name}.mo_hinh", kind=Kind.MODEL, title="Thử", answers=answers
    )


def loaded(*plugins, **options):
    return Catalogue.load(plugins, load_seconds=SOON, **options)


def assert_only_it_is_quarantined(catalogue, reason):
    assert state_of(catalogue).state is PluginStatus.QUARANTINED
    assert state_of(catalogue).reason == reason
    assert not catalogue.is_active("thu")
    assert catalogue.is_active("lanh")
    assert catalogue.movement_type("lanh.mo_hinh") is not None
    assert catalogue.check(context_of("lanh")) == ()
    with pytest.raises(UnavailableError) as refused:
        catalogue.movement_type("thu.mo_hinh")
    assert (refused.value.reason, refused.value.params) == ("plugin_failed", {"plugin": "thu"})


@pytest.mark.parametrize("error", [ImportError("no module"), SyntaxError("bad"), SystemExit(1)])
def test_one_that_cannot_be_imported(sound, error):
    def load():
        raise error

    catalogue = loaded(AnEntryPoint("thu", load), sound)

    assert_only_it_is_quarantined(catalogue, "import_failed")
    assert type(error).__name__ in state_of(catalogue).detail[0]
    assert "Traceback" in state_of(catalogue).trace


def test_one_whose_import_hangs_is_cut_off(sound, released):
    catalogue = loaded(AnEntryPoint("thu", released.wait), sound)

    assert_only_it_is_quarantined(catalogue, "import_hangs")


def test_one_whose_hook_hangs_is_cut_off_and_what_it_said_before_is_kept(tmp_path, sound, released):
    @hookimpl
    def register_movement_types():
        released.wait()

    plugin = a_plugin(tmp_path, lock=False, register_movement_types=register_movement_types)
    catalogue = loaded(plugin, sound)

    assert_only_it_is_quarantined(catalogue, "declaration_hangs")
    assert catalogue.organization_name("thu") == "Hội Thử"
    assert "thu.mot_mo_hinh" in catalogue.quotas


def test_one_whose_hook_raises_keeps_its_organization_and_quotas_known(tmp_path, sound):
    @hookimpl
    def register_movement_types():
        yield a_type()
        raise RuntimeError("broken")

    plugin = a_plugin(tmp_path, lock=False, register_movement_types=register_movement_types)
    catalogue = loaded(plugin, sound)

    assert_only_it_is_quarantined(catalogue, "declaration_failed")
    assert "RuntimeError: broken" in state_of(catalogue).detail[0]
    assert list(catalogue.quotas) == ["lanh.mot_mo_hinh", "thu.mot_mo_hinh"]
    assert catalogue.organizations["thu"].name == "Hội Thử"


def failing(error):
    @hookimpl
    def check_registration(context):
        raise error

    return check_registration


def test_a_check_that_raises_refuses_the_write_and_no_other(tmp_path, sound):
    plugin = a_plugin(tmp_path, check_registration=failing(KeyError("so_ho")))
    catalogue = loaded(plugin, sound)

    with pytest.raises(UnavailableError) as refused:
        catalogue.check(context_of())

    assert (refused.value.reason, refused.value.params) == ("plugin_failed", {"plugin": "thu"})
    assert catalogue.check(context_of("lanh")) == ()
    assert catalogue.is_active("thu")


def test_a_check_that_raises_again_and_again_is_quarantined(tmp_path, sound):
    catalogue = loaded(a_plugin(tmp_path, check_registration=failing(ValueError())), sound)

    for _ in range(3):
        with pytest.raises(UnavailableError):
            catalogue.check(context_of())

    assert state_of(catalogue).state is PluginStatus.QUARANTINED
    assert state_of(catalogue).reason == "check_failed"
    assert not catalogue.is_active("thu")
    assert catalogue.is_active("lanh")


def test_what_a_failing_check_throws_is_not_logged_for_it_may_quote_a_person(tmp_path, caplog):
    error = KeyError("Nguyễn Thị Nở")
    catalogue = loaded(a_plugin(tmp_path, check_registration=failing(error)))

    with pytest.raises(UnavailableError):
        catalogue.check(context_of())

    assert "KeyError" in caplog.text
    assert "Nở" not in caplog.text


def test_a_check_that_hangs_is_cut_off_and_then_left_alone(tmp_path, sound, released):
    asked = []

    @hookimpl
    def check_registration(context):
        asked.append(context)
        released.wait()

    plugin = a_plugin(tmp_path, check_registration=check_registration)
    catalogue = loaded(plugin, sound, check_seconds=SOON)

    for _ in range(3):
        with pytest.raises(UnavailableError):
            catalogue.check(context_of())

    assert len(asked) == 1  # the second and third were refused at once
    assert state_of(catalogue).reason == "check_hangs"
    assert catalogue.check(context_of("lanh")) == ()


def test_a_check_that_has_come_back_is_tried_again_after_a_rest(tmp_path, released):
    now = [0.0]
    hanging = []

    @hookimpl
    def check_registration(context):
        hanging.append(threading.current_thread())
        released.wait()
        return ()

    plugin = a_plugin(tmp_path, check_registration=check_registration)
    catalogue = loaded(plugin, check_seconds=SOON, clock=lambda: now[0])
    with pytest.raises(UnavailableError):
        catalogue.check(context_of())
    now[0] = 61.0
    with pytest.raises(UnavailableError):  # it hangs still, so nobody else is sent after it
        catalogue.check(context_of())
    assert len(hanging) == 1

    released.set()
    hanging[0].join(10)
    assert catalogue.check(context_of()) == ()
    assert catalogue.is_active("thu")


@pytest.mark.parametrize(
    "answer",
    [
        ["sai rồi"],
        [Problem("answers.so_ho", "thu.sai")],
        [Problem("answers.so_ho", "sai", text="Sai.")],
        7,
    ],
)
def test_a_check_that_answers_nonsense_refuses_the_write(tmp_path, answer):
    @hookimpl
    def check_registration(context):
        return answer

    catalogue = loaded(a_plugin(tmp_path, check_registration=check_registration))

    with pytest.raises(UnavailableError):
        catalogue.check(context_of())


def test_the_program_starts_without_any_plugin():
    catalogue = Catalogue.load([])

    assert catalogue.plugins == ()
    assert catalogue.movement_type("phu_nu.ba_sach") is None
    assert catalogue.organization_name("phu_nu") == "Hội Liên hiệp Phụ nữ"
