"use strict";
/** Whether a YAML text may be a plan: one of the keys that plans have stands at the beginning of a line. */

const KEYS = [
  "事業", "年度", "圏域", "類型", "申請者", "代表医療機関", "構成員", "事業期間", "取組み", "予算", "提出日", "業務",
  "programme", "fiscal_year", "area", "type", "applicant", "members", "period", "activities", "budget", "submitted_on",
];
const FIRST = new RegExp(`^(?:${KEYS.join("|")})\\s*[:：]`, "mu");
const ENOUGH = 2;

/** Two keys are asked for, so that a file that happens to have a `type:` starts nothing. */
function mayBePlan(text) {
  let rest = text.slice(0, 100000);
  for (let count = 0; count < ENOUGH; count++) {
    const found = FIRST.exec(rest);
    if (!found) return false;
    rest = rest.slice(found.index + found[0].length);
  }
  return true;
}

module.exports = { mayBePlan };
