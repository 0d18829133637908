/** ErrorAnnotation is an `::error` command of a log, its properties and message unescaped. */
export interface ErrorAnnotation {
  readonly title: string;
  readonly file?: string;
  readonly line?: number;
  /** Line by line. */
  readonly message: readonly string[];
}

/** errorAnnotations reads the errors that a step hands to the runner, in order. */
export function errorAnnotations(log: string): ErrorAnnotation[] {
  return Array.from(
    log.matchAll(/^::error(?: (?<properties>.*?))?::(?<message>.*)$/gm),
    ({ groups = {} }) => {
      const properties = new Map(
        (groups['properties'] ?? '').split(',').map((property) => {
          const [name = '', value = ''] = property.split('=', 2);
          return [name, unescaped(value).replaceAll('%3A', ':').replaceAll('%2C', ',')];
        }),
      );
      const [file, line] = [properties.get('file'), properties.get('line')];
      return {
        title: properties.get('title') ?? '',
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line: Number(line) }),
        message: unescaped(groups['message'] ?? '').split('\n'),
      };
    },
  );
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
