/**
 * What our diagrams say beyond BPMN 2.0, as a moddle descriptor: given to bpmn-moddle by the server and to bpmn-js by the designer.
 *
 *     <bpmn:userTask id="diagnose" name="诊断" aftercare:role="technician" aftercare:deadline="PT4WH">
 *       <bpmn:extensionElements>
 *         <aftercare:title zh="诊断" en="Diagnosis"/>
 *         <aftercare:standard zh="…" en="…"/> <aftercare:script zh="…" en="…"/>
 *         <aftercare:checklist><aftercare:item key="photos" zh="拍照" en="Photos taken"/></aftercare:checklist>
 *         <aftercare:form><aftercare:field key="fault" type="text" required="true" zh="故障" en="Fault"/></aftercare:form>
 *         <aftercare:customer zh="您的设备正在检测，预计{= eta}完成" en="Your device is on the bench, ready by {= eta}"/>
 *       </bpmn:extensionElements>
 *     </bpmn:userTask>
 *     <bpmn:serviceTask id="reserve"><bpmn:extensionElements>
 *       <aftercare:action name="parts.reserve"><aftercare:input name="partId" value="= part.id"/><aftercare:output name="reservation" value="= result.id"/></aftercare:action>
 *     </bpmn:extensionElements></bpmn:serviceTask>
 *     <bpmn:businessRuleTask id="owed"><bpmn:extensionElements><aftercare:decision ref="remedies" result="remedy"/></bpmn:extensionElements></bpmn:businessRuleTask>
 *
 * Values that begin with `=` are FEEL over the variables of the process; others are text. Deadlines: ISO 8601 durations, working time as
 * `P7WD` (7 working days) or `PT4WH` (4 working hours), or FEEL (`= if urgent then "PT4H" else "P2WD"`).
 */
const text = (name: string) => ({ name, isAttr: true, type: 'String' });
const flag = (name: string) => ({ name, isAttr: true, type: 'Boolean' });
const spoken = (name: string) => ({ name, superClass: ['Element'], properties: [text('zh'), text('en')] });
const many = (name: string, type: string) => ({ name, type, isMany: true });

export const aftercareDescriptor = {
  name: 'Aftercare',
  uri: 'https://aftercare.example/schema/bpmn/1',
  prefix: 'aftercare',
  xml: { tagAlias: 'lowerCase' },
  associations: [],
  types: [
    // Attributes of activities. `role`: who does it; `assignee`: FEEL giving an agent's id; `team`: FEEL giving a team's id.
    { name: 'Work', isAbstract: true, extends: ['bpmn:Activity'], properties: [text('role'), text('deadline'), text('assignee'), text('team')] },
    // A multi-instance over a list: FEEL giving the list, the name each item has inside, and the variable that gets the list of outputs.
    { name: 'Each', isAbstract: true, extends: ['bpmn:MultiInstanceLoopCharacteristics'], properties: [text('collection'), text('item'), text('results')] },
    // A catch event may name the variable that keeps the payload of its message (its fields are merged otherwise).
    { name: 'Payload', isAbstract: true, extends: ['bpmn:MessageEventDefinition', 'bpmn:SignalEventDefinition', 'bpmn:ReceiveTask', 'bpmn:ErrorEventDefinition', 'bpmn:EscalationEventDefinition'], properties: [text('variable')] },
    spoken('Title'), spoken('Standard'), spoken('Script'), spoken('Customer'),
    { name: 'Item', superClass: ['Element'], properties: [text('key'), text('zh'), text('en')] },
    { name: 'Checklist', superClass: ['Element'], properties: [many('items', 'Item')] },
    // type: text, number, boolean, date, choice, photo, signature. options: `key=中文|English;…` for a choice.
    { name: 'Field', superClass: ['Element'], properties: [text('key'), text('type'), flag('required'), text('zh'), text('en'), text('options')] },
    { name: 'Form', superClass: ['Element'], properties: [many('fields', 'Field')] },
    // Standing alone: what a call activity or a throwing message or signal takes along, and what a call brings back.
    { name: 'Input', superClass: ['Element'], properties: [text('name'), text('value')] },
    { name: 'Output', superClass: ['Element'], properties: [text('name'), text('value')] },
    { name: 'Action', superClass: ['Element'], properties: [text('name'), many('inputs', 'Input'), many('outputs', 'Output')] },
    { name: 'Decision', superClass: ['Element'], properties: [text('ref'), text('result'), many('inputs', 'Input')] },
  ],
} as const;
