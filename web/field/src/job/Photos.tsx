import type { FieldJob } from '@aftercare/contract/field';
import { scaledPhoto, buttonClass } from '@aftercare/ui';
import { Camera } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldStore } from '../store/FieldProvider.tsx';

/** Photos are made smaller and kept here until there is a line. */
export function Photos({ job }: { readonly job: FieldJob }) {
  const { t } = useTranslation();
  const store = useFieldStore();
  const [shown, setShown] = useState<readonly string[]>([]);
  useEffect(() => () => { for (const url of shown) URL.revokeObjectURL(url); }, [shown]);
  const add = async (files: FileList | null) => {
    for (const file of files ?? []) {
      const photo = await scaledPhoto(file);
      setShown((all) => [...all, URL.createObjectURL(photo)]);
      await store.record(job.id, { kind: 'photo', caption: '' }, photo);
    }
  };
  return (
    <section className="f-block">
      <h2 className="f-block__title">{t('job.photos')}{job.photos > 0 ? <span className="f-soft"> {t('job.photoCount', { count: job.photos })}</span> : null}</h2>
      <div className="f-photos">
        {shown.map((url) => <img key={url} src={url} alt="" className="f-photos__one" />)}
        <label className={buttonClass('secondary', 'large')}><Camera size={18} aria-hidden="true" />{t('job.addPhoto')}<input className="ac-unseen" type="file" accept="image/*" capture="environment" multiple onChange={(event) => { void add(event.target.files); event.target.value = ''; }} /></label>
      </div>
    </section>
  );
}
