const union = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' '));
/** Whose law holds where a unit was sold: `EU` (with the rest of the EEA), else the country itself. */
export const regionOf = (country: string): string => (union.has(country) ? 'EU' : country);
