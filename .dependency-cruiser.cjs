/** The arrows between the layers. Each rule says why it is there. */
module.exports = {
  forbidden: [
    {
      name: "traffic-stands-alone",
      comment:
        "The analyser is the same for a policy, a state file and a live cloud: it may know none of them, nor Pulumi.",
      severity: "error",
      from: { path: "^traffic/" },
      to: { pathNot: ["^traffic/"], dependencyTypesNot: ["core"] },
    },
    {
      name: "policies-judge-traffic",
      comment:
        "A policy turns an analysis into findings; it needs the analyser, the control of changes and the policy SDK, nothing else.",
      severity: "error",
      from: { path: "^policies/" },
      to: {
        pathNot: ["^policies/", "^traffic/", "^control/", "^node_modules/@pulumi/policy/"],
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "control-knows-no-policy",
      comment:
        "Whether a change was approved, or previewed, is the same for a policy and a command: it may know neither.",
      severity: "error",
      from: { path: "^control/" },
      to: { pathNot: ["^control/", "^traffic/", "^sources/"], dependencyTypesNot: ["core"] },
    },
    {
      name: "only-the-pack-has-a-side-effect",
      comment: "Importing the policies must not start a policy server, so nobody imports the file that does.",
      severity: "error",
      from: { pathNot: "^test/" },
      to: { path: "^policies/pack[.]ts$" },
    },
    {
      name: "sources-give-resources",
      comment: "A source turns what it reads into resources, and judges nothing.",
      severity: "error",
      from: { path: "^sources/" },
      to: { path: "^(control|policies|components|drills)/" },
    },
    {
      name: "logs-tell-what-was",
      comment:
        "Logs are counted whoever asks: shares are the analyser's, packages that are missing the sources' to explain.",
      severity: "error",
      from: { path: "^logs/" },
      to: { path: "^(policies|components|cli|drills)/" },
    },
    {
      name: "physics-know-no-analysis",
      comment:
        "The requests that a drill sends are also what the analysis is tested with: they may share nothing with it, and what they come to is theirs.",
      severity: "error",
      from: { path: "^drills/physics/" },
      to: { pathNot: ["^drills/physics/"], dependencyTypesNot: ["core"] },
    },
    {
      name: "drills-rehearse",
      comment: "A drill judges as the pack does and shows what a source gives; how it is shown is for a command.",
      severity: "error",
      from: { path: "^drills/" },
      to: { path: "^(cli|components)/" },
    },
    {
      name: "only-commands-drill",
      comment: "What judges a stack must not depend on an exercise.",
      severity: "error",
      from: { path: "^(traffic|policies|components|sources)/" },
      to: { path: "^drills/" },
    },
    {
      name: "components-make-resources",
      comment:
        "A component is for any program, whether the pack judges it or not: it needs neither policies nor a command. Of the analyser it has the arithmetic of shares, so that alarms expect what the pack works out; it never reads a stack.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(control|policies|sources|logs|cli|monitoring|traffic/(?!bounds|overall-shares))" },
    },
    {
      name: "plugin-serves-components",
      comment: "What the engine starts for components has these, and nothing that judges or reads anything.",
      severity: "error",
      from: { path: "^plugin/" },
      to: { path: "^(control|policies|traffic|sources|logs|cli|monitoring)/" },
    },
    {
      name: "alarms-are-evaluated-as-they-are",
      comment: "What evaluates alarms sees them as the cloud does: by what is registered, not by what made it.",
      severity: "error",
      from: { path: "^monitoring/" },
      to: { pathNot: ["^monitoring/"], dependencyTypesNot: ["core"] },
    },
    {
      name: "nobody-imports-the-plugin",
      comment: "It is a program of its own, which the engine starts.",
      severity: "error",
      from: { pathNot: "^(plugin|test)/" },
      to: { path: "^plugin/" },
    },
    {
      name: "nobody-imports-a-command",
      comment: "A command is for a person; what two of them need has a place below them.",
      severity: "error",
      from: { pathNot: "^(cli|test)/" },
      to: { path: "^cli/" },
    },
    {
      name: "no-cycles",
      comment: "Two files that need each other are one idea in two places.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "nothing-depends-on-tests",
      comment: "What ships must not need what does not.",
      severity: "error",
      from: { path: "^(traffic|policies|components|plugin|sources|logs|cli|drills|examples|control)/" },
      to: { path: "^(test|bench)/" },
    },
    {
      name: "dependencies-are-declared",
      comment: "A package that is only there because another brought it may go away with it.",
      severity: "error",
      from: { pathNot: "^(test|bench)/" },
      // The meta data of peers is taken for one more list of packages, in which they have no version.
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["npm-peer"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^bin/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
