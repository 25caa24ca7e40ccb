import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MAX_ATTACHMENT_BYTES } from '../../../conversation/attachments.ts';
import { HttpProblem } from '../../problem.ts';

/** Lets the routes of this scope, and only these, take one file as multipart/form-data. */
export async function takesUploads(scope: FastifyInstance): Promise<void> {
  await scope.register(multipart, {
    limits: { fileSize: MAX_ATTACHMENT_BYTES, files: 1, fields: 4, fieldSize: 1024, parts: 6 },
  });
}

/** The file in the field `file`; refuses (415, 413, 422) what is none, too large or in another field. */
export async function oneFile(request: FastifyRequest): Promise<{ bytes: Buffer; fileName: string }> {
  if (!request.isMultipart())
    throw new HttpProblem(415, 'unsupported_media_type', 'Expected multipart/form-data.');
  try {
    const part = await request.file();
    if (part?.fieldname !== 'file') throw missing();
    return { bytes: await part.toBuffer(), fileName: part.filename };
  } catch (error) {
    if ((error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE')
      throw new HttpProblem(413, 'too_large', 'A file may have at most 10 MB.');
    throw error;
  }
}

function missing(): HttpProblem {
  return new HttpProblem(422, 'invalid', 'No file was sent.', {
    fields: { file: 'expected one file in the field "file"' },
  });
}
