"""The command `diff`: two JSON reports in, what changed between them out."""

import json
from importlib.resources import files
from typing import Annotated, Any

import typer

from zaitaku_check.cli.declaring import option
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.request import Output
from zaitaku_check.cli.saving import refuse_outputs, write
from zaitaku_check.errors import UsageError
from zaitaku_check.files import why_not_read
from zaitaku_check.report.difference import FORMATS, compare, worst_new
from zaitaku_check.report.document import SCHEMA
from zaitaku_check.report.model import SEVERITIES
from zaitaku_check.report.shown import shown
from zaitaku_check.suggestions import did_you_mean
from zaitaku_check.text_types import Bilingual


def diff(old: str, new: str, output: str, fail_on: str, lang: str) -> int:
    """Compare two reports, write the difference, and return 1 where something at or above `fail_on` is new."""
    form, file = _output(output)
    refuse_outputs((Output(form, file),), (old, new))
    difference = compare(read_report(old), read_report(new))
    content = FORMATS[form](difference, lang)
    if file:
        write(file, content)
    else:
        to_stdout(content, machine=form != "text")
    worst = worst_new(difference)
    return int(fail_on != "never" and worst is not None and SEVERITIES.index(worst) <= SEVERITIES.index(fail_on))


def _output(word: str) -> tuple[str, str]:
    form, equals, file = word.partition("=")
    if form in FORMATS and (file or not equals):
        return form, file
    wrong = Bilingual(f"「{shown(word)}」という形式では出力できません。", f"there is no format “{shown(word)}”")
    known = Bilingual(f"使える形式: {'、'.join(FORMATS)}", f"formats: {', '.join(FORMATS)}")
    raise UsageError(did_you_mean(wrong, form, FORMATS, known))


_NO_REPORT = Bilingual(
    "「check 計画 -f json=結果.json」で作った検査結果を指定してください",
    "name what `check plans -f json=report.json` has written",
)


def read_report(path: str) -> dict[str, Any]:
    """Return a report from its file; raises UsageError where it is none."""
    try:
        report = json.loads(_bytes(path))
    except (ValueError, RecursionError) as error:
        raise _unreadable(path, _NO_REPORT) from error
    schema = report.get("schema") if isinstance(report, dict) else None
    if schema != SCHEMA:
        written = shown(str(schema), 60) if schema else "-"
        raise _unreadable(
            path,
            Bilingual(
                f"形式「{written}」は読めません。check -f json の出力（{SCHEMA}）を指定してください",
                f"its schema is “{written}”; what `check -f json` writes ({SCHEMA}) is needed",
            ),
        )
    _hold_to_schema(path, report)
    return dict(report)


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise _unreadable(path, why_not_read(error, path)) from error


def _hold_to_schema(path: str, report: Any) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(files("zaitaku_check.report").joinpath("report-1.schema.json").read_text("utf-8"))
    wrong = next(Draft202012Validator(schema).iter_errors(report), None)
    if wrong is not None:
        at = shown("/" + "/".join(str(step) for step in wrong.absolute_path), 80)
        raise _unreadable(path, Bilingual(f"{at} が {SCHEMA} の形になっていません", f"{at} is not as {SCHEMA} has it"))


def _unreadable(path: str, reason: Bilingual) -> UsageError:
    name = shown(path, 300)
    return UsageError(
        Bilingual(
            f"「{name}」を検査結果として読めません（{reason.ja}）。", f"cannot read “{name}” as a report: {reason.en}"
        )
    )


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    old_help = Bilingual("前回のJSONの検査結果。", "The earlier JSON report.").of(lang)
    new_help = Bilingual("今回のJSONの検査結果。", "The later JSON report.").of(lang)
    format_help = Bilingual("出力の形式（text・json・markdown）。", "How to report: text, json, markdown.").of(lang)

    def run(
        old: Annotated[str, typer.Argument(metavar="OLD.json", help=old_help)],
        new: Annotated[str, typer.Argument(metavar="NEW.json", help=new_help)],
        form: Annotated[str, typer.Option("-f", "--format", metavar="FORMAT[=FILE]", help=format_help)] = "text",
        fail_on: Annotated[str, option("fail-on", lang)] = "error",
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        return diff(old, new, form, fail_on, language or lang)

    return run
