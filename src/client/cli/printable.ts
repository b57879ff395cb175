/** Text as a terminal may show it: what a received file holds must not steer the terminal that it is read on. */
export const printable = (text: string): string => text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '\ufffd');
