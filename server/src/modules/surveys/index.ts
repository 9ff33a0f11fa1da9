export { CustomerUnhappy, SurveyAnswered, SurveyAsked } from './events.ts';
export { surveysModule } from './module.ts';
export { createSurveys } from './surveys.ts';
export type { Surveys } from './surveys.ts';
