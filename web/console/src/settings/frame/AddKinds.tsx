import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { ComponentType } from 'react';

interface Kind { readonly key: string; readonly icon: ComponentType<{ readonly size?: number; readonly 'aria-hidden'?: 'true' }>; readonly title: string; readonly what: string }

/** What can be added where there are several kinds of it: each leads to its own form. */
export function AddKinds({ title, part, kinds }: { readonly title: string; /** Path of the part; forms stand at `new-KIND` under it. */ readonly part: string; readonly kinds: readonly Kind[] }) {
  return (
    <section className="ac-stack-tight">
      <h2 className="st-sub">{title}</h2>
      <ul className="st-doors">
        {kinds.map(({ key, icon: Icon, title: name, what }) => (
          <li key={key}>
            <Link className="st-door ac-panel" to="/settings/$" params={{ _splat: `${part}/new-${key}` }}>
              <span className="st-lead"><Icon size={20} aria-hidden="true" /></span>
              <span className="st-row__words"><span className="st-row__title">{name}</span><span className="st-row__sub st-row__sub--full">{what}</span></span>
              <Plus size={16} aria-hidden="true" className="st-row__go" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
