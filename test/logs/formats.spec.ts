import assert from "node:assert/strict";
import { formatOf } from "../../logs/formats";
import { alb } from "../../logs/formats/alb";
import { classic } from "../../logs/formats/classic";
import { gcp } from "../../logs/formats/gcp";
import { nlbTls } from "../../logs/formats/nlb-tls";
import { albLine, classicLine, gcpEntry, GROUP, nlbLine, START } from "./support/lines";

const idOf = (line: string) => {
  const format = formatOf(line);
  return "id" in format ? format.id : undefined;
};

describe("The format of a log", () => {
  it("is told by a line", () => {
    assert.equal(idOf(albLine({ time: START })), "alb");
    assert.equal(idOf(classicLine({ time: START })), "classic");
    assert.equal(idOf(nlbLine({ time: START })), "nlb");
    assert.equal(idOf(JSON.stringify(gcpEntry({ time: START }))), "gcp");
  });

  it("is none of a log that says nothing of targets, and what that is is told", () => {
    const connection = "2026-01-31T12:00:00.123456Z 192.0.2.7 45001 443 TLSv1.3 TLS_AES 0.012 - - - Success TID_1";
    assert.match(JSON.stringify(formatOf(connection)), /connection logs of an Application Load Balancer/);
    assert.match(
      JSON.stringify(formatOf("2 123456789012 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 1 1 1 ACCEPT OK")),
      /VPC flow logs/,
    );
    assert.deepEqual(formatOf("<html>"), { what: undefined });
  });
});

describe("A line of an Application Load Balancer", () => {
  it("says who got the request, and how much that was", () => {
    assert.deepEqual(alb.parse(albLine({ time: START, rule: "10", received: 7, sent: 9 })), {
      time: START / 1000,
      balancer: "app/web/50dc6c495c0c9188",
      route: "10",
      pool: GROUP("web"),
      target: "10.0.0.1:80",
      zone: "",
      received: 7,
      sent: 9,
      seconds: 0.01,
    });
  });

  for (const fields of [18, 20, 21, 23, 24, 25, 27, 29, 30, 33]) {
    it(`is read with ${fields} fields`, () => {
      const request = alb.parse(albLine({ time: START, rule: "10", fields }));
      assert.equal(request?.pool, GROUP("web"));
      assert.equal(request.route, fields > 20 ? "10" : "");
    });
  }

  it("names no target where none answered, and no time", () => {
    const request = alb.parse(albLine({ time: START, target: "-", pool: "-", seconds: -1 }));
    assert.deepEqual([request?.target, request?.pool, request?.seconds], ["", "", undefined]);
  });

  it("may have a target with an address of the sixth version", () => {
    assert.equal(alb.parse(albLine({ time: START, target: "[2001:db8::1]:8080" }))?.target, "[2001:db8::1]:8080");
  });

  it("keeps its fields apart, whatever a client sends", () => {
    for (const userAgent of [
      "a \\x22 b",
      '\\"',
      'a \\" - - arn:evil \\"x\\" b',
      "\\\\",
      "<script>",
      "'; DROP TABLE counts; --",
      "=1+1",
    ]) {
      assert.equal(alb.parse(albLine({ time: START, userAgent }))?.pool, GROUP("web"), userAgent);
    }
  });

  it("is malformed where fields are not to be told apart, or are none", () => {
    const whole = albLine({ time: START });
    const bad = ["", "garbage", whole.slice(0, 60), whole.slice(0, 150), whole.replace("2026-01-31T", "2026-13-31T")];
    for (const line of [...bad, whole.replace(" 2000 ", " many "), albLine({ time: START, userAgent: 'a "b" c' })]) {
      assert.equal(alb.parse(line), undefined, line);
    }
  });
});

describe("A line of a Classic Load Balancer", () => {
  it("is malformed where it was cut off before the request", () => {
    const line = classicLine({ time: START });
    assert.ok(classic.parse(line));
    assert.equal(classic.parse(line.slice(0, 60)), undefined);
  });
  it("is read with and without the user agent", () => {
    for (const isOld of [false, true]) {
      const request = classic.parse(classicLine({ time: START, target: "10.0.0.2:80" }, isOld));
      assert.deepEqual([request?.target, request?.pool, request?.seconds], ["10.0.0.2:80", "my-elb", 0.01]);
    }
  });
  it("is malformed where fields are missing", () => {
    assert.equal(classic.parse("2026-01-31T12:00:00Z my-elb"), undefined);
  });
});

describe("A line of a Network Load Balancer", () => {
  it("names the listener, and no target", () => {
    const request = nlbTls.parse(nlbLine({ time: START }));
    assert.deepEqual([request?.route, request?.pool, request?.target], ["g3d4b5e8bb8464cd", "", ""]);
    assert.match(nlbTls.limits ?? "", /flow logs/);
  });
  it("is malformed where fields are missing", () => {
    assert.equal(nlbTls.parse("tls 2.0 2026-01-31T12:00:00"), undefined);
  });
});

describe("An entry of Cloud Logging", () => {
  const parse = (entry: object) => gcp.parse(JSON.stringify(entry));

  it("names the group, its zone and the backend service", () => {
    const request = parse(gcpEntry({ time: START }));
    assert.deepEqual([request?.target, request?.zone, request?.pool], ["ig-a", "europe-west1-b", "api"]);
    assert.deepEqual([request?.received, request?.sent, request?.seconds], [100, 2000, 0.01]);
  });
  it("names no backend where there was none", () => {
    const labels = { backend_target_name: "", backend_service_name: "INVALID_BACKEND", backend_name: "" };
    const request = parse(gcpEntry({ time: START, labels }));
    assert.deepEqual([request?.target, request?.pool], ["", ""]);
  });
  it("is counted without bytes where it tells of none", () => {
    const request = parse(gcpEntry({ time: START, request: { requestSize: undefined, responseSize: undefined } }));
    assert.deepEqual([request?.received, request?.sent, request?.target], [0, 0, "ig-a"]);
  });
  it("is malformed where it is of something else, or no JSON", () => {
    assert.equal(parse(gcpEntry({ time: START, type: "gce_instance" })), undefined);
    assert.equal(gcp.parse('{"logName": '), undefined);
    assert.equal(gcp.parse("null"), undefined);
  });
});
