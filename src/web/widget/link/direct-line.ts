import type {
  Activity,
  ActivitySet,
  ConversationResponse,
  WebchatTokenRequest,
  WebchatTokenResponse,
} from '../../../http/contract/webchat.ts';
import type { Answer } from './answer.ts';
import { callJson } from './http.ts';
import { type UploadCall, upload } from './upload.ts';

/** The calls of Direct Line 3.0 that the widget uses, on one server. */
export function directLine(base: string) {
  const root = `${base}/v3/directline`;
  const conversation = (id: string) => `${root}/conversations/${encodeURIComponent(id)}`;
  return {
    token: (body: WebchatTokenRequest): Promise<Answer<WebchatTokenResponse>> =>
      callJson('POST', `${base}/webchat/token`, { body }),
    refresh: (token: string): Promise<Answer<ConversationResponse>> =>
      callJson('POST', `${root}/tokens/refresh`, { token }),
    start: (token: string, locale: string): Promise<Answer<ConversationResponse>> =>
      callJson('POST', `${root}/conversations`, { token, body: { locale } }),
    /** A fresh stream address; what came after `watermark` is replayed on it, everything when empty. */
    rejoin: (token: string, id: string, watermark: string): Promise<Answer<ConversationResponse>> =>
      callJson('GET', `${conversation(id)}?watermark=${encodeURIComponent(watermark)}`, { token }),
    read: (token: string, id: string, watermark: string): Promise<Answer<ActivitySet>> =>
      callJson('GET', `${conversation(id)}/activities?watermark=${encodeURIComponent(watermark)}`, { token }),
    post: (token: string, id: string, activity: Activity): Promise<Answer<{ id?: string }>> =>
      callJson('POST', `${conversation(id)}/activities`, { token, body: activity }),
    upload: (token: string, id: string, activity: Activity, file: File): UploadCall =>
      upload(`${conversation(id)}/upload?userId=user`, token, activity, file),
  };
}

export type DirectLine = ReturnType<typeof directLine>;
