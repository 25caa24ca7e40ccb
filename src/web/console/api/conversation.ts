import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type {
  CannedReply,
  ConsoleNote,
  ConversationView,
  DebtorFile,
  FileRef,
  HandoffAnswer,
  MessagesPage,
  NewMessage,
  Problem,
} from '../../../http/contract/console.ts';
import { ApiError } from './api-error.ts';
import { apiUrl, csrfHeader, get, post } from './client.ts';
import { keys } from './keys.ts';

export function useConversation(id: number) {
  return useQuery({
    queryKey: keys.conversation(id),
    queryFn: ({ signal }) => get<ConversationView>(`/conversations/${id}`, {}, signal),
  });
}

/** The timeline, newest page first; `fetchNextPage` brings older ones. */
export function useMessages(id: number) {
  return useInfiniteQuery({
    queryKey: keys.messages(id),
    queryFn: ({ pageParam, signal }) =>
      get<MessagesPage>(`/conversations/${id}/messages`, { before: pageParam ?? null }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** Everything the ledger knows of a debtor; asking leaves a row in the audit. */
export function useDebtorFile(id: number | undefined) {
  return useQuery({
    queryKey: keys.debtor(id ?? 0),
    queryFn: ({ signal }) => get<DebtorFile>(`/debtors/${id}`, {}, signal),
    enabled: id !== undefined,
  });
}

/** Canned replies for one creditor in one language. */
export function useCannedReplies(creditor: number, locale: string) {
  return useQuery({
    queryKey: keys.replies({ creditor, locale }),
    queryFn: ({ signal }) => get<CannedReply[]>('/canned-replies', { creditor, locale }, signal),
    staleTime: 5 * 60_000,
  });
}

/** To the debtor; the same `key` is sent once however often it is asked. */
export function sendMessage(conversationId: number, message: NewMessage): Promise<HandoffAnswer> {
  return post(`/conversations/${conversationId}/messages`, message);
}

/** Internal: no debtor sees it. */
export function addNote(conversationId: number, text: string): Promise<ConsoleNote> {
  return post(`/conversations/${conversationId}/notes`, { text });
}

/** Uploads one file; XHR because fetch reports no progress. Rejects with ApiError. `onProgress`: 0 to 1. */
export function uploadFile(
  conversationId: number,
  file: File,
  onProgress: (share: number) => void,
): { done: Promise<FileRef>; abort: () => void } {
  const request = new XMLHttpRequest();
  const done = new Promise<FileRef>((resolve, reject) => {
    request.open('POST', apiUrl(`/conversations/${conversationId}/files`));
    for (const [name, value] of Object.entries(csrfHeader())) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as FileRef);
      else reject(new ApiError({ ...(request.response as Partial<Problem> | null), status: request.status }));
    };
    request.onerror = () => reject(new ApiError({ status: 0, code: 'unreachable' }));
    request.onabort = () => reject(new DOMException('taken away', 'AbortError'));
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
  return { done, abort: () => request.abort() };
}
