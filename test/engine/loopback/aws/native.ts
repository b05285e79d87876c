import type { Cloud } from "../cloud";
import { account, region } from "./identity";

/** AWS Cloud Control: no SDK of it is at hand, so a type's name is all there is to go by. */
export const awsNative: Cloud = {
  package: "aws-native",
  families: [],
  identify: ({ token, name, hex }) => {
    const [, service = "", type = ""] = token.split(":");
    // Cloud Control speaks of elasticloadbalancingv2, ARNs do not.
    const arn = `arn:aws:${service.replace(/v2$/, "")}:${region}:${account}:${type.toLowerCase()}/${name}/${hex(16)}`;
    return { id: arn, outputs: { arn, [`${type.charAt(0).toLowerCase()}${type.slice(1)}Arn`]: arn } };
  },
  computed: () => undefined,
  defaults: () => ({}),
  replaces: (_, property) => property === "name",
  found: (id) => ({ arn: id }),
  functions: {},
};
