declare module 'bpmn-moddle' {
  /** Reads and writes BPMN 2.0, with the extensions it is given. */
  export class BpmnModdle {
    constructor(extensions?: Record<string, unknown>);
    fromXML(xml: string): Promise<{ rootElement: object }>;
    toXML(root: object): Promise<{ xml: string }>;
    create(type: string, attributes?: Record<string, unknown>): object;
  }
}
