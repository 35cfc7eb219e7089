"""The fixed wording of the letters, in both languages."""

from __future__ import annotations

from typing import Final

from zaitaku_check.text_types import Bilingual

KINDS: Final = {
    "correct": Bilingual("補正依頼", "to correct"),
    "again": Bilingual("再補正依頼", "to correct again"),
    "explain": Bilingual("照会", "to explain"),
    "which": Bilingual("審査の対象の照会", "which counts"),
    "unread": Bilingual("再提出依頼", "to submit again"),
    "stray": Bilingual("様式による提出の依頼", "to use the form"),
    "ready": Bilingual("お知らせ", "ready"),
}
"""The kinds of letters, worst first."""
SUBJECT: Final = {
    "correct": Bilingual(
        "{programme}に係る活動計画書の補正について（依頼）", "{programme}: request to correct your activity plan"
    ),
    "again": Bilingual(
        "{programme}に係る活動計画書の再補正について（依頼）",
        "{programme}: second request to correct your activity plan",
    ),
    "explain": Bilingual(
        "{programme}に係る活動計画書の記載事項の確認について（照会）", "{programme}: questions about your activity plan"
    ),
    "ready": Bilingual(
        "{programme}に係る活動計画書の確認結果について（お知らせ）", "{programme}: your activity plan has been checked"
    ),
    "which": Bilingual(
        "{programme}に係る活動計画書の審査の対象について（照会）", "{programme}: which of your plans is to be examined"
    ),
    "unread": Bilingual(
        "{programme}に係る活動計画書の再提出について（依頼）", "{programme}: request to submit your plan again"
    ),
    "stray": Bilingual(
        "{programme}に係る活動計画書の再提出について（依頼）", "{programme}: request to submit your plan in the form"
    ),
}
BODY: Final = {
    "correct": Bilingual(
        "{about}{submitted}標記の活動計画書を確認したところ、下記のとおり補正を要する事項がありました。\n"
        "つきましては、御多忙のところ恐れ入りますが、下記の事項を補正した活動計画書を、{due}までに提出してくださるようお願いします。",
        "{about}We have checked the activity plan you submitted{submitted} and ask you to correct the matters below.\n"
        "Please submit the corrected plan by {due}.",
    ),
    "again": Bilingual(
        "{earlier}により補正をお願いした標記の活動計画書について、{submitted}計画書を確認したところ、"
        "下記のとおり、なお補正を要する事項がありました。\n"
        "つきましては、御多忙のところ恐れ入りますが、下記の事項を補正した活動計画書を、{due}までに提出してくださるようお願いします。",
        "Further to our letter {earlier} we have checked the plan you submitted{submitted}; some matters remain to be "
        "corrected.\nPlease submit the corrected plan by {due}.",
    ),
    "explain": Bilingual(
        "{about}{submitted}標記の活動計画書を確認したところ、下記のとおり説明を求める事項がありました。\n"
        "つきましては、御多忙のところ恐れ入りますが、{due}までに、回答書に理由を記載して提出してくださるか、"
        "記載を改めた活動計画書を提出してくださるようお願いします。",
        "{about}We have checked the activity plan you submitted{submitted} and ask for an explanation of the matters "
        "below.\n"
        "Please send your answers, or a corrected plan, by {due}.",
    ),
    "ready": Bilingual(
        "{about}{submitted}標記の活動計画書を確認したところ、形式上、補正又は説明をお願いする事項はありませんでしたので、お知らせします。\n"
        "なお、このお知らせは、記載事項の形式的な確認の結果をお伝えするものであり、指定を約束するものではありません。",
        "{about}We have checked the activity plan you submitted{submitted} and found nothing to be corrected or "
        "explained.\n"
        "This is the result of a check of form; it does not promise a designation.",
    ),
    "which": Bilingual(
        "標記の活動計画書について、下記のとおり同じ申請者から{count}件の提出がありました。\n"
        "つきましては、御多忙のところ恐れ入りますが、いずれを審査の対象とするかを、{due}までに回答してくださるようお願いします。",
        "We have received {count} activity plans from you, as listed below.\n"
        "Please tell us by {due} which of them is to be examined.",
    ),
    "unread": Bilingual(
        "{about}{submitted}標記の活動計画書を確認しましたが、下記の理由により、内容を読み取ることができませんでした。\n"
        "つきましては、御多忙のところ恐れ入りますが、様式に従って作成した活動計画書を、{due}までに再度提出してくださるようお願いします。",
        "{about}We could not read the activity plan you submitted{submitted}, for the reasons below.\n"
        "Please submit it again, written as the form asks, by {due}.",
    ),
    "stray": Bilingual(
        "提出のあった下記のファイルは、活動計画書の様式ではないため、内容を確認することができませんでした。\n"
        "つきましては、御多忙のところ恐れ入りますが、様式により作成した活動計画書を、{due}までに再度提出してくださるようお願いします。",
        "The file named below is not in the form of an activity plan, so that we could not check it.\n"
        "Please submit the plan in the form by {due}.",
    ),
}
PART: Final = {
    "plan": Bilingual("対象となる計画書", "The plan"),
    "settled": Bilingual("補正を確認した事項", "Corrected since our last letter"),
    "error": Bilingual("補正を要する事項", "To be corrected"),
    "kept": Bilingual("引き続き補正を要する事項", "Still to be corrected"),
    "fresh": Bilingual("新たに補正を要する事項", "To be corrected, found in this version"),
    "warning": Bilingual("説明を求める事項", "To be explained"),
    "note": Bilingual("留意していただきたい事項", "To be noted"),
    "unjudged": Bilingual("記載を確認できなかった事項", "Not yet checked"),
    "answered": Bilingual("説明を確認した事項", "Explained already"),
    "reason": Bilingual("確認できなかった理由", "Why it could not be checked"),
    "wanted": Bilingual("再度提出していただくもの", "What to submit"),
    "files": Bilingual("提出のあったファイル", "The file"),
    "candidates": Bilingual("提出のあった計画書", "The plans"),
    "due": Bilingual("提出期限", "To be submitted by"),
    "answer_by": Bilingual("回答期限", "To be answered by"),
    "how": Bilingual("提出方法及び提出先", "How and where to submit"),
    "handling": Bilingual("既に提出された書類の取扱い", "What becomes of the papers we have"),
    "other": Bilingual("その他", "Other"),
}
WORDS: Final = {
    "blank_number": Bilingual("第　　　　　　号", "Reference: ____________"),
    "number": Bilingual("{number}", "Reference: {number}"),
    "blank_day": Bilingual("{era}　　年　　月　　日", "____________"),
    "blank_due": Bilingual("{era}　　年　　月　　日（　）", "____________"),
    "blank_sender": Bilingual("（発出者の職・氏名）", "(Title and name of the sender)"),
    "blank_contact": Bilingual("（担当課・担当者・電話番号・メールアドレス）", "(office, name, telephone, e-mail)"),
    "blank_recipient": Bilingual("（宛名）", "(recipient)"),
    "body": Bilingual("{name}　{honorific}", "To: {name}"),
    "person": Bilingual("{title}　{name}　{honorific}", "{title} {name}"),
    "representative": Bilingual("代表者", "Representative:"),
    "seal": Bilingual("（公印省略）", "(without seal)"),
    "record": Bilingual("記", "(below)"),
    "end": Bilingual("以上", "(end)"),
    "greeting": Bilingual(
        "日頃から、在宅医療の推進に御理解と御協力をいただき、厚くお礼申し上げます。",
        "Thank you for your work for medical care at home.",
    ),
    "submitted": Bilingual("{day}付けで提出のあった", " on {day}"),
    "submitted_undated": Bilingual("提出のあった", ""),
    "earlier": Bilingual("{day}付け{number}「{subject}」", "of {day} ({number}, “{subject}”)"),
    "about": Bilingual("{earlier}に関し、", "Further to our letter {earlier}: "),
    "the_plan": Bilingual("活動計画書（{submitted}受付番号{number}）", "Activity plan ({submitted}No. {number})"),
    "of_day": Bilingual("提出日 {day}、", "submitted on {day}, "),
    "annex": Bilingual("別紙{number}のとおり（{count}件）", "See annex {number} ({count})"),
    "annex_title": Bilingual("別紙{number}　{heading}", "Annex {number}: {heading}"),
    "reply_title": Bilingual("別紙{number}　補正・回答書", "Annex {number}: your reply"),
    "reply_how": Bilingual(
        "補正した内容、又は説明する理由を、番号ごとに記載してください。",
        "Say under each number what you have corrected, or give your reasons.",
    ),
    "reply_number": Bilingual("番号", "No."),
    "reply_matter": Bilingual("事項", "Matter"),
    "reply_answer": Bilingual("補正した内容又は説明", "Your correction or explanation"),
    "numbers": Bilingual("前回の通知の番号 {numbers}", "No. {numbers} of our last letter"),
    "line": Bilingual("{line}行目", "line {line}"),
    "whole": Bilingual("計画書全体", "the whole plan"),
    "where": Bilingual("箇所", "Place"),
    "quoted": Bilingual("記載", "As written"),
    "before": Bilingual("前回の指摘", "Last time"),
    "reason": Bilingual("理由", "Reason"),
    "source": Bilingual("根拠", "Source"),
    "remedy": Bilingual("対応", "What to do"),
    "answer": Bilingual("説明", "Your answer"),
    "message": Bilingual("連絡事項", "Message"),
    "contact": Bilingual("問合せ先", "Contact"),
    "how": Bilingual(
        "補正した計画書等を、下記の問合せ先に電子メール又は郵送により提出してください。",
        "Send it to the office named below, by e-mail or post.",
    ),
    "how_to": Bilingual("{place}に提出してください。", "Submit it to {place}."),
    "late": Bilingual(
        "期限までに提出することが難しい場合は、あらかじめ問合せ先に御連絡ください。",
        "If you cannot keep the date, please tell the office in advance.",
    ),
    "unjudged": Bilingual(
        "記載を読み取ることができなかったため、次の事項は確認できていません。補正の後に改めて確認します。{rules}",
        "Parts of the plan could not be read, so that the following were not checked; they will be once it has been "
        "corrected: {rules}",
    ),
    "unjudged_many": Bilingual(
        "記載を読み取ることができなかったため、このほかの事項（{count}件）は確認できていません。補正の後に改めて確認します。",
        "Parts of the plan could not be read, so that {count} further matters were not checked; they will be once it "
        "has been corrected.",
    ),
    "superseded": Bilingual(
        "このほかに提出のあった計画書（{count}件）は、差替え前のものとして取り扱います。",
        "The other plans you submitted ({count}) are taken as replaced by this one.",
    ),
    "left_out": Bilingual(
        "次の事項は、今回の確認の対象としていません。{rules}", "The following were not looked at this time: {rules}"
    ),
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
    "own_reason": Bilingual("計画書の内容を確認した結果によるものです。", "Found when the plan was read."),
    "wanted": Bilingual(
        "活動計画書（様式により作成し、必要な事項を全て記載したもの）",
        "The activity plan, written in the form, complete",
    ),
    "handling": Bilingual(
        "既に提出された書類は、当方で保管します。再度提出された計画書により確認します。",
        "We keep the papers we have; the plan that you submit again will be checked.",
    ),
    "candidate": Bilingual(
        "活動計画書（{submitted}受付番号{number}、ファイル名「{file}」）",
        "Activity plan ({submitted}No. {number}, file “{file}”)",
    ),
    "candidate_how": Bilingual(
        "審査の対象とする計画書の受付番号を、下記の問合せ先に御回答ください。審査の対象としない計画書は、取り下げたものとして取り扱います。",
        "Tell the office named below the number of the plan that counts; the others are taken as withdrawn.",
    ),
}
