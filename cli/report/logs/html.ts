export function logsHtml(_r: unknown): string {
  return "";
}
