import { z } from 'zod';
import { recordAudit } from '../../../collectors/index.ts';
import {
  addNote,
  LONGEST_WORDS,
  MOST_FILES,
  mayWriteTo,
  type Written,
  writeToDebtor,
} from '../../../handoff/index.ts';
import type { ConsoleNote, FileRef, HandoffAnswer } from '../../contract/console.ts';
import { HttpProblem } from '../../problem.ts';
import { fileRef } from './case-view.ts';
import type { ConsoleRoutes } from './deps.ts';
import { checked, idOf, notFound } from './input.ts';
import { oneFile, takesUploads } from './upload.ts';
import { words } from './words.ts';

const message = z.strictObject({
  key: z.string().regex(/^[\w-]{8,64}$/, 'expected 8 to 64 letters, digits, - or _'),
  text: words(LONGEST_WORDS),
  files: z.array(z.string().max(128)).max(MOST_FILES, `at most ${MOST_FILES} files`).optional(),
});
const note = z.strictObject({
  text: words(LONGEST_WORDS).refine((text) => text !== '', 'must not be empty'),
});

/** What a collector adds to a conversation: words and files for the debtor, notes for colleagues. */
export const conversationsRoutes: ConsoleRoutes = (app, deps) => {
  const { database, clock, files } = deps;
  const work = { config: { permission: 'work' } } as const;

  app.post('/conversations/:id/messages', work, async (request): Promise<HandoffAnswer> => {
    const id = idOf(request.params);
    const { key, text, files: tokens } = checked(message, request.body);
    const said = { key, text, ...(tokens && { files: tokens }) };
    const written = await database.write((tx) => writeToDebtor(tx, clock.now(), request.collector, id, said));
    if (!written.ok) throw refused(written.reason);
    deps.nudge();
    return written.answer;
  });

  app.post('/conversations/:id/notes', work, async (request): Promise<ConsoleNote> => {
    const id = idOf(request.params);
    const { text } = checked(note, request.body);
    const added = await database.write((tx) => addNote(tx, clock.now(), request.collector, id, text));
    if (!added.ok) throw notFound();
    return { kind: 'note', ...added.note, id: `note:${added.note.id}` };
  });

  app.register(async (scope) => {
    await takesUploads(scope);
    scope.post('/conversations/:id/files', work, async (request): Promise<FileRef> => {
      const conversationId = idOf(request.params);
      const { collector } = request;
      const may = await database.read((tx) => mayWriteTo(tx, collector, conversationId));
      if (!may.ok) throw refused(may.reason);
      const saved = await files.save(conversationId, await oneFile(request));
      if (!saved.ok) throw unusable(saved.reason);
      const { creditorId } = may;
      const row = { at: clock.now(), collector, what: 'file_uploaded', creditorId, conversationId };
      await database.write((tx) => recordAudit(tx, row));
      return fileRef(saved.file);
    });
  });
};

function refused(reason: Extract<Written, { ok: false }>['reason']): HttpProblem {
  switch (reason) {
    case 'not_found':
      return notFound();
    case 'opted_out':
      return new HttpProblem(409, 'opted_out', 'This person wants no more messages here.');
    case 'empty':
      return invalid('text', 'expected words or a file');
    case 'too_long':
      return invalid('text', `must have at most ${LONGEST_WORDS} characters`);
    case 'unknown_file':
      return invalid('files', 'expected files uploaded to this conversation');
  }
}

function unusable(reason: 'too_large' | 'unsupported_type' | 'empty'): HttpProblem {
  if (reason === 'too_large') return new HttpProblem(413, 'too_large', 'A file may have at most 10 MB.');
  if (reason === 'empty') return invalid('file', 'is empty');
  return new HttpProblem(
    415,
    'unsupported_type',
    'Only pictures (JPEG, PNG, WebP, HEIC) and PDF files are taken.',
  );
}

function invalid(field: string, problem: string): HttpProblem {
  return new HttpProblem(422, 'invalid', 'Some of what was sent cannot be used.', {
    fields: { [field]: problem },
  });
}
