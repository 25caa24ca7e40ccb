import { useEffect } from 'react';

let page = '';
let waiting = 0;

function show(): void {
  document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${page ? `${page} · ` : ''}Sapa`;
}

/** Names the window after the page. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    page = title;
    show();
  }, [title]);
}

/** How many wait for somebody, in front of the window's title. */
export function useTitleBadge(count: number): void {
  useEffect(() => {
    waiting = count;
    show();
  }, [count]);
}
