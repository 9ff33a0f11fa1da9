import { setTimeout as sleep } from 'node:timers/promises';
import { api } from '@aftercare/contract';
import { createCaller, share, tone } from '../../../server/src/voice/simulator.ts';
import { faultsOf } from '../axe.ts';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { expect, until } from '../until.ts';

const silent = { zh: '', en: '' };

export const hotlineJourney: Journey = {
  name: 'hotline: a call, the menu, the queue, answered with the caller on the screen, a second colleague asked first, the recording on the ticket',
  // Sound is real time: beside three other browsers a ringing call is given up before a busy machine has drawn its button.
  alone: true,
  async run(stage) {
    const { house, system } = stage;
    const team = await house.call(api.org.createTeam, { body: { name: 'Telephone' } });
    await house.call(api.org.updateAgent, { params: { id: house.ada.id }, body: { teams: [house.teamId, team.id] } });
    // For this caller and one colleague alone: calls that other journeys write down stay where they were.
    await house.call(api.routing.createQueue, { body: { name: 'Telephone', teamId: team.id, match: { channels: ['phone'], types: [], tiers: ['vip'], languages: [] }, skills: [], matchLanguage: false, position: 1, enabled: true } });
    await house.call(api.hotline.createNumber, {
      body: {
        number: '4008', name: 'Brook service', language: 'en', teamId: team.id, line: { mode: 'trunk', from: ['127.0.0.1'] }, recording: { calls: true, consent: silent, days: 30 },
        menu: { start: 'main', nodes: [{ id: 'main', kind: 'menu', say: { zh: '请按一。', en: 'Press one.' }, keys: { 1: 'people' }, otherwise: 'bye' }, { id: 'people', kind: 'queue', overflow: 'bye' }, { id: 'bye', kind: 'hangup', say: silent }] },
      },
    });
    await house.call(api.customers.create, { body: { name: 'Wang Fang', language: 'en', tier: 'vip', identities: [{ kind: 'phone', value: '13800138000' }] } });
    const desk = await sitDown(stage, house.ada);
    const tom = await sitDown(stage, house.tom);
    const { page } = desk;
    for (const one of [desk, tom]) {
      await one.page.context().grantPermissions(['microphone']);
      await one.page.getByRole('button', { name: 'Go online' }).click();
    }
    await until('both to be online', async () => (await house.call(api.org.agents, {})).items.filter((agent) => [house.ada.id, house.tom.id].includes(agent.id) && agent.presence === 'online').length === 2);
    const caller = await createCaller();
    try {
      const phone = await caller.dial('4008', { port: system.sipPort, from: '13800138000', sound: tone(440) });
      await phone.answered;
      expect(phone.ended === null, `the call was not taken: ${phone.ended}`);
      phone.press('1');
      // Who it is stands there before it is answered.
      const telephone = page.getByRole('region', { name: 'Telephone' });
      const card = telephone.getByRole('article', { name: 'Wang Fang is calling' });
      await card.waitFor();
      await card.getByRole('link', { name: 'Wang Fang' }).waitFor();
      const faults = await faultsOf(page, 'a ringing call');
      expect(faults.length === 0, faults.join('; '));
      await card.getByRole('button', { name: 'Answer' }).click();
      await telephone.getByRole('timer').waitFor();
      // Chromium's fake microphone beeps: it is heard at the other end.
      await until('the agent’s voice arrives', () => phone.heard().some((s) => Math.abs(s) > 1_000));
      await telephone.getByRole('button', { name: 'Hold' }).click();
      await telephone.getByText('On hold, the caller hears music').waitFor();
      await telephone.getByRole('button', { name: 'Take back' }).click();
      await telephone.getByRole('link', { name: /^Ticket #/ }).click();
      await page.getByRole('heading', { level: 1, name: /^Call from Wang Fang/ }).waitFor();

      // Tom is asked first, then all three talk, then the customer is his.
      await telephone.getByRole('button', { name: 'Transfer' }).click();
      await telephone.getByRole('combobox', { name: 'To whom' }).selectOption({ label: 'Tom Baker' });
      await telephone.getByRole('button', { name: 'Ask first' }).click();
      const other = tom.page.getByRole('region', { name: 'Telephone' });
      const asked = other.getByRole('article', { name: 'Ada Miller asks you into a call' });
      await asked.getByRole('link', { name: 'Wang Fang' }).waitFor();
      await asked.getByRole('button', { name: 'Answer' }).click();
      await other.getByText('The customer hears music').waitFor();
      const guest = telephone.getByRole('group', { name: 'Asked in: Tom Baker' });
      await guest.getByText('The customer hears music').waitFor();
      await guest.getByRole('button', { name: 'All together' }).click();
      await guest.getByText('All together').waitFor();
      await sleep(1500);
      await guest.getByRole('button', { name: 'Hand over', exact: true }).click();
      await telephone.waitFor({ state: 'detached' });
      phone.forget();
      await until('Tom’s voice arrives', () => phone.heard().some((s) => Math.abs(s) > 1_000));
      await other.getByRole('button', { name: 'Hang up' }).click();
      expect((await phone.over).startsWith('them'), 'the caller was not hung up');
      await other.getByText(/^The next call rings in \d+ s at the earliest$/).waitFor();
      await other.getByRole('textbox', { name: 'Note' }).fill('Sends photos of the drum');
      await other.getByRole('button', { name: 'Done' }).click();
      await other.waitFor({ state: 'detached' });
      await desk.timeline.getByText(/^Tom Baker talked on the phone/).waitFor();
      await desk.timeline.getByText('Sends photos of the drum').waitFor();
      const sound = desk.timeline.getByLabel(/^Recording/);
      await sound.waitFor();
      const url = await sound.getAttribute('src');
      const bytes = await (await page.context().request.get(`${system.base}${url}`)).body();
      expect(bytes.subarray(0, 4).toString() === 'RIFF' && bytes.length > 10_000, 'the recording cannot be heard');
      const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + 44 + 2 * Math.floor((bytes.length - 44) / 2)));
      expect(Array.from({ length: Math.floor(samples.length / 800) }, (_, i) => share(samples.subarray(i * 800, (i + 1) * 800), 440)).some((part) => part > 0.5), 'the caller is not on the recording');
    } finally { await caller.close(); }
  },
};
