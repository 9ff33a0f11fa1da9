import { Button } from '@aftercare/ui';
import { Eraser } from 'lucide-react';
import { useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';

/** A field to sign in with finger, pen or mouse. `onChange` gets a PNG after each stroke, null when wiped. */
export function SignaturePad({ label, onChange }: { readonly label: string; readonly onChange: (file: File | null) => void }) {
  const { t } = useTranslation('counter');
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef(false);
  const [signed, setSigned] = useState(false);
  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * event.currentTarget.width, ((event.clientY - box.top) / box.height) * event.currentTarget.height] as const;
  };
  const pen = () => {
    const context = canvas.current?.getContext('2d') ?? null;
    // Ink on white paper, whatever the theme: it is printed and looked at elsewhere.
    if (context) Object.assign(context, { lineWidth: 4, lineCap: 'round', lineJoin: 'round', strokeStyle: 'black' });
    return context;
  };
  const end = () => {
    if (!drawing.current) return;
    drawing.current = false;
    setSigned(true);
    canvas.current?.toBlob((blob) => { if (blob) onChange(new File([blob], 'signature.png', { type: 'image/png' })); });
  };
  return (
    <div className="ct-sign">
      <canvas
        ref={canvas} width={800} height={240} role="img" aria-label={label} className="ct-sign__pad"
        onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); drawing.current = true; const c = pen(); const [x, y] = at(event); c?.beginPath(); c?.moveTo(x, y); c?.lineTo(x + 1, y); c?.stroke(); }}
        onPointerMove={(event) => { if (!drawing.current) return; const c = pen(); const [x, y] = at(event); c?.lineTo(x, y); c?.stroke(); }}
        onPointerUp={end} onPointerCancel={end}
      />
      <div className="ac-spread">
        <span className="ac-faint ac-small">{label}</span>
        {signed ? <Button kind="quiet" size="small" icon={<Eraser size={14} />} onClick={() => { const c = canvas.current; c?.getContext('2d')?.clearRect(0, 0, c.width, c.height); setSigned(false); onChange(null); }}>{t('sign.wipe')}</Button> : null}
      </div>
    </div>
  );
}
