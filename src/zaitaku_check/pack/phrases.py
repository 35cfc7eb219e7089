"""The words' own messages, for rules that bring none of their own."""

from __future__ import annotations

from zaitaku_check.nouns import Pair

NOT_FILLED = Pair("{label}が記入されていません。", "{label} is not filled in.")
PLACEHOLDER = Pair(
    "{label}が「{actual}」のままで、具体的に記入されていません。",
    "{label} only says “{actual}”; it has to be filled in.",
)
ALL_OF = Pair("{label}に{missing}がありません。", "{label}: {missing} is missing.")
ANY_OF = Pair(
    "{label}に次のうち{min}つ以上が必要です: {missing}。", "{label}: at least {min} of these is needed: {missing}."
)
NONE_OF = Pair("{label}に{actual}を含めることはできません。", "{label} may not include {actual}.")
TOO_MANY_ITEMS = Pair("{label}の数{actual}が上限の{max}を超えています。", "{label}: {actual} is more than {max}.")
PERCENT = Pair(
    "{label}のうち{actual}％しか満たされていません（{min}％以上が必要です）。",
    "{label}: only {actual} % is met; {min} % is needed.",
)
TOO_FEW = Pair(
    "{label}は{min}以上が必要ですが、{actual}です。", "{label}: at least {min} is needed, there is {actual}."
)
TOO_MANY = Pair("{label}は{max}までですが、{actual}です。", "{label}: at most {max} is allowed, there is {actual}.")
SUM_EQUALS = Pair("{label}の合計{actual}が{value}と一致しません。", "{label}: the sum {actual} differs from {value}.")
ABSENT = Pair("{label}が記入されていません。", "{label} is not filled in.")
EQUALS = Pair(
    "{label}は{value}でなければなりませんが、「{actual}」です。", "{label} must be {value} but is “{actual}”."
)
NOT_IN = Pair("{label}「{actual}」は{value}に含まれません。", "{label} “{actual}” is not among {value}.")
BELOW = Pair("{label}「{actual}」は{min}以上でなければなりません。", "{label} “{actual}” must be at least {min}.")
ABOVE = Pair("{label}「{actual}」が上限の{max}を超えています。", "{label} “{actual}” is above the limit of {max}.")
EARLY = Pair("{label}「{actual}」は{min}以降でなければなりません。", "{label} “{actual}” must not be before {min}.")
LATE = Pair("{label}「{actual}」は{max}以前でなければなりません。", "{label} “{actual}” must not be after {max}.")
NOT_AFTER = Pair("{label}「{actual}」は{min}より後でなければなりません。", "{label} “{actual}” must be after {min}.")
NOT_BEFORE = Pair("{label}「{actual}」は{max}より前でなければなりません。", "{label} “{actual}” must be before {max}.")
PATTERN = Pair(
    "{label}「{actual}」の書き方が求められている形と違います。", "{label} “{actual}” does not have the form asked for."
)
UNIQUE = Pair("{label}「{actual}」が重複しています。", "{label} “{actual}” appears more than once.")
MENTIONS_ANY = Pair(
    "{label}に{missing}のいずれについても書かれていません。", "{label} speaks of none of these: {missing}."
)
MENTIONS_ALL = Pair("{label}に{missing}について書かれていません。", "{label} does not speak of {missing}.")
NOT = Pair("{label}「{actual}」は認められません。", "{label} “{actual}” is not allowed.")
COMPARE = {
    "less": Pair(
        "{label}「{actual}」は{value}より小さくなければなりません。", "{label} “{actual}” must be less than {value}."
    ),
    "at_most": Pair(
        "{label}「{actual}」は{value}以下でなければなりません。", "{label} “{actual}” must be at most {value}."
    ),
    "equal": Pair("{label}「{actual}」が{value}と一致しません。", "{label} “{actual}” differs from {value}."),
    "at_least": Pair(
        "{label}「{actual}」は{value}以上でなければなりません。", "{label} “{actual}” must be at least {value}."
    ),
    "more": Pair(
        "{label}「{actual}」は{value}より大きくなければなりません。", "{label} “{actual}” must be more than {value}."
    ),
    "different": Pair("{label}が他の箇所と同じ内容です。", "{label} is the same as elsewhere."),
}
COMPARE_DATES = {
    "less": Pair(
        "{label}「{actual}」は{value}より前でなければなりません。", "{label} “{actual}” must be before {value}."
    ),
    "at_most": Pair("{label}「{actual}」が{value}より後です。", "{label} “{actual}” is after {value}."),
    "at_least": Pair("{label}「{actual}」が{value}より前です。", "{label} “{actual}” is before {value}."),
    "more": Pair(
        "{label}「{actual}」は{value}より後でなければなりません。", "{label} “{actual}” must be after {value}."
    ),
}
CEL = Pair("{label}が「{value}」を満たしていません。", "{label} does not meet “{value}”.")
SAME_AS = Pair("同じ内容の箇所", "the same here")
COMPARED_WITH = Pair("比べた値", "compared with this")
COUNTED = Pair("数えた箇所", "counted here")
FIRST = Pair("先に書かれた箇所", "first written here")
FORBIDDEN = Pair("該当する箇所", "found here")
