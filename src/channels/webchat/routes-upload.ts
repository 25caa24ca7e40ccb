import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SavedAttachment } from '../channel.ts';
import { addressOf, callerOf } from './callers.ts';
import type { RouteContext } from './context.ts';
import { badArgument, busy, DirectLineError } from './failures.ts';
import { activityId } from './ids.ts';
import { allowOrigin } from './origins.ts';
import { readActivity } from './read-activity.ts';
import { receive } from './receive.ts';
import { senderOf } from './routes-activities.ts';

const MAX_FILES = 5;
const ACTIVITY_BYTES = 64 * 1024;
/** Room for the parts' headers and the activity beside the file. */
const ENVELOPE_BYTES = 1024 * 1024;

interface Upload {
  activity: unknown;
  files: { bytes: Buffer; fileName: string }[];
}

/** `POST /conversations/{id}/upload`, in a scope of its own: only it pays for multipart. */
export async function uploadRoutes(app: FastifyInstance, context: RouteContext): Promise<void> {
  const { callers, limiters, limits } = context;
  const maxBytes = limits.uploadBytes + ENVELOPE_BYTES;
  let inProgress = 0;
  // One more than allowed, so that the sixth is refused by name rather than cut off.
  await app.register(multipart, {
    limits: {
      fileSize: limits.uploadBytes,
      files: MAX_FILES + 2,
      fields: 4,
      fieldSize: ACTIVITY_BYTES,
      parts: 12,
    },
  });
  const hooks = { onRequest: [callers.tokenOrSecret, limiters.token, limiters.conversation] };

  app.post('/conversations/:id/upload', hooks, async (request, reply) => {
    if (!request.isMultipart())
      throw new DirectLineError(415, 'UnsupportedMediaType', 'Expected multipart/form-data.');
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooBig(limits.uploadBytes);
    if (inProgress >= limits.uploadsAtOnce)
      throw busy('Many files are arriving just now. Try again in a moment.');
    inProgress++;
    try {
      const upload = await readParts(request, maxBytes, limits.uploadBytes);
      const id = await take(context, request, upload);
      allowOrigin(request, reply);
      return { id };
    } finally {
      inProgress--;
    }
  });
}

async function take(
  context: RouteContext,
  request: FastifyRequest,
  { activity, files }: Upload,
): Promise<string> {
  const caller = callerOf(request);
  const read = readActivity(activity ?? { type: 'message' }, context.limits.textLength, files.length > 0);
  if (!read.ok) throw badArgument(read.reason);
  if (read.kind === 'ignored' || read.kind === 'typing')
    throw badArgument('Files go with an activity of type "message".');
  const senderId = senderOf(caller, activity);
  const attachmentIds: number[] = [];
  for (const file of files) {
    const at = {
      address: addressOf(caller),
      sender: { id: senderId, origin: request.ip },
      creditorId: caller.site.creditorId,
      locale: read.locale ?? caller.locale ?? caller.site.locale,
    };
    const saved = await context.host().saveAttachment(at, file);
    if (!saved.ok) throw refusal(saved, context.limits.uploadBytes);
    attachmentIds.push(saved.file.id);
  }
  const seq = await receive(context, caller, { ...read, senderId, ip: request.ip, attachmentIds });
  return activityId(caller.conv!, seq);
}

async function readParts(request: FastifyRequest, maxBytes: number, fileBytes: number): Promise<Upload> {
  const upload: Upload = { activity: undefined, files: [] };
  let total = 0;
  for await (const part of request.parts()) {
    const bytes = part.type === 'file' ? await bytesOf(part, fileBytes) : Buffer.from(String(part.value));
    total += bytes.length;
    if (total > maxBytes) throw tooBig(fileBytes);
    // The official client sends its activity as a file called "blob"; others send a plain field.
    if (part.fieldname === 'activity') upload.activity = activityOf(bytes);
    else if (part.type === 'file') upload.files.push({ bytes, fileName: fileNameOf(part.filename) });
  }
  if (upload.files.length > MAX_FILES) throw badArgument(`At most ${MAX_FILES} files go with one message.`);
  return upload;
}

async function bytesOf(part: MultipartFile, fileBytes: number): Promise<Buffer> {
  try {
    return await part.toBuffer();
  } catch (error) {
    if ((error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE') throw tooBig(fileBytes);
    throw error;
  }
}

function activityOf(bytes: Buffer): unknown {
  if (bytes.length > ACTIVITY_BYTES) throw badArgument('The part "activity" is longer than 64 KB.');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw badArgument('The part "activity" is not valid JSON.');
  }
}

/** The last part of a path, without control characters; the kind of file is told by its content. */
function fileNameOf(name: string | undefined): string {
  // Browsers write a quotation mark in a name as %22 (HTML, multipart/form-data).
  const last = (name ?? '').replaceAll('%22', '"').split(/[\\/]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cs}\p{Cf}]/gu, '').trim();
  return clean.slice(-120) || 'file';
}

function refusal(saved: Extract<SavedAttachment, { ok: false }>, fileBytes: number): DirectLineError {
  if (saved.reason === 'too_large') return tooBig(fileBytes);
  if (saved.reason === 'empty') return badArgument('The file is empty.');
  return new DirectLineError(
    415,
    'UnsupportedMediaType',
    'Only images (JPEG, PNG, WebP) and PDF files are accepted.',
  );
}

function tooBig(fileBytes: number): DirectLineError {
  const megabytes = Math.floor(fileBytes / 1024 / 1024);
  return new DirectLineError(413, 'MessageSizeTooBig', `A file may have at most ${megabytes} MB.`);
}
