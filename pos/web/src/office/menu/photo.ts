/** The longest side of a kept picture, in pixels. */
export const PHOTO_PX_MAX = 512;
const QUALITY = 0.82;

/** The size of a picture after it was made to fit: never larger than it was, never a side below 1. */
export function fitted(
  width: number,
  height: number,
  most = PHOTO_PX_MAX,
): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Makes a picture small enough to be kept, in this browser; `null` when it is no picture that this browser can read. */
export async function shrink(file: Blob): Promise<Blob | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = fitted(bitmap.width, bitmap.height);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (context === null) return null;
    // What was see-through would come out black in a JPEG.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  } catch {
    return null; // not a picture
  }
}
