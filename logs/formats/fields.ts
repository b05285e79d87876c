const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?Z?$)?/;

/** Seconds since 1970 of a moment as logs write it, ISO 8601 in UTC; undefined where it is none. */
export function momentOf(text: string | undefined): number | undefined {
  const [moment] = MOMENT.exec(text ?? "") ?? [];
  if (moment === undefined) return undefined;
  const milliseconds = Date.parse(moment.endsWith("Z") ? moment : `${moment}Z`);
  return isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

/** A whole number of bytes; undefined where it is none. */
export function bytesOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Seconds; undefined where nobody answered, which is told by -1. */
export function secondsOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Empty where a dash says that there is none. */
export function named(text: string | undefined): string {
  return text === undefined || text === "-" ? "" : text;
}
