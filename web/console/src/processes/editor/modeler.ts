import { aftercareDescriptor } from '@aftercare/contract/bpmn-extension';
import Modeler from 'bpmn-js/lib/Modeler';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type CommandStack from 'diagram-js/lib/command/CommandStack';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type Selection from 'diagram-js/lib/features/selection/Selection';
import { drawingStyle } from '../view/drawing.ts';
import { nameIn } from '../view/names.ts';
import { bringIntoView } from '../view/sight.ts';
import { type StoredNames, storedNames } from './naming.ts';
import type { Bo, Create } from './step.ts';
import { translateModule } from './translate.ts';

/** A shape or a line on the canvas. */
export interface Shape { readonly id: string; readonly type: string; readonly businessObject: Bo; readonly waypoints?: unknown; readonly width?: number; readonly height?: number }
interface Modeling { updateProperties(element: Shape, properties: Record<string, unknown>): void; updateModdleProperties(element: Shape, bo: Bo, properties: Record<string, unknown>): void }

/** A drawing that can be changed. */
export interface Drawing {
  readonly canvas: Canvas;
  readonly elements: ElementRegistry;
  readonly overlays: Overlays;
  readonly create: Create;
  readonly definitions: () => Bo;
  readonly root: () => Shape;
  readonly shape: (id: string) => Shape | undefined;
  readonly update: (shape: Shape, properties: Record<string, unknown>) => void;
  readonly updatePart: (shape: Shape, part: Bo, properties: Record<string, unknown>) => void;
  readonly select: (id: string | null) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
  /** The drawing as a file; names are stored in Chinese where both are known. */
  readonly xml: () => Promise<string>;
  /** Draws another file in its place; the way back with undo ends there. */
  readonly load: (xml: string) => Promise<void>;
  readonly whole: () => void;
  readonly close: () => void;
}
interface Watch { readonly language: () => string; readonly onChange: () => void; readonly onSelect: (shapes: readonly Shape[]) => void }

/** Opens a drawing to be changed in a part of the page. @throws the parser's error when the file cannot be read */
export async function openDrawing(host: HTMLElement, xml: string, { language, onChange, onSelect }: Watch): Promise<Drawing> {
  const modeler = new Modeler({ container: host, moddleExtensions: { aftercare: aftercareDescriptor }, additionalModules: [translateModule(language)], ...drawingStyle() });
  modeler.on('import.parse.complete', (event: { definitions?: unknown }) => nameIn(event.definitions, language()));
  try { await modeler.importXML(xml); } catch (error) { modeler.destroy(); throw error; }
  const canvas = modeler.get<Canvas>('canvas');
  const elements = modeler.get<ElementRegistry>('elementRegistry');
  const selection = modeler.get<Selection>('selection');
  const stack = modeler.get<CommandStack>('commandStack');
  const modeling = modeler.get<Modeling>('modeling');
  const moddle = modeler.get<{ create: Create }>('moddle');
  const root = () => canvas.getRootElement() as unknown as Shape;
  const shape = (id: string) => elements.get(id) as unknown as Shape | undefined;
  const whole = () => bringIntoView(canvas, elements, { inset: 100 });
  let quiet = false;
  modeler.on('commandStack.changed', () => { if (!quiet) onChange(); });
  modeler.on('selection.changed', (event: { newSelection: readonly Shape[] }) => onSelect(event.newSelection));
  whole();
  return {
    canvas, elements, overlays: modeler.get<Overlays>('overlays'), root, shape, whole,
    create: (type, attributes) => moddle.create(type, attributes),
    definitions: () => modeler.getDefinitions() as unknown as Bo,
    update: (one, properties) => modeling.updateProperties(one, properties),
    updatePart: (one, part, properties) => modeling.updateModdleProperties(one, part, properties),
    select: (id) => {
      const one = id ? elements.get(id) : undefined;
      selection.select(one ?? null as never);
      if (one) canvas.scrollToElement(one as never, { top: 60, right: 60, bottom: 60, left: 100 } as never);
    },
    undo: () => { if (stack.canUndo()) stack.undo(); },
    redo: () => { if (stack.canRedo()) stack.redo(); },
    canUndo: () => stack.canUndo(), canRedo: () => stack.canRedo(),
    xml: async () => {
      const names: StoredNames = storedNames(modeler.getDefinitions(), language(), (type, attributes) => moddle.create(type, attributes));
      try { return (await modeler.saveXML({ format: true })).xml ?? ''; } finally { names.restore(); }
    },
    load: async (other) => {
      quiet = true;
      try { await modeler.importXML(other); } finally { quiet = false; }
      whole();
    },
    close: () => modeler.destroy(),
  };
}
