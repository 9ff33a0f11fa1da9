import { useNow } from '@aftercare/ui';
import { Check, Clock3, Hourglass, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { solutionDue, wordsOf } from './journey.ts';
import type { Line, Step } from './journey.ts';
import { Cost } from './Cost.tsx';
import './journey.css';

interface Props {
  readonly steps: readonly Step[];
  /** What the customer can do now; stands in the open step. */
  readonly children?: ReactNode;
}

/** The way of a request from top to bottom; the step it is at stands open. */
export function Journey({ steps, children }: Props) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const solution = solutionDue(steps);
  const say = (line: Line) => t(line.phrase, line.values);
  return (
    <ol className="p-journey">
      {steps.map((step, at) => {
        const words = wordsOf(step, now, i18n.language, solution);
        const waits = step.key === 'waiting-for-you' && step.state === 'current';
        const when = words.when ? ('text' in words.when ? words.when.text : say(words.when)) : null;
        return (
          <li key={`${step.key} ${at}`} className="p-step" data-state={step.state} data-waits={waits || undefined} aria-current={step.state === 'current' ? 'step' : undefined}>
            <span className="p-step__mark" aria-hidden="true">{step.state === 'done' ? <Check size={14} strokeWidth={3} /> : waits ? <Hourglass size={14} /> : null}</span>
            <div className="p-step__body">
              <div className="p-step__head">
                <strong className="p-step__title"><span className="ac-unseen">{t(`journey.state.${step.state}`)}: </span>{words.own ?? say(words.title)}</strong>
                {when ? <span className="p-step__when">{when}</span> : null}
              </div>
              {words.promise ? <p className="p-step__promise" data-late={words.promise.late}><Clock3 size={18} aria-hidden="true" />{say(words.promise)}</p> : null}
              {words.who ? <p className="p-step__line"><UserRound size={16} aria-hidden="true" />{say(words.who)}</p> : null}
              {step.cost ? <Cost cost={step.cost} /> : null}
              {step.state === 'current' ? children : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
