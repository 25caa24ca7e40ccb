import type { Command } from 'commander';

/** `sapa understand`: what a text is taken for; with a file, how often that is right. */
export function understandCommands(program: Command): void {
  program
    .command('understand')
    .description('print what a text is understood as, or measure a file of labelled lines')
    .argument('[text...]', 'what a debtor might write')
    .option('--locale <locale>', 'language of the conversation so far')
    .option('--file <file>', 'lines {"text","intent","accept"?:[…]}: accuracy, macro-F1, confusions')
    .action(async (text: string[], options: { locale?: string; file?: string }) => {
      const { loadUnderstanding } = await import('../content.ts');
      const { understandCommand } = await import('../dialog/understanding/understand-command.ts');
      await understandCommand(await loadUnderstanding(), {
        text: text.join(' '),
        ...options,
        print: console.log,
      });
    });
}
