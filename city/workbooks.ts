// The sample workbooks, invented and marked so in their properties: of each kind one that is untidy but without
// faults, and one with faults planted on purpose. Real .xlsx files, made for a unit and a period.
import type { IssueCode } from "../shared/check/catalogue.ts";
import type { Text } from "../shared/sheet/sheet.ts";
import { type ClerkSheet, writeClerkSheet } from "./clerk-sheet.ts";
import { type Calendar, calendarOf, type SampleSetting } from "./workbooks/calendar.ts";
import { cleanDonation, faultyDonation, PLANTED_DONATION } from "./workbooks/donation.ts";
import { cleanRectification, faultyRectification, PLANTED_RECTIFICATION } from "./workbooks/rectification.ts";
import { cleanTraining, faultyTraining, PLANTED_TRAINING } from "./workbooks/training.ts";
import { cleanVolunteer, faultyVolunteer, PLANTED_VOLUNTEER } from "./workbooks/volunteer.ts";

/** One sample: its file, the sheet that it holds, its name in a list of samples. */
export interface Sample {
  readonly file: string;
  readonly sheet: string;
  readonly faulty: boolean;
  readonly title: Text;
}

/** A fault planted in a faulty sample, and the code of the finding that names it. */
export interface Planted {
  readonly file: string;
  readonly cell: string;
  readonly code: IssueCode;
}

interface Kind {
  readonly file: string;
  readonly sheet: string;
  readonly title: Text;
  readonly clean: (at: Calendar) => ClerkSheet;
  readonly faulty: (at: Calendar) => ClerkSheet;
  readonly planted: readonly (readonly [cell: string, code: IssueCode])[];
}

const KINDS: readonly Kind[] = [
  {
    file: "捐款情况统计表",
    sheet: "donation-summary",
    title: { zh: "捐款情况", en: "Donation summary" },
    clean: cleanDonation,
    faulty: faultyDonation,
    planted: PLANTED_DONATION,
  },
  {
    file: "教育培训情况统计表",
    sheet: "training-class",
    title: { zh: "教育培训", en: "Training classes" },
    clean: cleanTraining,
    faulty: faultyTraining,
    planted: PLANTED_TRAINING,
  },
  {
    file: "问题整改台账",
    sheet: "rectification-ledger",
    title: { zh: "问题整改", en: "Rectification ledger" },
    clean: cleanRectification,
    faulty: faultyRectification,
    planted: PLANTED_RECTIFICATION,
  },
  {
    file: "志愿服务活动统计表",
    sheet: "volunteer-event",
    title: { zh: "志愿服务", en: "Volunteer events" },
    clean: cleanVolunteer,
    faulty: faultyVolunteer,
    planted: PLANTED_VOLUNTEER,
  },
];

const fileOf = (kind: Kind, faulty: boolean) => `示例-${kind.file}-${faulty ? "有错" : "无错"}.xlsx`;

export const SAMPLES: readonly Sample[] = KINDS.flatMap((kind) =>
  [false, true].map((faulty) => ({
    file: fileOf(kind, faulty),
    sheet: kind.sheet,
    faulty,
    title: {
      zh: `${kind.title.zh}（${faulty ? "有错" : "无错"}）`,
      en: `${kind.title.en} (${faulty ? "with faults" : "clean"})`,
    },
  })),
);

/** Every fault planted in the faulty samples, and no other is there. */
export const PLANTED: readonly Planted[] = KINDS.flatMap((kind) =>
  kind.planted.map(([cell, code]) => ({ file: fileOf(kind, true), cell, code })),
);

/** The samples as .xlsx files, in the order of `SAMPLES`, for a unit and a period that is over. */
export async function makeWorkbooks(setting: SampleSetting): Promise<{ file: string; bytes: Uint8Array }[]> {
  const at = calendarOf(setting);
  const sheets = KINDS.flatMap((kind) => [kind.clean(at), kind.faulty(at)]);
  const bytes = await Promise.all(sheets.map(writeClerkSheet));
  return SAMPLES.map(({ file }, n) => ({ file, bytes: bytes[n] ?? new Uint8Array() }));
}
