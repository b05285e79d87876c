import { output, type Output } from "@pulumi/pulumi";

/**
 * What stands for a name that an example uses and does not declare: a resource that another stack has deployed, or a list
 * of two. Each of its properties is a text that is known and belongs to no resource of the example.
 */
export function elsewhere(name: string): Output<string> {
  const list = {
    map: (make: (element: Output<string>) => unknown) => [0, 1].map((index) => make(elsewhere(`${name}[${index}]`))),
  };
  return new Proxy(output(textOf(name)), {
    get: (value, property) => {
      if (typeof property === "symbol" || property in value) return Reflect.get(value, property) as unknown;
      return property === "map" ? list.map : elsewhere(`${name}.${property}`);
    },
  });
}

function textOf(name: string): string {
  return name.endsWith(".arn") ? `arn:aws:elsewhere:us-east-1:123456789012:${name}` : name;
}
