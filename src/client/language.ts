/** The two languages of the API. */
export type Language = 'ja' | 'en';
