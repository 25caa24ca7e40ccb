import { type ClipboardEvent, type DragEvent, useState } from 'react';

/** Files dropped on or pasted into the composer. Without `add` both do what the browser does. */
export function useDrop(add: ((files: File[]) => void) | undefined) {
  const [over, setOver] = useState(false);
  const holdsFiles = (event: DragEvent) => add !== undefined && event.dataTransfer.types.includes('Files');
  return {
    over,
    on: {
      onDragOver: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        add?.([...event.dataTransfer.files]);
      },
    },
    onPaste: (event: ClipboardEvent) => {
      const files = [...event.clipboardData.files];
      if (!add || files.length === 0) return;
      event.preventDefault();
      add(files);
    },
  };
}
