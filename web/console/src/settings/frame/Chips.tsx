import { Check } from 'lucide-react';

interface Props<Value extends string | number> {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: Value[]) => void;
  /** What an empty choice means, such as "Every channel". */
  readonly all?: string;
}

/** Any number of a few, as chips to press. Where nothing chosen means everything, the first chip says so. */
export function Chips<Value extends string | number>({ label, choices, chosen, onChange, all }: Props<Value>) {
  const toggle = (value: Value) => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : choices.map((one) => one.value).filter((one) => one === value || chosen.includes(one)));
  return (
    <div className="ac-field" role="group" aria-label={label}>
      <span className="ac-field__label" aria-hidden="true">{label}</span>
      <div className="st-chips">
        {all ? <button type="button" className="st-chip" aria-pressed={chosen.length === 0} onClick={() => onChange([])}>{chosen.length === 0 ? <Check size={14} aria-hidden="true" /> : null}{all}</button> : null}
        {choices.map((choice) => (
          <button key={choice.value} type="button" className="st-chip" aria-pressed={chosen.includes(choice.value)} onClick={() => toggle(choice.value)}>
            {chosen.includes(choice.value) ? <Check size={14} aria-hidden="true" /> : null}{choice.label}
          </button>
        ))}
      </div>
    </div>
  );
}
