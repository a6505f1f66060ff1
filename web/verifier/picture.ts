// The text of a QR code in a picture. The library finds and reads it; we only bring the picture to sizes that it likes.
import decodeQr from "qr/decode.js";

/** Longest side in pixels, one after the other: as it is up to the first, then smaller. */
const sizes = [4000, 2000, 1000];

async function bitmapOf(file: Blob): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(file);
  } catch {
    return undefined; // no picture that this browser knows
  }
}

function pixels(bitmap: ImageBitmap, longest: number): ImageData | undefined {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return undefined;
  context.fillStyle = "#fff"; // behind what is transparent
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

export async function textInPicture(file: Blob): Promise<string | undefined> {
  const bitmap = await bitmapOf(file);
  if (bitmap === undefined) return undefined;
  const longest = Math.max(bitmap.width, bitmap.height);
  for (const size of sizes.filter((each, at) => at === 0 || each < longest)) {
    const image = pixels(bitmap, size);
    try {
      if (image !== undefined) return decodeQr(image);
    } catch {
      // no code found at this size
    }
  }
  return undefined;
}
