import type { Command } from 'commander';

/** `sapa check`: flows, patterns, texts, branches and policies, each mistake with file and line. */
export function checkCommand(program: Command): void {
  program
    .command('check')
    .description('check flows, patterns and texts; each mistake comes with file, line and remedy')
    .action(async () => {
      const { loadCheckedDialogs } = await import('../content.ts');
      const { flows, texts } = loadCheckedDialogs();
      const { checkPolicies } = await import('../policies.ts');
      const warnings = checkPolicies(Date.now());
      const steps = [...flows.values()].reduce((sum, flow) => sum + flow.steps.length, 0);
      const languages = [...texts].map(([locale, entries]) => `${locale} ${entries.size} texts`).join(', ');
      console.log(`${flows.size} flows with ${steps} steps, ${languages}: no mistakes.`);
      for (const line of warnings) console.log(line);
    });
}
