import { listOf, objectOf } from "../read";
import { actual, UNKNOWN, type Properties, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { INSTANCES } from "./types";

/** The instances of a stack by the addresses of their network interfaces. */
export class InstanceAddresses {
  #owners: ReadonlyMap<string, string> | undefined;

  constructor(readonly stack: Stack) {}

  /** The link of the instance that has an address; the address itself where none has. */
  ownerOf(address: string): string {
    this.#owners ??= this.#find();
    return this.#owners.get(address) ?? address;
  }

  #find(): ReadonlyMap<string, string> {
    const owners = new Map<string, string>();
    for (const type of INSTANCES) {
      this.stack.each(type, (instance) => {
        const link = instance.outputs["selfLink"];
        if (typeof link !== "string") return;
        for (const address of addressesOf(instance)) owners.set(address, link);
      });
    }
    return owners;
  }
}

function addressesOf(instance: Resource): string[] {
  const interfaces = fieldsIn(instance, "networkInterfaces", actual(instance, "networkInterfaces"));
  return interfaces.flatMap((one) => {
    const outside = fieldsIn(instance, "networkInterfaces[].accessConfigs", one["accessConfigs"]);
    return [one["networkIp"], ...outside.map((config) => config["natIp"])].filter((ip) => typeof ip === "string");
  });
}

function fieldsIn(instance: Resource, path: string, value: Value | undefined): Properties[] {
  const list = listOf(instance, path, value);
  if (list === UNKNOWN) return [];
  return list.map((one) => objectOf(instance, path, one)).filter((one): one is Properties => one !== UNKNOWN);
}
