"""Django and Django REST framework on PostgreSQL: the same transaction, lists, an aggregation.

``python -m bench.peers.django_app`` makes the tables. ``PG_SOCKETS``, ``PG_PORT`` and ``PG_USER``
say where the database is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="yardstick",  # noqa: S106 — nothing is signed
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="bench.peers.django_app",
    USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.contenttypes", "django.contrib.auth", "rest_framework", "django_filters",
    ],
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "postgres",
            "USER": os.environ["PG_USER"],
            "HOST": os.environ["PG_SOCKETS"],
            "PORT": os.environ["PG_PORT"],
            "CONN_MAX_AGE": None,
        }
    },
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
        "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
        "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
        "PAGE_SIZE": 25,
    },
)  # fmt: skip
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 — Django must be set up first
from django.db import connection, models, transaction  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import mixins, routers, serializers, viewsets  # noqa: E402
from rest_framework.decorators import api_view  # noqa: E402
from rest_framework.response import Response  # noqa: E402

if TYPE_CHECKING:
    from rest_framework.request import Request

ORGANIZATIONS = [
    "nong_dan", "phu_nu", "doan_thanh_nien", "cuu_chien_binh", "cong_doan", "lien_minh_htx",
    "nguoi_cao_tuoi", "chu_thap_do", "khuyen_hoc", "mttq",
]  # fmt: skip
COUNT_ONE = "insert into quota values (%s, 1) on conflict (key) do update set n = quota.n + 1"


class Reg(models.Model):
    org = models.CharField(max_length=30)
    movement = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    province = models.CharField(max_length=2)
    commune = models.CharField(max_length=5)
    year = models.IntegerField()
    content = models.IntegerField()
    title = models.CharField(max_length=300)
    description = models.TextField()
    households = models.IntegerField()
    budget = models.BigIntegerField()
    start_date = models.DateField()
    status = models.CharField(max_length=12, default="submitted")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.IntegerField(default=1)

    class Meta:
        app_label = "yardstick"
        db_table = "reg"
        indexes = (
            models.Index(fields=["org", "province", "commune", "year", "content"], name="i1"),
            models.Index(fields=["province", "year", "-created_at"], name="i2"),
            models.Index(fields=["year", "org", "province", "content"], name="i3"),
        )


class Quota(models.Model):
    key = models.CharField(max_length=60, primary_key=True)
    n = models.IntegerField()

    class Meta:
        app_label = "yardstick"
        db_table = "quota"


class Audit(models.Model):
    ref = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=30)
    op = models.CharField(max_length=20)

    class Meta:
        app_label = "yardstick"
        db_table = "audit"


class Sent(serializers.ModelSerializer):
    org = serializers.ChoiceField(ORGANIZATIONS)
    kind = serializers.ChoiceField(["cong_trinh", "mo_hinh"])
    movement = serializers.RegexField(r"^[a-z_]+\.m\d$")
    province = serializers.CharField(min_length=2, max_length=2)
    commune = serializers.CharField(min_length=5, max_length=5)
    year = serializers.IntegerField(min_value=2016, max_value=2100)
    content = serializers.IntegerField(min_value=1, max_value=5)
    households = serializers.IntegerField(min_value=0)
    budget = serializers.IntegerField(min_value=0)

    class Meta:
        model = Reg
        fields = "__all__"
        read_only_fields = ("status", "created_at", "version")


class Insert(mixins.CreateModelMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    queryset = Reg.objects.order_by("-created_at")
    serializer_class = Sent
    filterset_fields = ("org", "province", "commune", "year")


class Transaction(Insert):
    def perform_create(self, serializer: Any) -> None:
        with transaction.atomic():
            made = serializer.save()
            with connection.cursor() as cursor:
                cursor.execute(COUNT_ONE, [f"{made.year}|{made.org}|{made.commune}"])
            Audit.objects.create(ref=made.id, by="u1", op="register")


@api_view(["GET"])
def report(request: Request) -> Response:
    of_year = Reg.objects.filter(year=int(request.GET["year"]))
    return Response(list(of_year.values("org", "province", "content").annotate(n=Count("id"))))


def make_tables() -> None:
    with connection.schema_editor() as editor:
        for model in (Reg, Quota, Audit):
            editor.create_model(model)


router = routers.SimpleRouter(trailing_slash=False)
router.register("insert", Insert, basename="insert")
router.register("txn", Transaction, basename="txn")
urlpatterns = [*router.urls, path("report", report)]
app = get_wsgi_application()

if __name__ == "__main__":
    make_tables()
