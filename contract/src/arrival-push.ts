import { z } from "zod";
import { route } from "./route.ts";
import { Id } from "./values.ts";

const Count = z.int().min(0);

/** The one door at which another system stands: docs/operations/sending-data.md says how it signs. */
export const sendArrival = route({
  method: "POST",
  path: "/arrivals/{programme}/{stream}",
  summary:
    "Send rows of a stream: a JSON array or CSV in UTF-8, at most 16 MB and 20,000 rows. Headers: Biaochi-Timestamp (seconds since 1970, at most 300 from ours), Idempotency-Key, and Biaochi-Signature: sha256= and the hexadecimal HMAC-SHA-256 of timestamp, programme/stream and key, each ended by a line feed, and the body. Answered after the commit; the same key with the same body has the same answer and nothing is done again",
  action: "send-arrival",
  audit: "change",
  input: { params: z.strictObject({ programme: Id, stream: Id }) },
  output: z.object({
    run: z.int(),
    read: Count,
    fresh: Count,
    changed: Count,
    same: Count,
    refused: Count,
    noted: Count,
  }),
  refusals: [
    "arrival-signature-refused",
    "arrival-untimely",
    "arrival-paused",
    "arrival-agreement-over",
    "arrival-delivery-refused",
    "idempotency-key-reused",
    "body-too-large",
  ],
});
