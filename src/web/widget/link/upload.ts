import type { Activity } from '../../../http/contract/webchat.ts';
import { type Answer, answerOf } from './answer.ts';

/** An upload under way. `onProgress` gets the share sent, 0 to 1. */
export interface UploadCall {
  done: Promise<Answer<{ id?: string }>>;
  abort: () => void;
  onProgress: (listener: (share: number) => void) => void;
}

/** No byte moved for this long: give up and try again. */
const STALL_MS = 60_000;

/** Sends one file with its activity as Direct Line's multipart; XHR because fetch reports no progress. */
export function upload(url: string, token: string, activity: Activity, file: File): UploadCall {
  const request = new XMLHttpRequest();
  let listener: (share: number) => void = () => {};
  const done = new Promise<Answer<{ id?: string }>>((resolve) => {
    let stalled: ReturnType<typeof setTimeout>;
    const stillMoving = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALL_MS);
    };
    request.open('POST', url);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = (event) => {
      stillMoving();
      if (event.lengthComputable) listener(event.loaded / event.total);
    };
    request.onloadend = () => {
      clearTimeout(stalled);
      resolve(answerOf(request.status, request.responseText, request.getResponseHeader('retry-after')));
    };
    const form = new FormData();
    form.append(
      'activity',
      new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }),
    );
    form.append('file', file, file.name);
    stillMoving();
    request.send(form);
  });
  return {
    done,
    abort: () => request.abort(),
    onProgress: (next) => {
      listener = next;
    },
  };
}
