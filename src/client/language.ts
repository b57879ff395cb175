/** The two languages of the API. */
export type Language = 'ja' | 'en';

/** A text in each of them. */
export type InBoth = Readonly<Record<Language, string>>;
