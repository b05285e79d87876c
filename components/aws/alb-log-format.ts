/** A text between quotation marks; one that a backslash escapes ends nothing. */
const QUOTED = '"((?:[^"\\\\]|\\\\.)*)"';
const FIELD = "([^ ]*)";
const NUMBER = "([-.0-9]+)";
const BYTES = "([0-9]+)";

/** The fields that every version of the format has. */
const ALWAYS = [
  ["type", "string", FIELD],
  ["time", "string", "([0-9TZ.:-]+)"],
  ["elb", "string", FIELD],
  ["client", "string", FIELD],
  ["target", "string", FIELD],
  ["request_processing_time", "double", NUMBER],
  ["target_processing_time", "double", NUMBER],
  ["response_processing_time", "double", NUMBER],
  ["elb_status_code", "string", FIELD],
  ["target_status_code", "string", FIELD],
  ["received_bytes", "bigint", BYTES],
  ["sent_bytes", "bigint", BYTES],
  ["request", "string", QUOTED],
  ["user_agent", "string", QUOTED],
  ["ssl_cipher", "string", FIELD],
  ["ssl_protocol", "string", FIELD],
  ["target_group_arn", "string", FIELD],
  ["trace_id", "string", QUOTED],
] as const;

/** Fields that came later, those that came together in one list; a line may end before each of these lists. */
const LATER = [
  [
    ["domain_name", "string", QUOTED],
    ["chosen_cert_arn", "string", QUOTED],
  ],
  [["matched_rule_priority", "string", "([-0-9]+)"]],
  [
    ["request_creation_time", "string", FIELD],
    ["actions_executed", "string", QUOTED],
  ],
  [["redirect_url", "string", QUOTED]],
  [["error_reason", "string", QUOTED]],
  [
    ["target_port_list", "string", QUOTED],
    ["target_status_code_list", "string", QUOTED],
  ],
  [
    ["classification", "string", QUOTED],
    ["classification_reason", "string", QUOTED],
  ],
  [["conn_trace_id", "string", FIELD]],
  [
    ["transformed_host", "string", QUOTED],
    ["transformed_uri", "string", QUOTED],
    ["request_transform_status", "string", QUOTED],
  ],
] as const;

/** The columns of a table of access logs of Application Load Balancers. */
export const ALB_COLUMNS = [...ALWAYS, ...LATER.flat()].map(([name, type]) => ({ name, type }));

/**
 * Takes a line apart into these columns, whatever version of the format it is of: what it does not have is null, and what it has
 * beyond them is passed over.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-format
 */
export const ALB_LINE = `^${ALWAYS.map(([, , field]) => field).join(" ")}${LATER.reduceRight<string>(
  (rest, fields) => `(?:${fields.map(([, , field]) => ` ${field}`).join("")}${rest})?`,
  "(?: .*)?",
)}$`;
