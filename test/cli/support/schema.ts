import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type AnySchema } from "ajv";
import formats from "ajv-formats";

/** How schemas are read that are not written for this library. */
export const STRICTNESS = { strict: false, allErrors: true, unicodeRegExp: false };

export const schemaIn = (file: string) => JSON.parse(readFileSync(file, "utf8")) as AnySchema;

/** What holds a value against a schema, with the formats of texts. */
export function validator(schema: AnySchema, ajv: Pick<Ajv, "compile" | "addFormat">) {
  formats(ajv as Ajv);
  return ajv.compile(schema);
}

const isReport = validator(schemaIn(join(__dirname, "../../../../schemas/report-1.json")), new Ajv(STRICTNESS));

/** Expects what the published schema says of a report. */
export function holdsToSchema(report: unknown): void {
  assert.ok(isReport(report), JSON.stringify(isReport.errors, undefined, 2));
}
