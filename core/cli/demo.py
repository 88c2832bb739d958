"""``chungsuc demo``: loading the demonstration, and telling a newcomer what to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from core.catalogue import Catalogue
from core.cli.country import fill_country, with_country_options
from core.cli.database import opened
from core.demonstration.accounts import ADMIN, PASSWORD, TWO_HATS, VIEWER
from core.demonstration.loading import is_untouched, load, practice_date
from core.domain.errors import ConflictError
from core.runtime.secret import with_secret_key
from core.services.passwords import Passwords
from core.storage.country import refuse_half_filled

if TYPE_CHECKING:
    from datetime import date

    from core.demonstration.country import Wish
    from core.settings import Settings
    from core.storage.store import MongoStore

WELCOME = """
Dữ liệu minh họa: tỉnh Bắc Kạn theo Kế hoạch 129/KH-MTTQ-BTT. Ngày thực hành: {today:%-d/%-m/%Y}.
Đơn vị là thật; công trình, mô hình, số liệu và người là hư cấu. Mật khẩu chung: {password}

  pn.luongbang       Hội Phụ nữ xã Lương Bằng, cán bộ (chủ tịch: pn.luongbang.ct)
  mt.luongbang       Mặt trận xã Lương Bằng, cán bộ (chủ tịch: mt.luongbang.ct)
  mt.chodon          Mặt trận huyện Chợ Đồn (mt.chodon.ct)
  mt.backan          Mặt trận tỉnh Bắc Kạn (mt.backan.ct)
  {admin:<18} quản trị của Mặt trận tỉnh; {viewer}: chỉ xem
  {two_hats:<18} một người hai vai: Hội Phụ nữ và Mặt trận xã
Đổi pn thành nd, tn, ccb để vào vai Hội Nông dân, Đoàn Thanh niên, Hội Cựu chiến binh; đổi
luongbang thành tên xã, huyện khác viết liền không dấu (banglung, pacnam …); ở một số xã hội, đoàn
chưa có cán bộ, huyện nhập thay.
"""

THREE_VISITS = """
Thử ba việc, trên trình duyệt hay trên điện thoại:

1. pn.luongbang      Hội Phụ nữ xã đăng ký một mô hình và thấy đủ chỉ tiêu năm 2018
2. mt.luongbang.ct   Mặt trận xã hiệp thương: thống nhất, hoặc trả lại kèm góp ý
3. mt.backan.ct      Mặt trận tỉnh: xã nào thiếu, nội dung nào bỏ sót, nhận báo cáo

Chung Sức: {address}
"""


@click.command()
@with_country_options
@click.pass_obj
def demo(settings: Settings, wish: Wish | None) -> None:
    """Nạp dữ liệu minh họa (Bắc Kạn 2017-2018) vào cơ sở dữ liệu chưa có đăng ký nào.

    Với --country: cả nước, một triệu đăng ký của một năm, trong vài phút.
    """
    if settings.env == "production":
        raise ConflictError("demonstration_in_production")
    if wish is not None:
        fill_country(settings, wish)
        return
    with opened(settings) as store:
        if not _load(store, settings):
            click.echo("Dữ liệu minh họa đã có sẵn; không nạp lại.")
        today = practice_date(store)
    if today is not None:
        click.echo(welcome(today))


def demonstrated(store: MongoStore, settings: Settings) -> date | None:
    """Return the practice date of the demonstration; load it first where there is nothing at all.

    Never in production, where published passwords must not open anything: a database that holds
    the demonstration is refused there (ConflictError ``demonstration_in_production``), and one
    that holds half of a country everywhere (``country_filling``, ``country_half_filled``).
    """
    refuse_half_filled(store.database)
    today = practice_date(store)
    if settings.env == "production":
        if today is not None:
            raise ConflictError("demonstration_in_production")
        return None
    if today is None and settings.demo and is_untouched(store):
        click.echo("Đang nạp dữ liệu minh họa (chỉ lần đầu; CHUNGSUC_DEMO=0 để không nạp) …")
        _load(store, settings)
        return practice_date(store)
    return today


def welcome(today: date) -> str:
    """Return what the demonstration is, and who can sign in to it."""
    return WELCOME.format(
        today=today, password=PASSWORD, admin=ADMIN, viewer=VIEWER, two_hats=TWO_HATS
    ).rstrip()


def three_visits(address: str) -> str:
    """Return what to try first, and where."""
    return THREE_VISITS.format(address=address).rstrip()


def _load(store: MongoStore, settings: Settings) -> bool:
    key = (with_secret_key(settings).secret_key or "").encode()
    return load(store, key=key, catalogue=Catalogue.installed(), passwords=Passwords())
