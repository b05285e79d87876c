/** A field that is none where a dash stands for it. */
export const namedSql = (field: string) => `coalesce(nullif(${field}, '-'), '')`;

/** A whole number; null where it is none. */
export const bytesSql = (field: string) => `try_cast(${field} AS BIGINT)`;

export const secondsSql = (field: string) => `try_cast(${field} AS DOUBLE)`;

/** The minute of a moment, as a text: many requests have the same, so that few texts have to be understood. */
export const minuteSql = (field: string) => `left(${field}, 16)`;
