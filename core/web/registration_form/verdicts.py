"""What the form's item would do for the quotas, as if it were sent as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.movements import Kind, Stage
from core.domain.quota_fit import is_about, misfit
from core.domain.quotas import Trait
from core.domain.registrations import is_built
from core.domain.verdicts import Outcome as Verdicted
from core.edge.platform import moment, platform
from core.edge.wording import missing_sentence
from core.services.judging import verdicts_in
from core.web.naming import in_a_sentence, movement_type_name, organization_name
from core.web.rendering import t
from core.web.verdict_words import misfit_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.quotas import Source
    from core.domain.registrations import Registration
    from core.domain.verdicts import Verdict
    from core.services.ports.work import Repositories
    from core.web.registration_form.stated import Values
    from core.web.registration_form.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One verdict; ``because`` is what the item is, where that makes it count."""

    mark: str
    title: str
    why: str
    because: str = ""
    source: Source | None = None


def panels(values: Values, subject: Subject, work: Repositories) -> list[Panel]:
    """Return a panel for each quota that the type is about, or one that says it is about none."""
    now = _judged(subject, work, None)
    trait = trait_of(values, subject, work)
    after = now if trait is None or not subject.is_open else _judged(subject, work, trait)
    later = {verdict.quota.code: verdict for verdict in after}
    about = [verdict for verdict in now if is_about(verdict.quota, subject.of_type)]
    if not about:
        return list(_about_none(now))
    return [
        _panel(verdict, later.get(verdict.quota.code, verdict), trait, subject) for verdict in about
    ]


def trait_of(values: Values, subject: Subject, work: Repositories) -> Trait | None:
    """Return what quotas would see of it; None while kind, stage or content is missing."""
    kind, stage, content = values["kind"], values["stage"], values["content"]
    known = kind in set(Kind) and stage in set(Stage)
    if not known or content not in subject.of_type.contents:
        return None
    return Trait(
        organization=subject.organization,
        movement_type=subject.of_type.code,
        kind=Kind(kind),
        stage=Stage(stage),
        content=content,
        themes=frozenset(values["themes"]) | subject.of_type.themes,
        built=is_built(Stage(stage), _continued(values, work)),
    )


def gained(subject: Subject, work: Repositories) -> str:
    """Return what a submission has just done for the quotas, in one sentence; "" for nothing."""
    registration = subject.registration
    trait = registration.trait() if registration else None
    if trait is None:
        return ""
    for verdict in _judged(subject, work, None):
        about = is_about(verdict.quota, subject.of_type)
        if not about or misfit(verdict.quota, trait, subject.of_type) is not None:
            continue
        if verdict.outcome is Verdicted.MET:
            numbers = {"have": verdict.have, "need": verdict.need or 0}
            return t("registration_form.gained_met", **numbers)
        if verdict.outcome is Verdicted.SHORT:
            return missing_sentence(verdict.lack) or ""
    return ""


def _judged(subject: Subject, work: Repositories, as_if: Trait | None) -> tuple[Verdict, ...]:
    return verdicts_in(
        work,
        subject.tenant,
        organization=subject.organization,
        year=subject.year,
        today=moment().today,
        catalogue=platform().catalogue,
        as_if=as_if,
    )


def _continued(values: Values, work: Repositories) -> Registration | None:
    continues = values["continues"]
    return work.registrations.get(continues) if continues else None


def _about_none(now: tuple[Verdict, ...]) -> Iterator[Panel]:
    short = [verdict for verdict in now if verdict.outcome is Verdicted.SHORT]
    for verdict in short[:1]:
        yield Panel(
            mark="expected",
            title=t("registration_form.counts_for_none"),
            why=missing_sentence(verdict.lack) or "",
            source=verdict.quota.source,
        )


def _panel(now: Verdict, after: Verdict, trait: Trait | None, subject: Subject) -> Panel:
    quota = now.quota
    numbers = {"have": now.have, "need": now.need or 0, "then": after.have}
    if now.outcome is Verdicted.UNKNOWN:
        title, why = t("verdict_panel.unknown"), _unknown(now, subject)
        return Panel(mark="unknown", title=title, why=why, source=quota.source)
    wanting = None if trait is None else misfit(quota, trait, subject.of_type)
    if now.outcome is Verdicted.EXPECTED:
        who = organization_name(quota.organization)
        why = t("registration_form.expected_why", who=who, **numbers)
        title = t("registration_form.expected")
        return Panel(mark="expected", title=title, why=why, source=quota.source)
    if trait is None:
        return _undecided(now, numbers)
    if wanting is not None:
        mark = "met" if now.outcome is Verdicted.MET else "short"
        why = f"{misfit_text(wanting, trait)} {t('registration_form.not_counted_why')}"
        title = t("registration_form.not_counted")
        return Panel(mark=mark, title=title, why=why, source=quota.source)
    return _counted(now, after, trait, subject)


def _undecided(now: Verdict, numbers: dict[str, int]) -> Panel:
    met = now.outcome is Verdicted.MET
    title = t("registration_form.already_met") if met else missing_sentence(now.lack) or ""
    return Panel(
        mark=now.outcome.value,
        title=title.rstrip("."),
        why=t("registration_form.undecided", **numbers),
        source=now.quota.source,
    )


def _counted(now: Verdict, after: Verdict, trait: Trait, subject: Subject) -> Panel:
    numbers = {"have": now.have, "need": now.need or 0, "then": after.have}
    because = t(
        "registration_form.because",
        type=movement_type_name(trait.movement_type),
        stage=t(f"stage.{trait.stage}").lower(),
        place=in_a_sentence(subject.tenant),
    )
    if not subject.is_open:
        title, key = t("registration_form.is_counted"), "now_why"
    elif now.outcome is Verdicted.MET:
        title, key = t("registration_form.already_met"), "one_more"
    elif after.outcome is Verdicted.MET:
        title, key = t("registration_form.will_meet"), "with_it"
    else:
        title, key = (missing_sentence(after.lack) or "").rstrip("."), "with_it"
    return Panel(
        mark=after.outcome.value,
        title=title,
        why=t(f"registration_form.{key}", **numbers),
        because=because,
        source=now.quota.source,
    )


def _unknown(now: Verdict, subject: Subject) -> str:
    if not platform().catalogue.is_active(now.quota.organization):
        return t("registration_form.unknown_plugin")
    return t("registration_form.unknown_fact", place=in_a_sentence(subject.tenant))
