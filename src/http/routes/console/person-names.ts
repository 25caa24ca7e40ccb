import { z } from 'zod';
import { emailProblem, nameProblem } from '../../../collectors/index.ts';

const plain = (problem: (text: string) => string | undefined) =>
  z.string().transform((text, context) => {
    const cleaned = text.normalize('NFC').trim();
    const wrong = problem(cleaned);
    if (wrong !== undefined) context.addIssue({ code: 'custom', message: wrong });
    return cleaned;
  });

export const personName = plain((text) => nameProblem(text, 'name'));
/** The only name a debtor is told. */
export const firstName = plain((text) => nameProblem(text, 'firstName'));
export const teamName = plain((text) => nameProblem(text, 'teamName'));
export const email = plain(emailProblem);
