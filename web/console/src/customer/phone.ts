/** A phone number in groups, as people read it: "+86 138 0013 8000". Others keep how they came. */
export function phoneWords(number: string): string {
  const china = /^\+86(1\d{2})(\d{4})(\d{4})$/.exec(number);
  return china ? `+86 ${china[1]} ${china[2]} ${china[3]}` : number;
}
