import { Paperclip } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import './file.css';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly accept?: string;
  /** On phones opens the camera at once. */
  readonly camera?: boolean;
  readonly icon?: ReactNode;
  readonly onFiles: (files: File[]) => void;
}

/** A place to drop files on, or to press and choose them. */
export function FileDrop({ label, hint, accept, camera, icon, onFiles }: Props) {
  const [over, setOver] = useState(false);
  return (
    <label
      className="ac-drop" data-over={over}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); onFiles([...event.dataTransfer.files]); }}
    >
      {icon ?? <Paperclip size={20} aria-hidden="true" />}
      <span>{label}</span>
      {hint ? <span className="ac-field__hint">{hint}</span> : null}
      <input
        type="file" multiple className="ac-unseen" accept={accept} capture={camera ? 'environment' : undefined}
        onChange={(event) => { onFiles([...(event.target.files ?? [])]); event.target.value = ''; }}
      />
    </label>
  );
}
