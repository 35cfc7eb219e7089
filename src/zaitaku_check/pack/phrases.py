"""The words' own messages, for rules that bring none of their own."""

from __future__ import annotations

from zaitaku_check.text_types import Bilingual

NOT_FILLED = Bilingual("{label}が記入されていません。", "{label} is not filled in.")
PLACEHOLDER = Bilingual(
    "{label}が「{actual}」のままで、具体的に記入されていません。",
    "{label} only says “{actual}”; it has to be filled in.",
)
ALL_OF = Bilingual("{label}に{missing}がありません。", "{label}: {missing} is missing.")
ANY_OF = Bilingual(
    "{label}に次のうち{min}つ以上が必要です: {missing}。", "{label}: at least {min} of these is needed: {missing}."
)
GROUP = Bilingual(
    "{label}に「{group}」から{min}つ以上が必要ですが、{actual}です（{missing}がありません）。",
    "{label}: at least {min} of “{group}” is needed, there is {actual} (missing: {missing}).",
)
NONE_OF = Bilingual("{label}に{actual}を含めることはできません。", "{label} must not include {actual}.")
TOO_MANY_ITEMS = Bilingual("{label}の数{actual}が上限の{max}を超えています。", "{label}: {actual} is more than {max}.")
PERCENT = Bilingual(
    "{label}のうち{actual}％しか満たされていません（{min}％以上が必要です）。",
    "{label}: only {actual} % is met; {min} % is needed.",
)
TOO_FEW = Bilingual(
    "{label}は{min}以上が必要ですが、{actual}です。", "{label}: at least {min} is needed, there is {actual}."
)
TOO_MANY = Bilingual(
    "{label}は{max}までですが、{actual}です。", "{label}: at most {max} is allowed, there is {actual}."
)
SUM_EQUALS = Bilingual(
    "{label}の合計{actual}が{value}と一致しません。", "{label}: the sum {actual} differs from {value}."
)
ABSENT = Bilingual("{label}が記入されていません。", "{label} is not filled in.")
EQUALS = Bilingual(
    "{label}は{value}でなければなりませんが、「{actual}」です。", "{label} must be {value} but is “{actual}”."
)
NOT_IN = Bilingual("{label}「{actual}」は{value}に含まれません。", "{label} “{actual}” is not among {value}.")
BELOW = Bilingual("{label}「{actual}」は{min}以上でなければなりません。", "{label} “{actual}” must be at least {min}.")
ABOVE = Bilingual("{label}「{actual}」が上限の{max}を超えています。", "{label} “{actual}” is above the limit of {max}.")
EARLY = Bilingual(
    "{label}「{actual}」は{min}以降でなければなりません。", "{label} “{actual}” must not be before {min}."
)
LATE = Bilingual("{label}「{actual}」は{max}以前でなければなりません。", "{label} “{actual}” must not be after {max}.")
NOT_AFTER = Bilingual(
    "{label}「{actual}」は{min}より後でなければなりません。", "{label} “{actual}” must be after {min}."
)
NOT_BEFORE = Bilingual(
    "{label}「{actual}」は{max}より前でなければなりません。", "{label} “{actual}” must be before {max}."
)
PATTERN = Bilingual(
    "{label}「{actual}」の書き方が求められている形と違います。", "{label} “{actual}” does not have the form asked for."
)
UNIQUE = Bilingual("{label}「{actual}」が重複しています。", "{label} “{actual}” appears more than once.")
MENTIONS_ANY = Bilingual(
    "{label}に{missing}のいずれについても書かれていません。", "{label} mentions none of these: {missing}."
)
MENTIONS_ALL = Bilingual("{label}に{missing}について書かれていません。", "{label} does not mention {missing}.")
NOT = Bilingual("{label}「{actual}」は認められません。", "{label} “{actual}” is not allowed.")
COMPARE = {
    "less": Bilingual(
        "{label}「{actual}」は{value}より小さくなければなりません。", "{label} “{actual}” must be less than {value}."
    ),
    "at_most": Bilingual(
        "{label}「{actual}」は{value}以下でなければなりません。", "{label} “{actual}” must be at most {value}."
    ),
    "equal": Bilingual("{label}「{actual}」が{value}と一致しません。", "{label} “{actual}” differs from {value}."),
    "at_least": Bilingual(
        "{label}「{actual}」は{value}以上でなければなりません。", "{label} “{actual}” must be at least {value}."
    ),
    "more": Bilingual(
        "{label}「{actual}」は{value}より大きくなければなりません。", "{label} “{actual}” must be more than {value}."
    ),
    "different": Bilingual("{label}が他の箇所と同じ内容です。", "{label} is the same as elsewhere."),
}
COMPARE_DATES = {
    "less": Bilingual(
        "{label}「{actual}」は{value}より前でなければなりません。", "{label} “{actual}” must be before {value}."
    ),
    "at_most": Bilingual("{label}「{actual}」が{value}より後です。", "{label} “{actual}” is after {value}."),
    "at_least": Bilingual("{label}「{actual}」が{value}より前です。", "{label} “{actual}” is before {value}."),
    "more": Bilingual(
        "{label}「{actual}」は{value}より後でなければなりません。", "{label} “{actual}” must be after {value}."
    ),
}
ONE_OF = Bilingual(
    "{label}について、ちょうど1つが必要ですが、{actual}です。", "{label}: exactly one is needed, there is {actual}."
)
SHORT = Bilingual(
    "{label}が{actual}文字しかありません（{min}文字以上）。", "{label} has {actual} letters; at least {min} are needed."
)
LONG = Bilingual(
    "{label}が{actual}文字あります（{max}文字まで）。", "{label} has {actual} letters; at most {max} are allowed."
)
STARTS = Bilingual(
    "{label}「{actual}」は「{value}」で始まっていません。", "{label} “{actual}” does not start with “{value}”."
)
ENDS = Bilingual(
    "{label}「{actual}」は「{value}」で終わっていません。", "{label} “{actual}” does not end with “{value}”."
)
NOT_AMONG = Bilingual(
    "{label}「{actual}」は{value}の中にありません。", "{label} “{actual}” does not occur under {value}."
)
NOT_SAME = Bilingual(
    "{label}「{actual}」が、同じ相手について書かれた「{value}」と違います。",
    "{label} “{actual}” differs from “{value}”, which is given for the same.",
)
UNSORTED = Bilingual("{label}「{actual}」が順番どおりに並んでいません。", "{label} “{actual}” is out of order.")
LESS_SHARE = Bilingual(
    "{label}のうち{actual}％です（{min}％以上が必要です）。", "{label}: {actual} %; at least {min} % is needed."
)
MORE_SHARE = Bilingual(
    "{label}のうち{actual}％です（{max}％までです）。", "{label}: {actual} %; at most {max} % is allowed."
)
TOO_SOON = Bilingual(
    "{label}「{actual}」は{value}から{min}以上後の日でなければなりません。",
    "{label} “{actual}” must be {min} or more after {value}.",
)
TOO_FAR = Bilingual(
    "{label}「{actual}」は{value}から{max}以内の日でなければなりません。",
    "{label} “{actual}” must be within {max} of {value}.",
)
OUTSIDE = Bilingual("{label}「{actual}」が{value}の間にありません。", "{label} “{actual}” is not within {value}.")
PERIOD_WITHOUT = Bilingual("{label}が次の期間にありません: {missing}。", "{label}: none in {missing}.")
ALIKE = Bilingual("{label}「{actual}」は、どの文とも異なります。", "{label} “{actual}” is like none of the sentences.")
REMAINS = Bilingual(
    "{label}「{actual}」は、具体的な内容を含んでいません。", "{label} “{actual}” says nothing specific."
)
DATED = Bilingual("{label}の年月が、期間の外にあります。", "The months of {label} lie outside the period.")
GATHER = Bilingual("次の記載がありません: {missing}。", "What is missing: {missing}.")
NAMES = Bilingual(
    "{label}に書かれているのは「{named}」で、「{value}」ではありません。", "{label} names “{named}”, not “{value}”."
)
UNITS = Bilingual("単位が一致しません。", "The units differ.")
COMPARED_WITH = Bilingual("比べた値", "compared with this")
COUNTED = Bilingual("数えた箇所", "counted here")
FIRST = Bilingual("先に書かれた箇所", "first written here")
NEWEST = Bilingual("提出日の新しいものを数えます。", " The one submitted last counts.")
