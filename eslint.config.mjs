import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["bin/", "coverage/", "node_modules/"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.mjs", "*.cjs"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  {
    // Their own configurations do not know that the package they import is this one.
    files: ["examples/**/*.ts"],
    languageOptions: { parserOptions: { projectService: false, project: "examples/tsconfig.json" } },
  },
  { files: ["**/*.mjs", "**/*.cjs"], ...tseslint.configs.disableTypeChecked },
);
