"""A plugin's own form: every kind of question is asked, read, refused and shown back."""

from dataclasses import replace

import pytest

from core.app import create_app
from core.plugin_api import Choice, FieldType, FormField, hookimpl
from tests.api.conftest import PASSWORDS, Api
from tests.api.places import LUONG_BANG
from tests.plugins.making import a_plugin, a_type, returning
from tests.web.conftest import Web
from tests.web.form_filling import press, shown_step, stored, typed_in

NAME = "nguoi_cao_tuoi"
NEW = f"/dang-ky/moi?loai={NAME}.mo_hinh"
TWO = (Choice(code="a", label="Loại A"), Choice(code="b", label="Loại B"))
MANY = tuple(Choice(code=f"c{n}", label=f"Cách {n}") for n in range(1, 9))


@hookimpl
def failing(context):
    """A check that breaks as soon as somebody is named."""
    if "nguoi" in context.answers:
        raise RuntimeError("broken")
    return ()


QUESTIONS = (
    FormField(name="ten", label="Tên câu lạc bộ", type=FieldType.TEXT, required=True),
    FormField(name="mo_ta", label="Mô tả", type=FieldType.LONG_TEXT, help="Viết ngắn gọn."),
    FormField(name="so_cay", label="Số cây", type=FieldType.WHOLE_NUMBER, unit="cây", maximum=5000),
    FormField(name="do_lanh", label="Nhiệt độ", type=FieldType.WHOLE_NUMBER, minimum=-9),
    FormField(name="rong", label="Rộng", type=FieldType.DECIMAL, unit="ha", decimals=2),
    FormField(name="tien", label="Tiền quỹ", type=FieldType.MONEY, unit="đồng"),
    FormField(name="co_den", label="Có đèn", type=FieldType.YES_NO),
    FormField(name="loai", label="Loại", type=FieldType.CHOICE, choices=TWO),
    FormField(name="cach", label="Cách làm", type=FieldType.CHOICE, choices=MANY),
    FormField(name="viec", label="Các việc", type=FieldType.CHOICES, choices=MANY),
    FormField(name="ngay", label="Ngày ra mắt", type=FieldType.DATE),
    FormField(name="nguoi", label="Người lo", type=FieldType.TEXT, personal=True),
)
TYPED = {
    "answers.ten": "Câu lạc bộ  Sống vui",
    "answers.mo_ta": "Dòng một\r\nDòng hai",
    "answers.so_cay": "1.200 cây",
    "answers.do_lanh": "-5",
    "answers.rong": "1,25 ha",
    "answers.tien": "2 triệu rưỡi",
    "answers.co_den": "co",
    "answers.loai": "b",
    "answers.cach": "c7",
    "answers.viec": ["c1", "c3"],
    "answers.ngay": "2/9/2017",
    "answers.nguoi": "Ông Sáu",
}
KEPT = {
    "ten": "Câu lạc bộ Sống vui",
    "mo_ta": "Dòng một\nDòng hai",
    "so_cay": 1200,
    "do_lanh": -5,
    "rong": 1.25,
    "tien": 2_500_000,
    "co_den": True,
    "loai": "b",
    "cach": "c7",
    "viec": ["c1", "c3"],
    "ngay": "2017-09-02",
    "nguoi": "Ông Sáu",
}
HOSTILE = "<script>alert(1)</script>\"'&\u202e\x00{{7*7}}"


@pytest.fixture(params=[{"form": QUESTIONS}])
def web(clean, today, tmp_path, request):
    """The pages, with one plugin whose type asks what the test says."""
    asked = {name: value for name, value in request.param.items() if name != "check_registration"}
    plugin = a_plugin(
        tmp_path, NAME, register_movement_types=returning((a_type(NAME, **asked),)),
        check_registration=request.param.get("check_registration"),
    )  # fmt: skip
    program = Api(replace(clean, today=today))
    program.platform.store.close()
    program.app = create_app(program.settings, [plugin], passwords=PASSWORDS)
    program.nobody = replace(program.nobody, app=program.app)
    yield Web(program)
    program.close()


@pytest.fixture
def officer(web):
    return web.visitor(LUONG_BANG, NAME, "officer")


@pytest.fixture
def questions(officer):
    """The fourth step of a new item."""
    page = press(officer.get(NEW), officer, title="Câu lạc bộ", stage="duy_tri")
    return press(page, officer, "den=4")


def test_every_kind_of_question_is_asked(questions):
    assert shown_step(questions) == "step-4"
    for question in QUESTIONS:
        assert question.label in questions.main
    assert "Viết ngắn gọn." in questions.main
    assert len(questions.soup.select("[name='answers.cach'] option")) == 1 + len(MANY)
    assert len(questions.soup.select("input[name='answers.loai'][type=radio]")) == 2
    assert len(questions.soup.select("input[name='answers.viec'][type=checkbox]")) == len(MANY)


def test_every_kind_of_answer_is_read_kept_and_shown_back(web, officer, questions):
    page = press(questions, officer, **TYPED)

    assert page.address.endswith("/xem-lai")
    assert stored(web, page, officer)["answers"] == KEPT
    for shown in ("1.200 cây", "1,25 ha", "2.500.000 đồng", "Loại B", "Cách 1, Cách 3", "2/9/2017"):
        assert shown in page.main
    version = stored(web, page, officer)["version"]

    again = press(press(page, officer, "den=4"), officer)

    assert stored(web, again, officer)["version"] == version
    assert stored(web, again, officer)["answers"] == KEPT


def test_an_answer_is_taken_back_by_emptying_it(web, officer, questions):
    page = press(press(questions, officer, **TYPED), officer, "den=4")
    sent = dict.fromkeys(TYPED, "")

    page = press(page, officer, **sent)

    assert stored(web, page, officer)["answers"] == {}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("so_cay", "nhiều", "Chưa hiểu số “nhiều”. Hãy gõ như: 42 hoặc 1.200"),
        ("so_cay", "1,5", "“1,5” không phải số tròn."),
        ("so_cay", "5.001", "Lớn nhất là 5000"),
        ("do_lanh", "-10", "Nhỏ nhất là -9"),
        ("rong", "1,255", "Chưa hiểu số"),
        ("rong", "0,255", "Nhiều nhất 2 chữ số sau dấu phẩy"),
        ("tien", "khoảng 2 triệu", "Mục này ghi số cụ thể"),
        ("tien", "hai triệu", "Chưa hiểu số tiền “hai triệu”"),
        ("ngay", "9/2017", "Chưa hiểu ngày “9/2017”. Hãy gõ như: 15/3/2017 hoặc 2/9/2017"),
        ("ngay", "31/2/2017", "Chưa hiểu ngày"),
        ("ten", "x" * 201, "Dài quá 200 ký tự"),
        ("cach", "khac", "Không có trong các giá trị cho phép"),
        ("co_den", "có lẽ", "Phải là"),
    ],
)
def test_an_answer_that_does_not_fit_is_said_at_its_field(
    web, officer, questions, name, text, said
):
    field = f"answers.{name}"

    page = press(questions, officer, **(TYPED | {field: text}))

    assert page.status == 422
    assert shown_step(page) == "step-4"
    assert said in page.main
    assert page.soup.find(id=field) is not None
    rest = {key: value for key, value in KEPT.items() if key != name}
    made = web.api.sign_in(officer.username).get("/registrations").json[0]
    kept = web.api.sign_in(officer.username).get(f"/registrations/{made['id']}").json["answers"]
    assert kept == rest


def test_hostile_text_in_every_answer_is_text(officer, questions):
    page = press(questions, officer, **{f"answers.{one.name}": HOSTILE for one in QUESTIONS})

    assert page.status == 422
    assert page.soup.select("main script") == []
    assert "{{7*7}}" in typed_in(page)["answers.mo_ta"]


def test_an_answer_to_what_is_not_asked_is_ignored(web, officer, questions):
    page = press(questions, officer, **(TYPED | {"answers.khong_hoi": "x"}))

    assert "khong_hoi" not in stored(web, page, officer)["answers"]


@pytest.mark.parametrize("web", [{"form": ()}], indirect=True)
def test_a_type_without_questions_has_no_fourth_step(officer):
    page = press(officer.get(NEW), officer, title="Câu lạc bộ", stage="duy_tri")
    assert "Bước 2 trong 4" in page.main
    page = press(press(page, officer), officer)

    assert page.address.endswith("/xem-lai")
    assert "Bước 4 trong 4" in page.main


@pytest.mark.parametrize("web", [{"form": QUESTIONS, "check_registration": failing}], indirect=True)
def test_while_the_plugin_cannot_answer_nothing_typed_is_lost(officer, questions):
    page = press(questions, officer, **TYPED)

    assert page.status == 503
    assert "Chưa gửi được" in page.main
    assert typed_in(page)["answers.nguoi"] == "Ông Sáu"
