import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import './diagram.css';

/** Colours and letters of a drawing, from our tokens: variables, so that a change of theme needs no new drawing. */
export function drawingStyle() {
  const fontFamily = getComputedStyle(document.body).fontFamily;
  return {
    bpmnRenderer: { defaultFillColor: 'var(--ac-surface)', defaultStrokeColor: 'var(--ac-ink-soft)', defaultLabelColor: 'var(--ac-ink)' },
    textRenderer: { defaultStyle: { fontFamily, fontSize: 12 }, externalStyle: { fontSize: 12 } },
  };
}
