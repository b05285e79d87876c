import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "../../..");
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...["docs", "examples"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
      .map((name) => join(folder, name)),
  ),
].map((name) => join(root, name));

describe("The documentation", () => {
  for (const document of documents) {
    it(`leads somewhere with every link of ${relative(root, document)}`, () => {
      const broken = linksIn(document).filter((link) => !leadsSomewhere(document, link));
      assert.deepEqual(broken, []);
    });
  }
});

/** The links to other files and to headings, not those to the web. */
function linksIn(document: string): string[] {
  const targets = [...readFileSync(document, "utf8").matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

function leadsSomewhere(document: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const file = path === "" ? document : resolve(dirname(document), path);
  return existsSync(file) && (heading === undefined || headingsOf(file).includes(heading));
}

/** As GitHub names the anchors of headings. */
function headingsOf(file: string): string[] {
  const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) => text);
  return headings.map((text) =>
    text
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}
