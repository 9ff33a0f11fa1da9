import type { Words } from '../data.ts';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** A key from an English name: "Return and refund" → "return-and-refund". */
export function keyFrom(name: string): string {
  return name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 60);
}

/** A diagram with a beginning, one step of a person and an end: the shortest that makes sense. */
export function emptyDiagram(key: string, { zh, en }: Words): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:aftercare="https://aftercare.example/schema/bpmn/1" id="${key}-definitions" targetNamespace="https://aftercare.example/processes">
  <bpmn:process id="${key}" name="${escaped(zh)}" isExecutable="true">
    <bpmn:extensionElements><aftercare:title zh="${escaped(zh)}" en="${escaped(en)}" /></bpmn:extensionElements>
    <bpmn:startEvent id="start" name="开始"><bpmn:extensionElements><aftercare:title zh="开始" en="Start" /></bpmn:extensionElements><bpmn:outgoing>to-first</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="first" name="第一步"><bpmn:extensionElements><aftercare:title zh="第一步" en="First step" /></bpmn:extensionElements><bpmn:incoming>to-first</bpmn:incoming><bpmn:outgoing>to-end</bpmn:outgoing></bpmn:userTask>
    <bpmn:endEvent id="end" name="结束"><bpmn:extensionElements><aftercare:title zh="结束" en="End" /></bpmn:extensionElements><bpmn:incoming>to-end</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="to-first" sourceRef="start" targetRef="first" />
    <bpmn:sequenceFlow id="to-end" sourceRef="first" targetRef="end" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="${key}-diagram"><bpmndi:BPMNPlane id="${key}-plane" bpmnElement="${key}">
    <bpmndi:BPMNShape id="start-di" bpmnElement="start"><dc:Bounds x="160" y="122" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="first-di" bpmnElement="first"><dc:Bounds x="260" y="100" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="end-di" bpmnElement="end"><dc:Bounds x="424" y="122" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="to-first-di" bpmnElement="to-first"><di:waypoint x="196" y="140" /><di:waypoint x="260" y="140" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="to-end-di" bpmnElement="to-end"><di:waypoint x="360" y="140" /><di:waypoint x="424" y="140" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}

/** A table with one question, one answer and one rule that always fits. */
export function emptyTable(key: string, { zh, en }: Words): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${key}-definitions" name="${escaped(`${zh} / ${en}`)}" namespace="https://aftercare.example/decisions">
  <decision id="${key}" name="${escaped(zh)}">
    <variable id="${key}-variable" name="${key}" />
    <decisionTable id="${key}-table" hitPolicy="FIRST">
      <input id="${key}-in" label="条件"><inputExpression id="${key}-in-expression" typeRef="string"><text>input</text></inputExpression></input>
      <output id="${key}-out" label="结果" name="result" typeRef="string" />
      <rule id="${key}-rule-1"><inputEntry id="${key}-rule-1-in"><text>-</text></inputEntry><outputEntry id="${key}-rule-1-out"><text>"ok"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;
}
