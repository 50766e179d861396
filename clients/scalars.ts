// The scalars of schema.graphql, as they are in JSON.

/** A whole number that JSON numbers hold exactly. */
export type BigInt = number;

/** ISO 3166-1 alpha-2 in upper case: `LY`. */
export type CountryCode = string;

/** A day: `2020-11-25`. */
export type Date = `${number}-${number}-${number}`;

/** A point in time in UTC: `2020-11-27T09:30:00+00:00`. `new globalThis.Date(…)` takes it. */
export type DateTime = `${Date}T${string}`;

/** BCP 47: `ar`, `en`. */
export type Language = string;

/** As precise as the source: `2020`, `2020-11` or `2020-11-25`. It is no `Date`: the compiler says where one is expected. */
export type PartialDate = `${number}` | `${number}-${number}` | Date;
