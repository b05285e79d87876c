import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { createGzip } from "node:zlib";

/** Lines in a file, as a busy load balancer writes them. */
const LINES = 250_000;

const AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile Safari/604.1",
  "okhttp/4.12.0",
];

/** Writes access logs of an Application Load Balancer with 100 targets, the same ones each time. */
export async function writeLogs(folder: string, lines: number): Promise<string[]> {
  const random = numbers(1);
  const files: string[] = [];
  for (let from = 0; from < lines; from += LINES) {
    const file = join(folder, `${lines}-${String(files.length).padStart(3, "0")}.log.gz`);
    const gzip = createGzip();
    const out = gzip.pipe(createWriteStream(file));
    for (let line = from; line < Math.min(lines, from + LINES); line += 1) {
      if (!gzip.write(albLine(line, random))) await once(gzip, "drain");
    }
    gzip.end();
    await once(out, "close");
    files.push(file);
  }
  return files;
}

function albLine(number: number, random: () => number): string {
  const whole = (most: number) => Math.floor(random() * most);
  const hex = (digits: number) => Array.from({ length: digits }, () => whole(16).toString(16)).join("");
  const time = new Date(Date.UTC(2026, 0, 31) + number * 4).toISOString().replace("Z", "123Z");
  const target = `10.0.${whole(2)}.${whole(50)}:8080`;
  const rule = whole(3);
  return `${[
    ...["https", time, "app/web/50dc6c495c0c9188", `203.0.113.${whole(255)}:${1024 + whole(60_000)}`, target],
    ...["0.000", `0.${String(whole(900)).padStart(3, "0")}`, "0.000", 200, 200, whole(2000), whole(60_000)],
    ...[`"GET https://www.example.com:443/api/items/${whole(100_000)} HTTP/2.0"`, `"${AGENTS[whole(3)] ?? ""}"`],
    ...["TLS_AES_128_GCM_SHA256", "TLSv1.3", arn(`targetgroup/group-${rule}/73e2d6bc24d8a067`)],
    ...[
      `"Root=1-${hex(8)}-${hex(24)}"`,
      '"www.example.com"',
      `"${arn("certificate/12345678-1234-1234-1234-123456789012")}"`,
    ],
    ...[rule, time, '"forward"', '"-"', '"-"', `"${target}"`, '"200"', '"-"', '"-"', `TID_${hex(32)}`],
  ].join(" ")}\n`;
}

const arn = (what: string) => `arn:aws:elasticloadbalancing:eu-west-1:123456789012:${what}`;

/** @see https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
