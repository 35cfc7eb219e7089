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
ONE_OF = Pair(
    "{label}について、ちょうど1つが必要ですが、{actual}です。", "{label}: exactly one is needed, there is {actual}."
)
SHORT = Pair(
    "{label}が{actual}文字しかありません（{min}文字以上）。", "{label} has {actual} letters; at least {min} are needed."
)
LONG = Pair(
    "{label}が{actual}文字あります（{max}文字まで）。", "{label} has {actual} letters; at most {max} are allowed."
)
STARTS = Pair(
    "{label}「{actual}」は「{value}」で始まっていません。", "{label} “{actual}” does not start with “{value}”."
)
ENDS = Pair("{label}「{actual}」は「{value}」で終わっていません。", "{label} “{actual}” does not end with “{value}”.")
NOT_AMONG = Pair("{label}「{actual}」は{value}の中にありません。", "{label} “{actual}” does not occur under {value}.")
NOT_SAME = Pair(
    "{label}「{actual}」が、同じ相手について書かれた「{value}」と違います。",
    "{label} “{actual}” differs from “{value}”, which is given for the same.",
)
UNSORTED = Pair("{label}「{actual}」が順番どおりに並んでいません。", "{label} “{actual}” is out of order.")
LESS_SHARE = Pair(
    "{label}のうち{actual}％です（{min}％以上が必要です）。", "{label}: {actual} %; at least {min} % is needed."
)
MORE_SHARE = Pair(
    "{label}のうち{actual}％です（{max}％までです）。", "{label}: {actual} %; at most {max} % is allowed."
)
TOO_SOON = Pair(
    "{label}「{actual}」は{value}から{min}以上後の日でなければなりません。",
    "{label} “{actual}” must be {min} or more after {value}.",
)
TOO_FAR = Pair(
    "{label}「{actual}」は{value}から{max}以内の日でなければなりません。",
    "{label} “{actual}” must be within {max} of {value}.",
)
OUTSIDE = Pair("{label}「{actual}」が{value}の間にありません。", "{label} “{actual}” is not within {value}.")
PERIOD_WITHOUT = Pair("{label}が次の期間にありません: {missing}。", "{label}: none in {missing}.")
ALIKE = Pair("{label}「{actual}」は、どの文とも異なります。", "{label} “{actual}” is like none of the sentences.")
REMAINS = Pair("{label}「{actual}」は、具体的な内容を含んでいません。", "{label} “{actual}” says nothing specific.")
COMPARED_WITH = Pair("比べた値", "compared with this")
COUNTED = Pair("数えた箇所", "counted here")
FIRST = Pair("先に書かれた箇所", "first written here")
NEWEST = Pair("提出日の新しいものを数えます。", "The one submitted last counts.")
