"""The facts of invented plans: what a sound plan of one of the ten areas says, as canonical values."""

from __future__ import annotations

from random import Random
from typing import Any

AREAS = {
    "kumamoto_kamimashiki": ("熊本市", "御船町", "嘉島町", "益城町", "甲佐町", "山都町"),
    "uki": ("宇土市", "宇城市", "美里町"),
    "ariake": ("荒尾市", "玉名市", "玉東町", "和水町", "南関町", "長洲町"),
    "kamoto": ("山鹿市",),
    "kikuchi": ("菊池市", "合志市", "大津町", "菊陽町"),
    "aso": ("阿蘇市", "南小国町", "小国町", "産山村", "高森町", "南阿蘇村", "西原村"),
    "yatsushiro": ("八代市", "氷川町"),
    "ashikita": ("水俣市", "芦北町", "津奈木町"),
    "kuma": ("人吉市", "錦町", "あさぎり町", "多良木町", "湯前町", "水上村", "相良村", "五木村", "山江村", "球磨村"),
    "amakusa": ("天草市", "上天草市", "苓北町"),
}
CORE_TYPES = (
    "home_care_support_hospital",
    "home_care_support_clinic",
    "home_care_backup_hospital",
    "community_care_ward_hospital",
)
MEMBER_TYPES = ("hospital", "clinic", "home_care_support_clinic", "home_care_support_hospital")
OTHER_TYPES = ("visiting_nurse_station", "pharmacy", "dental_clinic")
HOME_CARE = ("discharge_support", "daily_care", "emergency_response", "end_of_life_care")
MANDATORY = ("emergency_response", "admission_discharge_support", "service_volume_increase", "liaison_meeting")
OPTIONAL = ("daily_care_support", "end_of_life_care", "public_awareness", "regional_initiative")
ORDER = (
    "emergency_response",
    "admission_discharge_support",
    "daily_care_support",
    "end_of_life_care",
    "service_volume_increase",
    "public_awareness",
    "liaison_meeting",
    "regional_initiative",
)
AIMS = {
    "emergency_response": ("round_the_clock", "bed_securing"),
    "admission_discharge_support": ("support_from_admission", "service_matching"),
    "daily_care_support": ("visiting_nurse_cooperation", "cooperation"),
    "end_of_life_care": ("training", "structure"),
    "service_volume_increase": ("more_providers", "more_volume"),
    "public_awareness": ("information",),
    "liaison_meeting": ("meeting",),
    "regional_initiative": ("own",),
}
CONTENTS = {
    "emergency_response": (
        "{own}が{town}の診療所と当番表を組み、夜間と休日の往診を分担して、急変時に24時間で応じられる体制を整える。",
        "{town}で療養する患者の急変に備え、{own}の病床を輪番で確保し、受入れの手順を診療所と申し合わせる。",
    ),
    "admission_discharge_support": (
        "{own}の地域連携室が入院時から退院後の生活を見通して支援し、{town}の介護支援専門員と早い時期に情報を共有する。",
        "{own}から退院する患者と{town}の訪問診療を行う診療所とを引き合わせ、退院前カンファレンスを必ず開く。",
    ),
    "daily_care_support": (
        "{own}と{town}の訪問看護ステーションが連携し、往診の記録と服薬の状況を共通の連絡票で伝え合う。",
        "{town}の薬局・歯科診療所と{own}が月ごとに症例を持ち寄り、日常の療養を支える連携の手順を見直す。",
    ),
    "end_of_life_care": (
        "{own}が中心となり、{town}の介護施設の職員を対象として看取りの研修を重ね、多職種で支える体制をつくる。",
        "{town}で看取りに携わる職種が集まり、本人の意思を確かめる手順を{own}の事例をもとに学ぶ研修会を開く。",
    ),
    "service_volume_increase": (
        "{own}の医師が同行訪問を引き受け、{town}で新たに訪問診療に取り組む診療所を増やす。",
        "{own}が{town}の診療所に訪問診療の始め方を助言し、主治医・副主治医の組合せで訪問の件数を増やす。",
    ),
    "public_awareness": (
        "{town}の住民が在宅医療を選べるよう、{own}の外来と公民館に案内を置き、出前講座で訪問診療の利用の仕方を伝える。",
        "{own}と{town}の薬局の窓口で、往診や看取りについて分かりやすく記した冊子を配る。",
    ),
    "liaison_meeting": (
        "{own}が事務局となり、{town}の関係機関が取組みの進み具合と課題を確かめる連絡会を定期に開く。",
        "{town}の既存の協議の場を生かし、{own}が資料をまとめて、地域の在宅医療の状況を関係機関と共有する。",
    ),
    "regional_initiative": (
        "{own}が{town}の山間部に住む患者のため、通信機器を用いた診療と訪問看護を組み合わせた見守りを試みる。",
        "{town}の消防署と{own}が患者の情報を記した救急連絡カードを作り、搬送のときに役立てる。",
    ),
}
STEPS = (
    ("関係する医療機関への説明と参加の呼び掛けを行う", "10月"),
    ("手順書の案を作り、関係機関の意見を聴いて改める", "10月〜11月"),
    ("共通の連絡票を定め、試行の結果を踏まえて見直す", "11月〜12月"),
    ("月ごとに実績をまとめ、連絡会に報告する", "毎月"),
    ("多職種による事例の検討を行い、課題を書き出す", "12月〜2月"),
    ("年度の実績を取りまとめ、次の年度の進め方を決める", "3月"),
)
INDICATORS = {
    "emergency_response": ("夜間・休日の往診に応じた件数", "件"),
    "admission_discharge_support": ("退院前カンファレンスの開催", "回"),
    "daily_care_support": ("連絡票を用いる機関", "か所"),
    "end_of_life_care": ("看取りの研修を受けた人", "人"),
    "service_volume_increase": ("訪問診療を行う診療所", "か所"),
    "public_awareness": ("出前講座の参加者", "人"),
    "liaison_meeting": ("連絡会に加わる機関", "機関"),
    "regional_initiative": ("取組みに協力する機関", "機関"),
}
SITUATION = {
    "resources": "訪問診療を行う診療所が{few}か所、訪問看護ステーションが{some}か所あるが、{far}の地区には少ない。",
    "past_efforts": "平成27年度から{town}の診療所と症例検討会を{some}回開き、退院時の情報提供書の様式をそろえてきた。",
    "issues": "夜間の往診に応じる医師が{few}人に限られ、急変時に救急搬送となる例が多い。",
}
BACKGROUND = (
    "高齢の単身世帯が増え、{far}の地区では家族による介護を見込めない患者が多い。",
    "訪問看護ステーションの人手が足りず、夜間の呼出しに応じられる曜日が限られている。",
    "退院の連絡が直前になることがあり、介護サービスの調整が間に合わない例が{few}件あった。",
    "在宅医療を知らない住民が多く、外来と入院のほかに選べる道があることが伝わっていない。",
    "薬局や歯科診療所との情報のやり取りが電話に頼っており、記録が残らない。",
    "{own}の医師が診療所の不在時の往診を引き受ける仕組みは、まだ一部の地区に限られる。",
)
FAR = ("山間部", "沿岸部", "東部", "西部", "北部", "南部", "島しょ部")
PROFESSIONS = ("医師", "看護師", "医療ソーシャルワーカー", "理学療法士", "薬剤師", "管理栄養士", "作業療法士")
PARTNERS = (
    "地域包括支援センター",
    "訪問看護ステーション",
    "郡市医師会",
    "歯科医師会",
    "薬剤師会",
    "介護支援専門員協会",
    "消防署",
    "保健所",
)
PARTICIPANTS = ("医師", "訪問看護師", "薬剤師", "歯科医師", "介護支援専門員", "行政職員")
SPENDING = (
    ("人件費", "調整に当たる職員 1名分"),
    ("報償費", "研修会の講師への謝金"),
    ("需用費", "手順書と案内冊子の印刷"),
    ("役務費", "関係機関への通知の郵送"),
    ("使用料", "研修会の会場"),
)
SURNAMES = ("田上", "坂本", "松岡", "宮崎", "岩下", "西村", "緒方", "園田", "高﨑", "村上", "中川", "本田")
GIVEN = ("一郎", "恵子", "健太", "直美", "浩二", "由紀", "誠", "和代")
SIGNS = "青若緑光泉桜梅松竹楠葵椿藤萩桂橘栄寿福祥和清明朗仁慈恵愛信義礼智健康安泰豊実瑞穂"


def facts(number: int, rng: Random) -> dict[str, Any]:
    """Everything plan `number` says, by canonical field names; the plan is sound under the 2018 rules."""
    area = tuple(AREAS)[number % len(AREAS)]
    own = _name(number)
    words = {"own": own, "town": rng.choice(AREAS[area]), "far": rng.choice(FAR)}
    words |= {"few": str(rng.randint(2, 9)), "some": str(rng.randint(4, 20))}
    alliance = rng.random() < 0.3
    return {
        "programme": "regional_centre",
        "fiscal_year": 2018,
        "submitted_on": f"2018-07-{rng.randint(2, 30):02}",
        "centre_type": "alliance" if alliance else "core",
        "area": area,
        "applicant": _applicant(own, words["town"], rng),
        **({"members": _members(own, area, words["town"], rng)} if alliance else {}),
        "situation": _situation(words, rng),
        "period": {"start": "2018-10-01", "end": "2019-03-31"},
        "activities": _activities(words, rng),
        "budget": _budget(rng),
        "remarks": "本計画は関係機関の合意を得ている。詳細は別に添える資料による。",
    }


def _name(number: int) -> str:
    """Make a name no other plan has (below 40 ** 4 plans: 7,919 and 40 have no divisor in common)."""
    rest, signs = number * 7_919 % len(SIGNS) ** 4, ""
    for _ in range(4):
        rest, at = divmod(rest, len(SIGNS))
        signs += SIGNS[at]
    return f"医療法人{signs[2:]}会 {signs[:2]}病院"


def _person(rng: Random) -> str:
    return f"{rng.choice(SURNAMES)} {rng.choice(GIVEN)}"


def _home_care(rng: Random) -> list[str]:
    return [kind for kind in HOME_CARE if rng.random() < 0.6] or ["daily_care"]


def _applicant(own: str, town: str, rng: Random) -> dict[str, Any]:
    return {
        "name": own,
        "institution_type": rng.choice(CORE_TYPES),
        "municipality": town,
        "address": f"{town}{rng.choice('東西南北')}町{rng.randint(1, 9)}丁目{rng.randint(1, 30)}番地",
        "representative": {"title": rng.choice(("理事長", "院長")), "name": _person(rng)},
        "beds": rng.randint(19, 320),
        "professions": rng.sample(PROFESSIONS, rng.randint(3, 6)),
        "home_care": _home_care(rng),
        "contact": {
            "department": rng.choice(("地域連携室", "在宅医療推進室", "総務課")),
            "name": _person(rng),
            "phone": f"096{rng.randint(2, 9)}-{rng.randint(20, 89)}-{rng.randint(0, 9999):04}",
            "email": f"renkei{rng.randint(1, 999)}@example.jp",
        },
    }


def _members(own: str, area: str, town: str, rng: Random) -> list[dict[str, Any]]:
    first = {"name": own, "institution_type": "hospital", "municipality": town, "role": "代表機関、事務局"}
    members = [first | {"home_care": _home_care(rng), "representative": True}]
    members.extend(
        _member(own, rng.choice(MEMBER_TYPES), area, rng) | {"home_care": _home_care(rng)}
        for _ in range(rng.randint(1, 2))
    )
    if rng.random() < 0.5:
        members.append(_member(own, rng.choice(OTHER_TYPES), area, rng))
    return members


def _member(own: str, kind: str, area: str, rng: Random) -> dict[str, Any]:
    ending = {"visiting_nurse_station": "訪問看護ステーション", "pharmacy": "薬局", "dental_clinic": "歯科医院"}
    name = f"{own[4:6]}{rng.choice(SIGNS)}{rng.choice(SIGNS)}{ending.get(kind, '医院')}"
    role = rng.choice(("夜間の往診", "後方の病床", "日中の訪問診療", "服薬の支援", "訪問看護"))
    return {"name": name, "institution_type": kind, "municipality": rng.choice(AREAS[area]), "role": role}


def _situation(words: dict[str, str], rng: Random) -> dict[str, Any]:
    texts: dict[str, Any] = {key: text.format(**words) for key, text in SITUATION.items()}
    return texts | {"partners": rng.sample(PARTNERS, rng.randint(2, 4))}


def lengthen(plan: dict[str, Any], rng: Random) -> None:
    """Let the plan say one more sentence of background, for plans that are shorter than plans are."""
    words = {"own": plan["applicant"]["name"], "far": rng.choice(FAR), "few": str(rng.randint(2, 9))}
    plan["situation"]["issues"] += rng.choice(BACKGROUND).format(**words)


def _activities(words: dict[str, str], rng: Random) -> list[dict[str, Any]]:
    chosen = {*MANDATORY, *rng.sample(OPTIONAL, rng.randint(1, 2))}
    return [_activity(item, words, rng) for item in ORDER if item in chosen]


def _activity(item: str, words: dict[str, str], rng: Random) -> dict[str, Any]:
    activity: dict[str, Any] = {"item": item, "content": rng.choice(CONTENTS[item]).format(**words)}
    aims = rng.sample(AIMS[item], rng.randint(1, len(AIMS[item])))
    steps = rng.sample(STEPS, len(aims) + (rng.random() < 0.2))
    activity["measures"] = [
        {**({"aim": aims[at]} if at < len(aims) else {}), "content": content, "timing": timing}
        for at, (content, timing) in enumerate(steps)
    ]
    if rng.random() < 0.25:
        activity["period"] = {"start": f"2018-{rng.randint(10, 12)}-01", "end": f"2019-{rng.randint(1, 3):02}-28"}
    if item == "service_volume_increase" or rng.random() < 0.2:
        activity["indicators"] = [_indicator(item, rng)]
    if item == "liaison_meeting":
        activity["meeting"] = _meeting(words["town"], rng)
    if rng.random() < 0.15:
        activity["partners"] = rng.sample(PARTNERS, rng.randint(1, 2))
    return activity


def _indicator(item: str, rng: Random) -> dict[str, Any]:
    name, unit = INDICATORS[item]
    baseline = rng.randint(2, 60)
    target = baseline + rng.randint(1, 20)
    return {"name": name, "unit": unit, "baseline": baseline, "target": target, "source": "独自の調べ"}


def _meeting(town: str, rng: Random) -> dict[str, Any]:
    existing = rng.random() < 0.5
    name = f"{town}在宅医療・介護連携推進協議会" if existing else f"{town}在宅医療センター連絡会"
    participants = rng.sample(PARTICIPANTS, rng.randint(3, 6))
    return {"name": name, "existing_body": existing, "participants": participants, "times": rng.randint(1, 6)}


def _budget(rng: Random) -> dict[str, Any]:
    chosen = rng.sample(SPENDING, rng.randint(2, 4))
    lines = [
        {"subject": subject, "description": description, "amount": rng.randint(20, 280) * 1000}
        for subject, description in chosen
    ]
    return {"total": sum(line["amount"] for line in lines), "lines": lines}
