import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { members, type Declared, type Members } from "./declarations";

/** What goes into a resource or a nested object, and what comes out. */
export interface Shape {
  readonly inputs: Members;
  readonly outputs: Members;
}

const nothing: Members = new Map<string, Declared>();

/** A provider's Node SDK, read as the description of that provider. */
export class Sdk {
  readonly version: string;
  readonly #root: string;
  readonly #files = new Map<string, string>();
  readonly #shapes = new Map<string, Shape | undefined>();

  constructor(packageName: string) {
    const manifest = require.resolve(`${packageName}/package.json`);
    this.#root = dirname(manifest);
    this.version = (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
  }

  /** `aws:lb/targetGroup:TargetGroup`, as the class TargetGroup describes it. */
  resource(token: string): Shape | undefined {
    return this.#once(token, () => {
      const [, module = "", name = ""] = token.split(":");
      // What has no module of its own is in the SDK's root.
      const folder = dirname(module).replace(/^index$/, ".");
      const file = this.#modules(folder).find((stem) => stem.toLowerCase() === name.toLowerCase());
      if (file === undefined) return undefined;
      const declarations = this.#read(join(folder, `${file}.d.ts`));
      const outputs = members(declarations, `export declare class ${name} extends pulumi.CustomResource {`);
      return outputs && { inputs: members(declarations, `export interface ${name}Args {`) ?? nothing, outputs };
    });
  }

  /** `lb.ListenerDefaultAction`, the type of a nested object. */
  object(path: string): Shape | undefined {
    return this.#once(path, () => {
      const outputs = this.#nested("output", path);
      return outputs && { inputs: this.#nested("input", path) ?? outputs, outputs };
    });
  }

  /** The tokens of all resources in a folder of the SDK. */
  tokens(folder: string): string[] {
    const token = /static __pulumiType = '([^']+)'/;
    return this.#modules(folder).flatMap((stem) => token.exec(this.#read(join(folder, `${stem}.js`)))?.[1] ?? []);
  }

  #nested(direction: "input" | "output", path: string): Members | undefined {
    const declarations = this.#read(`types/${direction}.d.ts`);
    const [namespace = "", name = ""] = path.split(".");
    const start = declarations.indexOf(`export declare namespace ${namespace} {`);
    if (start < 0) return undefined;
    return members(declarations.slice(start, declarations.indexOf("\n}", start)), `interface ${name} {`);
  }

  #modules(folder: string): string[] {
    const path = join(this.#root, folder);
    if (!existsSync(path)) return [];
    return readdirSync(path).flatMap((file) => (file.endsWith(".d.ts") ? [file.slice(0, -".d.ts".length)] : []));
  }

  #read(file: string): string {
    let content = this.#files.get(file);
    if (content === undefined) {
      content = readFileSync(join(this.#root, file), "utf8");
      this.#files.set(file, content);
    }
    return content;
  }

  #once(key: string, make: () => Shape | undefined): Shape | undefined {
    if (!this.#shapes.has(key)) this.#shapes.set(key, make());
    return this.#shapes.get(key);
  }
}
