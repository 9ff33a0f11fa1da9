import { Button, Field, Notice, Section, Select, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { Headphones, Mic, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Chosen, chooseDevices, chosenDevices, speakerCanBeChosen, useDevices } from './devices.ts';
import { connectHeadset, hid, knownHeadset } from './headset.ts';
import { type Line, openLine } from './line.ts';

/** Microphone, speaker and headset of this browser, and a test that hears itself. */
export function Devices() {
  const { t } = useTranslation('telephone');
  const { microphones, speakers, named, look } = useDevices();
  const [chosen, setChosen] = useState<Chosen>(chosenDevices);
  const [headset, setHeadset] = useState<string | null>(null);
  useEffect(() => { void knownHeadset().then(setHeadset); }, []);
  const choose = (change: Partial<Chosen>) => { const next = { ...chosen, ...change }; chooseDevices(next); setChosen(next); };
  const allow = async () => { const stream = await navigator.mediaDevices.getUserMedia({ audio: true }); for (const track of stream.getTracks()) track.stop(); await look(); };
  const choicesOf = (devices: readonly MediaDeviceInfo[], now: string) => [{ value: '', label: t('systemDevice') }, ...devices.map((one, i) => (one.label ? { value: one.deviceId, label: one.label, translate: 'no' as const } : { value: one.deviceId, label: t('device', { number: i + 1 }) })), ...(now && !devices.some((one) => one.deviceId === now) ? [{ value: now, label: t('deviceGone') }] : [])];
  return (
    <Section title={t('devices')}>
      {named ? null : <Notice><div className="tp-row"><span className="ac-grow">{t('allowText')}</span><Button size="small" onClick={() => void allow().catch(() => undefined)}>{t('allow')}</Button></div></Notice>}
      <div className="tp-two">
        <Field label={t('microphone')}>{(control) => <Select {...control} value={chosen.microphone} choices={choicesOf(microphones, chosen.microphone)} onChange={(microphone) => choose({ microphone })} />}</Field>
        {speakerCanBeChosen ? <Field label={t('speaker')}>{(control) => <Select {...control} value={chosen.speaker} choices={choicesOf(speakers, chosen.speaker)} onChange={(speaker) => choose({ speaker })} />}</Field> : null}
      </div>
      <EchoTest key={`${chosen.microphone}|${chosen.speaker}`} />
      {hid() ? <div className="tp-row"><Button icon={<Headphones size={16} aria-hidden="true" />} onClick={() => void connectHeadset().then((name) => { if (name) setHeadset(name); }, () => undefined)}>{t('connectHeadset')}</Button><span className="ac-small ac-faint">{headset ? t('headsetKnown', { name: headset }) : t('headsetHint')}</span></div> : <p className="ac-small ac-faint">{t('headsetElsewhere')}</p>}
    </Section>
  );
}

/** What one says comes back a second later; the bar shows what comes back. */
function EchoTest() {
  const { t } = useTranslation('telephone');
  const { call } = useApi();
  const line = useRef<Line | null>(null);
  const [state, setState] = useState<'off' | 'opening' | 'on'>('off');
  const [fault, setFault] = useState<string | null>(null);
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  const stop = () => { line.current?.close(); line.current = null; setState('off'); setLevel(0); };
  useEffect(() => () => line.current?.close(), []);
  useEffect(() => {
    if (state !== 'on') return undefined;
    const timer = setInterval(() => { const now = line.current?.level() ?? 0; setLevel(now); if (now > 0.05) setHeard(true); }, 100);
    // The server stops by itself after half a minute.
    const end = setTimeout(stop, 30_000);
    return () => { clearInterval(timer); clearTimeout(end); };
  }, [state]);
  const start = async () => {
    setState('opening');
    setFault(null);
    setHeard(false);
    try {
      line.current = await openLine(async (sdp) => (await call(api.hotline.echo, { body: { sdp } })).sdp, stop);
      setState('on');
    } catch (error) {
      stop();
      setFault(error instanceof DOMException ? t('noMicrophone') : faultSentence(error));
    }
  };
  return (
    <div className="tp-row">
      {state === 'off' ? <Button icon={<Mic size={16} aria-hidden="true" />} onClick={() => void start()}>{t('echo')}</Button> : <Button busy={state === 'opening'} icon={<Square size={16} aria-hidden="true" />} onClick={stop}>{t('echoStop')}</Button>}
      {state === 'on' ? <meter className="tp-meter" min={0} max={1} value={level} aria-label={t('echoLevel')} /> : null}
      <span className="ac-small ac-faint" role="status">{fault ?? (state === 'on' ? t(heard ? 'echoHeard' : 'echoSpeak') : heard ? t('echoGood') : t('echoHint'))}</span>
    </div>
  );
}
