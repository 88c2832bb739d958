"""The use cases on users as the tests do them: each in one write of a store, under a scope."""

from datetime import timedelta

from core.domain.access import Role, Scope
from core.domain.registration_search import Page
from core.services.api_sign_in import sign_in
from core.services.assigning import add_assignment, end_assignment
from core.services.factor_secrets import FactorSecrets
from core.services.inviting import reset_password
from core.services.people import change_user, create_user, list_users

from .people import MOMENT, ORGANIZATIONS, TODAY, a_grant, an_assignment, cheap_passwords

ADMIN, OFFICER, VIEWER = Role.ADMIN, Role.OFFICER, Role.VIEWER
PASSWORDS = cheap_passwords()
SECRETS = FactorSecrets("a key that only tests know, 0123456789")
YESTERDAY = TODAY - timedelta(days=1)


def an_admin(tenant="d064", organization="mttq", *more):
    held = (an_assignment(tenant, organization, ADMIN), *more)
    return Scope(user=f"u-admin-{tenant}-{organization}", assignments=held)


DISTRICT = an_admin()
PROVINCE = an_admin("p06")
OFFICER_THERE = Scope(user="u-can-bo", assignments=(an_assignment("d064", "mttq", OFFICER),))
ELSEWHERE = an_admin("d060")


def keep(store, *users):
    store.rows.users |= {user.id: user for user in users}
    return users[0]


def creating(store, scope=DISTRICT, **changes):
    given = {
        "username": "hoa", "name": " Nông  Thị Hoa", "grants": [a_grant()],
        "organizations": ORGANIZATIONS, "moment": MOMENT,
    } | changes  # fmt: skip
    return store.write(scope, lambda work: create_user(work=work, **given))


def changing(store, user, scope=DISTRICT, **asked):
    given = {"version": user.version, "moment": MOMENT} | asked
    return store.write(scope, lambda work: change_user(work=work, user_id=user.id, **given))


def adding(store, user, grant, scope=DISTRICT):
    return store.write(
        scope,
        lambda work: add_assignment(
            work=work, user_id=user.id, grant=grant, organizations=ORGANIZATIONS, moment=MOMENT
        ),
    )


def ending(store, user, assignment, scope=DISTRICT, **asked):
    given = {"version": user.version, "moment": MOMENT} | asked
    return store.write(
        scope,
        lambda work: end_assignment(
            work=work, user_id=user.id, assignment_id=assignment.id, **given
        ),
    )


def resetting(store, user, scope=DISTRICT, **asked):
    given = {"version": user.version, "moment": MOMENT} | asked
    return store.write(scope, lambda work: reset_password(work=work, user_id=user.id, **given))


def listed(store, scope=DISTRICT, q="", **page):
    users, total = list_users(
        work=store.read(scope), q=q, page=Page(**{"limit": 50} | page), count_up_to=10_000
    )
    return [user.username for user in users], total


def problems(refused):
    return [(problem.field, problem.code) for problem in refused.value.problems]


def sign(store, username, password):
    return sign_in(
        store=store,
        passwords=PASSWORDS,
        username=username,
        password=password,
        address=None,
        secrets=SECRETS,
        moment=MOMENT,
    )
