/** The part of bpmn-moddle we use: XML to a tree of elements and back. */
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string): Promise<{ rootElement: unknown; elementsById: Record<string, unknown>; references: unknown[]; warnings: { message: string }[] }>;
    create(type: string, attributes: Record<string, unknown>): unknown;
    toXML(element: never, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
