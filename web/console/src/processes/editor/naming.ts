import { type Named, elementsOf, titleOf } from '../view/names.ts';
import type { Bo, Create } from './step.ts';

export interface StoredNames { readonly restore: () => void }

/**
 * While a drawing is open it shows names in the reader's language, and that is what is typed into. For the file the titles take
 * what was typed, and the name is the Chinese one where there is one: so a file does not depend on who saved it.
 * @returns how to go back to what is shown
 */
export function storedNames(definitions: unknown, language: string, create: Create): StoredNames {
  const mine = language.startsWith('zh') ? 'zh' : 'en';
  const shown: (readonly [Named, string | undefined])[] = [];
  for (const element of elementsOf(definitions)) {
    const title = titleOf(element);
    if (!title && element.name && mine === 'en' && /^bpmn:(Process|.*Task|.*Event|.*Gateway|SubProcess|CallActivity|SequenceFlow)$/.test(element.$type)) addTitle(element as unknown as Bo, create);
    if (!title) continue;
    const typed = element.name ?? '';
    if (title[mine] !== typed) title[mine] = typed;
    shown.push([element, element.name]);
    element.name = title.zh || title.en || undefined;
  }
  return { restore: () => { for (const [element, name] of shown) element.name = name; } };
}

/** A name typed by somebody who reads English is an English name, not the Chinese one. */
function addTitle(element: Bo, create: Create): void {
  const title = create('aftercare:Title', { en: element.name });
  const holder = (element['extensionElements'] as Bo | undefined) ?? create('bpmn:ExtensionElements', { values: [] });
  title.$parent = holder;
  holder.$parent = element;
  (holder['values'] as Bo[] | undefined ?? (holder['values'] = [])).push(title);
  element['extensionElements'] = holder;
}
