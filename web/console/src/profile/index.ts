import { loadProfileWords } from './words.ts';
import './profile.css';

export { AddCustomer } from './AddCustomer.tsx';
export { Belonging } from './Belonging.tsx';
export { Company } from './Company.tsx';
export { Contracts } from './Contracts.tsx';
export { ValueFigure } from './Figures.tsx';
export { Mood } from './Mood.tsx';
export { Show } from './Show.tsx';
export { CustomerTimeline } from './Timeline.tsx';

await loadProfileWords();
