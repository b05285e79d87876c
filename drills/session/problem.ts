/** What a trainee asked for makes no sense: what is expected. */
export class CommandProblem extends Error {
  override readonly name = "CommandProblem";
}
