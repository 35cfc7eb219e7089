"""The fixed wording of the letters, in both languages."""

from __future__ import annotations

from typing import Final

from zaitaku_check.text_types import Bilingual

SUBJECT: Final = {
    "return": Bilingual(
        "{programme}に係る活動計画書の補正について（依頼）", "{programme}: request to correct your activity plan"
    ),
    "unchecked": Bilingual(
        "{programme}に係る活動計画書の確認について（依頼）", "{programme}: request to check your activity plan"
    ),
    "explain": Bilingual(
        "{programme}に係る活動計画書に関する説明について（依頼）", "{programme}: request to explain your activity plan"
    ),
    "ready": Bilingual(
        "{programme}に係る活動計画書の確認結果について（お知らせ）", "{programme}: your activity plan has been checked"
    ),
}
OPENING: Final = {
    "return": Bilingual(
        "御提出いただいた{plans}を確認しましたところ、下記のとおり補正をお願いしたい事項がございます。"
        "お手数をおかけしますが、下記の事項を補正の上、期日までに再度御提出くださいますようお願いします。",
        "We have checked {plans} and ask you to correct the matters below and to submit it again by the date given.",
    ),
    "unchecked": Bilingual(
        "御提出いただいた{plans}を確認しましたところ、記載を読み取ることができず、確認を終えられなかった事項がございます。"
        "お手数をおかけしますが、下記の事項を御確認の上、期日までに再度御提出くださいますようお願いします。",
        "We have checked {plans}. Some of it could not be read, so that the check is "
        "not complete. Please look at the matters below and submit the plan again by the date given.",
    ),
    "explain": Bilingual(
        "御提出いただいた{plans}を確認しましたところ、下記のとおり御説明をお願いしたい事項がございます。"
        "お手数をおかけしますが、期日までに、理由を記載した書面を御提出いただくか、計画書を修正の上、再度御提出くださいますようお願いします。",
        "We have checked {plans} and ask for an explanation of the matters below. "
        "Please send the reasons in writing, or a corrected plan, by the date given.",
    ),
    "ready": Bilingual(
        "御提出いただいた{plans}を確認しましたところ、補正又は御説明をお願いする事項はございませんでしたので、お知らせします。",
        "We have checked {plans} and found nothing to be corrected or explained.",
    ),
    "explained": Bilingual(
        "御提出いただいた{plans}を確認しましたところ、補正をお願いする事項はございませんでした。"
        "また、御説明をお願いした事項につきましては、下記のとおり御説明を確認しましたので、お知らせします。",
        "We have checked {plans} and found nothing to be corrected. What we had "
        "asked you to explain has been explained, as noted below.",
    ),
}
SECTION: Final = {
    "error": Bilingual("補正をお願いする事項（差戻し）", "To be corrected (errors)"),
    "warning": Bilingual("御説明をお願いする事項（要説明）", "To be explained (warnings)"),
    "note": Bilingual("御留意いただきたい事項（注意）", "To be noted (notes)"),
    "unchecked": Bilingual("確認を終えられなかった事項（判定不能）", "Not yet checked (could not be read)"),
    "answered": Bilingual("御説明を確認した事項（説明済み）", "Explained already"),
    "left_out": Bilingual("今回の確認の対象としていない事項", "Not looked at"),
}
WORDS: Final = {
    "number": Bilingual("第　　　　　　号", "Reference: ____________"),
    "date": Bilingual("{era}　　年　　月　　日", "Date: ____________"),
    "recipient": Bilingual("{name}　御中", "To: {name}"),
    "sender": Bilingual("（発出者の職・氏名）", "(Title and name of the sender)"),
    "greeting": Bilingual(
        "日頃から、在宅医療の推進に御理解と御協力をいただき、厚くお礼申し上げます。",
        "Thank you for your work for medical care at home.",
    ),
    "record": Bilingual("記", ""),
    "one_plan": Bilingual("活動計画書", "the activity plan you submitted"),
    "several_plans": Bilingual("活動計画書{count}件（{names}）", "the {count} activity plans you submitted ({names})"),
    "double": Bilingual(
        "なお、同一の申請者から{count}件の活動計画書が提出されておりますので、いずれを審査の対象とするか、あわせて御回答くださいますようお願いします。",
        "We have received {count} activity plans from you. Please also tell us which of them is to be examined.",
    ),
    "line": Bilingual("{line}行目", "line {line}"),
    "whole": Bilingual("計画書全体", "the whole plan"),
    "in_plan": Bilingual("{plan}　{where}", "{plan}, {where}"),
    "unreadable": Bilingual(
        "記載の形式が様式と異なるため、内容を正しく読み取ることができません。",
        "The plan is not written as the form asks, so that this cannot be read with certainty.",
    ),
    "unreadable_reason": Bilingual(
        "活動計画書の内容を確認するためには、様式に従って記載されている必要があります。",
        "A plan can be examined only where it follows the form.",
    ),
    "unreadable_remedy": Bilingual(
        "様式を御確認の上、該当箇所を様式に従って記載してください。御不明な点は、下記の問合せ先にお尋ねください。",
        "Please write these lines as the form has them; if you are unsure, ask the office named below.",
    ),
    "left_out": Bilingual(
        "次の事項は、今回の確認の対象としておりません。対象外とした事項: {rules}",
        "The following were not looked at this time: {rules}",
    ),
    "where": Bilingual("箇所", "Place"),
    "quoted": Bilingual("記載", "As written"),
    "reason": Bilingual("理由", "Reason"),
    "source": Bilingual("根拠", "Source"),
    "remedy": Bilingual("対応", "What to do"),
    "answer": Bilingual("御説明", "Your answer"),
    "unjudged": Bilingual(
        "記載を読み取ることができなかったため、次の事項については確認できておりません。"
        "補正いただいた後に、改めて確認します。確認できていない事項: {rules}",
        "Parts of the plan could not be read, so the following were not checked; they will be once the plan has been "
        "corrected: {rules}",
    ),
    "deadline": Bilingual("提出期日　{era}　　年　　月　　日（　）", "To be submitted by: ____________"),
    "no_promise": Bilingual(
        "なお、このお知らせは、記載事項の形式的な確認の結果をお伝えするものであり、指定を約束するものではありません。",
        "This is the result of a check of form; it does not promise a designation.",
    ),
    "contact": Bilingual(
        "問合せ先　（担当課・担当者・電話番号・メールアドレス）", "Contact: (office, name, telephone, e-mail)"
    ),
    "end": Bilingual("以上", ""),
}
