import { z } from 'zod';

/**
 * Files are sent as raw bytes: `POST /api/v1/files?name=photo.jpg` with the file as body and its Content-Type; the answer
 * is a `FileInfo`. They are read at `GET /api/v1/files/:key` (sign-in) or through signed links in portal and chat answers.
 */
export const FileInfo = z.object({
  id: z.int(),
  name: z.string(),
  type: z.string(),
  size: z.int(),
  /** Relative URL from which the caller may read the bytes. */
  url: z.string(),
});
export type FileInfo = z.infer<typeof FileInfo>;

export const maxFileBytes = 25 * 1024 * 1024;
