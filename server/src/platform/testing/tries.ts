/** How often a property is tried: few times with each run of the tests, many with `npm test -- --long`. For those whose oracle is dear. */
export const tries = (few: number, many: number): number => (process.env["AFTERCARE_LONG"] === "1" ? many : few);
