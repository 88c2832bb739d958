// Photos are made small on the device: a weak line carries a tenth of what a camera gives.

const LONGEST_SIDE = 2048;
const QUALITY = 0.85;

/** Returns *file* as a smaller JPEG where that can be done; a file that is no photo as it is. */
export async function shrunk(file) {
  if (!file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const blob = await drawn(picture);
    picture.close();
    return blob && blob.size < file.size ? blob : file;
  } catch {
    return file; // what this browser cannot show, the program may know, or refuse in words
  }
}

function drawn(picture) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // behind what is transparent
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

/** The SHA-256 of *blob*, in hexadecimal digits. */
export async function digestOf(blob) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
