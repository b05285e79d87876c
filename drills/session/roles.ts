import { CommandProblem } from "./problem";

/** Who does what in a group. */
const ROLES = {
  /** Decides: says what is wrong, and when it is over. */
  commander: ["ack", "diagnose", "hint", "done"],
  /** Changes things. */
  operator: ["fix"],
  /** Talks to users and to the rest of the company. */
  communications: ["tell"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Role = keyof typeof ROLES;

/** What everybody may do. */
interface Line {
  readonly role: Role | undefined;
  readonly name: string;
  readonly args: readonly string[];
}

/**
 * Who says what, in a group as `operator: fix rollback`.
 *
 * @throws CommandProblem when the command is another role's.
 */
export function lineFrom(text: string, isGroup: boolean): Line {
  const who = /^\s*(\w+):/.exec(text)?.[1];
  const rest = text.replace(/^\s*(?:\w+:)?\s*/, "");
  const [name = "", ...args] = rest.split(/\s+/).filter((word) => word !== "");
  if (!isGroup) return { role: undefined, name: name.toLowerCase(), args };
  const role = roleOf(who);
  const owner = (Object.keys(ROLES) as Role[]).find((one) => (ROLES[one] as readonly string[]).includes(name));
  if (owner && owner !== role) throw new CommandProblem(`${name} is for the ${owner}: "${owner}: ${rest}"`);
  return { role, name: name.toLowerCase(), args };
}

function roleOf(who: string | undefined): Role | undefined {
  if (who === undefined) return undefined;
  const [role, other] = (Object.keys(ROLES) as Role[]).filter((one) => one.startsWith(who.toLowerCase()));
  if (role && !other) return role;
  throw new CommandProblem(`no role is meant by ${who}; there are ${Object.keys(ROLES).join(", ")}`);
}
