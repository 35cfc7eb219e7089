"""Twenty received files in two deliveries: what is known again, what became of each point, who is told what."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.review.deliveries import SETTINGS, first, plan, second
from tests.scenarios.command import Command, exit_code

NOTES = """\
- {受付番号: 4, 指摘: 1, 判断: 説明を了承, 理由: 9月に転換を届け出る。, 記録者: 田中, 日付: 平成30年8月25日}
- {受付番号: 9, 判断: 適, 順位: 1, 内部メモ: 内部だけの話ＸＹＺ, 記録者: 田中}
- {受付番号: 7, 申請者へ伝える事項: 病床の許可証の写しを添えてください。}
- {受付番号: 1, 目視: R601, 判断: 適, 所見: 資源の記載と取組みがつながっている。}
"""


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder in which the first delivery has been reviewed, for all tests."""
    folder = tmp_path_factory.mktemp("round")
    (folder / "zaitaku-check.toml").write_text(SETTINGS, "utf-8")
    first(folder / "plans")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert exit_code(["review", "plans", "-o", "out", "--as-of", "2018-08-20", "--lang", "ja", "-q"]) == 1
    return folder


@pytest.fixture
def desk(reviewed: Path, command: Command) -> Path:
    """Give a copy of it: the papers."""
    shutil.copytree(reviewed, command.folder, dirs_exist_ok=True)
    return command.folder / "out"


def review(command: Command, day: str, *options: str) -> int:
    """Run the review as of a day and return its exit code."""
    return command("review", "plans", "-o", "out", "--as-of", day, "--lang", "ja", *options).code


def record(out: Path) -> list[dict[str, Any]]:
    """Return the rounds that are kept."""
    rounds: list[dict[str, Any]] = json.loads((out / "rounds.json").read_bytes())["rounds"]
    return rounds


def plans(kept: dict[str, Any]) -> dict[int, tuple[str, str]]:
    """Return state and verdict of each plan of a round, by its number of receipt."""
    return {plan["case"]: (plan["state"], plan["verdict"]) for plan in kept["plans"]}


def points(kept: dict[str, Any], case: int) -> list[tuple[int, str, str]]:
    """Return number, rule and fate of each point of a plan."""
    (plan,) = [plan for plan in kept["plans"] if plan["case"] == case]
    return [(told["number"], told["rule"], told["fate"]) for told in plan["points"]]


def text(page: Path) -> str:
    """Return what a page says."""
    return unescape(re.sub(r"<[^>]+>", " ", page.read_text("utf-8").split("<body>")[1]))


def letter(out: Path, number: int, case: int) -> str:
    """Return what a letter of a round says."""
    (page,) = out.glob(f"letters/round-{number}/{case:03}-*.html")
    return text(page)


def test_the_second_delivery_is_known_again(desk: Path, command: Command) -> None:
    """By content or applicant, whatever the files are called: each plan keeps its number, with one state."""
    second(command.folder / "plans")
    review(command, "2018-09-14")
    one, two = record(desk)
    assert set(plans(one).values()) == {("new", "ready"), ("new", "explain"), ("new", "return")}
    states = {case: state for case, (state, _verdict) in plans(two).items()}
    assert states == {
        **dict.fromkeys((1, 2, 3, 5, 8, 9, 10, 11), "same"),
        4: "replaced",
        6: "replaced",
        7: "replaced",
        12: "gone",
        13: "new",
    }
    assert "差替え" in text(next(desk.glob("plans/007-*.html")))
    assert "前回と同じ内容のファイルです。" in text(next(desk.glob("plans/008-*.html")))


def test_every_point_has_one_fate(desk: Path, command: Command) -> None:
    """One point of 7 is settled, the other open; 4 is changed and not settled; 6 cannot be judged; 12 came no more."""
    second(command.folder / "plans")
    review(command, "2018-09-14")
    _one, two = record(desk)
    assert points(two, 7) == [(1, "R201", "open"), (3, "R505", "open")]
    assert ("R204", "changed") in [(rule, fate) for _number, rule, fate in points(two, 4)]
    page = text(next(desk.glob("plans/007-*.html")))
    assert re.search(r"2\s+解消\s+R202", page)
    index = text(desk / "index.html")
    table = re.search(r"前回の指摘と新しい指摘.*?((?:\s+\d+){7})\s", index, re.DOTALL)
    assert table is not None
    numbers = [int(each) for each in table[1].split()]
    assert sum(numbers[:-1]) == numbers[-1]
    asked = sum(len(plan["points"]) for plan in record(desk)[0]["plans"])
    assert numbers[-1] - numbers[2] == asked


def test_a_rule_that_was_not_judged_settles_nothing(desk: Path, command: Command) -> None:
    """What is not found again because the rule was left out, or the plan cannot be read, is not settled."""
    path = command.folder / "plans/08-kikuchi-core.yaml"
    path.write_text(path.read_text("utf-8").replace("[医師]", "[医師, 看護師]"), "utf-8")
    review(command, "2018-09-14", "--ignore", "R202")
    assert re.search(r"2\s+判定不能\s+R202", text(next(desk.glob("plans/007-*.html"))))


def test_the_same_files_again_are_the_same_round(desk: Path, command: Command) -> None:
    """A second run over the same files changes neither numbers nor letters; moved lines change nothing either."""
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    review(command, "2018-08-20")
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before
    path = command.folder / "plans/08-kikuchi-core.yaml"
    path.write_text("# 再送\n\n" + path.read_text("utf-8"), "utf-8")
    review(command, "2018-09-14")
    assert points(record(desk)[1], 7) == [(1, "R201", "open"), (2, "R202", "open"), (3, "R505", "open")]
    assert "いずれも変わっていません" in text(next(desk.glob("plans/007-*.html")))


def test_who_is_told_what(desk: Path, command: Command) -> None:
    """Second letters cite the first, say what is settled and what is left; who has nothing new gets no letter."""
    (desk / "desk.yaml").write_text((desk / "desk.yaml").read_text("utf-8") + NOTES, "utf-8")
    second(command.folder / "plans")
    review(command, "2018-09-14")
    kinds = {tuple(each["cases"]): each["kind"] for each in record(desk)[1]["letters"]}
    assert kinds == {(4,): "explain", (6,): "correct", (7,): "again", (13,): "explain"}
    told = letter(desk, 2, 7)
    assert (
        "平成30年8月20日付け認地第126号「平成30年度地域在宅医療サポートセンター事業に係る活動計画書の補正について（依頼）」"
        in told
    )
    assert "補正を確認した事項" in told
    assert "前回の通知の番号 2" in told
    assert "引き続き補正を要する事項" in told
    assert "病床の許可証の写しを添えてください。" in told
    assert "認地第134号" in letter(desk, 2, 4)
    everything = "".join(path.read_text("utf-8") for path in desk.glob("letters/*/*.html"))
    assert "内部だけの話" not in everything
    assert "資源の記載と取組みがつながっている" not in everything
    assert len(list(desk.glob("letters/round-1/*.docx"))) == 14


def test_letters_line_by_line(desk: Path, command: Command) -> None:
    """Each point of a plan stands in its letter under its number, once, in its own words, and nothing of others does.

    What rules over all plans have found, and what was left out, is told to nobody.
    """
    second(command.folder / "plans")
    review(command, "2018-09-14")
    for kept in record(desk):
        names = {plan["case"]: plan["applicant"]["name"] for plan in kept["plans"]}
        for each in kept["letters"]:
            if not each["cases"]:
                continue
            (case,) = each["cases"]
            said = letter(desk, kept["number"], case)
            (plan,) = [plan for plan in kept["plans"] if plan["case"] == case]
            mine = [told for told in plan["points"] if told["rule"][:2] != "R9"]
            asked = [told for told in mine if told["rule"][0] != "Y"]
            assert [told for told in asked if f"({told['number']}) {told['message']}" not in said] == []
            numbers = {told["number"] for told in mine}
            assert {int(number) for number in re.findall(r"\s\((\d+)\) ", said)} <= numbers
            assert [name for other, name in names.items() if other != case and name in said] == []
            assert "R9" not in said


def test_an_unreadable_plan_is_addressed_to_nobody(desk: Path, command: Command) -> None:
    """That its file is called as the last one proves nothing; and nothing is called settled that was never asked."""
    second(command.folder / "plans")
    review(command, "2018-09-14")
    said = letter(desk, 2, 6)
    assert "（宛名）" in said
    assert "山鹿東部内科" not in said
    assert "認地第125号" not in said
    assert "補正を確認した事項" not in said
    assert "このほかの事項（60件）は確認できていません。" in said
    assert "前回の同じ名前のファイルの差替えとして扱っています。" in text(next(desk.glob("plans/006-*.html")))


def test_what_an_older_plan_becomes_is_told(command: Command) -> None:
    """An applicant with two plans of different days hears that the older one counts no more; a copy is no plan."""
    newest = plan("13-kuma-core")
    command.write("plans/new.yaml", newest)
    command.write("plans/new (1).yaml", newest)
    review(command, "2018-08-20")
    assert "差替え前" not in letter(command.folder / "out", 1, 1)
    command.write("plans/old.yaml", newest.replace("提出日: 平成30年7月31日", "提出日: 平成30年7月20日"))
    assert command("review", "plans", "-o", "again", "--as-of", "2018-08-20", "--lang", "ja").code == 1
    assert "このほかに提出のあった計画書（1件）は、差替え前のものとして取り扱います。" in letter(
        command.folder / "again", 1, 1
    )


def test_files_that_are_no_form_get_a_letter(desk: Path) -> None:
    """A Word file and a scan are asked for again in the form; the address is open, for nobody knows whose they are."""
    (page,) = desk.glob("letters/round-1/file-*-阿蘇*.html")
    told = text(page)
    assert "阿蘇_計画書.docx" in told
    assert "Wordのファイル" in told
    assert "（宛名）" in told
    assert not [word for word in ("返戻", "受理", "zaitaku-check", "YAML") if word in told]


def test_an_accepted_explanation_ends_with_its_finding(desk: Path, command: Command) -> None:
    """It counts while the value stays, asks again when it changes, and is gone with the finding."""
    (desk / "desk.yaml").write_text(NOTES, "utf-8")
    review(command, "2018-08-25")
    page = next(desk.glob("plans/004-*.html"))
    assert "説明を了承" in text(page)
    path = command.folder / "plans/04-uki-core.yaml"
    asked = path.read_text("utf-8")
    path.write_text(asked.replace("機関種別: 病院", "機関種別: 診療所", 1), "utf-8")
    review(command, "2018-09-14")
    assert "再確認（記載が変わりました）" in text(page)
    path.write_text(asked.replace("機関種別: 病院", "機関種別: 在宅療養支援病院", 1), "utf-8")
    review(command, "2018-09-20")
    assert "R204" not in [rule for _number, rule, _fate in points(record(desk)[-1], 4)]
    path.write_text(asked, "utf-8")
    review(command, "2018-09-21")
    assert "説明を了承" not in text(page).split("審査の記録")[0]
    numbers = [number for number, rule, _fate in points(record(desk)[-1], 4) if rule == "R204"]
    assert numbers[0] > 4


def test_an_error_is_not_explained_away(desk: Path, command: Command) -> None:
    """The record is named, and the verdict stays."""
    (desk / "desk.yaml").write_text("- {受付番号: 7, 指摘: 1, 判断: 説明を了承, 理由: 後で。}\n", "utf-8")
    review(command, "2018-08-25")
    assert plans(record(desk)[0])[7][1] == "return"
    assert "desk.yaml:1: 受付番号7の指摘1（R201）は差戻しの指摘のため、説明では解消しません。" in text(
        desk / "index.html"
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- {受付番号: 4, 判断: 保留}", "判断「保留」には理由を書いてください。"),
        ("- {受付番号: 4, 判断: 採用, 理由: a}", "判断「採用」は使えません。"),
        ("- {受付番号: 四, 判断: 適}", "番号を書いてください。"),
        ("- {受付番号: 4, 判段: 適}", "「判段」という項目はありません。"),
    ],
)
def test_a_record_that_does_not_fit_is_named(line: str, told: str, desk: Path, command: Command) -> None:
    """With its line; nothing is written."""
    (desk / "desk.yaml").write_text(line + "\n", "utf-8")
    before = (desk / "index.html").read_bytes()
    run = command("review", "plans", "-o", "out", "--as-of", "2018-08-25", "--lang", "ja")
    assert run.code == 2
    assert f"{Path('out/desk.yaml')}:1:" in run.complaint
    assert told in run.complaint
    assert (desk / "index.html").read_bytes() == before


# --- the workbook -----------------------------------------------------------------------------------------------------


def fill(out: Path, sheet: str, row: dict[str, str | int], values: dict[str, str]) -> None:
    """Fill values into the row of a sheet that has others, as somebody with Excel does."""
    book = load_workbook(out / "overview.xlsx")
    table = book[sheet]
    titles = [str(cell.value or "") for cell in table[1]]
    for title in values:
        if title not in titles:
            table.cell(1, len(titles) + 1, title)
            titles.append(title)
    line = next(
        number
        for number, cells in enumerate(table.iter_rows(min_row=2, values_only=True), 2)
        if all(cells[titles.index(title)] == value for title, value in row.items())
    )
    for title, value in values.items():
        table.cell(line, titles.index(title) + 1, value)
    book.save(out / "overview.xlsx")


def cells(out: Path, sheet: str, key: str, value: object) -> dict[str, object]:
    """Return the row of a sheet in which a column has a value, by title."""
    rows = list(load_workbook(BytesIO((out / "overview.xlsx").read_bytes()))[sheet].values)
    titles = [str(each) for each in rows[0]]
    return next(dict(zip(titles, row, strict=True)) for row in rows[1:] if row[titles.index(key)] == value)


def test_what_is_filled_in_comes_back(desk: Path, command: Command) -> None:
    """Decisions, remarks and columns of the reviewer's own are added to desk.yaml and stand in the next workbook."""
    fill(
        desk,
        "一覧",
        {"受付番号": 4},
        {"判断": "保留", "理由": "届出待ち", "提出期限": "平成30年9月3日", "私の欄": "電話済み"},
    )
    fill(desk, "目視確認", {"受付番号": 1, "ルール": "R601"}, {"結果": "否", "所見": "課題とのつながりが薄い"})
    fill(desk, "所見", {"受付番号": 5}, {"申請者へ伝える事項": "=1+1 を確かめてください。"})
    review(command, "2018-08-25")
    written = (desk / "desk.yaml").read_text("utf-8")
    assert '受付番号: 4\n  判断: "保留"\n  理由: "届出待ち"\n  提出期限: "2018-09-03"\n' in written
    assert '"私の欄": "電話済み"' in written
    row = cells(desk, "一覧", "受付番号", 4)
    assert (row["判断"], row["提出期限"], row["私の欄"]) == ("保留", "平成30年9月3日", "電話済み")
    assert "平成30年9月3日（月）" in letter(desk, 1, 4)
    assert "=1+1 を確かめてください。" in letter(desk, 1, 5)
    review(command, "2018-08-25")
    assert (desk / "desk.yaml").read_text("utf-8") == written


def test_rows_may_be_sorted_and_deleted(desk: Path, command: Command) -> None:
    """A row is known by its numbers."""
    book = load_workbook(desk / "overview.xlsx")
    table = book["一覧"]
    titles = [str(cell.value or "") for cell in table[1]]
    rows = [list(row) for row in table.iter_rows(min_row=2, values_only=True)][::-1][:-3]
    table.delete_rows(2, 100)
    for row in rows:
        if row[0] == 9:
            row[titles.index("判断")] = "適"
        table.append(row)
    book.save(desk / "overview.xlsx")
    review(command, "2018-08-25")
    assert cells(desk, "一覧", "受付番号", 9)["判断"] == "適"
    assert (desk / "desk.yaml").read_text("utf-8").count("受付番号: 9") == 1


def test_what_cannot_be_taken_is_named_by_cell(desk: Path, command: Command) -> None:
    """Then nothing is taken, and the workbook stays as it is."""
    fill(desk, "一覧", {"受付番号": 4}, {"判断": "採用"})
    fill(desk, "一覧", {"受付番号": 5}, {"判断": "適"})
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    run = command("review", "plans", "-o", "out", "--as-of", "2018-08-25", "--lang", "ja")
    assert run.code == 2
    assert re.search(r"一覧![A-Z]+5: 判断「採用」は使えません。", run.complaint)
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


def test_two_people_overwrite_nothing(desk: Path, command: Command) -> None:
    """Where both have changed one thing, the conflict is named and neither is lost; a later record settles it."""
    fill(desk, "一覧", {"受付番号": 9}, {"判断": "保留", "理由": "順位の調整", "担当": "佐藤"})
    (desk / "desk.yaml").write_text("- {受付番号: 9, 判断: 適, 記録者: 田中}\n", "utf-8")
    run = command("review", "plans", "-o", "out", "--as-of", "2018-08-25", "--lang", "ja")
    assert "「適」←→「保留」" in run.text
    row = cells(desk, "一覧", "受付番号", 9)
    assert (row["判断"], row["担当"]) == ("適", "佐藤")
    assert "競合" in text(desk / "index.html")
    with (desk / "desk.yaml").open("a", encoding="utf-8") as file:
        file.write("- {受付番号: 9, 判断: 保留, 理由: 協議の結果}\n")
    review(command, "2018-08-26")
    assert cells(desk, "一覧", "受付番号", 9)["判断"] == "保留"
    assert "競合" not in text(desk / "index.html")


def test_amounts_are_numbers(desk: Path) -> None:
    """Amounts can be summed, and the sheets are those that an office expects, printed on A4 in landscape."""
    book = load_workbook(desk / "overview.xlsx")
    wanted = ["一覧", "指摘事項", "箇所数・予算", "目視確認", "所見", "届いたファイル", "統計"]
    assert book.sheetnames[:7] == wanted
    assert isinstance(cells(desk, "一覧", "受付番号", 1)["所要額"], int)
    total = cells(desk, "箇所数・予算", "区分", "受け付けた計画書の所要額の計")["金額"]
    every = [cells(desk, "一覧", "受付番号", number)["所要額"] for number in range(1, 13)]
    assert total == sum(value for value in every if isinstance(value, int))
    assert {book[name].page_setup.orientation for name in wanted} == {"landscape"}
    files = [row[0] for row in book["届いたファイル"].iter_rows(min_row=2, values_only=True)]
    assert len(files) == 15


def test_an_edited_letter_stays(desk: Path, command: Command) -> None:
    """A letter that somebody has worked on is left as it is, and named; the others are written anew."""
    (page,) = desk.glob("letters/round-1/007-*.html")
    page.write_text("手を入れた", "utf-8")
    run = command("review", "plans", "-o", "out", "--as-of", "2018-08-25", "--lang", "ja")
    assert run.code == 1
    assert page.read_text("utf-8") == "手を入れた"
    assert "手を加えた通知は書き換えていません: letters/round-1/007-" in run.text
