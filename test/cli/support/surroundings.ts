/** Sets variables of the environment for the tests of a suite; those that are undefined are taken away. */
export function surrounded(variables: () => Readonly<Record<string, string | undefined>>): void {
  let before: NodeJS.ProcessEnv = {};
  beforeEach(() => {
    before = { ...process.env };
    for (const [name, value] of Object.entries(variables())) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });
  afterEach(() => {
    process.env = before;
  });
}
