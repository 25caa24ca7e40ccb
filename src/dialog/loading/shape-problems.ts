import type { z } from 'zod';
import { type Problem, suggest } from './problem.ts';
import type { YamlFile } from './yaml-file.ts';

/**
 * What zod found wrong with the value at `at`, as problems with lines. `where` names the place for a
 * reader ("ask step \"which\""), `known` the keys that are allowed there.
 */
export function shapeProblems(
  yaml: YamlFile,
  at: readonly (string | number)[],
  error: z.ZodError,
  where: string,
  known: readonly string[],
): Problem[] {
  return error.issues.flatMap((issue) => {
    const path = [...at, ...(issue.path as (string | number)[])];
    if (issue.code === 'unrecognized_keys') {
      const names = issue.path.length === 0 ? known : [];
      return issue.keys.map(
        (key): Problem => ({
          file: yaml.file,
          line: yaml.lineOf([...path, key]),
          what: `unknown key "${key}" in ${where}`,
          why: 'a key that nothing reads does nothing, and the file looks as if it did',
          fix: names.length > 0 ? suggest(key, names).replace(/\?$/, '') : 'remove it',
        }),
      );
    }
    const place = issue.path.length > 0 ? `"${issue.path.join('.')}" in ${where}` : where;
    return [
      {
        file: yaml.file,
        line: yaml.lineOf(path),
        what: `${place} is wrong: ${lower(issue.message)}`,
        why: 'the flow cannot be run as written',
        fix: 'see the example at the top of src/dialog/flow-schema.ts',
      },
    ];
  });
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
