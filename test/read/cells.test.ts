// What single cells mean: numbers, days, choices, periods, units of measure. One row of a table per way of writing.
import { describe, expect, test } from "vitest";
import { chooserOf } from "../../shared/read/choice.ts";
import { dayOfSerial, readDay, readTime, serialOfDay } from "../../shared/read/date.ts";
import { createSum, readNumber } from "../../shared/read/number.ts";
import { periodIn } from "../../shared/read/period-words.ts";
import { isBlank, plain } from "../../shared/read/text.ts";
import { unitIn } from "../../shared/read/unit-of-measure.ts";

const exact: [text: string, value: number, unit?: string][] = [
  ["50", 50],
  [" 1 200 ", 1200],
  ["12,000", 12000],
  ["12，000.50", 12000.5],
  ["５０", 50],
  ["'50", 50],
  ["50\n", 50],
  ["+5", 5],
  ["(1,234)", -1234],
  ["¥1,200.00", 1200],
  ["50人", 50, "人"],
  ["5万元", 5, "万元"],
  ["5千元", 5, "千元"],
  ["3.2万", 32000],
  ["12册", 12, "册"],
  ["746人次", 746, "人次"],
  ["两次", 2, "次"],
  ["十三项", 13, "项"],
  ["一百二十人", 120, "人"],
  ["壹佰元", 100, "元"],
  ["半天", 0.5, "天"],
  ["2.5小时", 2.5, "小时"],
  ["95%", 95, "%"],
  ["１２．５％", 12.5, "%"],
  ["百分之九十五", 95, "%"],
  ["百分之九十五点五", 95.5, "%"],
  ["九成", 90, "%"],
  ["九成五", 95, "%"],
  ["下降10%", -10, "%"],
  ["增长3.5%", 3.5, "%"],
  ["翻番", 100, "%"],
  ["持平", 0, "%"],
];

describe("numbers", () => {
  test.each(exact)("%j is %j %j", (text, value, unit) => {
    expect(readNumber(text)).toMatchObject({ is: "number", value, unit: unit ?? null, about: null });
  });
  test.each([
    ["约50人", 50, "~"],
    ["50余人", 50, ">="],
    ["10余起", 10, ">="],
    ["80多人", 80, ">="],
    ["近百个", 100, "~"],
    ["不少于3次", 3, ">="],
    ["5次以上", 5, ">="],
    ["不超过20人", 20, "<="],
    ["100人左右", 100, "~"],
    ["3万余份", 30000, ">="],
  ])("%j is about %j", (text, value, about) => {
    expect(readNumber(text)).toMatchObject({ is: "number", value, about });
  });
  test.each([
    ["1-2个", "range"],
    ["2～3次", "range"],
    ["无", "none"],
    ["—", "notApplicable"],
    ["/", "notApplicable"],
    ["党员35人，群众12人", "several"],
    ["12人，其中党员8人", "several"],
    ["若干", "text"],
    ["2019年度家", "text"],
    ["abc", "text"],
    ["", "text"],
  ])("%j is %s", (text, is) => {
    expect(readNumber(text).is).toBe(is);
  });
  test("sums are exact", () => {
    const sum = createSum();
    expect(sum.total).toBeNull();
    for (const value of [0.1, 0.2, 0.3, 144_236_922.86, 1e-7, -5, 470_355_749.53999996]) sum.add(value);
    expect(sum.total).toBe(614_592_668.0000001);
  });
});

const hints = { first: "2020-01-01", last: "2020-03-31", today: "2020-04-10" };
const day = (text: string) => {
  const read = readDay(text, hints);
  if (!read) return null;
  const { from, to, assumed, about } = read;
  return [
    from,
    ...(to === from ? [] : [to]),
    ...(assumed ? ["year assumed"] : []),
    ...(about ? ["about"] : []),
  ].join(" ");
};

describe("days", () => {
  test.each([
    ["2020.3.27", "2020-03-27"],
    ["2020-3-27", "2020-03-27"],
    ["2020/03/27", "2020-03-27"],
    ["2020年3月27日", "2020-03-27"],
    ["２０２０年３月２７号", "2020-03-27"],
    ["20200327", "2020-03-27"],
    ["20.3.27", "2020-03-27"],
    ["2019/2/3  14:30", "2019-02-03"],
    ["2020年3月27日（星期五）", "2020-03-27"],
    ["截至2020年3月27日", "2020-03-27"],
    ["3月27日", "2020-03-27 year assumed"],
    ["3.27", "2020-03-27 year assumed"],
    ["24-Jan", "2020-01-24 year assumed"],
    ["3月下旬", "2020-03-31 year assumed about"],
    ["2020年3月上旬", "2020-03-10 about"],
    ["2020年6月底前", "2020-06-30"],
    ["6月底前", "2020-06-30 year assumed"],
    ["2020年底", "2020-12-31"],
    ["2020年3月", "2020-03-31 about"],
    ["截至目前", "2020-04-10 about"],
    ["2月18日至3月28日", "2020-02-18 2020-03-28 year assumed"],
    ["2020年3月2日-6日", "2020-03-02 2020-03-06"],
    ["3.2-3.6", "2020-03-02 2020-03-06 year assumed"],
    ["2020.3.30—4.2", "2020-03-30 2020-04-02"],
    ["2020-03-02~2020-03-06", "2020-03-02 2020-03-06"],
    ["2020-2-29", "2020-02-29"],
    ["2019-2-29", null],
    ["2026.13.6", null],
    ["抓紧", null],
    ["50", null],
  ])("%j is %j", (text, expected) => {
    expect(day(text)).toBe(expected);
  });
  test("the year of a month follows a period over the turn of the year", () => {
    const winter = { first: "2019-12-01", last: "2020-02-29", today: "2020-04-10" };
    expect(readDay("12月5日", winter)?.from).toBe("2019-12-05");
    expect(readDay("1月5日", winter)?.from).toBe("2020-01-05");
    expect(readDay("12月5日", { first: null, last: null, today: "2020-04-10" })?.from).toBe("2019-12-05");
  });
  test("serial numbers, in both date systems", () => {
    expect(dayOfSerial(43917)).toBe("2020-03-27");
    expect(dayOfSerial(43917.6)).toBe("2020-03-27");
    expect(dayOfSerial(43917 - 1462, true)).toBe("2020-03-27");
    expect(serialOfDay("2020-03-27")).toBe(43917);
    expect(dayOfSerial(35)).toBeNull();
  });
  test.each([
    ["9:30", "09:30"],
    ["下午2点", "14:00"],
    ["9时05分", "09:05"],
    ["25:00", null],
    ["上午", null],
  ])("time %j is %j", (text, time) => expect(readTime(text)).toBe(time));
  test("a fraction of a day is a time", () => expect(readTime(0.395_833_333)).toBe("09:30"));
});

test.each([
  ["某局2020年一季度捐款情况表", "2020Q1"],
  ["2020年第三季度", "2020Q3"],
  ["2020年上半年工作", "2020H1"],
  ["二〇二〇年下半年", "2020H2"],
  ["2020年前三季度", "2020-01..09"],
  ["2020年1-9月", "2020-01..09"],
  ["2020年1—3月", "2020Q1"],
  ["2020年3月份", "2020-03"],
  ["截至2020年3月底", "2020Q1"],
  ["截至2020年5月", "2020-01..05"],
  ["2020年度汇总", "2020"],
  ["一季度", "2020Q1"],
  ["填报日期：2020年7月1日", "2020"],
  ["第三届", null],
  ["汇总表", null],
])("period in %j is %j", (text, period) => expect(periodIn(text, "2020")).toBe(period));

test.each([
  ["金额（万元）", "万元"],
  ["金额(元)", "元"],
  ["累计捐款 万元", "万元"],
  ["单位：万元", "万元"],
  ["(单位:人、元)", "人"],
  ["金额（美元）", "美元"],
  ["学习总时长(小时) ", "小时"],
  ["整改情况(是/否)", null],
  ["填报单位：某局", null],
  ["捐赠单位(个人)", null],
])("unit in %j is %j", (text, unit) => expect(unitIn(text)).toBe(unit));

test("choices: labels, aliases, blanks aside; the nearest for a typo", () => {
  const t = (zh: string) => ({ zh, en: zh });
  const chooser = chooserOf([
    { key: "activist", label: t("入党积极分子"), aliases: ["积极分子"] },
    { key: "candidate", label: t("发展对象"), aliases: [] },
  ]);
  expect(["入党积极分子", "入党 积极分子", "积极分子。", "发展对象（二期）"].map(chooser.keyOf)).toEqual([
    "activist",
    "activist",
    "activist",
    "candidate",
  ]);
  expect(chooser.keyOf("发展对像")).toBeNull();
  expect(chooser.nearest("发展对像")?.key).toBe("candidate");
  expect(chooser.nearest("入党积级分子")?.key).toBe("activist");
  expect(chooser.nearest("群众")).toBeNull();
});

test("text in its plain form", () => {
  expect(plain(" 一科\u3000\u200b ")).toBe("一科");
  expect(plain("Ａ１（甲），乙")).toBe("A1（甲），乙");
  expect(plain("甲\r\n 乙")).toBe("甲\n乙");
  // What nobody sees: control signs, marks of direction, half of a sign.
  expect(plain("甲\0\u0007\u202e乙\u2066\u0085")).toBe("甲乙");
  expect(plain("甲\ud83d")).toBe("甲\ufffd");
  expect(plain("甲\ud83d\ude00")).toBe("甲\ud83d\ude00");
  expect([null, "", " \u200b\u3000\n", "0", 0].map(isBlank)).toEqual([true, true, true, false, false]);
});
