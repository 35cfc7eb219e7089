"""A plan by questions: answers are read at once, can be taken back, are kept when one leaves, and lead to ready."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest
import typer
from tests.scenarios.command import Command, Run

Ask = Callable[..., Run]
READY = {
    "年度": "平成30年度",
    "提出日": "平成30年7月27日",
    "類型": "1",
    "圏域": "八代",
    "申請者／名称": "医療法人社団球磨川会　八代みどりの丘病院",
    "申請者／機関種別": "在宅療養支援病院",
    "申請者／市町村": "八代市",
    "申請者／代表者／氏名": "松浦 誠一郎",
    "申請者／病床数": "120床",
    "申請者／職種": "医師、看護師、薬剤師",
    "申請者／在宅医療の提供": "1、2",
    "申請者／担当者／電話番号": "0965-00-1234",
    "現状と課題／地域資源の状況": "訪問診療を行う医療機関は14か所、訪問看護ステーションは13か所である。",
    "現状と課題／これまでの取組状況": "八代市と在宅医療・介護連携の研修会を年2回開いた。",
    "現状と課題／課題": "夜間の往診を少数の医師が担っている。",
    "現状と課題／連携先": "八代北部医師会、八代市",
    "事業期間／開始": "H30.10.1",
    "事業期間／終了": "平成31年3月31日",
    "①急変時対応の取組み／内容": "診療所6か所と当番表を組み、夜間及び休日の往診を分担する。",
    "②入退院支援の取組み／内容": "入院後3日以内に退院支援の要否を確かめ、退院前カンファレンスを開く。",
    "⑤訪問診療等のサービス提供量の増加に向けた取組み／内容": "訪問診療を始める診療所に当院の医師が3か月間同行する。",
    "「⑤訪問診療等のサービス提供量の増加に向けた取組み／指標」を書きますか": "ｙ",
    "⑤訪問診療等のサービス提供量の増加に向けた取組み／指標 1／名称": "訪問診療を行う医療機関",
    "⑤訪問診療等のサービス提供量の増加に向けた取組み／指標 1／単位": "か所",
    "⑤訪問診療等のサービス提供量の増加に向けた取組み／指標 1／現状値": "14",
    "⑤訪問診療等のサービス提供量の増加に向けた取組み／指標 1／目標値": "17",
    "⑤訪問診療等のサービス提供量の増加に向けた取組み／指標 1／出典": "九州厚生局への届出（平成30年6月）",
    "⑦在宅医療センター事業の連絡会の開催／内容": "八代在宅ケア連絡会の中に部会を置き、進み具合を確かめる。",
    "⑦在宅医療センター事業の連絡会の開催／連絡会 1／名称": "八代在宅ケア連絡会",
    "⑦在宅医療センター事業の連絡会の開催／連絡会 1／既存の会議の活用": "はい",
    "⑦在宅医療センター事業の連絡会の開催／連絡会 1／構成員": "八代北部医師会、八代市、八代保健所",
    "⑦在宅医療センター事業の連絡会の開催／連絡会 1／開催回数": "年3回",
    "番号（終わるときはEnter）": "1",
    "③日常の療養支援の取組み／内容": "訪問看護ステーションと同じ様式の指示書及び連絡票を用いる。",
    "所要額／合計": "1,149千円",
    "「所要額／内訳」を書きますか": "はい",
    "所要額／内訳 1／費目": "人件費",
    "所要額／内訳 1／金額": "1,149千円",
}


@pytest.fixture
def ask(command: Command, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Answer each question by its words, the n-th time with the n-th of several answers; the rest with Enter."""

    def run(answers: dict[str, str | list[str]], *words: str, lang: str = "ja") -> Run:
        waiting = {title: [each] if isinstance(each, str) else list(each) for title, each in answers.items()}

        def prompt(title: str, **_how: object) -> str:
            left = waiting.get(title.partition(" [")[0])
            answer = left.pop(0) if left else ""
            if answer == "^C":
                raise typer.Abort
            return answer

        monkeypatch.setattr(typer, "prompt", prompt)
        return command("new", "plan.yaml", "--questions", *words, "--lang", lang)

    return run


def plan(command: Command) -> str:
    """Return the plan that was written."""
    return (command.folder / "plan.yaml").read_text("utf-8")


def test_from_an_empty_folder_questions_lead_to_ready(command: Command, ask: Ask) -> None:
    """What an applicant answers is a plan that can be handed in, and the verdict is said at the end."""
    run = ask(READY)
    assert run.code == 0, run.complaint
    assert "plan.yaml: 提出可\n" in run.text
    assert command("check", "plan.yaml", "--lang", "ja").code == 0
    assert os.listdir(command.folder) == ["plan.yaml"]
    assert '名称: "医療法人社団球磨川会　八代みどりの丘病院"' in plan(command)
    assert "\\u" not in plan(command).lower()


def test_what_is_still_missing_is_said_at_the_end(ask: Ask) -> None:
    """A plan with gaps is written, too, with what is left to do."""
    run = ask({**READY, "所要額／合計": "", "申請者／病床数": ""})
    assert run.code == 0
    assert "plan.yaml: 差戻し\n" in run.text
    assert "必須の項目「合計」" in run.text
    assert "1床以上の病床数" in run.text


def test_going_back_asks_again_and_keeps_the_others(command: Command, ask: Ask) -> None:
    """One answer is taken back; those before it stay."""
    run = ask({"年度": "H30", "圏域": ["芦北", "八代"], "申請者／名称": ["戻る", "医療法人甲"]})
    assert "（前の答え: 芦北）" in run.complaint
    assert "圏域: 八代\n" in plan(command)
    assert "名称: 医療法人甲\n" in plan(command)


def test_the_first_question_has_none_before_it(ask: Ask) -> None:
    """Going back from the first question says so and asks it again."""
    run = ask({"年度": ["戻る", "H30"]})
    assert "最初の質問です。" in run.complaint
    assert run.code == 0


def test_the_rest_of_a_group_can_be_skipped(command: Command, ask: Ask) -> None:
    """Skipping leaves the group for later and goes on behind it."""
    ask({"年度": "H30", "申請者／名称": "飛ばす", "申請者／機関種別": "病院", "事業期間／開始": "H30.10.1"})
    assert "機関種別:\n" in plan(command)
    assert "開始: H30.10.1\n" in plan(command)


def test_leaving_keeps_the_answers_and_the_next_run_goes_on(command: Command, ask: Ask) -> None:
    """Ctrl-C loses nothing; the draft goes once the plan is written."""
    run = ask({"年度": "H30", "圏域": "八代", "申請者／名称": "^C"})
    assert run.code == 130
    assert "ここまでの回答（4件）は「plan.yaml.draft」に残してあります。" in run.complaint
    assert json.loads((command.folder / "plan.yaml.draft").read_text("utf-8"))["answers"] == ["H30", "", "", "八代"]
    run = ask({"申請者／名称": "医療法人甲"})
    assert "前回の途中の回答（4件）" in run.complaint
    assert run.complaint.count("圏域を、") <= 1
    assert {"圏域: 八代", "  名称: 医療法人甲"} <= set(plan(command).splitlines())
    assert os.listdir(command.folder) == ["plan.yaml"]


def test_one_may_begin_anew(command: Command, ask: Ask) -> None:
    """Whoever does not want the answers of last time is asked everything."""
    ask({"年度": "H30", "圏域": "八代", "申請者／名称": "^C"})
    ask({"続きから始めますか": "いいえ", "年度": "H30", "圏域": "芦北"})
    assert "圏域: 芦北" in plan(command)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("今日の予定", "途中の回答として読めません"),
        (
            '{"schema": "zaitaku-check/answers-1", "area": "阿蘇", "answers": []}',
            "別の指定（類型、圏域、年度など）で始めた",
        ),
    ],
)
def test_a_file_that_is_no_draft_of_this_plan_is_left_alone(
    command: Command, ask: Ask, content: str, words: str
) -> None:
    """Nothing is overwritten that may be somebody's."""
    command.write("plan.yaml.draft", content)
    run = ask({})
    assert (run.code, words in run.complaint) == (2, True), run.complaint
    assert (command.folder / "plan.yaml.draft").read_text("utf-8") == content


@pytest.mark.parametrize(
    ("answer", "written"), [("はい", 1), ("ｙ", 1), ("○", 1), ("YES", 1), ("いいえ", 0), ("ｎ", 0), ("", 1)]
)
def test_yes_and_no_in_any_way(command: Command, ask: Ask, answer: str, written: int) -> None:
    """はい, ｙ, ○ and Enter are understood."""
    ask({"年度": "H30", "「所要額／内訳」を書きますか": answer, "所要額／内訳 1／費目": "人件費"})
    assert ("費目: 人件費" in plan(command)) == bool(written)


def test_what_is_neither_yes_nor_no_is_asked_again(ask: Ask) -> None:
    """A wrong answer is refused in the language of the run."""
    run = ask({"年度": "H30", "「所要額／内訳」を書きますか": ["たぶん", "いいえ"]})
    assert "「はい」か「いいえ」で答えてください" in run.complaint


def test_numbers_outside_the_choices_are_refused(ask: Ask) -> None:
    """What is offered is what is taken; what a number meant is said."""
    title = "①急変時対応の取組み／実施事項"
    run = ask(
        {
            "年度": "H30",
            "類型": "1",
            f"「{title}」を書きますか": "はい",
            f"{title} 1／区分": ["3", "1"],
        }
    )
    assert "の「3」は選択肢にありません。選択肢は、「24時間体制」、「病床確保」です。" in run.complaint
    assert "→ 24時間体制" in run.complaint


def test_examples_are_those_of_the_item(ask: Ask) -> None:
    """An item's example is about that item, and what has to be filled in says so."""
    said = ask({"年度": "H30", "類型": "1"}).complaint
    assert "例: 入院時から退院支援の要否を確かめ" in said
    assert "【要記入】病床の数" in said


def test_keys_that_move_the_cursor_leave_nothing(command: Command, ask: Ask) -> None:
    """What an arrow key sends is no part of an answer."""
    ask({"年度": "H30", "申請者／名称": "医療法人\x1b[D甲"})
    assert "名称: 医療法人甲\n" in plan(command)
