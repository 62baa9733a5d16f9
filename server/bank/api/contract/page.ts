import { z } from 'zod';

export const largestPage = 100;
export const usualPage = 50;

/** Dates are Japan's, both ends included. A `cursor` carries the dates and the page size with it and stands alone. */
export const pageQuerySchema = z.union([
  z.strictObject({ cursor: z.string().min(1).max(1024) }),
  z.strictObject({
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    limit: z
      .string()
      .regex(/^[1-9]\d{0,2}$/)
      .transform(Number)
      .pipe(z.int().max(largestPage))
      .optional(),
  }),
]);

/** What every page says about itself: the range that was read, and the cursor of the next page, `null` on the last one. */
export const pageShape = {
  from: z.iso.date(),
  to: z.iso.date(),
  next: z.string().nullable(),
};
