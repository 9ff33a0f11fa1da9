import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run } from './bpmn.ts';

const folder = mkdtempSync(join(tmpdir(), 'bpmn-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string) => { writeFileSync(join(folder, name), text); return join(folder, name); };
async function all(...args: string[]): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  for await (const line of run(args)) lines.push(line as Record<string, unknown>);
  return lines;
}

const drawn = (encoding = 'UTF-8', more = '') => `<?xml version="1.0" encoding="${encoding}"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="http://example.com/other" targetNamespace="t">
  <b:process id="p" isExecutable="true"><b:extensionElements><x:thing kind="a"><x:part>word</x:part></x:thing></b:extensionElements>
    <b:startEvent id="s"/><b:userTask id="t" name="Prüfen"/><b:exclusiveGateway id="g" default="no"/><b:manualTask id="m" name="Again"/><b:endEvent id="e"/>
    <b:sequenceFlow id="a" sourceRef="s" targetRef="t"/><b:sequenceFlow id="c" sourceRef="t" targetRef="g"/>
    <b:sequenceFlow id="yes" name="yes" sourceRef="g" targetRef="m"><b:conditionExpression>n &gt; 3</b:conditionExpression></b:sequenceFlow>
    <b:sequenceFlow id="no" sourceRef="g" targetRef="e"/><b:sequenceFlow id="z" sourceRef="m" targetRef="e"/>${more}
  </b:process></b:definitions>`;

it('keeps every element, name and flow, foreign extensions and other encodings too', async () => {
  write('plain.bpmn', drawn());
  writeFileSync(join(folder, 'latin.bpmn'), Buffer.from(drawn('ISO-8859-1'), 'latin1'));
  const lines = await all(folder);
  expect(lines.map((l) => [l['ok'], l['lost'], l['warnings']])).toEqual([[true, [], []], [true, [], []]]);
  expect(lines[0]).toMatchObject({ elements: 16 });
});
it('keeps references into nothing, and tells of them', async () => {
  const [line] = await all(write('loose.bpmn', drawn('UTF-8', '<b:receiveTask id="r" messageRef="gone"/>')));
  expect(line).toMatchObject({ ok: true, warnings: ['unresolved reference <gone>'] });
});
it('says what is no BPMN', async () => {
  expect(await all(write('no.bpmn', '<html/>'))).toMatchObject([{ ok: false, error: expect.any(String) as string }]);
});
it('runs a model with a script and prints its steps', async () => {
  const model = write('run.bpmn', drawn());
  const script = write('script.json', JSON.stringify({ variables: { n: 1 }, steps: [{ complete: 'Prüfen', output: { n: 5 } }, { complete: 'm' }], expect: ['t', 'Again', 'e'] }));
  const lines = await all('--run', model, script);
  expect(lines.filter((l) => l['what'] === 'enter').map((l) => l['element'])).toEqual(['s', 't', 'g', 'm', 'e']);
  expect(lines.at(-1)).toMatchObject({ outcome: 'completed', ends: ['e'], ok: true });
  expect((await all('--run', model, write('other.json', JSON.stringify({ choices: { g: 'no' }, expect: ['m'] })))).at(-1)).toMatchObject({ ends: ['e'], missed: 'm', ok: false });
});
it('refuses to run what the engine cannot do, by name', async () => {
  expect(await all('--run', write('script.bpmn', drawn('UTF-8', '<b:scriptTask id="sc" name="Count"/>')))).toMatchObject([{ ok: false, refused: [{ element: 'sc', reason: '“Count”: ScriptTask is not supported' }] }]);
});
